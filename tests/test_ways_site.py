"""site.zip: the whole conference as pages in a folder; tests/browser/test_site.py opens it."""

import io
import re
import zipfile
from datetime import UTC, datetime
from html.parser import HTMLParser
from posixpath import dirname, join, normpath

import pytest
from PIL import Image

from anliegen.collect import sheets
from anliegen.exports import archive
from anliegen.exports.site import making
from anliegen.models import Anliegen, Attendance, Comment, Photo, Report
from anliegen.record.photos import files
from anliegen.wall import moves
from conference.entrance import seats
from conference.live import later
from conference.models import Role
from conference.refusal import Refused
from conference.setup import conferences
from tests import tpac
from tests.schedules import NUL
from tests.world import Phone

pytestmark = pytest.mark.django_db
EVIL = f"<script>alert(1)</script> ]]> =cmd|'/C calc'!A0 {NUL}\ufffe"


@pytest.fixture
def wall(world):
    """Cleo's 1 hangs and has a report with a photo; Ben's 2 is parked, 3 is hidden; its words are secret."""
    world.garden = world.writes(world.cleo, "Ein Garten", goal="Beans & peas")
    world.parked, world.hidden = world.writes(world.ben, "Parked"), world.writes(world.ben, "Secret")
    moves.pin(world.garden, world.first, world.aula, by=world.cleo)
    Anliegen.objects.filter(pk=world.hidden.pk).update(hidden_why="rude")
    told(world.garden, world)
    told(world.hidden, world)
    return world


def told(sheet, world, **parts):
    """Give a sheet a published report: Ben agreed to be named, Hal did not, one more came."""
    texts = {"happened": "We **dug**.", "results": "- Beans\n- Peas", "others": 1, **parts}
    steps = [{"id": "1", "who": "Ben", "what": "Buy spades", "by": "2026-07-01"}]
    report = Report.objects.create(anliegen=sheet, steps=steps, published_at=datetime.now(UTC), **texts)
    Attendance.objects.create(anliegen=sheet, seat=world.ben, name="Ben", named=True)
    Attendance.objects.create(anliegen=sheet, seat=world.hal, name="Hal", named=False)
    Comment.objects.create(report=report, name="Emil", kind="ask", text="When?", answer="Soon")
    photo(report, f"of-the-site-{sheet.pk}")
    return report


def photo(report, name, **about):
    for size, side in (("large", 192), ("small", 48)):
        path = files.path(name, "jpeg", size)
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.new("RGB", (side, side), "green").save(path, "JPEG")
    kept = {"checksum": "0", "width": 192, "height": 192, "alt": "A bed of beans", "caption": "Spring", **about}
    return Photo.objects.create(report=report, file=name, **kept)


def fetched(world, seat=None, **fields):
    """Return the site as that seat gets it."""
    answer = Phone(seat or world.ada).get(world.url("export/site.zip"), fields, headers={"Accept-Encoding": "gzip"})
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/zip"
    assert "Content-Encoding" not in answer
    archived = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    assert archived.testzip() is None
    return archived


def text(site):
    """All that stands in its pages and in what the search reads."""
    return "".join(site.read(name).decode() for name in site.namelist() if name.endswith(("html", "sheets.js")))


class Links(HTMLParser):
    """Collects where a page leads, and what it loads."""

    def __init__(self, page):
        super().__init__()
        self.found = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.found += [(tag, value) for name, value in attrs if name in ("href", "src", "action") and value]


def broken(site):
    """Return what leads nowhere in the site, or is loaded from elsewhere."""
    names, wrong = set(site.namelist()), []
    for page in names:
        if page.endswith(".html"):
            for tag, link in Links(site.read(page).decode()).found:
                inside = normpath(join(dirname(page), link.partition("#")[0] or page.rpartition("/")[2]))
                outside = tag == "a" and re.match("https?:|mailto:", link)
                if not outside and not link.startswith("data:") and inside not in names:
                    wrong.append((page, link))
        elif page.endswith(".css"):
            wrong += re.findall(r"url\((?!\"?data:)[^)]*\)|@import", site.read(page).decode())
    return wrong


def test_holds_the_wall_each_sheet_its_report_and_its_photos(wall):
    site = fetched(wall)
    assert broken(site) == []
    garden = site.read("anliegen/1.html").decode()
    for said in (
        "Beans &amp; peas",
        "We <strong>dug</strong>.",
        "<li>Beans</li>",
        "Buy spades",
        "Aula",
        "When?",
        "Soon",
    ):
        assert said in garden
    assert "by July 1, 2026" in garden
    assert 'alt="A bed of beans"' in garden
    assert Image.open(io.BytesIO(site.read("photos/1-1-large.jpeg"))).size == (192, 192)
    assert "Ben and 2 more" in re.sub(r"<[^>]+>", "", garden)
    assert "Buy spades" in site.read("steps.html").decode()
    assert "Ben" in site.read("people.html").decode()
    assert "Parked" in site.read("index.html").decode()
    for name in ("minisearch-LICENSE.txt", "snowball-LICENSE.txt"):
        assert f"look/{name}" in site.namelist()


def test_what_is_hidden_is_nowhere_and_who_did_not_agree_is_not_named(wall):
    assert "Secret" in wall.hidden.title
    site = fetched(wall, wall.olga)
    assert "Secret" not in text(site)
    assert "anliegen/3.html" not in site.namelist()
    assert not any(name.startswith("photos/3") for name in site.namelist())
    assert "Hal" not in text(site)


def test_without_names_photos_or_comments(wall):
    assert all(name in text(fetched(wall)) for name in ("Cleo", "Ben", "Emil"))
    site = fetched(wall, names="no")
    assert not any(name in text(site) for name in ("Cleo", "Ben", "Emil"))
    assert "people.html" not in site.namelist()
    assert broken(site) == []
    assert not any(name.startswith("photos/") for name in fetched(wall, photos="no").namelist())
    assert "When?" not in text(fetched(wall, comments="no"))


def test_merged_and_withdrawn_sheets_stay_and_say_so(wall):
    gone, kept = wall.writes(wall.ben, "Beete"), wall.garden
    Anliegen.objects.filter(pk=gone.pk).update(withdrawn_at=datetime.now(UTC), merged_into=kept)
    Anliegen.objects.filter(pk=wall.parked.pk).update(withdrawn_at=datetime.now(UTC))
    site = fetched(wall)
    assert "merged into #1" in site.read("anliegen/4.html").decode()
    assert "withdrawn" in site.read("anliegen/2.html").decode()
    assert "Merged or withdrawn" in site.read("index.html").decode()
    assert broken(site) == []
    Anliegen.objects.filter(pk=kept.pk).update(hidden_why="rude")
    assert broken(fetched(wall)) == []


def test_what_people_write_is_text(wall):
    report = Report.objects.get(anliegen=wall.garden)
    link = "[a](javascript:alert(1)) <img src=x onerror=alert(1)> ![p](http://example.org/p.png)"
    Report.objects.filter(pk=report.pk).update(
        happened=f"{EVIL} {link}", steps=[{"what": EVIL, "who": EVIL, "by": "x"}]
    )
    Photo.objects.filter(report=report).update(alt='"><script>', caption=EVIL)
    Comment.objects.filter(report=report).update(text=EVIL)
    Anliegen.objects.filter(pk=wall.garden.pk).update(title=EVIL, goal=EVIL, context=EVIL)
    wall.conference.name = EVIL
    wall.conference.save()
    site = fetched(wall)
    pages = "".join(site.read(name).decode() for name in site.namelist() if name.endswith("html"))
    assert "<script>" not in pages
    assert "<img src=x" not in pages
    assert 'href="javascript' not in pages
    assert 'example.org/p.png"' not in re.sub(r"<a [^>]*>", "", pages)
    assert NUL not in text(site)
    assert broken(site) == []


def test_a_photo_whose_file_is_gone_is_left_out(wall):
    kept = Photo.objects.get(report__anliegen=wall.garden)
    files.path(kept.file, "jpeg", "large").unlink()
    site = fetched(wall)
    assert broken(site) == []
    assert "A bed of beans" not in text(site)


def test_an_empty_conference(db):
    conference, olga = conferences.start("🌳 leer", organiser="Olga", language="de", time_zone="Europe/Berlin")
    answer = Phone(olga).get(f"/c/{conference.slug}/export/site.zip")
    site = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    assert broken(site) == []
    assert {"index.html", "search.html"} <= set(site.namelist())
    assert 'lang="de"' in site.read("index.html").decode()


def test_a_real_conference(db):
    if not tpac.FILE.exists():
        pytest.skip("needs tpac-2019.json in ../shared/data")
    conference = archive.load(io.BytesIO(tpac.archive(tpac.read())))
    answer = Phone(seats.join(conference, "Ada", Role.FACILITATOR)).get(f"/c/{conference.slug}/export/site.zip")
    site = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    assert broken(site) == []
    assert sum(name.startswith("anliegen/") for name in site.namelist()) == 58


def test_a_site_is_made_once_for_who_asks_twice_and_handed_out_once(wall):
    begun = []

    def prepare():
        begun.append(1)
        return {"whole": None}

    one = making.job("key", prepare)
    assert making.job("key", prepare) is one
    assert begun == [1]
    with pytest.raises(Refused, match="could not be made"):
        making.taken(one)
    with pytest.raises(Refused, match="once more"):
        making.taken(one)
    assert not making.jobs


def test_a_site_that_nobody_fetched_does_not_show_what_was_hidden_since(wall):
    address = wall.url("export/site.zip")
    begun = Phone(wall.ada).get(address, **{later.FUTURE: None}).wsgi_request.META[later.FUTURE]
    begun.result()
    sheets.hide(wall.garden, "rude", by=wall.ada)
    assert "anliegen/1.html" not in fetched(wall).namelist()
    assert "anliegen/1.html" in zipfile.ZipFile(begun.result()).namelist()
    making.jobs.clear()


def test_whoever_waited_gets_the_site_that_was_made_meanwhile(wall):
    address = wall.url("export/site.zip")
    begun = Phone(wall.ada).get(address, **{later.FUTURE: None}).wsgi_request.META[later.FUTURE]
    begun.result()
    wall.writes(wall.ben, "The wall goes on")
    answer = Phone(wall.ada).get(address, **{later.FUTURE: None, later.DONE: begun})
    assert answer.status_code == 200
    assert "anliegen/1.html" in zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))).namelist()


def test_reading_costs_the_same_for_any_wall(wall, django_assert_max_num_queries):
    for slot in wall.rounds:
        for room in wall.rooms:
            if not slot.placements.filter(room=room).exists():
                sheet = wall.writes(wall.ben)
                moves.pin(sheet, slot, room, by=wall.ben)
                told(sheet, wall)
    phone = Phone(wall.ada)
    with django_assert_max_num_queries(16):
        answer = phone.get(wall.url("export/site.zip"))
    assert len(zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))).namelist()) > 20
