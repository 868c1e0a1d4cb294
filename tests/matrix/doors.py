"""The rows of the matrix that are about doors: their signs, and who is in a room."""

from tests.matrix.statuses import DO_SEATED, EVERYBODY, HELPERS, NO_SUCH_WAY, SEATED


def of_door(world):
    return {"room": world.linde.pk, "key": world.screen.key}


def of_room(world):
    return {"room": world.linde.pk}


def pages():
    yield "door", of_door, EVERYBODY
    yield "doors", {}, HELPERS
    yield "here", of_room, SEATED
    yield "leave_room", {}, NO_SUCH_WAY
    yield "show_where", {}, NO_SUCH_WAY


def deeds():
    yield "door", of_door, {}, NO_SUCH_WAY
    yield "doors", {}, {}, NO_SUCH_WAY
    yield "here", of_room, {}, DO_SEATED
    yield "leave_room", {}, {}, DO_SEATED
    yield "show_where", {}, {"on": "on"}, DO_SEATED
