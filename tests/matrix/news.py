"""The rows of the matrix that are about the Nachrichtenwand and the newsroom."""

from anliegen.models import Comment, Report
from tests.matrix.statuses import DO_HELPERS, DO_SEATED, HELPERS, NO_SUCH_WAY, SEATED

TOLD = {"number": 4}

#                           nobody display cleo ben  hal  ada  olga inst dora
DO_WRITERS = "               403   403   403  302  302  302  302  403  403"
DO_FACILITATORS = "          403   403   403  403  403  302  302  403  403"


def furnish(world):
    """Cleo adds something to the report of 4, which hangs."""
    report = Report.objects.get(anliegen__conference=world.conference, anliegen__number=4)
    world.comment = Comment.objects.create(report=report, seat=world.cleo, name="Cleo", text="Secret spice")


def said(world):
    return {**TOLD, "comment": world.comment.pk}


def pages():
    yield "news", {}, SEATED
    yield "told", TOLD, SEATED
    for verb in ("read_report", "comment"):
        yield verb, TOLD, NO_SUCH_WAY
    for verb in ("answer_comment", "take_in", "hide_comment"):
        yield verb, said, NO_SUCH_WAY
    yield "newsroom", {}, HELPERS
    for verb in ("nudge", "nudge_all"):
        yield verb, {}, NO_SUCH_WAY


def deeds():
    yield "news", {}, {}, NO_SUCH_WAY
    yield "told", TOLD, {}, NO_SUCH_WAY
    yield "read_report", TOLD, {"on": "on"}, DO_SEATED
    yield "comment", TOLD, {"kind": "ask", "text": "Why?"}, DO_SEATED
    yield "answer_comment", said, {"answer": "Because."}, DO_WRITERS
    yield "take_in", said, {}, DO_WRITERS
    yield "hide_comment", said, {"on": "on"}, DO_FACILITATORS
    yield "newsroom", {}, {}, NO_SUCH_WAY
    yield "nudge", {}, {"anliegen": 1}, DO_HELPERS
    yield "nudge_all", {}, {}, "403 403 403 403 409 409 409 403 403"  # nobody is left to nudge
