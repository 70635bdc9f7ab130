"""How listed words are used, on a few invented entries."""

import pytest

from bot.content.models import Concept
from bot.matching.index import Entry, build
from bot.review.wordlists import Words, words_used

GIFT = Entry(
    kind="norm",
    id="gift",
    title="Cadeaus",
    phrases=(
        "mag ik bonbons van een aannemer houden",
        "een doos bonbons van de buren",
        "twee keer bonbons, mag dat",
        "fles wijn van een aannemer",
    ),
    words=("aannemer", "Relatiegeschenk", "doos met wijn", "fles wijn"),
)
JOB = Entry(
    kind="norm",
    id="job",
    title="Een baan ernaast",
    phrases=("een bijbaan bij de buren", "trainer bij de buren", "in het weekend klussen"),
    words=("bijbaan",),
)
TREE = Entry(kind="tree", id="boom", title="Wat nu?", phrases=("klussen of niet", "een klusje"), words=("pannenkoek",))


@pytest.fixture(scope="module")
def words() -> Words:
    concepts = (Concept(id="bezigheid", words=("klussen", "trainer")),)
    return words_used(build((GIFT, JOB, TREE), concepts), concepts, ["recept voor een pannenkoek"])


def test_words_that_no_list_has_are_named_with_their_entries_most_frequent_first(words: Words) -> None:
    assert [(one.word, one.times, [e.id for e in one.entries]) for one in words.unlisted] == [
        ("bonbons", 3, ["gift"]),
        ("buren", 3, ["job", "gift"]),
    ]


def test_words_of_a_concept_are_known(words: Words) -> None:
    assert "klussen" not in {one.word for one in words.unlisted}


def test_listed_words_that_nobody_says_are_named_whole_phrases_too(words: Words) -> None:
    (unused,) = words.unused
    assert unused.entry is GIFT
    assert unused.words == ("Relatiegeschenk", "doos met wijn")
    assert unused.listed == 4


def test_a_word_that_is_spread_over_many_entries_says_nothing() -> None:
    entries = [
        Entry(kind="norm", id=name, title=name, phrases=("pinguin", f"pinguin {name}")) for name in ("a", "b", "c")
    ]
    assert words_used(build(entries, ()), (), ()).unlisted == ()
