"""Why an entry came up."""

import pytest

from bot.matching.explain import WORDS, explain
from bot.matching.features import read
from bot.matching.index import Index


def test_the_words_are_those_of_the_asker_in_their_order_and_without_function_words(index: Index) -> None:
    found = explain(index, read("Mag ik van de Aannemer een fles wijn aannemen?", index.concepts), 0)
    assert found.words == ("aannemer", "fles", "wijn", "aannemen")


def test_the_phrase_is_the_nearest_as_its_author_wrote_it(index: Index) -> None:
    assert explain(index, read("bloemen van een inwoner", index.concepts), 0).phrase == (
        "kreeg een bos bloemen van een inwoner, mag dat?"
    )


def test_a_word_known_by_its_concept_only_still_leads_to_a_phrase(index: Index) -> None:
    assert "zus" in explain(index, read("mijn zwager", index.concepts), 2).phrase


@pytest.mark.parametrize("text", ["", "?", "de het een", "cadeau " * 60])
def test_there_is_always_an_explanation_and_it_is_short(index: Index, text: str) -> None:
    found = explain(index, read(text, index.concepts), 0)
    assert len(found.words) <= WORDS
    assert found.phrase
