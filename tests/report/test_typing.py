"""Typing into a report over the socket: on disk before it is acknowledged, seen by the others, kept as versions."""

import pytest
from pycrdt import Text

from anliegen.models import Edit, Report
from anliegen.record import edits, reports, writing
from conference.entrance import seats
from conference.models import Role
from tests.report.page import wait_for


def test_what_is_acknowledged_is_on_disk_and_others_see_it(world, soup, sits):
    with sits(world.ben) as ben, sits(world.hal) as hal:
        ben.opens(), hal.opens()
        assert ben.types("Soup")["kept"] == 1
        assert (Edit.objects.count(), Report.objects.get().happened) == (1, "Soup")
        hal.hears("update")
        assert str(hal.text) == "Soup"
        hal.types(" and bread")
        ben.hears("update")
        assert str(ben.text) == "Soup and bread"
        assert Report.objects.get().happened == "Soup and bread"


def test_keys_are_no_events_and_leaving_keeps_a_version(world, soup, sits):
    before = world.conference.events.count()
    with sits(world.ben) as ben:
        ben.opens()
        ben.types("So"), ben.types("up")
        assert world.conference.events.count() == before
    wait_for(lambda: world.conference.events.count() == before + 1)
    event, report = world.conference.events.last(), Report.objects.get()
    assert (event.kind, event.by, event.facts) == ("report.written", world.ben, {"anliegen": 1})
    version = report.versions.get()
    assert (version.by, version.texts["happened"]) == (world.ben, "Soup")
    assert Edit.objects.count() == 0


def test_a_pause_keeps_a_version(world, soup, sits, monkeypatch):
    monkeypatch.setattr(writing, "PAUSE", 1.1)
    with sits(world.ben) as ben:
        ben.opens()
        ben.types("Soup")
        wait_for(lambda: Report.objects.get().versions.count() == 1)
        ben.types("s")
        assert Report.objects.get().happened == "Soups"


def test_who_comes_back_after_a_while_gets_what_is_missing(world, soup, sits):
    with sits(world.ben) as ben, sits(world.hal) as hal:
        ben.opens()
        ben.types("Soup")
        reports.write(soup, world.ben, happened="Soup", results="Eaten")
        hal.opens()
        assert (str(hal.text), str(hal.doc.get("results", type=Text))) == ("Soup", "Eaten")


def test_a_form_is_seen_by_who_types(world, soup, sits):
    with sits(world.ben) as ben:
        ben.opens()
        ben.types("We cooked on Friday.")
        reports.write(soup, world.hal, happened="We cooked on Saturday.")
        ben.hears("update")
        assert str(ben.text) == "We cooked on Saturday."


def test_who_writes_where_is_said_and_forgotten_when_they_go(world, soup, sits):
    with sits(world.ben) as ben:
        page = ben.opens()["page"]
        with sits(world.hal) as hal:
            hal.opens()
            hal.order("here", part="results")
            while True:
                writers = ben.hears("writers")["writers"]
                if ["Hal", "results"] in [each[2:] for each in writers]:
                    break
            assert page in [each[0] for each in writers]
        while len(ben.hears("writers")["writers"]) > 1:
            pass


def test_two_devices_of_one_seat_are_two_pages(world, soup, sits):
    with sits(world.ben) as phone, sits(world.ben) as laptop:
        phone.opens(), laptop.opens()
        phone.types("Soup")
        laptop.hears("update")
        assert str(laptop.text) == "Soup"


def test_typing_is_told_to_nobody_who_did_not_open_it(world, soup, sits, house):
    with sits(world.ben) as ben, sits(world.cleo) as cleo:
        ben.opens()
        ben.types("Soup")
        with pytest.raises(TimeoutError):
            cleo.connection.recv(0.4)


def test_many_edits_are_taken_in_before_anybody_pauses(world, soup, sits, monkeypatch):
    monkeypatch.setattr(edits, "OFTEN", 3)
    with sits(world.ben) as ben:
        ben.opens()
        for letter in "abcdefgh":
            ben.types(letter)
        assert Edit.objects.count() < 3
        assert Report.objects.get().happened == "abcdefgh"
        with sits(world.hal) as hal:
            hal.opens()
            assert str(hal.text) == "abcdefgh"


def test_a_helper_of_another_role_joins_and_writes_at_once(world, soup, sits):
    helper = seats.join(world.conference, "Gil", Role.HELPER)
    with sits(helper) as gil:
        gil.opens()
        assert gil.types("Typed from paper")["kept"]
