"""Looking back on a walk: all answers, what another answer would have changed, a note to keep and its check code."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.conversation.button import (
    Look,
    Page,
    ShowWalk,
    question_place,
    tree_code,
    write_answers,
)
from bot.conversation.desk import Desk
from bot.conversation.spot import Spot, verdict_of
from bot.conversation.turn import Block, Choice, Context, Reply, State, Turn
from bot.dilemma.engine import Answers, Walk, answered, questions_ahead, walk
from bot.dilemma.graph import reachable
from bot.dilemma.tree import Option, Outcome, Question, Tree, Verdict
from bot.ids import Role

_CHECK = 4


def given_before(move: ShowWalk, tree: Tree, answers: Answers, desk: Desk) -> list[Block]:
    """The answers that still count in today's revision of a tree; nothing when none do."""
    given = Spot(move=move, tree=tree, answers=answers, library=desk.library, desk=desk).given()
    return [desk.heading("boom.blijven"), *given] if given else []


def verify(state: State, code: str, desk: Desk) -> Turn:
    """Say whether the check code of a note is right, and what it stands for."""
    parts = code.strip().split(".")
    described = _described(parts, desk) if len(parts) == 5 else None
    block = desk.paragraph("controle.goed", **described) if described else desk.paragraph("controle.fout")
    return Turn(state=state, replies=(Reply(blocks=(block,), choices=(desk.page(state.context, Page.START),)),))


def _overview(spot: Spot) -> Reply:
    desk = spot.desk
    blocks = [desk.heading("boom.antwoorden"), *spot.given(), desk.note("boom.wijzig-uitleg")]
    choices = [
        desk.choice(
            desk.texts("knop.wijzig", nummer=number),
            spot.look(Look.HERE, question_place(spot.tree, step.question.id)),
        )
        for number, step in enumerate(spot.walked.path, 1)
    ]
    return Reply(blocks=tuple(blocks), choices=(*choices, _back(spot)), in_place=True)


def _what_if(spot: Spot) -> Reply:
    """For one answer what each other would have led to; first the choice of the answer, when there are several."""
    path = spot.walked.path
    places = [question_place(spot.tree, step.question.id) for step in path]
    again = places[0] if len(places) == 1 else spot.move.again
    if again in places:
        return _flipped(spot, path[places.index(again)].question)
    desk = spot.desk
    blocks = [desk.heading("wat-als.kop"), *spot.given(), desk.note("wat-als.uitleg")]
    choices = [
        desk.choice(desk.texts("knop.wat-als-nummer", nummer=number), spot.look(Look.WHAT_IF, place))
        for number, place in enumerate(places, 1)
    ]
    return Reply(blocks=tuple(blocks), choices=(*choices, _back(spot)), in_place=True)


def _flipped(spot: Spot, question: Question) -> Reply:
    desk, answers = spot.desk, spot.walked.answers
    others = [
        option
        for option in spot.tree.offered(question, spot.context.role)
        if option.id != answers[question.id] and not _is_danger(spot, option)
    ]
    chosen = question.option(answers[question.id])
    blocks = [desk.heading("wat-als.vraag", vraag=spot.own(question.text).text)]
    if chosen:
        blocks.append(desk.note("boom.was", antwoord=chosen.label))
    blocks += [
        desk.bullet("wat-als.regel", antwoord=other.label, gevolg=_consequence(spot, question, other))
        for other in others
    ]
    choices = [
        desk.choice(
            desk.texts("knop.wat-als-kies", antwoord=other.label),
            spot.with_answers(answered(spot.answers, question.id, other.id)),
            (other.label,),
        )
        for other in others
    ]
    whole = spot.worded("terug", spot.look(Look.WHAT_IF)) if len(spot.walked.path) > 1 else _back(spot)
    return Reply(blocks=tuple(blocks), choices=(*choices, whole), in_place=True)


def _is_danger(spot: Spot, option: Option) -> bool:
    """Whether this answer leads to help at once: nobody tries out what it would be like."""
    outcome = spot.tree.outcomes.get(option.to)
    return outcome is not None and outcome.verdict is Verdict.HELP_NOW


def _consequence(spot: Spot, question: Question, other: Option) -> str:
    desk, role = spot.desk, spot.context.role
    there = walk(spot.tree, answered(spot.walked.answers, question.id, other.id), role).here
    if isinstance(there, Outcome):
        same = there == spot.walked.here
        return desk.texts("wat-als.zelfde" if same else "wat-als.uitkomst", **verdict_of(there, desk))
    ends = reachable(replace(spot.tree, start=there.id), role)
    verdicts = dict.fromkeys(o.verdict for o in spot.tree.outcomes.values() if o.id in ends)
    possible = "; ".join(desk.texts(f"soort.{verdict.value}").lower() for verdict in verdicts)
    return desk.texts("wat-als.vragen", aantal=questions_ahead(spot.tree, there.id, role), soorten=possible)


def _note(spot: Spot) -> Reply | None:
    desk, here = spot.desk, spot.walked.here
    if not isinstance(here, Outcome):
        return None
    blocks = [
        desk.heading("notitie.kop"),
        desk.paragraph("notitie.boom", boom=spot.tree.title, versie=spot.move.tag, datum=f"{desk.now:%d-%m-%Y}"),
        *spot.given(),
        desk.paragraph("notitie.uitkomst", **verdict_of(here, desk)),
        desk.paragraph("notitie.code", code=_code(spot.move.tag, spot.walked)),
        desk.note("notitie.uitleg"),
    ]
    return Reply(blocks=tuple(blocks), choices=(_back(spot), desk.page(spot.context, Page.START)))


LOOKS: Mapping[Look, Callable[[Spot], Reply | None]] = {
    Look.ANSWERS: _overview,
    Look.WHAT_IF: _what_if,
    Look.NOTE: _note,
}
"""The sides of a walk that look back. None where there is nothing to show yet."""


def _back(spot: Spot) -> Choice:
    return spot.worded("terug", spot.with_answers(spot.answers))


def _code(tag: str, walked: Walk) -> str:
    """The check code of a note: role, revision, tree and answers, and four characters that guard against mistakes."""
    role = walked.role.value[0] if walked.role else "x"
    whole = ".".join((role, tag, tree_code(walked.tree.id), write_answers(walked.tree, walked.answers)))
    return f"{whole}.{hashlib.sha256(whole.encode()).hexdigest()[:_CHECK]}"


def _described(parts: list[str], desk: Desk) -> dict[str, str] | None:
    role_sign, tag, code, written, _ = parts
    role = next((role for role in Role if role.value[0] == role_sign), None)
    spot = Spot.at(ShowWalk(context=Context(role=role), tag=tag, tree=code, answers=written), desk)
    here = spot.walked.here if spot else None
    if spot is None or not isinstance(here, Outcome) or _code(tag, spot.walked) != ".".join(parts):
        return None
    return {"boom": spot.tree.title, "versie": tag, **verdict_of(here, desk)}
