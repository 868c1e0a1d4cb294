"""Whatever is typed into the forms of entrance and setup: an answer below 500, and nothing typed is lost."""

from datetime import timedelta

import pytest

from conference.models import Role, Slot
from conference.refusal import Refused
from conference.setup import rooms, slots
from conference.setup.quickly import RoomDraft
from tests.world import Phone

ODD = {
    "long": "x" * 2000,
    "empty": "",
    "emoji": "👩‍🌾🎉",
    "right to left": "שלום עולם",
    "html": "<b onclick=alert(1)>x</b>",
    "word of 80": "Donau" * 16,
    "nul": "a\x00b\x08c",
    "override": "\u202egnorw",
    "number": "9" * 400,
    "minus": "-1",
    "percent": "%s %(name)s {0}",
    "day": "9999-12-31",
    "time": "24:61",
    "other digits": "٤ rounds of ٦٠ min from ١٠:٠٠",
}
FIELDS = """
    name code theme invitation organiser starts_on ends_on time_zone language text day starts ends common place
    capacity location features people rooms grid minutes rest phase role step q
""".split()  # noqa: SIM905
PAGES = """
    seat/ seat/leave/ setup/ setup/about/ setup/phase/ setup/notices/post/ setup/notices/1/take-down/ setup/rooms/
    setup/rooms/add/ setup/slots/ setup/slots/add/ setup/slots/new/ setup/plan/ setup/plan/make/ setup/people/
    setup/people/renew/x/ setup/people/renew/helper/ setup/people/display/
    setup/people/99999999999999999999/role/
    setup/rooms/99999999999999999999/ setup/slots/99999999999999999999/ poster/
""".split()  # noqa: SIM905


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD.keys())
def test_no_input_breaks_a_page(world, odd):
    own = [f"setup/rooms/{world.aula.pk}/", f"setup/slots/{world.first.pk}/", f"setup/slots/{world.first.pk}/postpone/"]
    own += [f"setup/people/{world.ben.pk}/role/", f"setup/rooms/{world.aula.pk}/move/"]
    code = world.conference.entrances.get(role=Role.PARTICIPANT).code
    for path in PAGES + own:
        browser = Phone(world.olga)
        address = world.url(path)
        for answer in (
            browser.get(address, dict.fromkeys(FIELDS, odd)),
            browser.post(address, dict.fromkeys(FIELDS, odd)),
            browser.post(address, dict.fromkeys(FIELDS, odd), headers={"HX-Request": "true"}),
        ):
            assert answer.status_code < 500, path
    for address in ("/", f"/j/{code}/", "/start/", "/language/", "/organiser/x/", "/me/x/"):
        assert Phone().get(address, dict.fromkeys(FIELDS, odd)).status_code < 500, address
        assert Phone().post(address, dict.fromkeys(FIELDS, odd)).status_code < 500, address


@pytest.mark.parametrize("code", ["x" * 3000, "%00", "%F0%9F%8E%89", "%D7%A9", "a%2Fb", "..%2f..", "%ff"])
def test_no_code_breaks_the_door(client, db, code):
    for path in (f"/j/{code}/", f"/j/{code}/qr.svg", f"/me/{code}/", f"/?code={code}"):
        assert client.get(path).status_code in (404, 422), path


@pytest.mark.parametrize(
    ("path", "typed"),
    [
        ("seat/", {"name": "y" * 200}),
        ("setup/about/", {"name": "", "theme": "Where to?", "invitation": "Come\nall"}),
        ("setup/notices/post/", {"text": "y" * 501}),
        ("setup/people/display/", {"name": "y" * 81}),
        ("setup/rooms/add/", {"text": "y" * 70}),
        ("setup/slots/add/", {"text": "four rounds", "day": "2026-06-12"}),
    ],
)
def test_what_was_typed_is_still_there(world, path, typed):
    answer = Phone(world.olga).post(world.url(path), typed)
    assert answer.status_code == 422
    assert b"errorlist" in answer.content
    for text in typed.values():
        assert text in answer.content.decode()


def test_a_wall_beyond_what_a_page_carries_is_refused_whole(world):
    drafts = [RoomDraft(f"Tisch {at}") for at in range(150)]
    rooms.add(world.conference, drafts, by=world.olga)
    start = world.third.ends_at
    rounds = [
        Slot(name=f"R{at}", starts_at=start + timedelta(hours=at), ends_at=start + timedelta(hours=at + 1))
        for at in range(24)
    ]
    before = world.conference.events.count()
    with pytest.raises(Refused, match="At most 4000 cells"):
        slots.add(world.conference, rounds, by=world.olga)
    assert world.conference.slots.count() == 4
    assert world.conference.events.count() == before
