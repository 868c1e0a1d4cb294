"""The book as a PDF, opened by other programs than the one that made it: what it says, in its order, and to whom."""

import re

import pytest
from django.utils import timezone, translation

from anliegen.exports import whole
from anliegen.exports.book import contents, covers, pictures
from anliegen.record.photos import files
from conference.models import Conference
from tests import books
from tests.prints import Opened

A4, LETTER = (210, 297), (216, 279)


@pytest.fixture
def world(world):
    return books.furnished(world)


def pdf(world, folder, issued=None, **options):
    return Opened((books.made(world, folder, issued=issued, **options) / "book.pdf").read_bytes())


def test_it_holds_the_conference_from_cover_to_cover(world, tmp_path):
    found = pdf(world, tmp_path, books.issue(changes=[["report", 1], ["sheet", 2]]))
    front = found.pages[0]
    for words in ("What grows here?", "Nachbarschaft", "12–13 June 2026", "The old mill", "Edition 2, 14 June 2026"):
        assert words in front
    for words in ("Come, all of you.", "Round 1", "10:00–11:00", "For everybody", "14:00–15:00 Lunch"):
        assert words in found.text
    for words in ("Soup for all", "It is cold", "Linde, Fri 12 Jun, 10:00–11:00", "We cooked.", "Salt?"):
        assert words in found.text
    for words in ("With peas?", "Answer: Yes.", "2 people: Ada", "The kettle", "It was withdrawn."):
        assert words in found.text
    assert found.text.count("1 July 2026") == 2  # in the report, and among all steps
    assert "New Anliegen: 2" in found.text
    assert "New reports: 1" in found.text
    back = found.pages[-1]
    for words in (
        "We meet again on Monday, 14 December 2026",
        "What did we agree?",
        "What has happened since?",
        "What next?",
    ):
        assert words in back
    [(leads, wide)] = found.codes(len(found.pages))
    assert leads == books.LINK
    assert wide >= 25


def test_every_sheet_stands_in_it_by_its_number_but_a_hidden_one(world, tmp_path):
    found = pdf(world, tmp_path)
    titles = [title for level, title in found.headings() if level == 2]
    assert [title for title in titles if "June" not in title] == [
        "1 Wer kocht?",
        "2 Ein Garten für alle",
        "3 Taken back",
    ]
    assert "There is no report." in found.text
    assert "Hidden" not in found.text


def test_it_can_be_heard_and_leafed_through(world, tmp_path):
    found = pdf(world, tmp_path)
    assert found.is_tagged
    assert found.language == "en"
    assert found.title == "The book: What grows here?"
    chapters = [title for level, title in found.headings() if level == 1]
    assert chapters == [
        *("The invitation", "Contents", "The wall as it was run", "Anliegen and reports"),
        *("All next steps, by date", "Who was there", "This edition", "When we meet again"),
    ]
    links = [link for page in found.reader.pages for link in page.get("/Annots", [])]
    assert len(links) > 8
    assert "A kettle on a fire" in described(found)


def described(found):
    """What is said of pictures to those who can't see them."""
    every = [found.reader.get_object(at) for at in range(1, found.reader.trailer["/Size"])]
    return [each["/Alt"] for each in every if isinstance(each, dict) and "/Alt" in each]


def test_its_german_is_german(world, tmp_path):
    Conference.objects.filter(pk=world.conference.pk).update(language="de")
    world.conference.refresh_from_db()
    found = pdf(world, tmp_path)
    assert found.language == "de"
    for words in ("12.–13. Juni 2026", "Ausgabe 2, 14. Juni 2026", "Fr, 12. Jun", "Inhalt", "1. Juli 2026"):
        assert words in found.text
    assert "Wir sehen uns wieder am Montag, 14. Dezember 2026" in found.text


@pytest.mark.parametrize(("paper", "size"), [("a4", A4), ("letter", LETTER)])
def test_its_paper(world, tmp_path, paper, size):
    assert set(pdf(world, tmp_path, books.issue(paper=paper)).sizes) == {size}


def test_each_report_on_a_page_of_its_own_if_wished(world, tmp_path):
    garden = world.conference.anliegen.get(number=2)
    books.reported(garden, "We dug.")
    flowing = pdf(world, tmp_path)
    alone = pdf(world, tmp_path, books.issue(alone=True))
    assert len(alone.pages) == len(flowing.pages) + 1
    assert [page for page in alone.pages if "We dug." in page and "With peas?" in page] == []


def test_without_names_nobody_is_named(world, tmp_path):
    folder = books.made(world, tmp_path, ("pdf", "html", "docx"), names=False)
    for text in everything(folder):
        assert "Wer kocht?" in text
        for name in ("Ben", "Cleo", "Ada", "Zacharias", "Olga"):
            assert name not in text


def test_with_names_stands_who_agreed_and_nobody_else(world, tmp_path):
    for text in everything(books.made(world, tmp_path, ("pdf", "html", "docx"))):
        for name in ("Ben", "Ada", "Zacharias"):
            assert name in text
        assert "Halvard" not in text
        assert "Hidden" not in text


def everything(folder):
    """All that each format says."""
    yield Opened((folder / "book.pdf").read_bytes()).text
    yield re.sub(r"base64,[^\"]+", "", (folder / "book.html").read_text())
    yield books.words_of(folder / "book.docx")


def test_without_photos_or_comments(world, tmp_path):
    found = pdf(world, tmp_path, photos=False, comments=False)
    assert "We cooked." in found.text
    assert "The kettle" not in found.text
    assert "With peas?" not in found.text
    assert not any(page.images for page in found.reader.pages)


def test_only_some_reports_and_still_every_sheet(world, tmp_path):
    books.reported(world.conference.anliegen.get(number=2), "We dug.")
    found = pdf(world, tmp_path, only=(2,))
    assert "We dug." in found.text
    assert "We cooked." not in found.text
    assert "Wer kocht?" in found.text


def test_a_photo_that_is_gone_or_broken_does_not_stop_it(world, tmp_path):
    gone = books.photographed(world.report, 1, books.jpeg(2, 320, 240), caption="Gone")
    half = books.photographed(world.report, 2, books.jpeg(3, 320, 240)[:900], caption="Half")
    for size in files.SIZES:
        files.path(gone.file, gone.kind, size).unlink()
    found = pdf(world, tmp_path)
    assert "The kettle" in found.text
    assert "Gone" not in found.text
    assert "Half" not in found.text
    assert half.file


def test_the_cover_shows_the_conferences_picture(world, tmp_path):
    assert not found_images(pdf(world, tmp_path), 0)
    file = covers.path(Conference(cover="covers/test.jpeg"))
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(books.jpeg(5, 1000, 600))
    Conference.objects.filter(pk=world.conference.pk).update(cover="covers/test.jpeg")
    world.conference.refresh_from_db()
    found = pdf(world, tmp_path)
    assert found_images(found, 0)
    assert "What grows here?" in found.pages[0]
    file.unlink()
    assert not found_images(pdf(world, tmp_path), 0)


def found_images(found, page):
    return list(found.reader.pages[page].images)


def test_heavy_photos_are_made_light(world, tmp_path, monkeypatch):
    monkeypatch.setattr(pictures, "LIGHT", 1)
    report = whole.read(world.conference).reports[0].report
    [small] = pictures.prepare(report.photos, tmp_path)
    assert (small.width, small.height) == (320, 240)
    monkeypatch.setattr(pictures, "PIXELS", 1)
    monkeypatch.setattr(pictures, "LEAST", 100)
    [small] = pictures.prepare(report.photos, tmp_path)
    assert (small.width, small.height) == (100, 75)
    assert small.file.stat().st_size < files.path(report.photos[0].file, "jpeg", "large").stat().st_size


def test_a_wide_wall_is_cut_where_rounds_meet(world):
    from tests.world import add_slot

    for at in range(5):
        add_slot(world.conference, f"Round {at + 4}", 7 + at)
    with translation.override("en"), timezone.override(world.conference.zone):
        told, _photos = contents.contents(whole.read(world.conference), books.issue())
    [first] = told["walls"]  # nothing hung in the later rounds
    assert [each["name"] for each in first["rounds"]] == ["Round 1", "Round 2", "Round 3", "Round 4"]
    assert [row["room"] for row in first["rows"]] == ["Linde"]
