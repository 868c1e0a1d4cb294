"""Django's pages beside the sockets: a request goes to one of a few long-lived threads, its whole answer comes back;
of a file piece by piece, as fast as it is taken.

The usual bridges hand each piece of an answer from thread to loop and wait until it is taken. Three such waits cost a
third of a page, and a slow phone would hold a thread.
"""

import asyncio
import sys
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from functools import partial

from conference.live import later


class Bridge:
    """Carries `pages`, a WSGI application, over to the loop."""

    def __init__(self, pages, threads):
        self.pages = pages
        self.threads = ThreadPoolExecutor(threads, "pages")

    async def __call__(self, scope, body, send):
        loop, ask = asyncio.get_running_loop(), copy_context().run
        answer = partial(loop.run_in_executor, self.threads, ask, self.answer)
        status, headers, pieces = await later.asked(answer, wsgi(scope, body))
        await send({"type": "http.response.start", "status": status, "headers": headers})
        if not isinstance(pieces, list):
            return await self.stream(pieces, send)
        for piece in pieces[:-1]:
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        return await send({"type": "http.response.body", "body": b"".join(pieces[-1:])})

    async def stream(self, file, send):
        """Send a file; however big it is, one piece of it is in memory, and no thread waits for whoever takes it."""
        read, pieces = partial(asyncio.get_running_loop().run_in_executor, self.threads), iter(file)
        try:
            while piece := await read(next, pieces, b""):
                await send({"type": "http.response.body", "body": piece, "more_body": True})
        finally:
            await read(file.close)
        await send({"type": "http.response.body", "body": b""})

    def answer(self, asked):
        """Return status, headers and the pieces of the body: a list, or a file that is to be closed."""
        started = []
        answer = pieces = self.pages(asked, lambda *start: started.append(start))
        if not getattr(answer, "file_to_stream", None):
            try:
                pieces = list(answer)
            finally:
                answer.close()
        status, headers = started[-1][:2]
        return int(status[:3]), [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers], pieces


def wsgi(scope, body):
    """Return the request as WSGI says it (PEP 3333)."""
    server, client = scope.get("server") or ("localhost", 80), scope.get("client") or ("", 0)
    root = scope.get("root_path", "")
    found = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": root.encode().decode("latin-1"),
        "PATH_INFO": scope["path"].removeprefix(root).encode().decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "SERVER_NAME": server[0],
        "SERVER_PORT": str(server[1] or 0),
        "REMOTE_ADDR": client[0],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in scope["headers"]:
        if b"_" in name:
            continue  # WSGI can't tell it from one with a hyphen, which a proxy may vouch for
        name, value = name.decode("latin-1").upper().replace("-", "_"), value.decode("latin-1")
        name = name if name in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{name}"
        found[name] = f"{found[name]},{value}" if name in found else value
    return found
