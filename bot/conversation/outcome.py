"""The screen of an outcome: what to do, why, who helps, and the ways to look back on it or go on."""

from bot.content.folding import is_doubt
from bot.content.models import text_for
from bot.conversation.button import Look, Page
from bot.conversation.card import norm_choice
from bot.conversation.dates import overdue
from bot.conversation.refer import route_line
from bot.conversation.spot import Spot, verdict_of
from bot.conversation.turn import Block, Choice, Reply, Style
from bot.dilemma.tree import Outcome, Status, Verdict
from bot.ids import NormId
from bot.referral.routing import fitting_all, reached_by

_NORMS = 2
_TERSE = 12
"""Characters. An answer no longer than this, such as "Ja", says nothing without its question."""


def outcome_screen(spot: Spot, here: Outcome) -> Reply:
    """The outcome, with its kind in words."""
    desk, context = spot.desk, spot.context
    text = text_for(here.text_per_role, context.role, desk.body(context)) or here.text
    blocks = [
        desk.note("boom.klaar", boom=spot.tree.title),
        desk.heading("boom.uitkomst", **verdict_of(here, desk)),
        spot.own(text),
    ]
    if here.steps:
        blocks.append(desk.heading("antwoord.stappen"))
        blocks += [spot.own(step, Style.BULLET) for step in here.steps]
    blocks += _reasons(spot)
    if spot.walked.unused:
        blocks.append(desk.heading("boom.vervallen"))
        blocks += [desk.bullet("boom.antwoord", **spot.answer(step)) for step in spot.walked.unused]
    blocks += _humans(spot, here)
    if here.verdict is not Verdict.HELP_NOW:
        blocks.append(desk.note("boom.geen-oordeel"))
        blocks += overdue(spot.library.tree_files[spot.tree.id].review_by, desk)
    return Reply(blocks=tuple(blocks), choices=tuple(_ways_on(spot, here)), in_place=True)


def _reasons(spot: Spot) -> list[Block]:
    """The reasons trail: for each norm that mattered, the answers that made it matter."""
    desk = spot.desk
    because: dict[NormId, list[str]] = {}
    for step in spot.walked.path:
        norm = step.option.because
        if norm is not None and norm in spot.library.norms:
            key = "boom.reden-vraag" if len(step.option.label) <= _TERSE else "boom.reden-antwoord"
            because.setdefault(norm, []).append(desk.texts(key, **spot.answer(step)))
    reasons = [
        desk.bullet("boom.reden", norm=_ended(spot.library.norms[norm].title), antwoorden=desk.listed(answers))
        for norm, answers in because.items()
    ]
    doubts = [step for step in spot.walked.path if is_doubt(step.option)]
    reasons += [desk.bullet("boom.reden-twijfel", **spot.answer(step)) for step in doubts]
    return [desk.heading("boom.waarom"), *reasons] if reasons else []


def _ended(title: str) -> str:
    return title if title.endswith(("?", "!")) else f"{title}."


def _humans(spot: Spot, here: Outcome) -> list[Block]:
    organisation, role = spot.library.organisation(spot.context.organisation), spot.context.role
    names = fitting_all(filter(None, (here.referral.route, here.referral.second)), role)
    routes = [reached_by(spot.library.route(organisation, name), role) for name in names]
    lines = [route_line(route, spot.library, spot.desk) for route in routes]
    return [spot.desk.heading("boom.mens"), *(Block(text=line, style=Style.BULLET) for line in lines)]


def _ways_on(spot: Spot, here: Outcome) -> list[Choice]:
    desk, context = spot.desk, spot.context
    there = spot.settled
    change = there.worded("wijzigen", there.look(Look.ANSWERS))
    if here.verdict is Verdict.HELP_NOW:
        return [desk.page(context, Page.HUMAN), *_follow_up(spot, here), change, desk.page(context, Page.START)]
    choices = [
        *_follow_up(spot, here),
        there.worded("wat-als", there.look(Look.WHAT_IF)),
        change,
        there.worded("bewaren", there.look(Look.NOTE)),
    ]
    choices += [norm_choice(context, norm, desk) for norm in _norms_for(spot, here)[:_NORMS]]
    if context.organisation is None and not context.declined_organisation:
        choices.append(there.worded("organisatie", there.look(Look.ORGANISATION)))
    return [*choices, desk.page(context, Page.HUMAN), desk.page(context, Page.START)]


def _follow_up(spot: Spot, here: Outcome) -> list[Choice]:
    """The tree that goes on from here, in the revision of today, if it is for the asker."""
    desk, context = spot.desk, spot.context
    tree = desk.library.trees.get(here.follow_up) if here.follow_up else None
    if tree is None or tree.status is not Status.PUBLISHED or not desk.is_for(context, tree.roles):
        return []
    return [desk.start_choice(context, tree)]


def _norms_for(spot: Spot, here: Outcome) -> list[NormId]:
    """The norms of an outcome that are for this asker; an outcome for several roles may name one for each."""
    norms = spot.desk.library.norms
    known = (norms[id_] for id_ in here.norms if id_ in norms)
    return [norm.id for norm in known if spot.desk.is_for(spot.context, norm.roles)]
