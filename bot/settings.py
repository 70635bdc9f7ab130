"""The settings of one installation, as a value, made from a mapping that `bot.app` passes in.

Reading the environment and `.env` is left to `bot.app`. No message here repeats a value: somebody may have put the
token in the wrong place. `.env.example` documents each setting for operators.
"""

import difflib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self, TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from pydantic import SecretStr

from bot.errors import SettingsError
from bot.ids import OrganisationId

DEFAULTS: Mapping[str, str] = {
    "TELEGRAM_BOT_TOKEN": "",
    "TELEGRAM_API_BASE_URL": "",
    "DATA_DIR": "data",
    "CONTENT_DIR": ".",
    "TIMEZONE": "Europe/Amsterdam",
    "DEFAULT_ORGANISATION": "",
    "DEMO": "nee",
    "LOG_LEVEL": "INFO",
}
"""Every setting there is, with the value it has when it is absent or empty."""

OUR_PREFIXES = ("TELEGRAM_", "WEGWIJZER_")
"""Names in the environment that can only be meant for this program."""

LOG_LEVELS = ("INFO", "WARNING", "ERROR")

_TOKEN = re.compile(r"[0-9]{3,20}:[A-Za-z0-9_-]{20,100}")
_ORGANISATION = re.compile(r"[a-z0-9-]{2,40}")
_SHOWABLE_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,29}")
"""Names that may appear in a message. Anything else may be a pasted secret."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What an operator decides. Its `repr` hides the token."""

    telegram_bot_token: SecretStr | None
    """`None`: no Telegram; the terminal chat opens instead."""
    telegram_api_base_url: str | None
    """Root of another Bot API server, without a slash at the end; `None`: Telegram's own."""
    data_dir: Path
    content_dir: Path
    timezone: ZoneInfo
    default_organisation: OrganisationId | None
    demo: bool
    log_level: str
    """One of `LOG_LEVELS`."""

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, str | None]) -> Self:
        """Make settings from names and values; other names in `mapping` are ignored.

        Raises:
            SettingsError: with one sentence for every unusable value.
        """
        settings, problems = cls._read(mapping)
        if settings is None:
            raise SettingsError("\n".join(problems))
        return settings

    @classmethod
    def from_sources(cls, environment: Mapping[str, str], dotenv: Mapping[str, str | None]) -> Self:
        """Make settings from the environment laid over the contents of `.env`.

        Raises:
            SettingsError: with one sentence for every unknown setting and every unusable value.
        """
        settings, problems = cls._read({**dotenv, **environment})
        unknown = unknown_settings(environment, dotenv)
        if settings is None or unknown:
            raise SettingsError("\n".join([*unknown, *problems]))
        return settings

    @classmethod
    def _read(cls, mapping: Mapping[str, str | None]) -> tuple[Self | None, list[str]]:
        problems: list[str] = []

        def read(name: str, parse: Callable[[str], T]) -> T | None:
            try:
                return parse(mapping.get(name) or DEFAULTS[name])
            except _Unusable as problem:
                problems.append(f"{name}: {problem}")
                return None

        token = read("TELEGRAM_BOT_TOKEN", _token)
        base_url = read("TELEGRAM_API_BASE_URL", _base_url)
        data_dir = read("DATA_DIR", _directory)
        content_dir = read("CONTENT_DIR", _directory)
        timezone = read("TIMEZONE", _timezone)
        organisation = read("DEFAULT_ORGANISATION", _organisation)
        demo = read("DEMO", _yes_or_no)
        log_level = read("LOG_LEVEL", _log_level)
        if data_dir is None or content_dir is None or timezone is None or demo is None or log_level is None or problems:
            return None, problems
        settings = cls(
            telegram_bot_token=token,
            telegram_api_base_url=base_url,
            data_dir=data_dir,
            content_dir=content_dir,
            timezone=timezone,
            default_organisation=organisation,
            demo=demo,
            log_level=log_level,
        )
        return settings, problems


def unknown_settings(environment: Mapping[str, str], dotenv: Mapping[str, str | None]) -> tuple[str, ...]:
    """One sentence for each name that looks like a setting and is none.

    In `.env` every unknown name counts; in the environment only names with one of `OUR_PREFIXES`, because the rest
    belongs to others.
    """
    ours = {name for name in environment if name.startswith(OUR_PREFIXES)}
    strange = sorted({name for name in (*dotenv, *ours) if name not in DEFAULTS})
    return tuple(_unknown(name, "in .env" if name in dotenv else "in de omgeving") for name in strange)


class _Unusable(ValueError):
    """A value cannot be used. The message says why and what to do, without the value."""


def _unknown(name: str, where: str) -> str:
    if not _SHOWABLE_NAME.fullmatch(name):
        return f"Er staat {where} een regel die geen instelling is. Schrijf elke instelling als NAAM=waarde."
    bare = name.upper().removeprefix("WEGWIJZER_")
    near = difflib.get_close_matches(bare, DEFAULTS, n=1, cutoff=0.7)
    remedy = f"Bedoelde je {near[0]}?" if near else "Haal deze regel weg; .env.example noemt alle instellingen."
    return f"{name} ({where}): deze instelling bestaat niet. {remedy}"


def _token(value: str) -> SecretStr | None:
    if not value:
        return None
    if re.search(r"\s", value):
        raise _Unusable("er staat een spatie of regeleinde in het token. Plak het token op één regel, zonder spaties.")
    if not _TOKEN.fullmatch(value):
        raise _Unusable(
            "dit heeft niet de vorm van een token (cijfers, dubbele punt, letters en cijfers). "
            "Kopieer het hele token opnieuw uit het gesprek met @BotFather."
        )
    return SecretStr(value)


def _base_url(value: str) -> str | None:
    value = value.strip()
    if not value:
        return None
    remedy = "Geef alleen het begin van het adres, zoals http://127.0.0.1:8081."
    try:
        parts = urlsplit(value)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise _Unusable(f"dit is geen webadres. {remedy}") from None
    if parts.scheme not in ("http", "https") or not host or re.search(r"[\s\x00-\x1f\x7f]", value):
        raise _Unusable(f"dit is geen webadres dat begint met http:// of https://. {remedy}")
    if parts.username is not None or parts.password is not None or parts.query or parts.fragment:
        raise _Unusable(f"er staat een wachtwoord, vraagteken of hekje in het adres. {remedy}")
    if re.search(r"/(file|bot[^/]*)(/|$)", parts.path):
        raise _Unusable(f"laat /bot en /file/bot aan het einde weg; de bot zet die er zelf achter. {remedy}")
    return value.rstrip("/")


def _directory(value: str) -> Path:
    if "\0" in value or "\n" in value or not value.strip():
        raise _Unusable("dit is geen naam van een map. Schrijf een pad op één regel, zoals /var/lib/wegwijzer.")
    if value.startswith("~"):
        raise _Unusable("het teken ~ werkt hier niet. Schrijf het hele pad, zoals /var/lib/wegwijzer.")
    return Path(value)


def _timezone(value: str) -> ZoneInfo:
    try:
        return ZoneInfo(value)
    except (ValueError, OSError, LookupError):
        zones = {zone.casefold(): zone for zone in available_timezones()}
        near = difflib.get_close_matches(value.strip().casefold(), zones, n=1, cutoff=0.7)
        remedy = f"Bedoelde je {zones[near[0]]}?" if near else "Schrijf bijvoorbeeld Europe/Amsterdam."
        raise _Unusable(f"deze tijdzone bestaat niet. {remedy}") from None


def _organisation(value: str) -> OrganisationId | None:
    if not value:
        return None
    if not _ORGANISATION.fullmatch(value):
        raise _Unusable(
            "dit is geen id van een organisatie (2 tot 40 kleine letters, cijfers en streepjes). "
            "Gebruik de naam van een bestand in knowledge/organisaties, zonder .yaml."
        )
    return OrganisationId(value)


def _yes_or_no(value: str) -> bool:
    answer = value.strip().casefold()
    if answer not in ("ja", "nee"):
        raise _Unusable("kies ja of nee.")
    return answer == "ja"


def _log_level(value: str) -> str:
    level = value.strip().upper()
    if level == "DEBUG":
        raise _Unusable(
            "DEBUG mag niet, want dan komen berichten en nummers van mensen in het logboek. "
            "Kies INFO, WARNING of ERROR."
        )
    if level not in LOG_LEVELS:
        raise _Unusable("kies INFO, WARNING of ERROR.")
    return level
