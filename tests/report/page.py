"""A page that types into a report, as far as the socket goes."""

import json
import time
from base64 import b64decode, b64encode

from pycrdt import Array, Doc, Text

from conference.live import tokens

NOTHING = b64encode(b"\x00").decode()


def token(seat):
    return tokens.issue(seat.conference.pk, seat.conference.slug, seat.pk, "en", tokens.mark(seat.key))


class Page:
    """A page that types into a report, as ours does."""

    def __init__(self, listener, number=1):
        self.connection, self.number, self.n = listener.connection, number, 0
        self.anew = 0
        self.doc = Doc()
        self.text = self.doc.get("happened", type=Text)
        self.doc.get("steps", type=Array)
        self.said = []

    def order(self, do, **content):
        self.connection.send(json.dumps({"kind": "report", "do": do, "of": self.number, "anew": self.anew, **content}))

    def hears(self, *names):
        """Return the next word that has one of these."""
        while True:
            word = json.loads(self.connection.recv(5))
            if word.get("kind") != "report":
                continue
            self.said.append(word)
            if "update" in word:
                self.doc.apply_update(b64decode(word["update"]))
            if any(name in word for name in names):
                return word

    def opens(self):
        self.order("open", has=b64encode(self.doc.get_state()).decode())
        return self.hears("has", "refused")

    def types(self, letters):
        before = self.doc.get_state()
        self.text += letters
        return self.sends(self.doc.get_update(before))

    def sends(self, update, reach=None):
        self.n += 1
        reach = b64encode(self.doc.get_state() if reach is None else reach).decode()
        self.order("edit", n=self.n, update=b64encode(update).decode(), reach=reach)
        return self.hears("kept", "refused", "behind")


def wait_for(true, timeout=8):
    deadline = time.monotonic() + timeout
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.02)
