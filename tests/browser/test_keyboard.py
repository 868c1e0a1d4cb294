"""The desk without a mouse: everything by keys, and every step is said."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.fixture
def desk(sit):
    page = sit("ada", "facilitate/", 1366, 768)
    page.press("body", "Tab")  # the skip link; whoever comes by keys is somewhere
    return page


def says(page, text):
    expect(page.locator("#spoken")).to_have_text(text)


def answers(page, text):
    """The sentence of a verb stands in a status, which a screen reader says by itself."""
    expect(page.get_by_role("status").filter(has_text=text)).to_be_visible()


def at(page, selector):
    expect(page.locator(f"{selector} a")).to_be_focused()


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def test_arrow_keys_walk_over_the_wall_and_the_parking(cast, desk):
    press(desk, "Escape")
    desk.locator("#parked-1 a").focus()
    press(desk, "ArrowDown")
    at(desk, "#parked-3")
    press(desk, "ArrowRight")
    at(desk, cast.cell("first", "aula"))
    press(desk, "ArrowRight", "ArrowDown", "ArrowDown")
    at(desk, cast.cell("third", "linde"))
    press(desk, "ArrowUp", "ArrowLeft", "ArrowLeft")
    at(desk, "#parked-1")


def test_a_cell_says_what_and_where_it_is(cast, desk):
    for cell, name, where in [("aula", "Aula free", "Aula 10:00"), ("linde", "2 Ein Garten für alle", "Linde 10:00")]:
        link = desk.locator(cast.cell("first", cell)).get_by_role("link")
        expect(link).to_have_accessible_name(name)
        expect(link).to_have_accessible_description(where)


def test_choose_where_to_enter(cast, desk):
    desk.locator("#parked-1 a").focus()
    press(desk, "Enter")
    says(desk, "#1 chosen. W: where to? P: park. Esc: let go.")
    expect(desk.locator("#panel")).to_contain_text("Wer kocht?")
    press(desk, "w")
    says(desk, "#1: choose a cell with the arrow keys and Enter.")
    at(desk, cast.cell("first", "aula"))
    press(desk, "ArrowDown", "ArrowRight", "Enter")
    answers(desk, "#1 hangs in Linde.")
    at(desk, cast.cell("second", "linde"))
    expect(desk.locator("#panel")).to_contain_text("Linde Fri 12:00")


def test_park_undo_redo(cast, desk):
    desk.locator(cast.cell("first", "linde") + " a").focus()
    press(desk, "Enter", "p")
    answers(desk, "#2 is in the parking.")
    at(desk, cast.cell("first", "linde"))
    press(desk, "z")
    answers(desk, "Taken back.")
    expect(desk.locator(cast.cell("first", "linde"))).to_contain_text("Ein Garten für alle")
    press(desk, "y")
    answers(desk, "Done again.")
    expect(desk.locator("#parked-2")).to_be_visible()


def test_fix_and_let_loose(cast, desk):
    desk.locator(cast.cell("first", "linde") + " a").focus()
    press(desk, "f")
    answers(desk, "#2 is fixed.")
    expect(desk.locator(cast.cell("first", "linde"))).to_contain_text("fixed")
    press(desk, "w", "Enter")
    answers(desk, "#2 is fixed where it hangs.")
    press(desk, "f")
    answers(desk, "#2 can be moved again.")


def test_swap(cast, desk):
    desk.locator("#parked-3 a").focus()
    press(desk, "t")
    says(desk, "#3: choose the sheet to swap with.")
    at(desk, cast.cell("first", "linde"))
    press(desk, "Enter")
    answers(desk, "#3 and #2 changed places.")
    expect(desk.locator(cast.cell("first", "linde"))).to_contain_text("Licht im Hof")
    expect(desk.locator("#parked-2")).to_be_visible()


def test_continue_in_another_cell(cast, desk):
    desk.locator(cast.cell("first", "linde") + " a").focus()
    press(desk, "c", "ArrowDown", "Enter")
    answers(desk, "#2 goes on in Aula.")
    for cell in (cast.cell("first", "linde"), cast.cell("second", "aula")):
        expect(desk.locator(cell)).to_contain_text("Ein Garten für alle")


def test_escape_goes_back_step_by_step(cast, desk):
    desk.locator("#parked-1 a").focus()
    press(desk, "t")
    expect(desk.locator("#panel")).to_contain_text("Wer kocht?")
    press(desk, "Escape")
    expect(desk.locator("#parked-1.selected")).to_be_visible()
    press(desk, "Escape")
    says(desk, "Let go.")
    expect(desk.locator("#parked-1.selected")).to_have_count(0)
    expect(desk.locator("#panel")).to_contain_text("Nothing selected")


def test_search(cast, desk):
    desk.locator("#parked-1 a").focus()
    press(desk, "/")
    expect(desk.locator("#search")).to_be_focused()
    desk.keyboard.type("garten")
    expect(desk.locator(".hit")).to_have_count(1)
    press(desk, "Enter")
    at(desk, cast.cell("first", "linde"))
    press(desk, "/", "Escape")
    expect(desk.locator("#search")).to_have_value("")
    expect(desk.locator(".hit")).to_have_count(0)


def test_close_a_cell_and_open_it_again(cast, desk):
    desk.locator(cast.cell("third", "birke") + " a").focus()
    press(desk, "Enter")
    expect(desk.locator("#panel h1")).to_be_focused()
    desk.locator("#panel").get_by_role("button", name="Close this cell").focus()
    press(desk, "Enter")
    answers(desk, "The cell is closed.")
    expect(desk.locator(cast.cell("third", "birke"))).to_contain_text("closed")
    desk.locator("#panel").get_by_role("button", name="Open it again").focus()
    press(desk, "Enter")
    answers(desk, "The cell is open.")
    expect(desk.locator(cast.cell("third", "birke"))).to_contain_text("free")


def test_letters_beside_the_board_do_nothing(cast, desk):
    """Somebody dictates, or types where no field is: WCAG 2.1.4."""
    desk.locator("#parked-1 a").focus()
    press(desk, "Enter")
    expect(desk.locator("#panel")).to_contain_text("Wer kocht?")
    desk.get_by_role("link", name="Wall", exact=True).focus()
    press(desk, "w", "p", "n")
    says(desk, "#1 chosen. W: where to? P: park. Esc: let go.")
    assert desk.url.endswith("/facilitate/")
