"""The command line as a whole: help, exit codes, settings, and what is never shown."""

import pytest

from bot import app
from tests.cli.conftest import Wegwijzer

COMMANDS = (
    "run",
    "chat",
    "ask",
    "walk",
    "check",
    "diff",
    "evaluate",
    "content",
    "content import",
    "content export",
    "content history",
    "content rollback",
)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(wegwijzer: Wegwijzer, command: str) -> None:
    code, out, _ = wegwijzer(*command.split(), "--help")
    assert code == 0
    assert "--help" in out


@pytest.mark.parametrize(
    "arguments",
    [
        ("onbekend",),
        ("walk",),
        ("walk", "geschenken"),
        ("walk", "geschenk", "--answers", "gever"),
        ("walk", "geschenk", "--answers", "geefer=x"),
        ("walk", "geschenk", "--answers", "gever=x"),
        ("walk", "geschenk", "--role", "koning"),
        ("chat", "--role", "koning"),
        ("evaluate", "bestaat-niet.jsonl"),
        ("check", "bestaat-niet"),
        ("check", "/"),
        ("diff",),
        ("diff", "3"),
        ("diff", "gepubliceerd"),
        ("diff", "--questions", "bestaat-niet.jsonl"),
    ],
    ids=" ".join,
)
def test_bad_input_is_refused_with_a_sentence_and_exit_code_2(wegwijzer: Wegwijzer, arguments: tuple[str, ...]) -> None:
    code, _, err = wegwijzer(*arguments)
    assert code == 2
    assert err.strip()
    assert "Traceback" not in err


def test_a_slip_of_the_pen_gets_a_suggestion(wegwijzer: Wegwijzer) -> None:
    assert "Bedoelde je `geschenk`?" in wegwijzer("walk", "geschenken")[2]


@pytest.mark.parametrize(
    ("name", "value"),
    [("TIMEZONE", "Mars"), ("TELEGRAM_BOT_TOKN", "x"), ("LOG_LEVEL", "DEBUG"), ("TELEGRAM_BOT_TOKEN", "geheim\nx")],
)
@pytest.mark.parametrize("command", ["run", "check", "ask"])
def test_an_unusable_setting_is_named_and_never_shown(
    wegwijzer: Wegwijzer, monkeypatch: pytest.MonkeyPatch, name: str, value: str, command: str
) -> None:
    monkeypatch.setenv(name, value)
    code, _, err = wegwijzer(command)
    assert code == 78
    assert name in err
    assert "geheim" not in err


def test_an_unknown_organisation_is_refused_with_the_ones_that_exist(wegwijzer: Wegwijzer) -> None:
    code, _, err = wegwijzer("chat", "--organisation", "atlantis")
    assert code == 78
    assert "gemeente" in err


def test_a_mistake_of_ours_is_one_sentence_without_what_was_typed(
    wegwijzer: Wegwijzer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("geheime vraag")

    monkeypatch.setattr(app, "make_desk", fail)
    code, _, err = wegwijzer("ask", "geheime vraag")
    assert code == 1
    assert "RuntimeError" in err
    assert "geheime" not in err
