"""Whether words of danger lead to a safety card, before anything else is matched (M07)."""

from collections.abc import Iterator

from bot.content.draft import Draft
from bot.content.rules.noting import error
from bot.diagnostics import Diagnostic
from bot.matching.danger import DangerWatch

ALWAYS = (
    "ik wil dood",
    "ik wil niet meer leven",
    "ik ga zelfmoord plegen",
    "ik word bedreigd",
    "hij slaat mij",
)
"""Sentences of which nobody can doubt the meaning: whatever else is in the file, these lead to a card."""


def danger_words_win(draft: Draft) -> Iterator[Diagnostic]:
    """M07: each phrase of danger leads to a safety card, and each look-alike keeps one from being shown."""
    if draft.danger is None:
        return
    watch = DangerWatch.of(draft.danger.shape)
    for said in ALWAYS:
        if watch.card_for(said) is None:
            message = f"wie typt `{said}`, krijgt geen kaart"
            hint = "Zet deze zin bij `woorden`, en maak de zin bij `lijkt_op` die hem tegenhoudt langer."
            yield error("M07", draft.danger.key("woorden"), message, hint)
    for number, words in enumerate(draft.danger.shape.words):
        for place, phrase in enumerate(words.phrases):
            if all(watch.card_for(said) is None for said in ways_to_say(phrase)):
                span = draft.danger.span("woorden", number, "zinnen", place)
                message = "deze zin leidt niet naar een kaart: een zin bij `lijkt_op` houdt hem tegen"
                yield error("M07", span, message, "Maak de zin bij `lijkt_op` langer, of haal een van de twee weg.")
    for number, phrase in enumerate(draft.danger.shape.lookalikes):
        if all(watch.card_for(said) is not None for said in ways_to_say(phrase)):
            span = draft.danger.span("lijkt_op", number)
            yield error("M07", span, "deze zin leidt toch naar een kaart", "Noem de hele zin zoals mensen hem typen.")


def ways_to_say(phrase: str) -> Iterator[str]:
    """A phrase of `nood.yaml` as somebody could say it, with one after the other of the words to choose from."""
    choices = [[one.strip("*") for one in word.split("/")] for word in phrase.split() if word != ".."]
    for number in range(max(map(len, choices), default=0)):
        yield " ".join(words[min(number, len(words) - 1)] for words in choices)
