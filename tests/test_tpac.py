"""A real conference on our wall: nothing of it gets lost, and nothing in it executes."""

import html
import io
import re

import pytest

from anliegen.exports import archive
from anliegen.exports.text import from_html
from anliegen.models import Placement
from anliegen.wall import facts
from conference.models import Role
from tests import tpac

needs_data = pytest.mark.skipif(not tpac.FILE.exists(), reason="the data of TPAC 2019 lies beside the checkout only")


@pytest.fixture
def data():
    return tpac.read()


@pytest.fixture
def wall(db, data):
    return archive.load(io.BytesIO(tpac.archive(data)))


def sit(client, conference, role=Role.PARTICIPANT):
    code = conference.entrances.get(role=role).code
    assert client.post(f"/j/{code}/", {"name": "Cleo"}).status_code == 302


def shown(response):
    """The page as people read it: entities decoded, soft hyphens away."""
    return html.unescape(response.content.decode()).replace("\u00ad", "")


@needs_data
def test_every_proposal_becomes_a_sheet_with_its_texts(wall, data):
    sheets = list(wall.anliegen.prefetch_related("conveners"))
    assert [sheet.number for sheet in sheets] == list(range(1, 59))
    for sheet, session in zip(sheets, data["sessions"], strict=True):
        assert sheet.title == session["title"].strip()
        assert [each.name for each in sheet.conveners.all()] == [name.strip() for name in session["initiators"]]
        assert bool(sheet.goal) == bool(session["goal"])
        assert bool(sheet.context) == bool(session["context"])


@needs_data
def test_html_becomes_text_and_links_keep_their_address(wall, data):
    assert any("<a" in session["context"] for session in data["sessions"])
    for sheet in wall.anliegen.all():
        assert not re.search(r"</?a\b|&[a-z]+;|&#", sheet.title + sheet.goal + sheet.context)
    measured = wall.anliegen.get(title="Ad Measurement and Privacy").context
    assert (
        "implemented Private Click Measurement (https://wicg.github.io/ad-click-attribution/index.html) and" in measured
    )
    links = sum(session["context"].count("<a ") for session in data["sessions"])
    addresses = sum(sheet.context.count(" (http") for sheet in wall.anliegen.all())
    assert addresses >= links > 20


@needs_data
def test_every_placement_every_room_and_every_break_is_there(wall, data):
    rooms, slots = list(wall.rooms.all()), list(wall.slots.all())
    assert [room.name for room in rooms] == [room["name"] for room in data["rooms"]]
    assert len(slots) == 8
    assert [slot.place for slot in slots if slot.common] == [
        "Argos A-B, 1st floor",
        "Argos A-B-C, 1st floor",
        "Argos A-B-C, 1st floor",
    ]
    assert str(slots[0].starts_at.astimezone(wall.zone)) == "2019-09-18 11:00:00+09:00"
    titles = {session["id"]: session["title"] for session in data["sessions"]}
    names = {room["id"]: room["name"] for room in data["rooms"]}
    placed = {
        (each.slot_id, each.room.name, each.anliegen.title)
        for each in Placement.objects.filter(slot__conference=wall).select_related("room", "anliegen")
    }
    wanted = {
        (slots[each["slot"]].pk, names[each["room"]], titles[each["session"]].strip()) for each in data["placements"]
    }
    assert placed == wanted
    assert len(placed) == 59
    assert wall.anliegen.get(title="Next steps for Web Monetization").placements.count() == 2


@needs_data
def test_its_history_leads_to_its_wall(wall):
    assert facts.replay(wall.events.all()) == facts.present(wall) != set()


@needs_data
def test_it_comes_out_as_it_went_in(wall):
    first = archive.dump(wall)
    again = archive.load(io.BytesIO(first))
    assert again.slug == "tpac-2019--2"
    assert archive.dump(again) == first


@needs_data
def test_the_wall_shows_all_of_it(wall, data, client):
    sit(client, wall)
    response = client.get(f"/c/{wall.slug}/wall/")
    cells = re.findall(r'<li id="cell-(\d+)-(\d+)"[^>]*data-anliegen="(\d+)"', response.content.decode())
    hanging = Placement.objects.filter(slot__conference=wall).values_list("slot", "room", "anliegen__number")
    assert sorted(tuple(map(int, cell)) for cell in cells) == sorted(hanging)
    page = shown(response)
    assert [session["title"] for session in data["sessions"] if session["title"].strip() not in page] == []
    assert [slot.name for slot in wall.slots.filter(common=True) if slot.name not in page] == []


@needs_data
def test_a_sheet_shows_its_texts_and_nothing_else(wall, client):
    sit(client, wall)
    sheet = wall.anliegen.get(title="Ad Measurement and Privacy")
    page = shown(client.get(f"/c/{wall.slug}/anliegen/{sheet.number}/"))
    assert sheet.goal in page
    assert sheet.context in page


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("Tom &amp; Ada &lt;3", "Tom & Ada <3"),
        ("We have <a href='https://example.org/x'>slides</a>.", "We have slides (https://example.org/x)."),
        ("<a href='https://example.org/x'>https://example.org/x</a>", "https://example.org/x"),
        ("<a href='javascript:alert(1)'>click</a>", "click"),
        ("<a onclick='alert(1)'>click</a> <img src=x onerror=alert(1)>", "click"),
        ("before<script>alert(1)</script><style>p{}</style> after", "before after"),
        ("<p>One\n  line</p><p>Two<br>Three</p>", "One line\n\nTwo\nThree"),
        ("<ul><li>first</li><li>second</li></ul>", "– first\n– second"),
        ("latency < 5 ms & more", "latency < 5 ms & more"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;", "<script>alert(1)</script>"),
        ("", ""),
    ],
)
def test_html_as_people_would_have_typed_it(html, text):
    assert from_html(html) == text


def test_what_looks_like_a_script_is_a_title_and_nothing_more(db, client):
    data = {"rooms": [], "slots": [], "placements": []}
    session = {"id": "x", "title": "&lt;script&gt;alert(1)&lt;/script&gt;", "initiators": ["<b>Eve</b>"]}
    data["sessions"] = [session | {"goal": ["<img src=x onerror=alert(1)>Come"], "context": "<svg onload=alert(1)>"}]
    conference = archive.load(io.BytesIO(tpac.archive(data)))
    sheet = conference.anliegen.get()
    assert (sheet.title, sheet.goal, sheet.context) == ("<script>alert(1)</script>", "Come", "")
    assert sheet.conveners.get().name == "Eve"
    sit(client, conference)
    for path in ("wall/", "anliegen/1/", ""):
        page = client.get(f"/c/{conference.slug}/{path}").content.decode()
        assert "<script>alert" not in page.replace("\u00ad", "")
        assert "onerror" not in page
