"""Addresses are tried over real HTTP on loopback."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from bot.studio.links import trouble_with


class _Page(BaseHTTPRequestHandler):
    def do_HEAD(self) -> None:
        if self.path == "/verhuisd":
            self.send_response(301)
            self.send_header("Location", "/goed")
        else:
            self.send_response({"/goed": 200, "/geen-head": 405}.get(self.path, 404))
        self.end_headers()

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def website() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Page) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


async def test_pages_that_answer_are_no_trouble(website: str) -> None:
    assert await trouble_with(f"{website}/{page}" for page in ("goed", "verhuisd", "geen-head")) == {}


async def test_each_kind_of_trouble_is_said(website: str) -> None:
    gone, nobody, nonsense = f"{website}/weg", "http://127.0.0.1:9/", "https://"
    found = await trouble_with([gone, nobody, nonsense, gone])
    assert found[gone] == "de website antwoordt met 404"
    assert found[nobody] == found[nonsense] == "er is geen verbinding te maken"
