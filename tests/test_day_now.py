"""Now and next for me first: what I bring, what I marked, then the rest, with room, where it is and how long still."""

import re
from datetime import timedelta

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from anliegen.day import follows, reads
from anliegen.models import Interest
from anliegen.wall import moves, picture
from tests.world import Phone, add_room, add_slot, plain

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(world):
    """Round 1 has been running for 26 minutes; round 2 is in an hour and a half, after a break."""
    world.pause = add_slot(world.conference, "Coffee", 1, common=True)
    world.pause.place = "Foyer"
    shift = timezone.now() - timedelta(minutes=26) - world.first.starts_at
    for slot in world.conference.slots.order_by("-starts_at" if shift > timedelta(0) else "starts_at"):
        slot.starts_at, slot.ends_at = slot.starts_at + shift, slot.ends_at + shift
        slot.place = "Foyer" if slot.common else ""
        slot.save()
    for name in ("first", "second", "lunch", "third"):
        getattr(world, name).refresh_from_db()
    world.linde.location = "1st floor"
    world.linde.save()
    return world


def hang(world, seat, title, slot, room):
    sheet = world.writes(seat, title)
    moves.pin(sheet, slot, room, by=world.ada)
    return sheet


def page(seat):
    return plain(Phone(seat).get(f"/c/{seat.conference.slug}/"))


def section(text, name):
    """Return what stands under that heading, as lines without tags."""
    found = re.split(r"<h2[^>]*>", text)
    part = next(each for each in found if re.sub(r"<[^>]*>", "", each).strip().startswith(name))
    return [line for line in (re.sub(r"<[^>]*>", " ", part).split("\n")) if line.strip()]


def test_mine_first_then_what_i_marked_then_the_rest(world):
    hang(world, world.cleo, "Of others", world.first, world.aula)
    marked = hang(world, world.cleo, "Marked", world.first, world.birke)
    hang(world, world.ben, "Mine", world.first, world.linde)
    Interest.objects.create(anliegen=marked, seat=world.ben)
    text = page(world.ben)
    now = " ".join(" ".join(section(text, "Now")).split())
    assert "34 min left" in now
    assert now.index("Mine") < now.index("Linde") < now.index("1st floor") < now.index("you bring it")
    assert (
        now.index("you bring it") < now.index("Marked") < now.index("Birke") < now.index("All of this round: 3 sheets")
    )
    assert "<details" in text
    assert " open>" not in text
    assert "Of others" in now
    assert "1st floor" in now.rpartition("All of this round")[2]


def test_who_has_nothing_there_sees_all_and_what_is_free(world):
    hang(world, world.cleo, "Of others", world.first, world.aula)
    text = page(world.hal)
    now = " ".join(" ".join(section(text, "Now")).split())
    assert '<details class="all" open>' in text
    assert "Of others" in now
    assert "Still free: Linde Birke" in now
    assert f'href="{world.url(f"wall/cell/{world.first.pk}/{world.linde.pk}/")}"' in text


def test_next_is_the_break_and_the_round_after_it_later_the_rest(world):
    marked = hang(world, world.cleo, "Late", world.third, world.linde)
    Interest.objects.create(anliegen=marked, seat=world.ben)
    wall, mine = picture.read(world.conference), follows.of(world.ben)
    day = reads.day(wall, mine, timezone.now())
    assert [span.slot.name for span in day.near] == ["Round 1", "Coffee", "Round 2"]
    assert [span.minutes for span in day.near] == [34, 34, None]
    later = [*day.later, *day.other_days]  # past midnight the third round is on the next day
    assert [span.slot.name for span in later if span.mine] == ["Round 3"]
    assert [(sheet.number, room.name) for span in later for sheet, room in span.marked] == [(marked.number, "Linde")]
    text = page(world.ben)
    assert "in 34 min" in text
    assert "Linde</b> · 1st floor" in text


def test_when_all_is_over_only_my_sheets_are_left(world):
    sheet = hang(world, world.ben, "Mine", world.first, world.linde)
    wall, mine = picture.read(world.conference), follows.of(world.ben)
    day = reads.day(wall, mine, world.third.ends_at)
    assert (day.near, day.later, day.other_days) == ([], [], [])
    assert [(each.number, len(places)) for each, places in reads.own(wall, mine)] == [(sheet.number, 1)]


def test_what_has_no_place_comes_first_among_mine(world):
    hang(world, world.ben, "Hangs", world.first, world.linde)
    world.writes(world.ben, "Looks for a place")
    text = page(world.ben)
    assert text.index('id="own"') < text.index("Now: ")
    own = " ".join(" ".join(section(text, "My sheets")).split())
    assert own.index("Looks for a place") < own.index("Pin it") < own.index("Hangs")


def test_closed_cells_and_withdrawn_sheets_invite_nobody(world):
    moves.close(world.conference, world.first, world.birke, by=world.ada)
    assert "Still free: Aula Linde" in " ".join(" ".join(section(page(world.hal), "Now")).split())


def test_the_page_costs_the_same_for_any_wall(world):
    for at in range(4):
        add_room(world.conference, f"Tisch {at}")
    cells = [(slot, room) for slot in world.rounds for room in world.conference.rooms.all()]
    costs = []
    for at, (slot, room) in enumerate(cells):
        mine = hang(world, world.ben, f"Mine {at}", slot, room)
        Interest.objects.create(anliegen=mine, seat=world.cleo)
        moves.park(mine, by=world.ada)
        moves.pin(mine, slot, room, by=world.ada)
        if at in (0, 2, len(cells) - 1):
            for who in (world.ben, world.cleo):
                phone = Phone(who)
                phone.get("/healthz")
                for cache in caches.all():
                    cache.clear()
                with CaptureQueriesContext(connection) as captured:
                    assert phone.get(world.url()).status_code == 200
                costs.append((who.name, len(captured)))
    assert len(set(costs)) == 2, costs
    assert max(cost for _who, cost in costs) <= 28, costs
