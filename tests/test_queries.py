"""A page costs the same number of queries with one sheet, with three and with eighty."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from anliegen.collect import sheets
from anliegen.market import opening, queue
from anliegen.wall import moves
from conference.live import kept
from tests.world import Phone, add_room, add_slot, cell


@pytest.fixture
def world(world):
    """Room for eighty: 10 rooms and 8 rounds."""
    for at in range(7):
        add_room(world.conference, f"Tisch {at}")
    for at in range(5):
        add_slot(world.conference, f"Round {at + 4}", 8 + 2 * at)
    opening.open_market(world.conference, by=world.ada)
    return world


def hang(world, count):
    """Hang so many sheets of Ben's, park as many of his and Cleo's, and withdraw one."""
    cells = [
        (slot, room) for slot in world.conference.slots.filter(common=False) for room in world.conference.rooms.all()
    ]
    taken = world.conference.anliegen.exclude(placements=None).count()
    for slot, room in cells[taken:count]:
        people = [(world.ben, "Ben"), (world.cleo, "Cleo"), (None, "Emil")]
        moves.pin(world.writes(world.ben, conveners=people), slot, room, by=world.ada)
        queue.line_up(world.writes(world.cleo), by=world.cleo)
    sheets.withdraw(world.writes(world.ben), by=world.ben)


def queries(world, seat, path, fields=None):
    """Return the queries of a page that nobody has asked for since the last change."""
    phone = Phone(seat)
    phone.get("/healthz")  # the first request of a browser sets up the middleware
    kept.forget()
    with CaptureQueriesContext(connection) as captured:
        answer = phone.get(world.url(path), fields)
    assert answer.status_code == 200
    return [query["sql"] for query in captured]


PAGES = {
    "wall": ("ben", "wall/", {}),
    "list": ("ben", "wall/", {"as": "list"}),
    "home": ("ben", "", {}),
    "desk": ("ada", "facilitate/", {}),
    "history": ("cleo", "wall/history/", {}),
    "sheet": ("ben", "anliegen/1/", {}),
    "hints": ("ada", "wall/hints/", {}),
    "round": ("ben", "anliegen/round/", {}),
    "my list": ("hal", "anliegen/round/", {"list": "yes"}),
    "panel": ("ada", "wall/sheet/1/", {}),
    "market": ("ben", "market/", {}),
    "setup": ("olga", "setup/", {}),
    "people": ("olga", "setup/people/", {}),
    "exports": ("ada", "export/", {}),
}
MOST = 40  # the first time after a change


def test_a_page_costs_the_same_whatever_hangs(world):
    pages = PAGES | {
        "display": ("ben", f"display/{world.screen.key}/", {}),
        "cell": ("ada", f"wall/cell/{world.conference.slots.first().pk}/{world.conference.rooms.first().pk}/", {}),
    }
    costs = {page: [] for page in pages}
    for count in (1, 3, 80):
        hang(world, count)
        for page, (who, path, fields) in pages.items():
            costs[page].append(queries(world, getattr(world, who), path, fields))
    for page, (one, three, eighty) in costs.items():
        assert len(one) == len(three) == len(eighty), page + "\n" + "\n".join(eighty)
        assert len(eighty) <= MOST, page


def test_a_kept_wall_is_not_read_again(world):
    """The wall that everybody asks for is drawn once per change: 400 a second rest on that."""
    hang(world, 80)
    phone = Phone(world.ben)
    phone.get(world.url("wall/"))
    with CaptureQueriesContext(connection) as captured:
        phone.get(world.url("wall/"))
    assert len(captured) <= 3, "\n".join(query["sql"] for query in captured)


def test_a_move_costs_the_same_whatever_hangs(world):
    costs = []
    for count in (1, 3, 60):
        hang(world, count)
        sheet = world.conference.anliegen.filter(withdrawn_at=None, placements=None).first()
        last = list(world.conference.rooms.all())[-1]
        free = world.conference.slots.filter(common=False).last()
        phone = Phone(world.ada)
        phone.get("/healthz")
        kept.forget()
        with CaptureQueriesContext(connection) as captured:
            assert phone.taps("wall/pin", anliegen=sheet.number, **cell(free, last)).status_code == 200
        costs.append(len(captured))
        moves.park(sheet, by=world.ada)
    assert costs[0] == costs[1] == costs[2] <= 40
