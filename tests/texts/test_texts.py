"""The fixed sentences: every key is used, every key that is used exists, and the language is plain."""

import re
from pathlib import Path

import pytest

from bot import app
from bot.conversation.button import VANISHING, Page
from bot.conversation.turn import Kind, Medium
from bot.dilemma.tree import Verdict
from bot.ids import Body, Role
from bot.settings import LOG_LEVELS
from bot.texts import Texts, flatten

BOT = Path(app.__file__).parent
TEXTS = app.load_texts()
VARIANTS = {
    "page": [page.value for page in Page],
    "role": [role.value for role in Role],
    "body": [body.value for body in Body],
    "verdict": [verdict.value for verdict in Verdict],
    "medium": [medium.value for medium in Medium],
    "key": [
        "terug",
        "antwoorden",
        "wat-als",
        "wijzigen",
        "bewaren",
        "organisatie",
        "verder",
        "vraag-opnieuw",
    ],
    "part": ["meteen", "keuzes", "fout", "rest"],
    "name": ["start", "keuzehulp", "themas", "mens", "privacy", "kwaliteit", "instellingen", "vergeet", "stop", "help"],
    "word": ["answer", "suggest", "decline", "urgent"],
    "kind": ["norm", "tree"],
    "level": [*(level.lower() for level in LOG_LEVELS), "scherm"],
    "meaning": [
        "veilig",
        *("waarom", "waarom-vraag", "makkelijk", "meer", "voor-mij", "antwoord", "terug", "verder", "antwoorden"),
        *(
            "wat-als",
            "wijzigen",
            "bewaren",
            "niet-bedoeld",
            "ja",
            "wie-nu",
            "kort",
            "dank",
            "afscheid",
            "voorlezen",
            "zwaar",
            "boos",
        ),
    ],
    "called": ["u", "je", "plat", "opgemaakt", *(f"verdwijn-{minutes}" for minutes in ("nooit", *VANISHING))],
    "which": ["rol-begin", "rol-is", "rol-als", "ikzelf", "wie-doet", "ik-doe"],
    "talk": ["dank", "afscheid", "voorlezen", "zwaar", "boos"],
    "tongue": ["engels", "nederlands"],
    "minutes": ["nooit", *map(str, VANISHING)],
    "sent": [kind.value for kind in Kind],
}
"""What the parts between braces in a key stand for; the last name in such a part says which."""
_KEY = re.compile(r'"([a-z]+(?:-[a-z]+)*(?:\.[a-z{}_\-.]+)?)"')


def keys_in_code() -> set[str]:
    """Every text in the code that has the form of a key of ours, with its variable part written out."""
    top = {key.partition(".")[0] for key in TEXTS}
    found: set[str] = set()
    for path in BOT.rglob("*.py"):
        for literal in re.findall(r'f?"([^"\n]+)"', path.read_text(encoding="utf-8")):
            parts = re.split(r"\{([^}]*)\}", literal)
            if not re.fullmatch(r"[a-z.\-]*", "".join(parts[::2])) or literal.partition(".")[0] not in top:
                continue
            names = [re.split(r"[.(]", part.removesuffix(".value"))[-1] for part in parts[1::2]]
            if not names:
                found.add(literal)
            elif len(names) == 1:
                found |= {parts[0] + variant + parts[2] for variant in VARIANTS[_kind_of(names[0])]}
    return found


def _kind_of(name: str) -> str:
    return {"r": "role", "id_": "kind"}.get(name, name)


def test_every_key_is_used_and_every_key_that_is_used_exists() -> None:
    used = {key for key in keys_in_code() if "." in key or key in set(TEXTS)}
    optional = {f"woorden.{page.value}" for page in Page}
    assert set(TEXTS) - used == set()
    assert {key for key in used - set(TEXTS) if key not in optional and key.partition(".")[0] != "bot"} == set()


def test_sentences_are_short() -> None:
    for key in TEXTS:
        if key.startswith(("woorden.", "help.opdrachten")):
            continue
        for sentence in re.split(r"(?<=[.!?:])\s+", TEXTS(key, **dict.fromkeys(TEXTS.fields(key), "x"))):
            assert len(sentence.split()) <= 20, (key, sentence)


@pytest.mark.belofte(10)
@pytest.mark.parametrize(
    "forbidden", ["100%", "100 %", "volledig anoniem", "niemand kan", "wij weten niet wie je bent", "altijd geheim"]
)
def test_nothing_is_promised_that_cannot_be_kept(forbidden: str) -> None:
    for key in TEXTS:
        assert forbidden not in TEXTS(key, **dict.fromkeys(TEXTS.fields(key), "x")).lower(), key


def test_end_to_end_encryption_is_only_denied() -> None:
    for key in TEXTS:
        text = TEXTS(key, **dict.fromkeys(TEXTS.fields(key), "x"))
        assert text.count("end-to-end") == len(re.findall(r"niet\s+end-to-end", text)), key


def test_a_value_is_inserted_as_it_is_and_never_read_as_a_template() -> None:
    texts = Texts({"a": "Hallo {naam}."})
    assert texts("a", naam="{naam} {0.__class__} %s") == "Hallo {naam} {0.__class__} %s."
    with pytest.raises(KeyError):
        texts("a")
    with pytest.raises(KeyError):
        texts("b")


def test_nested_texts_become_keys_with_dots() -> None:
    assert flatten({"a": {"b": " x ", "c": {"d": "y"}}, "e": "z"}) == {"a.b": "x", "a.c.d": "y", "e": "z"}
