"""The organiser builds a wall, changes it in mid-conference, and no sheet is ever lost."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from anliegen.collect import sheets
from anliegen.models import Placement
from anliegen.wall import moves
from conference.entrance import seats
from conference.models import Conference, Organiser, Phase, Role, Slot
from conference.refusal import Refused
from conference.setup import conferences, phases, rooms, slots
from conference.setup.quickly import RoomDraft
from tests.world import Phone

pytestmark = pytest.mark.django_db
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture
def olga():
    """The organiser of a conference in German."""
    _conference, olga = conferences.start("Zukunft", "Olga")
    return olga


@pytest.fixture
def desk(olga):
    return Phone(olga)


def wall(olga):
    """Two rooms, two rounds on one day."""
    rooms.add(olga.conference, [RoomDraft("Linde", 25), RoomDraft("Aula", 120)], by=olga)
    slots.add(olga.conference, [a_slot(10), a_slot(11)], by=olga)
    return list(olga.conference.slots.all()), list(olga.conference.rooms.all())


def a_slot(hour, name="Runde", minutes=60, **more):
    start = datetime(2026, 6, 12, hour, tzinfo=BERLIN)
    return Slot(name=name, starts_at=start, ends_at=start + timedelta(minutes=minutes), **more)


def pinned(olga, slot, room):
    sheet = sheets.write(olga.conference, olga, f"Sheet for {room.name}", conveners=[(olga, "Olga")])
    moves.pin(sheet, slot, room, by=olga)
    return sheet


def times(conference):
    return [f"{each.starts_at.astimezone(conference.zone):%H:%M}" for each in conference.slots.all()]


def test_a_conference_starts_with_a_name_alone(client):
    Organiser.objects.create(key="first-run")
    client.post("/organiser/first-run/")
    fields = {"name": "Zukunft", "time_zone": "Europe/Berlin", "language": "de", "participants_pin": "on"}
    assert client.post("/start/", fields)["Location"] == "/c/zukunft/setup/"
    assert client.get("/c/zukunft/setup/").status_code == 200
    assert Conference.objects.get().entrances.count() == 4
    assert client.post("/start/", fields | {"name": " ", "theme": "Why?"}).status_code == 422
    answer = client.post("/start/", fields | {"name": "B", "starts_on": "2026-06-12", "ends_on": "2026-06-11"})
    assert answer.status_code == 422
    assert b'value="2026-06-12"' in answer.content


def test_only_the_installations_organiser_starts(desk):
    assert desk.get("/start/").status_code == 403


def test_nine_rooms_and_four_rounds_are_two_lines(olga, desk):
    shown = desk.get("/c/zukunft/setup/rooms/", {"text": "9 Räume"})
    assert b"makes" in shown.content
    assert not olga.conference.rooms.exists(), "what it makes is shown before it is made"
    desk.post("/c/zukunft/setup/rooms/add/", {"text": "9 Räume"})
    line = {"text": "4 rounds of 60 min from 10:00 with 15 min breaks", "day": "2026-06-12"}
    assert "10:00–11:00" in desk.get("/c/zukunft/setup/slots/", line).content.decode()
    assert not olga.conference.slots.exists()
    desk.post("/c/zukunft/setup/slots/add/", line)
    assert olga.conference.rooms.count() == 9
    assert times(olga.conference) == ["10:00", "11:15", "12:30", "13:45"]
    assert olga.conference.slots.first().starts_at == datetime(2026, 6, 12, 10, tzinfo=BERLIN)
    kinds = list(olga.conference.events.values_list("kind", flat=True))
    assert kinds == ["room.added"] * 9 + ["slot.added"] * 4


def test_the_planner_makes_a_grid_in_one_go(olga, desk):
    page = desk.get("/c/zukunft/setup/plan/", {"people": "120"}).content.decode()
    assert "12x3" in page
    rooms.add(olga.conference, [RoomDraft("Linde")], by=olga)
    grid = {"people": "120", "grid": "12x3", "day": "2026-06-12", "starts": "10:00", "minutes": "60", "rest": "15"}
    assert desk.post("/c/zukunft/setup/plan/make/", grid).status_code == 302
    assert olga.conference.rooms.count() == 12
    assert times(olga.conference) == ["10:00", "11:15", "12:30"]
    again = desk.post("/c/zukunft/setup/plan/make/", grid)
    assert again.status_code == 409
    assert b"12x3" in again.content
    assert olga.conference.slots.count() == 3


@pytest.mark.parametrize(
    "wrong",
    [{"people": "0"}, {"people": "many"}, {"people": ""}, {"people": "120", "rooms": "-1"}, {"people": "9" * 30}],
)
def test_a_head_count_that_can_not_be(desk, wrong):
    assert desk.get("/c/zukunft/setup/plan/", wrong).status_code == 422


@pytest.mark.parametrize("grid", ["", "12", "0x0", "999x999", "axb", "12x3x4", "١x٢"])
def test_a_grid_that_can_not_be(olga, desk, grid):
    fields = {"people": "9", "grid": grid, "day": "2026-06-12", "starts": "10:00", "minutes": "60", "rest": "15"}
    assert desk.post("/c/zukunft/setup/plan/make/", fields).status_code == 422
    assert not olga.conference.rooms.exists()
    assert not olga.conference.slots.exists()


def test_slots_over_several_days_irregular_and_common(olga, desk):
    wall(olga)
    plenary = {"name": "Abschluss", "day": "2026-06-13", "starts": "16:00", "ends": "17:20", "place": "Aula"}
    plenary["common"] = "on"
    assert desk.post("/c/zukunft/setup/slots/new/", plenary).status_code == 302
    slot = olga.conference.slots.get(common=True)
    assert (slot.place, slot.ends_at) == ("Aula", datetime(2026, 6, 13, 17, 20, tzinfo=BERLIN))
    late = {"name": "Nacht", "day": "2026-06-13", "starts": "22:00", "ends": "00:00"}
    assert desk.post("/c/zukunft/setup/slots/new/", late).status_code == 302


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ({"starts": "10:00", "ends": "10:30"}, 409),
        ({"starts": "10:30", "ends": "11:30"}, 409),
        ({"starts": "09:00", "ends": "13:00"}, 409),
        ({"starts": "15:00", "ends": "14:00"}, 422),
        ({"starts": "15:00", "ends": "15:00"}, 422),
        ({"starts": "15:00", "ends": "noon"}, 422),
        ({"starts": "15:00", "ends": "16:00", "day": "0001-01-01"}, 422),
        ({"starts": "15:00", "ends": "16:00", "day": "9999-12-31"}, 422),
        ({"starts": "15:00", "ends": "16:00", "name": "  "}, 422),
    ],
)
def test_a_slot_that_can_not_be_keeps_what_was_typed(olga, desk, wrong, status):
    wall(olga)
    fields = {"name": "Mittag", "day": "2026-06-12", "place": "Mensa"} | wrong
    answer = desk.post("/c/zukunft/setup/slots/new/", fields)
    assert answer.status_code == status
    assert b"errorlist" in answer.content
    assert b'value="Mensa"' in answer.content
    assert olga.conference.slots.count() == 2


def test_a_room_that_goes_sends_its_sheets_to_the_parking_with_a_notice(olga, desk):
    (first, second), (linde, aula) = wall(olga)
    pinned(olga, first, linde), pinned(olga, second, linde)
    stays = pinned(olga, first, aula)
    desk.post(f"/c/zukunft/setup/rooms/{linde.pk}/remove/")
    assert [each.anliegen_id for each in Placement.objects.all()] == [stays.pk]
    assert olga.conference.anliegen.filter(withdrawn_at=None).count() == 3
    notice = olga.conference.notices.get().text
    assert "Linde" in notice
    assert "#1" in notice
    assert "#2" in notice
    assert olga.conference.events.last().kind == "room.removed"


def test_an_empty_room_goes_quietly(olga):
    _slots, (linde, _aula) = wall(olga)
    rooms.remove(linde, by=olga)
    assert not olga.conference.notices.exists()


@pytest.mark.parametrize("how", ["removed", "common"])
def test_a_slot_that_goes_or_becomes_common_parks_its_sheets(olga, desk, how):
    (first, second), (linde, aula) = wall(olga)
    gone, stays = pinned(olga, first, linde), pinned(olga, second, aula)
    moves.close(olga.conference, first, aula, by=olga)
    if how == "removed":
        desk.post(f"/c/zukunft/setup/slots/{first.pk}/remove/")
    else:
        fields = {"name": "Plenum", "day": "2026-06-12", "starts": "10:00", "ends": "11:00", "common": "on"}
        desk.post(f"/c/zukunft/setup/slots/{first.pk}/", fields)
    assert [each.anliegen_id for each in Placement.objects.all()] == [stays.pk]
    assert f"#{gone.number}" in olga.conference.notices.get().text


def test_times_and_names_change_at_any_time_and_sheets_stay(olga, desk):
    (first, _second), (linde, _aula) = wall(olga)
    sheet = pinned(olga, first, linde)
    fields = {"name": "Erste Runde", "day": "2026-06-12", "starts": "09:30", "ends": "10:45"}
    assert desk.post(f"/c/zukunft/setup/slots/{first.pk}/", fields).status_code == 302
    assert desk.post(f"/c/zukunft/setup/rooms/{linde.pk}/", {"name": "Buche", "capacity": "30"}).status_code == 302
    place = Placement.objects.select_related("slot", "room").get(anliegen=sheet)
    assert (place.slot.name, place.room.name, place.room.capacity) == ("Erste Runde", "Buche", 30)
    assert times(olga.conference) == ["09:30", "11:00"]


def test_the_rest_of_the_day_is_postponed_together(olga):
    (first, second), _rooms = wall(olga)
    slots.add(olga.conference, [a_slot(14)], by=olga)
    slots.postpone(second, by=olga, minutes=75)
    assert times(olga.conference) == ["10:00", "12:15", "15:15"]
    slots.postpone(olga.conference.slots.all()[1], by=olga, minutes=-75)
    assert times(olga.conference) == ["10:00", "11:00", "14:00"]
    with pytest.raises(Refused, match="10:00"):
        slots.postpone(olga.conference.slots.all()[1], by=olga, minutes=-30)
    assert times(olga.conference) == ["10:00", "11:00", "14:00"], "refused means that nothing moved"


@pytest.mark.parametrize("zone", ["Europe/London", "Asia/Tokyo"])
def test_in_another_time_zone_ten_stays_ten(olga, zone):
    wall(olga)
    conferences.edit(olga.conference, by=olga, time_zone=zone)
    conference = Conference.objects.get()
    assert times(conference) == ["10:00", "11:00"]
    assert conference.slots.first().starts_at == datetime(2026, 6, 12, 10, tzinfo=ZoneInfo(zone))


def test_two_rooms_can_not_have_one_name(olga, desk):
    wall(olga)
    answer = desk.post("/c/zukunft/setup/rooms/add/", {"text": "Buche, LINDE"})
    assert answer.status_code == 409
    assert "Buche, LINDE" in answer.content.decode()
    assert olga.conference.rooms.count() == 2
    assert desk.post("/c/zukunft/setup/rooms/add/", {"text": "Eiche; eiche"}).status_code == 409
    assert desk.post(f"/c/zukunft/setup/rooms/{olga.conference.rooms.first().pk}/", {"name": "Aula"}).status_code == 409


@pytest.mark.parametrize("text", ["", " ", "0 rooms", "x" * 2000, "999999 rooms"])
def test_rooms_that_can_not_be_keep_what_was_typed(olga, desk, text):
    for answer in (
        desk.post("/c/zukunft/setup/rooms/add/", {"text": text}),
        desk.get("/c/zukunft/setup/rooms/", {"text": text}),
    ):
        assert answer.status_code == 422
        assert text.strip() in answer.content.decode()
    assert not olga.conference.rooms.exists()


def test_rooms_move_along_the_wall(olga, desk):
    _slots, (linde, _aula) = wall(olga)
    desk.post(f"/c/zukunft/setup/rooms/{linde.pk}/move/", {"step": "1"})
    assert [each.name for each in olga.conference.rooms.all()] == ["Aula", "Linde"]
    assert desk.post(f"/c/zukunft/setup/rooms/{linde.pk}/move/", {"step": "1"}).status_code == 409


def test_phases_go_any_way_and_everybody_re_reads(olga, desk, django_capture_on_commit_callbacks):
    assert desk.post("/c/zukunft/setup/phase/", {"phase": "market"}).status_code == 302
    assert Conference.objects.get().phase == Phase.MARKET
    assert desk.post("/c/zukunft/setup/phase/", {"phase": "market"}).status_code == 409
    assert desk.post("/c/zukunft/setup/phase/", {"phase": "lunch"}).status_code == 400
    assert olga.conference.events.get().facts == {"phase": "market", "was": "preparing"}
    with django_capture_on_commit_callbacks() as told:
        log = phases.enter(olga.conference, Phase.PREPARING, by=olga)
    assert list(log.stale) == ["page"]
    assert len(told) == 1


def test_a_facilitator_steers_phases_and_news_but_not_the_grid(olga):
    ada = Phone(seats.join(olga.conference, "Ada", Role.FACILITATOR))
    assert ada.post("/c/zukunft/setup/phase/", {"phase": "market"}).status_code == 302
    assert ada.post("/c/zukunft/setup/notices/post/", {"text": "Kaffee ist da."}).status_code == 302
    page = ada.get("/c/zukunft/setup/").content.decode()
    assert "Kaffee ist da." in page
    assert "/setup/rooms/" not in page
    assert ada.get("/c/zukunft/setup/rooms/").status_code == 403
    assert ada.post("/c/zukunft/setup/rooms/add/", {"text": "9 rooms"}).status_code == 403
    notice = olga.conference.notices.get()
    assert ada.post(f"/c/zukunft/setup/notices/{notice.pk}/take-down/").status_code == 302
    assert ada.post(f"/c/zukunft/setup/notices/{notice.pk}/take-down/").status_code == 404
    assert ada.post("/c/zukunft/setup/notices/post/", {"text": ""}).status_code == 422


def test_dora_from_another_conference_reaches_nothing(olga):
    (first, _second), (linde, _aula) = wall(olga)
    _other, dora = conferences.start("Other", "Dora")
    browser = Phone(dora)
    theirs = (f"rooms/{linde.pk}/", f"slots/{first.pk}/")
    for path in (*theirs, f"{theirs[0]}remove/", f"{theirs[1]}postpone/"):
        assert browser.post(f"/c/other/setup/{path}").status_code == 404
        assert browser.post(f"/c/zukunft/setup/{path}").status_code == 403
    assert olga.conference.rooms.count() == 2


def test_texts_and_settings_change_and_wrong_ones_stay_in_the_form(olga, desk):
    fields = {"name": "Zukunft II", "theme": "Was nun?", "time_zone": "Europe/Vienna", "language": "en"}
    assert desk.post("/c/zukunft/setup/about/", fields).status_code == 302
    conference = Conference.objects.get()
    assert (conference.name, conference.language, conference.participants_pin) == ("Zukunft II", "en", False)
    answer = desk.post("/c/zukunft/setup/about/", fields | {"name": "x" * 2000, "time_zone": "Mars/Olympus"})
    assert answer.status_code == 422
    assert "Was nun?" in answer.content.decode()
    assert "x" * 2000 in answer.content.decode()
    assert Conference.objects.get().name == "Zukunft II"
