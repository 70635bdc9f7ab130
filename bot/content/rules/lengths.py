"""Rules about length: what fits on a button and on the screen of a phone (T01, T02)."""

from collections.abc import Iterator

from bot.content.draft import Draft
from bot.content.models import OutcomeShape
from bot.content.rules.noting import error, warning
from bot.content.rules.walking import labels
from bot.content.values import PLACEHOLDER, names_in_text
from bot.diagnostics import Diagnostic

MAX_LABEL, LONG_LABEL = 28, 24
"""Characters of a button. Telegram cuts what does not fit, and nobody can choose what cannot be read."""
SCREEN = 900
"""Characters of one thought on the screen of a phone."""


def labels_fit_on_a_button(draft: Draft) -> Iterator[Diagnostic]:
    """T02: what is cut off on a button cannot be chosen with a clear mind."""
    for span, label in labels(draft):
        if len(label) > LONG_LABEL:
            note, limit = (error, MAX_LABEL) if len(label) > MAX_LABEL else (warning, LONG_LABEL)
            wanted = "hooguit" if limit == MAX_LABEL else "liefst hooguit"
            message = f"deze knop heeft {len(label)} tekens, {wanted} {limit}"
            yield note("T02", span, message, "Kies kortere woorden. De uitleg kan in de vraag staan.")


def outcomes_fit_on_a_screen(draft: Draft) -> Iterator[Diagnostic]:
    """T01: who has to scroll at night misses the step that matters. Counted with the longest values filled in."""
    longest = longest_values(draft)
    for file in draft.trees:
        for id_, outcome in file.shape.outcomes.items():
            length = _length(outcome, longest)
            if length > SCREEN:
                message = f"deze uitkomst heeft {length} tekens, liefst hooguit {SCREEN}"
                yield warning("T01", file.key("uitkomsten", id_), message, "Kort de tekst of de stappen in.")


def longest_values(draft: Draft) -> dict[str, str]:
    """For each value the longest that any organisation gives it, for any role."""
    longest: dict[str, str] = {}
    for organisation in draft.organisations:
        for name, value in organisation.shape.values.items():
            for called in names_in_text(name):
                longest[called] = max(longest.get(called, ""), value, key=len)
    return longest


def _length(outcome: OutcomeShape, longest: dict[str, str]) -> int:
    """What the author wrote for one reader: heading, the longest text of any role, the steps."""
    texts = (outcome.text, *outcome.text_per_role.values())
    filled = [PLACEHOLDER.sub(lambda found: longest.get(found[1], found[0]), text) for text in (*texts, *outcome.steps)]
    return len(outcome.heading) + max(map(len, filled[: len(texts)])) + sum(map(len, filled[len(texts) :]))
