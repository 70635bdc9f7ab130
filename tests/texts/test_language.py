"""The fixed sentences obey the same rules of language as the content that authors write."""

import json
from pathlib import Path

from bot import app
from bot.content.compiler import compile_content
from bot.storage.files import read_content

TEXTS = app.load_texts()
THEMES = "knowledge/themas.yaml"
AS_IT_IS = {
    "verslag.waarden": "T04",  # stands in a report for authors, which may show code
    "privacy.functionaris": "T06",  # what this officer is called
    "privacy.functionaris-van": "T06",
}


def test_the_compiler_finds_nothing_to_say_about_the_language_of_our_own_sentences() -> None:
    keys = [key for key in TEXTS if not key.startswith("woorden.")]
    shown = [TEXTS(key, **dict.fromkeys(TEXTS.fields(key), "iets")) for key in keys]
    files = dict(read_content(Path(__file__).parent.parent.parent))
    page = "  - id: vaste-zinnen\n    titel: Vaste zinnen\n    knop: Vaste zinnen\n    pagina:\n"
    before = files[THEMES].decode() + page
    files[THEMES] = (before + "".join(f"      - {json.dumps(text, ensure_ascii=False)}\n" for text in shown)).encode()
    first = before.count("\n") + 1
    found = [d for d in compile_content(files, focus=THEMES).diagnostics if d.span.line >= first]
    told = [(keys[d.span.line - first], d.code, d.message) for d in found if d.code[0] in "TU"]
    assert [note for note in told if AS_IT_IS.get(note[0]) != note[1]] == []


def test_a_long_sentence_among_them_would_be_found() -> None:
    files = dict(read_content(Path(__file__).parent.parent.parent))
    long = "Dit is een zin die " + "heel " * 20 + "lang is en dus niet zo makkelijk leest."
    files[THEMES] += f"  - id: x-y\n    titel: Iets\n    knop: Iets\n    pagina:\n      - {long}\n".encode()
    assert "T05" in {d.code for d in compile_content(files, focus=THEMES).diagnostics}
