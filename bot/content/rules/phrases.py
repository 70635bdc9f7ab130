"""Rules about example questions, and about norms that cannot be told apart (M01, M02, M09-M12, N08)."""

from collections.abc import Iterable, Iterator
from itertools import combinations

from rapidfuzz import fuzz

from bot.content.draft import Draft, Written
from bot.content.folding import fold
from bot.content.models import Norm, TreeShape
from bot.content.rules.listed import calm_in, danger_in, elsewhere_in
from bot.content.rules.noting import error, warning
from bot.diagnostics import Diagnostic, Span
from bot.dilemma.tree import Status

FEWEST = 5
"""Example questions of a norm. Forty or more is better; below five the matcher has nothing to go by."""
LONGEST = 300
"""Characters of an example question. More is read of what people type, but an example so long teaches its chatter."""
ALIKE = 92
"""From here on, of 100, two answers are nearly the same: a word or two differs."""


def norms_have_questions(draft: Draft) -> Iterator[Diagnostic]:
    """M01: people find a norm by how they ask for it. A norm without any question is for S10."""
    for norm in _in_use(draft):
        number = len(norm.shape.questions)
        if 0 < number < FEWEST:
            message = f"deze norm heeft {number} {'voorbeeldvraag' if number == 1 else 'voorbeeldvragen'}"
            message += f", minstens {FEWEST} moet"
            hint = "Schrijf op hoe verschillende mensen dit zouden vragen: kort, lang, boos, met een tikfout."
            yield error("M01", norm.key("vragen"), message, hint)


def questions_belong_to_one(draft: Draft) -> Iterator[Diagnostic]:
    """M02: a question that leads to two answers leads to neither."""
    first: dict[str, tuple[Written[TreeShape] | Written[Norm], Span]] = {}
    for file, span, text in _questions(draft):
        owner, place = first.setdefault(fold(text), (file, span))
        if place is span:
            continue
        if owner.file == file.file:
            message = f"deze vraag staat al in dit bestand (regel {place.line})"
            yield warning("M02", span, message, "Haal er een weg, of vraag het op een andere manier.")
        else:
            message = f"deze vraag staat ook in {owner.file}, regel {place.line}"
            yield error("M02", span, message, "Kies waar hij hoort, en haal hem bij de ander weg.")
    elsewhere: dict[str, str] = {}
    for norm in _in_use(draft):
        for number, miss in enumerate(norm.shape.near_misses):
            folded, span = fold(miss.question), norm.span("niet", number, "vraag")
            found = first.get(folded)
            if found and miss.instead not in found[0].names:
                message = f"deze vraag staat bij de voorbeelden in {found[0].file}, regel {found[1].line}"
                yield error("M02", span, message, "Kies waar hij hoort: hier bij `wel`, of daar bij de voorbeelden.")
            elif elsewhere.setdefault(folded, miss.instead) != miss.instead:
                message = f"een andere norm zegt dat deze vraag bij `{elsewhere[folded]}` hoort"
                yield error("M02", span, message, "Kies waar hij hoort, en zet bij allebei dezelfde norm achter `wel`.")


def questions_are_read_whole(draft: Draft) -> Iterator[Diagnostic]:
    """M09: of a long question only the beginning is read, so the rest teaches nothing and tries nothing."""
    for span, text in (*_questions_and_places(draft), *elsewhere_in(draft), *_trials(draft)):
        if len(text) > LONGEST:
            message = f"deze vraag heeft {len(text)} tekens, een voorbeeld heeft er hooguit {LONGEST}"
            yield error("M09", span, message, "Kort de vraag in, of maak er twee van.")


def texts_mean_one_thing(draft: Draft) -> Iterator[Diagnostic]:
    """M10: what is learned in two ways teaches neither (so M14), and what is learned and tried makes look sure (M12).

    One rule, for the same thousands of texts are folded for each.
    """
    ours, elsewhere, danger, calm = (_folded(of(draft)) for of in (_ours, elsewhere_in, danger_in, calm_in))
    yield from _only_here("M10", elsewhere, ours, hint="Hoort de bot er iets op te zeggen? Haal hem dan hier weg.")
    hint = "Deze vraag kent de bot al. Vraag het hier op een andere manier."
    yield from _only_here("M12", _folded(_trials(draft)), [*ours, *elsewhere, *danger, *calm], hint)
    hint = (
        "Kan iemand die dit typt nu in gevaar zijn? Haal het dan daar weg. Twijfel je? Haal het op beide plekken weg."
    )
    yield from _only_here("M14", danger, [*calm, *ours, *elsewhere], hint)
    yield from _only_here("M14", calm, [], hint)


def norms_differ(draft: Draft) -> Iterator[Diagnostic]:
    """N08: two norms with the same answer are one norm; who is asked which one they mean cannot choose."""
    told: set[str] = set()
    cores = [(norm, fold(norm.shape.core)) for norm in _in_use(draft)]
    for (one, first), (two, second) in combinations(cores, 2):
        if two.file in told or not first:
            continue
        place = f"{one.file}, regel {one.span('kern').line}"
        if first == second:
            told.add(two.file)
            hint = "Maak er één norm van, of schrijf wat bij deze anders is."
            yield error("N08", two.span("kern"), f"deze kern is dezelfde als in {place}", hint)
        elif fuzz.ratio(first, second, score_cutoff=ALIKE):
            told.add(two.file)
            hint = "Horen ze bij elkaar? Maak er één norm van. Zo niet, laat het verschil beter zien."
            yield warning("N08", two.span("kern"), f"deze kern is bijna dezelfde als in {place}", hint)


def _folded(texts: Iterable[tuple[Span, str]]) -> list[tuple[Span, str]]:
    return [(span, fold(text)) for span, text in texts]


def _only_here(
    code: str, questions: Iterable[tuple[Span, str]], others: Iterable[tuple[Span, str]], hint: str
) -> Iterator[Diagnostic]:
    """Which of these questions, folded, stand among the others too, or twice among themselves."""
    there: dict[str, Span] = {}
    for span, folded in others:
        there.setdefault(folded, span)
    seen: dict[str, Span] = {}
    for span, folded in questions:
        if folded in there:
            place = there[folded]
            yield error(code, span, f"deze vraag staat ook in {place.file}, regel {place.line}", hint)
        elif folded in seen:
            message = f"deze vraag staat al in dit bestand (regel {seen[folded].line})"
            yield error(code, span, message, "Haal er een weg, of vraag het op een andere manier.")
        seen.setdefault(folded, span)


def _in_use(draft: Draft) -> list[Written[Norm]]:
    """The norms that are, or may come to be, answers. A successor may take over from one that was withdrawn."""
    return [norm for norm in draft.norms if norm.shape.status is not Status.WITHDRAWN]


def _questions(draft: Draft) -> Iterator[tuple[Written[TreeShape] | Written[Norm], Span, str]]:
    """Every example question, those of norms first: a tree has them besides."""
    for norm in _in_use(draft):
        for number, text in enumerate(norm.shape.questions):
            yield norm, norm.span("vragen", number), text
    for tree in draft.trees:
        if tree.shape.status is not Status.WITHDRAWN:
            for number, text in enumerate(tree.shape.questions_asked):
                yield tree, tree.span("zoekvragen", number), text


def _questions_and_places(draft: Draft) -> Iterator[tuple[Span, str]]:
    return ((span, text) for _, span, text in _questions(draft))


def _ours(draft: Draft) -> Iterator[tuple[Span, str]]:
    """Every question and title that the bot learns a norm or tree by, and every question that looks like one's."""
    yield from _questions_and_places(draft)
    for norm in _in_use(draft):
        for number, miss in enumerate(norm.shape.near_misses):
            yield norm.span("niet", number, "vraag"), miss.question
    for norm in _in_use(draft):
        yield norm.span("titel"), norm.shape.title
    for tree in draft.trees:
        if tree.shape.status is not Status.WITHDRAWN:
            yield tree.span("titel"), tree.shape.title


def _trials(draft: Draft) -> Iterator[tuple[Span, str]]:
    """Every question that the bot is tried with."""
    if draft.trials is not None:
        for number, trial in enumerate(draft.trials.shape.questions):
            yield draft.trials.span("vragen", number, "vraag"), trial.question
        for number, text in enumerate(draft.trials.shape.elsewhere):
            yield draft.trials.span("buiten", number), text
