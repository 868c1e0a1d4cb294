"""Pin: a parked sheet gets a cell. Everybody pins their own, facilitators any."""

import pytest

from anliegen.wall import moves
from conference.refusal import Refused
from conference.setup import slots
from tests.world import Phone, broken_promises, cell, plain, region, told, where


def test_ben_pins_his_sheet(world):
    sheet = world.writes(world.ben)
    answer = Phone(world.ben).sends("wall/pin", anliegen=1, **cell(world.first, world.linde))
    assert answer.status_code == 302
    assert where(sheet) == [("Round 1", "Linde")]
    come = [["placed", 1, world.first.pk, world.linde.pk]]
    assert told(world.conference) == ("wall.pinned", world.ben, [], come)
    assert broken_promises(world.conference) == []


def test_a_cell_can_be_named_in_one_field(world):
    sheet = world.writes(world.ben)
    Phone(world.ben).sends("wall/pin", anliegen=1, cell=f"{world.third.pk}-{world.aula.pk}")
    assert where(sheet) == [("Round 3", "Aula")]


def test_the_answer_to_htmx_holds_what_changed(world):
    world.writes(world.ben, "Wer kocht?")
    answer = Phone(world.ben).taps("wall/pin", anliegen=1, **cell(world.first, world.linde))
    text = plain(answer)
    assert answer.status_code == 200
    assert f'hx-target="#{region(world.first, world.linde)}"' in text
    assert "Wer kocht?" in text
    assert 'hx-target="#parked-1"' in text
    assert 'hx-target="#counts"' in text
    assert "#1 hangs in Linde." in text
    world.conference.refresh_from_db()
    assert answer["X-Version"] == f"{world.conference.version - 1} {world.conference.version}"


def test_the_sentence_awaits_a_plain_browser_on_the_page_it_came_from(world):
    world.writes(world.ben)
    phone = Phone(world.ben)
    answer = phone.sends("wall/pin", anliegen=1, back=world.url("wall/"), **cell(world.first, world.linde))
    assert answer["Location"] == world.url("wall/")
    assert "#1 hangs in Linde." in plain(phone.get(world.url("wall/")))


def test_a_form_does_not_lead_to_strangers(world):
    world.writes(world.ben)
    there = {"anliegen": 1, "back": "https://evil.example/", **cell(world.first, world.linde)}
    assert Phone(world.ben).sends("wall/pin", **there)["Location"] == world.url()


def test_who_comes_second_reads_who_was_first_and_what_is_free(world):
    moves.pin(world.writes(world.ben), world.first, world.linde, by=world.ben)
    cleos = world.writes(world.cleo)
    version = world.conference.events.count()
    answer = Phone(world.cleo).taps("wall/pin", anliegen=2, **cell(world.first, world.linde))
    text = plain(answer)
    assert answer.status_code == 409
    assert "Linde at 10:00 has just been taken by #1 (Ben). Still free: " in text
    assert "Aula 10:00" in text
    assert f'hx-target="#{region(world.first, world.linde)}"' in text
    assert where(cleos) == []
    assert world.conference.events.count() == version


def test_the_refusal_of_a_plain_form_is_a_page_with_the_sentence(world):
    moves.pin(world.writes(world.ben), world.first, world.linde, by=world.ben)
    world.writes(world.cleo)
    answer = Phone(world.cleo).sends("wall/pin", anliegen=2, **cell(world.first, world.linde))
    assert answer.status_code == 409
    assert "has just been taken by #1 (Ben)" in plain(answer)


def test_the_nearest_free_cells_are_offered(world):
    cleos = world.writes(world.cleo)
    moves.pin(world.writes(world.ben), world.first, world.linde, by=world.ben)
    moves.pin(world.writes(world.ben), world.first, world.aula, by=world.ben)
    moves.close(world.conference, world.second, world.linde, by=world.ada)
    with pytest.raises(Refused) as refused:
        moves.pin(cleos, world.first, world.linde, by=world.cleo)
    assert refused.value.choices == [(world.first, world.birke), (world.third, world.linde)]
    assert refused.value.sentence.endswith("Still free: Birke 10:00, Linde 16:00.")


def test_a_full_wall_says_so(world):
    for slot in world.rounds:
        for room in world.rooms:
            moves.pin(world.writes(world.ben), slot, room, by=world.ben)
    late = world.writes(world.cleo)
    with pytest.raises(Refused, match="No cell nearby is free"):
        moves.pin(late, world.second, world.linde, by=world.cleo)


def test_nothing_is_pinned_on_the_break(world):
    world.writes(world.ben)
    answer = Phone(world.ben).taps("wall/pin", anliegen=1, **cell(world.lunch, world.linde))
    assert answer.status_code == 400
    assert "Lunch is for everybody; nothing is pinned there." in plain(answer)


def test_nothing_is_pinned_on_a_closed_cell(world):
    world.writes(world.ben)
    moves.close(world.conference, world.first, world.linde, by=world.ada)
    answer = Phone(world.ben).taps("wall/pin", anliegen=1, **cell(world.first, world.linde))
    assert answer.status_code == 409
    assert "Linde at 10:00 is closed. Still free: Aula 10:00" in plain(answer)


def test_a_slot_that_became_a_break_meanwhile(world):
    """Ben's page still shows the round that Olga has just turned into a break."""
    sheet = world.writes(world.ben)
    seen_before = type(world.first).objects.get(pk=world.first.pk)
    fields = {"name": "Plenary", "common": True, "place": ""}
    slots.edit(world.first, by=world.olga, starts_at=world.first.starts_at, ends_at=world.first.ends_at, **fields)
    with pytest.raises(Refused, match="no longer on the wall"):
        moves.pin(sheet, seen_before, world.linde, by=world.ben)
    assert where(sheet) == []


def test_a_room_that_is_gone(world):
    world.writes(world.ben)
    gone = cell(world.first, world.linde)
    world.linde.delete()
    answer = Phone(world.ben).taps("wall/pin", anliegen=1, **gone)
    assert answer.status_code == 409
    assert "That room or slot is no longer on the wall." in plain(answer)


def test_a_withdrawn_sheet_stays_off(world):
    from anliegen.collect import sheets

    sheets.withdraw(world.writes(world.ben), by=world.ben)
    answer = Phone(world.ben).taps("wall/pin", anliegen=1, **cell(world.first, world.linde))
    assert answer.status_code == 409
    assert "#1 was withdrawn." in plain(answer)


def test_a_number_that_nobody_has(world):
    answer = Phone(world.ben).taps("wall/pin", anliegen=99, **cell(world.first, world.linde))
    assert answer.status_code == 404
    assert "There is no sheet #99 here." in plain(answer)


def test_the_sheet_of_somebody_else(world):
    sheet = world.writes(world.ben)
    answer = Phone(world.cleo).taps("wall/pin", anliegen=1, **cell(world.first, world.linde))
    assert answer.status_code == 403
    assert "#1 belongs to somebody else." in plain(answer)
    assert where(sheet) == []


def test_ada_pins_for_everybody(world):
    sheet = world.writes(world.ben)
    assert Phone(world.ada).sends("wall/pin", anliegen=1, **cell(world.first, world.linde)).status_code == 302
    assert where(sheet) == [("Round 1", "Linde")]


def test_co_conveners_pin_as_well(world):
    sheet = world.writes(world.ben, conveners=[(world.ben, "Ben"), (world.cleo, "Cleo"), (None, "Emil")])
    Phone(world.cleo).sends("wall/pin", anliegen=1, **cell(world.first, world.linde))
    assert where(sheet) == [("Round 1", "Linde")]


def test_where_facilitators_pin_others_are_told_so(world):
    world.conference.participants_pin = False
    world.conference.save()
    sheet = world.writes(world.ben)
    answer = Phone(world.ben).taps("wall/pin", anliegen=1, **cell(world.first, world.linde))
    assert answer.status_code == 403
    assert "Here the facilitators pin." in plain(answer)
    assert where(sheet) == []
    Phone(world.ada).sends("wall/pin", anliegen=1, **cell(world.first, world.linde))
    assert where(sheet) == [("Round 1", "Linde")]


def test_pinning_where_it_hangs_already_changes_nothing(world):
    moves.pin(world.writes(world.ben), world.first, world.linde, by=world.ben)
    answer = Phone(world.ben).taps("wall/pin", anliegen=1, **cell(world.first, world.linde))
    assert answer.status_code == 409
    assert world.conference.events.filter(kind="wall.pinned").count() == 1
