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
    __slots__ = ("deaf", "heard", "open", "rest", "sock")

    def __init__(self, sock, deaf):
        self.sock, self.deaf, self.open, self.rest, self.heard = sock, deaf, False, b"", []


class FarEnd:
    def __init__(self, address, request):
        self.address, self.request = address, request
        self.poll = select.epoll()
        self.clients = {}
        self.known = {}
        self.served, self.lost = 0, 0
        self.sizes = {}

    def clear(self):
        """Forget what arrived so far."""
        for client in self.clients.values():
            client.heard.clear()

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

    def delays(self, sent, within=10):
        """For changes (version, when sent) return how long each client waited for each, and how many never came.

        Waits until all have the last one. A client has a change when it has a message of that version or a later one.
        """
        end, listeners = time.monotonic() + within, [each for each in self.clients.values() if not each.deaf]
        while time.monotonic() < end:
            if not self.turn(0.1) and all(each.heard and each.heard[-1][0] >= sent[-1][0] for each in listeners):
                break
        waited, lost = array("d"), 0
        for client in listeners:
            heard = iter(client.heard)
            version, moment = next(heard, (0, 0))
            for wanted, at in sent:
                while version < wanted and (following := next(heard, None)):
                    version, moment = following
                if version >= wanted:
                    waited.append(moment - at)
                else:
                    lost += 1
        return waited, lost, sum(self.sizes.values()) / max(1, len(self.sizes))

    def turn(self, patience=None):
        """Handle what has arrived; return how much that was."""
        events = self.poll.poll(patience)
        for fd, event in events:
            if client := self.clients.get(fd):
                if event & select.EPOLLOUT and not client.open:
                    self.shake_hands(fd, client)
                elif not client.deaf or not client.open:
                    self.read(fd, client)
        return len(events)

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
            client.heard.append((self.known[data], time.monotonic()))
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
                client.heard.append((version, now))
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
