"""The log: our own lines without tokens, faults without their messages."""

import asyncio
import gc
import io
import logging
import sys
import threading
import warnings
from collections.abc import Iterator

import pytest

from bot.logs import describe, hide_tracebacks, on_loop_fault, redact, setup_logging

TOKEN = "123456:AAF-made_up_token_for_tests_1234567"
CANARY = "mijn-buurman-heet-Kanarie"


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """What the log shows, set up as in production; everything is put back afterwards."""
    root = logging.getLogger()
    level, hooks = root.level, (sys.excepthook, threading.excepthook, sys.unraisablehook)
    stream = io.StringIO()
    with warnings.catch_warnings():
        setup_logging("INFO", ["sesam"], stream)
        yield stream
        logging.captureWarnings(False)
    root.setLevel(level)
    for handler in root.handlers[:]:
        if getattr(handler, "stream", None) is stream:
            root.removeHandler(handler)
    sys.excepthook, threading.excepthook, sys.unraisablehook = hooks


def _fail() -> None:
    try:
        int(CANARY)
    except ValueError as error:
        raise KeyError(CANARY) from error


def test_our_own_lines_are_shown(lines: io.StringIO) -> None:
    logging.getLogger("bot.app").info("%d normen geladen", 12)
    assert lines.getvalue().endswith(" INFO bot.app: 12 normen geladen\n")


def test_lines_below_the_level_are_not_shown(lines: io.StringIO) -> None:
    logging.getLogger("bot.app").debug("stil")
    assert lines.getvalue() == ""


def test_setting_up_again_does_not_double_the_lines(lines: io.StringIO) -> None:
    setup_logging("INFO", (), lines)
    logging.getLogger("bot.app").info("eens")
    assert lines.getvalue().count("eens") == 1


@pytest.mark.belofte(8)
def test_tokens_and_secrets_are_blotted_out(lines: io.StringIO) -> None:
    log = logging.getLogger("bot.app")
    log.info("adres https://api.telegram.org/bot%s/getUpdates, sleutel %s", TOKEN, "sesam")
    log.info("gecodeerd %s", TOKEN.replace(":", "%3A"))
    log.info("als woordenboek %(t)s", {"t": TOKEN})
    assert "AAF-" not in lines.getvalue()
    assert "sesam" not in lines.getvalue()
    assert "adres https://api.telegram.org/bot[token]/getUpdates, sleutel [geheim]\n" in lines.getvalue()


def test_redact_leaves_other_text_alone() -> None:
    assert redact("dilemmas/geschenk.yaml:6:15: 12:30 en 1:2") == "dilemmas/geschenk.yaml:6:15: 12:30 en 1:2"


@pytest.mark.belofte(8)
def test_an_exception_shows_type_and_place_but_not_its_message(lines: io.StringIO) -> None:
    try:
        _fail()
    except KeyError as error:
        logging.getLogger("bot.app").exception("het ging mis")
        logging.getLogger("bot.app").error("het ging mis: %s", error)
        logging.getLogger("bot.app").error(error)
    shown = lines.getvalue()
    assert CANARY not in shown
    assert shown.count("\n") == 3
    for line in shown.splitlines():
        assert f"KeyError bij {__name__}:" in line
        assert f", door ValueError bij {__name__}:" in line


def test_describe_shows_the_parts_of_a_group_and_ends_on_a_circle() -> None:
    one, two = ValueError(CANARY), TypeError(CANARY)
    one.__cause__, two.__cause__ = two, one
    assert describe(ExceptionGroup(CANARY, [one])) == "ExceptionGroup (ValueError, door TypeError)"


def test_describe_leaves_out_what_was_suppressed() -> None:
    error = ValueError(CANARY)
    error.__context__ = KeyError(CANARY)
    error.__suppress_context__ = True
    assert describe(error) == "ValueError"


@pytest.mark.belofte(8)
@pytest.mark.parametrize("name", ["httpx", "telegram.ext.Application", "asyncio", "apscheduler", "elders", "bots"])
def test_another_library_says_where_but_not_what(lines: io.StringIO, name: str) -> None:
    logging.getLogger(name).warning("verzoek %s", CANARY)
    logging.getLogger(name).warning(f"taak {CANARY}")
    assert CANARY not in lines.getvalue()
    assert lines.getvalue().count(f"WARNING {name}: melding (test_logs:") == 2


@pytest.mark.parametrize("name", ["httpx", "httpcore.connection", "telegram.ext.Updater", "apscheduler", "asyncio"])
def test_libraries_are_silent_while_all_is_well(lines: io.StringIO, name: str) -> None:
    logging.getLogger(name).info("verzoek")
    assert lines.getvalue() == ""


def test_a_level_above_warning_holds_for_libraries_too(lines: io.StringIO) -> None:
    setup_logging("ERROR", (), lines)
    logging.getLogger("httpx").warning("verzoek")
    assert lines.getvalue() == ""


@pytest.mark.belofte(8)
def test_a_warning_of_python_does_not_show_its_text(lines: io.StringIO) -> None:
    warnings.simplefilter("always")
    warnings.warn(CANARY, stacklevel=1)
    assert "WARNING py.warnings: melding" in lines.getvalue()
    assert CANARY not in lines.getvalue()


@pytest.mark.belofte(8)
def test_a_line_that_cannot_be_made_shows_nothing_of_its_values(
    lines: io.StringIO, capsys: pytest.CaptureFixture[str]
) -> None:
    record = logging.LogRecord("bot.app", logging.ERROR, __file__, 1, "%d", (CANARY,), None)
    for handler in logging.getLogger().handlers:
        if getattr(handler, "stream", None) is lines:
            handler.handle(record)
    assert "logregel kon niet worden gemaakt (test_logs:1)" in lines.getvalue()
    assert CANARY not in lines.getvalue() + capsys.readouterr().err


def test_a_message_stays_one_line(lines: io.StringIO) -> None:
    logging.getLogger("bot.app").info("a\nCRITICAL bot: nep\x1b[2J")
    assert lines.getvalue().count("\n") == 1
    assert "\x1b" not in lines.getvalue()


@pytest.mark.belofte(8)
def test_a_fault_that_nobody_caught_is_described(lines: io.StringIO, capsys: pytest.CaptureFixture[str]) -> None:
    hide_tracebacks()
    try:
        _fail()
    except KeyError as error:
        sys.excepthook(KeyError, error, error.__traceback__)
    thread = threading.Thread(target=_fail)
    thread.start()
    thread.join()

    class Untidy:
        def __del__(self) -> None:
            _fail()

    Untidy()
    gc.collect()
    shown = lines.getvalue()
    assert shown.count("KeyError bij") == 3
    assert "CRITICAL bot.logs: onverwachte fout: KeyError" in shown
    assert CANARY not in shown + "".join(capsys.readouterr())


def test_stopping_with_the_keyboard_is_not_a_fault(lines: io.StringIO) -> None:
    hide_tracebacks()
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert lines.getvalue() == ""


@pytest.mark.belofte(8)
async def test_a_fault_in_a_background_task_is_described(lines: io.StringIO) -> None:
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(on_loop_fault)
    loop.call_soon(_fail)
    loop.call_exception_handler({"message": CANARY})
    await asyncio.sleep(0)
    assert "ERROR bot.logs: fout in een achtergrondtaak: KeyError bij" in lines.getvalue()
    assert "fout in een achtergrondtaak: onbekend" in lines.getvalue()
    assert CANARY not in lines.getvalue()
