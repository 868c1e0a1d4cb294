"""What an organiser does with people: another role, a new personal link, out of the conference."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from anliegen.wall import moves, undo
from conference.entrance import seats
from conference.live import tokens
from conference.live.hub import hub
from conference.models import Event, Role, Seat
from tests.world import Phone, broken_promises, plain, where


@pytest.fixture
def told(monkeypatch):
    """The messages that were handed to the hub."""
    heard = []
    monkeypatch.setattr(hub, "tell", heard.append)
    return heard


def person(world, who, verb=""):
    return f"setup/people/{who.pk}/{verb}".rstrip("/")


def last(world):
    event = world.conference.events.last()
    return event.kind, event.by, event.facts


def link_in(page):
    return re.search(r"/me/([-\w]+)/", page.content.decode())[1]


def test_a_persons_page_offers_role_link_and_the_way_out(world):
    page = plain(Phone(world.olga).get(world.url(f"setup/people/{world.ben.pk}/")))
    assert "Make a new personal link" in page
    assert "Remove Ben for good" in page
    assert world.ben.key not in page, "an organiser doesn't sit down on others' seats unseen"
    hers = plain(Phone(world.olga).get(world.url(f"setup/people/{world.olga.pk}/")))
    assert "Whoever organises stays." in hers
    assert "for good" not in hers


def test_a_screen_is_no_person(world):
    phone = Phone(world.olga)
    assert phone.get(world.url(f"setup/people/{world.screen.pk}/")).status_code == 404
    for verb in ("role", "link", "remove"):
        assert phone.sends(person(world, world.screen, verb)).status_code == 404


def test_a_new_link_opens_the_seat_and_the_old_one_nothing(world):
    lost, old = Phone(world.ben), world.ben.key
    world.ben.subscriptions.create(endpoint="https://push.example/1", p256dh="x", auth="y")
    Seat.objects.filter(pk=world.ben.pk).update(plan_key="calendar")
    assert lost.get(world.url()).status_code == 200
    answer = Phone(world.olga).sends(person(world, world.ben, "link"))
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    world.ben.refresh_from_db()
    assert link_in(answer) == world.ben.key != old
    assert last(world) == ("seat.renewed", world.olga, {"seat": world.ben.pk})
    assert lost.get(world.url()).status_code == 403
    assert lost.sends("anliegen/new", title="From a stolen phone").status_code == 403
    assert Client().get(f"/me/{old}/").status_code == 404
    assert not world.ben.subscriptions.exists()
    assert world.ben.plan_key is None
    found = Client()
    assert found.post(f"/me/{world.ben.key}/")["Location"] == world.url()
    assert found.get(world.url()).status_code == 200


def test_whoever_renews_their_own_link_stays_in(world):
    phone = Phone(world.olga)
    assert phone.sends(person(world, world.olga, "link")).status_code == 200
    assert phone.get(world.url("setup/people/")).status_code == 200
    assert Phone(world.olga).get(world.url()).status_code == 403, "the browser of before"


def test_who_is_removed_is_out_and_their_sheets_and_history_stay(world):
    sheet = world.writes(world.ben, conveners=[(world.ben, "Ben"), (world.cleo, "Cleo")])
    pinned = moves.pin(sheet, world.first, world.linde, by=world.ben).version
    phone = Phone(world.ben)
    assert phone.get(world.url()).status_code == 200
    before, gone = world.conference.events.count(), world.ben.pk
    answer = Phone(world.olga).sends(person(world, world.ben, "remove"))
    assert answer["Location"] == world.url("setup/people/")
    assert "Ben is no longer in the conference." in plain(Phone(world.olga).get(answer["Location"])) or answer.cookies
    assert last(world) == ("seat.removed", world.olga, {"seat": gone})
    assert world.conference.events.count() == before + 1
    assert phone.get(world.url()).status_code == 403
    assert where(sheet) == [("Round 1", "Linde")]
    assert [(each.seat, each.name) for each in world.conference.anliegen.get().conveners.all()] == [
        (None, "Ben"),
        (world.cleo, "Cleo"),
    ]
    assert "Ben" in plain(Phone(world.cleo).get(world.url("wall/")))
    assert "Somebody pinned #1 to Linde 10:00." in plain(Phone(world.cleo).get(world.url("wall/history/")))
    assert broken_promises(world.conference) == []
    undo.undo(world.conference, by=world.ada, number=pinned)
    assert where(sheet) == []


def test_the_guests_of_a_removed_helper_pass_to_who_removes(world):
    guest = seats.enter_guest(world.conference, "Oma Erna", by=world.hal)
    sheet = world.writes(guest, "Wer strickt?")
    Phone(world.olga).sends(person(world, world.hal, "remove"))
    guest.refresh_from_db()
    assert guest.entered_by == world.olga
    helper = seats.join(world.conference, "Ina", Role.HELPER)
    assert (
        Phone(helper).sends("wall/pin", anliegen=sheet.number, slot=world.first.pk, room=world.aula.pk).status_code
        == 302
    )


@pytest.mark.parametrize("who", ["olga", "pia"])
def test_no_organiser_is_removed(world, who):
    world.pia = seats.join(world.conference, "Pia", Role.ORGANISER)
    somebody = getattr(world, who)
    answer = Phone(world.olga).taps(person(world, somebody, "remove"))
    assert answer.status_code == 409
    assert f"{somebody.name} organises here. Give {somebody.name} another role first." in plain(answer)
    assert Seat.objects.filter(pk=somebody.pk).exists()


def test_who_was_made_organiser_meanwhile_is_not_removed(world):
    stale = Seat.objects.get(pk=world.ada.pk)
    seats.assign(world.ada, Role.ORGANISER, by=world.olga)
    with pytest.raises(Exception, match="organises here"):
        seats.remove(stale, by=world.olga)


@pytest.mark.parametrize("verb", ["link", "remove", "role"])
@pytest.mark.parametrize("who", ["cleo", "hal", "ada", "dora"])
def test_nobody_else_does_that(world, verb, who):
    assert Phone(getattr(world, who)).sends(person(world, world.ben, verb), role="helper").status_code in (403, 404)
    assert Seat.objects.get(pk=world.ben.pk).key == world.ben.key
    assert not Event.objects.filter(kind__startswith="seat.").exists()


def test_a_role_given_or_taken_by_a_link_is_an_event(world):
    phone = Phone(world.ben)
    door = f"/j/{world.conference.entrances.get(role=Role.HELPER).code}/"
    phone.post(door)
    assert last(world) == ("seat.promoted", world.ben, {"seat": world.ben.pk, "role": "helper"})
    count = world.conference.events.count()
    phone.post(door)
    assert world.conference.events.count() == count, "who has the role already changes nothing"
    Phone(world.olga).sends(person(world, world.ben, "role"), role="facilitator")
    assert last(world) == ("seat.assigned", world.olga, {"seat": world.ben.pk, "role": "facilitator"})
    assert phone.get(world.url("facilitate/")).status_code == 200
    Phone(world.olga).sends(person(world, world.ben, "role"), role="facilitator")
    assert world.conference.events.count() == count + 1
    page = plain(Phone(world.cleo).get(world.url("wall/history/")))
    assert "Ben has come to help." in page
    assert "Olga gave somebody another role." in page


def test_the_persons_own_pages_are_told_after_commit(real_world, told):
    world = real_world
    ben, old = world.ben.pk, tokens.mark(world.ben.key)
    Phone(world.olga).sends(person(world, world.ben, "role"), role="helper")
    assert told[-1]["seats"] == [(ben, old)]
    Phone(world.olga).sends(person(world, world.ben, "link"))
    world.ben.refresh_from_db()
    assert told[-1]["seats"] == [(ben, tokens.mark(world.ben.key))]
    assert tokens.mark(world.ben.key) != old
    Phone(world.olga).sends(person(world, world.ben, "remove"))
    assert told[-1]["seats"] == [(ben, None)]
    assert all(message["stale"] == [] for message in told), "nobody else reads a page again"


def test_one_sheet_or_three_are_left_with_as_many_queries(world):
    def removed(who):
        somebody = Seat.objects.get(pk=who.pk)
        with CaptureQueriesContext(connection) as queries:
            seats.remove(somebody, by=world.olga)
        return len(queries)

    world.writes(world.ben)
    for _sheet in range(3):
        world.writes(world.cleo)
    assert removed(world.ben) == removed(world.cleo)
