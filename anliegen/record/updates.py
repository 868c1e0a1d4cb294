"""What an update of a document (Yjs, version 1) is made of, looked at before the library has it.

The library follows what is nested by calling itself: 60 kB of lists in lists, or of maps in maps that go, end the
process with every page in it. So only what our pages write is let through, and no more of it than can go too deep.
"""

from dataclasses import dataclass, field

MOST_TYPES = 3_000  # rows of next steps and their words that ever were; the library bears some 8,000 in each other
DEEPEST = 20  # values in values
GONE, DELETED, STRING, TYPE, ANY, SKIP = 0, 1, 4, 7, 8, 10
ORIGIN, RIGHT_ORIGIN, PARENT_SUB, NOTHING = 0x80, 0x40, 0x20, 0x10
LIST_MAP_TEXT = (0, 1, 2)
FIXED = {127: 0, 126: 0, 124: 4, 123: 8, 122: 8, 121: 0, 120: 0}  # tag of a value → its bytes
WHOLE, WORD, OBJECT, ARRAY = 125, 119, 118, 117


class Strange(Exception):
    """No update of ours."""


@dataclass
class Made:
    """Up to where it leads, client by client, and how many lists, maps and texts stand in it."""

    reach: dict = field(default_factory=dict)
    types: int = 0


def look(update):
    """Return what an update is made of. Raises Strange."""
    try:
        return _look(_Reader(update))
    except (IndexError, UnicodeDecodeError) as error:
        raise Strange from error


def _look(read):
    made = Made()
    for _client in range(read.number()):
        structs, client, clock = read.number(), read.number(), read.number()
        for _struct in range(structs):
            length, is_type = _struct_of(read)
            clock, made.types = clock + length, made.types + is_type
        made.reach[client] = max(clock, made.reach.get(client, 0))
    return made


def _struct_of(read):
    """Return (how many places it takes, whether it is a list, map or text)."""
    info = read.byte()
    if info in (GONE, SKIP):
        return read.number(), False
    if info & NOTHING:
        raise Strange
    for mark in (ORIGIN, RIGHT_ORIGIN):
        if info & mark:
            read.number(), read.number()
    if not info & (ORIGIN | RIGHT_ORIGIN):
        if read.number() == 1:
            read.text()
        else:
            read.number(), read.number()
        if info & PARENT_SUB:
            read.text()
    kind = info & 15
    if kind == DELETED:
        return read.number(), False
    if kind == STRING:
        return len(read.text().encode("utf-16-le", "surrogatepass")) // 2, False
    if kind == TYPE and read.number() in LIST_MAP_TEXT:
        return 1, True
    if kind != ANY:
        raise Strange
    many = read.number()
    for _value in range(many):
        _value_of(read, DEEPEST)
    return many, False


def _value_of(read, deep):
    tag = read.byte()
    if tag in FIXED:
        read.skip(FIXED[tag])
    elif tag == WHOLE:
        read.number()
    elif tag == WORD:
        read.text()
    elif tag in (OBJECT, ARRAY) and deep:
        for _each in range(read.number()):
            if tag == OBJECT:
                read.text()
            _value_of(read, deep - 1)
    else:
        raise Strange


class _Reader:
    def __init__(self, update):
        self.update, self.at = update, 0

    def byte(self):
        self.at += 1
        return self.update[self.at - 1]

    def number(self):
        found = shift = 0
        while True:
            byte = self.byte()
            found |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return found
            if shift > 70:
                raise Strange

    def text(self):
        return self.skip(self.number()).decode()

    def skip(self, many):
        start, self.at = self.at, self.at + many
        if self.at > len(self.update):
            raise Strange
        return self.update[start : self.at]
