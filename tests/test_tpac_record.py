"""A real conference with a report to each session that was held: through its archive, then out by every way."""

import io
import json
import zipfile
from xml.etree import ElementTree

import openpyxl
import pytest
import vobject
from docx import Document

from anliegen.exports import archive
from anliegen.exports.book import editions
from anliegen.record import reports
from conference.entrance import seats
from conference.models import Role
from tests import books, tpac
from tests.prints import Opened
from tests.world import Phone

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not tpac.FILE.exists(), reason="needs tpac-2019.json in ../shared/data"),
]
CHOSEN = {"names": True, "photos": True, "comments": True, "alone": False, "only": None, "paper": "a4"}


@pytest.fixture
def conference():
    """Every session is told of with its own words, and the conference has gone through its archive since."""
    first = archive.load(io.BytesIO(tpac.archive(tpac.read())))
    ada = seats.join(first, "Ada", Role.FACILITATOR)
    for sheet in first.anliegen.filter(placements__isnull=False).distinct():
        step = {"id": "1", "who": "The group", "what": f"Follow up on {sheet.title}"[:200], "by": "2019-12-24"}
        reports.write(sheet, by=ada, happened=sheet.context or sheet.title, results=sheet.goal, steps=[step])
        reports.publish(sheet, by=ada)
    packed = archive.dump(first)
    copy = archive.load(io.BytesIO(packed))
    assert archive.dump(copy) == packed
    return copy


@pytest.fixture
def phone(conference):
    return Phone(conference.seats.filter(role=Role.FACILITATOR).last())


def body(answer):
    assert answer.status_code == 200
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_every_way_out_tells_of_all_58(conference, phone):
    out = f"/c/{conference.slug}/export"
    titles = [sheet.title for sheet in conference.anliegen.all()]
    plan = ElementTree.fromstring(body(phone.get(f"{out}/schedule.xml")))
    assert {each.findtext("title") for each in plan.iter("event")} >= set(titles)
    talks = json.loads(body(phone.get(f"{out}/schedule.json")))["schedule"]["conference"]["days"][0]["rooms"]
    assert sum(len(events) for events in talks.values()) == len(list(plan.iter("event"))) >= 59
    calendar = vobject.readOne(body(phone.get(f"{out}/schedule.ics")).decode())
    assert len(calendar.vevent_list) >= 59
    book = openpyxl.load_workbook(io.BytesIO(body(phone.get(f"{out}/data.xlsx"))))
    counts = {name: book[name].max_row - 1 for name in book.sheetnames}
    assert counts["Anliegen"] == counts["Reports"] == counts["Next steps"] == 58
    site = zipfile.ZipFile(io.BytesIO(body(phone.get(f"{out}/site.zip"))))
    assert sum(name.startswith("anliegen/") for name in site.namelist()) == 58
    found = site.read("look/sheets.js").decode()
    assert all(json.dumps(title)[1:-1] in found for title in titles)


def test_the_book_holds_all_58(conference, phone):
    ada = conference.seats.filter(role=Role.FACILITATOR).last()
    _log, edition = editions.issue(conference, CHOSEN, by=ada, link=books.LINK)
    editions.make(edition, books.LINK)
    pdf = Opened(body(phone.get(f"/c/{conference.slug}/export/book.pdf")))
    assert pdf.text.count("Follow up on") >= 58
    word = Document(io.BytesIO(body(phone.get(f"/c/{conference.slug}/export/book.docx"))))
    heads = [each.text for each in word.paragraphs if each.style.name == "Heading 2"]
    assert len(heads) == 58
