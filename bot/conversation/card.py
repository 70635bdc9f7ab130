"""The sides of a norm: its card, more of it, the same in easy words, and what it is for this asker."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from bot.content.models import Norm, Source, text_for
from bot.conversation.asker import ask_organisation, ask_role
from bot.conversation.button import Page, ShowNorm, View
from bot.conversation.dates import day, overdue
from bot.conversation.desk import Desk
from bot.conversation.turn import Block, Choice, Context, Reply, State, Style, Turn
from bot.dilemma.tree import Status
from bot.ids import Body, NormId, Role, TreeId

CARD_CHARACTERS = 900
"""An answer fits on the screen of a phone; the rest stands behind a button."""
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
_BETWEEN = 4
"""Two line ends and a bullet, the most that stands between two blocks."""
_STEPS = 3
_SOURCES = 3


def norm(state: State, move: ShowNorm, desk: Desk) -> Turn:
    """Show a norm because its button was pressed."""
    found = desk.library.norms.get(move.norm)
    if found is None or found.status is not Status.PUBLISHED:
        blocks = (desk.paragraph("norm.weg"),)
        return Turn(state=state, replies=(Reply(blocks=blocks, choices=desk.ways_on(state.context)),))
    state = replace(state, fallbacks=0)
    match move.view:
        case View.CARD:
            reply = card_of(state.context, found, desk, doubts_of(state, found.id, desk))
        case View.MORE:
            reply = _more(state.context, found, desk)
        case View.PLAIN:
            reply = _plain(state.context, found, desk)
        case View.FOR_ME:
            return _for_me(state, found, desk)
    return Turn(state=state, replies=(reply,))


def norm_choice(context: Context, id_: NormId, desk: Desk) -> Choice:
    """The button to a norm."""
    return desk.choice(shortened(desk.library.norms[id_].title), ShowNorm(context=context, norm=id_))


def shortened(title: str) -> str:
    """A title that fits on a button."""
    before = title.partition(":")[0]
    if len(title) > _LABEL and _WHOLE <= len(before) <= _LABEL:
        return before
    return title if len(title) <= _LABEL else title[: _LABEL - 1].rsplit(" ", 1)[0].rstrip(",.;:") + "…"


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


def doubts_of(state: State, shown: str, desk: Desk) -> tuple[Choice, ...]:
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
    return Turn(state=state, replies=(card_of(context, norm, desk, doubts_of(state, norm.id, desk)),))


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


def card_of(context: Context, norm: Norm, desk: Desk, doubts: Iterable[Choice] = ()) -> Reply:
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
        choices.append(view_choice(View.FOR_ME, context, norm, desk))
    choices += [replace(view_choice(view, context, norm, desk), aside=True) for view in (View.MORE, View.PLAIN)]
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
    choices.append(view_choice(View.PLAIN, context, norm, desk))
    choices.append(view_choice(View.CARD, context, norm, desk))
    choices += [norm_choice(context, other, desk) for other in norm.see_also[:2] if other in desk.library.norms]
    return Reply(blocks=tuple(blocks), choices=(*choices, desk.page(context, Page.HUMAN)))


def _plain(context: Context, norm: Norm, desk: Desk) -> Reply:
    blocks = (Block(text=norm.title, style=Style.HEADING), desk.own(norm.plain, context))
    return Reply(blocks=blocks, choices=(view_choice(View.CARD, context, norm, desk), desk.page(context, Page.HUMAN)))


def view_choice(view: View, context: Context, norm: Norm, desk: Desk) -> Choice:
    """The button to another side of the norm, which also works by typing."""
    label, words = _CALLED[view]
    return desk.choice(desk.texts(label), ShowNorm(context=context, norm=norm.id, view=view), desk.texts.words(words))


def _open_trees(trees: Iterable[TreeId], desk: Desk) -> list[TreeId]:
    return [t for t in trees if t in desk.library.trees and desk.library.trees[t].status is Status.PUBLISHED]


def _sources(context: Context, norm: Norm, desk: Desk) -> list[Source]:
    """The sources that apply to this asker; all of them as far as role or body is unknown."""
    body = desk.body(context)
    fitting = [s for s in norm.sources if (body is None or body in s.bodies) and desk.is_for(context, s.roles)]
    return fitting or list(norm.sources)
