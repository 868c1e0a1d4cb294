"""The reports on a hall's screen: one leaf after the other by number, the newest first; nobody needs a seat."""

import re

import pytest
from django.test import Client
from django.utils import timezone
from PIL import Image

from anliegen.display import leaves, scenes
from anliegen.models import Display, Photo, Report
from anliegen.record import reports
from anliegen.record.photos import files
from anliegen.wall import moves
from conference.models import Conference, Phase, Slot
from tests.world import Phone, plain

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(world):
    """Five sheets hang; the reports of 2, 3 and 5 do, 3 came last."""
    cells = [(slot, room) for slot in (world.first, world.second) for room in world.rooms]
    for at in range(5):
        moves.pin(world.writes(world.ben, f"Sheet {at + 1}"), *cells[at], by=world.ada)
    for number in (2, 5, 3):
        sheet = world.conference.anliegen.get(number=number)
        reports.write(sheet, world.ben, results=f"Result {number} " + "word " * 400)
        reports.publish(sheet, world.ben)
    world.conference.refresh_from_db()
    world.address = world.url(f"display/{world.screen.key}/")
    return world


def leaf(world, **after):
    """Return the number on a leaf, and its HTML."""
    page = plain(Client().get(f"{world.address}news/", after))
    return int(re.search(r'data-number="(\d+)"', page)[1]), page


def test_the_newest_first_then_round_and_round_by_number(world):
    assert leaf(world)[0] == 3
    assert [leaf(world, after=number)[0] for number in (3, 5, 2, 99)] == [5, 2, 3, 2]
    assert leaf(world, after="nonsense")[0] == 3


def test_a_leaf_says_who_what_and_how_many_hang(world):
    _number, page = leaf(world)
    for words in ("Sheet 3", "Ben", "Result 3", "<b>3</b> of <b>5</b> reports hang", "<svg"):
        assert words in page
    assert len(page.split("word")) < 350
    assert "…" in page


def test_an_empty_one_says_what_will_hang_here(world):
    Report.objects.update(published_at=None)
    Conference.objects.update(version=world.conference.version + 1)
    page = plain(Client().get(f"{world.address}news/"))
    assert "Here hangs what the groups found out" in page
    assert "<b>0</b> of <b>5</b>" in page


def test_it_needs_a_screens_key(world):
    other = world.other.conference.seats.get(role="display").key
    for key in (other, world.ben.key, "x"):
        for path in ("news/",):
            assert Phone(world.ben).get(world.url(f"display/{key}/{path}")).status_code == 403


@pytest.fixture
def photo(world, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    report = Report.objects.get(anliegen__number=2)
    photo = Photo.objects.create(report=report, file="abc", checksum="0", width=4, height=3)
    path = files.path("abc", "jpeg", "large")
    path.parent.mkdir(parents=True)
    Image.new("RGB", (4, 3)).save(path)
    return photo


def test_a_photo_of_what_hangs_is_shown_as_a_picture_and_nothing_else(world, photo):
    address = f"{world.address}photos/{photo.pk}/large/?v=abc"
    assert address in leaf(world, after=5)[1]
    answer = Client().get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    reports.take_back(photo.report.anliegen, world.ben)
    assert Client().get(address).status_code == 404


def test_the_page_knows_when_a_new_one_hangs(world):
    before = leaves.newest(world.conference)
    assert f'data-newest="{before}"' in plain(Client().get(world.address))
    sheet = world.conference.anliegen.get(number=1)
    reports.write(sheet, world.ben, results="!")
    reports.publish(sheet, world.ben)
    world.conference.refresh_from_db()
    assert leaves.newest(world.conference).startswith("1@")


def test_a_screen_that_follows_turns_to_the_reports_when_the_groups_are_over(world):
    def fits(phase):
        world.conference.phase = phase
        return scenes.fitting(world.conference)

    assert fits(Phase.GROUPS) == fits(Phase.CONVERGENCE) == Display.Shows.NEWS
    assert fits(Phase.MARKET) == Display.Shows.WALL
    now = timezone.now()
    Slot.objects.filter(pk=world.third.pk).update(starts_at=now, ends_at=now + timezone.timedelta(hours=1))
    assert (fits(Phase.GROUPS), fits(Phase.CONVERGENCE)) == (Display.Shows.WALL, Display.Shows.NOW)


def test_without_a_report_it_shows_what_it_did_before(world):
    Report.objects.update(published_at=None)
    world.conference.version += 1
    for phase, shows in ((Phase.GROUPS, Display.Shows.WALL), (Phase.CONVERGENCE, Display.Shows.NOTICES)):
        world.conference.phase = phase
        assert scenes.fitting(world.conference) == shows
