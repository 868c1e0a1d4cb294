"""The rows of the matrix that are about reports and who was there. Of Ben's sheets 4 has a report that hangs, 2 has one
that is being written, in which Cleo's name stands."""

from tests.matrix.statuses import DO_FACILITATORS, NO_SUCH_WAY, SEATED

HUNG, WRITING = {"number": 4}, {"number": 2}
GROUP = "     403 403 403 200 200 200 200 403 403"
DO_GROUP = "  403 403 403 302 302 302 302 403 403"
ONCE = "      403 403 403 409 409 409 409 403 403"


def version(_world):
    return WRITING | {"version": 1}


def pages():
    yield "report", HUNG, SEATED
    yield "write_report", WRITING, "403 403 302 200 200 200 200 403 403"
    yield "versions", WRITING, GROUP
    yield "version", version, GROUP
    yield "pass_round", WRITING, GROUP
    for verb in ("publish_report", "take_back_report", "come", "enter", "take_in_door", "count_others"):
        yield verb, WRITING, NO_SUCH_WAY
    yield "bring_back_version", version, NO_SUCH_WAY
    yield "begin_report_anew", WRITING, NO_SUCH_WAY
    yield "take_out", WRITING | {"entry": 1}, NO_SUCH_WAY


def deeds():
    yield "report", HUNG, {}, NO_SUCH_WAY
    yield "write_report", WRITING, {"happened": "Secret soup, again", "seen": 2}, DO_GROUP
    yield "publish_report", WRITING, {}, DO_GROUP
    yield "take_back_report", HUNG, {}, DO_GROUP
    yield "versions", WRITING, {}, NO_SUCH_WAY
    yield "version", version, {}, NO_SUCH_WAY
    yield "bring_back_version", version, {}, DO_GROUP
    yield "begin_report_anew", WRITING, {}, DO_FACILITATORS
    yield "come", WRITING, {}, "403 403 302 302 302 302 302 403 403"
    yield "enter", WRITING, {"name": "Emil", "named": "on"}, DO_GROUP
    yield "pass_round", WRITING, {"name": "Emil", "named": "on"}, DO_GROUP
    yield "take_in_door", WRITING, {}, ONCE
    yield "take_out", lambda world: WRITING | {"entry": world.entry.pk}, {}, DO_GROUP
    yield "count_others", WRITING, {"others": 3}, DO_GROUP
