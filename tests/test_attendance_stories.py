"""Who was there: by oneself, by name, by the door's code, on a phone that goes round. Only who agrees is named."""

from datetime import timedelta

import pytest

from anliegen.collect import sheets
from anliegen.exports import whole
from anliegen.models import Attendance, Presence, Report
from anliegen.record import attendance, doors, reports
from anliegen.wall import moves
from conference.entrance import seats
from conference.refusal import Refused
from tests.world import Phone, plain


@pytest.fixture
def soup(world):
    """It hangs in Linde in the first round."""
    soup = world.writes(world.ben)
    moves.pin(soup, world.first, world.linde, by=world.ben)
    return soup


def people(sheet):
    return list(sheet.attendances.values_list("name", "seat__name", "named"))


def refused(do, *words, **named):
    with pytest.raises(Refused) as said:
        do(*words, **named)
    return said.value.sentence


def kind(world):
    return world.conference.events.last().kind


def goes(seat, room, since, until=None):
    Presence.objects.create(seat=seat, room=room, since=since, until=until)


def test_one_tap_and_one_may_write(world, soup):
    phone, at = Phone(world.cleo), world.url("anliegen/1/report/")
    assert "I was there" in plain(phone.get(at))
    assert phone.post(f"{at}come/").url == at
    assert phone.get(at).url == f"{at}write/"
    assert people(soup) == [("Cleo", "Cleo", False)]
    assert kind(world) == "attendance.come"
    assert world.conference.events.last().facts == {"anliegen": 1}


def test_whether_the_name_may_stand_there_is_ones_own_word(world, soup):
    attendance.come(soup, world.cleo, named=True)
    assert people(soup) == [("Cleo", "Cleo", True)]
    before = world.conference.events.count()
    attendance.come(soup, world.cleo, named=True)
    assert world.conference.events.count() == before
    attendance.come(soup, world.cleo, named=False)
    assert people(soup) == [("Cleo", "Cleo", False)]
    assert "counts already" in refused(attendance.enter, soup, world.ben, "Cleo", named=True)


def test_who_is_entered_by_name_and_agreed_stands_there(world, soup):
    attendance.enter(soup, world.ben, "Emil", named=True)
    attendance.enter(soup, world.ben, "Cleo", named=True)
    assert people(soup) == [("Emil", None, True), ("Cleo", "Cleo", True)]
    assert "Emil stands in the list already" in refused(attendance.enter, soup, world.ben, "Emil", named=True)
    assert kind(world) == "attendance.entered"


def test_of_who_did_not_agree_nothing_is_kept_but_a_number(world, soup):
    attendance.enter(soup, world.ben, "Emil", named=False)
    assert people(soup) == []
    assert Report.objects.get().others == 1


def test_who_was_entered_by_somebody_else_takes_themselves_off(world, soup):
    attendance.enter(soup, world.ben, "Cleo", named=True)
    entry = soup.attendances.get()
    assert "gone from the list" in refused(attendance.take_out, soup, world.cleo, entry.pk + 1)
    attendance.take_out(soup, world.cleo, entry.pk)
    assert people(soup) == []
    assert kind(world) == "attendance.taken-out"


def test_others_are_taken_off_by_the_group_only(world, soup):
    attendance.enter(soup, world.ben, "Emil", named=True)
    entry = soup.attendances.get()
    assert "Only who was in the group" in refused(attendance.take_out, soup, world.cleo, entry.pk)
    attendance.take_out(soup, world.hal, entry.pk)
    assert people(soup) == []


def test_a_name_that_was_entered_becomes_the_seat_that_says_it(world, soup):
    """There are two Cleos in the hall, so the name alone was nobody's."""
    second = seats.join(world.conference, "Cleo")
    attendance.enter(soup, world.ben, "Cleo", named=True)
    assert people(soup) == [("Cleo", None, True)]
    attendance.come(soup, second, named=True)
    assert people(soup) == [("Cleo", "Cleo", True)]


def test_only_the_group_enters_and_counts(world, soup):
    for do, words in ((attendance.enter, ["Emil"]), (attendance.take_in, []), (attendance.count_others, [3])):
        assert "Only who was in the group" in refused(do, soup, world.cleo, *words)
    attendance.count_others(soup, world.ben, 3)
    assert kind(world) == "attendance.counted-others"
    assert Report.objects.get().others == 3
    answer = Phone(world.ben).post(world.url("anliegen/1/report/others/"), {"others": "many"})
    assert answer.status_code == 422
    assert "Give a number" in plain(answer)


def test_who_scanned_the_door_during_the_round_counts(world, soup):
    begins, ends = world.first.starts_at, world.first.ends_at
    minutes = timedelta(minutes=1)
    goes(world.cleo, world.linde, begins - 10 * minutes)
    goes(world.hal, world.linde, begins + 20 * minutes, until=begins + 30 * minutes)
    goes(world.ada, world.linde, begins - 60 * minutes, until=begins + 2 * minutes)  # went on to her next room
    goes(world.olga, world.linde, ends - minutes)  # early for the next round
    goes(world.ben, world.aula, begins)
    assert list(doors.scanned(soup)) == [world.cleo, world.hal] or set(doors.scanned(soup)) == {world.cleo, world.hal}
    attendance.take_in(soup, world.ben)
    assert sorted(people(soup)) == [("Cleo", "Cleo", False), ("Hal", "Hal", False)]
    assert "Nobody more" in refused(attendance.take_in, soup, world.ben)
    assert reports.may_write(world.cleo, soup)


def test_who_scanned_the_door_counts_at_the_latest_when_the_report_hangs(world, soup):
    goes(world.cleo, world.linde, world.first.starts_at)
    reports.write(soup, world.ben, happened="Soup")
    reports.publish(soup, world.ben)
    assert people(soup) == [("Cleo", "Cleo", False)]
    page = plain(Phone(world.cleo).get(world.url("anliegen/1/report/")))
    assert "You were there and count. Your name stands nowhere." in page


def test_the_sheet_names_who_agreed_and_counts_the_rest(world, soup):
    attendance.come(soup, world.cleo)
    attendance.come(soup, world.hal, named=True)
    attendance.count_others(soup, world.ben, 4)
    reports.write(soup, world.ben, happened="Soup")
    reports.publish(soup, world.ben)
    page = plain(Phone(world.ada).get(world.url("anliegen/1/report/")))
    assert "and 5 more" in page
    assert "Cleo" not in page
    told = whole.read(world.conference).sheets[0].report
    assert (told.people, told.heads) == (["Hal"], 6)


def test_one_phone_goes_round(world, soup):
    phone, at = Phone(world.ben), world.url("anliegen/1/report/pass-round/")
    assert phone.post(at, {"name": "Emil", "named": "on"}).url == at
    assert "Emil is in the list." in plain(phone.get(at))
    phone.post(at, {"name": "Frieda"})
    assert "One more is counted, without a name." in plain(phone.get(at))
    assert people(soup) == [("Emil", None, True)]
    answer = phone.post(at, {"name": "Emil", "named": "on"})
    assert answer.status_code == 409
    assert "Emil stands in the list already" in plain(answer)
    assert phone.post(at, {"name": " \x00 "}).status_code == 422


def test_another_name_is_another_name_here_too(world, soup):
    attendance.come(soup, world.cleo, named=True)
    seats.rename(world.cleo, "Clea")
    assert people(soup) == [("Clea", "Clea", True)]


def test_who_leaves_the_conference_stays_as_a_name_or_a_number(world, soup):
    attendance.come(soup, world.cleo, named=True)
    attendance.come(soup, world.hal)
    for seat in (world.cleo, world.hal):
        seats.remove(seat, by=world.olga)
    assert people(soup) == [("Cleo", None, True)]
    assert Report.objects.get().others == 1


def test_a_hidden_sheet_takes_nobody_in(world, soup):
    sheets.hide(soup, "An advertisement", by=world.ada)
    assert "is hidden" in refused(attendance.come, soup, world.cleo)


def test_dora_was_not_there(world, soup):
    attendance.come(soup, world.cleo, named=True)
    entry = Attendance.objects.get()
    at = world.url("anliegen/1/report/")
    for verb, form in (("come/", {}), ("enter/", {"name": "Dora"}), (f"take-out/{entry.pk}/", {}), ("take-in/", {})):
        assert Phone(world.dora).post(at + verb, form).status_code == 403
    assert people(soup) == [("Cleo", "Cleo", True)]
