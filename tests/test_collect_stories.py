"""Write, edit, withdraw, bring back: the life of a sheet before and beside the wall."""

import uuid

import pytest

from anliegen.collect import sheets
from anliegen.wall import moves
from conference.entrance import seats
from conference.models import Role
from conference.refusal import Refused
from tests.world import Phone, broken_promises, cell, plain, region, told, where


def newest(world):
    return world.conference.anliegen.last()


def test_a_title_is_enough_and_the_number_appears_at_once(world):
    phone = Phone(world.ben)
    answer = phone.sends("anliegen/new", title="Wer kocht?")
    assert answer["Location"] == world.url("anliegen/1/")
    assert "This is sheet #1." in plain(phone.get(answer["Location"]))
    sheet = newest(world)
    assert (sheet.number, sheet.title, sheet.goal, sheet.context) == (1, "Wer kocht?", "", "")
    assert [(each.seat, each.name) for each in sheet.conveners.all()] == [(world.ben, "Ben")]
    assert told(world.conference)[:2] == ("anliegen.written", world.ben)
    assert broken_promises(world.conference) == []


def test_everything_on_the_sheet_is_kept(world):
    others = "Cleo, Emil\nFritz,, Emil , "
    texts = {"title": "Wer kocht?", "goal": "Soup\nfor all", "context": "It is cold", "seeks_host": "on"}
    Phone(world.ben).sends("anliegen/new", others=others, **texts)
    sheet = newest(world)
    assert (sheet.goal, sheet.context, sheet.seeks_host) == ("Soup\nfor all", "It is cold", True)
    assert [each.name for each in sheet.conveners.all()] == ["Ben", "Cleo", "Emil", "Fritz"]
    page = plain(Phone(world.cleo).get(world.url("anliegen/1/")))
    for text in ("Wer kocht?", "Soup", "It is cold", "Fritz", "seeks a host"):
        assert text in page


def test_numbers_follow_each_other_in_each_conference(world):
    for seat in (world.ben, world.cleo, world.ada):
        Phone(seat).sends("anliegen/new", title="Wer kocht?")
    Phone(world.dora).sends("anliegen/new", title="Rosen")
    assert list(world.conference.anliegen.values_list("number", flat=True)) == [1, 2, 3]
    assert list(world.other.conference.anliegen.values_list("number", flat=True)) == [1, 2]


def test_a_sheet_without_a_title_is_asked_for_one(world):
    answer = Phone(world.ben).sends("anliegen/new", title="  ", goal="Soup for all")
    assert answer.status_code == 422
    assert "A sheet needs a title. A few words are enough." in plain(answer)
    assert "Soup for all" in plain(answer)
    assert not world.conference.anliegen.exists()


def test_the_same_sheet_sent_twice_arrives_once(world):
    """The answer to the first got lost on the way; the phone sends again."""
    phone, once = Phone(world.ben), uuid.uuid4()
    first = phone.sends("anliegen/new", title="Wer kocht?", once=once)
    again = phone.sends("anliegen/new", title="Wer kocht?", once=once)
    assert first["Location"] == again["Location"] == world.url("anliegen/1/")
    assert world.conference.anliegen.count() == 1
    assert world.conference.events.filter(kind="anliegen.written").count() == 1
    assert broken_promises(world.conference) == []


def test_a_phone_that_was_offline_asks_for_json(world):
    phone, once = Phone(world.ben), str(uuid.uuid4())
    form = {"title": "Wer kocht?", "once": once}
    for _ in range(2):
        answer = phone.post(world.url("anliegen/new/"), form, headers={"Accept": "application/json"})
        assert answer.status_code == 201
        assert answer.json()["number"] == 1
        assert answer.json()["to"] == world.url("anliegen/1/")
    assert world.conference.anliegen.count() == 1


def test_written_for_a_cell_it_hangs_there(world):
    phone, where_to = Phone(world.ben), f"{world.first.pk}-{world.linde.pk}"
    assert where_to in plain(phone.get(world.url(f"anliegen/new/?cell={where_to}")))
    answer = phone.sends("anliegen/new", title="Wer kocht?", cell=where_to)
    assert where(newest(world)) == [("Round 1", "Linde")]
    assert "It hangs in Linde." in plain(phone.get(answer["Location"]))


def test_written_for_a_cell_that_is_taken_by_now_it_waits(world):
    moves.pin(world.writes(world.cleo), world.first, world.linde, by=world.cleo)
    phone = Phone(world.ben)
    answer = phone.sends("anliegen/new", title="Wer kocht?", cell=f"{world.first.pk}-{world.linde.pk}")
    page = plain(phone.get(answer["Location"]))
    assert "taken by #1 (Cleo)" in page
    assert "It waits in the parking." in page
    assert where(newest(world)) == []


@pytest.mark.parametrize("nonsense", ["x", "0-0", "99999-1", "1-2-3", "9" * 40])
def test_written_for_a_cell_that_does_not_exist_it_waits(world, nonsense):
    phone = Phone(world.ben)
    answer = phone.sends("anliegen/new", title="Wer kocht?", cell=nonsense)
    assert "It waits in the parking." in plain(phone.get(answer["Location"]))


def test_sent_again_for_a_cell_it_is_not_moved_again(world):
    """Ada moved it between the two tries; the second must not call it back, nor say that it waits in the parking."""
    phone, once, where_to = Phone(world.ben), uuid.uuid4(), f"{world.first.pk}-{world.linde.pk}"
    phone.sends("anliegen/new", title="Wer kocht?", once=once, cell=where_to)
    moves.move(newest(world), world.second, world.aula, by=world.ada)
    answer = phone.sends("anliegen/new", title="Wer kocht?", once=once, cell=where_to)
    assert where(newest(world)) == [("Round 2", "Aula")]
    assert "It waits in the parking." not in plain(phone.get(answer["Location"]))


def test_hal_enters_a_sheet_for_somebody_without_a_phone(world):
    phone = Phone(world.hal)
    assert 'name="person"' in plain(phone.get(world.url("anliegen/new/")))
    answer = phone.sends("anliegen/new", title="Wer kocht?", person="Erna", another="on")
    assert answer["Location"] == world.url("anliegen/new/")
    sheet = newest(world)
    erna = sheet.conveners.get().seat
    assert (erna.name, erna.role, erna.entered_by) == ("Erna", "participant", world.hal)
    assert told(world.conference)[:2] == ("anliegen.written", world.hal)
    phone.sends("wall/pin", anliegen=1, **cell(world.first, world.linde))
    assert where(sheet) == [("Round 1", "Linde")]
    assert phone.sends("anliegen/1/edit", title="Wer backt?").status_code == 302


def test_two_sheets_of_one_guest_are_of_one_seat(world):
    for title in ("Wer kocht?", "Wer backt?"):
        Phone(world.hal).sends("anliegen/new", title=title, person="Erna")
    assert world.conference.seats.filter(name="Erna").count() == 1


def test_ben_writes_in_nobodys_name_but_his_own(world):
    phone = Phone(world.ben)
    assert 'name="person"' not in plain(phone.get(world.url("anliegen/new/")))
    phone.sends("anliegen/new", title="Wer kocht?", person="Erna")
    assert newest(world).conveners.get().seat == world.ben
    assert not world.conference.seats.filter(name="Erna").exists()


def test_ben_edits_his_sheet(world):
    sheet = world.writes(world.ben, goal="Soup", conveners=[(world.ben, "Ben"), (None, "Emil")])
    moves.pin(sheet, world.first, world.linde, by=world.ben)
    phone = Phone(world.ben)
    page = plain(phone.get(world.url("anliegen/1/edit/")))
    assert 'value="Wer kocht?"' in page
    assert 'value="Emil"' in page
    answer = phone.sends("anliegen/1/edit", title="Wer backt?", goal="Bread", others="Fritz")
    assert answer["Location"] == world.url("anliegen/1/")
    sheet.refresh_from_db()
    assert (sheet.title, sheet.goal) == ("Wer backt?", "Bread")
    assert [each.name for each in sheet.conveners.all()] == ["Ben", "Fritz"]
    assert told(world.conference)[:2] == ("anliegen.edited", world.ben)
    assert "Wer backt?" in plain(Phone(world.cleo).get(world.url("wall/")))


def test_what_cleo_changed_meanwhile_is_not_overwritten_unseen(world):
    sheet = world.writes(world.ben, conveners=[(world.ben, "Ben"), (world.cleo, "Cleo")])
    seen = sheet.version
    Phone(world.cleo).sends("anliegen/1/edit", title="Wer backt?", seen=seen)
    answer = Phone(world.ben).sends("anliegen/1/edit", title="Wer brät?", seen=seen)
    page = plain(answer)
    assert answer.status_code == 409
    assert "now it says “Wer backt?”" in page
    assert 'value="Wer brät?"' in page
    sheet.refresh_from_db()
    assert f'name="seen" value="{sheet.version}"' in page
    assert sheet.title == "Wer backt?"
    Phone(world.ben).sends("anliegen/1/edit", title="Wer brät?", seen=sheet.version)
    sheet.refresh_from_db()
    assert sheet.title == "Wer brät?"


def test_the_verb_itself_holds_that(world):
    """Two who send in the same moment: the second waits for the first, and is refused then."""
    sheet = world.writes(world.ben)
    seen = sheet.version
    sheets.edit(sheet, by=world.ben, title="One", goal="", context="", seen=seen)
    with pytest.raises(Refused, match="meanwhile"):
        sheets.edit(sheet, by=world.ben, title="Two", goal="", context="", seen=seen)
    sheet.refresh_from_db()
    assert sheet.title == "One"


def test_cleo_does_not_edit_or_withdraw_bens_sheet(world):
    sheet = world.writes(world.ben)
    phone = Phone(world.cleo)
    assert phone.get(world.url("anliegen/1/edit/")).status_code == 403
    for verb in ("edit", "withdraw"):
        answer = phone.sends(f"anliegen/1/{verb}", title="Mine now")
        assert answer.status_code == 403
        assert "#1 belongs to somebody else." in plain(answer)
    sheet.refresh_from_db()
    assert (sheet.title, sheet.withdrawn_at) == ("Wer kocht?", None)


def test_ada_may_mend_a_sheet(world):
    sheet = world.writes(world.ben)
    Phone(world.ada).sends("anliegen/1/edit", title="Wer kocht Suppe?")
    sheet.refresh_from_db()
    assert sheet.title == "Wer kocht Suppe?"


def test_a_withdrawn_sheet_leaves_the_wall_and_stays_in_the_record(world):
    sheet = world.writes(world.ben)
    moves.pin(sheet, world.first, world.linde, by=world.ben)
    moves.continue_in(sheet, world.second, world.linde, by=world.ben)
    moves.fix(sheet, by=world.ada)
    assert Phone(world.ben).sends("anliegen/1/withdraw").status_code == 302
    assert where(sheet) == []
    page = plain(Phone(world.cleo).get(world.url("anliegen/1/")))
    assert "Wer kocht?" in page
    assert "This sheet was withdrawn." in page
    assert "Wer kocht?" not in plain(Phone(world.cleo).get(world.url("wall/")))
    assert told(world.conference)[:2] == ("anliegen.withdrawn", world.ben)
    assert broken_promises(world.conference) == []


def test_a_withdrawn_sheet_is_neither_edited_nor_withdrawn_again(world):
    sheets.withdraw(world.writes(world.ben), by=world.ben)
    count = world.conference.events.count()
    for verb in ("edit", "withdraw"):
        answer = Phone(world.ben).sends(f"anliegen/1/{verb}", title="Wer backt?")
        assert answer.status_code == 409
        assert "#1 was withdrawn." in plain(answer)
    assert world.conference.events.count() == count


def test_what_was_typed_is_still_there_when_the_sheet_was_withdrawn_meanwhile(world):
    sheet = world.writes(world.ben, conveners=[(world.ben, "Ben"), (world.cleo, "Cleo")])
    sheets.withdraw(sheet, by=world.cleo)
    answer = Phone(world.ben).sends("anliegen/1/edit", title="Wer backt?", goal="A long thought")
    assert answer.status_code == 409
    assert "#1 was withdrawn." in plain(answer)
    assert "A long thought" in plain(answer)


def test_a_withdrawn_sheet_comes_back_into_the_parking(world):
    sheet = world.writes(world.ben)
    sheets.withdraw(sheet, by=world.ben)
    assert Phone(world.ben).sends("anliegen/1/bring-back").status_code == 302
    assert '<li id="parked-1"' in plain(Phone(world.cleo).get(world.url("wall/")))
    assert told(world.conference)[:2] == ("anliegen.brought-back", world.ben)
    Phone(world.ben).sends("wall/pin", anliegen=1, **cell(world.first, world.linde))
    assert where(sheet) == [("Round 1", "Linde")]


def test_what_is_there_is_not_brought_back(world):
    world.writes(world.ben)
    count = world.conference.events.count()
    answer = Phone(world.ben).sends("anliegen/1/bring-back")
    assert answer.status_code == 409
    assert "#1 is there already." in plain(answer)
    assert world.conference.events.count() == count


def test_cleo_does_not_bring_back_bens_sheet(world):
    sheets.withdraw(world.writes(world.ben), by=world.ben)
    assert Phone(world.cleo).sends("anliegen/1/bring-back").status_code == 403


@pytest.mark.parametrize("path", ["", "edit/"])
def test_a_sheet_that_does_not_exist(world, path):
    assert Phone(world.ada).get(world.url(f"anliegen/77/{path}")).status_code == 404


def test_who_changes_a_name_is_called_so_on_the_wall(world):
    moves.pin(world.writes(world.ben), world.first, world.linde, by=world.ben)
    assert ">Ben<" in plain(Phone(world.cleo).get(world.url("wall/")))
    answer = Phone(world.ben).taps("seat", name="Benedikt")
    assert f'hx-target="#{region(world.first, world.linde)}"' in plain(answer)
    page = plain(Phone(world.cleo).get(world.url("wall/")))
    assert ">Benedikt<" in page
    assert ">Ben<" not in page


def test_every_helper_acts_for_who_has_no_phone(world):
    """Hal enters Greta's sheet; Ines, who helps too, enters her second one and pins the first."""
    ines = seats.join(world.conference, "Ines", Role.HELPER)
    greta = seats.enter_guest(world.conference, "Greta", world.hal)
    first = world.writes(world.hal, conveners=[(greta, "Greta")])
    assert seats.enter_guest(world.conference, "Greta", ines) == greta
    assert (
        Phone(ines).taps("wall/pin", anliegen=first.number, slot=world.first.pk, room=world.linde.pk).status_code == 200
    )
    assert Phone(world.cleo).taps("wall/park", anliegen=first.number).status_code == 403
