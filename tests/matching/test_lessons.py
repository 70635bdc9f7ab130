"""What is learned from."""

from bot.matching.entries import Entry, phrases_of
from bot.matching.features import Concepts
from bot.matching.lessons import WORD, lessons_of, wordings_of

ENTRIES = [
    Entry(kind="norm", id="gift", title="De fles", phrases=("fles wijn",), words=("kado", "kado", "?")),
    Entry(kind="norm", id="vote", title="Stemmen", phrases=()),
]
NONE = Concepts.of([])
LESSONS = lessons_of(ENTRIES, phrases_of(ENTRIES), ("hoe laat is het", "hoe laat is het", "..."), NONE)


def test_questions_words_and_what_belongs_elsewhere_are_lessons_each_once() -> None:
    found = [(" ".join(lesson.reading.words), lesson.owner, lesson.count, lesson.is_question) for lesson in LESSONS]
    assert found == [
        ("de fles", 0, 1.0, True),
        ("fles wijn", 0, 1.0, True),
        ("stemmen", 1, 1.0, True),
        ("hoe laat is het", 2, 1.0, True),
        ("kado", 0, WORD, False),
    ]


def test_a_wording_holds_content_words_and_nothing_from_elsewhere() -> None:
    assert wordings_of(LESSONS, 2) == (frozenset({"sfles", "swijn", "skado"}), frozenset({"sstem"}))
