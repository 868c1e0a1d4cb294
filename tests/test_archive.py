"""An archive holds a conference whole, without its secrets; a wrong one leaves nothing behind."""

import copy
import io
import json
import zipfile

import hypothesis
import pytest
from django.db import transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from anliegen.collect import sheets
from anliegen.demo import maker
from anliegen.exports import archive, shape
from anliegen.models import Anliegen, ClosedCell, Convener, Placement
from anliegen.wall import facts, history, moves, undo
from conference.entrance import seats
from conference.models import Conference, Entrance, Event, Notice, Organiser, Role, Room, Seat, Slot
from conference.refusal import Refused
from conference.setup import notices, rooms
from tests.tpac import zipped


@pytest.fixture
def full(db):
    return lively()


@pytest.fixture(scope="module")
def dumped(django_db_setup, django_db_blocker):
    """What stands in its archive, with nothing of it in the database."""
    with django_db_blocker.unblock(), transaction.atomic():
        content = unpacked(archive.dump(lively()))
        transaction.set_rollback(True)
    return content


@pytest.fixture
def content(db, dumped):
    return copy.deepcopy(dumped)


def lively():
    """Return a conference in which everything has happened that an archive must hold."""
    conference = maker.make(people=9, anliegen=12, rooms=4, slots=3)
    ada = conference.seats.get(role=Role.FACILITATOR)
    guest = seats.enter_guest(conference, "Gül A.", by=ada)
    sheets.write(conference, ada, "Für jemanden ohne Telefon", conveners=[(guest, guest.name), (None, "Hanno P.")])
    hanging = list(conference.anliegen.filter(placements__isnull=False, placements__fixed=False).distinct())
    moves.park(hanging[0], by=ada)
    undo.undo(conference, ada)
    undo.redo(conference, ada)
    sheets.withdraw(hanging[1], by=ada)
    notices.post(conference, "Kaffee ist da.", by=ada)
    notices.post(conference, "Kaffee ist aus.", by=ada)
    notices.take_down(conference.notices.first(), by=ada)
    rooms.remove(conference.rooms.get(name="Buche"), by=ada)
    return Conference.objects.get(pk=conference.pk)


def unpacked(packed):
    with zipfile.ZipFile(io.BytesIO(packed)) as opened:
        return json.loads(opened.read("conference.json"))


def loaded(packed):
    return archive.load(io.BytesIO(packed))


def packed(content):
    return zipped({"conference.json": json.dumps(content)})


def rows():
    models = (Conference, Entrance, Room, Slot, Seat, Notice, Anliegen, Convener, Placement, ClosedCell, Event)
    return [model.objects.count() for model in models]


# There and back


def test_what_was_loaded_dumps_to_the_same_bytes(full):
    first = archive.dump(full)
    copy = loaded(first)
    assert copy.pk != full.pk
    assert archive.dump(copy) == first
    assert archive.dump(loaded(archive.dump(copy))) == first


def test_elsewhere_it_keeps_its_address(full):
    first, slug = archive.dump(full), full.slug
    full.delete()
    copy = loaded(first)
    assert copy.slug == slug
    assert archive.dump(copy) == first


def test_where_its_address_is_taken_it_gets_a_number(full):
    first = archive.dump(full)
    assert [loaded(first).slug for _ in range(2)] == ["handel-von-morgen--2", "handel-von-morgen--3"]


def test_the_wall_its_history_and_undo_work_in_the_copy(full):
    copy = loaded(archive.dump(full))
    assert facts.replay(copy.events.all()) == facts.present(copy) != set()
    told = [line["sentence"] for line in history.lines(copy)]
    assert told == [line["sentence"] for line in history.lines(full)]
    ada = copy.seats.get(role=Role.FACILITATOR)
    sheet = copy.anliegen.filter(placements__isnull=False, placements__fixed=False).first()
    before = facts.present(copy)
    moves.park(sheet, by=ada)
    undo.undo(copy, ada)
    assert facts.present(copy) == before


def test_what_is_gone_stays_in_the_history(content):
    facts_of = {event["kind"]: event["facts"] for event in content["events"]}
    assert facts_of["room.removed"]["room"] == -1
    assert facts_of["notice.taken-down"]["notice"] == -1
    copy = loaded(packed(content))
    assert copy.events.get(kind="room.removed").facts["room"] == -1
    assert copy.rooms.count() == 3


def test_moments_and_who_entered_whom_survive(full):
    copy = loaded(archive.dump(full))
    for name in ("Gül A.", "Ada (Moderation)"):
        mine, theirs = full.seats.get(name=name), copy.seats.get(name=name)
        assert theirs.created_at == mine.created_at
        assert (theirs.entered_by and theirs.entered_by.name) == (mine.entered_by and mine.entered_by.name)
    withdrawn = full.anliegen.exclude(withdrawn_at=None).get()
    assert copy.anliegen.get(number=withdrawn.number).withdrawn_at == withdrawn.withdrawn_at


def test_secrets_stay_here_and_the_copy_has_its_own(full):
    packed, copy = archive.dump(full), loaded(archive.dump(full))
    with zipfile.ZipFile(io.BytesIO(packed)) as opened:
        text = opened.read("conference.json").decode()
    secrets = [seat.key for seat in full.seats.all()] + [entrance.code for entrance in full.entrances.all()]
    assert len(secrets) > 10
    assert [secret for secret in secrets if secret in text] == []
    assert not set(secrets) & {seat.key for seat in copy.seats.all()}
    assert sorted(entrance.role for entrance in copy.entrances.all()) == sorted(
        entrance.role for entrance in full.entrances.all()
    )
    assert copy.seats.filter(role=Role.DISPLAY).exists()


def test_an_archive_without_a_projector_gets_one(content):
    content["seats"], content["events"], content["conference"]["version"] = [], [], 0
    for sheet in content["anliegen"]:
        sheet["conveners"] = []
    assert loaded(packed(content)).seats.get().role == Role.DISPLAY


def test_every_field_of_every_model_is_in_the_archive_or_left_out_on_purpose():
    left_out = {"id", "conference", "key", "once"}
    for part, model in shape.MODELS.items():
        here = {*shape.FIELDS[part], *shape.MORE.get(part, [])} - {"conveners", "placements"}
        assert {field.name for field in model._meta.concrete_fields} - left_out == here, part
    others = {
        Convener: {"id", "anliegen", "seat", "name"},
        Placement: {"id", "anliegen", "slot", "room", "fixed"},
        ClosedCell: {"id", "slot", "room"},
    }
    for model, fields in others.items():
        assert {field.name for field in model._meta.concrete_fields} == fields


def test_dumping_takes_the_same_number_of_queries_however_big(full, django_assert_num_queries):
    small = maker.make(people=1, anliegen=1, rooms=1, slots=1)
    with django_assert_num_queries(12):
        archive.dump(small)
    with django_assert_num_queries(12):
        archive.dump(full)


# Refused


def change(path, value):
    """Return what puts a value at a path like `rooms.0.name` of an archive's content."""

    def wrong(content):
        *way, last = [int(step) if step.isdigit() else step for step in path.split(".")]
        for step in way:
            content = content[step]
        content[last] = value

    return wrong


def remove(path):
    def wrong(content):
        *way, last = [int(step) if step.isdigit() else step for step in path.split(".")]
        for step in way:
            content = content[step]
        del content[last]

    return wrong


def two_in_one_cell(content):
    cells = [cell for sheet in content["anliegen"] for cell in sheet["placements"]]
    cells[0].update(slot=cells[1]["slot"], room=cells[1]["room"])


def sheet_on_a_closed_cell(content):
    placement = next(cell for sheet in content["anliegen"] for cell in sheet["placements"])
    content["closed"].append({"slot": placement["slot"], "room": placement["room"]})


def sheet_in_a_break(content):
    common = next(at for at, slot in enumerate(content["slots"], 1) if slot["common"])
    next(cell for sheet in content["anliegen"] for cell in sheet["placements"])["slot"] = common


def twice_by_the_same(content):
    content["anliegen"][0]["conveners"] = [{"seat": 1, "name": "Ada"}, {"seat": 1, "name": "Ada"}]


def the_same_name(content):
    content["rooms"][0]["name"] = content["rooms"][1]["name"].upper()


def a_hanging_sheet_withdrawn(content):
    next(sheet for sheet in content["anliegen"] if sheet["placements"])["withdrawn_at"] = "2026-01-01T10:00:00+00:00"


def too_many_rooms(content):
    content["rooms"] = [{**content["rooms"][0], "name": f"Raum {at}"} for at in range(201)]


WRONG = {
    "another format": (change("format", "pretalx"), "no archive"),
    "too new": (change("version", 2), "newer release"),
    "a version that is none": (change("version", "1"), "version"),
    "a missing part": (remove("slots"), "slots: .*missing"),
    "no conference": (remove("conference"), "conference: .*missing"),
    "a part that is no list": (change("anliegen", {}), "anliegen: .*list"),
    "an entry that is no object": (change("rooms.0", "Aula"), "rooms 1: .*object"),
    "a missing field": (remove("rooms.0.name"), "rooms 1: name .*missing"),
    "an unknown field": (change("rooms.0.colour", "red"), "rooms 1: colour .*unknown"),
    "a number as a name": (change("rooms.0.name", 5), "rooms 1, name: .*wrong kind"),
    "a word as a number": (change("rooms.0.capacity", "many"), "rooms 1, capacity: .*wrong kind"),
    "yes as a number": (change("rooms.0.capacity", True), "rooms 1, capacity: .*wrong kind"),
    "fewer than no seats": (change("rooms.0.capacity", -1), "rooms 1, capacity"),
    "more seats than numbers": (change("rooms.0.capacity", 10**30), "rooms 1, capacity"),
    "a nameless room": (change("rooms.0.name", "\u200b \x00"), "rooms 1, name"),
    "two rooms of one name": (the_same_name, "same name"),
    "too many rooms": (too_many_rooms, "At most 200"),
    "a long title": (change("anliegen.0.title", "x" * 201), "anliegen 1, title: At most 200 .* 201"),
    "a long text": (change("anliegen.0.context", "x" * 4001), "anliegen 1, context: At most 4000 .* 4001"),
    "an empty title": (change("anliegen.0.title", ""), "anliegen 1, title"),
    "a gap in the numbers": (change("anliegen.3.number", 40), "anliegen: .*numbers"),
    "a number twice": (change("anliegen.3.number", 3), "anliegen: .*numbers"),
    "another last number": (change("conference.last_number", 2 * 10**9), "anliegen: .*numbers"),
    "a gap in the history": (change("events.3.number", 5), "events: .*numbers"),
    "a shorter history": (change("conference.version", 2), "events: .*numbers"),
    "a placement nowhere": (change("anliegen.0.placements", [{"slot": 99, "room": 1, "fixed": False}]), "99"),
    "a placement in room 0": (change("anliegen.0.placements", [{"slot": 2, "room": 0, "fixed": False}]), "anliegen 1"),
    "placements of nobody's kind": (change("anliegen.0.placements", "Aula"), "anliegen 1: .*list"),
    "two sheets in one cell": (two_in_one_cell, "one cell"),
    "a sheet on a closed cell": (sheet_on_a_closed_cell, "one cell"),
    "a sheet in a break": (sheet_in_a_break, "for everybody"),
    "a withdrawn sheet on the wall": (a_hanging_sheet_withdrawn, "withdrawn"),
    "an unknown convener": (change("anliegen.0.conveners", [{"seat": 999, "name": "Eve"}]), "999"),
    "a convener twice": (twice_by_the_same, "twice"),
    "an unknown helper": (change("seats.0.entered_by", 999), "seats 1: .*999"),
    "an unknown role": (change("seats.0.role", "emperor"), "seats 1, role"),
    "an unknown phase": (change("conference.phase", "party"), "phase"),
    "an unknown time zone": (change("conference.time_zone", "Mars/Olympus"), "time zone"),
    "an unknown language": (change("conference.language", "tlh"), "language"),
    "a day that is none": (change("conference.starts_on", "2026-02-30"), "starts_on"),
    "an address that is none": (change("conference.slug", "../etc"), "slug"),
    "a moment that is none": (change("slots.0.starts_at", "tomorrow"), "slots 1, starts_at"),
    "a moment without an offset": (change("slots.0.starts_at", "2026-01-01T10:00:00"), "slots 1, starts_at"),
    "a moment before time": (change("slots.0.starts_at", "0001-01-01T00:00:00+00:00"), "slots 1, starts_at"),
    "a moment as a number": (change("slots.0.starts_at", 0), "slots 1, starts_at"),
    "a slot that ends before it starts": (change("slots.0.ends_at", "2020-01-01T10:00:00+00:00"), "slots 1: .*ends"),
    "facts that are none": (change("events.0.facts", []), "events 1, facts: .*wrong kind"),
    "facts about nowhere": (change("events.0.facts", {"come": [["placed", 1, 99, 1]]}), "events 1, facts: .*99"),
    "facts about no sheet": (change("events.0.facts", {"anliegen": 999}), "events 1, facts: .*999"),
    "facts of another shape": (change("events.0.facts", {"gone": [["flown", 1]]}), "events 1, facts: .*no fact"),
    "facts in a row": (change("events.0.facts", {"gone": 5}), "events 1, facts: .*list"),
    "facts with a null": (change("events.0.facts", {"note": "a\x00b"}), "events 1, facts: .*characters"),
    "half a character": (change("events.0.facts", {"note": "\ud800"}), "events 1, facts: .*characters"),
    "an undo of nothing": (change("events.0", {"kind": "wall.undone", "number": 1, "by": None}), "events 1"),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_wrong_archive_is_refused_with_its_place_and_leaves_nothing(content, what):
    wrong, said = WRONG[what]
    before = copy.deepcopy(content)
    wrong(content)
    assert content != before
    with pytest.raises(Refused, match=said) as refused:
        loaded(packed(content))
    assert refused.value.status == 400
    assert rows() == [0] * 11


def bomb():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as opened, opened.open("conference.json", "w") as entry:
        for _ in range(40):
            entry.write(b" " * 1024 * 1024)
    return packed.getvalue()


def flipped():
    whole = bytearray(zipped({"conference.json": json.dumps({"format": "anliegenwand"})}))
    whole[45] ^= 0xFF
    return bytes(whole)


BROKEN = {
    "nothing": (b"", "broken, or no zip"),
    "a picture": (b"\x89PNG\r\n\x1a\n" * 40, "broken, or no zip"),
    "half a zip": (zipped({"conference.json": "{}" * 500})[:300], "broken, or no zip"),
    "a flipped bit": (flipped(), "broken, or no zip"),
    "another zip": (zipped({"readme.txt": "hello"}), "no conference.json"),
    "a way out": (zipped({"conference.json": "{}", "../../evil.sh": ""}), "lead out"),
    "another way out": (zipped({"conference.json": "{}", "/etc/passwd": ""}), "lead out"),
    "no JSON": (zipped({"conference.json": "{'format'"}), "conference.json .*broken"),
    "no text": (zipped({"conference.json": b"\xff\xfe\x00"}), "conference.json .*broken"),
    "a list": (zipped({"conference.json": "[]"}), "no archive"),
    "a number": (zipped({"conference.json": "1" * 5000}), "conference.json .*broken"),
    "too deep": (zipped({"conference.json": "[" * 100_000}), "conference.json .*broken"),
    "a bomb": (bomb(), "too big"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_file_is_refused_and_leaves_nothing(db, what):
    file, said = BROKEN[what]
    with pytest.raises(Refused, match=said) as refused:
        loaded(file)
    assert refused.value.status == 400
    assert rows() == [0] * 11


def test_what_turns_a_page_upside_down_is_cleaned(content):
    content["anliegen"][0]["title"] = "\u202eVerkehrt\u0000 herum\n"
    assert loaded(packed(content)).anliegen.get(number=1).title == "Verkehrt herum"


JUNK = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 9),
    st.integers(),
    st.floats(),
    st.text(max_size=9),
    st.sampled_from(
        [[], {}, "x" * 9000, "9999-12-31T23:59:59+00:00", "\u202e", [["placed", 1, 1, 1]], [["closed", -1, -1]]]
    ),
)


@hypothesis.settings(max_examples=100)
@given(drawn=st.data())
def test_whatever_stands_in_an_archive_no_page_breaks(db, dumped, drawn):
    content = copy.deepcopy(dumped)
    facts_of_events = told(content)
    for _ in range(drawn.draw(st.integers(1, 3))):
        put_junk_into(drawn.draw(st.sampled_from([content, *facts_of_events])), drawn)
    with transaction.atomic():
        try:
            conference = loaded(packed(content))
        except Refused:
            assert rows() == [0] * 11
        else:
            first = archive.dump(conference)
            assert archive.dump(loaded(first)) == first
            organiser = Client()
            sit(organiser, conference, Role.ORGANISER)
            for page in ("", "wall/", "wall/history/", "facilitate/", "anliegen/1/", "setup/", "export/archive.zip"):
                assert organiser.get(f"/c/{conference.slug}/{page}").status_code == 200, page
        transaction.set_rollback(True)


def told(content):
    """The facts of the history: what they may hold is the least certain."""
    return [event["facts"] for event in content["events"] if event["facts"]]


def put_junk_into(content, drawn):
    """Replace or remove something, however deep."""
    while content:
        keys = sorted(content) if isinstance(content, dict) else range(len(content))
        key = drawn.draw(st.sampled_from(keys))
        if isinstance(content[key], (dict, list)) and content[key] and drawn.draw(st.integers(0, 9)):
            content = content[key]
            continue
        if drawn.draw(st.integers(0, 9)):
            content[key] = copy.deepcopy(drawn.draw(JUNK))
        else:
            del content[key]
        return


# The pages


@pytest.fixture
def organiser(client, db):
    key = Organiser.objects.create(key=seats.fresh_key()).key
    client.post(f"/organiser/{key}/")
    return client


def sit(client, conference, role):
    client.post(f"/j/{conference.entrances.get(role=role).code}/", {"name": "Eve"})


def test_the_organiser_takes_the_archive_home(full, client):
    sit(client, full, Role.ORGANISER)
    address = f"/c/{full.slug}/export/archive.zip"
    assert address in client.get(f"/c/{full.slug}/setup/").content.decode()
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/zip"
    assert f"{full.slug}.zip" in response["Content-Disposition"]
    assert response.content == archive.dump(full)


@pytest.mark.parametrize("role", [Role.PARTICIPANT, Role.HELPER, Role.FACILITATOR])
def test_nobody_else_does(full, client, role):
    assert client.get(f"/c/{full.slug}/export/archive.zip").status_code == 403
    sit(client, full, role)
    assert client.get(f"/c/{full.slug}/export/archive.zip").status_code == 403


def test_the_organiser_of_another_conference_does_not(full, client):
    sit(client, maker.make(people=1, anliegen=1, rooms=1, slots=1), Role.ORGANISER)
    assert client.get(f"/c/{full.slug}/export/archive.zip").status_code == 403


def test_who_loads_a_conference_is_led_to_its_organisers_door(full, organiser):
    file = io.BytesIO(archive.dump(full))
    response = organiser.post("/load/", {"file": file})
    copy = Conference.objects.get(slug="handel-von-morgen--2")
    assert response.status_code == 302
    assert response.url == f"/j/{copy.entrances.get(role=Role.ORGANISER).code}/"
    organiser.post(response.url, {"name": "Ada"})
    assert organiser.get(f"/c/{copy.slug}/setup/").status_code == 200


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_file_gets_a_sentence_on_the_page(organiser, what):
    file, _said = BROKEN[what]
    response = organiser.post("/load/", {"file": io.BytesIO(file)})
    assert response.status_code == 422
    assert response.context["form"].errors["file"]
    assert 'role="alert"' in response.content.decode()


def test_no_file_gets_a_sentence_too(organiser):
    assert 'href="/load/"' in organiser.get("/start/").content.decode()
    assert organiser.get("/load/").status_code == 200
    assert organiser.post("/load/").status_code == 422


def test_only_an_organiser_of_this_installation_loads(full, client):
    sit(client, full, Role.ORGANISER)
    assert client.get("/load/").status_code == 403
    assert client.post("/load/", {"file": io.BytesIO(archive.dump(full))}).status_code == 403
    assert Conference.objects.count() == 1
