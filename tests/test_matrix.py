"""Who may what: every address with every seat, and the status it answers with. The rows stand in tests/matrix.

Whoever is refused changes nothing and reads nothing. An organiser of this installation has no seat, and no more rights
in a conference than anybody outside; Dora organises another one.
"""

import pytest
from django.db import transaction
from django.test import Client

from conference.models import Role
from conference.setup import notices
from tests.matrix import deeds, pages
from tests.matrix.frame import ROOM_FORM, SLOT_FORM
from tests.matrix.house import address, addresses, browser, state
from tests.matrix.statuses import EVERYBODY, WHO
from tests.world import Phone, cell, plain

SHEET = {"number": 1}

ROWS = [(name, where, "GET", {}, expected) for name, where, expected in pages()]
ROWS += [(name, where, "POST", form, expected) for name, where, form, expected in deeds()]


@pytest.fixture
def world(furnished):
    return furnished


def test_every_address_stands_in_the_table():
    assert {name for name, *_rest in pages()} == addresses().keys()
    assert {name for name, *_rest in deeds()} == addresses().keys()


@pytest.mark.parametrize(("name", "where", "method", "form", "expected"), ROWS, ids=[f"{r[2]}-{r[0]}" for r in ROWS])
def test_who_may(world, name, where, method, form, expected):
    at, form = address(world, name, where), form(world) if callable(form) else form
    got, before = {}, state(world)
    for who in WHO:
        with transaction.atomic():
            phone = browser(world, who)
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
