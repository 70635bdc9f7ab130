"""Sentences: where one ends, what counts as a word, and what is quoted."""

import pytest

from bot.content.sentences import sentences, without_quotes, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Eén zin", ["Eén zin"]),
        ("Wat nu? Bel 112! Echt... Ja.", ["Wat nu?", "Bel 112!", "Echt...", "Ja."]),
        (
            "Het staat in art. 28 van de wet. Vraag bijv. de griffier.",
            ["Het staat in art. 28 van de wet.", "Vraag bijv. de griffier."],
        ),
        ("Vraag dhr. J. de Vries of mr. Smit. Of een ander.", ["Vraag dhr. J. de Vries of mr. Smit.", "Of een ander."]),
        (
            "Pennen e.d. mogen. Ook taart, koek enz. Meer niet.",
            ["Pennen e.d. mogen.", "Ook taart, koek enz.", "Meer niet."],
        ),
        ("Om 09.00 uur, dat is o.a. goed. Bel dan.", ["Om 09.00 uur, dat is o.a. goed.", "Bel dan."]),
        ("Zie artikel 2. Élke keer.", ["Zie artikel 2.", "Élke keer."]),
        ('"Ik meldde het." Dat klopt niet.', ['"Ik meldde het."', "Dat klopt niet."]),
        ('Vraag "mag dit?" voordat je begint.', ['Vraag "mag dit?" voordat je begint.']),
        ("Let op:\n- een ding\n- nog een", ["Let op:", "- een ding", "- nog een"]),
        ("1. Doe dit.\n2. Doe dat.", ["1. Doe dit.", "2. Doe dat."]),
        ("Een regel die\ndoorloopt. En een\n\nNieuwe alinea", ["Een regel die\ndoorloopt.", "En een", "Nieuwe alinea"]),
        ("De grens. <geschenk_grens> is veel.", ["De grens.", "<geschenk_grens> is veel."]),
        ("  \n ", []),
    ],
)
def test_a_text_falls_apart_in_sentences(text: str, expected: list[str]) -> None:
    assert [sentence.text for sentence in sentences(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bel 0800 - 0113 of 088 - 133 10 00.", ["bel", "0800 - 0113", "of", "088 - 133 10 00"]),
        ("Zo’n auto's-foto en/of e-mail – nu", ["zo'n", "auto's-foto", "en/of", "e-mail", "nu"]),
        ("De grens is <geschenk_grens>, dus € 50.", ["de", "grens", "is", "<geschenk_grens>", "dus", "50"]),
        ("m.b.t. artikel 40a", ["m.b.t", "artikel", "40a"]),
        ("... – !", []),
    ],
)
def test_words_are_counted_as_a_reader_does(text: str, expected: list[str]) -> None:
    assert list(words(text)) == expected


def test_every_sentence_and_word_has_its_place_in_the_text() -> None:
    text = '  Eén. Twee <waarde_x> drie?\nVier "vijf." Bel 0800 - 2000. \'s Avonds ook.'
    for sentence in sentences(text):
        assert text[sentence.start :].startswith(sentence.text)
        for word, start in zip(sentence.words, sentence.starts, strict=True):
            assert text[start : start + len(word)] == word


def test_a_question_is_known_by_its_mark_also_within_quotes() -> None:
    assert [sentence.asks for sentence in sentences('Mag dit? "Mag dat?" Ja.')] == [True, True, False]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('Zeg "dank u" nu', "Zeg          nu"),
        ("Zeg “dank u” nu", "Zeg          nu"),
        ("Zeg ‘dank u’ nu", "Zeg          nu"),
        ("'s avonds en 's nachts", "'s avonds en 's nachts"),
        ("auto's en foto's", "auto's en foto's"),
    ],
)
def test_what_is_quoted_can_be_left_out_in_place(text: str, expected: str) -> None:
    assert without_quotes(text) == expected
