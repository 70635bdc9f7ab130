"""The invented knowledge base, built once."""

import pytest

from bot.matching.alarm import Alarm
from bot.matching.danger import DangerWatch
from bot.matching.decide import Matcher
from bot.matching.index import Index, build
from tests.matching.invented import CONCEPTS, DANGER, ELSEWHERE, ENTRIES


@pytest.fixture(scope="session")
def index() -> Index:
    """The index over the invented entries."""
    return build(ENTRIES, CONCEPTS, ELSEWHERE)


@pytest.fixture(scope="session")
def watch() -> DangerWatch:
    """The watch over the invented phrases of danger."""
    return DangerWatch.of(DANGER)


@pytest.fixture(scope="session")
def matcher(index: Index, watch: DangerWatch) -> Matcher:
    """Both behind the public door."""
    return Matcher(index, Alarm(watch))
