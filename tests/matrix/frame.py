"""The rows of the matrix that are about the frame: entrance, people, setup, archive."""

from tests.matrix.statuses import (
    DO_FACILITATORS,
    DO_INSTALLATION,
    DO_ORGANISERS,
    DO_SEATED,
    EVERYBODY,
    FACILITATORS,
    INSTALLATION,
    NO_SUCH_WAY,
    ORGANISERS,
    SEATED,
)

ROOM_FORM = {"name": "Eiche", "capacity": "", "location": "", "features": ""}
SLOT_FORM = {"name": "Plenary", "day": "2026-06-12", "starts": "20:00", "ends": "21:00"}
GRID = {"people": 9, "grid": "4x1", "day": "2026-06-13", "starts": "10:00", "minutes": 60, "rest": 0}
ABOUT = {"name": "Nachbarschaft", "language": "en", "time_zone": "Europe/Berlin", "participants_pin": "on"}


def pages():
    yield "healthz", {}, EVERYBODY
    yield "front", {}, EVERYBODY
    yield "join", lambda world: {"code": world.code}, EVERYBODY
    yield "join_qr", lambda world: {"code": world.code, "kind": "svg"}, EVERYBODY
    yield "organiser", {"key": "unclaimed"}, EVERYBODY
    yield "me", lambda world: {"key": world.cleo.key}, "200 200 302 200 200 200 200 200 200"
    yield "set_language", {}, "302 302 302 302 302 302 302 302 302"
    yield "seat", {}, SEATED
    yield "poster", {}, SEATED
    yield "people", {}, ORGANISERS
    yield "renew", {"role": "participant"}, NO_SUCH_WAY
    yield "person", lambda world: {"person": world.cleo.pk}, ORGANISERS
    for verb in ("assign", "renew_link", "remove_person"):
        yield verb, lambda world: {"person": world.cleo.pk}, NO_SUCH_WAY
    yield "start", {}, INSTALLATION
    yield "setup", {}, FACILITATORS
    yield "about", {}, ORGANISERS
    yield "take_down_notice", lambda world: {"notice": world.notice.pk}, NO_SUCH_WAY
    yield "rooms", {}, ORGANISERS
    yield "room", lambda world: {"room": world.linde.pk}, ORGANISERS
    yield "move_room", lambda world: {"room": world.linde.pk}, NO_SUCH_WAY
    yield "remove_room", lambda world: {"room": world.linde.pk}, NO_SUCH_WAY
    yield "slots", {}, ORGANISERS
    yield "new_slot", {}, ORGANISERS
    yield "slot", lambda world: {"slot": world.first.pk}, ORGANISERS
    yield "postpone_slot", lambda world: {"slot": world.first.pk}, NO_SUCH_WAY
    yield "remove_slot", lambda world: {"slot": world.first.pk}, NO_SUCH_WAY
    yield "plan", {}, ORGANISERS
    yield "archive_zip", {}, ORGANISERS
    yield "load", {}, INSTALLATION
    for verb in ("leave_device", "add_display", "enter_phase", "post_notice", "add_rooms", "add_rounds", "make_plan"):
        yield verb, {}, NO_SUCH_WAY


def deeds():
    yield "healthz", {}, {}, EVERYBODY
    yield "front", {}, {}, NO_SUCH_WAY
    yield "join", lambda world: {"code": world.code}, {"name": "Emil"}, "302 302 302 302 302 302 302 302 302"
    yield "join_qr", lambda world: {"code": world.code, "kind": "svg"}, {}, NO_SUCH_WAY
    yield "organiser", {"key": "unclaimed"}, {}, "302 302 302 302 302 302 302 302 302"
    yield "me", lambda world: {"key": world.cleo.key}, {}, "302 302 302 302 302 302 302 302 302"
    yield "set_language", {}, {"language": "de"}, "302 302 302 302 302 302 302 302 302"
    yield "seat", {}, {"name": "Somebody"}, DO_SEATED
    yield "leave_device", {}, {}, DO_SEATED
    yield "poster", {}, {}, NO_SUCH_WAY
    yield "people", {}, {}, ORGANISERS
    yield "renew", {"role": "participant"}, {}, DO_ORGANISERS
    yield "person", lambda world: {"person": world.cleo.pk}, {}, NO_SUCH_WAY
    yield "assign", lambda world: {"person": world.cleo.pk}, {"role": "helper"}, DO_ORGANISERS
    yield "renew_link", lambda world: {"person": world.cleo.pk}, {}, ORGANISERS
    yield "remove_person", lambda world: {"person": world.cleo.pk}, {}, DO_ORGANISERS
    yield "add_display", {}, {"name": "Foyer"}, DO_ORGANISERS
    yield "start", {}, ABOUT, DO_INSTALLATION
    yield "setup", {}, {}, NO_SUCH_WAY
    yield "about", {}, ABOUT, DO_ORGANISERS
    yield "enter_phase", {}, {"phase": "market"}, DO_FACILITATORS
    yield "post_notice", {}, {"text": "Soup!"}, DO_FACILITATORS
    yield "take_down_notice", lambda world: {"notice": world.notice.pk}, {}, DO_FACILITATORS
    yield "rooms", {}, {}, NO_SUCH_WAY
    yield "add_rooms", {}, {"text": "Eiche"}, DO_ORGANISERS
    yield "room", lambda world: {"room": world.linde.pk}, ROOM_FORM, DO_ORGANISERS
    yield "move_room", lambda world: {"room": world.linde.pk}, {"step": "1"}, DO_ORGANISERS
    yield "remove_room", lambda world: {"room": world.linde.pk}, {}, DO_ORGANISERS
    yield "slots", {}, {}, NO_SUCH_WAY
    yield "add_rounds", {}, {"text": "2 rounds of 30 min from 20:00", "day": "2026-06-12"}, DO_ORGANISERS
    yield "new_slot", {}, SLOT_FORM, DO_ORGANISERS
    yield "slot", lambda world: {"slot": world.first.pk}, SLOT_FORM, DO_ORGANISERS
    yield "postpone_slot", lambda world: {"slot": world.third.pk}, {"minutes": "5"}, DO_ORGANISERS
    yield "remove_slot", lambda world: {"slot": world.first.pk}, {}, DO_ORGANISERS
    yield "plan", {}, {}, NO_SUCH_WAY
    yield "make_plan", {}, GRID, DO_ORGANISERS
    yield "archive_zip", {}, {}, NO_SUCH_WAY
    yield "load", {}, {}, "403 403 403 403 403 403 403 422 403"
