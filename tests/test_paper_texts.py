"""Whatever people write, it is printed as they wrote it: no markup, no missing letter without a word, no lost word."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anliegen.collect.forms import AnliegenForm
from anliegen.exports.paper import compile as printing
from anliegen.exports.paper import glyphs, printer
from anliegen.wall import moves
from conference.fields import clean_text
from tests.prints import Opened, opened, squeezed
from tests.world import Phone

HOSTILE = [
    '#read("/etc/passwd")',
    "$x^2$ #sys.inputs",
    "*bold* _not_ `code`",
    "= heading",
    "\\u{41} \\ @ref <label>",
    "[#emph[x]] // comment /* and */",
    '") #panic("',
    "https://example.org/a?b=c&d=e#f",
    "– minus - and -- dashes ---",
]
WORDS = ["привет Ελλάδα", "Đặng Łódź İstanbul", "→ ∞ ✓ ½ € ™ ★", "soft\u00adhyphen", "Straße, Füße, Œuvre, naïve"]
EMOJI = ["😀", "🇩🇪", "👨‍👩‍👧", "👍🏽", "☕️"]
LONG = [
    "a" * 200,
    "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen" * 3,
    "x" * 80 + "/" + "y" * 80,
    "ß." * 100,
]


@pytest.fixture(autouse=True)
def _no_old_prints():
    printer.jobs.clear()


def printed(world, title, **texts):
    """The sheet and the wall with one sheet of that title."""
    printer.jobs.clear()
    moves.pin(world.writes(world.ben, title, **texts), world.first, world.linde, by=world.ada)
    phone = Phone(world.hal)
    return [opened(phone.get(world.url(f"export/{name}.pdf"))) for name in ("sheets", "wall")]


@pytest.mark.parametrize("title", HOSTILE + WORDS)
def test_a_title_is_a_title_whatever_it_looks_like(world, title):
    wanted = squeezed(title)
    for found in printed(world, title, goal=title, conveners=[(None, title[:80])]):
        text = squeezed(found.text.translate(str.maketrans("“”„‘’", '"""\'\'')))
        assert text.count(wanted) >= 2
        assert "root:" not in text
        assert found.is_tagged


def test_markup_in_every_other_text_is_text(world):
    markup = '#read("/etc/passwd") $x$'
    world.linde.name, world.linde.location = markup, markup
    world.linde.save()
    world.first.name = markup
    world.first.save()
    world.conference.name, world.conference.theme = markup, markup
    world.conference.save()
    printed(world, "Wer kocht?")
    for path in ("paper/rooms.pdf", "paper/tents.pdf", "paper/poster.pdf", "paper/blank.pdf", "export/wall.pdf"):
        found = opened(Phone(world.hal).get(world.url(path)))
        assert squeezed("etc/passwd") in squeezed(found.text), path
        assert "root:" not in found.text
        assert found.is_tagged


@pytest.mark.parametrize("title", EMOJI)
def test_emoji_are_drawn(world, title):
    for found in printed(world, f"Hallo {title}"):
        assert "Hallo" in found.text
        assert glyphs.MISSING not in found.text
        assert any("Noto" in font for font in _fonts(found))


def _fonts(found):
    return {
        font.get_object()["/BaseFont"] for page in found.reader.pages for font in page["/Resources"]["/Font"].values()
    }


@pytest.mark.parametrize("title", ["مرحبا بالعالم", "שלום עולם"])
def test_who_writes_from_right_to_left_is_printed_so(world, title):
    for found in printed(world, title):
        letters = {each for each in found.text if each in title and each != " "}
        assert letters == set(title) - {" "}
        assert glyphs.MISSING not in found.text


@pytest.mark.parametrize("title", LONG)
def test_a_word_longer_than_any_line_breaks_and_loses_nothing(world, title):
    sheet, wall = printed(world, title[:200])
    assert squeezed(title[:200]) in squeezed(sheet.text)
    assert squeezed(title[:40]) in squeezed(wall.text)


def test_letters_that_no_font_has_are_told(world):
    sheet, _wall = printed(world, "李小龍 kocht")
    assert "□□□ kocht" in sheet.text
    assert "□ stands for a letter that this print doesn't know" in sheet.text.replace("’", "'")
    assert sheet.is_tagged
    world.writes(world.ben, "Ben kocht")
    assert "stands for a letter" not in opened(Phone(world.hal).get(world.url("export/sheets.pdf"))).pages[1]


@pytest.mark.parametrize("letters", [2000, 4000])
def test_long_texts_run_on_and_end(world, letters):
    goal = ("Wir brauchen mehr Zeit füreinander. " * 200)[: letters - 6] + " Ende."
    sheet, _wall = printed(world, "Zeit", goal=goal, context=goal)
    assert squeezed(sheet.text).count("Ende.") == 2
    assert squeezed(sheet.text).count("füreinander") == goal.count("füreinander") * 2
    assert all("Zeit" in page for page in sheet.pages)
    if len(sheet.pages) > 1:
        assert "Continued: 1 Zeit" in sheet.pages[1]


def test_lines_stay_lines(world):
    sheet, _wall = printed(world, "Zeit", goal="eins\nzwei\n\ndrei")
    assert "eins zwei drei" in sheet.text


def test_templates_are_files_of_ours_and_know_nobodys_text():
    folder = Path(printing.__file__).parent
    for file in folder.glob("*.typ"):
        text = file.read_text()
        for word in ("eval(", "read(", "plugin(", "@preview", "http:", "https:"):
            assert word not in text, file.name


@settings(max_examples=15)
@given(st.lists(st.text(max_size=120), min_size=1, max_size=6))
def test_no_text_that_a_form_takes_breaks_a_print(texts):
    titles = [form.cleaned_data["title"] for text in texts if (form := AnliegenForm({"title": text})).is_valid()]
    sheet = {"number": "1", "goal": "", "context": clean_text(texts[0]), "who": "", "note": "", "missing": False}
    sheet |= {"places": [], "qr": 0}
    data = {"size": "a4", "name": "x", "theme": "x", "title": "x", "words": dict.fromkeys(WORDS_OF_SHEETS, "x")}
    data["sheets"] = [{**sheet, "title": title} for title in titles or ["x"]]
    found = Opened(printing.pdf("sheet", data, "de", ["https://example.org/"]))
    assert found.is_tagged
    assert len(found.reader.pages) >= len(titles)


WORDS_OF_SHEETS = ["goal", "context", "leads", "more", "missing"]


@given(st.text())
def test_breaking_words_changes_no_letter(text):
    broken = printing.breakable(text, "de")
    assert squeezed(broken) == squeezed(text)
    assert json.loads(json.dumps(broken)) == broken


def test_words_break_where_the_language_does():
    broken = printing.breakable("Straßenbahnhaltestelle", "de")
    assert broken == "Stra\u00adßen\u00adbahn\u00adhal\u00adte\u00adstelle"
    assert printing.breakable("https://example.org/longer", "de") == "https://exampl\u200be.org/longer"
    assert printing.breakable("kurze Wörter bleiben", "de") == "kurze Wörter bleiben"


def test_the_fonts_know_what_their_tables_say():
    known = glyphs.covered()
    for letter in "aZäöüßéŁőşžАяΩ€→✓☂😀שع":
        assert ord(letter) in known, letter
    for letter in "李한ไ\U000f0000":
        assert ord(letter) not in known
    assert glyphs.printable("𝓗ello ﬁn") == "Hello fin"
    assert glyphs.printable("e\u0301 \u0bcd") == "e\u0301 "


def test_the_licence_of_the_fonts_lies_beside_them():
    folder = Path(printing.__file__).parent / "fonts"
    licence = (folder / "OFL.txt").read_text()
    assert "SIL OPEN FONT LICENSE" in licence
    for file in folder.glob("*.ttf"):
        assert file.stem.partition("-")[0] in licence
    assert sum(file.stat().st_size for file in folder.glob("*.ttf")) < 2_000_000
