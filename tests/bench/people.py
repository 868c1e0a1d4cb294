"""People who use the pages: they join, pin, move and write by real POSTs; and a hall full of them at once."""

import asyncio
import re
import time
from http.client import HTTPConnection
from itertools import count
from urllib.parse import urlencode

SOCKET = re.compile(r'data-socket="([^"]+)"')
VERSION = re.compile(r'data-version="(\d+)"')
CELL = re.compile(r'<li[^>]*data-slot="(\d+)" data-room="(\d+)"[^>]*>')
PACKED = "gzip, br"


class Line(HTTPConnection):
    """A connection that is kept, but not through long silence: the server has hung up by then."""

    last = 0

    def request(self, *args, **options):
        if time.monotonic() - self.last > 3:
            self.close()
        super().request(*args, **options)
        self.last = time.monotonic()


class Browser:
    """One person's browser: cookies, csrf and one connection that is kept."""

    def __init__(self, port):
        self.connection = Line("127.0.0.1", port, timeout=60)
        self.cookies = {}

    def get(self, path):
        """Return the page, following redirects."""
        return self.ask("GET", path)[1]

    def post(self, path, headers=(), **fields):
        """Send a form; return the answer's headers. What isn't a success is an error here."""
        fields["csrfmiddlewaretoken"] = self.cookies["csrftoken"]
        form = {"Content-Type": "application/x-www-form-urlencoded", **dict(headers)}
        return self.ask("POST", path, urlencode(fields), form)[0]

    def ask(self, method, path, body=None, headers=()):
        self.connection.request(method, path, body, {"Cookie": self.cookie, **dict(headers)})
        answer = self.connection.getresponse()
        text = answer.read().decode(errors="replace")
        for cookie in answer.headers.get_all("Set-Cookie", ()):
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        if answer.status >= 400:
            raise RuntimeError(f"{method} {path}: {answer.status} {text[:300]}")
        if method == "GET" and answer.status in (301, 302):
            return self.ask("GET", answer.headers["Location"])
        return answer.headers, text

    @property
    def cookie(self):
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def join(self, path, name):
        self.get(path)
        self.post(path, name=name)
        return self


class Day:
    """Changes as they come in the market: a sheet is written, pinned, moved and parked again, and so on."""

    def __init__(self, port, links):
        self.links = links
        self.wall = f"/c/{links['slug']}/wall/"
        self.new = f"/c/{links['slug']}/anliegen/new/"
        self.ada = Browser(port).join(links["facilitator"], "Ada")
        self.ben = Browser(port).join(links["join"], "Ben")
        page = self.ada.get(self.wall)
        self.socket = SOCKET.search(page)[1].replace("&amp;", "&")
        self.version = int(VERSION.search(page)[1])
        free = [tag for tag in CELL.finditer(page) if "free" in tag[0]]
        self.cells = [{"slot": cell[1], "room": cell[2]} for cell in free[:2]]
        self.sheet = max(int(number) for number in re.findall(r'data-anliegen="(\d+)"', page))
        self.turn = count()

    def change(self, kinds=("write", "pin", "move", "park")):
        """Make the next change; return (version, when it was sent)."""
        kind, sent = kinds[next(self.turn) % len(kinds)], time.monotonic()
        getattr(self, kind)()
        return self.version, sent

    def write(self):
        self.ben.post(self.new, title="Wie gehen wir mit Fehlern um?", goal="Verabreden, was wir ändern", context="")
        self.sheet += 1
        self.version += 1

    def pin(self):
        self.verb("pin", self.cells[0])

    def move(self):
        self.cells.reverse()
        self.verb("move", self.cells[0])

    def park(self):
        self.verb("park", {})

    def verb(self, name, cell):
        answer = self.ada.post(f"{self.wall}{name}/", {"HX-Request": "true"}, anliegen=self.sheet, **cell)
        self.version = int(answer["X-Version"].split()[-1])


class Visitor(asyncio.Protocol):
    """One of many connections that ask again as soon as they are answered."""

    def __init__(self, request, until, times):
        self.request, self.until, self.times = request, until, times
        self.left = asyncio.get_running_loop().create_future()
        self.unread, self.head = None, b""

    def connection_made(self, transport):
        self.transport = transport
        self.ask()

    def ask(self):
        if (now := time.monotonic()) > self.until:
            self.transport.close()
        else:
            self.sent = now
            self.transport.write(self.request)

    def data_received(self, data):
        if self.unread is None:
            self.head += data
            head, end, data = self.head.partition(b"\r\n\r\n")
            if not end:
                return
            if head[9:10] not in b"23":
                raise RuntimeError(head.decode())
            found = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
            self.unread, self.head = int(found[1]), b""
        self.unread -= len(data)
        if self.unread <= 0:
            self.unread = None
            self.times.append(time.monotonic() - self.sent)
            self.ask()

    def connection_lost(self, error):
        self.left.set_result(None)


def crowd_asks(port, browser, path, fields=None, connections=50, seconds=8):
    """Let that many connections ask for one page (or send one form) all the time; return the answers' times."""
    body = urlencode({**fields, "csrfmiddlewaretoken": browser.cookies["csrftoken"]}) if fields else ""
    request = (
        f"{'POST' if fields else 'GET'} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {browser.cookie}\r\n"
        f"Accept-Encoding: {PACKED}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(body)}\r\n\r\n{body}"
    ).encode()
    times = []

    async def ask():
        until, loop = time.monotonic() + seconds, asyncio.get_running_loop()
        visitors = [
            (await loop.create_connection(lambda: Visitor(request, until, times), "127.0.0.1", port))[1]
            for _ in range(connections)
        ]
        await asyncio.gather(*(visitor.left for visitor in visitors))

    asyncio.run(ask())
    return times
