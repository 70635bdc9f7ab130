"""Rules about `proeven`: examples that must come out right (P01-P05).

Only trees that are sound themselves are looked at: with a broken link every example would fail, which helps nobody.
"""

from collections.abc import Iterator

from bot.content.draft import Draft, Written
from bot.content.folding import DOUBT_ID, did_you_mean, listed, short
from bot.content.models import OUTCOME_PREFIX, ExampleShape, TreeShape
from bot.content.rules.noting import error, warning
from bot.content.rules.walking import lacks_doubt, options_of, sound_trees
from bot.diagnostics import Diagnostic
from bot.dilemma.engine import walk
from bot.dilemma.tree import Outcome, Tree


def examples_come_out_right(draft: Draft) -> Iterator[Diagnostic]:
    """P01: an example ends where its author says. When it does not, either the tree or the example is wrong."""
    for file, tree in sound_trees(draft):
        for number, example in enumerate(file.shape.examples):
            span = file.span("proeven", number, "uitkomst")
            if example.outcome not in tree.outcomes:
                message = f"de uitkomst `{short(example.outcome)}` bestaat niet in deze boom"
                yield error("P01", span, message, _outcome_hint(example.outcome, tree))
            elif example.role is not None and example.role not in tree.roles:
                message = f"deze boom is niet voor een {example.role}"
                yield error("P01", file.span("proeven", number, "rol"), message, "Kies een rol die bij `voor` staat.")
            elif not _has_strange_answers(tree, example):
                end = walk(tree, example.answers, example.role).here
                if isinstance(end, Outcome) and end.id != example.outcome:
                    message = f"deze proef komt uit op `{end.id}`, niet op `{example.outcome}`"
                    hint = "Klopt de proef? Dan gaat er bij een van deze antwoorden iets mis: kijk naar `naar`."
                    yield error("P01", span, message, hint)


def examples_use_their_answers(draft: Draft) -> Iterator[Diagnostic]:
    """P02: an answer that is never asked for, or cannot be given, means that the author had another path in mind."""
    for file, tree in sound_trees(draft):
        for number, example in enumerate(file.shape.examples):
            yield from _strange_answers(file, tree, number, example)
            walked = walk(tree, example.answers, example.role)
            if walked.here.id == example.outcome and not _has_strange_answers(tree, example):
                for step in walked.unused:
                    message = f"deze proef komt niet langs de vraag `{step.question.id}`"
                    span = file.key("proeven", number, "antwoorden", step.question.id)
                    yield error("P02", span, message, "Haal dit antwoord weg, of verbeter de antwoorden ervoor.")


def examples_are_complete(draft: Draft) -> Iterator[Diagnostic]:
    """P03: an example that stops half-way proves nothing."""
    for file, tree in sound_trees(draft):
        for number, example in enumerate(file.shape.examples):
            here = walk(tree, example.answers, example.role).here
            if here.id in tree.questions and not _has_strange_answers(tree, example):
                options = listed(option.id for option in tree.offered(tree.questions[here.id], example.role))
                message = f"deze proef stopt bij de vraag `{here.id}`, want daar is geen antwoord op"
                hint = f"Zet erbij wat iemand daar antwoordt: `{here.id}:`, een spatie, en dan {options}."
                yield error("P03", file.key("proeven", number, "antwoorden"), message, hint)


def outcomes_have_an_example(draft: Draft) -> Iterator[Diagnostic]:
    """P04: for each outcome somebody thought of a case that belongs there."""
    for file, tree in sound_trees(draft):
        wanted = {example.outcome for example in tree.examples}
        if not wanted <= tree.outcomes.keys():
            continue  # the one that does not exist (P01) may be meant for any
        for id_ in tree.outcomes:
            if id_ not in wanted:
                hint = f"Bedenk een geval dat hier hoort. Zet het bij `proeven`, met `uitkomst: {id_}`."
                yield error("P04", file.key("uitkomsten", id_), f"de uitkomst `{id_}` heeft geen proef", hint)


def options_have_an_example(draft: Draft) -> Iterator[Diagnostic]:
    """P05: an answer that no example gives could be led elsewhere without anybody noticing."""
    for file, tree in sound_trees(draft):
        walks = [walk(tree, example.answers, example.role) for example in tree.examples]
        if any(walked.here.id in tree.questions for walked in walks):
            continue  # P02 or P03 says so, and the missing answer may be one of these
        given = {(step.question.id, step.option.id) for walked in walks for step in walked.path}
        ends = {walked.here.id for walked in walks}
        for question, number, option in options_of(tree):
            is_told = option.to in tree.outcomes and option.to not in ends  # by P04
            if (question.id, option.id) not in given and not is_told:
                message = f"geen proef kiest bij de vraag `{question.id}` voor `{option.id}`"
                span = file.span("vragen", question.id, "opties", number, "id")
                yield warning("P05", span, message, "Voeg een proef toe waarin iemand dit antwoord kiest.")


def _strange_answers(file: Written[TreeShape], tree: Tree, number: int, example: ExampleShape) -> Iterator[Diagnostic]:
    """Answers to questions that are not there, or that the question does not have for this role."""
    for id_, chosen in example.answers.items():
        question = tree.questions.get(id_)
        path = ("proeven", number, "antwoorden", id_)
        if question is None:
            message = f"de vraag `{short(id_)}` bestaat niet in deze boom"
            yield error("P02", file.key(*path), message, did_you_mean(id_, tree.questions, "Kijk bij `vragen`."))
        elif question.option(chosen) is None:
            if chosen == DOUBT_ID and lacks_doubt(tree, question) and not file.shape.questions[id_].without_doubt:
                continue  # G13 asks for it
            known = [option.id for option in question.options]
            message = f"de vraag `{id_}` heeft geen antwoord `{short(chosen)}`"
            yield error("P02", file.span(*path), message, did_you_mean(chosen, known, f"Kies uit: {listed(known)}."))
        elif chosen not in {option.id for option in tree.offered(question, example.role)}:
            message = f"het antwoord `{chosen}` is er niet voor een {example.role}"
            yield error("P02", file.span(*path), message, "Kies een ander antwoord of een andere rol.")


def _has_strange_answers(tree: Tree, example: ExampleShape) -> bool:
    for id_, chosen in example.answers.items():
        question = tree.questions.get(id_)
        if question is None or all(option.id != chosen for option in tree.offered(question, example.role)):
            return True
    return False


def _outcome_hint(written: str, tree: Tree) -> str | None:
    bare = written.removeprefix(OUTCOME_PREFIX)
    if bare in tree.outcomes:
        return f"Schrijf `uitkomst: {bare}`. Alleen achter `naar` hoort er `{OUTCOME_PREFIX}` voor."
    return did_you_mean(bare, tree.outcomes, f"Kies uit: {listed(tree.outcomes)}.")
