"""Rules about a tree as a graph: links, reach, loops, length (G01-G08, G15, G16), and from tree to tree (G18).

They look at trees of a size that people can oversee (K05). G19 (an option id that changes its meaning) needs the
published history and is left to `authoring`.
"""

from collections.abc import Iterator

from bot.content.draft import Draft
from bot.content.folding import closest, did_you_mean, fold, is_doubt, short
from bot.content.models import OUTCOME_PREFIX
from bot.content.rules.noting import error, warning
from bot.content.rules.walking import MAX_PATHS, askers, names, options_of, pairs, target_span, trees, whole_trees
from bot.diagnostics import Diagnostic
from bot.dilemma.graph import count_paths, dead_ends, edges, longest_path, loops, reachable
from bot.dilemma.tree import Option, Question, Status, Tree
from bot.ids import NodeId, Role, TreeId

MAX_LENGTH, LONG = 8, 6


def start_exists(draft: Draft) -> Iterator[Diagnostic]:
    """G01: without a first question a tree cannot begin."""
    for file, tree in trees(draft):
        if tree.questions and tree.start not in tree.questions:
            hint = did_you_mean(
                tree.start, tree.questions, f"Schrijf de id van een vraag, zoals `{next(iter(tree.questions))}`."
            )
            yield error("G01", file.span("start"), f"de beginvraag `{short(tree.start)}` bestaat niet", hint)


def targets_exist(draft: Draft) -> Iterator[Diagnostic]:
    """G02: an answer that leads nowhere leaves somebody standing."""
    for file, tree in trees(draft):
        outcomes = [OUTCOME_PREFIX + id_ for id_ in tree.outcomes]
        for question, number, option in options_of(tree):
            if option.to not in tree.questions and option.to not in tree.outcomes:
                written = file.shape.questions[question.id].options[number].to
                bare = written.replace(" ", "")
                known = outcomes if bare.startswith(OUTCOME_PREFIX) else [*tree.questions, *tree.outcomes]
                meant = closest(bare, known) or _headed(written, tree)
                if meant in tree.outcomes:
                    meant = f"{OUTCOME_PREFIX}{meant}"
                hint = (
                    f"bedoelde je `{meant}`?"
                    if meant
                    else "Schrijf de id van een vraag, of `uitkomst/` en de id van een uitkomst."
                )
                message = f"vraag of uitkomst `{short(written)}` bestaat niet in deze boom"
                yield error("G02", target_span(file, question, number), message, hint)


def _headed(written: str, tree: Tree) -> str | None:
    """The question or outcome whose text was written where its id belongs."""
    text = fold(written.removeprefix(OUTCOME_PREFIX))
    told = {fold(q.text): id_ for id_, q in tree.questions.items()}
    told |= {fold(o.heading): id_ for id_, o in tree.outcomes.items()}
    return told.get(text) if text else None


def targets_are_of_the_right_kind(draft: Draft) -> Iterator[Diagnostic]:
    """G03: whoever reads `naar` sees whether the talk goes on or ends; questions and outcomes share no id."""
    for file, tree in trees(draft):
        for id_ in tree.outcomes:
            if id_ in tree.questions:
                message = f"`{id_}` is ook al de id van een vraag"
                yield error("G03", file.key("uitkomsten", id_), message, "Geef de vraag of de uitkomst een andere id.")
        for question, number, option in options_of(tree):
            as_outcome = file.shape.questions[question.id].options[number].to.startswith(OUTCOME_PREFIX)
            span = target_span(file, question, number)
            if as_outcome and option.to in tree.questions and option.to not in tree.outcomes:
                yield error("G03", span, f"`{option.to}` is een vraag, geen uitkomst", f"Schrijf `naar: {option.to}`.")
            elif not as_outcome and option.to in tree.outcomes and option.to not in tree.questions:
                message = f"`{option.to}` is een uitkomst, geen vraag"
                yield error("G03", span, message, f"Schrijf `naar: {OUTCOME_PREFIX}{option.to}`.")


def questions_are_reachable(draft: Draft) -> Iterator[Diagnostic]:
    """G04: a question that no path leads to is mostly a forgotten link. Only the first of a forgotten part is named."""
    for file, tree in whole_trees(draft):
        for id_ in _lost_parts(tree):
            if id_ in tree.questions:
                message = f"geen enkel antwoord leidt naar de vraag `{id_}`"
                hint = f"Na welk antwoord komt deze vraag? Schrijf daar `naar: {id_}`. Of haal de vraag weg."
                yield error("G04", file.key("vragen", id_), message, hint)


def outcomes_are_reachable(draft: Draft) -> Iterator[Diagnostic]:
    """G05: an outcome that no path leads to is never read."""
    for file, tree in whole_trees(draft):
        for id_ in _lost_parts(tree):
            if id_ in tree.outcomes and id_ not in tree.questions:
                message = f"geen enkel antwoord leidt naar de uitkomst `{id_}`"
                wanted = f"naar: {OUTCOME_PREFIX}{id_}"
                hint = f"Na welk antwoord komt deze uitkomst? Schrijf daar `{wanted}`. Of haal de uitkomst weg."
                yield error("G05", file.key("uitkomsten", id_), message, hint)


def no_loops(draft: Draft) -> Iterator[Diagnostic]:
    """G06: nobody should get the same question twice. Each loop is reported at the answer that closes it."""
    for file, tree in trees(draft):
        for loop in loops(tree) if tree.questions.keys().isdisjoint(tree.outcomes) else ():
            last = tree.questions[loop[-1]]
            number = next(n for n, option in enumerate(last.options) if option.to == loop[0])
            way = " → ".join((*loop, loop[0]))
            hint = "Laat dit antwoord naar een latere vraag of naar een uitkomst gaan."
            yield error("G06", target_span(file, last, number), f"de vragen gaan in een kring rond: {way}", hint)


def every_path_ends_in_an_outcome(draft: Draft) -> Iterator[Diagnostic]:
    """G07: a question at which somebody in some role has no answer at all. No options whatever is G09."""
    for file, tree in trees(draft):
        if tree.start in tree.questions and (barred := tree.roles - tree.questions[tree.start].roles):
            message = f"de eerste vraag is niet voor iedereen voor wie de boom is: {names(barred)} valt buiten"
            yield error(
                "G07", file.span("start"), message, "Maak `voor` van de vraag ruimer of dat van de boom krapper."
            )
        stuck: dict[NodeId, set[Role]] = {}
        for role in sorted(tree.roles):
            for id_ in dead_ends(tree, role):
                stuck.setdefault(id_, set()).add(role)
        for id_, roles in stuck.items():
            if tree.questions[id_].options:
                message = f"bij deze vraag is er geen antwoord voor {names(roles)}"
                yield error(
                    "G07", file.key("vragen", id_), message, "Kijk naar `voor` bij de opties en bij de vragen erna."
                )


def paths_are_short(draft: Draft) -> Iterator[Diagnostic]:
    """G08: after eight questions people give up; after six they start to sigh."""
    for file, tree in trees(draft):
        if loops(tree):
            continue
        path = longest_path(tree)
        if len(path) > LONG:
            note, limit = (error, MAX_LENGTH) if len(path) > MAX_LENGTH else (warning, LONG)
            message = f"het langste pad heeft {len(path)} vragen, liefst hooguit {LONG}: {' → '.join(path)}"
            hint = f"Meer dan {MAX_LENGTH} mag niet. Voeg vragen samen of splits de boom met `vervolg`."
            yield note("G08", file.key("vragen", path[limit]), message, hint)


def outcomes_are_not_only_for_doubt(draft: Draft) -> Iterator[Diagnostic]:
    """G15: an outcome that only doubters get often means that a real answer leads to the wrong place."""
    for file, tree in whole_trees(draft):
        if loops(tree) or not set(tree.outcomes) <= _reached(tree):
            continue  # G06 or G05 says so
        sure = frozenset[NodeId]().union(*(reachable(tree, role, _is_sure) for role in tree.roles))
        for id_ in tree.outcomes:
            if id_ not in sure:
                message = f"alleen wie 'weet ik niet' kiest, komt bij de uitkomst `{id_}`"
                yield warning("G15", file.key("uitkomsten", id_), message, "Klopt dat? Dan hoef je niets te doen.")


def number_of_paths(draft: Draft) -> Iterator[Diagnostic]:
    """G16: every path is walked by machine before publishing; there must be an end to it."""
    for file, tree in trees(draft):
        if not loops(tree) and (number := count_paths(tree)) > MAX_PATHS:
            message = f"deze boom heeft {number} paden, hooguit {MAX_PATHS} mag"
            yield error("G16", file.key("vragen"), message, "Splits de boom en verbind de delen met `vervolg`.")


def follow_ups_lead_somewhere(draft: Draft) -> Iterator[Diagnostic]:
    """G18: `vervolg` names another tree for all who come there, and trees do not hand people round for ever."""
    known = draft.tree_ids()
    for file, tree in pairs(draft):
        for id_, outcome in tree.outcomes.items():
            span, to = file.span("uitkomsten", id_, "vervolg"), outcome.follow_up
            if to is None:
                continue
            if to not in known:
                hint = did_you_mean(to, known, "Kijk in dilemmas/ welke er zijn.")
                yield error("G18", span, f"de boom `{short(to)}` bestaat niet", hint)
            elif to == tree.id:
                yield error(
                    "G18", span, "deze boom gaat verder met zichzelf", "Noem een andere boom, of haal `vervolg` weg."
                )
            elif tree.status is Status.PUBLISHED and (status := _status(draft, to)) is not Status.PUBLISHED:
                message = f"de boom `{to}` is niet gepubliceerd (status: {status})"
                yield error("G18", span, message, "Publiceer eerst die boom, of haal `vervolg` weg.")
    yield from _rounds(draft)


def follow_ups_are_for_who_gets_them(draft: Draft) -> Iterator[Diagnostic]:
    """G18: a tree that is not for a role has no answer for it. Whether it is published is seen to elsewhere."""
    for file, tree in trees(draft):
        asking = askers(tree)
        for id_, outcome in tree.outcomes.items():
            there = draft.tree(outcome.follow_up) if outcome.follow_up else None
            if there is None or there is file:
                continue
            is_hidden = tree.status is Status.PUBLISHED and there.shape.status is not Status.PUBLISHED
            if not is_hidden and (barred := asking[id_].difference(there.shape.roles)):
                message = (
                    f"de boom `{outcome.follow_up}` is niet voor {names(barred)}, en die komt wel bij deze uitkomst"
                )
                hint = f"Maak `voor` ruimer in {there.file}, of haal `vervolg` weg."
                yield error("G18", file.span("uitkomsten", id_, "vervolg"), message, hint)


def _status(draft: Draft, id_: TreeId) -> Status:
    """The status of a tree; one that could not be read is not held against whoever names it."""
    tree = draft.tree(id_)
    return tree.shape.status if tree else Status.PUBLISHED


def _rounds(draft: Draft) -> Iterator[Diagnostic]:
    """Trees of which every outcome leads on to a tree of which every outcome leads on, and so on for ever."""
    follow = {t.id: [o.follow_up for o in t.outcomes.values()] for _, t in pairs(draft)}
    ending: set[str] = set()
    while fresh := {
        id_
        for id_, nexts in follow.items()
        if id_ not in ending
        and (not nexts or any(n is None or n == id_ or n not in follow or n in ending for n in nexts))
    }:
        ending |= fresh
    told: set[TreeId] = set()
    for file, tree in pairs(draft):
        if tree.id not in ending and tree.id not in told:
            todo = [tree.id]
            while todo:
                here = todo.pop()
                if here not in told:
                    told.add(here)
                    todo += [to for to in follow[here] if to is not None and to in follow]
            first = next(iter(tree.outcomes))
            message = "elke uitkomst gaat verder met een andere boom, en die komen weer hier uit: er komt geen eind aan"
            yield error("G18", file.span("uitkomsten", first, "vervolg"), message, "Haal ergens `vervolg` weg.")


def _reached(tree: Tree) -> frozenset[NodeId]:
    """What somebody in at least one of the roles of the tree can get to."""
    return frozenset[NodeId]().union(*(reachable(tree, role) for role in tree.roles))


def _lost_parts(tree: Tree) -> list[NodeId]:
    """Of each part that cannot be reached the node it begins with, so that one forgotten link is one problem."""
    reached = _reached(tree)
    lost = [id_ for id_ in (*tree.questions, *tree.outcomes) if id_ not in reached]
    ways = edges(tree)
    entered = {to for here in lost for to in ways.get(here, ()) if to != here}
    begins: list[NodeId] = []
    covered: set[NodeId] = set()
    for id_ in (*(i for i in lost if i not in entered), *lost):
        if id_ not in covered:
            begins.append(id_)
            todo = [id_]
            while todo:
                here = todo.pop()
                if here not in covered:
                    covered.add(here)
                    todo += [to for to in ways.get(here, ()) if to not in reached]
    return begins


def _is_sure(question: Question, option: Option) -> bool:
    return not is_doubt(option)
