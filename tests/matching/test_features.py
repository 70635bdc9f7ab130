"""What there is to recognise in a text."""

from hypothesis import given
from hypothesis import strategies as st

from bot.content.models import Concept
from bot.matching.features import BLOCKS, Concepts, features_of, read

CONCEPTS = Concepts.of(
    [
        Concept(id="drank", words=("wijn", "fles whisky")),
        Concept(id="feest", words=("wijn", "borrel")),
        Concept(id="familie", words=("koude kant", "zwager")),
    ]
)


def test_a_word_may_belong_to_several_concepts() -> None:
    assert read("Wijnen!", CONCEPTS).concepts == (frozenset({"drank", "feest"}),)


def test_a_phrase_of_a_concept_counts_only_when_it_is_whole() -> None:
    assert read("mijn koude kant", CONCEPTS).concepts == (frozenset(), frozenset({"familie"}), frozenset({"familie"}))
    assert not any(read("aan de kant", CONCEPTS).concepts)


def test_the_last_part_of_a_compound_brings_its_concept() -> None:
    assert read("kerstborrel", CONCEPTS).concepts == (frozenset({"feest"}),)


def test_stop_words_stay_and_content_words_count_once() -> None:
    reading = read("mag ik de wijn of de wijnen", CONCEPTS)
    assert {"smag", "sik", "swijn", "cdrank"} <= set(features_of(reading))
    assert [reading.words[place] for place in reading.content] == ["wijn"]


def test_stem_pairs_know_where_a_text_begins_and_ends() -> None:
    assert {"p^ mag", "pmag wijn", "pwijn $"} <= set(features_of(read("mag wijn", CONCEPTS)))


def test_parts_of_words_have_edges() -> None:
    assert {"2<w", "3wij", "4ijn>", "5wijn>"} <= set(features_of(read("wijn", CONCEPTS)))


@given(st.text(max_size=400))
def test_every_feature_is_of_a_known_kind(text: str) -> None:
    reading = read(text, CONCEPTS)
    assert all(feature[0] in BLOCKS for feature in features_of(reading))
    assert len(reading.words) == len(reading.stems) == len(reading.concepts)
