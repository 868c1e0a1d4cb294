"""Editions: issued by facilitators, made beside the server, kept one by one; who may read them, and what goes wrong."""

import io
import subprocess
import sys
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from docx import Document

from anliegen.exports import archive, whole
from anliegen.exports.book import editions, press
from anliegen.models import Attendance, Edition, Photo
from anliegen.record import reports
from conference.refusal import Refused
from tests import books
from tests.prints import Opened
from tests.world import Phone, plain, told

CHOSEN = {"names": True, "photos": True, "comments": True, "alone": False, "only": None, "paper": "a4"}


@pytest.fixture
def world(world):
    return books.furnished(world)


def issued(world, **chosen):
    """Return the next edition, made."""
    _log, edition = editions.issue(world.conference, CHOSEN | chosen, by=world.ada, link=books.LINK)
    editions.make(edition, books.LINK)
    return edition


def test_a_facilitator_issues_the_book_and_everybody_with_a_seat_reads_it(world):
    edition = issued(world)
    assert (edition.number, edition.state, edition.progress) == (1, "done", 100)
    assert told(world.conference)[:2] == ("book.issued", world.ada)
    assert edition.changes == []
    phone = Phone(world.cleo)
    assert "Edition 1" in plain(phone.get(world.url("book/")))
    answers = {kind: phone.get(world.url(f"export/book.{kind}")) for kind in ("pdf", "html", "docx")}
    assert {answer.status_code for answer in answers.values()} == {200}
    assert "We cooked." in Opened(body(answers["pdf"])).text
    assert answers["html"]["Content-Security-Policy"].startswith("default-src 'none'")
    assert "script-src" not in answers["html"]["Content-Security-Policy"]
    assert "We <strong>cooked</strong>." in body(answers["html"]).decode()
    assert body(answers["docx"])[:2] == b"PK"
    assert answers["docx"]["Content-Disposition"] == 'attachment; filename="nachbarschaft-1.docx"'


def body(answer):
    return b"".join(answer.streaming_content)


def test_the_files_lie_where_nobody_guesses_them(world):
    edition = issued(world)
    [folder] = {editions.path(edition, kind).parent for kind in editions.KINDS}
    assert folder.parent == settings.MEDIA_ROOT / "books"
    assert len(folder.name) >= 20


def test_the_next_edition_says_what_changed_and_the_first_stays(world):
    first = issued(world)
    before = editions.path(first, "pdf").read_bytes()
    garden = world.conference.anliegen.get(number=2)
    books.reported(garden, "We dug.")
    books.photographed(world.report, 1, books.jpeg(2, 320, 240))
    world.writes(world.ben, "Late, and welcome")
    soup = world.conference.anliegen.get(number=1)
    reports.write(soup, by=world.ben, questions="Pepper?")
    second = issued(world)
    assert second.changes == [["changed", 1], ["photos", 1], ["report", 2], ["sheet", 5]]
    phone = Phone(world.cleo)
    found = Opened(body(phone.get(world.url("export/book.pdf")))).text
    for words in ("New Anliegen: 5", "New reports: 2", "Changed reports: 1", "Other photos: 1", "Pepper?"):
        assert words in found
    assert body(phone.get(world.url("book/1/book.pdf"))) == before
    reports.take_back(garden, by=world.ada)
    assert issued(world).changes == [["gone", 2]]


def test_an_organiser_takes_an_edition_away_for_good(world, django_capture_on_commit_callbacks):
    first, second = issued(world), issued(world)
    folder = editions.path(second, "pdf").parent
    organiser, phone = Phone(world.olga), Phone(world.cleo)
    assert "Take edition 2 away" in plain(organiser.get(world.url("book/")))
    assert "Take edition 2 away" not in plain(Phone(world.ada).get(world.url("book/")))
    with django_capture_on_commit_callbacks(execute=True):
        assert organiser.sends("book/2/take-away").status_code == 302
    assert not folder.exists()
    assert told(world.conference)[:2] == ("book.taken-away", world.olga)
    assert phone.get(world.url("book/2/book.pdf")).status_code == 404
    assert "Edition 2 was taken away." in plain(phone.get(world.url("book/")))
    assert "nachbarschaft-1.pdf" in phone.get(world.url("export/book.pdf"))["Content-Disposition"]
    assert editions.path(first, "pdf").exists()
    assert organiser.sends("book/2/take-away").status_code == 409
    assert issued(world).number == 3
    Photo.objects.all().delete()  # here they only look like some
    there = archive.load(io.BytesIO(archive.dump(world.conference)))
    assert [bool(each.files) for each in there.editions.all()] == [True, False, True]


def test_what_is_left_out_by_choice_is_left_out(world):
    edition = issued(world, names=False, photos=False, only=[2])
    assert edition.options["names"] is False
    text = Opened(editions.path(edition, "pdf").read_bytes()).text
    assert "We cooked." not in text
    assert "Ada" not in text
    assert "without names · without photos · some reports" in plain(Phone(world.cleo).get(world.url("book/")))


def test_only_one_is_made_at_a_time(world):
    editions.issue(world.conference, CHOSEN, by=world.ada, link=books.LINK)
    with pytest.raises(Refused, match="being made right now"):
        editions.issue(world.conference, CHOSEN, by=world.olga, link=books.LINK)


def test_no_book_of_nothing(world):
    other = world.other.conference
    other.anliegen.all().delete()
    with pytest.raises(Refused, match="There is no sheet yet"):
        editions.issue(other, CHOSEN, by=world.dora, link=books.LINK)


def test_one_that_fails_says_so_and_is_made_again(world, monkeypatch):
    monkeypatch.setattr(press, "PATIENCE", 0.05)  # seconds: nothing is set in that time
    edition = issued(world)
    assert edition.state == "failed"
    assert editions.done(world.conference).count() == 0
    assert "Edition 1 could not be made." in plain(Phone(world.ada).get(world.url("book/")))
    assert "could not be made" not in plain(Phone(world.cleo).get(world.url("book/")))
    assert Phone(world.cleo).get(world.url("export/book.pdf")).status_code == 404
    monkeypatch.setattr(press, "PATIENCE", 300)
    assert Phone(world.ada).sends("book/1/again").status_code == 302
    edition.refresh_from_db()
    editions.make(edition, books.LINK)
    assert editions.done(world.conference).get().number == 1
    with pytest.raises(Refused, match="This edition is done"):
        editions.again(edition, by=world.ada, link=books.LINK)


def test_after_a_killed_server_nobody_waits_for_ever(world):
    long_ago = timezone.now() - timedelta(seconds=40)
    edition = world.conference.editions.create(number=1, state="making", alive_at=long_ago, progress=40)
    assert editions.state(edition) == Edition.State.FAILED
    page = plain(Phone(world.ada).get(world.url("book/")))
    assert "Edition 1 could not be made." in page
    assert "Try again" in page
    assert Phone(world.ada).sends("book/1/again").status_code == 302
    edition.refresh_from_db()
    assert editions.state(edition) == Edition.State.WAITING


def test_the_press_tells_how_far_it_is_and_ends_when_nobody_listens(world, tmp_path):
    heard = []
    press.run(press.Job(whole.read(world.conference), books.issue(), ("pdf",), tmp_path), heard.append)
    assert heard == sorted(heard)
    assert heard[0] < 10
    words = [sys.executable, "-m", "anliegen.exports.book.making"]
    process = subprocess.Popen(words, cwd=settings.CODE, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdout.readline()
    process.stdout.close()  # as when the server is killed; its work never comes
    assert process.wait(20) == 1
    process.stdin.close()


def test_what_somebody_types_instead_of_numbers_gets_a_sentence(world):
    phone = Phone(world.ada)
    for typed, said in (("one", "Write numbers with commas between"), ("99", "No sheet has one of these numbers.")):
        answer = phone.sends("book/issue", paper="a4", only=typed)
        assert answer.status_code == 422
        assert said in plain(answer)
        assert typed in plain(answer)
    assert phone.sends("book/issue", paper="a5").status_code == 422
    assert not world.conference.editions.exists()
    assert phone.sends("book/issue", paper="letter", only="1-5, 8", names="on").status_code == 302
    chosen = world.conference.editions.get().options
    assert chosen["only"] == [1, 2, 3]
    assert (chosen["names"], chosen["photos"], chosen["paper"]) == (True, False, "letter")


def test_a_draft_is_looked_at_and_leaves_no_trace(world):
    answer = Phone(world.ada).get(world.url("book/draft.pdf"))
    found = Opened(answer.content)
    assert answer["Content-Disposition"] == 'inline; filename="nachbarschaft-draft.pdf"'
    assert "Draft of" in found.pages[0]
    assert "We cooked." in found.text
    assert not world.conference.editions.exists()


def test_a_draft_of_a_conference_in_which_nothing_has_happened_yet(world):
    other = world.other
    other.conference.anliegen.all().delete()
    other.conference.slots.all().delete()
    answer = Phone(other.dora).get(f"/c/{other.conference.slug}/book/draft.pdf")
    assert "Garten" in Opened(answer.content).pages[0]


def test_the_cover_is_put_on_and_taken_away(world):
    olga = Phone(world.olga)
    logo = SimpleUploadedFile("logo.jpg", books.jpeg(4, 320, 240))
    answer = olga.post(world.url("book/cover/put/"), {"picture": logo})
    assert answer.status_code == 302
    world.conference.refresh_from_db()
    file = settings.MEDIA_ROOT / world.conference.cover
    assert told(world.conference)[:2] == ("conference.covered", world.olga)
    assert file.is_file()
    assert body(Phone(world.cleo).get(world.url("book/cover/"))) == file.read_bytes()
    broken = SimpleUploadedFile("logo.jpg", b"no picture")
    assert olga.post(world.url("book/cover/put/"), {"picture": broken}).status_code == 422
    assert olga.sends("book/cover/take-away").status_code == 302
    assert olga.sends("book/cover/take-away").status_code == 409
    assert Phone(world.cleo).get(world.url("book/cover/")).status_code == 404


def test_the_first_page_leads_to_the_book_once_it_is_there(world):
    assert "The book is here" not in plain(Phone(world.cleo).get(world.url()))
    issued(world)
    assert "The book is here" in plain(Phone(world.cleo).get(world.url()))


def test_the_setup_asks_for_place_and_follow_up(world):
    fields = {"name": "Nachbarschaft", "language": "en", "time_zone": "Europe/Berlin", "starts_on": "2026-06-12"}
    phone = Phone(world.olga)
    assert phone.sends("setup/about", **fields, place="The barn", follow_up_on="2026-05-01").status_code == 422
    assert phone.sends("setup/about", **fields, place="The barn", follow_up_on="2026-11-01").status_code == 302
    world.conference.refresh_from_db()
    assert (world.conference.place, str(world.conference.follow_up_on)) == ("The barn", "2026-11-01")


def test_the_conference_in_pictures_stands_in_the_book_if_wished(world):
    for sheet in world.conference.anliegen.filter(withdrawn_at=None):
        Attendance.objects.create(anliegen=sheet, name="Quiet")
    plain_one, with_pictures = issued(world), issued(world, charts=True)
    assert "How full the rooms were" not in Opened(editions.path(plain_one, "pdf").read_bytes()).text
    made = Opened(editions.path(with_pictures, "pdf").read_bytes())
    assert "The conference in pictures" in made.text
    assert "Quiet" not in made.text
    page = editions.path(with_pictures, "html").read_text()
    assert 'alt="How full the rooms were. Most people in one room' in page
    word = Document(editions.path(with_pictures, "docx"))
    assert "How full the rooms were" in [each.text for each in word.paragraphs]
