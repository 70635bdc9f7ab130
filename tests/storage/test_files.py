import os
from pathlib import Path

import pytest

from bot.errors import ContentError, StorageError
from bot.storage import files
from bot.storage.files import read_content, write_content, write_new, write_over


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "inhoud"
    for name, content in {
        "knowledge/themas.yaml": b"themas",
        "knowledge/normen/geschenken.yaml": "één".encode(),
        "dilemmas/geschenk.yaml": b"\xff\x00",
    }.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return root


CONTENT = {
    "dilemmas/geschenk.yaml": b"\xff\x00",
    "knowledge/normen/geschenken.yaml": "één".encode(),
    "knowledge/themas.yaml": b"themas",
}


def test_content_is_read_byte_for_byte_in_order_of_path(folder: Path) -> None:
    assert list(read_content(folder).items()) == list(CONTENT.items())


def test_what_is_no_content_is_skipped(folder: Path) -> None:
    for name in (
        "README.yaml",
        "knowledge/README.md",
        "knowledge/.verborgen.yaml",
        "knowledge/.git/config.yaml",
        "knowledge/normen/geschenken.yaml~",
        "knowledge/normen/geschenken.yaml.bak",
        "dilemmas/geschenk.svg",
    ):
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x")
    assert read_content(folder) == CONTENT


@pytest.mark.parametrize("name", ["dilemmas/x.yml", "dilemmas/X.YAML", "dilemmas/x.yaml.txt", "dilemmas/oud/x.yaml"])
def test_what_an_author_takes_for_content_is_left_to_the_compiler_to_refuse(folder: Path, name: str) -> None:
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_bytes(b"x")
    assert read_content(folder)[name] == b"x"


def test_one_of_the_two_folders_may_be_missing(folder: Path) -> None:
    (folder / "dilemmas" / "geschenk.yaml").unlink()
    (folder / "dilemmas").rmdir()
    assert set(read_content(folder)) == {"knowledge/normen/geschenken.yaml", "knowledge/themas.yaml"}


def test_a_link_within_the_folder_is_followed(folder: Path) -> None:
    (folder / "dilemmas" / "kopie.yaml").symlink_to(folder / "dilemmas" / "geschenk.yaml")
    assert read_content(folder)["dilemmas/kopie.yaml"] == b"\xff\x00"


def _large(folder: Path) -> None:
    (folder / "dilemmas" / "x.yaml").write_bytes(b"x" * 1_000_001)


def _many(folder: Path) -> None:
    for number in range(1_998):
        (folder / "dilemmas" / f"x{number}.yaml").touch()


def _link_out(folder: Path) -> None:
    (folder.parent / "buiten.yaml").write_bytes(b"geheim")
    (folder / "dilemmas" / "x.yaml").symlink_to(folder.parent / "buiten.yaml")


def _linked_folder(folder: Path) -> None:
    (folder / "knowledge" / "meer").symlink_to(folder / "dilemmas")


def _folder_linked_out(folder: Path) -> None:
    (folder / "knowledge").rename(folder.parent / "elders")
    (folder / "knowledge").symlink_to(folder.parent / "elders")


def _dangling(folder: Path) -> None:
    (folder / "dilemmas" / "x.yaml").symlink_to(folder / "weg.yaml")


def _circle(folder: Path) -> None:
    (folder / "dilemmas" / "x.yaml").symlink_to("x.yaml")


def _pipe(folder: Path) -> None:
    os.mkfifo(folder / "dilemmas" / "x.yaml")


def _invisible(folder: Path) -> None:
    (folder / "dilemmas" / "x\u202ey.yaml").touch()


def _undecodable(folder: Path) -> None:
    Path(os.fsdecode(os.fsencode(folder / "dilemmas") + b"/\xff.yaml")).touch()


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        (_large, r"^dilemmas/x\.yaml is groter dan 1 MB"),
        (_link_out, r"^dilemmas/x\.yaml is een koppeling naar een plek buiten"),
        (_linked_folder, "koppeling naar een map"),
        (_folder_linked_out, "buiten CONTENT_DIR"),
        (_dangling, "kan niet worden gelezen"),
        (_circle, "kan niet worden gelezen"),
        (_pipe, "geen gewoon bestand"),
        (_invisible, "onzichtbare of onleesbare tekens"),
        (_undecodable, "onzichtbare of onleesbare tekens"),
    ],
)
def test_a_file_that_cannot_be_content_is_refused(folder: Path, fault: object, sentence: str) -> None:
    assert callable(fault)
    fault(folder)
    with pytest.raises(ContentError, match=sentence) as raised:
        read_content(folder)
    assert str(folder.parent) not in str(raised.value)


def test_two_thousand_files_are_the_most(folder: Path) -> None:
    _many(folder)
    with pytest.raises(ContentError, match="meer dan 2000"):
        read_content(folder)
    (folder / "dilemmas" / "x0.yaml").unlink()
    assert len(read_content(folder)) == 2_000


def test_a_file_of_one_megabyte_may(folder: Path) -> None:
    (folder / "dilemmas" / "x.yaml").write_bytes(b"x" * 1_000_000)
    assert len(read_content(folder)["dilemmas/x.yaml"]) == 1_000_000


def test_the_whole_is_bounded_too(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_TOTAL_BYTES", 5)
    with pytest.raises(ContentError, match="samen groter"):
        read_content(folder)


def test_a_missing_or_wrong_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="CONTENT_DIR"):
        read_content(tmp_path / "nergens")
    with pytest.raises(ContentError, match="geen mappen"):
        read_content(tmp_path)


def test_what_is_written_reads_back_equal(tmp_path: Path) -> None:
    write_content(tmp_path / "diep" / "uit", CONTENT)
    assert read_content(tmp_path / "diep" / "uit") == CONTENT


def test_an_empty_folder_may_be_written(tmp_path: Path) -> None:
    (tmp_path / "uit").mkdir()
    write_content(tmp_path / "uit", CONTENT)
    assert read_content(tmp_path / "uit") == CONTENT


@pytest.mark.parametrize("present", ["knowledge/x.yaml", "iets.txt", ".verborgen"])
def test_a_folder_with_anything_in_it_is_left_alone(tmp_path: Path, present: str) -> None:
    path = tmp_path / "uit" / present
    path.parent.mkdir(parents=True)
    path.write_bytes(b"van mij")
    with pytest.raises(ContentError, match="niet leeg"):
        write_content(tmp_path / "uit", CONTENT)
    assert [p for p in (tmp_path / "uit").rglob("*") if p.is_file()] == [path]
    assert path.read_bytes() == b"van mij"


@pytest.mark.parametrize(
    "name",
    [
        "../x.yaml",
        "/knowledge/x.yaml",
        "knowledge/../../x.yaml",
        "knowledge/./x.yaml",
        "knowledge//x.yaml",
        "knowledge",
        "x.yaml",
        "",
        "knowledge/\0.yaml",
    ],
)
def test_a_name_outside_the_folder_is_never_written(tmp_path: Path, name: str) -> None:
    with pytest.raises(ContentError, match="buiten de map"):
        write_content(tmp_path / "uit", {**CONTENT, name: b"x"})
    assert not (tmp_path / "uit").exists()


def test_a_place_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "uit").write_bytes(b"een bestand")
    with pytest.raises(StorageError, match="kan niet worden geschreven"):
        write_content(tmp_path / "uit", CONTENT)
    assert (tmp_path / "uit").read_bytes() == b"een bestand"


def test_a_new_file_is_written_once_with_the_folders_around_it(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "c.yaml"
    assert write_new(path, b"een")
    assert not write_new(path, b"twee")
    assert path.read_bytes() == b"een"


def test_files_of_the_program_itself_are_replaced_and_others_stay(tmp_path: Path) -> None:
    (tmp_path / "ander").write_bytes(b"blijft")
    write_over(tmp_path, {"a": b"een", "b": b"een"})
    write_over(tmp_path, {"a": b"twee"})
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == {"a": b"twee", "b": b"een", "ander": b"blijft"}


def test_a_file_where_a_folder_should_be_says_so(tmp_path: Path) -> None:
    (tmp_path / "dicht").write_bytes(b"")
    with pytest.raises(StorageError, match="kan niet worden geschreven"):
        write_new(tmp_path / "dicht" / "a.yaml", b"")
    with pytest.raises(StorageError, match="kan niet worden geschreven"):
        write_over(tmp_path / "dicht", {"a": b""})
