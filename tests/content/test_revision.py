"""The revision: one name for one set of files, for ever."""

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from bot.content.revision import revision_of, revision_tag
from tests.content.overlay import GOOD


def test_a_revision_is_known_by_its_files() -> None:
    def part(raw: bytes) -> bytes:
        return len(raw).to_bytes(8, "big") + raw

    digest = hashlib.sha256(part(b"a.yaml") + part(b"x") + part("é.yaml".encode()) + part(b""))
    assert revision_of({"é.yaml": b"", "a.yaml": b"x"}) == digest.hexdigest()
    assert revision_of({}) == hashlib.sha256(b"").hexdigest()


@given(
    st.dictionaries(st.text(max_size=5), st.binary(max_size=5), max_size=4), st.text(max_size=5), st.binary(max_size=5)
)
def test_a_revision_changes_with_every_change_and_with_nothing_else(
    files: dict[str, bytes], name: str, raw: bytes
) -> None:
    assert revision_of(files) == revision_of(dict(reversed(files.items())))
    assert (revision_of({**files, name: raw}) == revision_of(files)) == (files.get(name) == raw)


def test_the_name_of_a_set_of_files_never_changes() -> None:
    known = "0aa8ae6a71f25fc0125681b094c8a1344884de767857ed0cb58c163c02b35246"
    assert revision_of({"dilemmas/geschenk.yaml": b"schema: boom/1\n"}) == known


def test_a_tag_is_the_beginning_of_the_name() -> None:
    tag = revision_tag(revision_of(GOOD))
    assert len(tag) == 8 and tag.isascii()
