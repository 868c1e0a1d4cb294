"""Typing into a report over the socket: who may, what is refused, and that nobody else is disturbed by it."""

import json
import os
import subprocess
import sys
import time
from base64 import b64decode, b64encode
from contextlib import ExitStack, contextmanager, suppress

import pytest
from django.conf import settings
from django.db import connection
from pycrdt import Array, Doc, Map, Text
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from anliegen.models import Edit, Report
from anliegen.record import attendance, edits, reports, writing
from conference.entrance import seats
from conference.live import orders, tokens
from conference.live.hub import hub
from conference.models import Role, Seat
from tests import world as worlds
from tests.bench.servers import free_port
from tests.live.conftest import Listener

NOTHING = b64encode(b"\x00").decode()


@pytest.fixture
def world(house):
    return worlds.build()


@pytest.fixture
def soup(world):
    return world.writes(world.ben)


def token(seat):
    return tokens.issue(seat.conference.pk, seat.conference.slug, seat.pk, "en", tokens.mark(seat.key))


class Page:
    """A page that types into a report, as ours does."""

    def __init__(self, listener, number=1):
        self.connection, self.number, self.n = listener.connection, number, 0
        self.doc = Doc()
        self.text = self.doc.get("happened", type=Text)
        self.doc.get("steps", type=Array)
        self.said = []

    def order(self, do, **content):
        self.connection.send(json.dumps({"kind": "report", "do": do, "of": self.number, **content}))

    def hears(self, *names):
        """Return the next word that has one of these."""
        while True:
            word = json.loads(self.connection.recv(5))
            if word.get("kind") != "report":
                continue
            self.said.append(word)
            if "update" in word:
                self.doc.apply_update(b64decode(word["update"]))
            if any(name in word for name in names):
                return word

    def opens(self):
        self.order("open", has=b64encode(self.doc.get_state()).decode())
        return self.hears("has", "refused")

    def types(self, letters):
        before = self.doc.get_state()
        self.text += letters
        return self.sends(self.doc.get_update(before))

    def sends(self, update, reach=None):
        self.n += 1
        reach = b64encode(self.doc.get_state() if reach is None else reach).decode()
        self.order("edit", n=self.n, update=b64encode(update).decode(), reach=reach)
        return self.hears("kept", "refused", "behind")


@pytest.fixture
def sits(house, world):
    """Return sits(seat): a page of that seat, to be used as a context."""

    @contextmanager
    def sits(seat, number=1, **options):
        with house.listener(seat.conference, token=token(seat), **options) as listener:
            yield Page(listener, number)

    return sits


def wait_for(true, timeout=8):
    deadline = time.monotonic() + timeout
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.02)


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


def test_who_may_not_write_neither_reads_nor_writes_here(world, soup, sits):
    reports.write(soup, world.ben, happened="Secret")
    with sits(world.cleo) as cleo:
        word = cleo.opens()
        assert "Only who was in the group of #1 writes" in word["refused"]
        assert cleo.said == [word]
        cleo.text += "Mine"
        cleo.order("edit", n=1, update=b64encode(cleo.doc.get_update()).decode(), reach=NOTHING)
        with pytest.raises(TimeoutError):
            cleo.connection.recv(0.4)
        attendance.come(soup, world.cleo)
        cleo.doc, cleo.text = Doc(), None
        cleo.opens()
        assert str(cleo.doc.get("happened", type=Text)) == "Secret"
    assert Report.objects.get().happened == "Secret"


def test_who_may_no_longer_write_is_refused_from_then_on(world, soup, sits):
    attendance.come(soup, world.cleo)
    with sits(world.cleo) as cleo:
        cleo.opens()
        cleo.types("Soup")
        attendance.take_out(soup, world.cleo, soup.attendances.get().pk)
        assert cleo.types(" and salt")["status"] == 403
    assert Report.objects.get().happened == "Soup"


@pytest.mark.parametrize("end", ["renewed", "removed"])
def test_an_old_key_writes_no_more(world, soup, sits, end):
    attendance.come(soup, world.cleo)
    with sits(world.cleo) as cleo:
        cleo.opens()
        if end == "renewed":
            Seat.objects.filter(pk=world.cleo.pk).update(key="another")
        else:
            Seat.objects.filter(pk=world.cleo.pk).delete()
        assert cleo.types("Soup")["status"] == 403
    assert not Report.objects.exists()


def test_doras_socket_does_not_reach_our_report(world, soup, sits, house):
    with sits(world.dora) as dora:
        assert dora.opens()["has"], "her own sheet has the same number"
        dora.types("Dora was here")
    assert not Report.objects.filter(anliegen=soup).exists()
    forged = tokens.issue(world.conference.pk, world.conference.slug, world.dora.pk, "en", tokens.mark(world.dora.key))
    with house.listener(world.conference, token=forged, greeted=False) as listener:
        dora = Page(listener)
        with suppress(ConnectionClosed):  # the hub may have shown her out before
            assert dora.opens()["status"] == 403
    assert not Report.objects.filter(anliegen=soup).exists()


def test_a_screen_does_not_write(world, soup, sits):
    with sits(world.screen) as screen:
        assert screen.opens()["status"] == 403


GARBAGE = [b"", b"\x00", b"garbage", b"\xff" * 40, b"\x01\xff\xff\xff\xff\x0f", os.urandom(300)]


def test_garbage_is_refused_and_breaks_nothing(world, soup, sits):
    with sits(world.ben) as ben:
        ben.opens()
        ben.types("Soup")
        for some in GARBAGE:
            assert "refused" in ben.sends(some), some
        for order in (
            "{",
            "[]",
            "{}",
            '{"kind": 7}',
            '{"kind": "report"}',
            '{"kind": "report", "of": "x", "do": "open"}',
        ):
            ben.connection.send(order)
        ben.order("edit", update=7, reach=NOTHING)
        assert "refused" in ben.hears("refused")
        ben.order("open", has="not base64")
        assert "refused" in ben.hears("refused")
        assert ben.types("!")["kept"]
    assert Report.objects.get().happened == "Soup!"


def test_other_shapes_than_a_reports_are_refused(world, soup, sits):
    with sits(world.ben) as ben:
        ben.opens()
        other = Doc()
        evil = other.get("evil", type=Text)
        evil += "hidden"
        assert ben.sends(other.get_update(), b"\x00")["status"] == 400
        many = Doc()
        rows = many.get("steps", type=Array)
        for at in range(120):
            rows.append(Map({"id": str(at), "what": Text("x")}))
        assert ben.sends(many.get_update(), b"\x00")["status"] == 413
        odd = Doc()
        rows = odd.get("steps", type=Array)
        for each in (1, None, "x", [1, {"a": 2}], Map({"id": 7, "who": 3.5, "what": "plain", "by": "2026-99-99"})):
            rows.append(each)
        assert ben.sends(odd.get_update(), b"\x00")["kept"]
    assert Report.objects.get().steps == [{"id": "row-0", "who": "", "what": "plain", "by": ""}]


def test_too_long_a_text_gets_a_sentence_and_can_be_shortened(world, soup, sits):
    with sits(world.ben) as ben:
        ben.opens()
        assert ben.types("a" * 200_000)["kept"]
        state = ben.doc.get_state()
        ben.text += "more"
        word = ben.sends(ben.doc.get_update(state))
        assert "At most 200,000 letters" in word["refused"]
        assert len(Report.objects.get().happened) == 200_000
        del ben.text[0:10]
        assert ben.sends(ben.doc.get_update(state))["kept"]
        assert len(Report.objects.get().happened) == 199_994


def test_what_follows_on_something_refused_is_asked_for_again(world, soup, sits):
    with sits(world.ben) as ben:
        ben.opens()
        ben.types("a")
        ben.text += "b"  # never sent
        state = ben.doc.get_state()
        ben.text += "c"
        word = ben.sends(ben.doc.get_update(state))
        assert "behind" in word
        assert ben.sends(ben.doc.get_update(b64decode(word["behind"])))["kept"]
    assert Report.objects.get().happened == "abc"


def test_ten_megabytes_end_the_socket(world, soup, sits):
    with sits(world.ben) as ben:
        ben.opens()
        ben.order("edit", n=1, update="A" * 10_000_000, reach=NOTHING)
        with pytest.raises(ConnectionClosed) as closed:
            ben.hears("kept", "refused")
        assert closed.value.rcvd.code == 1009
    assert not Edit.objects.exists()


def test_who_only_listens_sends_nothing_long(world, soup, sits):
    with sits(world.cleo) as cleo:
        cleo.order("open", has="A" * 5000)
        with pytest.raises(ConnectionClosed) as closed:
            cleo.connection.recv(5)
        assert closed.value.rcvd.code == 1009


def floods(page):
    for _ in range(300):
        page.order("here", part="results")
    while True:
        page.connection.recv(5)


def test_a_flood_ends_the_socket(world, soup, sits):
    with sits(world.ben) as ben:
        ben.opens()
        with pytest.raises(ConnectionClosed) as closed:
            floods(ben)
        assert closed.value.rcvd.code == 1008
    with sits(world.ben) as ben:
        assert ben.opens()["has"]


def test_too_many_bytes_in_a_short_time_wait(world, soup, sits):
    with sits(world.ben) as ben:
        ben.opens()
        for _ in range(4):
            ben.order("edit", n=1, update="A" * 1_300_000, reach=NOTHING)
            word = ben.hears("kept", "refused")
        assert word["status"] == 429
        assert "in a short time" in word["refused"]


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


def test_who_only_listens_costs_nothing_of_this(house, world, monkeypatch, tell):
    def guest(*_words):
        raise AssertionError("a page that only listens became a guest")

    monkeypatch.setattr(orders, "Guest", guest)
    with house.listener(world.conference, token=token(world.cleo)) as cleo:
        cleo.connection.send("ping")
        assert cleo.connection.recv(5).startswith("pong")
        version = world.conference.events.count()
        tell(world.conference, version, version + 1)
        assert cleo.hear()["version"] == version + 1


@pytest.mark.redis
def test_what_is_typed_in_another_process_comes_through_redis(world, soup, sits):
    with sits(world.ben) as ben:
        ben.opens()
        elsewhere = Doc()
        text = elsewhere.get("happened", type=Text)
        text += "From afar"
        update = b64encode(elsewhere.get_update()).decode()
        word = {"conference": world.conference.pk, "kind": "report", "of": 1, "update": update, "by": ""}
        serving, hub.loop = hub.loop, None  # as in a process that serves nobody
        hub.spread(world.conference.pk, {"type": "word", "word": word, "process": "another"})
        hub.loop = serving
        ben.hears("update")
        assert str(ben.text) == "From afar"


@pytest.mark.redis
@pytest.mark.postgres
def test_two_processes_serve_one_report(world, soup, tmp_path):
    """Eight pages, so that hardly ever all of them are in one process."""
    port = free_port()
    address = f"ws://127.0.0.1:{port}/ws/c/{world.conference.slug}/?token={token(world.ben)}"
    here = connection.settings_dict
    database = f"postgres://{here['USER']}:{here['PASSWORD']}@{here['HOST']}:{here['PORT']}/{here['NAME']}"
    said = (tmp_path / "said").open("w")
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "conference.settings", "DATABASE_URL": database}
    environment |= {"ANLIEGENWAND_DATA": str(tmp_path), "SECRET_KEY": settings.SECRET_KEY}
    words = [sys.executable, "manage.py", "start", "--workers", "2", "--host", "127.0.0.1", "--port", str(port)]
    process = subprocess.Popen(words, cwd=settings.CODE, env=environment, stdout=said, stderr=said)
    try:
        wait_for(lambda: serves(port), 60)
        with ExitStack() as stack:
            pages = [Page(Listener(stack.enter_context(connect(address, proxy=None)))) for _ in range(8)]
            for page in pages:
                page.opens()
            for page in pages:
                page.types("x")
            for page in pages:
                while len(str(page.text)) < 8:
                    page.hears("update")
        wait_for(lambda: Report.objects.get().versions.exists())
        assert Report.objects.get().happened == "x" * 8
    finally:
        process.terminate()
        process.wait(20)
        said.close()


def serves(port):
    try:
        with connect(f"ws://127.0.0.1:{port}/ws/c/x/?token=x", proxy=None):
            return True
    except OSError:
        return False
