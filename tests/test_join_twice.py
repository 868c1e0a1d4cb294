"""The name's form sent twice: a thumb that taps twice sits down once."""

import re

import pytest
from django.test import Client

from conference.models import Role
from tests.test_concurrency import at_once


@pytest.fixture
def hall(world):
    return world.conference


def door(conference, role=Role.PARTICIPANT):
    return f"/j/{conference.entrances.get(role=role).code}/"


def form(browser, address, name="Emil"):
    """Return the fields of the form that this browser was given, with a name typed into it."""
    page = browser.get(address).content.decode()
    return {"name": name, "once": re.search(r'name="once" value="([-0-9a-f]+)"', page)[1]}


def test_one_form_is_one_seat_however_often_it_arrives(hall):
    phone, address = Client(), door(hall)
    fields = form(phone, address)
    answers = [Client().post(address, fields) for _tap in range(3)]  # none of them has the cookie of another
    assert [answer["Location"] for answer in answers] == [f"/c/{hall.slug}/"] * 3
    emil = hall.seats.get(name="Emil")
    assert {answer.wsgi_request.session["seats"][hall.slug] for answer in answers} == {emil.key}


def test_another_form_another_name_or_another_door_is_another_seat(hall):
    address = door(hall)
    fields = form(Client(), address)
    assert fields["once"] != form(Client(), address)["once"]
    Client().post(address, fields)
    Client().post(address, fields | {"name": "Frieda"})
    Client().post(address, form(Client(), address))
    Client().post(door(hall, Role.HELPER), fields)
    seats = hall.seats.filter(name__in=["Emil", "Frieda"]).order_by("id").values_list("name", "role")
    assert list(seats) == [
        ("Emil", "participant"),
        ("Frieda", "participant"),
        ("Emil", "participant"),
        ("Emil", "helper"),
    ]


@pytest.mark.parametrize("once", ["", "no-mark", "0"])
def test_without_a_mark_everybody_who_comes_gets_a_seat(hall, once):
    for _person in range(2):
        assert Client().post(door(hall), {"name": "Emil", "once": once}).status_code == 302
    assert hall.seats.filter(name="Emil").count() == 2


def test_a_form_that_was_sent_back_keeps_its_mark(hall):
    phone, address = Client(), door(hall)
    fields = form(phone, address, name=" ")
    answer = phone.post(address, fields)
    assert answer.status_code == 422
    assert fields["once"] in answer.content.decode()


def test_twenty_taps_at_once_are_one_seat(real_world):
    hall, address = real_world.conference, door(real_world.conference)
    fields = form(Client(), address)

    def tap():
        return Client().post(address, fields).wsgi_request.session["seats"][hall.slug]

    assert set(at_once([tap] * 20)) == {hall.seats.get(name="Emil").key}
