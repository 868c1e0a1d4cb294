"""The rows of the matrix that are about sheets and the wall: verbs, merging, proposals."""

from tests.matrix.statuses import (
    DO_FACILITATORS,
    DO_OWNERS,
    DO_SEATED,
    EVERYBODY,
    FACILITATORS,
    NO_SUCH_WAY,
    OWNERS,
    SEATED,
)
from tests.world import cell

SHEET = {"number": 1}
WITHDRAWN = {"number": 3}


def free(world):
    return cell(world.third, world.aula)


def pages():
    yield "new", {}, SEATED
    yield "sheet", SHEET, SEATED
    yield "edit", SHEET, OWNERS
    yield "withdraw", SHEET, NO_SUCH_WAY
    yield "bring-back", WITHDRAWN, NO_SUCH_WAY
    yield "interest", SHEET, NO_SUCH_WAY
    yield "round", {}, SEATED
    yield "wall", {}, SEATED
    yield "desk", {}, FACILITATORS
    yield "history", {}, SEATED
    yield "alike", {}, SEATED
    for verb in ("hide", "show_again"):
        yield verb, SHEET, NO_SUCH_WAY
    for verb in ("merge", "merge_now", "split"):
        yield verb, {}, NO_SUCH_WAY
    for verb in ("answer_merge", "withdraw_merge"):
        yield verb, lambda world: {"proposal": world.question.pk}, NO_SUCH_WAY
    yield "arrangement", lambda world: {"proposal": world.proposal.pk}, FACILITATORS
    yield "propose_arrangement", {}, NO_SUCH_WAY
    for verb in ("take_arrangement", "leave_arrangement"):
        yield verb, lambda world: {"proposal": world.proposal.pk}, NO_SUCH_WAY
    yield "panel", SHEET, FACILITATORS
    yield "hints", {}, FACILITATORS
    yield "cell", lambda world: {"slot": world.first.pk, "room": world.linde.pk}, SEATED
    yield "display", lambda world: {"key": world.screen.key}, EVERYBODY
    for verb in ("pin", "move", "swap", "park", "continue", "fix", "loosen", "close", "open", "undo", "redo"):
        yield verb, {}, NO_SUCH_WAY


def deeds():
    yield "new", {}, {"title": "Wer singt?"}, DO_SEATED
    yield "sheet", SHEET, {}, NO_SUCH_WAY
    yield "edit", SHEET, {"title": "Wer singt?"}, DO_OWNERS
    yield "withdraw", SHEET, {}, DO_OWNERS
    yield "bring-back", WITHDRAWN, {}, DO_OWNERS
    yield "interest", SHEET, {"on": "on"}, DO_SEATED
    yield "round", {}, {"anliegen": 2, "answer": "come"}, DO_SEATED
    yield "wall", {}, {}, NO_SUCH_WAY
    yield "desk", {}, {}, NO_SUCH_WAY
    yield "history", {}, {}, NO_SUCH_WAY
    yield "alike", {}, {}, NO_SUCH_WAY
    yield "hide", SHEET, {"why": "An advertisement"}, DO_FACILITATORS
    yield "show_again", SHEET, {}, "403 403 403 403 403 409 409 403 403"
    yield "merge", {}, {"anliegen": 1, "with": 2}, DO_OWNERS
    yield "merge_now", {}, {"anliegen": 1, "with": 2}, DO_FACILITATORS
    yield "split", {}, {"anliegen": 1}, "403 403 409 409 409 409 409 403 403"
    question = lambda world: {"proposal": world.question.pk}  # noqa: E731
    yield "answer_merge", question, {"yes": "on"}, "403 403 403 302 403 403 403 403 403"
    yield "withdraw_merge", question, {}, DO_FACILITATORS
    yield "arrangement", lambda world: {"proposal": world.proposal.pk}, {}, NO_SUCH_WAY
    yield "propose_arrangement", {}, {"scope": "no such round"}, "403 403 403 403 403 409 409 403 403"
    yield "take_arrangement", lambda world: {"proposal": world.proposal.pk}, {}, DO_FACILITATORS
    yield "leave_arrangement", lambda world: {"proposal": world.proposal.pk}, {}, DO_FACILITATORS
    yield "panel", SHEET, {}, NO_SUCH_WAY
    yield "hints", {}, {}, NO_SUCH_WAY
    yield "cell", lambda world: {"slot": world.first.pk, "room": world.linde.pk}, {}, NO_SUCH_WAY
    yield "display", lambda world: {"key": world.screen.key}, {}, NO_SUCH_WAY
    yield "pin", {}, lambda world: {"anliegen": 1, **free(world)}, DO_OWNERS
    yield "move", {}, lambda world: {"anliegen": 2, **free(world)}, DO_OWNERS
    yield "swap", {}, {"anliegen": 1, "with": 2}, DO_OWNERS
    yield "park", {}, {"anliegen": 2}, DO_OWNERS
    yield "continue", {}, lambda world: {"anliegen": 2, **free(world)}, DO_OWNERS
    yield "fix", {}, {"anliegen": 2}, DO_FACILITATORS
    yield "loosen", {}, {"anliegen": 4}, DO_FACILITATORS
    yield "close", {}, free, DO_FACILITATORS
    yield "open", {}, lambda world: cell(world.third, world.birke), DO_FACILITATORS
    yield "undo", {}, lambda world: {"event": world.bens_pin}, "403 403 403 302 403 302 302 403 403"
    yield "redo", {}, {}, "403 403 409 302 409 409 409 403 403"
