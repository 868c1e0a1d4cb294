"""What somebody hostile, or something broken, tries: each of these once worked."""

import os
import subprocess
import sys
import threading
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.db import DatabaseError, IntegrityError, connection
from django.test import Client, RequestFactory

from anliegen.collect import sheets
from anliegen.models import Anliegen
from anliegen.wall import moves
from conference.entrance import seats
from conference.fields import clean_text
from conference.live import hub
from conference.models import Conference, Role
from conference.refusal import RefusalMiddleware, Refused, server_error
from conference.setup import conferences, quickly
from tests.world import Phone, broken_promises, plain, where


def at_once(deed):
    """Do it, and see that it took no time worth mentioning: two long requests stop all pages."""
    began = time.monotonic()
    deed()
    assert time.monotonic() - began < 3


def test_a_tower_of_accents_keeps_nobody_busy():
    at_once(lambda: clean_text("a" + "\u0315\u0300" * 200_000))
    assert clean_text("Zo\u0308e\u0301" + "\u0300" * 40) == "Zöé" + "\u0300" * 29


@pytest.mark.parametrize("text", ["200 rooms," * 2000, "a," * 10_000, "a (1) [2 " * 2000, "0 rooms"])
def test_a_page_full_of_rooms_is_refused_at_once(text):
    with pytest.raises(Refused):
        at_once(lambda: quickly.rooms(text))


# What Django or the database refuses


@pytest.mark.parametrize(
    ("status", "sent", "kind"),
    [
        (400, b"title=x", "application/x-www-form-urlencoded; charset=utf-7"),
        (400, b"--x\r\n", "multipart/form-data"),
        (413, b"title=" + b"x" * 1_200_000, "application/x-www-form-urlencoded"),
        (413, b"&".join(b"f%d=x" % number for number in range(2500)), "application/x-www-form-urlencoded"),
    ],
)
@pytest.mark.parametrize("sure", [False, True])
def test_a_form_that_is_none_gets_a_sentence(world, status, sent, kind, sure):
    phone = Phone(world.ben, enforce_csrf_checks=sure)
    phone.get(world.url("anliegen/new/"))
    answer = phone.generic("POST", world.url("anliegen/new/"), sent, content_type=kind)
    assert answer.status_code == status
    assert 'role="alert"' in plain(answer)


def test_a_host_that_is_none_gets_a_sentence(db):
    answer = Client().get("/", headers={"Host": "evil com"})
    assert answer.status_code == 400
    assert 'role="alert"' in plain(answer)


def test_the_page_of_our_own_faults_needs_nothing():
    answer = server_error(None)
    assert answer.status_code == 500
    assert "misslungen" in plain(answer)
    assert "went wrong" in plain(answer)


def test_the_way_back_leads_to_our_own_pages_only(world):
    world.writes(world.ben)
    edit = world.url("anliegen/1/edit/")
    for came in ("https://evil.example/", "//evil.example", "javascript:alert(1)", "http://testserver@evil.example/"):
        answer = Phone(world.cleo).get(edit, headers={"Referer": came})
        assert answer.status_code == 403
        assert came not in plain(answer)
        assert f'href="{world.url()}"' in plain(answer)
    ours = f"http://testserver{world.url('anliegen/1/')}"
    assert f'href="{ours}"' in plain(Phone(world.cleo).get(edit, headers={"Referer": ours}))


@contextmanager
def somebody_holding_the_database(conference):
    """Another connection that writes and does not end; ours waits a moment only."""
    other = connection.copy()
    other.settings_dict = {**connection.settings_dict, "NAME": connection.settings_dict["NAME"]}
    if connection.vendor == "sqlite":
        connection.cursor().execute("PRAGMA busy_timeout = 50")
    else:
        connection.cursor().execute("SET lock_timeout = '50ms'")
    other.set_autocommit(False)
    try:
        with other.cursor() as cursor:
            cursor.execute("UPDATE conference_conference SET name = name WHERE id = %s", [conference.pk])
        yield
    finally:
        other.rollback()
        other.close()
        connection.close()


@pytest.mark.parametrize("how", [{}, {"HX-Request": "true"}, {"Accept": "application/json"}])
def test_a_database_that_is_held_gives_a_sentence(real_world, how):
    world, phone = real_world, Phone(real_world.ben)
    with somebody_holding_the_database(world.conference):
        answer = phone.post(world.url("anliegen/new/"), {"title": "Wer kocht?"}, headers=how)
        assert answer.status_code == 503
        assert "try again" in plain(answer)
    assert not Anliegen.objects.filter(conference=world.conference).exists()
    assert phone.sends("anliegen/new", title="Wer kocht?").status_code == 302


@pytest.mark.parametrize("failure", [IntegrityError(), DatabaseError(), Conference.DoesNotExist()])
def test_who_comes_second_at_the_same_moment_gets_a_sentence(failure):
    request = RequestFactory().post("/c/x/wall/pin/")
    request.htmx = True
    answer = RefusalMiddleware(None).process_exception(request, failure)
    assert answer.status_code == 409
    assert "same moment" in plain(answer)


def test_our_own_faults_stay_faults():
    assert RefusalMiddleware(None).process_exception(RequestFactory().get("/"), KeyError("x")) is None


# Seats and roles


def test_who_facilitates_no_more_undoes_nothing_of_others(world):
    sheet = world.writes(world.ben)
    moves.pin(sheet, world.first, world.aula, by=world.ada)
    moves.close(world.conference, world.second, world.aula, by=world.ada)
    seats.assign(world.ada, Role.PARTICIPANT, by=world.olga)
    for _ in range(2):
        assert Phone(world.ada).taps("wall/undo").status_code == 403
    assert where(sheet) == [("Round 1", "Aula")]


def test_who_brings_a_sheet_no_more_undoes_nothing_of_it(world):
    sheet = world.writes(world.ben, conveners=[(world.ben, "Ben"), (world.cleo, "Cleo")])
    log = moves.pin(sheet, world.first, world.aula, by=world.cleo)
    sheets.edit(sheet, world.ben, "Wer kocht?", "", "", others=[])
    assert Phone(world.cleo).taps("wall/undo", event=log.version).status_code == 403
    assert where(sheet) == [("Round 1", "Aula")]


@pytest.mark.parametrize("key", ["%00", "%F0%9F%8E%89", "a%2Fb", "x" * 3000])
def test_no_key_breaks_a_screen(world, key):
    assert Client().get(world.url(f"display/{key}/")).status_code in (403, 404)


def test_only_the_owner_reads_the_data_folder(tmp_path):
    """It holds everybody's keys."""
    environment = os.environ | {"ANLIEGENWAND_DATA": str(tmp_path), "DATABASE_URL": ""}
    words = [sys.executable, "manage.py", "migrate", "--settings", "conference.settings", "--verbosity", "0"]
    subprocess.run(words, cwd=settings.CODE, env=environment, check=True)
    for name in ("anliegenwand.sqlite3", "secret-key"):
        assert oct((tmp_path / name).stat().st_mode)[-3:] == "600", name


def test_every_connection_writes_through_to_the_disk(real_world):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL does so by itself")

    def how():
        with connection.cursor() as cursor:
            found = [cursor.execute(f"PRAGMA {each}").fetchone()[0] for each in ("synchronous", "journal_mode")]
        return found, hub.newest(real_world.conference.pk)

    assert at_the_same_time(how, how) == [([2, "wal"], 0), ([2, "wal"], 0)]


def at_the_same_time(*deeds):
    """Run each in a thread of its own, all at once; return what they returned."""
    start = threading.Barrier(len(deeds))

    def run(deed):
        try:
            start.wait()
            return deed()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as people:
        return [each.result() for each in [people.submit(run, deed) for deed in deeds]]


def test_two_helpers_who_enter_one_guest_give_one_seat(real_world):
    world = real_world
    other = seats.join(world.conference, "Hella", Role.HELPER)
    deeds = [lambda by=by: seats.enter_guest(world.conference, "Oma", by=by) for by in [world.hal, other] * 4]
    assert len({seat.pk for seat in at_the_same_time(*deeds)}) == 1
    assert world.conference.seats.filter(name="Oma").count() == 1


def test_two_conferences_of_one_name_started_at_once(transactional_db):
    started = at_the_same_time(*[lambda: conferences.start("Nachbarschaft")[0] for _ in range(6)])
    assert len({conference.slug for conference in started}) == 6


# A buggy phone, and one that floods


def test_a_form_that_was_sent_takes_the_next_sheet(world):
    """Who goes back to it finds the same hidden id; the second text must not vanish."""
    phone, once = Phone(world.ben), uuid.uuid4()
    for title in ("Wer kocht?", "Wer spült?", "Wer kocht?", "Wer spült?"):
        assert phone.sends("anliegen/new", title=title, once=once).status_code == 302
    assert list(world.conference.anliegen.values_list("title", flat=True)) == ["Wer kocht?", "Wer spült?"]


def test_nobody_gets_the_sheet_of_another_by_its_mark(world):
    once = uuid.uuid4()
    Phone(world.ben).sends("anliegen/new", title="Wer kocht?", once=once)
    Phone(world.cleo).sends("anliegen/new", title="Wer singt?", once=once)
    assert world.conference.anliegen.count() == 2


def test_one_mark_at_the_same_moment_is_one_sheet(real_world):
    world, once = real_world, uuid.uuid4()
    form = {"title": "Wer kocht?", "once": once, "cell": f"{world.first.pk}-{world.aula.pk}"}
    answers = at_the_same_time(*[lambda: Phone(world.ben).sends("anliegen/new", **form) for _ in range(6)])
    assert {answer.status_code for answer in answers} == {302}
    assert where(world.conference.anliegen.get()) == [("Round 1", "Aula")]
    assert broken_promises(world.conference) == []


def test_a_participant_who_floods_is_asked_to_wait_and_keeps_the_text(world, settings):
    settings.SHEETS_A_MINUTE = 5
    for seat, sent in ((world.ben, 302), (world.cleo, 302), (world.hal, 302)):
        for number in range(5):
            assert Phone(seat).sends("anliegen/new", title=f"Wer {number}?").status_code == sent
    answers = [Phone(world.ben).sends("anliegen/new", title="Wer noch?") for _ in range(6)]  # a new minute may begin
    answer = next(each for each in answers if each.status_code == 429)
    assert 'value="Wer noch?"' in plain(answer)
    assert "Wait a minute" in plain(answer)
    assert Phone(world.hal).sends("anliegen/new", title="Oma fragt").status_code == 302


def test_a_browser_with_very_many_seats_still_gets_in(db):
    phone = Client()
    for number in range(40):
        conference, _olga = conferences.start(f"Eine Konferenz mit einem langen Namen {number}")
        code = conference.entrances.get(role=Role.PARTICIPANT).code
        phone.post(f"/j/{code}/", {"name": "Ben"})
        assert len(phone.cookies["seat"].value) < 4000
        assert phone.get(f"/c/{conference.slug}/").status_code == 200
