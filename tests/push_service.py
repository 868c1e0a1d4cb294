"""A push service on this machine, and browsers that subscribed there: they read what arrives, as real ones would."""

import json
import queue
from base64 import urlsafe_b64decode, urlsafe_b64encode
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from secrets import token_bytes

import http_ece
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec


def coded(data):
    return urlsafe_b64encode(data).decode().rstrip("=")


def decoded(text):
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


class Browser:
    """A browser that subscribed: its keys, and its address at the push service."""

    def __init__(self, service, name):
        """`service` is its address."""
        self.key, self.secret = ec.generate_private_key(ec.SECP256R1()), token_bytes(16)
        self.endpoint = f"{service}/{name}"

    @property
    def fields(self):
        form = serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
        point = self.key.public_key().public_bytes(*form)
        return {"endpoint": self.endpoint, "p256dh": coded(point), "auth": coded(self.secret)}

    def reads(self, body):
        return json.loads(http_ece.decrypt(body, private_key=self.key, auth_secret=self.secret, version="aes128gcm"))


class Service(ThreadingHTTPServer):
    """A push service: keeps what comes, answers 410 at addresses that end on "gone"."""

    def __init__(self):
        self.came = queue.Queue()
        super().__init__(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server_port}"

    def next(self):
        return self.came.get(timeout=10)

    def is_quiet(self):
        """Whether nothing comes that was not read; only after something that would have come later."""
        return self.came.empty()


class Handler(BaseHTTPRequestHandler):
    def do_POST(self):  # noqa: N802 - the library's name
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.came.put((self.path, dict(self.headers), body))
        elsewhere = self.path.endswith("elsewhere")
        self.send_response(410 if self.path.endswith("gone") else 307 if elsewhere else 201)
        if elsewhere:
            self.send_header("Location", f"{self.server.address}/inside")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_words):
        pass
