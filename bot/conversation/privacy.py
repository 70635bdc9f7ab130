"""The screens on privacy: what is remembered, who can read along, what cannot be promised, and whom to ask.

Each duration, number and behaviour in them comes from the constant or setting that governs it.
"""

from collections.abc import Iterator
from datetime import timedelta

from bot import __version__
from bot.conversation.button import Page
from bot.conversation.desk import Desk
from bot.conversation.turn import Block, Medium, Reply, State, Turn
from bot.matching import explain
from bot.texts import Texts

_MINUTE = timedelta(minutes=1)


def privacy(state: State, desk: Desk) -> Turn:
    """What is remembered and for how long, who else can read it, and what cannot be promised."""
    return _turn(state, tuple(_kept(state, desk)), desk, Page.PERSONAL_DATA, Page.START, Page.HUMAN)


def personal_data(state: State, desk: Desk) -> Turn:
    """The rest, for who wants to know exactly: numbers, buttons, log, files, whom to ask, which version this is."""
    return _turn(state, tuple(_exactly(state, desk)), desk, Page.PRIVACY, Page.START, Page.HUMAN)


def _kept(state: State, desk: Desk) -> Iterator[Block]:
    keeping = desk.keeping
    yield desk.heading("privacy.kop")
    yield desk.paragraph("privacy.bewaren")
    yield desk.paragraph("privacy.geheugen", woorden=explain.WORDS)
    yield desk.paragraph(
        "privacy.vergeten", stilte=duration(keeping.idle, desk.texts), later=duration(keeping.sweep, desk.texts)
    )
    yield desk.paragraph(f"privacy.{state.medium.value}")
    if state.medium is Medium.TELEGRAM:
        if keeping.relayed:
            yield desk.paragraph("privacy.tussenserver")
        if state.manner.vanish_after is not None:
            yield desk.paragraph("privacy.verdwijnen", tijd=duration(state.manner.vanish_after * _MINUTE, desk.texts))
    yield desk.heading("privacy.niet-kop")
    yield desk.bullet("privacy.niet-meekijken")
    yield desk.bullet("privacy.niet-beheerder")
    yield desk.bullet("privacy.niet-wet")


def _exactly(state: State, desk: Desk) -> Iterator[Block]:
    keeping = desk.keeping
    yield desk.heading("privacy.gegevens-kop")
    yield desk.paragraph("privacy.waarvoor")
    if state.medium is Medium.TELEGRAM:
        yield desk.paragraph("privacy.naam")
        if keeping.deletable is None:
            yield desk.paragraph("privacy.chatnummer")
        else:
            time = duration(keeping.deletable, desk.texts)
            yield desk.paragraph("privacy.wissen", tijd=time, aantal=keeping.deletable_messages)
    yield desk.paragraph("privacy.knoppen")
    yield desk.paragraph("privacy.bestanden")
    level = keeping.log_level.lower() if state.medium is Medium.TELEGRAM else "scherm"
    yield desk.paragraph(f"privacy.logboek-{level}")
    yield desk.heading("privacy.vragen-kop")
    yield desk.paragraph("privacy.opzoeken")
    ours = desk.everybody.organisation
    if ours is None:
        yield desk.paragraph("privacy.functionaris")
    else:
        yield desk.paragraph("privacy.functionaris-van", organisatie=desk.library.organisation(ours).name)
    yield desk.paragraph("privacy.klacht")
    if any(organisation.demo for organisation in desk.library.organisations.values()):
        yield desk.paragraph("privacy.verzonnen")
    yield desk.note("privacy.versie", programma=__version__, inhoud=desk.tag)


def duration(time: timedelta, texts: Texts) -> str:
    """A time in words: in whole hours, or else in minutes."""
    hours, rest = divmod(time, timedelta(hours=1))
    if hours and not rest:
        return texts("duur.uur", aantal=hours)
    minutes = round(time / _MINUTE)
    return texts("duur.minuut" if minutes == 1 else "duur.minuten", aantal=minutes)


def _turn(state: State, blocks: tuple[Block, ...], desk: Desk, *pages: Page) -> Turn:
    choices = desk.pages(state.context, *pages)
    return Turn(state=state, replies=(Reply(blocks=blocks, choices=choices),))
