"""How long something is kept: the sentence and the behaviour come from one value."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.conversation.desk import Desk
from bot.conversation.turn import Commanded, Medium, Said
from bot.ids import ConversationId
from bot.service.consultation import Consultation
from tests.conversation.talking import AT, Talk

ANNA = ConversationId("anna")


@pytest.mark.belofte(1)
@pytest.mark.parametrize(
    ("idle", "said"), [(timedelta(minutes=10), "Na 10 minuten stilte"), (timedelta(hours=2), "Na 2 uur stilte")]
)
async def test_a_conversation_is_forgotten_after_the_silence_that_the_privacy_page_names(
    desk: Desk, idle: timedelta, said: str
) -> None:
    desk = replace(desk, keeping=replace(desk.keeping, idle=idle))
    assert said in Talk(desk).command("privacy")
    for silence, is_remembered in ((idle - timedelta(seconds=1), True), (idle, False)):
        consultation = Consultation(desk)
        await consultation.hear(ANNA, Medium.TELEGRAM, Commanded(name="start", at=AT))
        [reply] = await consultation.hear(ANNA, Medium.TELEGRAM, Said(text="3", at=AT + silence))
        assert (reply.blocks[0].text == desk.texts("themas.kop")) is is_remembered
        consultation = Consultation(desk)
        await consultation.hear(ANNA, Medium.TELEGRAM, Commanded(name="start", at=AT))
        consultation.tidy(AT + silence)
        assert consultation.remembered == is_remembered
