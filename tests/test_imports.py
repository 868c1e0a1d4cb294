"""Anliegen, rooms and slots come in as a table: looked at first, then made, all or nothing."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, time

import pytest
from django.conf import settings
from django.db import connections
from django.utils.html import strip_tags

from anliegen.imports import kept
from conference.live import hub
from tests.files import csv, xlsx
from tests.world import Phone, broken_promises, plain

LIST = "Titel;Ziel;Kontext;Einbringer;Personen\nBrot;Ein Ofen;;Ben, Emil;12\nWein;;Im Keller;;\n"


@pytest.fixture
def olga(world):
    return Phone(world.olga)


def brings(phone, file, kind="anliegen"):
    """Choose a file; return the answer."""
    return phone.post(f"{phone.home}setup/import/", {"kind": kind, "file": file})


def shown(phone, file, kind="anliegen"):
    """Choose a file; return the address of its preview and what stands there."""
    answer = brings(phone, file, kind)
    assert answer.status_code == 302
    return answer.url, strip_tags(plain(phone.get(answer.url)))


def makes(phone, address, **decided):
    return phone.submit(f"{address}make/", decided)


def titles(world):
    return list(world.conference.anliegen.values_list("title", flat=True))


def test_a_list_is_looked_at_and_then_made(world, olga):
    address, page = shown(olga, csv(LIST))
    assert "2 rows are made." in page
    assert "Ein Ofen" in page
    assert titles(world) == []
    assert makes(olga, address).status_code == 302
    brot, wein = world.conference.anliegen.all()
    assert (brot.number, brot.goal, brot.expects) == (1, "Ein Ofen", 12)
    assert [(each.name, each.seat) for each in brot.conveners.all()] == [("Ben", world.ben), ("Emil", None)]
    assert (wein.context, wein.conveners.count()) == ("Im Keller", 0)
    events = list(world.conference.events.all())[-2:]
    assert [(each.kind, each.by, each.facts) for each in events] == [
        ("anliegen.written", world.olga, {"anliegen": number}) for number in (1, 2)
    ]
    assert broken_promises(world.conference) == []


def test_everybody_is_told_once_and_after_the_commit(world, olga, monkeypatch, django_capture_on_commit_callbacks):
    told = []
    monkeypatch.setattr(hub.hub, "tell", told.append)
    address, _page = shown(olga, csv(LIST))
    with django_capture_on_commit_callbacks() as later:
        makes(olga, address)
    assert told == []
    for each in later:
        each()
    assert [news["stale"] for news in told] == [["page"]]


def test_the_same_file_twice_is_pointed_out(world, olga):
    makes(olga, shown(olga, csv(LIST))[0])
    address, page = shown(olga, csv(LIST + "Käse;;;;\n"))
    assert "One row is made. 2 are there already." in page
    assert "#1 has this title already." in page
    makes(olga, address)
    assert titles(world) == ["Brot", "Wein", "Käse"]
    again, _page = shown(olga, csv(LIST))
    makes(olga, again, again="on")
    assert titles(world) == ["Brot", "Wein", "Käse", "Brot", "Wein"]


def test_a_title_twice_in_a_file_is_pointed_out(world, olga):
    assert "Row 2 has this title, too." in shown(olga, csv("Titel\nBrot\n brot \n"))[1]


def test_what_is_wrong_is_said_row_by_row_and_left_out_only_if_the_organiser_says_so(world, olga):
    text = f"Titel;Ziel;Personen\nBrot;;viele\n;Ohne Titel;\n{'x' * 201};;\nWein;;\n"
    address, page = shown(olga, csv(text))
    assert "One row is made. 3 can't be made." in page
    for said in ("Row 2", "Personen: Write it as a number", "Row 3", "Titel: A sheet needs a title", "these are 201"):
        assert said in page
    answer = makes(olga, address)
    assert answer.status_code == 422
    assert "3 rows can't be made." in plain(answer)
    assert titles(world) == []
    makes(olga, address, skip="on")
    assert titles(world) == ["Wein"]


def test_a_file_of_which_nothing_is_right_makes_nothing(world, olga):
    address, page = shown(olga, csv("Titel;Personen\nBrot;viele\n;5\n"))
    assert "No row is made. 2 can't be made." in page
    assert makes(olga, address, skip="on").status_code == 422
    assert titles(world) == []


def test_headings_alone_make_nothing_and_say_so(world, olga):
    address, page = shown(olga, csv("Titel;Ziel\n"))
    assert "No row is made." in page
    assert makes(olga, address).status_code == 422


def test_what_was_made_is_not_made_again(world, olga):
    address, _page = shown(olga, csv(LIST))
    assert [makes(olga, address).status_code for _ in range(2)] == [302, 404]
    assert len(titles(world)) == 2


def test_what_was_thrown_away_is_gone(world, olga):
    address, _page = shown(olga, csv(LIST))
    assert olga.submit(f"{address}throw-away/", {}).status_code == 302
    assert olga.get(address).status_code == 404
    assert not list((settings.DATA / "imports").glob(f"*{address.split('/')[-2]}*"))


def test_nobody_finds_what_another_chose(world, olga):
    address, _page = shown(olga, csv(LIST))
    assert Phone(world.ada).get(address).status_code == 403
    other = address.replace(world.conference.slug, world.other.conference.slug)
    assert Phone(world.dora).get(other).status_code == 404
    assert Phone(world.dora).submit(f"{other}make/", {}).status_code == 404
    assert titles(world) == []


@pytest.mark.parametrize("mark", ["..", "../x", "%2e%2e", "a.b", "x" * 300])
def test_no_mark_leads_out_of_its_folder(world, olga, mark):
    assert olga.get(f"{olga.home}setup/import/{mark}/").status_code in (404, 302)


def test_rooms_come_with_all_that_is_known_of_them(world, olga):
    rows = [["Raum", "Plätze", "Ort", "Ausstattung"], ["Garten", 20, "Draußen", "Flipchart"], ["aula", 5, None, None]]
    address, page = shown(olga, xlsx(*rows), "rooms")
    assert "A room of this name is there already." in page
    assert makes(olga, address).url.endswith("/setup/rooms/")
    room = world.conference.rooms.last()
    assert (room.name, room.capacity, room.location, room.features) == ("Garten", 20, "Draußen", "Flipchart")
    assert world.conference.rooms.count() == 4
    assert world.conference.events.last().kind == "room.added"


def test_slots_come_in_every_way_to_write_a_time(world, olga):
    rows = [
        ["Name", "Tag", "Von", "Bis", "Für alle", "Ort"],
        ["Eins", date(2026, 7, 1), time(9, 0), time(10, 0), None, None],
        ["Zwei", "1.7.2026", "10:00", "11.30 Uhr", "nein", None],
        ["Essen", "2026-07-01", "12 Uhr", "13:00", "ja", "Hof"],
        ["Nacht", "01.07.26", "22:00", "24:00", "x", None],
    ]
    makes(olga, shown(olga, xlsx(*rows), "slots")[0])
    new = [slot for slot in world.conference.slots.all() if slot.starts_at.month == 7]
    zone = world.conference.zone
    spans = [
        (slot.name, f"{slot.starts_at.astimezone(zone):%d %H:%M}–{slot.ends_at.astimezone(zone):%H:%M}") for slot in new
    ]
    assert spans == [
        ("Eins", "01 09:00–10:00"),
        ("Zwei", "01 10:00–11:30"),
        ("Essen", "01 12:00–13:00"),
        ("Nacht", "01 22:00–00:00"),
    ]
    assert [(slot.common, slot.place) for slot in new][1:3] == [(False, ""), (True, "Hof")]


def test_what_is_wrong_with_slots_is_said_by_column(world, olga):
    text = """Name;Tag;Von;Bis;Für alle
Eins;1.7.2026;9:00;10:00;
Darüber;1.7.2026;9:30;11:00;
Zurück;1.7.2026;12:00;11:00;
Kein Tag;31.2.2026;9:00;10:00;
Zahl;2.7.2026;10;11:00;
Pause;3.7.2026;9:00;10:00;vielleicht
Frühstück;12.6.2026;10:30;11:30;
Round 1;12.6.2026;10:00;11:00;
"""
    _address, page = shown(olga, csv(text), "slots")
    assert "One row is made. One is there already. 6 can't be made." in page
    for said in (
        "Von: At that time there is already Eins",
        "Bis: A slot ends after it starts.",
        "Tag: Please give a day",
        "Von: Please give a time",
        "Für alle: Write yes or no here.",
        "Von: At that time there is already Round 1",
        "This slot is there already.",
    ):
        assert said in page


def test_a_verb_that_refuses_undoes_all_and_keeps_the_file(world, olga):
    address, _page = shown(olga, csv("Raum\n" + "".join(f"Raum {at}\n" for at in range(199))), "rooms")
    answer = makes(olga, address)
    assert answer.status_code == 409
    assert "At most 200 rooms" in plain(answer)
    assert world.conference.rooms.count() == 3
    assert olga.get(address).status_code == 200


@pytest.mark.parametrize(("kind", "file"), [("", csv(LIST)), ("anliegen", ""), ("people", csv(LIST))])
def test_half_a_form_gets_a_sentence(world, olga, kind, file):
    answer = brings(olga, file, kind)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()


def test_markup_and_formulas_are_what_people_wrote(world, olga):
    address, page = shown(olga, csv("Titel\n<script>alert(1)</script>\n=cmd|' /C calc'!A0\n"))
    assert "<script>alert" not in olga.get(address).content.decode()
    makes(olga, address)
    assert titles(world) == ["<script>alert(1)</script>", "=cmd|' /C calc'!A0"]


def test_two_taps_at_the_same_moment_make_it_once(real_world):
    world = real_world
    address, _page = shown(Phone(world.olga), csv(LIST))

    def tap(_at):
        try:
            return makes(Phone(world.olga), address).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as thumbs:
        assert sorted(thumbs.map(tap, range(4))) == [302, 404, 404, 404]
    assert titles(world) == ["Brot", "Wein"]


def test_what_nobody_decided_on_is_gone_after_a_day(world, olga, monkeypatch):
    address, _page = shown(olga, csv(LIST))
    monkeypatch.setattr(kept, "OLD", -1)
    shown(olga, csv(LIST))
    assert olga.get(address).status_code == 404


def test_five_hundred_rows_are_read_and_made_with_few_queries(world, olga, django_assert_max_num_queries):
    address, page = shown(olga, csv("Titel\n" + "".join(f"Anliegen {at}\n" for at in range(500))))
    assert "500 rows are made." in page
    assert "And 200 more rows." in page
    with django_assert_max_num_queries(500 * 4 + 40):
        makes(olga, address)
    assert world.conference.anliegen.count() == 500
