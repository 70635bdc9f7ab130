"""Whether what was learned anew may take over from what serves: the last look before a switch.

It looks at what nobody needs labelled questions for. How good questions are found is left to
`matching` (M05), and what happens when the check is not passed to `bot.service.learning`.
"""

from collections.abc import Iterator

from bot.content.library import Library
from bot.matching.decide import Matcher, Urgent
from bot.review.danger import ALWAYS, ways_to_say
from bot.review.matching import lost_titles

WORSE_BY = 0.02
"""How much the accuracy may go down: eleven of 540 trial questions. Mostly the same are asked, so that is no chance."""
_NAMED = 5
"""Ids named in one reason."""
_KINDS = {"norm": "norm", "tree": "keuzehulp"}
_EVERY = 20
"""Of this many phrases and messages of danger one is tried; M07 and M13 tried all before they were published."""


def reasons_against(library: Library, matcher: Matcher, serving_accuracy: float | None) -> tuple[str, ...]:
    """Why `matcher` should not serve, in Dutch, for the log; empty when it may. Takes some 0.2 s for all content.

    Args:
        library: the content that `matcher` was learned from.
        serving_accuracy: the `accuracy` of the matcher that serves now, perhaps of other content; None when
            nothing serves.
    """
    return (*_titles(library, matcher), *_accuracy(matcher, serving_accuracy), *_danger(library, matcher))


def _titles(library: Library, matcher: Matcher) -> Iterator[str]:
    lost = [f"{_KINDS[kind]} `{id_}`" for kind, id_ in lost_titles(library, matcher)]
    if lost:
        more = [f"nog {len(lost) - _NAMED}"] if len(lost) > _NAMED else []
        yield f"wie hun titel typt, komt niet uit bij {' en '.join([', '.join(lost[:_NAMED]), *more])}"


def _accuracy(matcher: Matcher, before: float | None) -> Iterator[str]:
    after = matcher.index.accuracy
    if before is not None and after < before - WORSE_BY:
        yield f"van de vragen waarmee de bot zichzelf toetst vindt {after:.1%} de norm, eerst {before:.1%}"


def _danger(library: Library, matcher: Matcher) -> Iterator[str]:
    """Phrases that are enough by themselves, and messages of people in danger, which were learned."""
    tried: list[tuple[str, ...]] = [(said,) for said in ALWAYS]
    for words in library.danger.words:
        tried += [tuple(ways_to_say(phrase)) for phrase in words.always[::_EVERY]]
    for examples in library.danger_examples:
        tried += [(message,) for message in examples.messages[::_EVERY]]
    lost = sum(not any(isinstance(matcher.match(said), Urgent) for said in ways) for ways in tried)
    if lost:
        yield f"{lost} van {len(tried)} zinnen over gevaar leiden niet naar een kaart"
