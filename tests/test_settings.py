"""Settings: what an operator writes becomes a value, or one clear sentence with a remedy."""

from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.settings import DEFAULTS, Settings, unknown_settings

TOKEN = "123456:AAF-made_up_token_for_tests_1234567"


def test_nothing_set_gives_the_defaults() -> None:
    settings = Settings.from_mapping({})
    assert settings.telegram_bot_token is None
    assert settings.telegram_api_base_url is None
    assert settings.data_dir == Path("data")
    assert settings.content_dir == Path(".")
    assert settings.timezone.key == "Europe/Amsterdam"
    assert settings.default_organisation is None
    assert settings.demo is False
    assert settings.log_level == "INFO"


def test_empty_values_give_the_defaults_too() -> None:
    assert Settings.from_mapping(dict.fromkeys(DEFAULTS, "")) == Settings.from_mapping({})
    assert Settings.from_mapping(dict.fromkeys(DEFAULTS)) == Settings.from_mapping({})


def test_every_setting_is_read() -> None:
    settings = Settings.from_mapping(
        {
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_BASE_URL": "http://127.0.0.1:8081/",
            "DATA_DIR": "/var/lib/wegwijzer",
            "CONTENT_DIR": "inhoud",
            "TIMEZONE": "Europe/Brussels",
            "DEFAULT_ORGANISATION": "gemeente-voorbeeldstad",
            "DEMO": "Ja",
            "LOG_LEVEL": "warning",
        }
    )
    assert settings.telegram_bot_token is not None
    assert settings.telegram_bot_token.get_secret_value() == TOKEN
    assert settings.telegram_api_base_url == "http://127.0.0.1:8081"
    assert settings.data_dir == Path("/var/lib/wegwijzer")
    assert settings.content_dir == Path("inhoud")
    assert settings.timezone.key == "Europe/Brussels"
    assert settings.default_organisation == "gemeente-voorbeeldstad"
    assert settings.demo is True
    assert settings.log_level == "WARNING"


def test_the_token_does_not_show() -> None:
    assert TOKEN not in repr(Settings.from_mapping({"TELEGRAM_BOT_TOKEN": TOKEN}))


@pytest.mark.parametrize(
    ("name", "value", "remedy"),
    [
        ("TELEGRAM_BOT_TOKEN", "geheim", "@BotFather"),
        ("TELEGRAM_BOT_TOKEN", "123456:kort", "@BotFather"),
        ("TELEGRAM_BOT_TOKEN", "bot" + TOKEN, "@BotFather"),
        ("TELEGRAM_BOT_TOKEN", TOKEN + "\n", "op één regel"),
        ("TELEGRAM_BOT_TOKEN", TOKEN[:20] + "\n" + TOKEN[20:], "op één regel"),
        ("TELEGRAM_BOT_TOKEN", " " + TOKEN, "zonder spaties"),
        ("TELEGRAM_API_BASE_URL", "127.0.0.1:8081", "http://127.0.0.1:8081"),
        ("TELEGRAM_API_BASE_URL", "ftp://voorbeeld.nl", "http://"),
        ("TELEGRAM_API_BASE_URL", "http://", "http://127.0.0.1:8081"),
        ("TELEGRAM_API_BASE_URL", "http://[::1", "http://127.0.0.1:8081"),
        ("TELEGRAM_API_BASE_URL", "http://host:poort", "http://127.0.0.1:8081"),
        ("TELEGRAM_API_BASE_URL", "http://host:8081/bot", "laat /bot"),
        ("TELEGRAM_API_BASE_URL", "http://host:8081/bot/", "laat /bot"),
        ("TELEGRAM_API_BASE_URL", f"http://host:8081/bot{TOKEN}", "laat /bot"),
        ("TELEGRAM_API_BASE_URL", "http://host:8081/file/bot", "laat /bot"),
        ("TELEGRAM_API_BASE_URL", "https://naam:wachtwoord@host", "wachtwoord, vraagteken"),
        ("TELEGRAM_API_BASE_URL", "https://host/?a=b", "wachtwoord, vraagteken"),
        ("DATA_DIR", "~/data", "hele pad"),
        ("DATA_DIR", "a\0b", "Schrijf een pad"),
        ("CONTENT_DIR", "   ", "Schrijf een pad"),
        ("TIMEZONE", "Europe/Amsterdm", "Bedoelde je Europe/Amsterdam?"),
        ("TIMEZONE", "CEST-ish", "Schrijf bijvoorbeeld Europe/Amsterdam"),
        ("TIMEZONE", "../../etc/passwd", "Europe/Amsterdam"),
        ("DEFAULT_ORGANISATION", "Gemeente Voorbeeldstad", "kleine letters"),
        ("DEFAULT_ORGANISATION", "x", "kleine letters"),
        ("DEMO", "true", "ja of nee"),
        ("LOG_LEVEL", "DEBUG", "Kies INFO, WARNING of ERROR"),
        ("LOG_LEVEL", "luid", "kies INFO, WARNING of ERROR"),
    ],
)
def test_an_unusable_value_is_refused_with_a_remedy(name: str, value: str, remedy: str) -> None:
    with pytest.raises(SettingsError) as refused:
        Settings.from_mapping({name: value})
    message = str(refused.value)
    assert message.startswith(f"{name}: ")
    assert remedy in message
    assert "\n" not in message


@pytest.mark.belofte(8)
@pytest.mark.parametrize("name", sorted(DEFAULTS))
def test_a_token_in_the_wrong_place_is_not_repeated(name: str) -> None:
    try:
        shown = repr(Settings.from_mapping({name: f"x{TOKEN}\n"}))
    except SettingsError as refused:
        shown = str(refused) + repr(refused.__cause__)
    assert TOKEN not in shown or name in {"DATA_DIR", "CONTENT_DIR"}
    assert name not in {"DATA_DIR", "CONTENT_DIR"} or "één regel" in shown


def test_all_problems_are_told_at_once() -> None:
    with pytest.raises(SettingsError) as refused:
        Settings.from_sources({"TELEGRAM_TOKEN": "x", "DEMO": "misschien"}, {"LOG_LEVEL": "DEBUG", "DATADIR": "x"})
    assert [line.split(":")[0].split(" ")[0] for line in str(refused.value).splitlines()] == [
        "DATADIR",
        "TELEGRAM_TOKEN",
        "DEMO",
        "LOG_LEVEL",
    ]


def test_the_environment_goes_before_the_file() -> None:
    settings = Settings.from_sources({"DEMO": "ja", "HOME": "/elders"}, {"DEMO": "nee", "DATA_DIR": "elders"})
    assert settings.demo is True
    assert settings.data_dir == Path("elders")


def test_an_empty_value_in_the_environment_switches_off_what_the_file_says() -> None:
    assert Settings.from_sources({"TELEGRAM_BOT_TOKEN": ""}, {"TELEGRAM_BOT_TOKEN": TOKEN}).telegram_bot_token is None


def test_an_unknown_name_in_the_file_is_refused_with_a_suggestion() -> None:
    assert unknown_settings({}, {"TELEGRAM_BOTTOKEN": TOKEN}) == (
        "TELEGRAM_BOTTOKEN (in .env): deze instelling bestaat niet. Bedoelde je TELEGRAM_BOT_TOKEN?",
    )
    assert unknown_settings({}, {"KLEUR": "rood"}) == (
        "KLEUR (in .env): deze instelling bestaat niet. Haal deze regel weg; .env.example noemt alle instellingen.",
    )
    assert "Bedoelde je DATA_DIR?" in unknown_settings({}, {"data_dir": "x"})[0]


def test_in_the_environment_only_our_own_prefixes_count() -> None:
    assert unknown_settings({"PATH": "/bin", "KLEUR": "rood", "DATA_DIR": "x"}, {}) == ()
    assert unknown_settings({"WEGWIJZER_DATA_DIR": "x"}, {}) == (
        "WEGWIJZER_DATA_DIR (in de omgeving): deze instelling bestaat niet. Bedoelde je DATA_DIR?",
    )
    with pytest.raises(SettingsError, match="TELEGRAM_API_BASE_URL"):
        Settings.from_sources({"TELEGRAM_API_URL": "http://host"}, {})


@pytest.mark.parametrize("name", [TOKEN, TOKEN.partition(":")[2]])
def test_a_token_pasted_as_a_name_is_not_repeated(name: str) -> None:
    (problem,) = unknown_settings({}, {name: None})
    assert name not in problem
    assert "NAAM=waarde" in problem


def test_settings_cannot_be_changed() -> None:
    settings = Settings.from_mapping({})
    with pytest.raises(AttributeError):
        settings.demo = True  # type: ignore[misc]
