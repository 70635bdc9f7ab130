"""The fixed sentences, which stand on every screen."""

import pytest

from bot import app
from bot.texts import Texts


@pytest.fixture(scope="session")
def texts() -> Texts:
    return app.load_texts()
