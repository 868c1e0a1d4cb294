"""The demo lives: its size is what was asked for, its wall keeps every promise, and its first round runs now."""

import json
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from io import BytesIO, StringIO
from itertools import pairwise
from unittest.mock import patch

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Count
from django.utils import timezone
from PIL import Image

from anliegen.demo import maker, sheets
from anliegen.models import Attendance, ClosedCell, Comment, Photo, Placement, Reading, Report
from anliegen.record.photos import files
from conference.models import Conference, Phase, Role
from tests.world import broken_promises


def demo(*arguments):
    out = StringIO()
    call_command("demo", *arguments, stdout=out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("people", "anliegen", "rooms", "slots"),
    [(30, 12, 3, 3), (120, 45, 8, 4), (700, 80, 15, 5), (2108, 232, 80, 3), (1, 1, 1, 1), (0, 0, 0, 0), (2, 40, 1, 12)],
)
def test_it_has_the_size_that_was_asked_for_and_keeps_every_promise(db, people, anliegen, rooms, slots):
    conference = maker.make(people, anliegen, rooms, slots)
    assert conference.seats.filter(role=Role.PARTICIPANT).count() == people
    assert conference.rooms.count() == rooms
    assert conference.slots.filter(common=False).count() == slots
    titles = list(conference.anliegen.values_list("title", flat=True))
    assert len(titles) == len(set(titles)) == anliegen
    assert broken_promises(conference) == []


def test_by_default_there_is_something_of_everything(db):
    conference = maker.make()
    sheets = conference.anliegen.all()
    placed = sheets.filter(placements__isnull=False).distinct().count()
    assert (conference.phase, conference.language) == (Phase.MARKET, "de")
    assert sheets.count() == 45
    assert 0.6 < placed / 45 < 0.9
    assert sheets.annotate(cells=Count("placements")).filter(cells=2).count() == 1
    assert Placement.objects.filter(anliegen__conference=conference, fixed=True).count() == 1
    assert ClosedCell.objects.filter(slot__conference=conference).count() == 1
    assert sheets.filter(seeks_host=True).exists()
    assert sheets.exclude(goal="").exists()
    assert sheets.exclude(context="").exists()
    assert conference.events.filter(kind="wall.moved").exists()
    assert [slot.name for slot in conference.slots.filter(common=True)] == [
        "Eröffnung und Marktplatz",
        "Pause",
        "Mittagessen",
        "Pause",
        "Abendrunde",
    ]


def test_a_big_wall_is_85_percent_hung(db):
    conference = maker.make(people=100, anliegen=232, rooms=80, slots=3)
    assert conference.anliegen.filter(placements__isnull=False).distinct().count() == round(232 * 0.85)


def test_its_words_are_many_and_each_is_said_once():
    written = [title for title, _goal, _context in sheets.SHEETS]
    assert len(written) == len(set(written)) >= 90
    assert len(written) + len(sheets.SUBJECTS) * len(sheets.QUESTIONS) >= 240
    assert max(len(title) for title in written) <= 80


@pytest.mark.parametrize("hour", range(24))
def test_the_rounds_are_today_and_follow_each_other(db, hour):
    now = datetime(2026, 6, 12, hour, 20, tzinfo=UTC)
    with patch.object(timezone, "now", return_value=now):
        conference = maker.make(people=0, anliegen=0, rooms=1, slots=4)
    slots = list(conference.slots.all())
    today = now.astimezone(conference.zone).date()
    assert {slot.starts_at.astimezone(conference.zone).date() for slot in slots} == {today}
    assert all(before.ends_at == after.starts_at for before, after in pairwise(slots))
    assert slots[0].starts_at - timedelta(hours=1) <= now <= slots[-1].ends_at
    if 6 <= hour <= 14:
        assert slots[1].starts_at <= now < slots[1].ends_at


def test_many_rounds_take_several_days(db):
    conference = maker.make(people=0, anliegen=0, rooms=1, slots=20)
    assert (conference.ends_on - conference.starts_on).days == 2


def test_its_history_is_spread_over_the_last_hour(db):
    moments = list(maker.make().events.values_list("at", flat=True))
    assert moments == sorted(moments)
    assert timezone.now() - timedelta(hours=1) < moments[0] < moments[-1] < timezone.now()


def test_at_half_time_most_groups_that_have_met_left_a_report(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with patch.object(timezone, "now", return_value=datetime(2026, 6, 12, 12, 20, tzinfo=UTC)):
        conference = maker.make(told=None)
    assert broken_promises(conference) == []
    slots = list(conference.slots.filter(common=False))
    assert slots[1].ends_at <= datetime(2026, 6, 12, 12, 20, tzinfo=UTC) < slots[2].ends_at
    over = conference.anliegen.filter(placements__slot__in=slots[:2]).distinct().count()
    told = Report.objects.filter(anliegen__conference=conference)
    assert told.count() == round(over * 0.6) > 5
    assert told.filter(published_at=None).count() < told.exclude(published_at=None).count()
    assert not told.filter(happened="").exists()
    assert len(set(told.values_list("happened", flat=True))) == told.count()
    there = Attendance.objects.filter(anliegen__conference=conference)
    assert there.filter(named=True).exists()
    assert there.filter(named=False).exists()
    assert Comment.objects.exists()
    assert Reading.objects.exists()
    for photo in Photo.objects.filter(report__in=told):
        data = {size: files.path(photo.file, photo.kind, size).read_bytes() for size in files.SIZES}
        assert sha256(data["original"]).hexdigest() == photo.checksum
        assert max(Image.open(BytesIO(data["small"])).size) == files.SIZES["small"]
        assert Image.open(BytesIO(data["original"])).size == (photo.width, photo.height)


def test_as_many_reports_and_photos_as_were_asked_for(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    conference = maker.make(people=5, anliegen=12, rooms=4, slots=3, told=7, photos=9)
    assert Report.objects.filter(anliegen__conference=conference).count() == 7
    assert Photo.objects.filter(report__anliegen__conference=conference).count() == 9
    assert len(list((tmp_path / "photos").iterdir())) == 9


@pytest.mark.parametrize("sizes", [(0, 0, 0, 0), (0, 3, 1, 1), (1, 1, 1, 1)])
def test_a_small_demo_has_what_reports_it_can(db, settings, tmp_path, sizes):
    settings.MEDIA_ROOT = tmp_path
    assert broken_promises(maker.make(*sizes, told=5, photos=2)) == []


def test_every_role_gets_in_by_its_link(db, client):
    links = json.loads(demo("--people", "5", "--anliegen", "4", "--rooms", "2", "--slots", "2", "--json"))
    assert list(links) == ["slug", "code", "join", "helper", "facilitator", "organiser", "display", "door"]
    conference = Conference.objects.get(slug=links["slug"])
    assert links["code"] == conference.entrances.get(role=Role.PARTICIPANT).code
    for role, path in [("participant", "join"), ("helper",) * 2, ("facilitator",) * 2, ("organiser",) * 2]:
        client.cookies.clear()
        assert client.post(links[path], {"name": f"Neu {role}"}).status_code == 302
        assert conference.seats.get(name=f"Neu {role}").role == role
        assert client.get(f"/c/{links['slug']}/wall/").status_code == 200
    client.cookies.clear()
    assert client.get(links["display"]).status_code == 200


def test_people_read_the_links_as_lines(db):
    said = demo("--people", "1", "--anliegen", "1", "--rooms", "1", "--slots", "1")
    links = [line.split()[0] for line in said.splitlines()[1:]]
    assert links == ["join:", "helper:", "facilitator:", "organiser:", "display:", "door:"]


@pytest.mark.parametrize("wrong", [("--people", "-1"), ("--people", "many"), ("--rooms", "201"), ("--slots", "81")])
def test_an_impossible_size_gets_a_sentence(db, wrong):
    with pytest.raises(CommandError, match="between|invalid"):
        demo(*wrong)
    assert not Conference.objects.exists()
