"""A wall on paper: every cell on exactly one page, none beyond the margin, type as large as the paper allows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anliegen.exports.paper import geometry, walls
from anliegen.wall import moves, picture
from tests.world import add_room, add_slot

papers = st.sampled_from(list(geometry.PAPERS))
counts = st.sampled_from((0, *geometry.COUNTS))
days = st.lists(st.sampled_from(["round", "common", "day"]), max_size=40)


def kinds(rounds):
    """A day: breaks around each round."""
    return ["common", *(["round", "common"] * rounds)]


@given(papers, st.integers(0, 120), days, counts)
def test_all_cells_find_room_within_the_margins(paper, rooms, kinds, pages):
    layout = geometry.best(paper, rooms, kinds, pages)
    around, rounds = geometry.furniture(paper), kinds.count("round")
    columns, lines = (rounds, rooms) if layout.turned else (rooms, rounds)
    assert layout.columns * layout.across >= columns
    assert layout.lines * layout.down >= lines
    assert {layout.wide, layout.high} == set(geometry.PAPERS[paper])
    assert layout.pages == pages or not pages
    pieces = [
        kinds[start:end] for start, end in geometry.row_parts(kinds, layout.columns if layout.turned else layout.lines)
    ]
    assert sum(pieces, []) == kinds
    wide, high = layout.cell
    for piece in pieces:
        if min(wide, high) == 1:  # there are more breaks than paper
            continue
        here, bands = piece.count("round"), (len(piece) - piece.count("round")) * around["band"]
        across = around["label"] * (1.6 if layout.turned else 1) + (
            bands + wide * here if layout.turned else wide * layout.columns
        )
        down = around["title"] + around["head"] + (high * layout.lines if layout.turned else bands + high * here)
        assert across <= layout.wide - 2 * geometry.MARGIN + 0.01
        assert down <= layout.high - 2 * geometry.MARGIN + 0.01


@given(papers, st.integers(1, 100), st.integers(1, 12))
def test_more_pages_never_make_it_smaller_when_we_may_choose(paper, rooms, rounds):
    free = geometry.best(paper, rooms, kinds(rounds))
    one = geometry.best(paper, rooms, kinds(rounds), pages=1)
    assert free.size >= one.size
    assert free.size >= geometry.READABLE or free.pages > 1


@pytest.mark.parametrize(("paper", "rooms", "rounds", "most"), [("a3", 8, 4, 1), ("a4", 15, 5, 2), ("a0", 80, 3, 1)])
def test_usual_walls_fit_on_few_pages(paper, rooms, rounds, most):
    layout = geometry.best(paper, rooms, kinds(rounds))
    assert layout.pages <= most
    assert layout.size >= geometry.READABLE


def test_many_rooms_are_lines_on_one_tall_page():
    layout = geometry.best("a0", 80, kinds(3), pages=1)
    assert layout.turned
    assert layout.high > layout.wide


@pytest.mark.parametrize("pages", [1, 2, 3, 4, 6, 8, 12])
@pytest.mark.parametrize("size", ["a4", "a0"])
def test_each_cell_is_on_one_page(world, size, pages):
    """Whatever is put together at the marks is the wall: each sheet once, in the wall's order."""
    for at in range(9):
        add_room(world.conference, f"Tisch {at}")
    add_slot(world.conference, "Round 4", 24)
    add_slot(world.conference, "Round 5", 26)
    wall = picture.read(world.conference)
    for number, (slot, room) in enumerate(wall.free[:30]):
        moves.pin(world.writes(world.ben, f"Sheet {number}"), slot, room, by=world.ada)
    made = walls.wall(world.conference, at=str, paper=size, pages=pages).data
    shown = [
        (row["time"], room["name"], cell["number"])
        for page in made["pages"]
        for row in page["rows"]
        if row["kind"] == "round"
        for room, cell in zip(page["rooms"], row["cells"], strict=True)
        if "number" in cell
    ]
    assert len(made["pages"]) <= pages
    assert len(shown) == len(set(shown)) == 30
    assert {number for *_place, number in shown} == {str(number) for number in range(1, 31)}
    first, last = made["pages"][0], made["pages"][-1]
    assert (first["first_column"], first["first_line"]) == (True, True)
    assert (last["last_column"], last["last_line"]) == (True, True)
    assert [page["number"] for page in made["pages"]] == list(range(1, made["pages"][0]["all"] + 1))
