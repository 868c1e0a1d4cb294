"""Printed reports, opened by other programs: what they say, where their codes lead, what they must not say."""

import pytest
from PIL import Image

from anliegen.exports.paper import printer
from anliegen.models import Attendance, Photo, Report
from anliegen.record import reports
from anliegen.record.photos import files
from anliegen.wall import moves
from tests.prints import opened, squeezed
from tests.world import Phone, plain

pytestmark = pytest.mark.django_db
A3, A4 = (297, 420), (210, 297)
TEXT = """## Three ways

We *all* said **yes** to `soup`. <script>alert(1)</script> #let x = 1 $y$ [home](https://example.org/a/long/way/home)

- Pots
  1. large
  2. small

> Whoever cooks, eats.

| Who | What |
|---|---|
| Cleo | Donaudampfschifffahrtsgesellschaftskapitänsmütze |
"""


@pytest.fixture(autouse=True)
def _no_old_prints():
    printer.jobs.clear()


@pytest.fixture
def world(world):
    """The reports of 1 and 3 hang; that of 2 is being written."""
    for at in (1, 2, 3):
        sheet = world.writes(world.ben, f"Wer kocht {at}?")
        reports.write(sheet, world.ben, happened=TEXT, results=f"Result {at}", questions="How much?")
        if at != 2:
            reports.publish(sheet, world.ben)
    first = world.conference.anliegen.get(number=1)
    moves.pin(first, world.first, world.linde, by=world.ben)
    for name, named in (("Cleo", True), ("Secretive", False)):
        Attendance.objects.create(anliegen=first, name=name, named=named)
    return world


def prints(world, **options):
    return opened(Phone(world.hal).get(world.url("export/reports.pdf"), options))


@pytest.mark.parametrize(("size", "page"), [("a3", A3), ("a4", A4)])
def test_each_report_is_a_page_that_leads_to_the_living_one(world, size, page):
    steps = [{"id": "a", "who": "Cleo", "what": "Buy pots", "by": "2026-07-01"}]
    reports.write(world.conference.anliegen.get(number=1), world.ben, steps=steps)
    found = prints(world, size=size)
    assert found.sizes == [page] * 2
    assert found.is_tagged
    for words in ("Wer kocht 1?", "Ben", "Linde", "10:00–11:00", "We all said yes to soup.", "Whoever cooks, eats."):
        assert words in found.pages[0]
    for words in ("Pots", "1. large", "Buy pots", "1. Jul", "How much?", "Result 1", "Cleo and 1 more"):
        assert words in found.pages[0]
    assert "Secretive" not in found.text
    for at, number in enumerate((1, 3), 1):
        [(leads, wide)] = found.codes(at)
        assert leads == "http://testserver" + world.url(f"news/{number}/")
        assert wide >= 25
    assert [title for level, title in found.headings() if level == 1] == ["1 Wer kocht 1?", "3 Wer kocht 3?"]


def test_texts_of_people_are_text(world):
    text = prints(world, numbers="1").pages[0]
    assert "<script>alert(1)</script> #let x = 1 $y$" in text
    assert squeezed("Donaudampfschifffahrtsgesellschaftskapitänsmütze") in squeezed(text)


def test_a_link_leads_where_it_says(world):
    page = prints(world, numbers="1").reader.pages[0]
    links = [note.get_object()["/A"]["/URI"] for note in page["/Annots"] if "/A" in note.get_object()]
    assert set(links) == {"https://example.org/a/long/way/home"}


def test_by_number(world):
    assert "Wer kocht 3?" in prints(world, numbers="2-3").text
    assert len(prints(world, numbers="2-3").pages) == 1
    refused = Phone(world.hal).get(world.url("export/reports.pdf"), {"numbers": "2"})
    assert refused.status_code == 404
    assert "No such report hangs yet" in plain(refused)
    assert Phone(world.hal).get(world.url("export/reports.pdf"), {"numbers": "x"}).status_code == 422


def test_photos_are_printed_and_what_is_lost_is_left_out(world, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    report = Report.objects.get(anliegen__number=1)
    for at, name in enumerate(("here", "lost")):
        more = {"file": name, "position": at, "checksum": "0", "width": 80, "height": 60, "caption": f"Photo {name}"}
        Photo.objects.create(report=report, alt="A pot", **more)
    path = files.path("here", "jpeg", "large")
    path.parent.mkdir(parents=True)
    Image.new("RGB", (80, 60), "teal").save(path)
    found = prints(world, numbers="1")
    assert len(found.reader.pages[0].images) == 1
    assert "Photo here" in found.text
    assert "Photo lost" not in found.text
    assert found.is_tagged


def test_a_long_report_takes_the_pages_it_needs(world):
    sheet = world.conference.anliegen.get(number=3)
    reports.write(sheet, world.ben, results="\n\n".join(f"Paragraph {at}. " + "word " * 60 for at in range(40)))
    found = prints(world, numbers="3")
    assert len(found.pages) > 2
    assert "Paragraph 39." in found.text
    assert "Continued: 3 Wer kocht 3?" in found.pages[1]
