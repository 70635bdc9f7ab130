"""Rules about what one file says of another: norms, trees, themes, help points and safety cards that must exist."""

from collections.abc import Iterable, Iterator

from bot.content.draft import Draft
from bot.content.folding import did_you_mean, short
from bot.content.models import TreeShape
from bot.content.rules.noting import error
from bot.diagnostics import Diagnostic, Span
from bot.dilemma.tree import Status

_NO_NORM = "Kijk in knowledge/normen/ welke er zijn."
_NO_TREE = "Kijk in dilemmas/ welke er zijn."


def norms_exist(draft: Draft) -> Iterator[Diagnostic]:
    """N01: advice rests on a norm that people can read: it exists, and it is published when what names it is."""
    known = draft.norm_ids()
    told: set[tuple[str, str]] = set()
    for span, id_, is_public in _named_norms(draft):
        if id_ not in known:
            yield error("N01", span, f"de norm `{short(id_)}` bestaat niet", did_you_mean(id_, known, _NO_NORM))
        elif not is_public or (span.file, id_) in told:
            continue
        elif (norm := draft.norm(id_)) and norm.shape.status is not Status.PUBLISHED:
            told.add((span.file, id_))
            message = f"de norm `{id_}` is niet gepubliceerd (status: {norm.shape.status})"
            yield error("N01", span, message, "Publiceer eerst de norm, of noem een andere.")


def near_misses_belong_elsewhere(draft: Draft) -> Iterator[Diagnostic]:
    """N01: a question that does not belong to a norm cannot be answered by that norm."""
    for norm in draft.norms:
        for number, miss in enumerate(norm.shape.near_misses):
            if miss.instead in norm.names:
                message = "`wel` noemt deze norm zelf, maar de vraag hoort er juist niet bij"
                yield error("N01", norm.span("niet", number, "wel"), message, "Noem de norm die wel antwoord geeft.")


def links_go_both_ways(draft: Draft) -> Iterator[Diagnostic]:
    """N07: a reader who follows a link finds the way back. `zie_ook` and `bomen` exist, and the other side knows it.

    Not the other way round for trees: an outcome names every norm that it rests on, and a norm offers only the trees
    that answer its question. But some norm must offer each tree, or nobody who asks comes to it.

    A file that names something unknown may mean this by it, so it is not asked for the way back. What was withdrawn
    gets no way back (V05).
    """
    norms, trees = draft.norm_ids(), draft.tree_ids()
    for norm in draft.norms:
        here = norm.shape.id
        for number, other in enumerate(norm.shape.see_also):
            span = norm.span("zie_ook", number)
            if other in norm.names:
                yield error("N07", span, "deze norm verwijst naar zichzelf", "Haal de regel weg.")
            elif other not in norms:
                yield error("N07", span, f"de norm `{short(other)}` bestaat niet", did_you_mean(other, norms, _NO_NORM))
            elif norm.shape.status is Status.WITHDRAWN:
                continue
            elif (there := draft.norm(other)) and _lacks(norm.names, there.shape.see_also, norms):
                message = f"`{other}` verwijst niet terug naar `{here}`"
                yield error(
                    "N07", span, message, f"Zet `{here}` bij `zie_ook` in {there.file}, of haal deze regel weg."
                )
        for number, id_ in enumerate(norm.shape.trees):
            span = norm.span("bomen", number)
            if id_ not in trees:
                yield error("N07", span, f"de boom `{short(id_)}` bestaat niet", did_you_mean(id_, trees, _NO_TREE))
            elif (tree := draft.tree(id_)) and _lacks(norm.names, _norms_of(tree.shape), norms):
                message = f"de boom `{id_}` noemt deze norm nergens"
                yield error("N07", span, message, f"Noem `{here}` in {tree.file}, of haal deze regel weg.")
    for tree in draft.trees:
        if tree.shape.status is Status.WITHDRAWN:
            continue
        named = sorted(_norms_of(tree.shape))
        offering = [there for id_ in named if (there := draft.norm(id_))]
        if offering and all(_lacks(tree.names, there.shape.trees, trees) for there in offering):
            hint = f"Zet `{tree.shape.id}` bij `bomen` van de norm waar deze boom over gaat, zoals {offering[0].file}."
            yield error("N07", tree.span("id"), "geen enkele norm uit deze boom noemt de boom", hint)
    for themes in (draft.themes,) if draft.themes else ():
        for number, theme in enumerate(themes.shape.themes):
            for place, id_ in enumerate(theme.trees):
                if id_ not in trees:
                    span = themes.span("themas", number, "bomen", place)
                    yield error("N07", span, f"de boom `{short(id_)}` bestaat niet", did_you_mean(id_, trees, _NO_TREE))


def trees_of_trials_exist(draft: Draft) -> Iterator[Diagnostic]:
    """N07: a trial that must come out at a tree that is not there can never be passed."""
    if not draft.trials:
        return
    trees = draft.tree_ids()
    for number, trial in enumerate(draft.trials.shape.questions):
        if trial.tree is not None and trial.tree not in trees:
            span = draft.trials.span("vragen", number, "boom")
            hint = did_you_mean(trial.tree, trees, _NO_TREE)
            yield error("N07", span, f"de boom `{short(trial.tree)}` bestaat niet", hint)


def themes_exist(draft: Draft) -> Iterator[Diagnostic]:
    """S12: a norm stands under a theme that people can choose, and only there."""
    if not draft.themes:
        return
    themes = {theme.id: theme for theme in draft.themes.shape.themes}
    for norm in draft.norms:
        id_ = norm.shape.theme
        if id_ not in themes:
            hint = did_you_mean(id_, themes, "Kijk in knowledge/themas.yaml welke er zijn.")
            yield error("S12", norm.span("thema"), f"het thema `{short(id_)}` bestaat niet", hint)
        elif norm.shape.status is not Status.WITHDRAWN and norm.names.isdisjoint(themes[id_].norms):
            hint = f"Zet `{norm.shape.id}` bij `normen` van dat thema in {draft.themes.file}."
            yield error("S12", norm.span("thema"), f"het thema `{id_}` noemt deze norm niet", hint)


def help_points_exist(draft: Draft) -> Iterator[Diagnostic]:
    """S13: whoever needs help must not find an empty place."""
    if not draft.help:
        return
    known = {point.id for point in draft.help.shape.points}
    for span, id_ in _named_help(draft):
        if id_ not in known:
            hint = did_you_mean(id_, known, "Kijk in knowledge/hulp.yaml welke er zijn.")
            yield error("S13", span, f"het hulppunt `{short(id_)}` bestaat niet", hint)


def cards_exist(draft: Draft) -> Iterator[Diagnostic]:
    """S14: words and messages that mean danger lead to a card that exists."""
    if not draft.danger:
        return
    known = {card.id for card in draft.danger.shape.cards}
    for span, card in _named_cards(draft):
        if card not in known:
            hint = did_you_mean(card, known, "Kijk in knowledge/nood.yaml bij `kaarten` welke er zijn.")
            yield error("S14", span, f"de kaart `{short(card)}` bestaat niet", hint)


def _named_cards(draft: Draft) -> Iterator[tuple[Span, str]]:
    if draft.danger:
        for number, words in enumerate(draft.danger.shape.words):
            yield draft.danger.span("woorden", number, "kaart"), words.card
    if draft.danger_examples:
        for number, examples in enumerate(draft.danger_examples.shape.examples):
            yield draft.danger_examples.span("voorbeelden", number, "kaart"), examples.card


def _lacks(wanted: frozenset[str], named: Iterable[str], known: frozenset[str]) -> bool:
    """Whether none of the wanted names is among these, and none of these is unknown."""
    names = set(named)
    return wanted.isdisjoint(names) and names <= known


def _norms_of(tree: TreeShape) -> set[str]:
    """Every norm that a tree names, in an outcome or at an option."""
    named = {id_ for outcome in tree.outcomes.values() for id_ in outcome.norms}
    return named | {o.because for q in tree.questions.values() for o in q.options if o.because}


def _named_norms(draft: Draft) -> Iterator[tuple[Span, str, bool]]:
    """Where a norm is named, except in `zie_ook` (N07); and whether people can see what names it."""
    for tree in draft.trees:
        is_public = tree.shape.status is Status.PUBLISHED
        for id_, question in tree.shape.questions.items():
            for number, option in enumerate(question.options):
                if option.because:
                    yield tree.span("vragen", id_, "opties", number, "omdat"), option.because, is_public
        for node, outcome in tree.shape.outcomes.items():
            for number, named in enumerate(outcome.norms):
                yield tree.span("uitkomsten", node, "normen", number), named, is_public
    for norm in draft.norms:
        for number, miss in enumerate(norm.shape.near_misses):
            yield norm.span("niet", number, "wel"), miss.instead, norm.shape.status is Status.PUBLISHED
    for organisation in draft.organisations:
        for number, deviation in enumerate(organisation.shape.deviations):
            yield organisation.span("afwijkingen", number, "norm"), deviation.norm, True
    if draft.themes:
        for number, theme in enumerate(draft.themes.shape.themes):
            for place, named in enumerate(theme.norms):
                yield draft.themes.span("themas", number, "normen", place), named, False
    if draft.trials:
        for number, trial in enumerate(draft.trials.shape.questions):
            yield draft.trials.span("vragen", number, "norm"), trial.norm, False


def _named_help(draft: Draft) -> Iterator[tuple[Span, str]]:
    for organisation in draft.organisations:
        for name, route in organisation.shape.routes.items():
            for number, id_ in enumerate(route.help):
                yield organisation.span("routes", name, "hulp", number), id_
    if draft.danger:
        for number, card in enumerate(draft.danger.shape.cards):
            for place, id_ in enumerate(card.help):
                yield draft.danger.span("kaarten", number, "hulp", place), id_
