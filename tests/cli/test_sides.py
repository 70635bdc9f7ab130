"""Content by name, as `diff` and `evaluate --compare` are given it; stored revisions stand with those commands."""

from pathlib import Path

import pytest
import typer

from bot.cli.base import settings
from bot.cli.sides import PUBLISHED, content_named, libraries_of
from tests.cli.conftest import Wegwijzer


def test_a_folder_is_content_by_its_path(wegwijzer: Wegwijzer, own_content: Path) -> None:
    compiled = content_named(settings(), str(own_content), "Noem een map.")
    (library,) = libraries_of({"oude": compiled}, as_json=False)
    assert len(library.norms) == 2


@pytest.mark.parametrize("name", ["weg", "77", PUBLISHED])
def test_what_is_not_there_is_said_with_what_to_type_instead(
    wegwijzer: Wegwijzer, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        content_named(settings(), name, "Noem een map.")
    assert ended.value.code == 2
    assert "Noem een map." in capsys.readouterr().err


def test_a_side_that_does_not_compile_is_shown_with_its_problems(
    wegwijzer: Wegwijzer, own_content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = content_named(settings(), str(own_content), "")
    (own_content / "dilemmas/geschenk.yaml").write_text("id: [", encoding="utf-8")
    with pytest.raises(typer.Exit):
        libraries_of({"oude": whole, "nieuwe": content_named(settings(), str(own_content), "")}, as_json=False)
    out = capsys.readouterr().out
    assert "De nieuwe inhoud heeft" in out
    assert "De oude inhoud" not in out
