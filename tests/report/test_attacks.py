"""Who may not, and what is too much or makes no sense, over the socket of a report."""

import os
from base64 import b64decode, b64encode
from contextlib import suppress

import pytest
from django.db import transaction
from pycrdt import Array, Doc, Map, Text
from websockets.exceptions import ConnectionClosed

from anliegen.models import Edit, Report
from anliegen.record import attendance, docs, edits, reports
from conference.live import tokens
from conference.models import Seat
from conference.refusal import Refused
from tests.report.page import NOTHING, Page


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


def number(n):
    """A number as updates write it."""
    found = b""
    while n > 127:
        found, n = found + bytes([n & 127 | 128]), n >> 7
    return found + bytes([n])


def lists_in_lists(most, gone=b"\0"):
    """Each stands in the one before."""
    first = bytes([1]) + number(most) + bytes([1, 0, 7, 1, 5]) + b"steps" + b"\0"
    return first + b"".join(bytes([7, 0, 1]) + number(at) + b"\0" for at in range(most - 1)) + gone


def test_what_is_nested_too_deep_does_not_end_the_server(world, soup, sits):
    values = bytes([1, 1, 1, 0, 8, 1, 5]) + b"steps" + b"\1" + b"\x75\1" * 100_000 + b"\x7e\0"
    with sits(world.ben) as ben:
        ben.opens()
        assert ben.sends(values, b"\x00")["status"] == 400
        assert ben.sends(lists_in_lists(80_000, gone=bytes([1, 1, 1, 0, 1])), b"\x00")["status"] == 413
        assert ben.types("Soup")["kept"]
    assert Report.objects.get().happened == "Soup"


def test_lists_in_lists_do_not_add_up(world, soup, sits):
    with sits(world.ben) as ben:
        ben.opens()
        assert ben.sends(lists_in_lists(2_500), b"\x00")["kept"]
        more = bytes([1]) + number(1_000) + bytes([2, 0, 7, 0, 1]) + number(2_499) + b"\0"
        more += b"".join(bytes([7, 0, 2]) + number(at) + b"\0" for at in range(999)) + b"\0"
        assert ben.sends(more, b"\x00")["status"] == 413
        assert "behind" in ben.sends(bytes([1, 1, 3, 5, 7, 0, 9, 9, 0, 0]), b"\x00")


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


def test_a_report_filled_with_what_was_deleted_is_begun_anew(world, soup, sits, monkeypatch):
    steps = [{"id": "a", "who": "Ben", "what": "Peel", "by": ""}]
    reports.write(soup, world.ben, happened="Soup for all", steps=steps)
    monkeypatch.setattr(docs, "BIGGEST", 2_000)
    with sits(world.ben) as ben, sits(world.hal) as hal:
        ben.opens(), hal.opens()
        said = {}
        while "refused" not in said:
            said = ben.types("x" * 200)
            _compact(soup)
        assert "A facilitator can begin it anew" in said["refused"]
        monkeypatch.setattr(docs, "BIGGEST", 1_000)
        with pytest.raises(Refused, match="begin it anew"):
            reports.write(soup, world.ben, happened="Soup")
        happened = Report.objects.get().happened
        versions = Report.objects.get().versions.count()
        monkeypatch.undo()
        report = reports.begin_anew(soup, by=world.ada)
        assert (report.anew, report.happened, report.steps) == (1, happened, steps)
        assert report.versions.count() >= versions
        word = hal.types(" and salt")
        assert (word["status"], "begun anew" in word["refused"]) == (409, True)
        assert ben.opens()["status"] == 409
    assert Report.objects.get().happened == happened
    with sits(world.hal) as hal:
        hal.anew = 1
        hal.opens()
        assert str(hal.text) == happened
        assert "kept" in hal.types("!")
    assert Report.objects.get().happened == happened + "!"


def _compact(sheet):
    with transaction.atomic():
        report = edits.hold(sheet)
        edits.compact(report, edits.opened(report))
