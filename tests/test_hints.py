"""Hints: what might not fit, with the reason; those who may not know how many would come are told nothing of it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from anliegen.models import Interest
from anliegen.wall import hint_words, hints, moves, undo
from conference.entrance import seats
from conference.models import Conference, Room, Seen
from tests.world import Phone, add_slot, cell, plain


@pytest.fixture
def world(world):
    """Twelve more people, and rooms that were counted."""
    world.people = [seats.join(world.conference, f"Person {at}") for at in range(12)]
    for room, capacity, place in ((world.aula, 100, "House"), (world.linde, 8, "Garden"), (world.birke, 5, "Garden")):
        Room.objects.filter(pk=room.pk).update(capacity=capacity, location=place)
        room.refresh_from_db()
    return world


def hang(world, slot, room, by=None, wanted=(), **texts):
    """A sheet on a cell, wanted by those of the twelve."""
    sheet = world.writes(by or world.hal, **texts)
    moves.pin(sheet, slot, room, by=world.ada)
    Interest.objects.bulk_create(Interest(anliegen=sheet, seat=world.people[at]) for at in wanted)
    return sheet


def found(world, kind=None):
    grid = hints.read(world.conference)
    return [hint for hint in hints.find(grid) if kind in (None, hint.kind)]


def said(world, **which):
    world.conference.refresh_from_db()
    return [line.sentence for line in hint_words.lines(world.conference, **which)]


def test_an_empty_wall_and_a_good_one_have_none(world):
    assert found(world) == []
    hang(world, world.first, world.linde, world.ben, range(4))
    hang(world, world.second, world.linde, world.ben, range(4))
    assert found(world) == []


def test_a_convener_in_two_places_at_once(world):
    hang(world, world.first, world.linde, world.ben)
    hang(world, world.first, world.birke, world.ben)
    hang(world, world.second, world.birke, world.ben)
    (hint,) = found(world)
    cells = ((world.first.pk, world.linde.pk), (world.first.pk, world.birke.pk))
    assert (hint.kind, hint.sheets, hint.cells) == ("twice", (1, 2), cells)
    assert said(world) == ["Ben: #1 and #2 are both at 10:00."]


def test_a_sheet_that_goes_on_is_not_in_its_own_way(world):
    sheet = hang(world, world.first, world.linde, world.ben, range(6))
    moves.continue_in(sheet, world.second, world.birke, by=world.ada)
    moves.continue_in(sheet, world.first, world.aula, by=world.ada)
    assert {hint.kind for hint in found(world)} <= {"full"}


def test_two_that_the_same_people_want_at_the_same_time(world):
    hang(world, world.first, world.aula, world.ben, range(8))
    hang(world, world.first, world.linde, world.cleo, range(5, 12))
    hang(world, world.second, world.birke, world.hal, range(2))
    assert said(world) == ["3 want both #1 and #2 at 10:00."]
    Interest.objects.filter(anliegen__number=2, seat=world.people[5]).delete()
    assert found(world, "both") == []


def test_few_of_many_are_no_hint(world):
    more = [seats.join(world.conference, f"More {at}") for at in range(20)]
    one = hang(world, world.first, world.aula, world.ben, range(12))
    two = hang(world, world.first, world.linde, world.cleo, range(3))
    Interest.objects.filter(anliegen=two).delete()
    Interest.objects.bulk_create(Interest(anliegen=two, seat=seat) for seat in [*more, *world.people[:3]])
    assert one.interests.filter(seat__in=two.interests.values("seat")).count() == 3
    assert found(world, "both") == []


def test_slots_that_overlap_are_at_the_same_time(world):
    late = add_slot(world.conference, "Late start", 0.5)
    hang(world, world.first, world.linde, world.ben)
    hang(world, late, world.birke, world.ben)
    hang(world, world.second, world.aula, world.ben)
    assert [hint.sheets for hint in found(world, "twice")] == [(1, 2)]


def test_more_interest_than_seats(world):
    hang(world, world.first, world.birke, world.ben, range(7))
    assert said(world) == ["7 would come to #1; Birke has 5 seats. Linde (8) is free then."]
    moves.close(world.conference, world.first, world.linde, by=world.ada)
    assert said(world) == ["7 would come to #1; Birke has 5 seats. Aula (100) is free then."]
    hang(world, world.first, world.aula, world.cleo, range(9, 12))
    assert said(world)[0] == "7 would come to #1; Birke has 5 seats."
    Room.objects.filter(pk=world.birke.pk).update(capacity=0)  # nobody counted
    assert found(world, "full") == []


def test_a_small_group_in_the_hall(world):
    hang(world, world.first, world.aula, world.ben, range(3))
    assert found(world) == []  # few have marked anything yet
    hang(world, world.first, world.birke, world.cleo, range(2, 12))
    assert said(world)[1:] == ["3 would come to #1; Aula has 100 seats. #2 in Birke needs more."]
    assert found(world, "hall")[0].sheets == (1, 2)
    moves.park(world.conference.anliegen.get(number=2), by=world.ada)
    assert said(world) == ["3 would come to #1; Aula has 100 seats. Birke (5) is free then."]
    for room in (world.linde, world.birke):
        moves.close(world.conference, world.first, room, by=world.ada)
    assert said(world) == []  # it is in nobody's way


def test_too_far_between_for_who_brings_both(world):
    soon = world.second
    soon.starts_at, soon.ends_at = (world.first.ends_at + timedelta(minutes=m) for m in (10, 70))
    soon.save(update_fields=["starts_at", "ends_at"])
    hang(world, world.first, world.aula, world.ben)
    hang(world, world.second, world.linde, world.ben)
    assert said(world) == ["Ben: from #1 in Aula (House) straight to #2 in Linde (Garden)."]
    Room.objects.filter(pk=world.aula.pk).update(location="Garden")
    assert said(world) == [] or found(world) == []
    Room.objects.filter(pk=world.aula.pk).update(location="")
    assert found(world) == []


def test_too_far_between_for_those_who_want_both(world):
    soon = world.second
    soon.starts_at, soon.ends_at = (world.first.ends_at + timedelta(minutes=m) for m in (0, 60))
    soon.save(update_fields=["starts_at", "ends_at"])
    hang(world, world.first, world.aula, world.ben, range(8))
    hang(world, world.second, world.linde, world.cleo, range(4, 12))
    assert said(world) == ["4 want #1 in Aula (House) and right after it #2 in Linde (Garden)."]
    soon.starts_at, soon.ends_at = (world.first.ends_at + timedelta(minutes=m) for m in (30, 90))
    soon.save(update_fields=["starts_at", "ends_at"])
    assert found(world) == []


def test_a_fixed_sheet_moved(world):
    sheet = hang(world, world.first, world.linde, world.ben)
    moves.fix(sheet, by=world.ada)
    assert found(world) == []
    moves.fix(sheet, by=world.ada, on=False)
    assert found(world) == []
    moves.move(sheet, world.second, world.birke, by=world.ben)
    assert said(world) == ["#1 was fixed in Linde at 10:00; now it hangs in Birke at 12:00."]
    moves.park(sheet, by=world.ben)
    assert said(world) == ["#1 was fixed in Linde at 10:00; now it is in the parking."]
    moves.pin(sheet, world.second, world.birke, by=world.ben)
    moves.fix(sheet, by=world.ada)
    assert found(world) == []


def test_a_fixing_that_was_taken_back_is_none(world):
    sheet = hang(world, world.first, world.linde, world.ben)
    moves.fix(sheet, by=world.ada)
    undo.undo(world.conference, by=world.ada)
    moves.move(sheet, world.second, world.birke, by=world.ben)
    assert found(world) == []


def test_the_weightiest_come_first(world):
    hang(world, world.first, world.birke, world.ben, range(7))
    hang(world, world.first, world.linde, world.ben, range(7))
    hang(world, world.first, world.aula, world.cleo, range(7))
    kinds = [hint.kind for hint in found(world)]
    assert kinds == ["twice", "full", "both", "both"]
    assert [hint.weight for hint in found(world)] == sorted((h.weight for h in found(world)), reverse=True)


def test_facilitators_see_them_all_and_conveners_their_own(world):
    hang(world, world.first, world.birke, world.ben, range(7))
    hang(world, world.second, world.birke, world.cleo, range(6))
    page = plain(Phone(world.ada).get(world.url("wall/hints/")))
    assert "7 would come to #1" in page
    assert "6 would come to #2" in page
    for seat, number, told in (
        (world.ben, 1, True),
        (world.ben, 2, False),
        (world.ada, 2, True),
        (world.hal, 1, False),
    ):
        page = plain(Phone(seat).get(world.url(f"anliegen/{number}/")))
        assert ("seats. Linde (8) is free then." in page) == told


def test_who_may_not_know_the_counts_is_told_none_by_hints(world):
    hang(world, world.first, world.birke, world.ben, range(7))
    hang(world, world.first, world.linde, world.ben)
    Conference.objects.filter(pk=world.conference.pk).update(interest_seen=Seen.FACILITATORS)
    page = plain(Phone(world.ben).get(world.url("anliegen/1/")))
    assert "Ben: #1 and #2 are both at 10:00." in page
    assert "would come to" not in page
    assert "7 would come to #1" in plain(Phone(world.ada).get(world.url("anliegen/1/")))


def test_eight_queries_and_then_none_until_something_changes(world):
    for at, slot in enumerate(world.rounds * 3):
        hang(world, slot, world.rooms[at // 3], world.ben, range(at))
    with CaptureQueriesContext(connection) as captured:
        hints.read(world.conference)
    assert len(captured) == 8, "\n".join(query["sql"] for query in captured)
    grid = hints.read(world.conference)
    with CaptureQueriesContext(connection) as captured:
        assert hints.find(grid)
    assert len(captured) == 0
    assert said(world)
    with CaptureQueriesContext(connection) as captured:
        assert hint_words.lines(world.conference)
    assert len(captured) == 0


def test_hints_forbid_nothing(world):
    hang(world, world.first, world.birke, world.ben, range(7))
    hang(world, world.second, world.linde, world.ben, range(7))
    answer = Phone(world.ben).taps("wall/move", anliegen=2, **cell(world.first, world.linde))
    assert answer.status_code == 200
    assert {hint.kind for hint in found(world)} == {"twice", "full"}
