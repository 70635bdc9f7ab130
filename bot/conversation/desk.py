"""What the conversation may consult: content of today and of earlier revisions, the matcher, the fixed sentences."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.content.library import Library
from bot.content.models import Organisation
from bot.content.values import fill
from bot.conversation.button import Move, Page, ShowPage, ShowWalk, tree_code, write
from bot.conversation.keeping import Keeping
from bot.conversation.turn import Block, Choice, Context, State, Style
from bot.dilemma.tree import Tree
from bot.ids import Body, NormId, Role, TreeId
from bot.matching.decide import Matcher
from bot.matching.measured import Measured
from bot.texts import Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Everything that `step` needs besides the state and the event. Immutable; a new revision makes a new desk."""

    library: Library
    tag: str
    """The tag of the library's revision, as buttons carry it."""
    earlier: Mapping[str, Library]
    """Earlier revisions that are loaded, by tag."""
    matcher: Matcher
    texts: Texts
    everybody: Context
    """What is known of everybody beforehand, such as the organisation."""
    now: datetime
    """The moment of the event that is being answered; until there is one, when this desk was made."""
    keeping: Keeping
    """What is kept of people, and for how long."""
    withdrawn: frozenset[str] = frozenset()
    """Tags of revisions that a rollback took back: nobody goes on in these."""
    measured: Measured | None = None
    """How often the bot was right when it was last measured, if it was."""

    def library_of(self, tag: str) -> Library | None:
        """The library of that revision, if it is loaded."""
        return self.library if tag == self.tag else self.earlier.get(tag)

    def organisation(self, context: Context) -> Organisation:
        """The organisation of the asker, or the generic one."""
        return self.library.organisation(context.organisation)

    def body(self, context: Context) -> Body | None:
        """The kind of body, as far as the asker said it."""
        return self.organisation(context).body if context.organisation else None

    def is_formal(self, state: State) -> bool:
        """Whether this person is called `u`."""
        chosen = state.manner.formal
        return self.organisation(state.context).is_formal if chosen is None else chosen

    def is_for(self, context: Context, roles: Collection[Role]) -> bool:
        """Whether something for these roles is for this asker; it is when the role is not known."""
        return context.role is None or context.role in roles

    def choice(self, label: str, move: Move, words: Iterable[str] = ()) -> Choice:
        """A button that makes this move."""
        return Choice(label=label, data=write(move, self.library.organisations), words=tuple(words))

    def page(self, context: Context, page: Page) -> Choice:
        """The button to a screen, with the words that also lead there."""
        words = self.texts.words(f"woorden.{page.value}")
        return self.choice(self.texts(f"knop.{page.value}"), ShowPage(context=context, page=page), words)

    def pages(self, context: Context, *pages: Page) -> tuple[Choice, ...]:
        """The buttons to these screens."""
        return tuple(self.page(context, page) for page in pages)

    def ways_on(self, context: Context) -> tuple[Choice, ...]:
        """The buttons of somebody who was not helped: a human first."""
        return self.pages(context, Page.HUMAN, Page.THEMES, Page.DILEMMAS)

    def words(self, *meanings: str) -> tuple[str, ...]:
        """All the words under these keys of `woorden`."""
        return tuple(word for meaning in meanings for word in self.texts.words(f"woorden.{meaning}"))

    def title_of(self, id_: str) -> str | None:
        """The title of the norm or tree with this id, if it is still there."""
        shown = self.library.norms.get(NormId(id_)) or self.library.trees.get(TreeId(id_))
        return shown.title if shown else None

    def begin(self, context: Context, tree: Tree) -> ShowWalk:
        """The start of a tree in the revision of today."""
        return ShowWalk(context=context, tag=self.tag, tree=tree_code(tree.id))

    def start_choice(self, context: Context, tree: Tree) -> Choice:
        """The button that starts a tree."""
        return self.choice(self.texts("knop.begin", boom=tree.button), self.begin(context, tree))

    def listed(self, parts: Sequence[str]) -> str:
        """`a, b en c`."""
        *before, last = parts
        return self.texts("boom.en", eerst=", ".join(before), laatst=last) if before else last

    def heading(self, key: str, **values: object) -> Block:
        """A fixed sentence as a heading."""
        return Block(text=self.texts(key, **values), style=Style.HEADING)

    def paragraph(self, key: str, **values: object) -> Block:
        """A fixed sentence as a paragraph."""
        return Block(text=self.texts(key, **values))

    def note(self, key: str, **values: object) -> Block:
        """A fixed sentence in the margin."""
        return Block(text=self.texts(key, **values), style=Style.NOTE)

    def bullet(self, key: str, **values: object) -> Block:
        """A fixed sentence in a list."""
        return Block(text=self.texts(key, **values), style=Style.BULLET)

    def own(self, text: str, context: Context, style: Style = Style.TEXT) -> Block:
        """A text from the content, with the values that the asker's organisation has for their role filled in."""
        return Block(text=fill(text, self.organisation(context), context.role), style=style)
