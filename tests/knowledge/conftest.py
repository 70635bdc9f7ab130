"""The knowledge of this repository, as it is published: what authors wrote, under every rule."""

from collections.abc import Sequence

import pytest

from bot.content.compiler import Compiled, compile_content
from bot.content.rules.prose import Passage, passages
from bot.storage.files import read_content
from tests.conftest import ROOT


@pytest.fixture(scope="session")
def compiled() -> Compiled:
    """All content, compiled under the rules for publishing."""
    return compile_content(read_content(ROOT))


@pytest.fixture(scope="session")
def prose(compiled: Compiled) -> Sequence[Passage]:
    """Every text that people read."""
    return tuple(passages(compiled.draft))
