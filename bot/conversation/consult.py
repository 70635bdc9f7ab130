"""A question in somebody's own words: an answer card, choices to pick from, or an honest "I do not know"."""

import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from bot.content.models import Norm, Source, text_for
from bot.conversation import refer
from bot.conversation.asker import ask_organisation, ask_role
from bot.conversation.button import NotThis, Page, ShowNorm, View, candidate_code
from bot.conversation.dates import day, overdue
from bot.conversation.desk import Desk
from bot.conversation.turn import Block, Choice, Context, Reply, State, Style, Turn, Why
from bot.dilemma.tree import Status
from bot.ids import Body, NormId, Role, TreeId
from bot.matching.decide import Answer, Candidate, Decline, Suggest
from bot.matching.normalise import fold, words_of

CARD_CHARACTERS = 900
"""An answer fits on the screen of a phone; the rest stands behind a button."""
MAX_FALLBACKS = 2
"""After this many in a row there is no further guessing: the menu and a human."""
MAX_CHOICES = 4
_LABEL = 45
_WHOLE = 18
"""Characters of a title before a colon that say enough by themselves."""
_CALLED = {
    View.CARD: ("knop.antwoord", "woorden.antwoord"),
    View.MORE: ("knop.meer", "woorden.meer"),
    View.PLAIN: ("knop.makkelijk", "woorden.makkelijk"),
    View.FOR_ME: ("knop.voor-mij", "woorden.voor-mij"),
}
"""The button to each side of a norm, and what people type instead."""
_ENGLISH_WORDS = 2
_BETWEEN = 4
"""Two line ends and a bullet, the most that stands between two blocks."""
_STEPS = 3
_SOURCES = 3


def ask(state: State, text: str, desk: Desk) -> Turn:
    """Answer a typed question in which there is no danger. The text is matched and forgotten."""
    state = replace(state, why=None)
    match desk.matcher.match_calm(text, state.context.role):
        case Answer(candidates=candidates):
            return _answer(state, text, _existing(candidates, desk), desk)
        case Suggest(candidates=candidates):
            return _fallback(state, _suggestion(state.context, _existing(candidates, desk), desk), desk)
        case Decline():
            return _fallback(state, _declined(state, text, desk), desk)


def not_this(state: State, move: NotThis, desk: Desk) -> Turn:
    """The answer was not what was meant: the next candidates if there are any, else another wording."""
    norms = [Candidate(kind="norm", id=id_, confidence=0.0) for id_ in desk.library.norms]
    trees = [Candidate(kind="tree", id=id_, confidence=0.0) for id_ in desk.library.trees]
    by_code = {code: candidate for candidate, code in zip(norms + trees, _codes(norms + trees), strict=True)}
    others = [by_code[code] for code in move.others if code in by_code]
    reply = _suggestion(state.context, others, desk) if others else _rephrase(state, desk)
    return _fallback(replace(state, why=None), reply, desk)


def none_of_these(state: State, desk: Desk) -> Turn:
    """None of the suggestions fits: ask for other words."""
    return _fallback(state, _rephrase(state, desk), desk)


def why(state: State, desk: Desk) -> Turn:
    """Which words and which example the last answer came from, and how often such an answer is right."""
    if state.why is None:
        forgotten = Reply(blocks=(desk.paragraph("waarom.vergeten"),), choices=_ways_on(state.context, desk))
        return Turn(state=state, replies=(forgotten,))
    blocks = [desk.heading("waarom.kop")]
    if state.why.words:
        blocks.append(desk.paragraph("waarom.woorden", woorden=", ".join(f"“{word}”" for word in state.why.words)))
    if state.why.example and state.why.example != _title_of(state.why.shown, desk):
        blocks.append(desk.paragraph("waarom.voorbeeld", voorbeeld=state.why.example))
    of_ten = min(9, round(10 * state.why.confidence))
    blocks += [desk.paragraph("waarom.zeker", goed=of_ten), desk.paragraph("waarom.niet")]
    choices = (state.why.choice, state.why.not_this, desk.page(state.context, Page.HUMAN))
    return Turn(state=state, replies=(Reply(blocks=tuple(blocks), choices=choices),))


def norm(state: State, move: ShowNorm, desk: Desk) -> Turn:
    """Show a norm because its button was pressed."""
    found = desk.library.norms.get(move.norm)
    if found is None or found.status is not Status.PUBLISHED:
        blocks = (desk.paragraph("norm.weg"),)
        return Turn(state=state, replies=(Reply(blocks=blocks, choices=_ways_on(state.context, desk)),))
    state = replace(state, fallbacks=0)
    match move.view:
        case View.CARD:
            reply = _card(state.context, found, desk, _doubts(state, found.id, desk))
        case View.MORE:
            reply = _more(state.context, found, desk)
        case View.PLAIN:
            reply = _plain(state.context, found, desk)
        case View.FOR_ME:
            return _for_me(state, found, desk)
    return Turn(state=state, replies=(reply,))


def length_of(blocks: Iterable[Block]) -> int:
    """How long the blocks are together, as Telegram counts: in UTF-16 code units, with white space and bullets."""
    return sum(len(block.text.encode("utf-16-le", "surrogatepass")) // 2 + _BETWEEN for block in blocks)


def source_line(source: Source, desk: Desk) -> str:
    """Where a norm stands, in words."""
    if source.kind != "wet":
        return source.title or ""
    statute = desk.library.statutes[source.statute or ""].title
    key = "bron.lid" if source.paragraph else "bron.artikel"
    return desk.texts(key, wet=statute, artikel=source.article, lid=source.paragraph)


def _answer(state: State, text: str, candidates: list[Candidate], desk: Desk) -> Turn:
    """The card of the best candidate. A tree is shown on the card of its norm, when that norm is a candidate too."""
    best = candidates[0]
    shown = best
    if best.kind == "tree":
        own = (c for c in candidates[1:] if c.kind == "norm" and best.id in desk.library.norms[NormId(c.id)].trees)
        shown = next(own, best)
    kin = desk.library.norms[NormId(shown.id)].trees if shown.kind == "norm" else ()
    others = [c for c in candidates if c is not shown and not (c.kind == "tree" and c.id in kin)]
    not_this = desk.choice(
        desk.texts("knop.niet-bedoeld"),
        NotThis(context=state.context, others=_codes(others[:MAX_CHOICES])),
        desk.texts.words("woorden.niet-bedoeld"),
    )
    if shown.kind == "norm":
        back = _view(View.CARD, state.context, desk.library.norms[NormId(shown.id)], desk)
    else:
        back = desk.start_choice(state.context, desk.library.trees[TreeId(shown.id)])
    said = desk.matcher.explain(text, shown)
    why = Why(
        shown=shown.id,
        choice=back,
        not_this=not_this,
        words=said.words,
        example=said.phrase,
        confidence=shown.confidence,
    )
    state = replace(state, fallbacks=0, why=why)
    doubts = _doubts(state, shown.id, desk)
    if shown.kind == "norm":
        return Turn(state=state, replies=(_card(state.context, desk.library.norms[NormId(shown.id)], desk, doubts),))
    tree = desk.library.trees[TreeId(shown.id)]
    blocks = (Block(text=tree.title, style=Style.HEADING), desk.own(tree.intro, state.context))
    choices = (back, *doubts, desk.page(state.context, Page.HUMAN))
    return Turn(state=state, replies=(Reply(blocks=blocks, choices=choices),))


def _doubts(state: State, shown: str, desk: Desk) -> tuple[Choice, ...]:
    """The buttons of who doubts an answer; none when it was not the answer to a question."""
    if state.why is None or state.why.shown != shown:
        return ()
    return (state.why.not_this, desk.page(state.context, Page.WHY))


def _for_me(state: State, norm: Norm, desk: Desk) -> Turn:
    """Ask what is not known of the asker and makes a difference here, one thing at a time; then the card."""
    context, onward = state.context, ShowNorm(context=state.context, norm=norm.id, view=View.FOR_ME)
    if _differs_by_role(norm) and context.role is None and not context.declined:
        return ask_role(state, onward, desk)
    if _differs_by_organisation(norm, desk) and context.organisation is None and not context.declined_organisation:
        return ask_organisation(state, onward, desk)
    return Turn(state=state, replies=(_card(context, norm, desk, _doubts(state, norm.id, desk)),))


def _may_differ(context: Context, norm: Norm, desk: Desk) -> bool:
    """Whether something that was never asked would make this card another one."""
    by_role = context.role is None and not context.declined and _differs_by_role(norm)
    unplaced = context.organisation is None and not context.declined_organisation
    return by_role or (unplaced and _differs_by_organisation(norm, desk))


def _differs_by_role(norm: Norm) -> bool:
    everyone = set(Role)
    return bool(norm.per_role) or any(set(source.roles) != everyone for source in norm.sources)


def _differs_by_organisation(norm: Norm, desk: Desk) -> bool:
    bodies = any(set(source.bodies) != set(Body) for source in norm.sources)
    deviates = any(d.norm == norm.id for o in desk.library.organisations.values() for d in o.deviations)
    return bodies or deviates or bool(norm.values)


def _card(context: Context, norm: Norm, desk: Desk, doubts: Iterable[Choice] = ()) -> Reply:
    role_text = text_for(norm.per_role, context.role, desk.body(context))
    deviation = next((d for d in desk.organisation(context).deviations if d.norm == norm.id), None)
    core = deviation.core if deviation and deviation.core else norm.core
    blocks = [Block(text=norm.title, style=Style.HEADING), desk.own(core, context)]
    if deviation and deviation.addition:
        blocks.append(desk.own(deviation.addition, context))
    if role_text:
        blocks.append(desk.own(role_text, context))
    if not desk.is_for(context, norm.roles):
        offices = desk.listed([desk.texts(f"rol.meer-{role.value}") for role in norm.roles])
        blocks.append(desk.paragraph("antwoord.andere-rol", rollen=offices))
    steps = [desk.own(step, context, Style.BULLET) for step in norm.steps[:_STEPS]]
    lines = [deviation.source] if deviation else []
    lines += [source_line(s, desk) for s in _sources(context, norm, desk)]
    note = desk.note("antwoord.bron", bronnen="; ".join(lines[:_SOURCES])) if lines else None
    heading = desk.heading("antwoord.stappen")
    tail = [*([note] if note else []), *overdue(norm.review_by, desk)]
    while steps and length_of([*blocks, heading, *steps, *tail]) > CARD_CHARACTERS:
        steps.pop()
    if steps:
        blocks += [heading, *steps]
    choices = [desk.start_choice(context, desk.library.trees[t]) for t in _open_trees(norm.trees, desk)]
    if _may_differ(context, norm, desk):
        choices.append(_view(View.FOR_ME, context, norm, desk))
    choices += [replace(_view(view, context, norm, desk), aside=True) for view in (View.MORE, View.PLAIN)]
    choices += doubts
    choices.append(desk.page(context, Page.HUMAN))
    return Reply(blocks=(*blocks, *tail), choices=tuple(choices))


def _more(context: Context, norm: Norm, desk: Desk) -> Reply:
    blocks = [Block(text=norm.title, style=Style.HEADING), desk.own(norm.explanation, context)]
    lists = {"antwoord.mag-wel": norm.allowed, "antwoord.mag-niet": norm.not_allowed, "antwoord.stappen": norm.steps}
    for key, items in lists.items():
        if items:
            blocks.append(desk.heading(key))
            blocks += [desk.own(item, context, Style.BULLET) for item in items]
    if norm.misunderstanding:
        blocks += [desk.heading("antwoord.misverstand"), desk.own(norm.misunderstanding, context)]
    lines = "; ".join(source_line(s, desk) for s in _sources(context, norm, desk))
    consulted = max(s.consulted for s in norm.sources)
    blocks.append(desk.note("antwoord.bronnen", bronnen=lines, datum=day(date.fromisoformat(consulted))))
    blocks += overdue(norm.review_by, desk)
    choices = [desk.start_choice(context, desk.library.trees[t]) for t in _open_trees(norm.trees, desk)]
    choices.append(_view(View.PLAIN, context, norm, desk))
    choices.append(_view(View.CARD, context, norm, desk))
    choices += [norm_choice(context, other, desk) for other in norm.see_also[:2] if other in desk.library.norms]
    return Reply(blocks=tuple(blocks), choices=(*choices, desk.page(context, Page.HUMAN)))


def _plain(context: Context, norm: Norm, desk: Desk) -> Reply:
    blocks = (Block(text=norm.title, style=Style.HEADING), desk.own(norm.plain, context))
    return Reply(blocks=blocks, choices=(_view(View.CARD, context, norm, desk), desk.page(context, Page.HUMAN)))


def _title_of(shown: str, desk: Desk) -> str:
    norm, tree = desk.library.norms.get(NormId(shown)), desk.library.trees.get(TreeId(shown))
    return norm.title if norm else tree.title if tree else ""


def _view(view: View, context: Context, norm: Norm, desk: Desk) -> Choice:
    """The button to another side of the norm, which also works by typing."""
    label, words = _CALLED[view]
    return desk.choice(desk.texts(label), ShowNorm(context=context, norm=norm.id, view=view), desk.texts.words(words))


def norm_choice(context: Context, id_: NormId, desk: Desk) -> Choice:
    """The button to a norm."""
    return desk.choice(shortened(desk.library.norms[id_].title), ShowNorm(context=context, norm=id_))


def _suggestion(context: Context, candidates: list[Candidate], desk: Desk) -> Reply:
    choices = []
    for candidate in candidates[:MAX_CHOICES]:
        if candidate.kind == "norm":
            choices.append(norm_choice(context, NormId(candidate.id), desk))
        else:
            tree = desk.library.trees[TreeId(candidate.id)]
            label = tree.title if len(tree.title) <= _LABEL else tree.button
            choices.append(desk.choice(label, desk.begin(context, tree)))
    none = desk.page(context, Page.NONE_OF_THESE)
    none = replace(none, words=(*none.words, *desk.texts.words("woorden.niet-bedoeld")))
    choices += [none, desk.page(context, Page.HUMAN)]
    return Reply(blocks=(desk.paragraph("bedoel-je.vraag"),), choices=tuple(choices))


def _rephrase(state: State, desk: Desk) -> Reply:
    return Reply(blocks=(desk.paragraph("bedoel-je.anders"),), choices=_ways_on(state.context, desk))


def _declined(state: State, text: str, desk: Desk) -> Reply:
    blocks = [desk.paragraph("onbekend.sorry"), desk.paragraph("onbekend.verder")]
    if _is_other_language(text, desk):
        blocks.insert(0, desk.paragraph("onbekend.engels"))
    return Reply(blocks=tuple(blocks), choices=_ways_on(state.context, desk))


def _fallback(state: State, reply: Reply, desk: Desk) -> Turn:
    """One of at most two guesses in a row; then the menu and a human, and after that the human at once."""
    misses = state.fallbacks + 1
    if misses > MAX_FALLBACKS + 1:
        turn = refer.human(state, desk)
        (shown,) = turn.replies
        shown = replace(shown, blocks=(desk.paragraph("onbekend.nog"), *shown.blocks))
        return Turn(state=replace(turn.state, fallbacks=MAX_FALLBACKS + 1), replies=(shown,))
    if misses > MAX_FALLBACKS:
        blocks = (desk.paragraph("onbekend.genoeg"), desk.paragraph("onbekend.mens"))
        reply = Reply(blocks=blocks, choices=_ways_on(state.context, desk))
    return Turn(state=replace(state, fallbacks=misses), replies=(reply,))


def _ways_on(context: Context, desk: Desk) -> tuple[Choice, ...]:
    return tuple(desk.page(context, page) for page in (Page.HUMAN, Page.THEMES, Page.DILEMMAS))


def _is_other_language(text: str, desk: Desk) -> bool:
    """Whether this is hardly Dutch: mostly letters of another script, or a few words of English and none of Dutch."""
    letters = [c for c in text if c.isalpha()]
    if sum(not unicodedata.name(c, "").startswith("LATIN") for c in letters) > len(letters) / 2:
        return True
    words = set(words_of(fold(text)))
    english, dutch = (words & set(desk.texts.words(f"woorden.taal-{tongue}")) for tongue in ("engels", "nederlands"))
    return len(english) >= _ENGLISH_WORDS and not dutch


def _existing(candidates: Iterable[Candidate], desk: Desk) -> list[Candidate]:
    return [c for c in candidates if c.id in (desk.library.norms if c.kind == "norm" else desk.library.trees)]


def _codes(candidates: list[Candidate]) -> tuple[str, ...]:
    return tuple(candidate_code(c.kind, c.id) for c in candidates)


def _open_trees(trees: Iterable[TreeId], desk: Desk) -> list[TreeId]:
    return [t for t in trees if t in desk.library.trees and desk.library.trees[t].status is Status.PUBLISHED]


def _sources(context: Context, norm: Norm, desk: Desk) -> list[Source]:
    """The sources that apply to this asker; all of them as far as role or body is unknown."""
    body = desk.body(context)
    fitting = [s for s in norm.sources if (body is None or body in s.bodies) and desk.is_for(context, s.roles)]
    return fitting or list(norm.sources)


def shortened(title: str) -> str:
    """A title that fits on a button."""
    before = title.partition(":")[0]
    if len(title) > _LABEL and _WHOLE <= len(before) <= _LABEL:
        return before
    return title if len(title) <= _LABEL else title[: _LABEL - 1].rsplit(" ", 1)[0].rstrip(",.;:") + "…"
