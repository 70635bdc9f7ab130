"""A tall picture over several pages."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.studio.strips import Strip, cut

HEIGHTS = st.lists(st.integers(1, 5000).map(float), max_size=20)


@given(height=st.integers(10, 6000).map(float), gaps=HEIGHTS, tops=HEIGHTS, tallest=st.integers(300, 1500).map(float))
def test_the_strips_together_show_everything_and_each_fits(
    height: float, gaps: list[float], tops: list[float], tallest: float
) -> None:
    strips = cut(height, tallest, gaps, [Strip(top=top, bottom=top + 100) for top in tops])
    assert strips[0].top == 0
    assert strips[-1].bottom == height
    for strip in strips:
        assert 0 < strip.bottom - strip.top <= tallest
    for upper, lower in pairwise(strips):
        assert upper.top < lower.top <= upper.bottom < lower.bottom


def test_a_cut_falls_in_a_gap() -> None:
    assert cut(250, 100, [40, 90, 130, 180], []) == (
        Strip(top=0, bottom=90),
        Strip(top=90, bottom=180),
        Strip(top=180, bottom=250),
    )


def test_what_was_cut_through_begins_the_next_strip_again() -> None:
    first, second = cut(170, 100, [90], [Strip(top=80, bottom=120)])
    assert first.bottom == 90
    assert second.top < 80
