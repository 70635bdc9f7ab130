"""Whether words of danger lead to a safety card before anything else is matched (M07), and what was learned (M13)."""

from collections.abc import Iterator

from bot.content.draft import Draft
from bot.content.rules.listed import calm_in, danger_in
from bot.content.rules.noting import error, warning
from bot.diagnostics import Diagnostic
from bot.matching.alarm import ALARM_FROM, Alarm
from bot.matching.danger import DangerWatch

ALWAYS = (
    "ik wil dood",
    "ik wil niet meer leven",
    "ik ga zelfmoord plegen",
    "ik word bedreigd",
    "hij slaat mij",
)
"""Sentences of which nobody can doubt the meaning: whatever else is in the file, these lead to a card."""

CLEARLY = 0.25
"""How far beyond the border a chance must be before a message is named: near it, one question more changes much."""


def danger_words_win(draft: Draft) -> Iterator[Diagnostic]:
    """M07: each phrase of danger leads to a safety card, and each look-alike keeps one from being shown."""
    if draft.danger is None:
        return
    watch = DangerWatch.of(draft.danger.shape)
    for said in ALWAYS:
        if watch.sure_card_for(said) is None:
            message = f"wie typt `{said}`, krijgt niet altijd een kaart"
            hint = "Zet deze zin onder `altijd`, en maak de zin bij `lijkt_op` die hem tegenhoudt langer."
            yield error("M07", draft.danger.key("woorden"), message, hint)
    for number, words in enumerate(draft.danger.shape.words):
        for key, phrases in (("altijd", words.always), ("zinnen", words.phrases)):
            for place, phrase in enumerate(phrases):
                if all(watch.card_for(said) is None for said in ways_to_say(phrase)):
                    span = draft.danger.span("woorden", number, key, place)
                    message = "deze zin leidt niet naar een kaart: een zin bij `lijkt_op` houdt hem tegen"
                    hint = "Maak de zin bij `lijkt_op` langer, of haal een van de twee weg."
                    yield error("M07", span, message, hint)
    for number, phrase in enumerate(draft.danger.shape.lookalikes):
        if all(watch.card_for(said) is not None for said in ways_to_say(phrase)):
            span = draft.danger.span("lijkt_op", number)
            yield error("M07", span, "deze zin leidt toch naar een kaart", "Noem de hele zin zoals mensen hem typen.")


def messages_are_told_apart(draft: Draft, alarm: Alarm) -> Iterator[Diagnostic]:
    """M13: a message that the alarm gets wrong after learning it says too little, or too much that means otherwise."""
    for span, message in danger_in(draft):
        if alarm.card_for(message) is None and alarm.chance(message) < ALARM_FROM - CLEARLY:
            hint = "Schrijf er berichten bij die hierop lijken, of haal dit weg als het te weinig zegt."
            yield warning("M13", span, "ook na het leren leidt dit bericht niet naar een kaart", hint)
    for span, message in calm_in(draft):
        if alarm.chance(message) > ALARM_FROM + CLEARLY or alarm.watch.sure_card_for(message) is not None:
            hint = "Past er een zin onder `altijd`? Maak die strenger. Schrijf er anders berichten bij."
            yield warning("M13", span, "ook na het leren leidt dit bericht naar een kaart", hint)


def ways_to_say(phrase: str) -> Iterator[str]:
    """A phrase of `nood.yaml` as somebody could say it, with one after the other of the words to choose from."""
    choices = [[one.strip("*") for one in word.split("/")] for word in phrase.split() if word != ".."]
    for number in range(max(map(len, choices), default=0)):
        yield " ".join(words[min(number, len(words) - 1)] for words in choices)
