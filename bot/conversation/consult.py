"""A question in somebody's own words: an answer card, choices to pick from, or an honest "I do not know"."""

import unicodedata
from collections.abc import Iterable
from dataclasses import replace

from bot.conversation import refer
from bot.conversation.button import NotThis, Page, View, candidate_code
from bot.conversation.card import card_of, doubts_of, norm_choice, shortened, view_choice
from bot.conversation.desk import Desk
from bot.conversation.turn import Block, Context, Reply, State, Style, Turn, Why
from bot.ids import NormId, TreeId
from bot.matching.decide import Answer, Candidate, Decline, Suggest
from bot.matching.normalise import fold, is_content, words_of

MAX_FALLBACKS = 2
"""After this many in a row there is no further guessing: the menu and a human."""
MAX_CHOICES = 4
_ENGLISH_WORDS = 2


def ask(state: State, text: str, desk: Desk) -> Turn:
    """Answer a typed question in which there is no danger. The text is matched and forgotten."""
    before, state = state.why, replace(state, why=None)
    match desk.matcher.match_calm(text, state.context.role):
        case Answer(candidates=candidates):
            return _answer(state, text, _existing(candidates, desk), desk)
        case Suggest(candidates=candidates):
            reply = _suggestion(state.context, _existing(candidates, desk), desk)
        case Decline():
            reply = _declined(state, text, desk)
    if before is not None and _goes_on(text, desk):
        blocks = (desk.paragraph("bedoel-je.vervolg"), *reply.blocks)
        reply = replace(reply, blocks=blocks, choices=(before.choice, *reply.choices))
    return _fallback(state, reply, desk)


def _goes_on(text: str, desk: Desk) -> bool:
    """Whether this sounds like the second half of a question: `en als het maar een keer is`, `waar dan`."""
    said = words_of(fold(text))
    return not any(map(is_content, said)) or said[0] in desk.texts.words("woorden.vervolg")


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
        forgotten = Reply(blocks=(desk.paragraph("waarom.vergeten"),), choices=desk.ways_on(state.context))
        return Turn(state=state, replies=(forgotten,))
    blocks = [desk.heading("waarom.kop")]
    if state.why.words:
        blocks.append(desk.paragraph("waarom.woorden", woorden=", ".join(f"“{word}”" for word in state.why.words)))
    if state.why.example and state.why.example != desk.title_of(state.why.shown):
        blocks.append(desk.paragraph("waarom.voorbeeld", voorbeeld=state.why.example))
    of_ten = min(9, round(10 * state.why.confidence))
    blocks += [desk.paragraph("waarom.zeker", goed=of_ten), desk.paragraph("waarom.niet")]
    choices = (state.why.choice, state.why.not_this, desk.page(state.context, Page.HUMAN))
    return Turn(state=state, replies=(Reply(blocks=tuple(blocks), choices=choices),))


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
        back = view_choice(View.CARD, state.context, desk.library.norms[NormId(shown.id)], desk)
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
    doubts = doubts_of(state, shown.id, desk)
    if shown.kind == "norm":
        return Turn(state=state, replies=(card_of(state.context, desk.library.norms[NormId(shown.id)], desk, doubts),))
    tree = desk.library.trees[TreeId(shown.id)]
    blocks = (Block(text=tree.title, style=Style.HEADING), desk.own(tree.intro, state.context))
    choices = (back, *doubts, desk.page(state.context, Page.HUMAN))
    return Turn(state=state, replies=(Reply(blocks=blocks, choices=choices),))


def _suggestion(context: Context, candidates: list[Candidate], desk: Desk) -> Reply:
    choices = []
    for candidate in candidates[:MAX_CHOICES]:
        if candidate.kind == "norm":
            choices.append(norm_choice(context, NormId(candidate.id), desk))
        else:
            tree = desk.library.trees[TreeId(candidate.id)]
            label = tree.title if shortened(tree.title) == tree.title else tree.button
            choices.append(desk.choice(label, desk.begin(context, tree)))
    none = desk.page(context, Page.NONE_OF_THESE)
    none = replace(none, words=(*none.words, *desk.texts.words("woorden.niet-bedoeld")))
    choices += [none, desk.page(context, Page.HUMAN)]
    return Reply(blocks=(desk.paragraph("bedoel-je.vraag"),), choices=tuple(choices))


def _rephrase(state: State, desk: Desk) -> Reply:
    return Reply(blocks=(desk.paragraph("bedoel-je.anders"),), choices=desk.ways_on(state.context))


def _declined(state: State, text: str, desk: Desk) -> Reply:
    blocks = [desk.paragraph("onbekend.sorry"), desk.paragraph("onbekend.verder")]
    if _is_other_language(text, desk):
        blocks.insert(0, desk.paragraph("onbekend.engels"))
    return Reply(blocks=tuple(blocks), choices=desk.ways_on(state.context))


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
        reply = Reply(blocks=blocks, choices=desk.ways_on(state.context))
    return Turn(state=replace(state, fallbacks=misses), replies=(reply,))


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
