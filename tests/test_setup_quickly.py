"""Rooms and rounds as people write them, and the planner's rule of thumb."""

import contextlib
from datetime import date, time
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from conference.refusal import Refused
from conference.setup import planner, quickly
from conference.setup.quickly import RoomDraft, RoundsDraft


@pytest.mark.parametrize("typed", ["9 Räume", "9 rooms", "9 raeume", " 9  Rooms ", "9 Zimmer"])
def test_a_number_of_rooms(typed):
    assert [each.name for each in quickly.rooms(typed)] == [f"Room {number}" for number in range(1, 10)]


@pytest.mark.parametrize("typed", ["3 Räume mit 20 Plätzen", "3 rooms of 20", "3 rooms for 20 people", "3 Räume à 20"])
def test_a_number_of_rooms_with_seats(typed):
    assert {each.capacity for each in quickly.rooms(typed)} == {20}


def test_names_with_seats_by_line_comma_or_semicolon():
    found = quickly.rooms("Aula 120, Linde (25); Eiche: 20\nWiese\nFoyer 60 Plätze")
    assert found == [
        RoomDraft("Aula", 120),
        RoomDraft("Linde", 25),
        RoomDraft("Eiche", 20),
        RoomDraft("Wiese"),
        RoomDraft("Foyer", 60),
    ]


def test_a_number_that_belongs_to_the_name_stays_there():
    assert quickly.rooms("Raum 3") == [RoomDraft("Raum 3")]
    assert quickly.rooms("Linde 1\nLinde 2") == [RoomDraft("Linde 1"), RoomDraft("Linde 2")]
    assert quickly.rooms("Raum 12 25 Plätze") == [RoomDraft("Raum 12", 25)]


def test_numbered_rooms_avoid_names_that_are_there():
    found = quickly.rooms("2 Räume", taken=["Raum 1", "RAUM 3"], numbered="Raum %(number)d")
    assert [each.name for each in found] == ["Raum 2", "Raum 4"]


@pytest.mark.parametrize("typed", ["", " , ,", "0 rooms", "9999 rooms", "x" * 61])
def test_rooms_that_can_not_be_are_refused_with_a_sentence(typed):
    with pytest.raises(Refused) as refused:
        quickly.rooms(typed)
    assert refused.value.status == 422
    assert refused.value.sentence.endswith(".")


@pytest.mark.parametrize(
    "typed",
    [
        "4 Runden à 60 min ab 10:00 mit 15 min Pause",
        "4 rounds of 60 min from 10:00 with 15 min breaks",
        "4 Runden zu je 60 Minuten von 10 Uhr, 15 Minuten Pause dazwischen",
        "ab 10.00 Uhr 4 Runden zu 1 Stunde mit 15-min-Pausen",
        "4 rounds of 1 h at 10:00, breaks of 15 min",
        "4 x 60 min ab 10 mit 15 min Pause",
    ],
)
def test_rounds_in_both_languages(typed):
    assert quickly.rounds(typed) == RoundsDraft(4, 60, time(10), 15)


@pytest.mark.parametrize("typed", ["on 2026-06-12", "am 12.6.2026"])
def test_rounds_of_a_day(typed):
    assert quickly.rounds(f"2 rounds of 1,5 hours from 2 pm {typed}") == RoundsDraft(
        2, 90, time(14), 0, date(2026, 6, 12)
    )


def test_what_is_not_understood_is_handed_back():
    assert quickly.rounds("2 Runden à 90 min ab 14:00 und Kaffee").ignored == "Kaffee"


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("", "rounds"),
        ("vier Runden", "rounds"),
        ("4 Runden ab 10:00", "60 min"),
        ("4 rounds of 60 min", "10:00"),
        ("4 rounds of 60 min from 25:00", "25:00"),
        ("4 rounds of 0 min from 10:00", "60 min"),
        ("41 rounds of 5 min from 10:00", "40"),
        ("20 rounds of 60 min from 10:00", "midnight"),
        ("4 rounds of 60 min from 10:00 on 31.2.2026", "31.2.2026"),
        ("4 rounds of 60 min from 10:00 on 31.12.9999", "31.12.9999"),
    ],
)
def test_rounds_that_can_not_be_are_refused_with_a_hint(typed, hint):
    with translation.override("en"), pytest.raises(Refused) as refused:
        quickly.rounds(typed)
    assert refused.value.status == 422
    assert hint in refused.value.sentence


@given(st.text(max_size=300))
def test_no_text_breaks_the_reading(typed):
    for read in (quickly.rooms, quickly.rounds):
        with contextlib.suppress(Refused):
            read(typed)


def test_rounds_follow_each_other_with_their_rest():
    spans = RoundsDraft(3, 60, time(10), 15).spans(date(2026, 6, 12), ZoneInfo("Europe/Berlin"))
    assert [f"{start:%H:%M}-{end:%H:%M}" for start, end in spans] == ["10:00-11:00", "11:15-12:15", "12:30-13:30"]


@pytest.mark.parametrize(
    ("people", "expected"),
    [(1, 1), (30, 15), (50, 25), (51, 16), (100, 30), (120, 30), (200, 50), (500, 100), (700, 105)],
)
def test_anliegen_to_expect(people, expected):
    assert planner.anliegen_to_expect(people) == expected


def test_ten_people_a_group():
    assert planner.groups_at_a_time(120) == 12
    assert planner.groups_at_a_time(3) == 1


@given(st.integers(1, 100_000))
def test_every_proposal_has_a_cell_for_every_anliegen(people):
    for each in planner.proposals(people):
        assert each.cells >= planner.anliegen_to_expect(people)
        assert 1 <= each.rooms <= quickly.MOST_ROOMS


def test_a_house_with_few_rooms_gets_more_rounds():
    assert [(each.rooms, each.rounds) for each in planner.proposals(120, rooms=5)] == [(5, 6)]
    assert [(each.rooms, each.rounds) for each in planner.proposals(120)] == [(12, 3), (8, 4), (6, 5)]
