"""The Nachrichtenwand: what hangs there and what never does; read, ask back, add, answer, take in, hide."""

import re

import pytest

from anliegen.collect import sheets
from anliegen.models import Attendance, Comment, Interest, Photo, Reading, Report
from anliegen.news import comments, readings
from anliegen.record import reports
from conference.live.hub import hub
from conference.refusal import Refused
from tests.reporting import hung, page, told_of, wall
from tests.world import Phone, plain, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def sheet(world):
    return hung(world)


def test_a_published_report_hangs_for_everybody(world, sheet):
    text = plain(Phone(world.cleo).get(world.url("news/")))
    for words in ("Wer kocht?", "Ben", "Linde", "– Soup", "– Bread"):
        assert words in text
    assert "**" not in text


def test_a_draft_and_one_that_was_taken_back_hang_nowhere(world, sheet):
    draft = world.writes(world.ben, "Draft")
    reports.write(draft, world.ben, results="Secret")
    assert wall(world.cleo) == [1]
    reports.take_back(sheet, world.ben)
    assert wall(world.cleo) == []
    answer = Phone(world.cleo).get(world.url("news/1/"))
    assert answer.status_code == 404
    assert "does not hang here" in plain(answer)
    assert "Soup" not in plain(answer)


def test_a_hidden_sheets_report_is_seen_nowhere(world, sheet):
    key = world.screen.key
    places = ["news/", "news/1/", f"display/{key}/news/", "facilitate/newsroom/", ""]
    assert "Wer kocht?" in plain(Phone(world.ada).get(world.url("facilitate/newsroom/")))
    assert "Wer kocht?" in plain(Phone(world.cleo).get(world.url(f"display/{key}/news/")))
    sheets.hide(sheet, "An advertisement", by=world.ada)
    for seat in (world.cleo, world.ada, world.olga):
        for path in places:
            text = plain(Phone(seat).get(world.url(path)))
            assert "Soup" not in text, path
            assert "Wer kocht?" not in text, path
    assert Phone(world.cleo).get(world.url("news/1/")).status_code == 404
    assert Phone(world.ada).get(world.url("export/reports.pdf")).status_code == 404


def test_dora_sees_and_does_nothing(world, sheet):
    phone = Phone(world.dora)
    assert phone.get(world.url("news/")).status_code == 403
    for verb, form in (("read", {"on": "on"}), ("comment", {"kind": "ask", "text": "?"})):
        assert phone.post(world.url(f"news/1/{verb}/"), form).status_code == 403
    assert not Reading.objects.exists()
    assert not Comment.objects.exists()


def test_the_newest_first_or_by_number_and_the_address_remembers(world, sheet):
    for title in ("Second", "Third"):
        told_of(world, world.writes(world.cleo, title, conveners=[(world.ben, "Ben")]), results=title)
    assert wall(world.cleo) == [3, 2, 1]
    assert wall(world.cleo, order="number") == [1, 2, 3]
    text = plain(Phone(world.cleo).get(world.url("news/"), {"order": "number"}))
    assert "?show=unread&order=number" in text
    assert wall(world.cleo, order="nonsense", show="'", page="-1") == [3, 2, 1]


def test_only_what_concerns_me(world, sheet):
    marked, there, other = (told_of(world, world.writes(world.ben, title), results=title) for title in "ABC")
    Interest.objects.create(anliegen=marked, seat=world.cleo)
    Attendance.objects.create(anliegen=there, seat=world.cleo, name="Cleo")
    assert wall(world.cleo, show="mine", order="number") == [marked.number, there.number]
    assert wall(world.ben, show="mine", order="number") == [1, 2, 3, 4]
    assert other.number == 4


def test_read_and_unread_again(world, sheet):
    phone = Phone(world.cleo)
    assert wall(world.cleo, show="unread") == [1]
    for _twice in range(2):
        assert phone.sends("news/1/read", on="on").status_code == 302
    assert Reading.objects.count() == 1
    assert wall(world.cleo, show="unread") == []
    assert wall(world.ben, show="unread") == [1]
    assert "✓ Read" in page(world.cleo)
    phone.taps("news/1/read", on="")
    assert wall(world.cleo, show="unread") == [1]
    assert told(world.conference)[0] == "report.published"  # a mark of one's own is no event


def test_a_page_in_the_browser_is_old_once_it_is_read(world, sheet):
    phone = Phone(world.cleo)
    etag = phone.get(world.url("news/1/"))["ETag"]
    assert phone.get(world.url("news/1/"), headers={"if-none-match": etag}).status_code == 304
    readings.mark(Report.objects.get(), by=world.cleo)
    assert phone.get(world.url("news/1/"), headers={"if-none-match": etag}).status_code == 200


def test_markdown_with_scripts_does_nothing(world):
    evil = (
        "<script>alert(1)</script> <img src=x onerror=alert(2)> [one](javascript:alert(3)) "
        "[two](data:text/html,x) ![p](https://example.org/x.png)\n\n# Big\n\n[three](https://example.org)"
    )
    told_of(world, world.writes(world.ben), happened=evil, results=evil, questions=evil)
    text = Phone(world.cleo).get(world.url("news/1/")).content.decode()
    sheet = text[text.index('<article id="report-1"') : text.index("</article>")]
    assert sheet.count("<script") == sheet.count("<img") == 0
    assert set(re.findall(r'href="([^"]*)"', sheet)) == {"https://example.org", "https://example.org/x.png"}
    assert "&lt;script&gt;" in sheet
    assert "<h1>Big" not in sheet
    listed = Phone(world.cleo).get(world.url("news/")).content.decode()
    assert "<img" not in listed
    assert "alert(1)</script>" not in listed


def test_who_was_there_is_named_only_if_they_agreed(world, sheet):
    for name, named in (("Cleo", True), ("Secretive", False), ("Shy", False)):
        Attendance.objects.create(anliegen=sheet, name=name, named=named)
    Report.objects.update(others=5)
    text = page(world.hal)
    assert "Cleo" in text
    assert "and 7 more" in text
    assert "Secretive" not in text


def test_everything_stands_on_it(world, sheet):
    steps = [{"id": "a", "who": "Cleo", "what": "Buy pots", "by": "2026-07-01"}, {"id": "b", "what": "Ask Emil"}]
    reports.write(sheet, world.ben, happened="We *talked*.", questions="How much?", steps=steps)
    photo = {"file": "x", "checksum": "0", "width": 4, "height": 3, "alt": "A pot", "caption": "Our pot"}
    photo = Photo.objects.create(report=Report.objects.get(), **photo)
    text = page(world.cleo)
    for words in ("<em>talked</em>", "<strong>Bread</strong>", "How much?", "Buy pots", "1. July 2026", "Ask Emil"):
        assert words in text
    shown = f'src="{world.url(f"photos/{photo.pk}/small/?v=x")}" alt="A pot"'
    assert shown in text
    assert shown in plain(Phone(world.cleo).get(world.url("news/")))


def test_before_and_after_by_number(world, sheet):
    world.writes(world.ben, "Without a report")
    told_of(world, world.writes(world.ben, "Third"), results="!")
    assert world.url("news/3/") in page(world.cleo, 1)
    assert world.url("news/1/") in page(world.cleo, 3)


def test_the_way_there_is_in_the_navigation_once_there_is_something(world):
    def leads():
        return f'href="{world.url("news/")}"' in plain(Phone(world.cleo).get(world.url()))

    assert not leads()
    world.conference.phase = "groups"
    world.conference.save()
    assert leads()
    world.conference.phase = "market"
    world.conference.save()
    assert not leads()
    told_of(world, world.writes(world.ben), results="!")
    assert leads()


def test_an_empty_wall_says_what_will_hang_there_and_how_to_begin(world):
    world.writes(world.ben)
    assert world.url("anliegen/1/report/") in plain(Phone(world.ben).get(world.url("news/")))
    assert "Here hangs what the groups found out" in plain(Phone(world.cleo).get(world.url("news/")))


DEEDS = {
    "publish": lambda w: reports.publish(w.sheet, w.ben),
    "comment": lambda w: comments.say(w.report, by=w.cleo, kind="ask", text="?"),
    "hide": lambda w: comments.hide(w.comment, by=w.ada),
}


@pytest.mark.parametrize("deed", DEEDS)
def test_news_is_told_after_commit_to_who_must_know(real_world, monkeypatch, deed):
    world, heard = real_world, []
    world.sheet = world.writes(world.ben)
    world.report = reports.write(world.sheet, world.ben, results="!")
    if deed != "publish":
        reports.publish(world.sheet, world.ben)
        world.comment = comments.say(world.report, by=world.cleo, kind="add", text="!")
    monkeypatch.setattr(hub, "tell", lambda news: heard.append((news, Report.objects.count())))
    DEEDS[deed](world)
    [(news, _rows)] = heard
    assert "report-1" in news["stale"]
    assert ("reports" in news["stale"]) == (deed == "publish")
    assert world.ben.pk in dict(news["seats"])


def test_what_was_refused_is_told_to_nobody(real_world, monkeypatch):
    heard = []
    monkeypatch.setattr(hub, "tell", heard.append)
    sheet = real_world.writes(real_world.ben)
    heard.clear()
    with pytest.raises(Refused):
        reports.publish(sheet, real_world.ben)
    assert heard == []
