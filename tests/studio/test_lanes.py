"""Lines that pass each other keep apart."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from bot.ids import NodeId
from bot.studio.lanes import APART, Line, assign, entry

HEIGHTS = st.integers(0, 400).map(float)


@st.composite
def some_lines(draw: st.DrawFn) -> list[Line]:
    made = draw(st.lists(st.tuples(st.lists(HEIGHTS, min_size=1, max_size=4), HEIGHTS), max_size=12))
    return [
        Line(target=NodeId(f"n{n}"), is_doubt=False, starts=tuple(starts), end=end)
        for n, (starts, end) in enumerate(made)
    ]


@given(lines=some_lines())
def test_two_lines_in_one_lane_never_meet(lines: list[Line]) -> None:
    found = assign(lines, 100)
    assert set(found) == {line for line in lines if not line.is_straight}
    for one, other in combinations(found, 2):
        assert found[one] != found[other] or one.bottom < other.top or other.bottom < one.top


@given(lines=some_lines(), limit=st.integers(0, 4))
def test_no_more_lanes_are_used_than_there_are(lines: list[Line], limit: int) -> None:
    assert all(lane < limit for lane in assign(lines, limit).values())


def test_short_lines_lie_nearest() -> None:
    long = Line(target=NodeId("a"), is_doubt=False, starts=(0, 50), end=300)
    short = Line(target=NodeId("b"), is_doubt=False, starts=(100,), end=130)
    assert assign([long, short], 5) == {short: 0, long: 1}


def test_a_line_goes_straight_when_it_can() -> None:
    assert entry(100, 150, [20, 130], [20, 130, 60], wish=110) == 130


def test_a_line_enters_apart_from_what_runs_there() -> None:
    found = entry(100, 150, [20], [20, 108, 112], wish=110)
    assert 100 <= found <= 150
    assert all(abs(found - other) >= APART for other in (108, 112))


def test_a_line_enters_somewhere_even_when_all_is_taken() -> None:
    assert entry(100, 110, [20], [100, 105, 110], wish=104) == 104
