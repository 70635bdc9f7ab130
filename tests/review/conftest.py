"""The fixed sentences, which stand on every screen, and the matcher of all content."""

from pathlib import Path

import pytest

from bot import app
from bot.content.library import Library
from bot.matching.decide import Matcher
from bot.storage.indexes import Indexes
from bot.texts import Texts


@pytest.fixture(scope="session")
def texts() -> Texts:
    return app.load_texts()


@pytest.fixture(scope="session")
def published(library: Library, learned: Path) -> Matcher:
    """The matcher of the content of this repository."""
    return app.matcher_of(library, Indexes(learned))
