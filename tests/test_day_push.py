"""Web Push against a push service of our own, on this machine: what arrives there is decrypted as a browser would."""

import json
import threading

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, utils
from django.conf import settings as house
from django.utils import translation
from django.utils.translation import gettext as _

from anliegen.day import letters, push, sending
from anliegen.market import clock, opening, queue
from anliegen.models import Interest
from anliegen.news import comments
from anliegen.record import reports
from anliegen.wall import merging, moves
from conference.models import Conference, PushSubscription
from conference.setup import notices, slots
from tests.push_service import Browser, Service, decoded
from tests.world import Phone, plain


@pytest.fixture
def service():
    service = Service()
    thread = threading.Thread(target=service.serve_forever)
    thread.start()
    yield service
    service.shutdown()
    thread.join()
    service.server_close()


@pytest.fixture
def world(real_world, settings, monkeypatch):
    """Cleo marked Ben's sheet 1, which hangs in Linde in round 1."""
    settings.WEB_PUSH, settings.PUSH_LOOPBACK = True, True
    settings.PUBLIC_ADDRESS = "https://wall.example.org"
    monkeypatch.setattr(push, "GATHER", 0.8)
    world = real_world
    world.sheet = world.writes(world.ben, "Wer kocht?")
    moves.pin(world.sheet, world.first, world.linde, by=world.ben)
    Interest.objects.create(anliegen=world.sheet, seat=world.cleo)
    yield world
    teller = push.due.teller
    if teller:
        teller.join(10)


def subscribed(world, service, seat, name):
    browser = Browser(service.address, name)
    assert Phone(seat).taps("day/subscribe", **browser.fields).status_code == 200
    return browser


def test_two_moves_are_one_message_to_exactly_those_concerned(world, service):
    browsers = {
        f"/{name}": subscribed(world, service, getattr(world, name), name) for name in ("ben", "cleo", "hal", "ada")
    }
    moves.move(world.sheet, world.first, world.birke, by=world.ada)
    moves.move(world.sheet, world.first, world.aula, by=world.ada)
    came = {path: (headers, body) for path, headers, body in (service.next(), service.next())}
    assert came.keys() == {"/ben", "/cleo"}  # Hal has nothing to do with it, Ada did it
    for path, (headers, body) in came.items():
        assert b"Wer kocht" not in body
        read = browsers[path].reads(body)
        said = {"title": "#1 now in Aula, was Linde, 10:00", "body": "Wer kocht?", "url": world.url()}
        assert read == said
        assert headers["Content-Encoding"] == "aes128gcm"
        assert int(headers["TTL"]) > 0
    assert service.is_quiet()


def test_the_service_can_tell_that_it_is_us(world, service):
    subscribed(world, service, world.cleo, "cleo")
    moves.move(world.sheet, world.first, world.aula, by=world.ada)
    _path, headers, _body = service.next()
    scheme, _blank, rest = headers["Authorization"].partition(" ")
    parts = dict(each.strip().split("=", 1) for each in rest.split(","))
    assert scheme == "vapid"
    signed, _dot, signature = parts["t"].rpartition(".")
    head, claims = (json.loads(decoded(each)) for each in signed.split("."))
    assert head["alg"] == "ES256"
    assert claims["aud"] == service.address
    assert claims["sub"] == "https://wall.example.org"
    raw = decoded(signature)
    known = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), decoded(sending.public_key()))
    der = utils.encode_dss_signature(int.from_bytes(raw[:32]), int.from_bytes(raw[32:]))
    known.verify(der, signed.encode(), ec.ECDSA(hashes.SHA256()))
    assert parts["k"] == sending.public_key()
    assert f'data-key="{parts["k"]}"' in Phone(world.cleo).get(world.url()).content.decode()


def test_the_language_is_the_conferences(world, service):
    Conference.objects.filter(pk=world.conference.pk).update(language="de")
    browser = subscribed(world, service, world.cleo, "cleo")
    moves.park(world.sheet, by=world.ada)
    _path, _headers, body = service.next()
    with translation.override("de"):
        assert browser.reads(body)["title"] == "#1 " + _("now in the parking, was %(old)s") % {"old": "Linde 10:00"}


def test_several_sheets_are_gathered(world, service):
    browser = subscribed(world, service, world.ben, "ben")
    for at, slot in enumerate([world.second, world.third]):
        moves.pin(world.writes(world.ben, f"More {at}"), slot, world.aula, by=world.ada)
    moves.park(world.sheet, by=world.ada)
    read = browser.reads(service.next()[2])
    assert read["title"] == "3 changes"
    assert read["body"].splitlines() == [
        "#2 now has a place: Aula 12:00",
        "#3 now has a place: Aula 16:00",
        "#1 now in the parking, was Linde 10:00",
    ]


def test_who_has_read_it_is_not_told_and_moved_back_is_nothing(world, service):
    subscribed(world, service, world.cleo, "cleo")
    last = subscribed(world, service, world.ben, "ben")
    moves.move(world.sheet, world.first, world.aula, by=world.ada)
    world.conference.refresh_from_db()
    Phone(world.cleo).sends("day/read", to=world.conference.version)
    path, _headers, body = service.next()
    assert path == "/ben"
    assert last.reads(body)["title"] == "#1 now in Aula, was Linde, 10:00"
    assert service.is_quiet()


def test_an_address_that_is_no_more_is_forgotten(world, service):
    subscribed(world, service, world.cleo, "gone")
    subscribed(world, service, world.cleo, "cleo")
    moves.move(world.sheet, world.first, world.aula, by=world.ada)
    assert {service.next()[0], service.next()[0]} == {"/gone", "/cleo"}
    push.due.teller.join(10) if push.due.teller else None
    assert [each.endpoint[-5:] for each in PushSubscription.objects.all()] == ["/cleo"]


def test_nobody_is_led_elsewhere(world, service):
    subscribed(world, service, world.cleo, "elsewhere")
    moves.move(world.sheet, world.first, world.aula, by=world.ada)
    assert service.next()[0] == "/elsewhere"
    push.due.teller.join(10) if push.due.teller else None
    assert service.is_quiet()


def test_told_no_more_after_unsubscribing_or_leaving_the_device(world, service):
    browser = subscribed(world, service, world.cleo, "cleo")
    subscribed(world, service, world.ben, "ben")
    stranger = Phone(world.ben).taps("day/unsubscribe", endpoint=browser.endpoint)
    assert stranger.status_code == 200
    assert world.cleo.subscriptions.count() == 1  # it is not Ben's
    Phone(world.cleo).taps("day/unsubscribe", endpoint=browser.endpoint)
    Phone(world.ben).sends("seat/leave")
    assert not PushSubscription.objects.exists()


def test_the_page_says_at_once_in_which_browsers_it_is_told(world, service):
    phone = Phone(world.cleo)
    for known in (True, False):
        tag = phone.get(world.url())["ETag"]
        if known:
            browser = subscribed(world, service, world.cleo, "cleo")
        else:
            phone.taps("day/unsubscribe", endpoint=browser.endpoint)
        page = phone.get(world.url(), headers={"If-None-Match": tag})
        assert page.status_code == 200
        assert (f'data-known="{browser.endpoint[-16:]}"' in plain(page)) == known


def test_switched_off_nothing_leaves(world, service, settings):
    browser = subscribed(world, service, world.cleo, "cleo")
    settings.WEB_PUSH = False
    assert 'id="push"' not in plain(Phone(world.cleo).get(world.url()))
    answer = Phone(world.ben).taps("day/subscribe", **browser.fields)
    assert answer.status_code == 409
    moves.move(world.sheet, world.first, world.aula, by=world.ada)
    assert not push.due.seats
    assert not push.due.teller
    assert service.is_quiet()


def test_it_is_off_unless_somebody_switches_it_on():
    assert house.WEB_PUSH is False
    assert house.PUSH_LOOPBACK is False
    assert len(decoded((house.DATA / "vapid-key").read_text())) == 32
    assert (house.DATA / "vapid-key").stat().st_mode & 0o777 == 0o600


def lined_up(world):
    opening.open_market(world.conference, by=world.ada)
    for title, seat in (("Soup", world.ben), ("Garden", world.cleo), ("Light", world.hal)):
        queue.line_up(world.writes(seat, title), by=seat)


def test_who_is_next_is_told_at_once_and_once(world, service):
    browsers = {f"/{name}": subscribed(world, service, getattr(world, name), name) for name in ("ben", "cleo", "hal")}
    lined_up(world)  # who lines up first knows it
    queue.call(world.conference, by=world.ada)
    path, _headers, body = service.next()
    page = world.url("market/")
    said = {"title": "You are next with #3.", "body": "Come to the front.", "url": page, "tag": page}
    assert (path, browsers[path].reads(body)) == ("/cleo", said)
    clock.extend(world.conference, by=world.ada)
    queue.call(world.conference, by=world.ada)
    path, headers, body = service.next()
    assert (path, browsers[path].reads(body)["title"]) == ("/hal", "You are next with #4.")
    assert service.is_quiet()


def test_who_is_no_longer_next_when_it_would_be_told_is_not(world, service):
    subscribed(world, service, world.cleo, "cleo")
    lined_up(world)
    queue.call(world.conference, by=world.ada)
    assert service.next()[0] == "/cleo"
    assert letters.of(world.cleo, [("next", 3)], {}) != []
    queue.step_out(world.conference.anliegen.get(number=3), by=world.cleo)
    world.cleo.conference.refresh_from_db()
    assert letters.of(world.cleo, [("next", 3)], {}) == []


def test_what_is_urgent_is_told_at_once_to_those_it_is_for(world, service):
    browsers = {
        f"/{name}": subscribed(world, service, getattr(world, name), name) for name in ("ben", "cleo", "hal", "ada")
    }
    notices.post(world.conference, "Lunch is ready", by=world.ada)
    notices.post(world.conference, "Salt is missing", by=world.ada, urgent=True, sheet=1)
    came = {path: body for path, _headers, body in (service.next(), service.next())}
    assert came.keys() == {"/ben", "/cleo"}
    read = browsers["/cleo"].reads(came["/cleo"])
    assert (read["title"], read["body"], read["url"]) == ("Nachbarschaft", "Salt is missing", world.url())
    notices.post(world.conference, "Everybody out", by=world.ada, urgent=True)
    came = {service.next()[0] for _each in range(3)}
    assert came == {"/ben", "/cleo", "/hal"}  # Ada wrote it
    assert service.is_quiet()


def test_who_asked_back_is_told_of_the_answer_and_nobody_else(world, service):
    reports.write(world.sheet, world.ben, results="Soup.")
    report = reports.publish(world.sheet, world.ben)
    browser = subscribed(world, service, world.hal, "hal")
    subscribed(world, service, world.ada, "ada")
    said = comments.say(report, world.hal, "ask", "Who peels?")
    comments.answer(said, by=world.ben, text="I do.")
    path, _headers, body = service.next()
    read = browser.reads(body)
    assert (path, read["title"], read["body"]) == ("/hal", "#1 your question was answered", "Wer kocht?")
    assert read["url"] == world.url(f"news/1/#comment-{said.pk}")
    assert service.is_quiet()


def test_a_postponed_round_is_told_with_what_moved(world, service):
    browser = subscribed(world, service, world.cleo, "cleo")
    subscribed(world, service, world.hal, "hal")
    slots.postpone(world.first, by=world.ada, minutes=30)
    path, _headers, body = service.next()
    assert (path, browser.reads(body)["title"]) == ("/cleo", "#1 now at 10:30, was 10:00, Linde")
    assert service.is_quiet()


def test_who_marked_what_was_merged_hears_of_the_sheet_that_stays(world, service):
    browser = subscribed(world, service, world.hal, "hal")
    other = world.writes(world.cleo, "Bread")
    Interest.objects.create(anliegen=other, seat=world.hal)
    merging.decide(world.sheet, other, by=world.ada)
    assert browser.reads(service.next()[2])["title"] == "#2 goes on in #1: Linde 10:00"
    world.conference.refresh_from_db()
    Phone(world.hal).sends("day/read", to=world.conference.version)
    moves.move(world.sheet, world.first, world.aula, by=world.ada)
    assert browser.reads(service.next()[2])["title"] == "#1 now in Aula, was Linde, 10:00"


def test_one_browser_in_two_conferences_is_told_by_both(world, service):
    """Each conference has a worker of its own there, and the push service an address for each."""
    here = subscribed(world, service, world.cleo, "here")
    theirs = Browser(service.address, "there")
    both = Phone(world.cleo, world.dora)
    both.home = f"/c/{world.other.conference.slug}/"
    assert both.taps("day/subscribe", **theirs.fields).status_code == 200
    notices.post(world.conference, "Everybody out", by=world.ada, urgent=True)
    path, _headers, body = service.next()
    assert (path, here.reads(body)["title"]) == ("/here", "Nachbarschaft")
    notices.post(world.other.conference, "It rains", by=None, urgent=True)
    path, _headers, body = service.next()
    assert (path, theirs.reads(body)["title"]) == ("/there", "Garten")
