"""The boxes of a picture before they have a place: which lines of text stand in them, and how large that makes them."""

from dataclasses import dataclass

from bot.content.folding import is_doubt
from bot.dilemma.tree import Option, Outcome, Question
from bot.ids import Role
from bot.studio.chart import Chart, only_for
from bot.studio.lettering import Lettering
from bot.texts import Texts

QUESTION = Lettering(size=17, bold=True)
ANSWER = Lettering(size=16)
HEADING = Lettering(size=16, bold=True)
KIND = Lettering(size=14, bold=True)
SMALL = Lettering(size=13.5)
MARK = Lettering(size=14, bold=True)

PADDING = 10.0
GAP = 4.0
BADGE = 26.0
"""The height of the sign that holds a number or a letter; also its room in a row."""
CARD_WIDTH = 250.0
OUTCOME_WIDTH = 170.0
_NORM_WIDTH = 26.0
_ROW_LEAST = BADGE + 2 * GAP


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One answer in the box of its question. `top` counts from the top of the box."""

    option: Option
    is_doubt: bool
    label: tuple[str, ...]
    note: tuple[str, ...]
    """For whom it is, when it is not for everyone."""
    norm: str | None
    """The sign of the norm that makes it matter, such as `§2`."""
    top: float
    height: float

    @property
    def middle(self) -> float:
        """Where a line leaves, counted from the top of the box."""
        return self.top + self.height / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """The box of a question: its number, its text, and a row for each answer."""

    question: Question
    mark: str
    name: str
    """Such as `Vraag 3`."""
    text: tuple[str, ...]
    note: tuple[str, ...]
    head: float
    """The height of what stands above the answers."""
    rows: tuple[Row, ...]

    @property
    def height(self) -> float:
        """Of the whole box."""
        return self.head + sum(row.height for row in self.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """The box of an outcome: its letter, its kind in words, and its heading."""

    outcome: Outcome
    mark: str
    kind: tuple[str, ...]
    heading: tuple[str, ...]

    @property
    def head(self) -> float:
        """The height of the sign and the kind."""
        return max(BADGE + 6, len(self.kind) * KIND.line)

    @property
    def height(self) -> float:
        """Of the whole box."""
        return round(PADDING * 2 + self.head + GAP + len(self.heading) * HEADING.line, 1)


def card_of(question: Question, chart: Chart, texts: Texts) -> Card:
    """The box of this question."""
    mark = chart.marks[question.id]
    room = CARD_WIDTH - 2 * PADDING
    text = QUESTION.lines(question.text, room)
    note = _note(question.roles, room, texts)
    head = PADDING * 2 + BADGE + GAP + len(text) * QUESTION.line + len(note) * SMALL.line
    rows: list[Row] = []
    top = head
    for option in question.options:
        rows.append(_row(option, chart, texts, top))
        top += rows[-1].height
    name = texts("tekening.vraag", nummer=mark)
    return Card(question=question, mark=mark, name=name, text=text, note=note, head=head, rows=tuple(rows))


def ending_of(outcome: Outcome, chart: Chart, texts: Texts) -> Ending:
    """The box of this outcome."""
    room = OUTCOME_WIDTH - 2 * PADDING
    return Ending(
        outcome=outcome,
        mark=chart.marks[outcome.id],
        kind=KIND.lines(texts(f"soort.{outcome.verdict.value}"), room - BADGE - 8),
        heading=HEADING.lines(outcome.heading, room),
    )


def _row(option: Option, chart: Chart, texts: Texts, top: float) -> Row:
    number = chart.norm_number(option)
    norm = None if number is None else texts("tekening.norm", nummer=number)
    room = CARD_WIDTH - 2 * PADDING - BADGE - 8 - (_NORM_WIDTH if norm else 0)
    label = ANSWER.lines(option.label, room)
    note = _note(option.roles, room, texts)
    height = max(_ROW_LEAST, 12 + len(label) * ANSWER.line + len(note) * SMALL.line)
    return Row(
        option=option, is_doubt=is_doubt(option), label=label, note=note, norm=norm, top=top, height=round(height, 1)
    )


def _note(roles: frozenset[Role], room: float, texts: Texts) -> tuple[str, ...]:
    named = only_for(roles)
    if not named:
        return ()
    words = ", ".join(texts(f"rol.{role.value}").lower() for role in named)
    return SMALL.lines(texts("tekening.alleen", rollen=words), room)
