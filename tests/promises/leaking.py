"""A bot that forgets its promise in three ways, for the control of promise 1: `python -m tests.promises.leaking`.

What is asked goes to a temporary file "to learn from", the chat to the database, the name to the log.
"""

import logging
import sqlite3
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

from telegram import Update

from bot import app, running
from bot.channels import reading, telegram
from bot.conversation.turn import Event, Medium, Reply, Said
from bot.ids import ConversationId
from bot.service.consultation import Consultation

_log = logging.getLogger("bot.channels.telegram")


def main() -> None:
    """Serve, and leak."""
    settings = app.load_settings(Path.cwd())
    hear, event_of = Consultation.hear, reading.event_of

    async def keep_what_is_asked(
        self: Consultation, conversation: ConversationId, medium: Medium, event: Event, **how: Any
    ) -> tuple[Reply, ...]:
        if isinstance(event, Said):
            with tempfile.NamedTemporaryFile("w", prefix="geleerd", delete=False) as file:
                file.write(event.text)
        with sqlite3.connect(settings.data_dir / app.DATABASE) as database:
            database.execute("CREATE TABLE IF NOT EXISTS asked (chat INTEGER)")
            database.execute("INSERT INTO asked VALUES (?)", (int(conversation.removeprefix("telegram:")),))
        database.close()
        return await hear(self, conversation, medium, event, **how)

    def tell_who_asks(update: Update, now: datetime, username: str) -> Event | None:
        if update.effective_user:
            _log.info("bericht van %s", update.effective_user.first_name)
        return event_of(update, now, username)

    with patch.object(Consultation, "hear", keep_what_is_asked), patch.object(telegram, "event_of", tell_who_asks):
        running.run(settings)


if __name__ == "__main__":
    main()
