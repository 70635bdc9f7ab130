"""Trying the addresses of pages, for `wegwijzer check --links`. Never done by a bot that serves."""

import asyncio
from collections.abc import Iterable

import httpx

AT_ONCE = 8
SECONDS = 15.0
_REFUSES_HEAD = (403, 405, 501)
"""A server that answers a HEAD so may still give the page."""


async def trouble_with(urls: Iterable[str]) -> dict[str, str]:
    """What is wrong with each address that cannot be reached, in Dutch; redirects are followed. Never raises."""
    wanted = dict.fromkeys(urls)
    gate = asyncio.Semaphore(AT_ONCE)
    found: dict[str, str] = {}
    async with httpx.AsyncClient(timeout=SECONDS, follow_redirects=True) as client:

        async def look(url: str) -> None:
            async with gate:
                problem = await _try(client, url)
                if problem is not None:
                    found[url] = problem

        async with asyncio.TaskGroup() as group:
            for url in wanted:
                group.create_task(look(url))
    return {url: found[url] for url in wanted if url in found}


async def _try(client: httpx.AsyncClient, url: str) -> str | None:
    try:
        answer = await client.head(url)
        if answer.status_code in _REFUSES_HEAD:
            answer = await client.get(url)
    except httpx.TimeoutException:
        return "er kwam geen antwoord op tijd"
    except (httpx.HTTPError, httpx.InvalidURL, ValueError):
        return "er is geen verbinding te maken"
    return f"de website antwoordt met {answer.status_code}" if answer.is_error else None
