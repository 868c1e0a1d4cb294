"""Who may what: every address with every seat, and the status it answers with. A new address must be entered here.

Whoever is refused changes nothing and reads nothing. An organiser of this installation has no seat, and no more rights
in a conference than anybody outside; Dora organises another one.
"""

import pytest
from django.db import transaction
from django.test import Client
from django.urls import get_resolver, reverse

from anliegen.collect import sheets
from anliegen.day import plan
from anliegen.market import opening, queue
from anliegen.wall import facts, moves, undo
from conference.entrance import organisers
from conference.models import Conference, Organiser, Role
from conference.setup import notices
from tests import matrix_displays, matrix_doors, matrix_paper
from tests.world import Phone, cell, plain

WHO = ["nobody", "display", "cleo", "ben", "hal", "ada", "olga", "installation", "dora"]

#                  nobody display cleo ben  hal  ada  olga inst dora
EVERYBODY = "         200   200   200  200  200  200  200  200  200"
SEATED = "            403   403   200  200  200  200  200  403  403"
DO_SEATED = "         403   403   302  302  302  302  302  403  403"
OWNERS = "            403   403   403  200  403  200  200  403  403"
DO_OWNERS = "         403   403   403  302  403  302  302  403  403"
FACILITATORS = "      403   403   403  403  403  200  200  403  403"
DO_CONVENERS_AND_HELPERS = "403 403 403 302 302 302 302 403 403"
DO_FACILITATORS = "   403   403   403  403  403  302  302  403  403"
ORGANISERS = "        403   403   403  403  403  403  200  403  403"
DO_ORGANISERS = "     403   403   403  403  403  403  302  403  403"
INSTALLATION = "      403   403   403  403  403  403  403  200  403"
DO_INSTALLATION = "   403   403   403  403  403  403  403  302  403"
NO_SUCH_WAY = "       405   405   405  405  405  405  405  405  405"

SHEET = {"number": 1}
WITHDRAWN = {"number": 3}
ROOM_FORM = {"name": "Eiche", "capacity": "", "location": "", "features": ""}
SLOT_FORM = {"name": "Plenary", "day": "2026-06-12", "starts": "20:00", "ends": "21:00"}
GRID = {"people": 9, "grid": "4x1", "day": "2026-06-13", "starts": "10:00", "minutes": 60, "rest": 0}
ABOUT = {"name": "Nachbarschaft", "language": "en", "time_zone": "Europe/Berlin", "participants_pin": "on"}


def free(world):
    return cell(world.third, world.aula)


def pages():
    """(name, what else the address needs, who gets which status by GET)"""
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
    yield "home", {}, SEATED
    yield "my_plan", {}, SEATED
    yield "plan_feed", lambda world: {"key": world.ben.plan_key}, EVERYBODY
    yield "push_worker", {}, EVERYBODY
    for verb in ("read", "renew_plan", "subscribe", "unsubscribe"):
        yield verb, {}, NO_SUCH_WAY
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
    yield from matrix_displays.pages()
    yield from matrix_doors.pages()
    yield "archive_zip", {}, ORGANISERS
    yield from matrix_paper.pages()
    yield "load", {}, INSTALLATION
    for verb in ("pin", "move", "swap", "park", "continue", "fix", "loosen", "close", "open", "undo", "redo"):
        yield verb, {}, NO_SUCH_WAY
    yield "market", {}, SEATED
    for verb in ("line-up", "step-out", "call", "skip", "recall", "reorder", "end", "extend", "pause", "go-on"):
        yield verb, {}, NO_SUCH_WAY
    for verb in ("seconds", "open-market", "close-market", "add-round", "add-room"):
        yield verb, {}, NO_SUCH_WAY
    for verb in ("leave_device", "add_display", "enter_phase", "post_notice", "add_rooms", "add_rounds", "make_plan"):
        yield verb, {}, NO_SUCH_WAY


def deeds():
    """(name, what else the address needs, the form, who gets which status by POST)"""
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
    yield "home", {}, {}, NO_SUCH_WAY
    yield "read", {}, {"to": 3}, DO_SEATED
    yield "subscribe", {}, {}, "403 403 409 409 409 409 409 403 403"
    yield "unsubscribe", {}, {"endpoint": "https://push.example.net/1"}, DO_SEATED
    yield "push_worker", {}, {}, NO_SUCH_WAY
    yield "my_plan", {}, {}, NO_SUCH_WAY
    yield "renew_plan", {}, {}, DO_SEATED
    yield "plan_feed", lambda world: {"key": world.ben.plan_key}, {}, NO_SUCH_WAY
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
    yield from matrix_displays.deeds()
    yield from matrix_doors.deeds()
    yield "archive_zip", {}, {}, NO_SUCH_WAY
    yield from matrix_paper.deeds()
    yield "load", {}, {}, "403 403 403 403 403 403 403 422 403"
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


ROWS = [(name, where, "GET", {}, expected) for name, where, expected in pages()]
ROWS += [(name, where, "POST", form, expected) for name, where, form, expected in deeds()]


@pytest.fixture
def world(world):
    return furnished(world)


def furnished(world):
    """Ben's sheets: 1 is parked, 2 hangs, 3 is withdrawn, 4 is fixed, 5 he pinned and took back. One cell is closed."""
    parked, hangs, withdrawn, fixed, back = (world.writes(world.ben, "Secret soup") for _ in range(5))
    world.bens_pin = moves.pin(hangs, world.first, world.linde, by=world.ben).version
    moves.pin(fixed, world.second, world.linde, by=world.ada)
    moves.fix(fixed, by=world.ada)
    moves.close(world.conference, world.third, world.birke, by=world.ada)
    sheets.withdraw(withdrawn, by=world.ben)
    notices.post(world.conference, "Secret notice", by=world.ada)
    moves.pin(back, world.second, world.aula, by=world.ben)
    undo.undo(world.conference, by=world.ben)
    plan.renew(world.ben)
    world.notice = world.conference.notices.get()
    world.question = world.conference.merge_proposals.create(kept=parked, other=back)
    there = [[5, None, [world.third.pk, world.aula.pk]]]
    world.proposal = world.conference.arrangements.create(scope="parked", moves=there)
    world.code = world.conference.entrances.get(role=Role.PARTICIPANT).code
    Organiser.objects.create(key="unclaimed")
    in_line(world, hangs, fixed, parked, back)
    matrix_displays.furnish(world)
    return world


def in_line(world, presents, skipped, *waiting):
    """The market is open: 2 is being presented, 4 was skipped, 1 and 5 wait."""
    opening.open_market(world.conference, by=world.ada)
    for sheet in (presents, skipped, *waiting):
        queue.line_up(sheet, by=world.ada)
    queue.call(world.conference, by=world.ada)
    queue.skip(world.conference, by=world.ada, sheet=skipped)


def browser(world, who):
    """The browser of each seat; a screen may try to sit down with its key."""
    if who == "nobody":
        return Client()
    if who == "installation":
        organiser = Organiser.objects.create(key="claimed")
        organisers.claim(organiser.key)
        return Phone(organiser=organiser)
    return Phone(world.screen if who == "display" else getattr(world, who))


def address(world, name, where):
    where = where(world) if callable(where) else where
    needs_slug = "<slug:slug>" in addresses()[name]
    return reverse(name, kwargs={**where, **({"slug": world.conference.slug} if needs_slug else {})})


def addresses(patterns=None, before=""):
    """Return every address of the house: name → pattern."""
    found = {}
    for each in patterns if patterns is not None else get_resolver().url_patterns:
        if hasattr(each, "url_patterns"):
            found |= addresses(each.url_patterns, before + str(each.pattern))
        else:
            found[each.name or before + str(each.pattern)] = before + str(each.pattern)
    return found


def state(world):
    """All that could be changed, as one value."""
    conferences = list(Conference.objects.order_by("pk").values())
    people = list(world.conference.seats.order_by("pk").values("pk", "name", "role"))
    return conferences, people, facts.present(world.conference)


def test_every_address_stands_in_the_table():
    assert {name for name, *_rest in pages()} == addresses().keys()
    assert {name for name, *_rest in deeds()} == addresses().keys()


@pytest.mark.parametrize(("name", "where", "method", "form", "expected"), ROWS, ids=[f"{r[2]}-{r[0]}" for r in ROWS])
def test_who_may(world, name, where, method, form, expected):
    at, form = address(world, name, where), form(world) if callable(form) else form
    got = {}
    for who in WHO:
        with transaction.atomic():
            phone, before = browser(world, who), state(world)
            answer = phone.get(at) if method == "GET" else phone.post(at, form)
            got[who] = answer.status_code
            if answer.status_code >= 400 or method == "GET":
                assert state(world) == before, f"{who} changed something"
            if answer.status_code == 403:
                assert "Secret" not in plain(answer), f"{who} read something"
            transaction.set_rollback(True)
    assert got == dict(zip(WHO, map(int, expected.split()), strict=True))


def test_what_is_secret_can_be_read_by_those_inside(world):
    """Else the matrix would find no leak."""
    for name, where in (("wall", {}), ("sheet", SHEET), ("display", {"key": world.screen.key})):
        assert "Secret soup" in plain(Phone(world.cleo).get(address(world, name, where)))
    assert "Secret notice" in plain(Phone(world.cleo).get(world.url()))


def test_no_other_site_acts_for_us(world):
    """Without the token of our own pages nothing happens, whoever sits there."""
    phone, before = Phone(world.olga, enforce_csrf_checks=True), state(world)
    for name, where, form, _expected in deeds():
        answer = phone.post(address(world, name, where), form(world) if callable(form) else form)
        assert answer.status_code in (403, 405) or name == "healthz", name
    assert state(world) == before


def test_an_unknown_conference_looks_like_one_without_a_seat(world):
    phone = Phone(world.olga)
    for name, where, method, form, expected in ROWS:
        if "<slug:slug>" in addresses()[name]:
            nowhere = address(world, name, where).replace(world.conference.slug, "nowhere")
            form = form(world) if callable(form) else form
            answer = phone.get(nowhere) if method == "GET" else phone.post(nowhere, form)
            assert answer.status_code == (403 if expected == EVERYBODY else int(expected.split()[0])), name


def test_a_screens_address_needs_its_key(world):
    other = world.other.conference.seats.get(role=Role.DISPLAY)
    for key in (world.olga.key, other.key, "x", world.screen.key + "x"):
        answer = Phone(world.olga).get(world.url(f"display/{key}/"))
        assert answer.status_code == 403
        assert "Secret" not in plain(answer)


def test_a_screens_key_is_no_personal_link(world):
    assert Client().get(f"/me/{world.screen.key}/").status_code == 404
    assert Client().post(f"/me/{world.screen.key}/").status_code == 404


def test_rows_of_another_conference_are_not_there(world):
    """Olga organises here; Dora's rooms, slots, people and notices are none of hers."""
    other, phone = world.other, Phone(world.olga)
    notices.post(other.conference, "Doras", by=other.dora)
    theirs = {name: {"room": other.room.pk} for name in ("room", "move_room", "remove_room")}
    theirs |= {name: {"slot": other.slot.pk} for name in ("slot", "postpone_slot", "remove_slot")}
    theirs |= {verb: {"person": other.dora.pk} for verb in ("assign", "renew_link", "remove_person")}
    theirs |= {"take_down_notice": {"notice": other.conference.notices.get().pk}}
    for name, where in theirs.items():
        form = ROOM_FORM | SLOT_FORM | {"role": "participant", "minutes": 5}
        assert phone.post(address(world, name, where), form).status_code == 404, name
    assert phone.get(address(world, "cell", cell(other.slot, other.room))).status_code == 404
    for verb in ("pin", "move", "continue", "close", "open"):
        answer = phone.taps(f"wall/{verb}", anliegen=2, **cell(other.slot, other.room))
        assert answer.status_code == 409, verb
