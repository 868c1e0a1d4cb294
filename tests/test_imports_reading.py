"""Whatever program wrote a table, its rows are read as they are; what can't be read gets a sentence."""

from datetime import date, datetime, time

import pytest
from django.utils import translation

from anliegen.exports import spreadsheet, whole
from anliegen.exports import tables as tables_out
from anliegen.imports import columns, samples, tables
from conference.refusal import Refused
from tests.files import csv, upload, with_part, xlsx

LIST = 'Titel;Ziel;Einbringer\n"Größe, Maß";"Erst\ndann";Ada, Ben\n'


def rows(file, kind="anliegen"):
    """Return [{field: text}] of a file."""
    read = tables.read(file, lambda texts: columns.suits(kind, texts))
    _name, found, places, _headings = columns.found(kind, read)
    return [{name: cells[at] for name, at in places.items() if at < len(cells) and cells[at]} for _at, cells in found]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_every_csv_says_the_same(encoding, separator, line_end):
    text = LIST if separator == ";" else LIST.replace(";", separator).replace("Ada, Ben", '"Ada, Ben"')
    found = rows(csv(text.replace("\n", line_end), encoding))
    assert found == [{"title": "Größe, Maß", "goal": f"Erst{line_end}dann", "conveners": "Ada, Ben"}]


def test_commas_in_a_text_do_not_part_it():
    text = "eins, " * 90
    assert rows(csv(f"Titel;Kontext\nBrot;{text}\n")) == [{"title": "Brot", "context": text.strip()}]


def test_a_list_of_one_column_needs_no_separator():
    assert rows(csv("Thema\nEins, zwei\nDrei; vier\n")) in (
        [{"title": "Eins, zwei"}, {"title": "Drei; vier"}],
        [{"title": "Eins"}, {"title": "Drei; vier"}],
        [{"title": "Eins, zwei"}, {"title": "Drei"}],
    )


@pytest.mark.parametrize(
    "heading", ["Titel", "title", " TITEL * ", "Titel:", "Worum geht es?", "What is it about?", "Anliegen (kurz)"]
)
def test_a_heading_is_known_as_people_write_it(heading):
    assert rows(csv(f"Nr;{heading}\n1;Brot\n")) == [{"title": "Brot"}]


def test_rows_above_the_headings_and_columns_beside_them_are_left_alone():
    assert rows(csv("Unsere Liste;;\n;;\nNr;Titel;Bemerkung\n1;Brot;gut\n")) == [{"title": "Brot"}]


def test_a_workbook_is_read_at_the_sheet_that_suits():
    file = xlsx(
        ["Notizen"], ["nichts"], more=[("Anliegen", [["Titel", "Ziel"], ["Brot", None], [None, None], ["Wein", 7.0]])]
    )
    assert rows(file) == [{"title": "Brot"}, {"title": "Wein", "goal": "7"}]


def test_days_and_times_of_a_workbook_are_real_ones():
    file = xlsx(
        ["Name", "Tag", "Von", "Bis", "Für alle"],
        ["Runde", date(2026, 6, 12), time(9, 30), datetime(2026, 6, 12, 10, 45), True],
    )
    found = rows(file, "slots")
    assert found == [
        {"name": "Runde", "day": "2026-06-12", "starts": "09:30", "ends": "2026-06-12 10:45", "common": "1"}
    ]


def test_a_formula_is_text_and_never_computed():
    text = "=cmd|' /C calc'!A0"
    assert rows(xlsx(["Titel", "Ziel"], [text, "=1+1"])) == [{"title": text, "goal": "=1+1"}]
    assert rows(csv(f"Titel;Ziel\n{text};=1+1\n")) == [{"title": text, "goal": "=1+1"}]


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("kind", columns.NAMES)
@pytest.mark.parametrize("way", samples.WAYS)
def test_our_own_examples_are_read_whole(world, language, kind, way):
    with translation.override(language):
        there = samples.rows(kind, world.conference)
        file = upload(samples.WAYS[way][0](kind, there), f"x.{way}")
        found = rows(file, kind)
    assert len(found) == len(there)
    first = {name for name, value in zip(columns.NAMES[kind], there[0], strict=True) if value not in (None, "")}
    assert set(found[0]) == first


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("kind", columns.NAMES)
def test_our_own_headings_are_known(kind, language):
    with translation.override(language):
        headings = samples.headings(kind)
        assert {columns.called(kind).get(columns.plain(heading)) for heading in headings.values()} == set(headings)


@pytest.mark.parametrize("language", ["de", "en"])
def test_our_own_spreadsheet_is_read_back(world, language):
    texts = {"goal": "=1+1", "context": "Erst\ndann"}
    world.writes(world.ben, "=cmd|' /C calc'!A0", **texts, conveners=[(world.ben, "Ben"), (None, "Emil")])
    world.writes(world.cleo, "Wein")
    with translation.override(language):
        file = upload(spreadsheet.write(tables_out.of(whole.read(world.conference)), language), "data.xlsx")
        found = rows(file)
    assert found == [
        {"title": "=cmd|' /C calc'!A0", "conveners": "Ben, Emil", **texts},
        {"title": "Wein", "conveners": "Cleo"},
    ]


BOMB = b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'aaaaaaaa'>]><sst/>"
REFUSED = {
    "nothing that suits": (csv("Farbe;Form\nrot;rund\n"), "needed: Title. This file begins with: Farbe, Form"),
    "nothing": (csv("\n\n;;\n"), "empty"),
    "a picture": (upload(b"\x89PNG\r\n\x1a\n\0\0\0"), "no CSV and no XLSX"),
    "an old Excel": (upload(b"\xd0\xcf\x11\xe0" + b"\0" * 600), "old Excel"),
    "another zip": (upload(b"PK\x03\x04" + b"\0" * 60), "broken"),
    "an open quotation mark": (csv('Titel\n"Brot\nund Wein\n'), "quotation mark"),
    "too many rows": (csv("Titel\n" + "Brot\n" * 2001), "2000 rows"),
    "too many rows in a workbook": (xlsx(["Titel"], *[["Brot"]] * 2001), "2000 rows"),
    "too many columns": (csv("Titel" + ";x" * 70 + "\n"), "columns"),
    "entities": (with_part("xl/worksheets/sheet1.xml", BOMB), "broken"),
    "entities in other letters": (with_part("xl/worksheets/sheet1.xml", BOMB.decode().encode("utf-16")), "broken"),
    "a bomb": (with_part("xl/worksheets/sheet1.xml", b" " * 70_000_000), "too big"),
    "no XML": (with_part("xl/workbook.xml", b"nothing"), "broken"),
    "one cell at the end of the world": (
        with_part(
            "xl/worksheets/sheet1.xml",
            b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
            b'<row r="1048576"><c r="A1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData></worksheet>',
        ),
        "2000 rows",
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_can_not_be_read_gets_a_sentence(what):
    file, said = REFUSED[what]
    file.seek(0)
    with pytest.raises(Refused, match=said):
        rows(file)
