"""The application as a server sees it: pages through a WSGI bridge with two long-lived threads, sockets bare.

Under ASGI, Django would open a thread and a database connection for nearly every request, and a client that hangs up
would cancel its own half-done write. A body is read before a thread is taken and an answer waits outside of it: a slow
phone holds no thread.
"""

import gc
import os
from tempfile import SpooledTemporaryFile

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "conference.settings")

from django.core.wsgi import get_wsgi_application

pages = get_wsgi_application()

from a2wsgi import WSGIMiddleware
from channels.routing import ProtocolTypeRouter

from conference.live.hub import hub
from conference.live.socket import socket

THREADS = 2
IN_MEMORY = 1_000_000
PIECE = 64 * 1024

bridge = WSGIMiddleware(pages, workers=THREADS, send_queue_size=0)


async def http(scope, receive, send):
    hub.attend()
    with SpooledTemporaryFile(IN_MEMORY) as body:
        more = True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                return  # half a form is no form
            body.write(message.get("body", b""))
            more = message.get("more_body", False)
        body.seek(0)

        async def read():
            piece = body.read(PIECE)
            return {"type": "http.request", "body": piece, "more_body": len(piece) == PIECE}

        await bridge(scope, read, send)


application = ProtocolTypeRouter({"http": http, "websocket": socket})

# With thousands connected, a full garbage collection stops everybody for 0.4 s, and a storm of reconnects brought five.
# Members leave hardly any circles behind (conference.live.protocol), so it can be rare.
gc.freeze()
gc.set_threshold(20_000, 20, 10)
