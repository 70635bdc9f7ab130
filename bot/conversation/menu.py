"""The screens around the advice: start, themes, the list of trees, help, quality, settings, stop."""

from dataclasses import replace

from bot.conversation.button import Page, ShowPage, ShowTheme
from bot.conversation.consult import norm_choice
from bot.conversation.desk import Desk
from bot.conversation.turn import Block, Choice, Context, Reply, State, Style, Turn
from bot.dilemma.tree import Status
from bot.ids import Body, Role


def start(state: State, desk: Desk) -> Turn:
    """What this is, what it is not, what is kept, and the ways on."""
    blocks = (
        desk.heading("start.kop"),
        desk.paragraph("start.wat"),
        desk.paragraph("start.niet"),
        desk.heading("start.bewaren-kop"),
        desk.paragraph("start.bewaren"),
        desk.paragraph(f"start.{state.medium.value}"),
        desk.paragraph("start.gevaar"),
        desk.paragraph("start.vraag"),
    )
    pages = (Page.ASK, Page.DILEMMAS, Page.THEMES, Page.HUMAN, Page.PRIVACY)
    return _turn(replace(state, walking=None, fallbacks=0), blocks, _pages(state, desk, *pages))


def ask_away(state: State, desk: Desk) -> Turn:
    """How to put a question."""
    blocks = (desk.paragraph("vraag.typ"), desk.paragraph("vraag.namen"))
    return _turn(state, blocks, _pages(state, desk, Page.DILEMMAS, Page.HUMAN))


def dilemmas(state: State, desk: Desk) -> Turn:
    """All trees that are open to the asker, in the order of the themes."""
    role, trees = state.context.role, desk.library.trees
    by_theme = (id_ for theme in desk.library.themes.values() for id_ in theme.trees if id_ in trees)
    open_trees = [
        tree
        for tree in (trees[id_] for id_ in dict.fromkeys((*by_theme, *trees)))
        if tree.status is Status.PUBLISHED and (role is None or role in tree.roles)
    ]
    choices = tuple(desk.choice(t.button, desk.begin(state.context, t), (t.title,)) for t in open_trees)
    return _turn(state, (desk.paragraph("keuzehulp.kies"),), (*choices, *_pages(state, desk, Page.START)))


def themes(state: State, desk: Desk) -> Turn:
    """All themes, in the order of their file."""
    choices = tuple(
        desk.choice(theme.button, ShowTheme(context=state.context, theme=theme.id), (theme.title,))
        for theme in desk.library.themes.values()
    )
    blocks = (desk.heading("themas.kop"), desk.own(desk.library.themes_intro, state.context))
    return _turn(state, blocks, (*choices, *_pages(state, desk, Page.START)))


def theme(state: State, move: ShowTheme, desk: Desk) -> Turn:
    """The page of one theme, with its trees and norms."""
    found = desk.library.themes.get(move.theme)
    if found is None:
        return themes(state, desk)
    blocks = [Block(text=found.title, style=Style.HEADING)]
    blocks += [desk.own(paragraph, state.context) for paragraph in found.page]
    if found.source:
        blocks.append(desk.note("antwoord.bron", bronnen=found.source))
    trees = [desk.library.trees[id_] for id_ in found.trees if id_ in desk.library.trees]
    choices = [desk.start_choice(state.context, tree) for tree in trees if tree.status is Status.PUBLISHED]
    choices += [norm_choice(state.context, id_, desk) for id_ in found.norms if id_ in desk.library.norms]
    return _turn(state, tuple(blocks), (*choices, *_pages(state, desk, Page.THEMES, Page.HUMAN)))


def quality(state: State, desk: Desk) -> Turn:
    """How often the bot is right and wrong, as measured, and that a human is better."""
    measured = desk.measured
    if measured is None:
        told = [desk.paragraph("kwaliteit.niet-gemeten")]
    else:
        day = f"{measured.day.day}-{measured.day.month}-{measured.day.year}"
        told = [
            desk.paragraph("kwaliteit.gemeten", datum=day, vragen=measured.questions),
            *(desk.bullet(f"kwaliteit.{part}", aantal=number) for part, number in measured.in_hundred().items()),
            desk.paragraph("kwaliteit.buiten", aantal=round(100 * measured.outside_answered)),
            desk.paragraph("kwaliteit.nood", nood=measured.urgent, gemist=measured.urgent_missed),
        ]
        if not measured.is_of(desk.library.revision):
            told.append(desk.paragraph("kwaliteit.ouder"))
    blocks = (desk.heading("kwaliteit.kop"), *told, desk.paragraph("kwaliteit.mens"))
    return _turn(state, blocks, _pages(state, desk, Page.HUMAN, Page.START))


def help_(state: State, desk: Desk) -> Turn:
    """The commands, and where a human is."""
    blocks = (desk.heading("help.kop"), desk.paragraph("help.hoe"), desk.paragraph("help.opdrachten"))
    return _turn(state, blocks, _pages(state, desk, Page.HUMAN, Page.ASK, Page.DILEMMAS, Page.THEMES, Page.QUALITY))


def settings(state: State, desk: Desk) -> Turn:
    """Choose the role and the kind of organisation, so that the right articles and routes are shown."""
    context = state.context
    role = desk.texts(f"rol.{context.role.value}") if context.role else desk.texts("instellingen.onbekend")
    known = context.organisation is not None
    organisation = desk.organisation(context).name if known else desk.texts("instellingen.onbekend")
    blocks = (
        desk.heading("instellingen.kop"),
        desk.paragraph("instellingen.nu", rol=role, organisatie=organisation),
        desk.paragraph("instellingen.kies"),
    )

    def pick(label: str, chosen: Context) -> Choice:
        return desk.choice(label, ShowPage(context=chosen, page=Page.SETTINGS))

    roles = [pick(desk.texts(f"rol.{r.value}"), replace(context, role=r, declined=False)) for r in Role]
    bodies = [
        pick(desk.texts(f"organisatie.{body.value}"), replace(context, organisation=desk.library.generic(body).id))
        for body in Body
    ]
    choices = (*roles, *bodies, *_pages(state, desk, Page.CLEAR, Page.START))
    return _turn(state, blocks, choices, in_place=True)


def organisation(state: State, desk: Desk) -> Turn:
    """Ask at which organisation somebody works, so that articles and people are those of that place."""
    context = state.context
    bodies = [
        desk.choice(
            desk.texts(f"organisatie.{body.value}"),
            ShowPage(context=replace(context, organisation=desk.library.generic(body).id), page=Page.HUMAN),
        )
        for body in Body
    ]
    blocks = (desk.heading("organisatie.vraag"), desk.paragraph("organisatie.waarom"))
    return _turn(state, blocks, (*bodies, *_pages(state, desk, Page.START)))


def clear(state: State, desk: Desk) -> Turn:
    """Take back role and organisation."""
    return settings(replace(state, context=desk.everybody), desk)


def stop(state: State, desk: Desk) -> Turn:
    """Leave whatever was going on. Nothing was stored, so there is nothing to clean up, and that is said."""
    left = "stop.boom" if state.walking else "stop.klaar"
    state = replace(state, walking=None, fallbacks=0)
    return _turn(state, (desk.paragraph(left), desk.paragraph("stop.niets-bewaard")), _pages(state, desk, Page.START))


def forget(state: State, desk: Desk) -> Turn:
    """Forget what is in memory, and say what cannot be wiped from here."""
    fresh = State(medium=state.medium, context=desk.everybody)
    blocks = (desk.paragraph("vergeet.gedaan"), desk.paragraph(f"vergeet.{state.medium.value}"))
    return _turn(fresh, blocks, _pages(fresh, desk, Page.START))


def say(state: State, desk: Desk, *keys: str) -> Turn:
    """Fixed sentences with the way back to the start."""
    blocks = tuple(desk.paragraph(key) for key in keys)
    return _turn(state, blocks, _pages(state, desk, Page.START, Page.HUMAN))


def _pages(state: State, desk: Desk, *pages: Page) -> tuple[Choice, ...]:
    return tuple(desk.page(state.context, page) for page in pages)


def _turn(state: State, blocks: tuple[Block, ...], choices: tuple[Choice, ...], in_place: bool = False) -> Turn:
    return Turn(state=state, replies=(Reply(blocks=blocks, choices=choices, in_place=in_place),))
