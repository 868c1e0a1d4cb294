"""Moved, merged, cancelled: exactly those concerned are told, once, gathered; what they have read is told no more."""

import pytest

from anliegen.collect import sheets
from anliegen.day import follows, letters, told
from anliegen.models import Interest
from anliegen.wall import merging, moves, picture, undo
from conference.entrance import seats
from conference.models import Seat
from conference.setup import rooms
from tests.telling import everybody_reads, followed, hears, told_who
from tests.world import Phone, plain

pytestmark = pytest.mark.django_db


@pytest.fixture
def sheet(world):
    return followed(world)


def test_a_moved_sheet_is_told_to_the_right_three_and_to_nobody_else(world, sheet):
    world.writes(world.hal, "Another one")
    assert told_who(world) == []
    moves.move(sheet, world.first, world.aula, by=world.ada)
    assert told_who(world) == ["Ben", "Emil", "Cleo"]
    assert hears(world.cleo) == [("1", "now in Aula, was Linde, 10:00")]


def test_who_did_it_is_not_told(world, sheet):
    moves.move(sheet, world.first, world.aula, by=world.ben)
    assert told_who(world) == ["Emil", "Cleo"]


def test_several_moves_are_one_sentence_from_the_first_place_to_the_newest(world, sheet):
    moves.move(sheet, world.first, world.aula, by=world.ada)
    moves.park(sheet, by=world.ada)
    moves.pin(sheet, world.third, world.birke, by=world.ada)
    assert hears(world.ben) == hears(world.cleo) == [("1", "now in Birke 16:00, was Linde 10:00")]


def test_moved_back_is_nothing_to_tell(world, sheet):
    moves.move(sheet, world.first, world.aula, by=world.ada)
    undo.undo(world.conference, by=world.ada)
    assert told_who(world) == []
    undo.redo(world.conference, by=world.ada)
    assert hears(world.emil) == [("1", "now in Aula, was Linde, 10:00")]


def test_what_a_seat_moved_itself_it_knows(world, sheet):
    moves.move(sheet, world.first, world.aula, by=world.ada)
    moves.move(sheet, world.first, world.birke, by=world.ben)
    assert hears(world.ben) == []
    assert hears(world.emil) == [("1", "now in Birke, was Linde, 10:00")]
    moves.move(sheet, world.second, world.birke, by=world.ada)
    assert hears(world.ben) == [("1", "now at 12:00, was 10:00, Birke")]


def test_got_it_is_told_no_more_on_any_device(world, sheet):
    phone, tablet = Phone(world.cleo), Phone(world.cleo)
    moves.move(sheet, world.first, world.aula, by=world.ada)
    assert "1 change" in plain(tablet.get(world.url()))
    world.conference.refresh_from_db()
    assert phone.sends("day/read", to=world.conference.version).status_code == 302
    assert "1 change" not in plain(phone.get(world.url()))
    assert "1 change" not in plain(tablet.get(world.url()))
    assert told_who(world) == ["Ben", "Emil"]
    moves.move(sheet, world.first, world.birke, by=world.ada)
    assert hears(world.cleo) == [("1", "now in Birke, was Aula, 10:00")]


def test_what_came_after_the_page_was_drawn_is_not_taken_for_read(world, sheet):
    moves.move(sheet, world.first, world.aula, by=world.ada)
    world.conference.refresh_from_db()
    seen = world.conference.version
    moves.move(sheet, world.first, world.birke, by=world.ada)
    Phone(world.cleo).sends("day/read", to=seen)
    assert hears(world.cleo) == [("1", "now in Birke, was Aula, 10:00")]
    Phone(world.cleo).sends("day/read", to=seen - 1)
    assert hears(world.cleo) == [("1", "now in Birke, was Aula, 10:00")]


@pytest.mark.parametrize("to", ["", "x", "-1", "9" * 30, "1.5"])
def test_nonsense_is_not_read(world, sheet, to):
    moves.move(sheet, world.first, world.aula, by=world.ada)
    assert Phone(world.cleo).sends("day/read", to=to).status_code == 400
    assert hears(world.cleo)


def test_nobody_reads_ahead_of_the_history(world, sheet):
    Phone(world.cleo).sends("day/read", to=10**9)
    moves.move(sheet, world.first, world.aula, by=world.ada)
    assert hears(world.cleo)


def test_two_changes_are_gathered_in_the_order_they_came(world, sheet):
    other = world.writes(world.emil, "Ein Garten")
    moves.pin(other, world.second, world.aula, by=world.ada)
    moves.swap(sheet, other, by=world.ada)
    page = plain(Phone(world.emil).get(world.url()))
    assert "2 changes" in page
    assert hears(world.emil) == [
        ("1", "now in Aula 12:00, was Linde 10:00"),
        ("2", "now in Linde 10:00, was Aula 12:00"),
    ]


def test_parked_and_brought_on(world, sheet):
    moves.continue_in(sheet, world.second, world.linde, by=world.ada)
    assert hears(world.cleo) == [("1", "goes on in Linde 12:00 as well")]
    everybody_reads(world)
    moves.park(sheet, by=world.ada, origin=(world.first.pk, world.linde.pk))
    assert hears(world.cleo) == [("1", "no longer in Linde 10:00")]
    everybody_reads(world)
    moves.park(sheet, by=world.ada)
    assert hears(world.cleo) == [("1", "now in the parking, was Linde 12:00")]
    everybody_reads(world)
    moves.pin(sheet, world.first, world.birke, by=world.ada)
    assert hears(world.cleo) == hears(world.ben) == [("1", "now has a place: Birke 10:00")]


def test_a_first_place_is_told_to_conveners_only(world, sheet):
    fresh = world.writes(world.ben, "Fresh")
    Interest.objects.create(anliegen=fresh, seat=world.cleo)
    moves.pin(fresh, world.second, world.birke, by=world.ada)
    assert told_who(world) == ["Ben"]


def test_a_withdrawn_sheet(world, sheet):
    sheets.withdraw(sheet, by=world.ada)
    assert told_who(world) == ["Ben", "Emil", "Cleo"]
    assert hears(world.cleo) == [("1", "was withdrawn")]
    sheets.bring_back(sheet, by=world.ada)
    assert hears(world.cleo) == [("1", "now in the parking, was Linde 10:00")]


def test_a_room_that_is_taken_away(world, sheet):
    rooms.remove(world.linde, by=world.olga)
    assert told_who(world) == ["Ben", "Emil", "Cleo"]
    assert hears(world.ben) == [("1", "now in the parking, was a room that is gone 10:00")]


def test_what_was_before_somebody_marked_it_is_no_news_to_them(world, sheet):
    moves.move(sheet, world.first, world.aula, by=world.ada)
    Interest.objects.create(anliegen=sheet, seat=world.hal)
    assert told_who(world) == ["Ben", "Emil", "Cleo"]


def test_fixing_and_closing_is_nothing_to_tell(world, sheet):
    moves.fix(sheet, by=world.ada)
    moves.close(world.conference, world.first, world.aula, by=world.ada)
    assert told_who(world) == []


def test_a_tag_is_not_read_as_markup(world, sheet):
    sheets.edit(sheet, by=world.ben, title="<b>Wer</b> kocht?", goal="", context="")
    moves.move(sheet, world.first, world.aula, by=world.ada)
    assert "&lt;b&gt;Wer&lt;/b&gt; kocht?" in Phone(world.cleo).get(world.url()).content.decode()


def test_to_tell_costs_the_same_for_one_and_three_and_many(world, sheet, django_assert_num_queries):
    many = [world.writes(world.ben, f"Sheet {at}") for at in range(6)]
    cells = [(slot, room) for slot in (world.second, world.third) for room in world.rooms]
    for at, (each, cell) in enumerate(zip(many, cells, strict=True)):
        moves.pin(each, *cell, by=world.ben)
        moves.park(each, by=world.ada)
        if at in (0, 2, 5):
            seat = Seat.objects.select_related("conference").get(pk=world.ben.pk)
            wall, mine = picture.read(seat.conference), follows.of(seat)
            with django_assert_num_queries(3):
                assert len(told.changes(seat, mine, wall)) == at + 1


def test_a_move_before_anybody_read_of_the_first_place(world, sheet):
    """Who marked it saw it hang there, told or not."""
    fresh = world.writes(world.ben, "Fresh")
    Interest.objects.create(anliegen=fresh, seat=world.cleo)
    moves.pin(fresh, world.second, world.birke, by=world.ada)
    moves.move(fresh, world.second, world.aula, by=world.ada)
    assert told_who(world) == ["Ben", "Cleo"]
    assert hears(world.ben) == hears(world.cleo) == [("2", "now in Aula, was Birke, 12:00")]
    moves.park(fresh, by=world.ada)
    assert hears(world.cleo) == [("2", "now in the parking, was Birke 12:00")]


@pytest.fixture
def two(world, sheet):
    """Sheet 2 is Cleo's and hangs in Aula in round 2; Hal marked it, and nobody else follows it."""
    two = world.writes(world.cleo, "Wer isst?")
    Interest.objects.create(anliegen=two, seat=world.hal)
    Interest.objects.filter(seat=world.cleo).delete()
    moves.pin(two, world.second, world.aula, by=world.ada)
    everybody_reads(world)
    return two


def test_a_merge_is_told_to_who_follows_either(world, sheet, two):
    merging.decide(sheet, two, by=world.ada)
    assert told_who(world) == ["Hal", "Ben", "Emil", "Cleo"]
    assert hears(world.cleo) == hears(world.hal) == [("2", "goes on in #1: Linde 10:00")]
    assert hears(world.ben) == [("1", "now holds #2 as well")]
    everybody_reads(world)
    moves.move(sheet, world.first, world.aula, by=world.ada)
    assert told_who(world) == ["Hal", "Ben", "Emil", "Cleo"]
    assert hears(world.hal) == [("1", "now in Aula, was Linde, 10:00")]


def test_who_follows_both_is_told_once(world, sheet, two):
    Interest.objects.create(anliegen=sheet, seat=world.hal)
    merging.decide(sheet, two, by=world.ada)
    assert hears(world.hal) == [("2", "goes on in #1: Linde 10:00")]


def test_what_the_other_sheet_did_before_the_merge_is_no_news(world, sheet, two):
    moves.move(sheet, world.first, world.aula, by=world.ada)
    merging.decide(sheet, two, by=world.ada)
    assert hears(world.hal) == hears(world.cleo) == [("2", "goes on in #1: Aula 10:00")]


def test_a_split_is_told_and_a_merge_taken_back_is_nothing(world, sheet, two):
    merging.decide(sheet, two, by=world.ada)
    two.refresh_from_db()
    everybody_reads(world)
    merging.split(two, by=world.ada)
    assert hears(world.ben) == [("1", "no longer holds #2")]
    assert hears(world.hal) == [("2", "stands on its own again")]
    everybody_reads(world)
    merging.decide(sheet, two, by=world.ada)
    two.refresh_from_db()
    merging.split(two, by=world.ada)
    assert hears(world.ben) == []


def test_a_hidden_sheet_is_told_without_its_words(world, sheet):
    sheets.hide(sheet, by=world.ada, why="Spam")
    assert told_who(world) == ["Ben", "Emil", "Cleo"]
    assert hears(world.cleo) == [("1", "was taken off the wall by the facilitators")]
    told = plain(Phone(world.cleo).get(world.url())).split('id="today"')[0]
    assert "Wer kocht" not in told
    assert "Spam" not in told


def test_it_stays_without_its_words_when_who_hid_it_is_gone(world, sheet):
    sheets.hide(sheet, by=world.ada, why="Spam")
    seats.remove(world.ada, by=world.olga)
    page = plain(Phone(world.cleo).get(world.url())).split('id="today"')[0]
    assert "was taken off the wall by the facilitators" in page
    assert "Wer kocht" not in page
    world.conference.refresh_from_db()
    cleo = world.conference.seats.get(pk=world.cleo.pk)
    (letter,) = letters.of(cleo, [letters.MOVED], {})
    assert letter["body"] == ""
