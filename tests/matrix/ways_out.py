"""The rows of the matrix that are about spreadsheets, calendars, schedules, the site and charts."""

from conference.access import wall_key
from tests.matrix.statuses import DO_SEATED, EVERYBODY, FACILITATORS, NO_SUCH_WAY, SEATED

KINDS = ["ics", "xml", "json"]
GATHERED = ["data_xlsx", "data_csv", "site_zip"]


def of_feed(kind):
    return lambda world: {"key": wall_key(world.ben), "kind": kind}


def pages():
    yield "exports", {}, SEATED
    yield "make_link", {}, NO_SUCH_WAY
    for kind in KINDS:
        yield "schedule", {"kind": kind}, SEATED
        yield "schedule_feed", of_feed(kind), EVERYBODY
    for name in GATHERED:
        yield name, {}, FACILITATORS


def deeds():
    yield "exports", {}, {}, NO_SUCH_WAY
    yield "make_link", {}, {}, DO_SEATED
    yield "schedule", {"kind": "xml"}, {}, NO_SUCH_WAY
    yield "schedule_feed", of_feed("xml"), {}, NO_SUCH_WAY
    for name in GATHERED:
        yield name, {}, {}, NO_SUCH_WAY
