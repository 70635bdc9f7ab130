"""What to do with a question, through the public door."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ids import Role
from bot.matching.decide import CHOICES, SHOWN, Answer, Candidate, Decision, Decline, Matcher, Suggest, Urgent
from bot.matching.index import build
from tests.matching.invented import CONCEPTS, ELSEWHERE, ENTRIES

MATCHER = Matcher(build(ENTRIES, CONCEPTS, ELSEWHERE))
HOSTILE = {
    "a wall of one letter": "a" * 4_096,
    "emoji": "\U0001f600" * 4_096,
    "NFKC grows eighteen times": "\ufdfa" * 4_096,
    "zalgo": "z" + "\u0300\u0301\u0302" * 1_365,
    "lone surrogates": "\ud800" * 4_096,
    "surrogates in a word": "cadeau\ud800\udfff\ud83d",
    "NUL": "\x00" * 4_096,
    "control characters": "\x1b[31m\x9b\x07cadeau\x00",
    "right-to-left overrides": "\u202e\u2066cadeau\u2069" * 400,
    "4,096 words": "w " * 4_096,
    "different words": " ".join(f"{a}{b}{c}" for a in "abcdefghij" for b in "abcdefghij" for c in "abcdefghij"),
    "a megabyte": "cadeau " * 150_000,
    "spaces": " " * 100_000,
    "look-alikes": "саdеаu " * 500,
    "injection": "'; DROP TABLE message;-- {0.__class__} %s ${x} {{7*7}} <b>",
    "slow for regular expressions": "a" * 30 + "!" * 1_000,
}


def _ids(decision: Decision) -> list[str]:
    assert not isinstance(decision, Urgent)
    return [candidate.id for candidate in decision.candidates]


@pytest.mark.parametrize(
    ("question", "norm"),
    [
        ("krijg van een aannemer een dure fles wijn mag dat", "gift"),
        ("mag ik meestemmen over het huis van mijn zus", "vote"),
        ("de krant heeft een vertrouwelijk rapport over de vergadering gelekt", "secret"),
    ],
)
def test_a_clear_question_is_answered(matcher: Matcher, question: str, norm: str) -> None:
    decision = matcher.match(question)
    assert isinstance(decision, Answer)
    assert decision.candidates[0].id == norm


def test_a_tree_is_no_rival_of_its_norm_and_takes_no_place_below_it(matcher: Matcher) -> None:
    decision = matcher.match("krijg van een aannemer een dure fles wijn mag dat")
    assert isinstance(decision, Answer)
    assert "cadeauboom" not in _ids(decision)


@pytest.mark.parametrize("question", ["", " \n", "?", "de", "ja", "nee", "ok", "\U0001f600", "12", "hallo", "\u200b"])
def test_what_says_nothing_is_declined(matcher: Matcher, question: str) -> None:
    assert isinstance(matcher.match(question), Decline)


@pytest.mark.parametrize(
    "question", ["wat voor weer wordt het morgen", "Mag ik mijn pensioen eerder opnemen", "recept voor lasagne"]
)
def test_what_belongs_elsewhere_is_declined(matcher: Matcher, question: str) -> None:
    assert isinstance(matcher.match(question), Decline)


def test_one_word_that_may_mean_several_things_is_asked_back(matcher: Matcher) -> None:
    decision = matcher.match("eigen")
    assert isinstance(decision, Suggest | Decline)


def test_a_phrase_of_two_norms_is_asked_back() -> None:
    both = [entry for entry in ENTRIES if entry.kind == "norm"][:2]
    twins = [type(e)(kind="norm", id=e.id, title=e.title, phrases=(*e.phrases, "mag dit eigenlijk wel")) for e in both]
    decision = Matcher(build(twins, [])).match("Mag dit eigenlijk wel?")
    assert isinstance(decision, Suggest)
    assert sorted(_ids(decision)) == ["gift", "job"]


def test_danger_comes_before_any_match(matcher: Matcher) -> None:
    assert matcher.match("mag ik een cadeau aannemen, ik wil niet meer leven") == Urgent("eerst")  # type: ignore[arg-type]


@given(
    st.text(max_size=400)
    | st.lists(st.sampled_from("mag ik cadeau wijn stemmen geheim baan zus".split())).map(" ".join)
)
def test_every_decision_keeps_its_shape(question: str) -> None:
    decision = MATCHER.match(question)
    assert not isinstance(decision, Urgent)
    candidates = decision.candidates
    assert [c.confidence for c in candidates] == sorted((c.confidence for c in candidates), reverse=True)
    assert len({(c.kind, c.id) for c in candidates}) == len(candidates) <= SHOWN
    match decision:
        case Answer():
            assert candidates
        case Suggest():
            assert 2 <= len(candidates) <= CHOICES
        case Decline():
            pass


@pytest.mark.parametrize("question", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_input_is_handled_in_bounded_time(matcher: Matcher, question: str) -> None:
    took = []
    for _ in range(3):
        started = time.perf_counter()
        matcher.match(question)
        took.append(time.perf_counter() - started)
    assert min(took) <= 0.05


def test_look_alikes_and_invisible_characters_change_nothing(matcher: Matcher) -> None:
    plain = matcher.match("mag ik een cadeau van een leverancier aannemen")
    assert matcher.match("m\u200bag ik een саdеаu van een leveran\u00adcier aannemen") == plain


def test_the_same_question_gives_the_same_decision(matcher: Matcher) -> None:
    assert matcher.match("wijn van mijn zus", Role.MEMBER) == matcher.match("wijn van mijn zus", Role.MEMBER)


def test_an_explanation_names_words_of_the_question(matcher: Matcher) -> None:
    question = "fles wijn van een leverancier"
    decision = matcher.match(question)
    assert not isinstance(decision, Urgent)
    found = matcher.explain(question, decision.candidates[0])
    assert set(found.words) <= set(question.split())
    assert found.phrase in ENTRIES[0].phrases


def test_a_candidate_of_another_index_cannot_be_explained(matcher: Matcher) -> None:
    with pytest.raises(KeyError):
        matcher.explain("wijn", Candidate(kind="tree", id="gift", confidence=0.5))


def test_without_content_everything_is_declined() -> None:
    assert Matcher.of([], []).match("mag ik een cadeau aannemen") == Decline()
