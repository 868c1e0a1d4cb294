"""The socket of every page: greets with the newest version, then passes on the news. "ping" it answers with "pong" and
its time in milliseconds: so screens agree on the time whatever their own clocks say. All else is `orders`' to take.

A bare ASGI application: a consumer would send each message of each member through a thread.
"""

import asyncio
import re
import time
from contextlib import suppress
from urllib.parse import parse_qs, urlsplit

from django.conf import settings
from django.core import signing

from conference.live import orders, tokens
from conference.live.hub import hub
from conference.live.protocol import EXTENSION, UNSENT_LIMIT, Frame

TOKEN_REFUSED = 4401  # the page should get itself a new token
TRY_AGAIN = 1013
TOO_MUCH = 1008
MOST_A_SECOND = 5  # messages from one page; ours asks once a second at most
PATH = re.compile(r"/ws/c/(?P<slug>[-\w]+)/")


async def socket(scope, receive, send):
    await receive()
    path = PATH.fullmatch(scope["path"].removeprefix(scope.get("root_path", "")))
    if not path or not same_origin(scope["headers"]):
        await send({"type": "websocket.close"})
        return
    await send({"type": "websocket.accept"})
    ticket = read_ticket(scope["query_string"], path["slug"])
    write = scope.get("extensions", {}).get(EXTENSION) or Outbox(send).write
    refusal = TOKEN_REFUSED if ticket is None else await attend(ticket, write, receive, scope)
    if refusal:
        await send({"type": "websocket.close", "code": refusal})


async def attend(ticket, write, receive, scope):
    """Stay a member until the other side leaves; return the code to close with if it is us who end it."""
    try:
        audience = await hub.join(ticket, write)
    except LookupError:
        return TOKEN_REFUSED
    except Exception:
        return TRY_AGAIN
    guest = None  # until it gives an order
    try:
        began, heard = time.monotonic(), 0
        while (event := await receive())["type"] != "websocket.disconnect":
            heard += 1
            if heard > 60 and heard > MOST_A_SECOND * (time.monotonic() - began):
                return TOO_MUCH
            text = event.get("text") or ""
            if text == "ping":
                write(Frame(f"pong {time.time() * 1000:.0f}"))
            elif text.startswith("{"):
                guest = guest or orders.Guest(ticket, write, scope)
                if not await guest.take(text):
                    return TOO_MUCH
    except asyncio.CancelledError:
        if not audience.unwelcome(ticket):
            raise
        asyncio.current_task().uncancel()  # the hub showed this one out
        return TOKEN_REFUSED
    finally:
        hub.leave(audience, ticket, write)
        if guest:
            guest.leave()


def read_ticket(query, slug):
    """Return the ticket if the query holds a good one for this conference."""
    try:
        ticket = tokens.read(parse_qs(query.decode())["token"][0])
    except (KeyError, ValueError, signing.BadSignature):
        return None
    return ticket if ticket.slug == slug else None


def same_origin(headers):
    """Whether the page asking is one of ours. Programs send no origin; they need a token like everybody."""
    headers = dict(headers)
    origin = headers.get(b"origin", b"").decode("latin-1").lower()
    host = headers.get(b"host", b"").decode("latin-1").lower()
    return not origin or urlsplit(origin).netloc == host or origin in settings.CSRF_TRUSTED_ORIGINS


class Outbox:
    """`write(frame)` for servers that can only `await send()`: a queue per member, so that nobody waits for another."""

    def __init__(self, send):
        self.send = send
        self.frames = []
        self.unsent = 0
        self.sending = None

    def write(self, frame):
        self.unsent += len(frame.text)
        if self.unsent > UNSENT_LIMIT:
            return  # the gap in the numbers tells the page
        self.frames.append(frame)
        if not self.sending or self.sending.done():
            self.sending = asyncio.ensure_future(self.drain())

    async def drain(self):
        with suppress(OSError):  # gone meanwhile
            while self.frames:
                frame = self.frames.pop(0)
                await self.send({"type": "websocket.send", "text": frame.text})
                self.unsent -= len(frame.text)
