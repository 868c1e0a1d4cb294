"""What is drawn once and shown to everybody: kept in this process, under what it shows.

Django's caches pickle what they keep: to unpickle a wall took as long as asking for the seat.
"""

from collections import OrderedDict

shelves = []


class Kept(OrderedDict):
    """The newest pieces; beyond `most` the oldest goes. From any thread."""

    def __init__(self, most):
        super().__init__()
        self.most = most
        shelves.append(self)

    def keep(self, shows, piece):
        self[shows] = piece
        if len(self) > self.most:
            self.popitem(last=False)
        return piece

    def piece(self, shows, draw):
        """Return what was drawn under that key, or draw it now."""
        piece = self.get(shows)
        return self.keep(shows, draw()) if piece is None else piece


def forget():
    """Keep nothing any more: in tests, rows of another world get the same ids."""
    for shelf in shelves:
        shelf.clear()
