"""The connection with Telegram: what stops the bot, and what does not."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from telegram.request import HTTPXRequest

from bot.channels import connection, telegram
from bot.channels.connection import MAX_CONFLICTS, TelegramAccess
from bot.conversation.desk import Desk
from bot.errors import AlreadyRunning, SettingsError
from bot.service.consultation import Consultation
from tests.loopback import LoopbackTelegram
from tests.people import ZONE, serving


def access(server: LoopbackTelegram, token: str | None = None) -> TelegramAccess:
    return TelegramAccess(token=token or server.token, api_root=server.base_url.removesuffix("/bot"), zone=ZONE)


@asynccontextmanager
async def quickly(seconds: float = 8) -> AsyncIterator[None]:
    async with asyncio.timeout(seconds):
        yield


async def serve(desk: Desk, to: TelegramAccess, stop: asyncio.Event | None = None) -> None:
    await telegram.serve(Consultation(desk), desk.texts, to, stop or asyncio.Event())


async def test_a_refused_token_is_an_unusable_setting_and_is_never_shown(desk: Desk) -> None:
    async with LoopbackTelegram() as server, quickly():
        wrong = access(server, "999:" + "x" * 30)
        with pytest.raises(SettingsError) as refused:
            await serve(desk, wrong)
    assert "x" * 30 not in str(refused.value) + repr(wrong)


async def test_a_token_that_is_revoked_while_we_serve_ends_the_service(desk: Desk) -> None:
    async with LoopbackTelegram() as server, quickly():
        serving_ends = asyncio.get_running_loop().create_task(serve(desk, access(server)))
        user = server.user()
        await user.text("/start")
        await user.heard()
        server.token = "123456:ANOTHER-abcdefghijklmnopqrstuvwxyz"
        await user.text("/help")
        with pytest.raises(SettingsError):
            await serving_ends


async def test_another_process_with_our_token_ends_the_service_only_when_it_lasts(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended: list[bool] = []
    polls = connection.Polls(lambda: ended.append(True))
    codes = iter([409, 200, *[409] * (MAX_CONFLICTS - 1), 200, *[409] * MAX_CONFLICTS])

    async def answer(self: object, *args: object, **kwargs: object) -> tuple[int, bytes]:
        return next(codes), b"{}"

    monkeypatch.setattr(HTTPXRequest, "do_request", answer)
    for _ in range(2 + MAX_CONFLICTS):
        await polls.do_request("url", "POST")
    assert not ended
    for _ in range(MAX_CONFLICTS):
        await polls.do_request("url", "POST")
    assert ended
    assert polls.refused is not None
    with pytest.raises(AlreadyRunning):
        raise polls.refused
    await polls.shutdown()


@pytest.mark.parametrize("kind", ["http502", "garbage", "flood"])
async def test_the_bot_waits_for_telegram_to_come_back(desk: Desk, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    monkeypatch.setattr(connection, "FIRST_PAUSE", 0.1)
    async with LoopbackTelegram() as server:
        server.fault("getMe", kind, times=1)  # type: ignore[arg-type]
        async with serving(desk, server), quickly():
            user = server.user()
            await user.text("/start")
            assert await user.heard(timeout=6)


@pytest.mark.parametrize("method", ["getMe", "deleteWebhook"])
async def test_stopping_is_heard_while_telegram_cannot_be_reached(desk: Desk, method: str) -> None:
    async with LoopbackTelegram() as server, quickly():
        server.fault(method, "http502", times=1000)
        stop = asyncio.Event()
        asyncio.get_running_loop().call_later(0.3, stop.set)
        await serve(desk, access(server), stop)


async def test_an_introduction_that_telegram_refuses_holds_nobody_up(desk: Desk) -> None:
    async with LoopbackTelegram() as server:
        server.fault("setMyDescription", "flood", times=10, retry_after=300)
        async with serving(desk, server), quickly():
            user = server.user()
            await user.text("/start")
            assert await user.heard()
