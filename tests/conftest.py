"""What many tests share: the content of this repository, and somebody who talks through each channel in turn."""

import os
from pathlib import Path

import pytest

os.environ.setdefault("PTB_TIMEDELTA", "true")  # without it, python-telegram-bot warns at each 429

from bot import app
from bot.content.library import Library
from bot.conversation.desk import Desk
from bot.storage.indexes import Indexes

ROOT = Path(__file__).parent.parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the transcripts anew; review the difference")


@pytest.fixture(scope="session")
def library() -> Library:
    """The content of this repository."""
    return app.library_on_disk(ROOT)


@pytest.fixture(scope="session")
def indexes(request: pytest.FixtureRequest) -> Indexes:
    """What was learned from the content of this repository, kept from one run of the tests to the next."""
    cache: pytest.Cache = request.config.cache
    return Indexes(cache.mkdir("index"))


@pytest.fixture(scope="session")
def desk(library: Library, indexes: Indexes) -> Desk:
    """A desk over the content of this repository, the example town included."""
    return app.make_desk(library, demo=True, indexes=indexes)
