"""The answer to a form that was refused stands at an address without a page: every way on leads to one that opens."""

import re

import pytest

from conference.pages import opens, page_at
from tests import matrix
from tests.matrix import house
from tests.matrix.statuses import NO_SUCH_WAY
from tests.world import Phone


def next_of(page):
    """Where the language form of this page leads."""
    return re.search(r'action="/language/">.*?name="next" value="([^"]*)"', page.content.decode(), re.DOTALL)[1]


REFUSED = [
    ("setup/people/display", {}, 422, "setup/people/"),
    ("setup/people/renew/king", {}, 400, "setup/people/"),
    ("setup/notices/post", {}, 422, "setup/"),
    ("seat", {"name": " "}, 422, "seat/"),
    ("anliegen/new", {"title": ""}, 422, "anliegen/new/"),
    ("wall/undo", {}, 409, "wall/"),
    ("wall/pin", {}, 400, "wall/"),
]


@pytest.mark.parametrize(("verb", "fields", "status", "page"), REFUSED, ids=[each[0] for each in REFUSED])
def test_the_language_changes_on_the_answer_to_a_refused_form(world, verb, fields, status, page):
    phone = Phone(world.olga)
    answer = phone.sends(verb, **fields)
    assert answer.status_code == status
    there = phone.post("/language/", {"language": "de", "next": next_of(answer)})
    assert there["Location"] == world.url(page)
    german = phone.get(there["Location"])
    assert german.status_code == 200
    assert b'<html lang="de"' in german.content


def test_a_page_keeps_its_whole_address(world):
    phone = Phone(world.ben)
    for address in (world.url("wall/?as=list"), world.url("anliegen/new/?cell=1-2"), "/", world.url()):
        assert phone.post("/language/", {"language": "de", "next": next_of(phone.get(address))})["Location"] == address


def test_the_language_form_leads_nobody_astray(world):
    phone = Phone(world.ben)
    for astray in ("https://evil.example/c/", "//evil.example", "javascript:alert(1)", ""):
        assert phone.post("/language/", {"language": "de", "next": astray})["Location"] == "/"


def test_after_a_second_try_the_form_leads_back_to_its_page(world):
    """The browser came from the answer to the first try, and that has no page."""
    phone, address = Phone(world.olga), world.url("setup/people/display/")
    came = {"Referer": f"http://testserver{address}"}
    assert phone.post(address, {"name": "Foyer"}, headers=came)["Location"] == world.url("setup/people/")
    refused = phone.post(world.url("wall/undo/"), headers=came)
    assert f'href="{world.url("setup/people/")}"' in refused.content.decode()
    came = {"Referer": f"http://testserver{world.url('setup/people/?q=ol')}"}
    there = phone.post(address, {"name": "Foyer"}, headers=came)["Location"]
    assert there == f"http://testserver{world.url('setup/people/?q=ol')}"


def test_what_opens_is_what_the_matrix_says(furnished):
    for name, where, statuses in matrix.pages():
        address = house.address(furnished, name, where)
        assert opens(address) == (statuses != NO_SUCH_WAY), address
        assert opens(page_at(address))


@pytest.mark.parametrize("address", ["/nix/da/", "", "/c/", "/\x00/", "/" * 300])
def test_an_address_that_is_none_leads_to_the_front(address):
    assert page_at(address) == "/"
