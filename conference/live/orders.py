"""What a page may say over its socket beside "ping": orders, JSON objects whose "kind" names who takes them.

The day registers its takers here (`anliegen.apps`), as it does with regions; the frame brings orders in and words out.
A page that only listens costs nothing of this. Everything runs on the server's loop; a taker waits for nothing but
threads.
"""

import json
import logging
import secrets
import time

from conference.live.protocol import HEAR_MORE, Frame

BURST, A_SECOND = 40, 4  # orders of one page
MOST_BYTES, BYTES_A_SECOND = 4_000_000, 50_000
LONGEST = 1_600_000  # bytes of an order from a page that was let write

log = logging.getLogger(__name__)

takers = {}  # kind → a taker with: await take(guest, order, fits), left(guest), heard(word)


class Bucket:
    """Runs over when more comes than drains off."""

    def __init__(self, holds, drains):
        self.holds, self.drains, self.level, self.at = holds, drains, 0, time.monotonic()

    def takes(self, amount):
        now = time.monotonic()
        self.level = max(0, self.level - (now - self.at) * self.drains)
        self.at = now
        if self.level + amount > self.holds:
            return False
        self.level += amount
        return True


class Guest:
    """A page that gives orders. `name` tells it from all others, in every process."""

    def __init__(self, ticket, write, scope):
        self.ticket, self.write, self.scope = ticket, write, scope
        self.name = secrets.token_hex(6)
        self.kinds = set()
        self.orders, self.bytes = Bucket(BURST, A_SECOND), Bucket(MOST_BYTES, BYTES_A_SECOND)

    def hear_more(self):
        """Let this page send long orders from now on, where the server can."""
        if let := self.scope.get("extensions", {}).get(HEAR_MORE):
            let(LONGEST)

    def say(self, kind, **content):
        self.write(word(kind, **content))

    async def take(self, text):
        """Bring an order to its taker; return whether this page may go on."""
        if not self.orders.takes(1):
            return False
        try:
            order = json.loads(text)
            kind = order["kind"]
            taker = takers[kind]
        except (ValueError, KeyError, TypeError, RecursionError):
            return True  # no order of ours: it is not answered
        self.kinds.add(kind)
        try:
            await taker.take(self, order, self.bytes.takes(len(text)))
        except Exception:
            log.exception("An order of kind %s failed", kind)
        return True

    def leave(self):
        for kind in self.kinds:
            try:
                takers[kind].left(self)
            except Exception:
                log.exception("Leaving %s failed", kind)


def word(kind, **content):
    """Return a word of that kind as a frame, encoded once for all who get it."""
    return Frame(json.dumps({"kind": kind, **content}, ensure_ascii=False, separators=(",", ":")))


def heard(told):
    """Bring what a page of any process said to the taker of its kind."""
    try:
        takers[told["kind"]].heard(told)
    except Exception:
        log.exception("A word was lost")
