"""Whether questions find their norm: examples, near misses and labelled questions held out (M03-M06, M08, M11)."""

from collections.abc import Iterator, Sequence, Set

import numpy as np
from rapidfuzz import fuzz, process

from bot.content.draft import Draft
from bot.content.folding import fold, listed
from bot.content.library import Library
from bot.content.rules.listed import calm_in, danger_in, elsewhere_in
from bot.content.rules.noting import error, warning
from bot.diagnostics import Diagnostic, Span
from bot.dilemma.tree import Status
from bot.ids import NormId
from bot.matching.decide import Answer, Decision, Decline, Matcher, Suggest, Urgent
from bot.matching.evaluate import Labelled, evaluate
from bot.matching.index import Kind

LEARNED = frozenset({"M03", "M04", "M05", "M06", "M08", "M11", "M13"})
"""Codes that take a matcher learned from the content."""
QUESTIONS_NEEDED = frozenset({"M05", "M06", "M08"})
"""Codes that can only be judged with labelled questions."""
TWINS = 90.0
"""Likeness (of 100) from which two examples under different norms are near."""
LEAST = {"goed op 1": 0.80, "goed in 3": 0.90}
"""Of questions on a norm that is there. Measured with the first fifteen norms: 0.86 and more."""
_COPIED = ("deze vraag staat ook in de lijst waarmee de bot wordt gemeten", "Schrijf een vraag in andere woorden.")
MOST = {"zeker en fout": 0.02, "buiten bereik, toch zeker beantwoord": 0.05}


def learned_from(library: Library) -> Matcher:
    """The matcher of this content, learned anew. Takes seconds."""
    return Matcher.of(
        library.norms.values(),
        library.tree_files.values(),
        library.concepts,
        library.danger,
        library.elsewhere,
        library.trials,
        library.danger_examples,
        library.calm,
    )


def lost_titles(library: Library, matcher: Matcher) -> tuple[tuple[Kind, str], ...]:
    """The published norms and trees that their own title does not find: not as the answer, nor among the choices.

    Finding the tree of a norm, or a norm of a tree, is as good: each leads to the other. So is a safety card.
    """
    norms = [norm for norm in library.norms.values() if norm.status is Status.PUBLISHED]
    titles: dict[tuple[Kind, str], str] = {("norm", norm.id): norm.title for norm in norms}
    for tree in library.tree_files.values():
        if tree.status is Status.PUBLISHED:
            titles["tree", tree.id] = tree.title
    wanted: dict[tuple[Kind, str], set[tuple[Kind, str]]] = {name: {name} for name in titles}
    for norm in norms:
        for id_ in norm.trees:
            wanted["norm", norm.id].add(("tree", id_))
            wanted.get(("tree", id_), set()).add(("norm", norm.id))
    return tuple(name for name, title in titles.items() if not _is_found(wanted[name], matcher.match(title)))


def _is_found(wanted: Set[tuple[Kind, str]], decision: Decision) -> bool:
    match decision:
        case Urgent():
            return True
        case Answer():
            shown = decision.candidates[:1]
        case Suggest():
            shown = decision.candidates
        case Decline():
            shown = ()
    return any((candidate.kind, candidate.id) in wanted for candidate in shown)


def questions_are_found(
    draft: Draft, library: Library, matcher: Matcher, questions: Sequence[Labelled]
) -> Iterator[Diagnostic]:
    """M03-M06, M08 and M11, with the matcher of this content."""
    yield from _twins(draft)
    yield from _near_misses(draft, matcher)
    yield from _own_titles(draft, library, matcher)
    if questions:
        yield from _quality(library, matcher, questions)
        yield from _topics_without_norm(library, questions)
        yield from _copied(draft, questions)


def _twins(draft: Draft) -> Iterator[Diagnostic]:
    """M03: an example that is nearer to one under another norm than to any of its own pulls questions the wrong way."""
    entries = [
        (norm, number, fold(question)) for norm in draft.norms for number, question in enumerate(norm.shape.questions)
    ]
    if len(entries) < 2:
        return
    texts = [text for _, _, text in entries]
    owner = np.array([names for names, norm in enumerate(draft.norms) for _ in norm.shape.questions])
    likeness = process.cdist(texts, texts, scorer=fuzz.ratio, score_cutoff=TWINS, workers=1)
    np.fill_diagonal(likeness, 0)
    for row, (norm, number, _) in enumerate(entries):
        own = likeness[row][owner == owner[row]].max(initial=0)
        others = np.where(owner == owner[row], 0, likeness[row])
        nearest = int(others.argmax())
        if others[nearest] >= TWINS and others[nearest] > own:
            other = entries[nearest][0].shape.id
            message = f"deze vraag lijkt meer op een vraag bij `{other}` dan op een andere vraag hier"
            span = norm.span("vragen", number)
            yield warning("M03", span, message, "Kies voor een van de twee normen, of maak het verschil duidelijk.")


def _near_misses(draft: Draft, matcher: Matcher) -> Iterator[Diagnostic]:
    """M04: a question that belongs elsewhere goes there: to that norm, or to a tree of it."""
    for norm in draft.norms:
        for number, miss in enumerate(norm.shape.near_misses):
            decision = matcher.match(miss.question)
            wanted = draft.norm(miss.instead)
            if isinstance(decision, Urgent) or wanted is None:
                continue
            best = decision.candidates[0] if decision.candidates else None
            if best is not None and best.id in (miss.instead, *wanted.shape.trees):
                continue
            found = f"`{best.id}`" if best else "niets"
            message = f"deze vraag komt uit bij {found}, niet bij `{miss.instead}`"
            hint = f"Zet bij `{miss.instead}` vragen die hierop lijken."
            yield error("M04", norm.span("niet", number, "vraag"), message, hint)


def _own_titles(draft: Draft, library: Library, matcher: Matcher) -> Iterator[Diagnostic]:
    """M11: who types what stands above a norm or tree gets there. What is not so, serves nobody (`selfcheck`)."""
    for kind, id_ in lost_titles(library, matcher):
        file = draft.norm(id_) if kind == "norm" else draft.tree(id_)
        if file is not None:
            message = "wie deze titel typt, komt hier niet uit"
            hint = "Maak de titel anders dan de vragen bij andere normen, of zet hier vragen die op de titel lijken."
            yield error("M11", file.span("titel"), message, hint)


def _quality(library: Library, matcher: Matcher, questions: Sequence[Labelled]) -> Iterator[Diagnostic]:
    """M05: a publication may not make the bot worse at finding than these limits."""
    shares = evaluate(questions, matcher.match, library.norms).shares
    for name, limit in (*LEAST.items(), *MOST.items()):
        share = shares[name]
        is_least = name in LEAST
        if share is not None and (share < limit if is_least else share > limit):
            bound = f"{'minstens' if is_least else 'hooguit'} {limit:.0%}"
            message = f"van de vragen uit de meetlijst is {share:.1%} {name}, {bound} moet"
            hint = "Bekijk met `wegwijzer evaluate` welke vragen verkeerd gaan en vul daar vragen en woorden aan."
            yield error("M05", Span(file="knowledge/woorden.yaml"), message, hint)


def _topics_without_norm(library: Library, questions: Sequence[Labelled]) -> Iterator[Diagnostic]:
    """M06: people ask about something of which the content says nothing."""
    asked = dict.fromkeys(q.best for q in questions if q.best and NormId(q.best) not in library.norms)
    if asked:
        message = f"mensen vragen naar {len(asked)} onderwerpen waarvoor er geen norm is"
        hint = f"Schrijf een norm, of verwijs in een andere norm naar een mens: {listed(asked)}."
        yield warning("M06", Span(file="knowledge/themas.yaml"), message, hint)


def _copied(draft: Draft, questions: Sequence[Labelled]) -> Iterator[Diagnostic]:
    """M08: an example that was copied from the questions used for measuring makes the measurement worth nothing."""
    held_out = {fold(q.question) for q in questions}
    for file, key in (*((f, "vragen") for f in draft.norms), *((f, "zoekvragen") for f in draft.trees)):
        examples = file.document.at((key,))
        for number, example in enumerate(examples if isinstance(examples, list) else ()):
            if isinstance(example, str) and fold(example) in held_out:
                yield error("M08", file.span(key, number), *_COPIED)
    for span, example in (*elsewhere_in(draft), *danger_in(draft), *calm_in(draft)):
        if fold(example) in held_out:
            yield error("M08", span, *_COPIED)
