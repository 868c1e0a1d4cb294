"""The crowd: thousands of WebSocket clients in one process of its own, light enough not to be what is measured.

Plain epoll; a frame that came before is recognised by its bytes. All variants meet the same crowd.
"""

import multiprocessing
import re
import select
import socket
import time
import zlib
from array import array
from collections import defaultdict

VERSION = re.compile(rb'"version":\s*(\d+)')
GREETING = b'"release"'
# What a phone's browser sends, with the seat's cookies.
REQUEST = (
    "GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\nConnection: Upgrade\r\nPragma: no-cache\r\n"
    "Cache-Control: no-cache\r\nUser-Agent: Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/140.0.0.0 Mobile Safari/537.36\r\nUpgrade: websocket\r\n"
    "Origin: http://{host}:{port}\r\nSec-WebSocket-Version: 13\r\n"
    "Accept-Encoding: gzip, deflate\r\nAccept-Language: de-DE,de;q=0.9,en;q=0.8\r\nCookie: {cookies}\r\n"
    "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
    "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n\r\n"
)
COOKIES = f"csrftoken={'x' * 32}; seat={'x' * 160}; django_language=de"


class Crowd:
    """The near end: starts the crowd's process and asks it."""

    def __init__(self, port, path, host="127.0.0.1"):
        spawn = multiprocessing.get_context("spawn")
        self.pipe, far = spawn.Pipe()
        request = REQUEST.format(path=path, host=host, port=port, cookies=COOKIES).encode()
        self.process = spawn.Process(target=run, args=(far, (host, port), request), daemon=True)
        self.process.start()

    def __getattr__(self, name):
        def ask(*args):
            self.pipe.send((name, args))
            return self.pipe.recv()

        return ask

    def go_home(self):
        self.process.terminate()
        self.process.join()


class Client:
    __slots__ = ("deaf", "open", "rest", "sock")

    def __init__(self, sock, deaf):
        self.sock, self.deaf, self.open, self.rest = sock, deaf, False, b""


class FarEnd:
    def __init__(self, address, request):
        self.address, self.request = address, request
        self.poll = select.epoll()
        self.clients = {}
        self.known = {}
        self.served, self.lost = 0, 0
        self.sizes = {}
        self.clear()

    def clear(self):
        """Forget what arrived so far."""
        self.arrivals = defaultdict(lambda: array("d"))

    def connect(self, number, deaf=False, within=30):
        """Connect that many at once; return the seconds until all were greeted and how many never were."""
        start, self.served, self.lost = time.monotonic(), 0, 0
        for _ in range(number):
            sock = socket.socket()
            sock.setblocking(False)
            if deaf:
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            sock.connect_ex(self.address)
            self.clients[sock.fileno()] = Client(sock, deaf)
            self.poll.register(sock.fileno(), select.EPOLLOUT)
        while self.served + self.lost < number and time.monotonic() < start + within:
            self.turn(0.1)
        return time.monotonic() - start, number - self.served

    def drop(self):
        """Hang up, all at once, without a word."""
        for client in self.clients.values():
            client.sock.close()
        self.clients.clear()

    def wait(self, version, number, within=10):
        """Stay until that many have this version; return whether they do."""
        end = time.monotonic() + within
        while time.monotonic() < end:
            newest = max(self.arrivals, default=0)
            if newest >= version and len(self.arrivals[newest]) >= number:
                return True
            self.turn(0.05)
        return False

    def heard(self):
        """Return {version: times at which clients had it} and {version: bytes of the text}."""
        return dict(self.arrivals), self.sizes

    def turn(self, patience=None):
        for fd, event in self.poll.poll(patience):
            if client := self.clients.get(fd):
                if event & select.EPOLLOUT and not client.open:
                    self.shake_hands(fd, client)
                elif not client.deaf or not client.open:
                    self.read(fd, client)

    def shake_hands(self, fd, client):
        try:
            client.sock.send(self.request)
            self.poll.modify(fd, select.EPOLLIN)
        except OSError:
            self.lose(fd)

    def read(self, fd, client):
        try:
            data = client.sock.recv(65536)
        except OSError:
            data = b""
        if not data:
            self.lose(fd)
        elif client.open and not client.rest and data in self.known:
            self.arrivals[self.known[data]].append(time.monotonic())
        else:
            self.understand(fd, client, data)

    def lose(self, fd):
        self.lost += 1
        self.clients.pop(fd).sock.close()

    def understand(self, fd, client, data):
        now = time.monotonic()
        client.rest += data
        if not client.open:
            head, end, rest = client.rest.partition(b"\r\n\r\n")
            if not end:
                return
            if b" 101 " not in head[:20]:
                self.lose(fd)
                return
            client.open, client.rest = True, rest
            if client.deaf:
                self.served += 1
                self.poll.modify(fd, 0)
                return
        alone = client.rest is data or client.rest == data
        while frame := next_frame(client.rest):
            opcode, text, client.rest = frame
            if opcode == 9:
                client.sock.send(masked(0x8A, text))
            elif opcode == 8:
                self.lose(fd)
                return
            elif text[:1] in b"02":  # socket.io: "open" wants "connect", ping wants pong
                client.sock.send(masked(0x81, b"40" if text[:1] == b"0" else b"3"))
            elif GREETING in text:
                self.served += 1
            elif found := VERSION.search(text):
                version = int(found[1])
                self.arrivals[version].append(now)
                self.sizes[version] = len(text)
                if alone and not client.rest:
                    self.known[data] = version


def next_frame(data):
    """Return (opcode, text, what follows) if the data begins with a whole frame."""
    if len(data) < 2:
        return None
    size, at = data[1] & 127, 2
    if size > 125:
        at = 4 if size == 126 else 10
        size = int.from_bytes(data[2:at])
    if len(data) < at + size:
        return None
    text = data[at : at + size]
    if data[0] & 0x40:
        text = zlib.decompress(text + b"\x00\x00\xff\xff\x03\x00", wbits=-15)
    return data[0] & 15, text, data[at + size :]


def masked(head, text):
    return bytes((head, 0x80 | len(text), 0, 0, 0, 0)) + text


def run(pipe, address, request):
    """Be the crowd: follow the sockets, and do what the near end asks."""
    far = FarEnd(address, request)
    far.poll.register(pipe.fileno(), select.EPOLLIN)
    while True:
        far.turn()
        while pipe.poll():
            try:
                name, args = pipe.recv()
            except EOFError:
                return
            pipe.send(getattr(far, name)(*args))
