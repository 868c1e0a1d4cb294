"""That a report hangs is told to who brings the sheet, marked it or was in its group, and to nobody else."""

import pytest

from anliegen.day import letters, push
from anliegen.models import Attendance, Interest
from anliegen.record import reports
from anliegen.wall import moves
from conference.entrance import seats
from conference.models import PushSubscription, Seat
from tests.world import Phone, plain

pytestmark = pytest.mark.django_db


@pytest.fixture
def sheet(world):
    """Ben and Emil bring it, Cleo marked it, Hal was in the group; Ben publishes its report."""
    world.emil = seats.join(world.conference, "Emil")
    sheet = world.writes(world.ben, "Wer kocht?", conveners=[(world.ben, "Ben"), (world.emil, "Emil")])
    moves.pin(sheet, world.first, world.linde, by=world.ada)
    Interest.objects.create(anliegen=sheet, seat=world.cleo)
    Attendance.objects.create(anliegen=sheet, seat=world.hal, name="Hal")
    everybody_reads(world)
    reports.write(sheet, world.ben, results="!")
    return sheet


def everybody_reads(world):
    world.conference.refresh_from_db()
    world.conference.seats.update(read_to=world.conference.version)


def hears(world, seat):
    return "its report hangs on the Nachrichtenwand" in plain(Phone(seat).get(world.url()))


def hear(world):
    everybody = [world.olga, world.ada, world.hal, world.ben, world.emil, world.cleo]
    return [seat.name for seat in everybody if hears(world, seat)]


def test_exactly_those_concerned_are_told(world, sheet):
    assert hear(world) == []
    reports.publish(sheet, world.ben)
    assert hear(world) == ["Hal", "Emil", "Cleo"]
    assert world.url("news/1/") in plain(Phone(world.cleo).get(world.url()))
    everybody_reads(world)
    assert hear(world) == []


def test_what_was_taken_back_again_is_no_news(world, sheet):
    reports.publish(sheet, world.ben)
    reports.take_back(sheet, world.ben)
    assert hear(world) == []


def test_who_was_in_the_group_hears_of_no_move(world, sheet):
    moves.move(sheet, world.first, world.aula, by=world.ada)
    assert "now in Aula" in plain(Phone(world.cleo).get(world.url()))
    assert "now in Aula" not in plain(Phone(world.hal).get(world.url())).split('id="today"')[0]


def test_who_marked_a_sheet_that_just_found_a_place_still_hears_of_its_report(world):
    late = world.writes(world.ben, "Late")
    Interest.objects.create(anliegen=late, seat=world.cleo)
    everybody_reads(world)
    moves.pin(late, world.second, world.birke, by=world.ada)
    reports.write(late, world.ben, results="!")
    reports.publish(late, world.ben)
    assert hears(world, world.cleo)


def test_closed_pages_are_told_as_well(world, sheet, settings, monkeypatch):
    settings.WEB_PUSH = True
    added = []
    monkeypatch.setattr(push.due, "add", lambda seats, *_how: added.append(set(seats)))
    for name in ("ada", "ben", "cleo", "hal"):
        seat = getattr(world, name)
        PushSubscription.objects.create(seat=seat, endpoint=f"https://push.example.net/{name}", p256dh="x", auth="x")
    log = type("Log", (), {"events": [], "conference": world.conference, "by": world.ben})()
    reports.publish(sheet, world.ben)
    log.events = [world.conference.events.last()]
    push.heard(log)
    assert added == [{world.cleo, world.hal}]
    [letter] = letters.of(Seat.objects.get(pk=world.hal.pk), [letters.MOVED], {})
    assert letter["title"] == "#1 its report hangs on the Nachrichtenwand"
