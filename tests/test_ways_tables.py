"""data.xlsx and data-csv.zip, read back by openpyxl and by a reader of CSV; and the raw XML, for what is a formula."""

import csv
import io
import re
import zipfile
from datetime import UTC, datetime

import openpyxl
import pytest

from anliegen.collect import sheets
from anliegen.exports import archive, spreadsheet
from anliegen.models import Anliegen, Report
from anliegen.wall import moves
from conference.entrance import seats
from conference.models import Role
from conference.setup import conferences
from tests import tpac
from tests.schedules import NUL
from tests.test_ways_site import told
from tests.world import Phone

pytestmark = pytest.mark.django_db
csv.field_size_limit(1_000_000)
FORMULAS = ["=cmd|'/C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1+1", '=HYPERLINK("http://x","y")', "#N/A", "  =1+1"]


@pytest.fixture
def wall(world):
    """Cleo's 1 hangs in Aula and has a report; Ben's 2 is parked; 3 is hidden."""
    world.garden = world.writes(world.cleo, "Ein Garten", goal="Beans", conveners=[(world.cleo, "Cleo"), (None, "Ida")])
    world.parked, world.hidden = world.writes(world.ben, "Parked"), world.writes(world.ben, "Secret")
    moves.pin(world.garden, world.first, world.aula, by=world.cleo)
    moves.close(world.conference, world.second, world.aula, by=world.ada)
    Anliegen.objects.filter(pk=world.hidden.pk).update(hidden_why="rude")
    told(world.garden, world)
    told(world.hidden, world)
    return world


def book(world, **fields):
    """Return the workbook as somebody's program opens it."""
    answer = Phone(world.ada).get(world.url("export/data.xlsx"), fields)
    assert answer.status_code == 200
    assert "spreadsheetml" in answer["Content-Type"]
    no_formula(answer.content)
    return openpyxl.load_workbook(io.BytesIO(answer.content))


def no_formula(packed):
    archived = zipfile.ZipFile(io.BytesIO(packed))
    pages = [archived.read(name).decode() for name in archived.namelist() if name.startswith("xl/worksheets/")]
    assert len(pages) == 5
    assert not any(re.search(r"<f[ >]", page) for page in pages)


def files(world, **fields):
    """Return the CSV files as somebody's program reads them: name → rows."""
    answer = Phone(world.ada).get(world.url("export/data-csv.zip"), fields)
    archived = zipfile.ZipFile(io.BytesIO(answer.content))
    assert all(archived.read(name).startswith(b"\xef\xbb\xbf") for name in archived.namelist())
    texts = {name: archived.read(name).decode("utf-8-sig") for name in archived.namelist()}
    return {name: list(csv.reader(io.StringIO(text, newline=""))) for name, text in texts.items()}


def rows(page):
    return [list(row) for row in page.iter_rows(values_only=True)]


def everything(found):
    return repr([rows(page) for page in found])


def test_a_sheet_for_each_thing_with_days_that_are_days(wall):
    found = book(wall)
    assert found.sheetnames == ["Anliegen", "Wall", "Reports", "Next steps", "Who was there"]
    first = rows(found["Anliegen"])
    assert first[0][7] == "From (Europe/Berlin)"
    garden = first[1]
    assert garden[:6] == [1, "Ein Garten", "Beans", None, "Cleo, Ida", "on the wall"]
    assert garden[6:9] == ["Aula", datetime(2026, 6, 12, 10), datetime(2026, 6, 12, 11)]
    assert [row[5] for row in first[2:]] == ["parked"]
    steps = rows(found["Next steps"])
    assert steps[1] == [1, "Ein Garten", "Buy spades", "Ben", datetime(2026, 7, 1)]
    assert found["Next steps"]["E2"].is_date
    assert found["Next steps"]["E2"].number_format == "yyyy-mm-dd"
    assert rows(found["Who was there"])[1:] == [["Ben", "#1"]]
    report = rows(found["Reports"])[1]
    assert report[2:9] == ["We dug.", "Beans\nPeas", None, "Ben", 3, 1, report[8]]
    assert isinstance(report[8], datetime)


def test_the_wall_is_time_by_room(wall):
    grid = rows(book(wall)["Wall"])
    assert grid[0][4:] == ["Aula", "Linde", "Birke"]
    assert [row[0] for row in grid[1:]] == ["Round 1", "Round 2", "Lunch", "Round 3"]
    assert grid[1][4:] == ["#1 Ein Garten (Cleo, Ida)", None, None]
    assert grid[2][4] == "closed"


def test_is_good_to_work_with(wall):
    for page in book(wall):
        assert page.freeze_panes in ("A2", "C2", "D2")
        assert page.auto_filter.ref == page.dimensions
        assert page.column_dimensions["B"].width > 10
        assert page["A1"].font.bold
    assert book(wall)["Anliegen"]["B2"].alignment.wrap_text


def test_in_the_language_of_the_conference(wall):
    wall.conference.language = "de"
    wall.conference.save()
    found = book(wall)
    assert found.sheetnames == ["Anliegen", "Wand", "Berichte", "Nächste Schritte", "Wer dabei war"]
    assert found["Nächste Schritte"]["E2"].number_format == "dd.mm.yyyy"
    answer = Phone(wall.ada).get(wall.url("export/data-csv.zip"))
    text = zipfile.ZipFile(io.BytesIO(answer.content)).read("next-steps.csv").decode("utf-8-sig")
    assert text.splitlines()[1] == "1;Ein Garten;Buy spades;Ben;2026-07-01"


@pytest.mark.parametrize("title", FORMULAS)
def test_a_formula_is_text(wall, title):
    Anliegen.objects.filter(pk=wall.garden.pk).update(title=title, goal=title, context=title)
    wall.linde.name = title
    wall.linde.save()
    Report.objects.filter(anliegen=wall.garden).update(steps=[{"what": title, "who": title, "by": title}])
    found = book(wall)
    for page, at in (("Anliegen", "B2"), ("Anliegen", "C2"), ("Next steps", "C2"), ("Wall", "F1")):
        cell = found[page][at]
        assert (cell.data_type, cell.value) == ("s", title)
    if title[0] in "=+-@\t":
        assert found["Anliegen"]["B2"].quotePrefix
    written = files(wall)
    for name, row, at in (("anliegen.csv", 1, 1), ("next-steps.csv", 1, 2), ("wall.csv", 0, 5)):
        assert written[name][row][at] == (title if title == "#N/A" else f"'{title}")


def test_letters_that_a_spreadsheet_refuses_are_left_out(wall):
    Anliegen.objects.filter(pk=wall.garden.pk).update(title=f"a{NUL}b\x0bc\ufffe🌳", context="]]> <script>")
    assert rows(book(wall)["Anliegen"])[1][1:4] == ["abc🌳", "Beans", "]]> <script>"]
    assert files(wall)["anliegen.csv"][1][1] == "abc🌳"


@pytest.mark.parametrize("letter", ["x", "🌳"])
def test_a_text_that_no_cell_holds_ends_with_a_sentence(wall, letter):
    Report.objects.filter(anliegen=wall.garden).update(happened=letter * 200_000)
    text = book(wall)["Reports"]["C2"].value
    assert text.endswith("The whole text stands in the archive.)")
    assert spreadsheet.MOST - 2 <= len(text.encode("utf-16-le")) / 2 <= spreadsheet.MOST
    assert letter * 200_000 == files(wall)["reports.csv"][1][2]
    assert spreadsheet.fit("x" * spreadsheet.MOST) == "x" * spreadsheet.MOST


def test_what_is_hidden_is_nowhere_and_names_are_a_choice(wall):
    both = everything(book(wall)) + repr(files(wall))
    assert "Secret" not in both
    assert "Hal" not in both
    assert "Ben" in both
    assert "Ida" in both
    both = everything(book(wall, names="no")) + repr(files(wall, names="no"))
    assert not any(name in both for name in ("Ben", "Cleo", "Ida"))


def test_withdrawn_and_merged_sheets_stay_and_say_so(wall):
    sheets.withdraw(wall.parked, by=wall.ben)
    gone = wall.writes(wall.ben, "Beete")
    Anliegen.objects.filter(pk=gone.pk).update(withdrawn_at=datetime.now(UTC), merged_into=wall.garden)
    assert [row[5] for row in rows(book(wall)["Anliegen"])[2:]] == ["withdrawn", "merged into #1"]


def test_an_empty_conference(db):
    conference, olga = conferences.start("Leer", organiser="Olga", language="de", time_zone="Europe/Berlin")
    phone = Phone(olga)
    found = openpyxl.load_workbook(io.BytesIO(phone.get(f"/c/{conference.slug}/export/data.xlsx").content))
    assert [len(rows(page)) for page in found] == [1] * 5
    assert phone.get(f"/c/{conference.slug}/export/data-csv.zip").status_code == 200


def test_a_real_conference(db):
    if not tpac.FILE.exists():
        pytest.skip("needs tpac-2019.json in ../shared/data")
    conference = archive.load(io.BytesIO(tpac.archive(tpac.read())))
    answer = Phone(seats.join(conference, "Ada", Role.FACILITATOR)).get(f"/c/{conference.slug}/export/data.xlsx")
    no_formula(answer.content)
    found = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert len(rows(found["Anliegen"])) == 58 + 1
    assert len(rows(found["Wall"])[0]) == 4 + 12
    assert rows(found["Wall"])[1][1] == datetime(2019, 9, 18, 11)


def test_reading_costs_the_same_for_any_wall(wall, django_assert_max_num_queries):
    for slot in wall.rounds:
        for room in wall.rooms:
            if not slot.placements.filter(room=room).exists() and (slot, room) != (wall.second, wall.aula):
                sheet = wall.writes(wall.ben)
                moves.pin(sheet, slot, room, by=wall.ben)
                told(sheet, wall)
    phone = Phone(wall.ada)
    with django_assert_max_num_queries(16):
        assert phone.get(wall.url("export/data.xlsx")).status_code == 200
