"""What calls somebody at once, on whatever page they are: "you are next", "you present", and what is urgent."""

import re

import pytest

from anliegen.day import presences
from anliegen.market import opening, queue
from conference.setup import notices
from tests.world import Phone, plain

pytestmark = pytest.mark.django_db
PAGES = ["wall/", "seat/", "anliegen/new/", "wall/history/", "anliegen/round/"]


@pytest.fixture
def world(world):
    """Ben and Cleo line up, in this order; nobody presents."""
    opening.open_market(world.conference, by=world.ada)
    world.soup, world.garden = world.writes(world.ben, "Soup"), world.writes(world.cleo, "Garden")
    for sheet, seat in ((world.soup, world.ben), (world.garden, world.cleo)):
        queue.line_up(sheet, by=seat)
    return world


def called(seat, page="wall/"):
    """Return what that page calls to the seat, without tags."""
    text = plain(Phone(seat).get(f"/c/{seat.conference.slug}/{page}"))
    (part,) = re.findall(r'<div id="calls".*?</div>', text, re.DOTALL)
    return " ".join(re.sub("<[^>]*>", " ", part).split())


@pytest.mark.parametrize("page", PAGES)
def test_who_is_next_reads_it_on_every_page_and_nobody_else_does(world, page):
    assert called(world.ben, page) == "You are next with #1. Come to the front. Market"
    for seat in (world.cleo, world.hal, world.ada):
        assert called(seat, page) == ""


def test_it_goes_on_to_the_next_one(world):
    queue.call(world.conference, by=world.ada)
    assert called(world.ben) == "You present #1 now. Market"
    assert called(world.cleo) == "You are next with #2. Come to the front. Market"
    queue.call(world.conference, by=world.ada)
    assert called(world.ben) == ""
    opening.close_market(world.conference, by=world.ada)
    assert called(world.cleo) == ""


def test_pages_that_say_it_anyway_say_it_once(world):
    for page in ("", "market/", "anliegen/1/"):
        assert called(world.ben, page) == ""
        assert "You are next with #1." in plain(Phone(world.ben).get(world.url(page)))
        assert "data-called" in Phone(world.ben).get(world.url(page)).content.decode()
    assert called(world.ben, "anliegen/2/") == "You are next with #1. Come to the front. Market"


def test_what_is_urgent_stands_on_every_page_of_those_it_is_for(world):
    notices.post(world.conference, "The rain comes in", by=world.ada, urgent=True)
    notices.post(world.conference, "Lunch is ready", by=world.ada)
    for page in PAGES:
        assert called(world.hal, page) == "The rain comes in"
    assert called(world.hal, "") == ""  # it stands there among the others
    notices.take_down(world.conference.notices.get(urgent=True), by=world.ada)
    assert called(world.hal) == ""


def test_what_is_urgent_for_some_calls_them_alone(world):
    presences.come(world.hal, world.aula)
    notices.post(world.conference, "Leave the Aula", by=world.ada, urgent=True, room=world.aula)
    notices.post(world.conference, "Salt is missing", by=world.ada, urgent=True, sheet=1)
    assert called(world.hal) == "Leave the Aula"
    assert called(world.ben, "seat/").endswith("Salt is missing")
    assert "Salt" not in called(world.cleo)
    assert called(world.dora, "wall/") == ""


def test_the_history_knows_who_was_next_by_number_alone(world):
    queue.call(world.conference, by=world.ada)
    facts = world.conference.events.filter(kind="market.called").last().facts
    assert facts == {"anliegen": 1, "next": 2}
    queue.end(world.conference, by=world.ada)
    assert "next" not in world.conference.events.last().facts


def test_the_stage_names_the_seats_that_it_calls(world):
    page = Phone(world.hal).get(world.url("market/")).content.decode()
    assert re.findall(r'data-calls="([^"]*)"', page)[0].split() == [str(world.ben.pk)]
