"""The rows of the matrix that are about the day: the first page, plan and push, the market."""

from tests.matrix.statuses import DO_CONVENERS_AND_HELPERS, DO_FACILITATORS, DO_SEATED, EVERYBODY, NO_SUCH_WAY, SEATED


def pages():
    yield "home", {}, SEATED
    yield "my_plan", {}, SEATED
    yield "plan_feed", lambda world: {"key": world.ben.plan_key}, EVERYBODY
    yield "push_worker", {}, EVERYBODY
    for verb in ("read", "renew_plan", "subscribe", "unsubscribe"):
        yield verb, {}, NO_SUCH_WAY
    yield "market", {}, SEATED
    for verb in ("line-up", "step-out", "call", "skip", "recall", "reorder", "end", "extend", "pause", "go-on"):
        yield verb, {}, NO_SUCH_WAY
    for verb in ("seconds", "open-market", "close-market", "add-round", "add-room"):
        yield verb, {}, NO_SUCH_WAY


def deeds():
    yield "home", {}, {}, NO_SUCH_WAY
    yield "read", {}, {"to": 3}, DO_SEATED
    yield "subscribe", {}, {}, "403 403 409 409 409 409 409 403 403"
    yield "unsubscribe", {}, {"endpoint": "https://push.example.net/1"}, DO_SEATED
    yield "push_worker", {}, {}, NO_SUCH_WAY
    yield "my_plan", {}, {}, NO_SUCH_WAY
    yield "renew_plan", {}, {}, DO_SEATED
    yield "plan_feed", lambda world: {"key": world.ben.plan_key}, {}, NO_SUCH_WAY
    yield "market", {}, {}, NO_SUCH_WAY
    yield "line-up", {}, {"anliegen": 4}, DO_CONVENERS_AND_HELPERS
    yield "step-out", {}, {"anliegen": 5}, DO_CONVENERS_AND_HELPERS
    yield "call", {}, {}, DO_FACILITATORS
    yield "skip", {}, {}, DO_FACILITATORS
    yield "recall", {}, {"anliegen": 4}, DO_FACILITATORS
    yield "reorder", {}, {"anliegen": 5, "before": 1}, DO_FACILITATORS
    yield "end", {}, {}, DO_FACILITATORS
    yield "extend", {}, {}, DO_FACILITATORS
    yield "pause", {}, {}, DO_FACILITATORS
    yield "go-on", {}, {}, "403 403 403 403 403 409 409 403 403"
    yield "seconds", {}, {"seconds": 60}, DO_FACILITATORS
    yield "open-market", {}, {}, "403 403 403 403 403 409 409 403 403"
    yield "close-market", {}, {}, DO_FACILITATORS
    yield "add-round", {}, {}, DO_FACILITATORS
    yield "add-room", {}, {}, DO_FACILITATORS
