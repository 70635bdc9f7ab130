"""A small, strict Telegram Bot API on 127.0.0.1, with people who type, press and read.

Real HTTP, so the real client library is tested along with the bot; nothing leaves the machine. It knows the methods
this bot uses and refuses there what Telegram refuses; formatting is HTML only, and only the tags the bot uses.
"""

import asyncio
import contextlib
import html
import itertools
import json
import re
import time
from collections.abc import Coroutine
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Literal, Self
from urllib.parse import parse_qsl, unquote

DELETABLE_SECONDS = 48 * 3600

Json = dict[str, Any]
FaultKind = Literal["flood", "http500", "http502", "forbidden", "timeout", "drop_after", "garbage"]
_Answer = tuple[int, str, bytes]  # status, content type, body

_BLOCKED = "Forbidden: bot was blocked by the user"
_OTHER_POLLER = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
_NOT_MODIFIED = "message is not modified: specified new message content and reply markup are exactly the same"
_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
_JSON = re.compile(  # parameters that are JSON inside a form; all others are plain strings
    "(allowed_updat|entiti)es|(chat|message|message_thread)_id|message_ids|commands|menu_button|limit|offset|scope|show_alert|timeout"
    "|disable_notification|drop_pending_updates|link_preview_options|protect_content|reply_(markup|parameters)"
)
_FILE = {"file_id": "f1", "file_unique_id": "u1", "width": 90, "height": 90, "length": 90, "duration": 2}
_FILES: Json = dict.fromkeys(("photo", "voice", "video", "audio", "document", "animation", "video_note"), _FILE)
_FILES["sticker"] = _FILE | {"type": "regular", "is_animated": False, "is_video": False}
_TAGS = {"b", "i", "u", "s", "code", "pre", "a", "blockquote", "tg-spoiler"}
_ATTRIBUTES = {"a": r'\shref="[^"<>]+"', "blockquote": r"(\sexpandable)?", "code": r'(\sclass="language-[\w+-]+")?'}
_TOKEN = re.compile(r"""<(?P<end>/?)(?P<tag>[a-z-]*)(?P<rest>(?:\s[^<>]*)?)>|<|&(?:lt|gt|amp|quot|#\w+);""")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One thing a person saw: a new message of the bot, or an old one in its new form."""

    message_id: int
    text: str  # as read on the screen, without markup
    html: str  # as sent; escaped when the bot sent plain text
    buttons: tuple[tuple[str, ...], ...] = ()  # labels, of an inline or a reply keyboard
    edited: bool = False


@dataclass(slots=True, kw_only=True)
class Call:
    """One request of the bot."""

    method: str
    params: Json = field(default_factory=dict)
    outcome: str = "waiting"  # then "ok", the error's text or "fault:<kind>"; "waiting" stays if the bot hung up


@dataclass(slots=True)
class Chat:
    """What Telegram keeps of one chat."""

    info: Json
    refusal: str = ""  # why the bot may not write here
    messages: dict[int, Json] = field(default_factory=dict)  # as they stand now; "_html" beside what the API gives
    shown: list[Shown] = field(default_factory=list)  # everything the bot ever showed
    news: asyncio.Event = field(default_factory=asyncio.Event)
    ids: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    def add(self, sender: Json, content: Json) -> Json:
        """Put a new message into the chat."""
        number = next(self.ids)
        stamp = {"message_id": number, "date": int(time.time()), "chat": self.info, "from": sender}
        return self.messages.setdefault(number, stamp | content)

    def delete(self, messages: list[Json]) -> None:
        """Take messages away for everyone: all of them, or none."""
        if any(time.time() - message["date"] > DELETABLE_SECONDS for message in messages):
            raise _bad("message can't be deleted for everyone")
        for message in messages:
            del self.messages[message["message_id"]]
        self.news.set()

    def show(self, message: Json, *, edited: bool = False) -> Json:
        """Let everyone in the chat see what the bot wrote; gives the message as the API does."""
        markup: Json = message.get("reply_markup", {})
        rows = markup.get("inline_keyboard") or markup.get("keyboard") or ()
        labels = tuple(tuple(b if isinstance(b, str) else b["text"] for b in row) for row in rows)
        text, source, number = message["text"], message["_html"], message["message_id"]
        self.shown.append(Shown(message_id=number, text=text, html=source, buttons=labels, edited=edited))
        self.news.set()
        return _public(message)


class Refusal(Exception):
    """An error that the bot gets as its answer."""

    def __init__(self, code: int, description: str, parameters: Json | None = None) -> None:
        super().__init__(description)
        content = {"ok": False, "error_code": code, "description": description}
        self.answer = _json(code, content | ({"parameters": parameters} if parameters else {}))


class LoopbackTelegram:
    """The server of one bot: `async with LoopbackTelegram() as server`, then give the bot its `base_url` and `token`.

    Leaving the block cuts off whatever still waits, and raises if the server itself went wrong.
    """

    def __init__(self, token: str = "123456:LOOPBACK-abcdefghijklmnopqrstuvwxyz") -> None:
        self.token, self.base_url = token, ""  # the client appends the token to the url
        self.me: Json = {"id": int(token.split(":")[0]), "is_bot": True, "first_name": "Bot", "username": "loop_bot"}
        self.calls: list[Call] = []  # in order of arrival
        self.settings: dict[
            tuple[str, str, str], Any
        ] = {}  # ("commands", "nl", "default") -> value; "" is any language
        self.unanswered_presses: dict[str, str] = {}  # query id -> data
        self.ids = itertools.count(1001)
        self.connections: set[_Connection] = set()
        self._chats: dict[int, Chat] = {}
        self._faults: list[_Fault] = []
        self._queue: list[Json] = []
        self._allowed: list[str] = []  # empty means all
        self._copies = 1
        self._poll: asyncio.Future[None] | None = None
        self._tasks: set[asyncio.Task[None]] = set()  # running, or failed

    async def __aenter__(self) -> Self:
        self._listener = await asyncio.get_running_loop().create_server(lambda: _Connection(self), "127.0.0.1", 0)
        self.base_url = f"http://127.0.0.1:{self._listener.sockets[0].getsockname()[1]}/bot"
        return self

    async def __aexit__(self, *_: object) -> None:
        self._listener.close()
        for connection in tuple(self.connections):
            connection.transport.abort()
        for task in self._tasks:
            task.cancel()
        results = await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.sleep(0)  # the aborted connections report their end
        await self._listener.wait_closed()
        if failures := [result for result in results if isinstance(result, Exception)]:
            raise ExceptionGroup("the loopback server failed", failures)

    def user(self, *, first_name: str = "Anna", user_id: int | None = None, language_code: str = "nl") -> "User":
        """A person in a private chat. The bot may not write to them (403) before they wrote, as in Telegram."""
        person = {"id": user_id or next(self.ids), "first_name": first_name, "language_code": language_code}
        chat = Chat({"id": person["id"], "type": "private", "first_name": first_name})
        chat.refusal = "Forbidden: bot can't initiate conversation with a user"
        self._chats[chat.info["id"]] = chat
        return User(self, chat, person | {"is_bot": False})

    def group(self, member: "User", *, title: str = "Team", kind: str = "group") -> "User":
        """`member` in a new group (or `supergroup`, or `channel`) with the bot, which hears everything there."""
        chat = Chat({"id": -next(self.ids), "type": kind, "title": title})
        self._chats[chat.info["id"]] = chat
        return User(self, chat, member.person)

    def fault(self, method: str, kind: FaultKind, times: int = 1, *, retry_after: int = 1, chat_id: int = 0) -> None:
        """Let the next `times` calls of `method` (into `chat_id`, if not 0) go wrong; `retry_after` s is for flood.

        Nothing is executed, except with drop_after: done, but the connection closes without an answer.
        """
        self._faults.append(_Fault(method.lower(), kind, times, retry_after, chat_id))

    def duplicate_next(self) -> None:
        """Deliver the next update twice, under one update_id."""
        self._copies = 2

    def push(self, kind: str, content: Json, *, unasked: bool = False) -> None:
        """Queue an update, unless the bot does not want this kind; `unasked` even then."""
        if not self._allowed or kind in self._allowed or unasked:
            self._queue += [{"update_id": next(self.ids), kind: content}] * self._copies
            self._copies = 1
            if self._poll is not None and not self._poll.done():
                self._poll.set_result(None)

    def start(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Run `work` beside the rest; if it fails, closing the server raises that."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(lambda t: self._tasks.discard(t) if t.cancelled() or not t.exception() else None)
        return task

    async def handle(self, head: str, body: bytes) -> _Answer | None:
        """Answer one request; None means: close the connection without a word."""
        token, _, method = unquote(head.split()[1]).removeprefix("/bot").partition("/")
        self.calls.append(call := Call(method=method))
        try:
            if token != self.token:
                raise Refusal(401, "Unauthorized")
            call.params = _parameters(head, body)
            fault = next((f for f in self._faults if f.strikes(method.lower(), call.params)), None)
            if fault is not None and fault.kind != "drop_after":
                call.outcome = f"fault:{fault.kind}"
                if fault.kind == "timeout":
                    await asyncio.get_running_loop().create_future()  # until either side closes
                return fault.answer()
            answer = _json(200, {"ok": True, "result": await self._perform(method.lower(), call.params)})
            call.outcome = "fault:drop_after" if fault else "ok"
            return None if fault else answer
        except Refusal as refusal:
            call.outcome = str(refusal)
            return refusal.answer

    async def _perform(self, method: str, p: Json) -> object:
        match method:
            case "getme":
                return self.me | {"can_join_groups": True, "can_read_all_group_messages": True}
            case "getupdates":
                return await self._updates(p)
            case "deletewebhook":
                self._queue = [] if p.get("drop_pending_updates") else self._queue
            case "setmycommands" | "setmydescription" | "setmyshortdescription" | "setchatmenubutton":
                for name in p.keys() & {"commands", "description", "short_description", "menu_button"}:
                    scope = p.get("scope", {}).get("type", "default")
                    self.settings[name, p.get("language_code", ""), scope] = p[name]
            case "sendmessage":
                chat = self._chat(p)
                topic = {"message_thread_id": p["message_thread_id"]} if "message_thread_id" in p else {}
                return chat.show(chat.add(self.me, _text(p) | _keyboard(p) | topic))
            case "editmessagetext" | "editmessagereplymarkup":
                chat, message = self._message(p, "edit")
                text = _text(p) if method == "editmessagetext" else {key: message[key] for key in ("text", "_html")}
                new = text | _keyboard(p)  # so without a keyboard given the old one goes, as in Telegram
                if new == {key: message[key] for key in ("text", "_html", "reply_markup") if key in message}:
                    raise _bad(_NOT_MODIFIED)
                message.pop("reply_markup", None)
                message |= new | {"edit_date": int(time.time())}
                return chat.show(message, edited=True)
            case "deletemessage":
                chat, message = self._message(p, "delete")
                chat.delete([message])
            case "deletemessages":  # those that are not there are skipped
                chat, numbers = self._chat(p), _need(p, "message_ids")
                if not 1 <= len(numbers) <= 100:
                    raise _bad("too many message identifiers specified")
                chat.delete([chat.messages[number] for number in numbers if number in chat.messages])
            case "answercallbackquery":
                if self.unanswered_presses.pop(_need(p, "callback_query_id"), None) is None:
                    raise _bad(_TOO_OLD)
            case "leavechat":
                self._chat(p).refusal = "Forbidden: bot is not a member of the group chat"
            case "sendchataction":
                self._chat(p)
            case _:
                raise Refusal(404, "Not Found: method not found")
        return True

    async def _updates(self, p: Json) -> list[Json]:
        if self._poll is not None and not self._poll.done():
            self._poll.set_exception(Refusal(409, _OTHER_POLLER))
        self._allowed = p.get("allowed_updates", self._allowed)
        self._queue = [update for update in self._queue if update["update_id"] >= p.get("offset", 0)]
        if not self._queue and p.get("timeout"):
            self._poll = asyncio.get_running_loop().create_future()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(p["timeout"]):
                    await self._poll
        return self._queue[: p.get("limit", 100)]

    def _chat(self, p: Json) -> Chat:
        if (chat := self._chats.get(_need(p, "chat_id"))) is None:
            raise _bad("chat not found")
        if chat.refusal:
            raise Refusal(403, chat.refusal)
        return chat

    def _message(self, p: Json, purpose: str) -> tuple[Chat, Json]:
        chat = self._chat(p)
        if (message := chat.messages.get(_need(p, "message_id"))) is None:
            raise _bad(f"message to {purpose} not found")
        if purpose == "edit" and (message["from"] != self.me or "keyboard" in message.get("reply_markup", {})):
            raise _bad("message can't be edited")
        return chat, message


class User:
    """One person in one chat: what they type, press and see. Made by `LoopbackTelegram.user` and `.group`."""

    def __init__(self, server: LoopbackTelegram, chat: Chat, person: Json) -> None:
        self.chat, self.person, self.chat_id = chat, person, int(chat.info["id"])
        self._server, self._seen = server, 0

    async def text(self, text: str) -> int:
        """Type a message; over 4096 characters it goes out in pieces, as in the apps. Gives the (last) message id."""
        return [await self.send(**_typed(text[at : at + 4096])) for at in range(0, len(text), 4096)][-1]

    async def send(self, **content: Any) -> int:
        """Send `voice={}`, `contact={...}`, anything; a file's fields are filled in. Gives the message id."""
        content = {key: _FILES[key] | value if key in _FILES else value for key, value in content.items()}
        if "photo" in content:
            content["photo"] = [content["photo"]]
        if self.chat_id > 0:
            self.chat.refusal = ""  # who writes to a bot lets it write back
        message = self.chat.add(self.person, content)
        if not self.chat.refusal:  # a bot that left a group hears nothing more
            self._server.push("message", _public(message))
        return int(message["message_id"])

    async def forward(self, text: str) -> int:
        """Pass on what somebody else wrote. Gives the message id."""
        origin = {"type": "hidden_user", "sender_user_name": "Iemand", "date": int(time.time())}
        return await self.send(**_typed(text), forward_origin=origin)

    async def edit(self, message_id: int, text: str) -> None:
        """Change an own message."""
        self.chat.messages[message_id] |= _typed(text) | {"edit_date": int(time.time())}
        self._server.push("edited_message", _public(self.chat.messages[message_id]))

    async def press(self, label: str) -> str:
        """Press the newest button with this label, else the newest that contains it; gives the query id.

        Raises LookupError when the chat shows no such button.
        """
        messages = [m for m in reversed(self.chat.messages.values()) if "inline_keyboard" in m.get("reply_markup", {})]
        buttons = [(m, b) for m in messages for row in m["reply_markup"]["inline_keyboard"] for b in row]
        fitting = [(m, b) for m, b in buttons if label in b["text"] and "callback_data" in b]
        if not fitting:
            raise LookupError(f"no button {label!r}; shown: {[b['text'] for _, b in buttons]}")
        message, button = next(((m, b) for m, b in fitting if b["text"] == label), fitting[0])
        return await self.press_data(message["message_id"], button["callback_data"])

    async def press_data(self, message_id: int, data: str) -> str:
        """Press with any data, also on a message that has changed or is gone; gives the query id."""
        gone = {"chat": self.chat.info, "message_id": message_id, "date": 0}
        message = _public(self.chat.messages.get(message_id, gone))
        query = str(next(self._server.ids))
        self._server.unanswered_presses[query] = data
        content = {"id": query, "chat_instance": "1", "from": self.person, "message": message, "data": data}
        self._server.push("callback_query", content)
        return query

    async def heard(self, count: int = 1, timeout: float = 5.0) -> list[Shown]:  # noqa: ASYNC109
        """All that is new since the last call, once it is at least `count` or `timeout` seconds have passed."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(timeout):
                while len(self.chat.shown) < self._seen + count:
                    self.chat.news.clear()
                    await self.chat.news.wait()
        new = self.chat.shown[self._seen :]
        self._seen += len(new)
        return new

    def age(self, hours: float) -> None:
        """Let everything that stands in the chat be so much older."""
        for message in self.chat.messages.values():
            message["date"] -= int(hours * 3600)

    def block(self, *, told: bool = False) -> None:
        """Let the bot write no more here, until this person writes again; `told`: as an update, as Telegram does."""
        self.chat.refusal = _BLOCKED
        if told:
            user, banned = {"user": self._server.me}, {"status": "kicked", "until_date": 0}
            change = {"old_chat_member": user | {"status": "member"}, "new_chat_member": user | banned}
            about = {"chat": self.chat.info, "from": self.person, "date": int(time.time())}
            self._server.push("my_chat_member", about | change)


@dataclass(slots=True)
class _Fault:
    method: str
    kind: FaultKind
    times: int
    retry_after: int
    chat_id: int  # 0 is any

    def strikes(self, method: str, p: Json) -> bool:
        """Whether this call goes wrong; uses up one time."""
        fits = self.times > 0 and self.method == method and self.chat_id in (0, p.get("chat_id"))
        self.times -= fits
        return fits

    def answer(self) -> _Answer:
        """What goes over the line."""
        wait = self.retry_after
        return {
            "flood": Refusal(429, f"Too Many Requests: retry after {wait}", {"retry_after": wait}).answer,
            "http500": Refusal(500, "Internal Server Error").answer,
            "forbidden": Refusal(403, _BLOCKED).answer,
            "http502": (502, "text/html", b"<html><h1>502 Bad Gateway</h1></html>"),
            "garbage": (200, "application/json", b'{"ok": tru'),
        }[self.kind]


class _Connection(asyncio.Protocol):
    """One keep-alive connection (no pipelining, no chunks); the request in hand ends when the other side hangs up."""

    transport: asyncio.Transport

    def __init__(self, server: LoopbackTelegram) -> None:
        self._server, self._buffer = server, b""
        self._task: asyncio.Task[None] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self._server.connections.add(self)

    def connection_lost(self, exc: Exception | None) -> None:
        self._server.connections.discard(self)
        if self._task:
            self._task.cancel()

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        head, complete, rest = self._buffer.partition(b"\r\n\r\n")
        length = re.search(rb"(?im)^content-length: *(\d+)", head)
        size = int(length[1]) if length else 0
        if complete and len(rest) >= size:
            self._buffer = rest[size:]
            self._task = self._server.start(self._answer(head.decode(), rest[:size]))

    async def _answer(self, head: str, body: bytes) -> None:
        try:
            if (answer := await self._server.handle(head, body)) is None:
                return self.transport.close()
        except Exception:
            self.transport.close()
            raise
        line = f"HTTP/1.1 {answer[0]} {HTTPStatus(answer[0]).phrase}"
        fields = f"Content-Type: {answer[1]}\r\nContent-Length: {len(answer[2])}"
        self.transport.write(f"{line}\r\n{fields}\r\n\r\n".encode() + answer[2])


def _json(status: int, content: Json) -> _Answer:
    return status, "application/json", json.dumps(content).encode()


def _public(message: Json) -> Json:
    reply_keyboard = "inline_keyboard" not in message.get("reply_markup", {})  # which the API never gives back
    return {k: v for k, v in message.items() if k != "_html" and not (k == "reply_markup" and reply_keyboard)}


def _bad(reason: str) -> Refusal:
    return Refusal(400, f"Bad Request: {reason}")


def _need(p: Json, name: str) -> Any:
    if name not in p:
        raise _bad(f'parameter "{name}" is required')
    return p[name]


def _parameters(head: str, body: bytes) -> Json:
    """Decode a form, JSON or multipart body; an uploaded file comes as bytes."""
    found: Json = {}
    try:
        if re.search(r"(?im)^content-type: *application/json", head):
            found = json.loads(body)
        elif boundary := re.search(r'(?im)^content-type: *multipart/form-data;.*boundary="?([^"\s;]+)', head):
            for part in body.split(b"--" + boundary[1].encode())[1:-1]:
                about, _, content = part.removesuffix(b"\r\n").partition(b"\r\n\r\n")
                name = about.partition(b'name="')[2].partition(b'"')[0].decode()
                found[name] = content if b"filename=" in about else content.decode()
        else:
            found = dict(parse_qsl(body.decode(), keep_blank_values=True))
        for name in filter(_JSON.fullmatch, tuple(found)):
            if isinstance(found[name], str) and not found[name].startswith("@"):  # a chat_id may be an @name
                found[name] = json.loads(found[name])
    except ValueError:
        raise _bad("can't parse the parameters") from None
    return found


def _keyboard(p: Json) -> Json:
    """The part of a message that holds its keyboard."""
    markup: Json = p.get("reply_markup") or {}
    buttons = list(itertools.chain(*markup.get("inline_keyboard", ())))
    for button in buttons:
        if not button.get("text") or len(button) < 2:
            raise _bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
        if not 1 <= len(button.get("callback_data", "-").encode()) <= 64:
            raise _bad("BUTTON_DATA_INVALID")
    if len(buttons) > 100:
        raise _bad("reply markup is too long")
    return {"reply_markup": markup} if buttons or "keyboard" in markup else {}


def _typed(text: str) -> Json:
    """A person's text, with the commands in it marked as Telegram does."""
    commands = re.finditer(r"(?<!\S)/[A-Za-z0-9_]{1,64}(?:@\w+)?", text)
    entities = [{"type": "bot_command", "offset": _utf16(text[: c.start()]), "length": _utf16(c[0])} for c in commands]
    return {"text": text, "entities": entities}


def _text(p: Json) -> Json:
    """The part of a message that holds what people read, and its HTML."""
    source: str = p.get("text", "")
    if (mode := p.get("parse_mode", "")) not in ("", "HTML"):
        raise _bad("unsupported parse_mode")
    plain = (_plain(source) if mode else source).strip()
    if not plain:
        raise _bad("message text is empty")
    if _utf16(plain) > 4096:
        raise _bad("message is too long")
    return {"text": plain, "_html": source if mode else html.escape(source, quote=False)}


def _plain(source: str) -> str:
    """The text of Telegram's HTML; what the parser there refuses is refused."""
    opened: list[str] = []

    def read(token: re.Match[str]) -> str:
        where = f"at byte offset {len(source[: token.start()].encode())}"
        tag = token["tag"] or ""
        if token[0].startswith("&"):
            return html.unescape(token[0])
        if token["end"]:
            if not opened or opened.pop() != tag:
                raise _bad(f"can't parse entities: Unmatched end tag {where}")
        elif tag not in _TAGS or not re.fullmatch(_ATTRIBUTES.get(tag, ""), token["rest"]):
            raise _bad(f'can\'t parse entities: Unsupported start tag "{tag}" {where}')
        else:
            opened.append(tag)
        return ""

    plain = _TOKEN.sub(read, source)
    if opened:
        raise _bad(f"can't parse entities: Can't find end tag corresponding to start tag \"{opened[-1]}\"")
    return plain


def _utf16(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
