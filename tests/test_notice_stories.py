"""Announcements: to everybody, to a room, to who follows a sheet; urgent ones stand everywhere until taken down."""

import pytest
from django.test import Client

from anliegen.collect import interests
from anliegen.day import presences
from anliegen.wall import history
from conference.live.hub import hub
from conference.models import Notice
from conference.refusal import Refused
from conference.setup import notices
from tests.world import Phone, plain, told


@pytest.fixture
def soup(world):
    return world.writes(world.ben, "Soup for all")


def readers(world, text):
    """On whose first page the announcement stands."""
    names = ("olga", "ada", "hal", "ben", "cleo")
    return [name for name in names if text in plain(Phone(getattr(world, name)).get(world.url()))]


def on_screens(world, text, room=None):
    """Whether the projector says it, and the room's door."""
    door = f"door/{(room or world.linde).pk}/{world.screen.key}/"
    pages = (f"display/{world.screen.key}/", door)
    return [text in plain(Client().get(world.url(page))) for page in pages]


def test_everybody_reads_what_is_for_everybody(world):
    answer = Phone(world.ada).sends("setup/notices/post", text="The soup is ready")
    assert (answer.status_code, answer["Location"]) == (302, world.url("setup/"))
    assert readers(world, "The soup is ready") == ["olga", "ada", "hal", "ben", "cleo"]
    kind, by, *_facts = told(world.conference)
    assert (kind, by) == ("notice.posted", world.ada)
    assert history.lines(world.conference)[0]["sentence"] == "Ada announced something."


def test_only_who_is_in_the_room_reads_what_is_for_it(world):
    presences.come(world.cleo, world.linde)
    presences.come(world.ben, world.aula)
    Phone(world.ada).sends("setup/notices/post", text="Close the windows", to=f"room-{world.linde.pk}")
    assert readers(world, "Close the windows") == ["cleo"]
    presences.leave(world.cleo)
    assert readers(world, "Close the windows") == []
    assert on_screens(world, "Close the windows") == [False, True]
    assert on_screens(world, "Close the windows", world.aula) == [False, False]


def test_only_who_brings_or_marked_the_sheet_reads_what_is_for_it(world, soup):
    interests.mark(soup, world.cleo)
    Phone(world.ada).sends("setup/notices/post", text="Bring a spoon", to="sheet", sheet="1")
    assert readers(world, "Bring a spoon") == ["ben", "cleo"]
    assert on_screens(world, "Bring a spoon") == [False, False]


def test_an_urgent_one_stands_on_every_screen_and_first_on_phones(world):
    notices.post(world.conference, "Fire drill at noon", by=world.ada, urgent=True)
    for each in range(4):
        notices.post(world.conference, f"Calm {each}", by=world.ada)
    assert on_screens(world, "Fire drill at noon") == [True, True]
    page = plain(Phone(world.cleo).get(world.url()))
    assert page.index("Fire drill") < page.index("Calm 3")
    assert "Calm 0" not in page


def test_taken_down_it_vanishes_everywhere_at_once(real_world, monkeypatch):
    """The element itself is told as gone: no page needs to be read again before it is."""
    world, heard = real_world, []
    notices.post(world.conference, "Fire drill at noon", by=world.ada, urgent=True)
    notice = Notice.objects.get()
    for page in ("", f"display/{world.screen.key}/", f"door/{world.linde.pk}/{world.screen.key}/"):
        assert f'id="notice-{notice.pk}"' in Phone(world.cleo).get(world.url(page)).content.decode(), page
    for page in ("setup/", "facilitate/"):
        assert f'id="notice-{notice.pk}"' in Phone(world.ada).get(world.url(page)).content.decode(), page
    monkeypatch.setattr(hub, "tell", heard.append)
    Phone(world.ada).sends(f"setup/notices/{notice.pk}/take-down")
    (news,) = heard
    assert news["regions"]["en"] == {f"notice-{notice.pk}": ""}
    assert news["stale"] == ["page"]
    assert readers(world, "Fire drill") == []
    assert on_screens(world, "Fire drill") == [False, False]
    assert world.conference.events.last().kind == "notice.taken-down"


WRONG = [
    ({"text": ""}, "Please fill this in."),
    ({"text": "Soup", "to": "sheet"}, "Which sheet? Type its number."),
    ({"text": "Soup", "to": "sheet", "sheet": "77"}, "There is no sheet #77."),
    ({"text": "Soup", "to": "sheet", "sheet": "x"}, "Please give a number"),
    ({"text": "Soup", "to": "room-0"}, "Select a valid choice"),
]


@pytest.mark.parametrize(("form", "sentence"), WRONG)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(world, form, sentence):
    ada, before = Phone(world.ada), world.conference.events.count()
    answer = ada.sends("setup/notices/post", **form)
    assert answer.status_code == 422
    assert sentence in plain(answer)
    assert form["text"] in plain(answer)
    tapped = ada.taps("setup/notices/post", **form)
    assert tapped.status_code == 422
    assert sentence in plain(tapped)
    assert Notice.objects.count() == 0
    assert world.conference.events.count() == before


def test_a_room_and_a_sheet_together_are_refused(world, soup):
    answer = Phone(world.ada).sends("setup/notices/post", text="Soup", to=f"room-{world.linde.pk}", sheet="1")
    assert answer.status_code == 422
    assert "Either a room or a sheet" in plain(answer)


def test_a_sheet_that_is_not_there_is_refused_by_the_verb_too(world):
    with pytest.raises(Refused, match="There is no sheet #9"):
        notices.post(world.conference, "Soup", by=world.ada, sheet=9)
    assert Notice.objects.count() == 0


def test_a_room_of_another_conference_is_none(world):
    answer = Phone(world.ada).sends("setup/notices/post", text="Soup", to=f"room-{world.other.room.pk}")
    assert answer.status_code == 422
    assert Notice.objects.count() == 0


def test_dora_neither_posts_nor_takes_down_nor_reads_here(world):
    notices.post(world.conference, "Secret soup", by=world.ada)
    notice, dora = Notice.objects.get(), Phone(world.dora)
    for verb in ("setup/notices/post/", f"setup/notices/{notice.pk}/take-down/"):
        assert dora.submit(world.url(verb), {"text": "Doras"}).status_code == 403
    assert "Secret" not in plain(dora.get(world.url()))
    assert list(Notice.objects.values_list("text", flat=True)) == ["Secret soup"]


def test_the_desk_announces_and_stays_the_desk(world):
    ada, desk = Phone(world.ada), world.url("facilitate/")
    answer = ada.sends("setup/notices/post", text="Soup", urgent="on", back=desk)
    assert (answer.status_code, answer["Location"]) == (302, desk)
    text = plain(ada.get(desk))
    assert "Soup" in text
    assert '<b class="for urgent">urgent</b>' in text
    tapped = ada.taps(f"setup/notices/{Notice.objects.get().pk}/take-down")
    assert tapped.status_code == 200
    assert Notice.objects.count() == 0
