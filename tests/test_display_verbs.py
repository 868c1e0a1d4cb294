"""The facilitator holds every display in their hand: what it shows, how, and whether it is one at all."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from anliegen.display import showing
from anliegen.models import Display
from conference.entrance import seats
from conference.live.hub import hub
from conference.models import Phase, Role
from conference.refusal import Refused
from conference.setup import notices, phases
from tests.world import Phone, plain

pytestmark = pytest.mark.django_db
Shows = Display.Shows


@pytest.fixture
def desk(world):
    return Phone(world.ada)


@pytest.fixture
def send(world, desk):
    """Return send(verb, …): Ada sends that form for the screen."""
    return lambda verb, **fields: desk.sends(f"displays/{world.screen.pk}/{verb}", **fields)


def scene(world, screen=None):
    """What stands on the screen: its region, as it is read."""
    page = Client().get(world.url(f"display/{(screen or world.screen).key}/")).content.decode()
    start = page.index('<section id="display-')
    return page[start : page.index("</section>", start)]


def last(world):
    event = world.conference.events.last()
    return event.kind, event.by, event.facts


def test_a_screen_that_nobody_touched_follows_the_phase(world):
    expected = {
        Phase.MARKET: "wall",
        Phase.GROUPS: "wall",
        Phase.CONVERGENCE: "notices",
        Phase.CLOSED: "welcome",
        Phase.PREPARING: "welcome",
    }
    for phase, shows in expected.items():
        phases.enter(world.conference, phase, by=world.ada)
        assert f'data-scene="{shows}"' in scene(world), phase


def test_show_holds_a_screen_while_phases_change(world, send):
    assert send("show", shows="principles").status_code == 302
    assert last(world) == ("display.shown", world.ada, {"seat": world.screen.pk, "shows": "principles"})
    phases.enter(world.conference, Phase.GROUPS, by=world.ada)
    assert 'data-scene="principles"' in scene(world)
    assert "two feet" in scene(world)


def test_follow_lets_it_go_again(world, send):
    send("show", shows="principles")
    assert send("follow").status_code == 302
    assert last(world)[0] == "display.followed"
    assert 'data-scene="welcome"' in scene(world)
    with pytest.raises(Refused, match="follows the phase already"):
        showing.follow(world.screen, by=world.ada)


def test_show_a_part_of_the_wall(world, send):
    rooms = [world.aula.pk, world.birke.pk]
    body = {"shows": "wall", "day": "2026-06-12", "slot": world.second.pk, "rooms": rooms}
    assert Phone(world.ada).post(world.url(f"displays/{world.screen.pk}/show/"), body).status_code == 302
    here = scene(world)
    assert 'data-day="2026-06-12"' in here
    assert f'data-slot="{world.second.pk}"' in here
    assert f'data-rooms="{rooms[0]} {rooms[1]}"' in here
    send("show", shows="wall")
    assert 'data-rooms=""' in scene(world)


@pytest.mark.parametrize("where", ["slot", "rooms"])
def test_show_knows_only_this_walls_parts(world, send, where):
    other = {"slot": world.other.slot.pk, "rooms": world.other.room.pk}
    for value in (other[where], "x", "9" * 30):
        assert send("show", shows="wall", **{where: value}).status_code == 422
    assert not world.conference.events.filter(kind="display.shown").exists()


@pytest.mark.parametrize("shows", ["", "points", "x" * 90])
def test_show_offers_what_there_is(world, send, shows):
    assert send("show", shows=shows).status_code == 422


def test_show_a_text_or_picture_only_if_there_is_one(world):
    for shows, what in ((Shows.TEXT, "no text"), (Shows.PICTURE, "no picture")):
        with pytest.raises(Refused, match=what):
            showing.show(world.screen, shows, by=world.ada)
    assert not world.conference.events.filter(kind__startswith="display.shown").exists()


def test_blank_and_light_again(world, send):
    send("blank", on="on")
    assert " data-blank" in scene(world)
    assert last(world)[0] == "display.blanked"
    with pytest.raises(Refused, match="so already"):
        showing.blank(world.screen, by=world.ada)
    send("blank")
    assert " data-blank" not in scene(world)
    assert last(world)[0] == "display.lit"


def test_whatever_is_shown_ends_the_dark(world, send):
    for lights in (lambda: send("show", shows="now"), lambda: send("follow"), lambda: send("text", text="Soup")):
        send("blank", on="on")
        lights()
        assert " data-blank" not in scene(world)


def test_text_is_text(world, send):
    send("text", text="<b>Soup</b>\nnow")
    assert "&lt;b&gt;Soup&lt;/b&gt;\nnow" in scene(world)
    assert last(world)[2] == {"seat": world.screen.pk, "shows": "text"}, "the history holds no texts"
    for wrong in ("", " \n ", "x" * 1001, "a\n" * 20 + "b"):
        assert send("text", text=wrong).status_code == 422
    assert "Soup" in scene(world)


def test_adjust(world, send):
    send("adjust", zoom=130, light="dark", gong="heard")
    assert 'data-zoom="130" data-light="dark" data-gong="heard"' in scene(world)
    assert last(world)[2] == {"seat": world.screen.pk, "zoom": 130, "light": "dark", "gong": "heard"}
    assert send("adjust", zoom=130).status_code == 409
    for wrong in ({"zoom": 900}, {"zoom": "x"}, {"light": "disco"}, {"gong": "loud"}):
        assert send("adjust", **wrong).status_code == 422


def test_add_rename_remove(world, desk, send):
    assert desk.sends("displays/add", name="Foyer").status_code == 302
    foyer = world.conference.seats.get(name="Foyer", role=Role.DISPLAY)
    assert desk.sends(f"displays/{foyer.pk}/rename", name="Foyer links").status_code == 302
    assert last(world) == ("display.renamed", world.ada, {"seat": foyer.pk})
    assert "Foyer links" in plain(desk.get(world.url("displays/")))
    address = world.url(f"display/{foyer.key}/")
    assert Client().get(address).status_code == 200
    assert desk.sends(f"displays/{foyer.pk}/remove").status_code == 302
    assert last(world)[0] == "display.removed"
    assert Client().get(address).status_code == 403
    assert Client().post(f"{address}alive/", {"on": "on"}).status_code == 403
    assert desk.sends("displays/add", name=" ").status_code == 422


def test_the_sockets_of_a_removed_one_are_cut(world):
    foyer = seats.add_display(world.conference, "Foyer", by=world.ada).events[0].facts["seat"]
    log = showing.remove(world.conference.seats.get(pk=foyer), by=world.ada)
    assert log.seats == {foyer: None}


def test_the_last_one_stays(world):
    with pytest.raises(Refused, match="One display stays"):
        showing.remove(world.screen, by=world.ada)
    assert world.conference.seats.filter(role=Role.DISPLAY).count() == 1


def test_people_and_others_screens_are_no_displays_of_ours(world, desk):
    foreign = world.other.conference.seats.get(role=Role.DISPLAY)
    for seat in (world.ben, foreign):
        for verb in ("show", "follow", "blank", "text", "picture", "adjust", "rename", "remove"):
            assert desk.sends(f"displays/{seat.pk}/{verb}", name="Mine", shows="now").status_code == 404
    assert world.conference.seats.filter(pk=world.ben.pk, name="Ben").exists()


def test_what_is_urgent_stands_on_every_screen_until_it_is_taken_down(world, desk):
    desk.sends("displays/add", name="Foyer")
    notices.post(world.conference, "Soup at noon", by=world.ada)
    notices.post(world.conference, "Leave the house", by=world.ada, urgent=True)
    urgent = world.conference.notices.get(text="Leave the house")
    pages = [world.url(f"display/{seat.key}/") for seat in world.conference.seats.filter(role=Role.DISPLAY)]
    assert len(pages) == 2
    for page in pages:
        shown = plain(Client().get(page))
        assert re.findall('<p class="cry"[^>]*>([^<]*)</p>', shown) == ["Leave the house"]
        assert "Soup at noon" not in shown
    notices.take_down(urgent, by=world.ada)
    assert all("Leave" not in plain(Client().get(page)) for page in pages)


def test_notices_shows_what_is_for_everybody(world):
    world.writes(world.ben)
    for text, whom in (("Soup", {}), ("Chairs", {"room": world.linde}), ("Bring pens", {"sheet": 1})):
        notices.post(world.conference, text, by=world.ada, **whom)
    showing.show(world.screen, Shows.NOTICES, by=world.ada)
    assert "Soup" in scene(world)
    assert "Chairs" not in scene(world)
    assert "Bring pens" not in scene(world)


def test_the_welcome_holds_the_first_lines_of_the_invitation(world):
    world.conference.invitation = "Come. " + "Bring what is on your mind. " * 30 + "\n\nSecond paragraph"
    world.conference.save()
    page = plain(Client().get(world.url(f"display/{world.screen.key}/")))
    lines = page.split('<p class="lines" dir="auto">')[1].split("</p>")[0]
    assert lines.startswith("Come. Bring")
    assert lines.endswith("mind.")
    assert 200 < len(lines) <= 320


def test_each_screen_is_told_for_itself_and_the_desk(world, monkeypatch, django_capture_on_commit_callbacks):
    told = []
    monkeypatch.setattr(hub, "tell", told.append)
    with django_capture_on_commit_callbacks(execute=True):
        showing.show(world.screen, Shows.NOW, by=world.ada)
        assert told == [], "not before it is committed"
    assert [message["stale"] for message in told] == [[f"display-{world.screen.pk}", "screens"]]
    page = Client().get(world.url(f"display/{world.screen.key}/")).content.decode()
    assert f'id="display-{world.screen.pk}"' in page


def test_the_desk_page_costs_the_same_with_one_and_three_screens(world, desk):
    costs = []
    for more in (0, 2):
        for at in range(more):
            seats.add_display(world.conference, f"Wall {at}", by=world.ada)
        with CaptureQueriesContext(connection) as captured:
            assert desk.get(world.url("displays/")).status_code == 200
        costs.append(len(captured))
    assert costs[0] == costs[1] <= 20
