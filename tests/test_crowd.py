"""Who would come to what: sets of people, read once, the same number of queries whatever the size."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from anliegen.collect import sheets
from anliegen.models import Interest
from anliegen.wall import crowd


def wants(seat, *sheets):
    Interest.objects.bulk_create(Interest(anliegen=sheet, seat=seat) for sheet in sheets)


def people(found, mask):
    """The persons of a set, as they are told apart."""
    return {person for person, place in found.people.items() if mask >> place & 1}


@pytest.fixture
def world(world):
    world.soup, world.garden = world.writes(world.ben, "Soup"), world.writes(world.cleo, "Garden")
    world.light = world.writes(world.ben, "Light", conveners=[(world.ben, "Ben"), (None, "Emil")])
    wants(world.cleo, world.soup, world.light)
    wants(world.hal, world.soup, world.garden)
    return world


def test_who_wants_and_who_brings(world):
    found = crowd.read(world.conference)
    assert people(found, found.wants[1]) == {world.cleo.pk, world.hal.pk}
    assert [found.interested(number) for number in (1, 2, 3, 99)] == [2, 1, 1, 0]
    assert people(found, found.brings[3]) == {world.ben.pk, "emil"}
    assert found.convening_both(1, 3) == ["Ben"]
    assert found.convening_both(1, 2) == []


def test_what_two_sheets_share(world):
    found = crowd.read(world.conference)
    assert found.both(1, 2) == 2  # Hal wants both, Cleo brings the garden
    assert found.both(1, 3) == 2  # Cleo wants both, Ben brings both
    assert found.both(2, 3) == 1


def test_a_name_without_a_seat_is_one_person_however_it_is_written(world):
    world.writes(world.hal, conveners=[(None, "EMIL")])
    found = crowd.read(world.conference)
    assert found.brings[3] & found.brings[4] == 1 << found.people["emil"]


def test_withdrawn_sheets_are_left_out_and_merged_ones_count_where_they_went(world):
    sheets.withdraw(world.garden, by=world.cleo)
    world.conference.anliegen.filter(number=2).update(merged_into=world.light)
    other = world.writes(world.hal)
    wants(world.ada, other)
    sheets.withdraw(other, by=world.hal)
    found = crowd.read(world.conference)
    assert people(found, found.wants[3]) == {world.cleo.pk, world.hal.pk}
    assert people(found, found.brings[3]) == {world.ben.pk, world.cleo.pk, "emil"}
    assert 2 not in found.wants
    assert 4 not in found.wants


def test_sheets_merged_in_turn_or_in_a_circle_do_no_harm(world):
    world.conference.anliegen.filter(number=1).update(merged_into=world.garden, withdrawn_at=world.first.starts_at)
    world.conference.anliegen.filter(number=2).update(merged_into=world.light, withdrawn_at=world.first.starts_at)
    found = crowd.read(world.conference)
    assert people(found, found.wants[3]) == {world.cleo.pk, world.hal.pk}
    world.conference.anliegen.filter(number=2).update(merged_into=world.soup)
    found = crowd.read(world.conference)  # no verb makes a circle
    assert people(found, found.wants[3]) == {world.cleo.pk}


def test_nobody_elses_conference_is_read(world):
    wants(world.dora, world.other.sheet)
    assert world.dora.pk not in crowd.read(world.conference).people


def test_three_queries_whatever_the_size(world):
    for _ in range(20):
        wants(world.ada, world.writes(world.ben))
    with CaptureQueriesContext(connection) as captured:
        crowd.read(world.conference)
    assert len(captured) == 3
