"""Coming in: a code, a name, in; a second device; the roles' links; wrong codes."""

import itertools
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from anliegen.wall import moves
from conference.entrance import addresses, codes, entrances, seats
from conference.models import Entrance, Organiser, Role, Seat
from conference.setup import conferences
from tests.world import Phone

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall():
    """A conference of Olga's, in German."""
    conference, _olga = conferences.start("Zukunft", "Olga", theme="Was nun?")
    return conference


def code(conference, role=Role.PARTICIPANT):
    return conference.entrances.get(role=role).code


def entered(conference, name="Ben", role=Role.PARTICIPANT):
    browser = Client()
    assert browser.post(f"/j/{code(conference, role)}/", {"name": name}).status_code == 302
    return browser


def test_a_code_and_a_name_are_enough(client, hall):
    assert client.get(f"/j/{code(hall)}/").content.count(b'type="text"') == 1
    answer = client.post(f"/j/{code(hall)}/", {"name": "  Ben  "})
    assert answer["Location"] == "/c/zukunft/"
    ben = hall.seats.get(role=Role.PARTICIPANT)
    assert ben.name == "Ben"
    assert client.get("/c/zukunft/seat/").status_code == 200
    assert client.cookies["seat"]["max-age"] > 365 * 24 * 3600


@pytest.mark.parametrize("spoken", ["{0}{1}{2} {3}{4}{5}", "{0}{1}{2}-{3}{4}{5}", " {0} {1} {2} {3} {4} {5} "])
def test_a_code_may_be_typed_as_it_is_spelled(client, hall, spoken):
    answer = client.get("/", {"code": spoken.format(*code(hall)).lower()})
    assert answer["Location"] == f"/j/{code(hall)}/"


def test_codes_have_no_look_alikes():
    assert not set(codes.ALPHABET) & set("0O1IL2Z5S8BUV")
    assert codes.spelled("7KQ3MD") == "7KQ 3MD"
    assert codes.spelled("7KQ3MDACEFGHJKMN") == "7KQ3 MDAC EFGH JKMN"


@pytest.mark.parametrize("name", ["", "   ", "\u200b", "\u202e", "x" * 81, "\x00"])
def test_a_name_must_be_seen_and_what_was_typed_stays(client, hall, name):
    answer = client.post(f"/j/{code(hall)}/", {"name": name})
    assert answer.status_code == 422
    assert b"errorlist" in answer.content
    assert not hall.seats.filter(role=Role.PARTICIPANT).exists()
    assert name.strip("\x00").encode() in answer.content


@pytest.mark.parametrize("name", ["👩‍🌾", "<script>alert(1)</script>", "דנה", "Ben " * 20])
def test_unusual_names_are_welcome_and_harmless(client, hall, name):
    client.post(f"/j/{code(hall)}/", {"name": name})
    assert hall.seats.get(role=Role.PARTICIPANT).name == name.strip()
    assert b"<script>alert" not in client.get("/c/zukunft/seat/").content


def test_two_people_may_have_one_name(hall):
    entered(hall), entered(hall)
    assert hall.seats.filter(name="Ben").count() == 2


def test_who_sits_here_goes_on_and_a_link_lifts_but_never_lowers(hall):
    browser = entered(hall)
    assert b'name="name"' not in browser.get(f"/j/{code(hall, Role.FACILITATOR)}/").content
    assert hall.seats.get(name="Ben").role == Role.PARTICIPANT, "looking alone changes nothing"
    browser.post(f"/j/{code(hall, Role.FACILITATOR)}/")
    assert hall.seats.get(name="Ben").role == Role.FACILITATOR
    browser.post(f"/j/{code(hall)}/", {"name": "Other"})
    assert hall.seats.get(name="Ben").role == Role.FACILITATOR
    assert not hall.seats.filter(name="Other").exists()


def test_an_unknown_code_gets_a_sentence_and_stays_in_the_form(client, hall):
    for address in ("/j/ACDEFG/", "/?code=ACDEFG", "/j/ACDEFG/qr.svg", "/j/ACDEFG/qr.png"):
        answer = client.get(address)
        assert answer.status_code == 404
        assert b'value="ACDEFG"' in answer.content
        assert b"errorlist" in answer.content
    assert client.get("/?code=").status_code == 422


def test_guessing_ends_with_429_but_a_valid_code_always_opens(client, hall):
    guesses = (client.get("/j/ACDEFG/").status_code for _guess in range(1000))
    assert list(itertools.takewhile(lambda status: status == 404, guesses))[:300] == [404] * 300
    assert client.get("/", {"code": "ACDEFG"}).status_code == 429
    assert client.post(f"/j/{code(hall)}/", {"name": "Ben"}).status_code == 302
    assert client.get("/j/ACDEFG/", REMOTE_ADDR="192.0.2.9").status_code == 404


def test_a_hall_of_700_behind_one_address_gets_in(hall):
    wrong = 0
    for person in range(700):
        browser = Client()
        if person % 20 == 0:
            wrong += 1
            assert browser.get("/", {"code": "ACDEFG"}).status_code == 404
        if person % 70 == 0:
            assert browser.post(f"/j/{code(hall)}/", {"name": f"P{person}"}).status_code == 302
    assert wrong == 35


def test_the_personal_link_takes_the_seat_to_a_second_device(client, hall):
    entered(hall)
    ben = hall.seats.get(name="Ben")
    assert client.get(f"/me/{ben.key}/").status_code == 200
    assert client.get("/c/zukunft/seat/").status_code == 403, "looking alone doesn't sit down"
    assert client.post(f"/me/{ben.key}/")["Location"] == "/c/zukunft/"
    assert "Ben" in client.get("/c/zukunft/seat/").content.decode()
    assert client.get("/me/unknown/").status_code == 404


def test_a_screen_has_no_personal_link(client, hall):
    screen = hall.seats.get(role=Role.DISPLAY)
    assert client.post(f"/me/{screen.key}/").status_code == 404


def test_the_name_changes_and_the_device_is_left(hall):
    browser = entered(hall)
    browser.post("/c/zukunft/seat/", {"name": "Benjamin"})
    assert hall.seats.filter(name="Benjamin").exists()
    assert hall.events.get().facts == {"seat": hall.seats.get(name="Benjamin").pk}
    assert browser.post("/c/zukunft/seat/", {"name": " "}).status_code == 422
    browser.post("/c/zukunft/seat/leave/")
    assert browser.get("/c/zukunft/seat/").status_code == 403
    assert hall.seats.filter(name="Benjamin").exists()


def test_a_new_name_stands_on_the_sheets_that_hang(world):
    sheet = world.writes(world.ben)
    moves.pin(sheet, world.first, world.aula, by=world.ben)
    log = seats.rename(world.ben, "Benjamin")
    assert f"cell-{world.first.pk}-{world.aula.pk}" in log.touched
    assert "Benjamin" in Phone(world.cleo).get(world.url("wall/")).content.decode()


def test_the_front_lists_the_seats_of_this_browser(hall):
    dora_elsewhere, _organiser = conferences.start("Other", "Dora")
    page = entered(hall).get("/").content.decode()
    assert 'href="/c/zukunft/"' in page
    assert dora_elsewhere.slug not in page


def test_the_qr_code_opens_the_joining_page(client, hall, settings):
    page = client.get(f"/j/{code(hall)}/qr.svg")
    assert page["Content-Type"] == "image/svg+xml"
    assert page.content == addresses.qr_file(f"http://testserver/j/{code(hall)}/", "svg", omitsize=True)
    assert client.get(f"/j/{code(hall)}/qr.png").content.startswith(b"\x89PNG")
    settings.PUBLIC_ADDRESS = "https://wand.example/"
    expected = addresses.qr_file(f"https://wand.example/j/{code(hall)}/", "svg", omitsize=True)
    assert client.get(f"/j/{code(hall)}/qr.svg").content == expected


def test_under_localhost_a_qr_code_shows_the_address_in_the_network(client, hall, monkeypatch):
    monkeypatch.setattr("conference.network.own_hosts", lambda: ["192.168.7.5"])
    page = client.get(f"/j/{code(hall)}/qr.svg", headers={"host": "localhost:8000"})
    assert page.content == addresses.qr_file(f"http://192.168.7.5:8000/j/{code(hall)}/", "svg", omitsize=True)


def test_inline_qr_has_no_inline_style():
    assert "style" not in addresses.qr_svg("http://testserver/")


def test_a_renewed_code_closes_the_old_door_and_everybody_stays(hall):
    olga = hall.seats.get(name="Olga")
    old = code(hall)
    browser = entered(hall)
    entrances.renew(hall, Role.PARTICIPANT, by=olga)
    assert entrances.find(old) is None
    assert entrances.find(code(hall)).role == Role.PARTICIPANT
    assert browser.get("/c/zukunft/seat/").status_code == 200
    assert hall.events.get().kind == "entrance.renewed"


def test_the_organisers_link_works_once(hall):
    Organiser.objects.create(key="first-run")
    one, other = Client(), Client()
    assert one.get("/organiser/first-run/").status_code == 200
    assert one.get("/start/").status_code == 403
    assert one.post("/organiser/first-run/")["Location"] == "/start/"
    assert one.get("/start/").status_code == 200
    assert one.get("/organiser/first-run/")["Location"] == "/start/"
    assert other.post("/organiser/first-run/").status_code == 409
    assert other.get("/start/").status_code == 403
    assert other.post("/organiser/unknown/").status_code == 409


def test_the_last_organiser_stays_one(hall):
    organiser = entered(hall, "Pia", Role.ORGANISER)
    olga, pia = hall.seats.get(name="Olga"), hall.seats.get(name="Pia")
    organiser.post(f"/c/zukunft/setup/people/{olga.pk}/role/", {"role": "helper"})
    assert Seat.objects.get(pk=olga.pk).role == Role.HELPER
    answer = organiser.post(f"/c/zukunft/setup/people/{pia.pk}/role/", {"role": "participant"})
    assert answer.status_code == 409
    assert Seat.objects.get(pk=pia.pk).role == Role.ORGANISER


def test_the_page_of_people_shows_four_codes_and_the_poster_only_one(hall):
    organiser = entered(hall, "Pia", Role.ORGANISER)
    page = organiser.get("/c/zukunft/setup/people/").content.decode()
    for entrance in Entrance.objects.all():
        assert codes.spelled(entrance.code) in page
    poster = organiser.get("/c/zukunft/poster/").content.decode()
    found = [each for each in Entrance.objects.all() if codes.spelled(each.code) in poster or each.code in poster]
    assert [each.role for each in found] == [Role.PARTICIPANT]


def test_people_of_another_conference_are_out_of_reach(hall):
    other, dora = conferences.start("Other", "Dora")
    browser = Client()
    browser.post(f"/me/{dora.key}/")
    olga = hall.seats.get(name="Olga")
    assert browser.post(f"/c/other/setup/people/{olga.pk}/role/", {"role": "helper"}).status_code == 404
    assert browser.get("/c/zukunft/setup/people/").status_code == 403


def test_many_participants_are_listed_with_the_same_number_of_queries(hall):
    organiser = entered(hall, "Pia", Role.ORGANISER)
    entered(hall)
    olga = hall.seats.get(name="Olga")

    def counted():
        with CaptureQueriesContext(connection) as queries:
            assert organiser.get("/c/zukunft/setup/people/").status_code == 200
        return len(queries)

    counted()  # what is read once for all
    few = counted()
    for name in ("Cleo", "Dan", "Eva"):
        entered(hall, name)
        seats.enter_guest(hall, f"Guest of {name}", by=olga)
    assert counted() == few


def test_the_search_finds_people(hall):
    organiser = entered(hall, "Pia", Role.ORGANISER)
    entered(hall, "Ben"), entered(hall, "Cleo")
    page = organiser.get("/c/zukunft/setup/people/", {"q": "cle"}).content.decode()
    assert re.findall(r'<span dir="auto">(Ben|Cleo)</span>', page) == ["Cleo"]
