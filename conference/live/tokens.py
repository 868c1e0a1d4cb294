"""What opens the socket: a signed ticket in the page, so that connecting asks neither session nor database.

It bears the mark of the seat's key: when the key is renewed or the seat is gone, the hub shows such a ticket the door.

Looking the session up for each of thousands who reconnect at once made them wait three times as long.
"""

from hashlib import blake2s
from typing import NamedTuple

from django.core import signing

MAX_AGE = 24 * 3600
SALT = "conference.live.socket"


class Ticket(NamedTuple):
    """Who may listen to what, in which language. One without a mark belongs to nobody who could be sent away."""

    conference: int
    slug: str
    seat: int
    language: str
    mark: str = ""


def issue(*ticket):
    """Return the token for a ticket's fields."""
    return signing.dumps(Ticket(*ticket), salt=SALT)


def read(token):
    """Return the ticket, or raise `signing.BadSignature` when it is forged or too old."""
    return Ticket(*signing.loads(token, salt=SALT, max_age=MAX_AGE))


def mark(key):
    """Return what stands for a key in tickets and messages: enough to tell two apart, too little to sit down."""
    return blake2s(key.encode(), digest_size=6).hexdigest()
