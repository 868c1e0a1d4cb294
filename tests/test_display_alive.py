"""The desk knows which screen is awake, asleep or gone."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from anliegen.models import Display
from tests.world import Phone

pytestmark = pytest.mark.django_db


@pytest.fixture
def say(world):
    """Return say(…): what the screen's page sends every few seconds."""
    return lambda **fields: Client().post(world.url(f"display/{world.screen.key}/alive/"), fields)


def state(world):
    answer = Phone(world.ada).get(world.url("displays/states/")).json()
    return [each["state"] for each in answer["screens"]]


def silent_for(seconds):
    Display.objects.update(seen_at=timezone.now() - timedelta(seconds=seconds))


def test_a_screen_is_new_then_awake_then_gone(world, say):
    assert state(world) == ["new"]
    assert say(on="on").status_code == 200
    assert state(world) == ["awake"]
    silent_for(18)
    assert state(world) == ["awake"]
    silent_for(22)
    assert state(world) == ["gone"]
    say(on="on")
    assert state(world) == ["awake"]


def test_a_hidden_page_is_asleep_and_in_time_gone(world, say):
    say(on="on")
    say()
    assert state(world) == ["asleep"]
    silent_for(60)
    assert state(world) == ["asleep"], "a hidden page may speak once a minute only"
    silent_for(100)
    assert state(world) == ["gone"]


def test_a_sign_of_life_is_no_event(world, say):
    before = world.conference.version
    say(on="on")
    say()
    world.conference.refresh_from_db()
    assert world.conference.version == before


def test_looking_at_it_is_no_sign_of_life(world):
    for query in ("", "?preview"):
        Client().get(world.url(f"display/{world.screen.key}/{query}"))
    assert state(world) == ["new"]


def test_the_desk_says_it(world, say):
    say()
    Display.objects.update(seen_at=timezone.now() - timedelta(minutes=5))
    for page in ("displays/", "facilitate/"):
        assert 'data-state="gone">gone since' in Phone(world.ada).get(world.url(page)).content.decode()
