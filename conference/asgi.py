"""The application as a server sees it: pages through a WSGI bridge with two long-lived threads, sockets bare.

Under ASGI, Django would open a thread and a database connection for nearly every request, and a client that hangs up
would cancel its own half-done write. A body is read before a thread is taken and an answer waits outside of it: a slow
phone holds no thread.
"""

import asyncio
import gc
import os
import shutil
import sys
from tempfile import SpooledTemporaryFile, gettempdir

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "conference.settings")

from django.core.wsgi import get_wsgi_application

pages = get_wsgi_application()

from channels.routing import ProtocolTypeRouter
from django.http import parse_cookie
from django.template.loader import render_to_string

from conference.access import brings_organiser
from conference.live import hot
from conference.live.bridge import Bridge
from conference.live.hub import hub
from conference.live.socket import socket

THREADS = 2
IN_MEMORY = 1_000_000
BIGGEST = 32 * 1024 * 1024  # bytes of a body
BIGGEST_ARCHIVE = 2 * 1024 * 1024 * 1024  # with all its photos; from an organiser of this installation only
SPARE = 512 * 1024 * 1024  # bytes that stay free on the disk
PATIENCE = 60  # seconds until the next piece of it

bridge = Bridge(pages, THREADS)


async def http(scope, receive, send):
    hub.attend()
    biggest = limit(scope)
    with SpooledTemporaryFile(IN_MEMORY) as body:
        size, more = 0, True
        while more:
            try:
                async with asyncio.timeout(PATIENCE):
                    message = await receive()
            except TimeoutError:
                return await say(send, 408)
            if message["type"] == "http.disconnect":
                return None  # half a form is no form
            piece, more = message.get("body", b""), message.get("more_body", False)
            size += len(piece)
            if size <= biggest:
                body.write(piece)
            elif size > biggest + BIGGEST:  # till here it is heard out: who still sends hears no answer
                more = False
        if size > biggest:
            return await say(send, 413)
        body.seek(0)
        return await bridge(scope, body, send)


def limit(scope):
    """Return how many bytes of a body are read: those of an archive where one may come, and fits on the disk."""
    if scope["path"] != "/load/":
        return BIGGEST
    headers = dict(scope["headers"])
    cookies = parse_cookie(headers.get(b"cookie", b"").decode("latin-1"))
    if not brings_organiser(cookies):
        return BIGGEST
    # a body lies here as it came, as the file in it, and unpacked
    return max(BIGGEST, min(BIGGEST_ARCHIVE, (shutil.disk_usage(gettempdir()).free - SPARE) // 3))


async def say(send, status):
    """Answer without Django, and hang up."""
    page = render_to_string(f"{status}.html").encode()
    headers = [(b"content-type", b"text/html; charset=utf-8"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": page})


async def lifespan(scope, receive, send):
    """Begin, and end: what was tapped in the last second is told before the process goes."""
    while (await receive())["type"] != "lifespan.shutdown":
        await send({"type": "lifespan.startup.complete"})
    await asyncio.get_running_loop().run_in_executor(None, hot.taps.end)
    await send({"type": "lifespan.shutdown.complete"})


application = ProtocolTypeRouter({"http": http, "websocket": socket, "lifespan": lifespan})

# With thousands connected, a full garbage collection stops everybody for 0.4 s, and a storm of reconnects brought five.
# Members leave hardly any circles behind (conference.live.protocol), so it can be rare.
gc.freeze()
gc.set_threshold(20_000, 20, 10)

# A broadcast to thousands takes 50 ms; taken from it every 5 ms, the interpreter went to the pages' threads in between.
# They let go of it themselves at every query.
sys.setswitchinterval(0.05)
