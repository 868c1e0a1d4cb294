"""The projector's page: everybody in the hall reads it, nobody needs a seat for it, nothing can be done on it."""

import re

import pytest

from anliegen.wall import moves
from conference.entrance import entrances
from conference.models import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def screen(world):
    return world.url(f"display/{world.screen.key}/")


def test_shows_the_wall_to_whoever_has_the_address(client, world, screen):
    sheet = world.writes(world.ben, "Wer kocht?")
    moves.pin(sheet, world.first, world.linde, by=world.ben)
    page = client.get(screen)
    assert page.status_code == 200
    assert f'<li id="cell-{world.first.pk}-{world.linde.pk}" class="cell taken"' in page.content.decode()
    assert "Wer kocht?" in page.content.decode()
    assert "seat" not in page.cookies


def test_says_how_to_get_in(client, world, screen):
    entrance = world.conference.entrances.get(role=Role.PARTICIPANT)
    page = client.get(screen, headers={"host": "wand.example.org"}).content.decode()
    assert f"<span>{entrance.code[:3]}</span> <span>{entrance.code[3:]}</span>" in page
    assert "<svg" in page
    assert "wand.example.org" in page


def test_a_new_code_stands_there_at_the_next_look(client, world, screen):
    old = world.conference.entrances.get(role=Role.PARTICIPANT).code
    entrances.renew(world.conference, Role.PARTICIPANT, by=world.olga)
    page = client.get(screen).content.decode()
    assert old[:3] + "</span> <span>" + old[3:] not in page
    new = world.conference.entrances.get(role=Role.PARTICIPANT).code
    assert f"<span>{new[:3]}</span> <span>{new[3:]}</span>" in page


def test_nothing_on_it_can_be_touched(client, world, screen):
    page = client.get(screen).content.decode()
    stage = re.search(r"<main[^>]*>", page)[0]
    assert " inert" in stage
    assert "<form" not in page
    assert "<button" not in page


@pytest.mark.parametrize("key", ["nobody", "x" * 43])
def test_another_key_opens_nothing(client, world, screen, key):
    assert client.get(screen).status_code == 200
    assert client.get(world.url(f"display/{key}/")).status_code == 403


def test_a_persons_key_and_another_conferences_screen_open_nothing(client, world):
    assert client.get(world.url(f"display/{world.ada.key}/")).status_code == 403
    foreign = world.other.conference.seats.get(role=Role.DISPLAY)
    assert client.get(world.url(f"display/{foreign.key}/")).status_code == 403


def test_is_only_looked_at(client, world, screen):
    assert client.post(screen).status_code == 405
    client.get(screen)
    assert client.get(world.url("wall/")).status_code == 403


def test_a_title_is_text(client, world, screen):
    world.conference.theme = "<script>alert(1)</script>"
    world.conference.save()
    page = client.get(screen).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_a_theme_that_is_missing_is_the_conferences_name(client, world, screen):
    assert '<h1 dir="auto">Nachbarschaft</h1>' in client.get(screen).content.decode()


def test_knows_the_zone_and_the_servers_time(client, world, screen):
    page = client.get(screen).content.decode()
    assert 'data-zone="Europe/Berlin"' in page
    assert re.search(r'data-now="\d{10}\.\d{3}"', page)


def test_speaks_the_conferences_language(client, world, screen):
    assert '<html lang="en">' in client.get(screen).content.decode()
    world.conference.language = "de"
    world.conference.save()
    assert '<html lang="de">' in client.get(screen).content.decode()


def test_its_queries_do_not_grow_with_the_wall(client, world, screen, django_assert_max_num_queries):
    with django_assert_max_num_queries(18):
        client.get(screen)
    for at, room in enumerate(world.rooms):
        moves.pin(world.writes(world.ben, f"Sheet {at}"), world.first, room, by=world.ben)
    with django_assert_max_num_queries(18):
        client.get(screen)
