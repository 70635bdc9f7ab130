"""Commands that talk and walk: run, chat, ask, walk."""

import json
import sys
import time
from collections.abc import Iterable, Iterator
from typing import Annotated

import typer

from bot import app
from bot.cli.base import USAGE, AsJson, RoleOption, commands, fail, find_tree, meant, settings
from bot.conversation.turn import Context
from bot.dilemma.engine import walk as walk_tree
from bot.dilemma.tree import Outcome, Tree
from bot.ids import NodeId, OptionId, OrganisationId
from bot.matching.decide import Answer, Decline, Suggest, Urgent


@commands.command()
def run() -> None:
    """Start de bot: Telegram als er een token is, anders de chat in de terminal."""
    app.run(settings())


@commands.command()
def chat(
    role: RoleOption = None,
    organisation: Annotated[
        str | None, typer.Option("--organisation", "--organisatie", help="Id van de organisatie.")
    ] = None,
) -> None:
    """Praat in de terminal, met de bestanden van CONTENT_DIR. Er wordt niets opgeslagen."""
    app.chat(settings(), Context(role=role, organisation=OrganisationId(organisation) if organisation else None))


@commands.command()
def ask(
    text: Annotated[
        str | None, typer.Argument(help="De vraag. Zonder vraag: één vraag per regel van de invoer.")
    ] = None,
    as_json: AsJson = False,
    role: RoleOption = None,
) -> None:
    """Laat zien welke norm of keuzehulp bij een vraag past."""
    desk = app.desk_on_disk(settings())
    for question in [text] if text is not None else _lines(sys.stdin):
        started = time.perf_counter()
        decision = desk.matcher.match(question, role)
        took_ms = (time.perf_counter() - started) * 1000
        match decision:
            case Urgent():
                word = "urgent"
            case Answer():
                word = "answer"
            case Suggest():
                word = "suggest"
            case Decline():
                word = "decline"
        candidates = () if isinstance(decision, Urgent) else decision.candidates
        if as_json:
            shown = [{"kind": c.kind, "id": c.id, "confidence": round(c.confidence, 4)} for c in candidates]
            record = {"question": question, "decision": word, "candidates": shown, "took_ms": round(took_ms, 3)}
            print(json.dumps(record, ensure_ascii=False), flush=True)
            continue
        print(desk.texts(f"vraag-uitslag.{word}"), flush=True)
        for candidate in candidates:
            kind = desk.texts(f"vraag-uitslag.{candidate.kind}")
            print(f"  {candidate.confidence:.2f}  {kind} {candidate.id}")


@commands.command()
def walk(
    tree: Annotated[str, typer.Argument(metavar="TREE", help="Id van de keuzehulp.")],
    answers: Annotated[str, typer.Option("--answers", help="Antwoorden, zoals gever=bedrijf,wat=geld.")] = "",
    role: RoleOption = None,
    as_json: AsJson = False,
) -> None:
    """Laat zien waar deze antwoorden in een keuzehulp uitkomen."""
    library = app.library_on_disk(settings().content_dir)
    found = find_tree(tree, library)
    walked = walk_tree(found, _answers(found, answers), role)
    at = walked.here
    is_outcome = isinstance(at, Outcome)
    if as_json:
        record = {
            "tree": found.id,
            "revision": library.revision,
            "path": [{"question": step.question.id, "option": step.option.id} for step in walked.path],
            "at": {"kind": "outcome" if is_outcome else "question", "id": at.id},
            "verdict": at.verdict.value if isinstance(at, Outcome) else None,
            "unused": [{"question": step.question.id, "option": step.option.id} for step in walked.unused],
        }
        print(json.dumps(record, ensure_ascii=False))
        return
    for step in walked.path:
        print(f"{step.question.text} {step.option.label}")
    for step in walked.unused:
        print(f"(telt niet mee: {step.question.id}={step.option.id})")
    if isinstance(at, Outcome):
        print(f"Uitkomst {at.id} ({at.verdict.value}): {at.heading}")
        return
    print(f"Open vraag {at.id}: {at.text}")
    for option in found.offered(at, role):
        print(f"  {at.id}={option.id}  {option.label}")


def _lines(stream: Iterable[str]) -> Iterator[str]:
    for line in stream:
        question = line.rstrip("\r\n")
        if question.strip():
            yield question


def _answers(tree: Tree, text: str) -> dict[NodeId, OptionId]:
    answers: dict[NodeId, OptionId] = {}
    for part in filter(None, (piece.strip() for piece in text.split(","))):
        question_id, sign, option_id = part.partition("=")
        if not sign:
            fail(f"`{part}` is geen antwoord. Schrijf vraag=antwoord, zoals gever=bedrijf.", USAGE)
        question = tree.questions.get(NodeId(question_id))
        if question is None:
            fail(f"De vraag `{question_id}` bestaat niet.{meant(question_id, tree.questions)}", USAGE)
        if question.option(OptionId(option_id)) is None:
            options = [option.id for option in question.options]
            fail(f"De vraag `{question_id}` heeft geen antwoord `{option_id}`. Kies uit: {', '.join(options)}.", USAGE)
        answers[question.id] = OptionId(option_id)
    return answers
