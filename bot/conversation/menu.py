"""The screens around the advice: start, links, themes, the list of trees, help, quality, settings, stop, forgetting."""

from dataclasses import replace

from bot.conversation import guide
from bot.conversation.asker import ask_organisation
from bot.conversation.button import VANISHING, ChangeManner, Page, ShowPage, ShowTheme
from bot.conversation.card import norm_choice
from bot.conversation.dates import day
from bot.conversation.desk import Desk
from bot.conversation.turn import Block, Choice, Context, Erased, Manner, Medium, Reply, State, Style, Turn
from bot.dilemma.tree import Status
from bot.ids import NormId, Role, ThemeId, TreeId


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
    return _turn(_begun(state), blocks, desk.pages(state.context, *pages))


def _begun(state: State) -> State:
    """The state of somebody at the menu: an outcome is behind them, a question of a tree still waits."""
    return replace(state, place=None if guide.is_done(state) else state.place, fallbacks=0)


def linked(state: State, name: str, desk: Desk) -> Choice | None:
    """The button that a link such as `t.me/bot?start=geschenk` stands for: a tree, theme or norm that has this name.

    None for whatever else follows `/start`: it is ignored, and never said back.
    """
    library, context, name = desk.library, state.context, name.lower()
    tree, norm = library.trees.get(TreeId(name)), library.norms.get(NormId(name))
    if tree is not None and tree.status is Status.PUBLISHED:
        return desk.start_choice(context, tree)
    if ThemeId(name) in library.themes:
        return desk.choice("", ShowTheme(context=context, theme=ThemeId(name)))
    return norm_choice(context, norm.id, desk) if norm and norm.status is Status.PUBLISHED else None


def ask_away(state: State, desk: Desk) -> Turn:
    """How to put a question."""
    blocks = (desk.paragraph("vraag.typ"), desk.paragraph("vraag.namen"))
    return _turn(state, blocks, desk.pages(state.context, Page.DILEMMAS, Page.HUMAN))


def dilemmas(state: State, desk: Desk) -> Turn:
    """All trees that are open to the asker, in the order of the themes."""
    trees = desk.library.trees
    by_theme = (id_ for theme in desk.library.themes.values() for id_ in theme.trees if id_ in trees)
    open_trees = [
        tree
        for tree in (trees[id_] for id_ in dict.fromkeys((*by_theme, *trees)))
        if tree.status is Status.PUBLISHED and desk.is_for(state.context, tree.roles)
    ]
    choices = tuple(desk.choice(t.button, desk.begin(state.context, t), (t.title, t.id)) for t in open_trees)
    return _turn(state, (desk.paragraph("keuzehulp.kies"),), (*choices, *desk.pages(state.context, Page.START)))


def themes(state: State, desk: Desk) -> Turn:
    """All themes, in the order of their file."""
    choices = tuple(
        desk.choice(theme.button, ShowTheme(context=state.context, theme=theme.id), (theme.title,))
        for theme in desk.library.themes.values()
    )
    blocks = (desk.heading("themas.kop"), desk.own(desk.library.themes_intro, state.context))
    return _turn(state, blocks, (*choices, *desk.pages(state.context, Page.START)))


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
    return _turn(state, tuple(blocks), (*choices, *desk.pages(state.context, Page.THEMES, Page.HUMAN)))


def quality(state: State, desk: Desk) -> Turn:
    """How often the bot is right and wrong, as measured, and that a human is better."""
    measured = desk.measured
    if measured is None:
        told = [desk.paragraph("kwaliteit.niet-gemeten")]
    else:
        told = [
            desk.paragraph("kwaliteit.gemeten", datum=day(measured.day), vragen=measured.questions),
            *(desk.bullet(f"kwaliteit.{part}", aantal=number) for part, number in measured.in_hundred().items()),
            desk.paragraph("kwaliteit.buiten", aantal=round(100 * measured.outside_answered)),
            desk.paragraph("kwaliteit.nood", nood=measured.urgent, gemist=measured.urgent_missed),
        ]
        if not measured.is_of(desk.library.revision):
            told.append(desk.paragraph("kwaliteit.ouder"))
    blocks = (desk.heading("kwaliteit.kop"), *told, desk.paragraph("kwaliteit.mens"))
    return _turn(state, blocks, desk.pages(state.context, Page.HUMAN, Page.START))


def help_(state: State, desk: Desk) -> Turn:
    """The commands, and where a human is."""
    blocks = (desk.heading("help.kop"), desk.paragraph("help.hoe"), desk.paragraph("help.opdrachten"))
    return _turn(
        state, blocks, desk.pages(state.context, Page.HUMAN, Page.ASK, Page.DILEMMAS, Page.THEMES, Page.QUALITY)
    )


def settings(state: State, desk: Desk) -> Turn:
    """Who asks, and the manner in which the bot answers; each can be changed."""
    context, manner, formal = state.context, state.manner, desk.is_formal(state)
    can_vanish = state.medium is Medium.TELEGRAM
    blocks = [
        desk.heading("instellingen.kop"),
        desk.paragraph("instellingen.nu", **_who(context, desk)),
        desk.bullet("instellingen.u-aan" if formal else "instellingen.u-uit"),
        desk.bullet("instellingen.plat-aan" if manner.plain else "instellingen.plat-uit"),
        *([_vanishes(manner, desk)] if can_vanish else []),
        desk.paragraph("instellingen.kies"),
    ]
    roles = [
        desk.choice(
            desk.texts(f"rol.{role.value}"),
            ShowPage(context=replace(context, role=role, declined=False), tells=True, page=Page.SETTINGS),
        )
        for role in Role
    ]
    manners = [
        _manner("je" if formal else "u", state, replace(manner, formal=not formal), desk),
        _manner("opgemaakt" if manner.plain else "plat", state, replace(manner, plain=not manner.plain), desk),
    ]
    pages = desk.pages(state.context, *([Page.VANISHING] if can_vanish else []), Page.CLEAR, Page.START)
    choices = (*roles, desk.page(context, Page.MY_ORGANISATION), *manners, *pages)
    return _turn(state, tuple(blocks), choices, in_place=True)


def vanishing(state: State, desk: Desk) -> Turn:
    """Choose after how long messages disappear."""
    choices = [
        _manner(f"verdwijn-{minutes}", state, replace(state.manner, vanish_after=minutes), desk)
        for minutes in VANISHING
    ]
    never = _manner("verdwijn-nooit", state, replace(state.manner, vanish_after=None), desk)
    blocks = (desk.heading("verdwijnen.kop"), _vanishes(state.manner, desk), desk.paragraph("verdwijnen.uitleg"))
    return _turn(state, blocks, (*choices, never, desk.page(state.context, Page.SETTINGS)), in_place=True)


def organisation(state: State, desk: Desk) -> Turn:
    """Ask at which organisation somebody works, so as to name the people of that place."""
    return ask_organisation(state, ShowPage(context=state.context, page=Page.HUMAN), desk)


def my_organisation(state: State, desk: Desk) -> Turn:
    """Ask the same among the settings."""
    return ask_organisation(state, ShowPage(context=state.context, page=Page.SETTINGS), desk)


def known(state: State, desk: Desk) -> Turn:
    """Say that what somebody told about themselves counts from now on."""
    blocks = (desk.paragraph("instellingen.genoteerd"), desk.paragraph("instellingen.nu", **_who(state.context, desk)))
    return _turn(state, blocks, desk.pages(state.context, Page.ASK, Page.DILEMMAS, Page.HUMAN, Page.SETTINGS))


def clear(state: State, desk: Desk) -> Turn:
    """Take back role and organisation."""
    return settings(replace(state, context=desk.everybody), desk)


def stop(state: State, desk: Desk) -> Turn:
    """Leave whatever was going on. Nothing was stored, so there is nothing to clean up, and that is said."""
    left = "stop.klaar" if guide.is_done(state) else "stop.boom"
    state = replace(state, place=None, fallbacks=0)
    return _turn(
        state, (desk.paragraph(left), desk.paragraph("stop.niets-bewaard")), desk.pages(state.context, Page.START)
    )


def forget(state: State, desk: Desk) -> Turn:
    """Forget what is in memory, and let the channel delete what it can; how that went is told by `erased`."""
    fresh = State(medium=state.medium, context=desk.everybody)
    reply = Reply(blocks=(desk.paragraph("vergeet.gedaan"),), choices=desk.pages(fresh.context, Page.START), erase=True)
    return Turn(state=fresh, replies=(reply,))


def erased(state: State, event: Erased, desk: Desk) -> Turn:
    """Say what the channel deleted of the conversation, what is still there, and how to clear that oneself."""
    told = []
    if state.medium is Medium.TELEGRAM:
        gone = {0: "vergeet.gewist-nul", 1: "vergeet.gewist-een"}.get(event.deleted, "vergeet.gewist")
        left = {0: None, 1: "vergeet.gebleven-een"}.get(event.left, "vergeet.gebleven")
        told += [desk.paragraph(gone, aantal=event.deleted)] if event.deleted or not event.left else []
        told += [desk.paragraph(left, aantal=event.left)] if left else []
        told.append(desk.paragraph("vergeet.onbekend"))
    told.append(desk.paragraph(f"vergeet.{state.medium.value}"))
    return _turn(state, tuple(told), desk.pages(state.context, Page.START))


def aside(state: State, desk: Desk, key: str) -> Turn:
    """A fixed sentence that takes nothing away: what could be chosen can still be."""
    return _turn(state, (desk.paragraph(key),), state.choices or desk.pages(state.context, Page.START, Page.HUMAN))


def say(state: State, desk: Desk, *keys: str) -> Turn:
    """Fixed sentences with the way back to the start."""
    blocks = tuple(desk.paragraph(key) for key in keys)
    return _turn(state, blocks, desk.pages(state.context, Page.START, Page.HUMAN))


def _who(context: Context, desk: Desk) -> dict[str, str]:
    unknown = desk.texts("instellingen.onbekend")
    return {
        "rol": desk.texts(f"rol.{context.role.value}") if context.role else unknown,
        "organisatie": desk.organisation(context).name if context.organisation else unknown,
    }


def _vanishes(manner: Manner, desk: Desk) -> Block:
    minutes = manner.vanish_after or "nooit"
    return desk.bullet(f"instellingen.verdwijn-{minutes}")


def _manner(called: str, state: State, manner: Manner, desk: Desk) -> Choice:
    words = desk.texts.words(f"woorden.{called}")
    return desk.choice(desk.texts(f"knop.{called}"), ChangeManner(context=state.context, manner=manner), words)


def _turn(state: State, blocks: tuple[Block, ...], choices: tuple[Choice, ...], in_place: bool = False) -> Turn:
    return Turn(state=state, replies=(Reply(blocks=blocks, choices=choices, in_place=in_place),))
