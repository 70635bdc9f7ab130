"""What was learned anew takes over only when it finds its own titles, finds no less, and still sees danger."""

from dataclasses import replace

import pytest

from bot.content.compiler import load_content
from bot.content.library import Library
from bot.matching.alarm import Alarm
from bot.matching.decide import Matcher
from bot.review.matching import learned_from
from bot.review.selfcheck import WORSE_BY, reasons_against
from tests.content.overlay import GOOD

JOBS = "knowledge/normen/nevenwerk.yaml"


def library_with(**files: bytes) -> Library:
    compiled = load_content({**GOOD, **files})
    assert compiled.library is not None
    return compiled.library


@pytest.fixture(scope="module")
def small() -> Library:
    return library_with()


@pytest.fixture(scope="module")
def matcher(small: Library) -> Matcher:
    return learned_from(small)


def with_accuracy(matcher: Matcher, share: float) -> Matcher:
    return replace(matcher, index=replace(matcher.index, accuracy=share))


def test_good_content_passes_with_and_without_something_that_serves(small: Library, matcher: Matcher) -> None:
    assert reasons_against(small, matcher, None) == ()
    assert reasons_against(small, matcher, matcher.index.accuracy) == ()


def test_all_content_passes(library: Library, published: Matcher) -> None:
    assert reasons_against(library, published, published.index.accuracy) == ()


def test_a_norm_that_its_title_does_not_find_is_named(matcher: Matcher) -> None:
    strange = library_with(**{JOBS: GOOD[JOBS].replace(b"titel: Werk naast je werk", b"titel: Bloemen van inwoners")})
    assert reasons_against(strange, matcher, None) == ("wie hun titel typt, komt niet uit bij norm `nevenwerk`",)


def test_very_many_lost_titles_are_counted(library: Library, matcher: Matcher) -> None:
    """The matcher of two norms knows nothing of the other sixty."""
    titles = reasons_against(library, matcher, None)[0]
    assert titles.count("`") == 10
    assert " en nog " in titles


@pytest.mark.parametrize(("worse_by", "passes"), [(-0.1, True), (0.0, True), (0.9, True), (1.1, False), (9.0, False)])
def test_the_accuracy_may_fall_a_little(small: Library, matcher: Matcher, worse_by: float, passes: bool) -> None:
    reasons = reasons_against(small, with_accuracy(matcher, 0.7 - worse_by * WORSE_BY), 0.7)
    assert (reasons == ()) == passes
    if not passes:
        assert "70.0%" in reasons[0]


def test_without_something_that_serves_no_accuracy_is_too_low(small: Library, matcher: Matcher) -> None:
    assert reasons_against(small, with_accuracy(matcher, 0.0), None) == ()


def test_a_matcher_that_misses_danger_does_not_pass(small: Library, matcher: Matcher) -> None:
    blind = replace(matcher, danger=Alarm())
    (reason,) = reasons_against(small, blind, None)
    assert "gevaar" in reason
