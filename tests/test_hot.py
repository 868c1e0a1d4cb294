"""Hot taps: gathered, told at most once a second, never before they are committed; nothing that was tapped is lost."""

import threading
import time

import pytest
from django.db import transaction

from anliegen.wall import history
from conference.live import hot
from conference.live.hub import hub
from conference.models import Conference, Event
from tests.test_concurrency import at_once

KIND = "taps.counted"


@pytest.fixture
def told(monkeypatch):
    """What was handed to the hub: (which conference, its version, its regions, its stale ones, when)."""
    heard, news = [], threading.Condition()

    def listen(message):
        with news:
            regions = sorted(message["regions"]["en"])
            heard.append((message["conference"], message["version"], regions, message["stale"], time.monotonic()))
            news.notify_all()

    def until(count, within=5):
        with news:
            assert news.wait_for(lambda: len(heard) >= count, within), heard
        return heard

    monkeypatch.setattr(hub, "tell", listen)
    until.heard = heard
    return until


def counted(conference):
    return conference.events.filter(kind=KIND).count()


def tap(conference, *touches, stale=()):
    with transaction.atomic():
        hot.warm(conference, KIND, touches or ["counts"], stale)


def test_a_lone_tap_is_told_soon(real_world, told):
    began = time.monotonic()
    tap(real_world.conference)
    ((conference, version, regions, stale, at),) = told(1)
    assert (conference, version, regions, stale) == (real_world.conference.pk, 1, ["counts"], [])
    assert at - began < 1
    event = real_world.conference.events.get()
    assert (event.kind, event.by, event.facts) == (KIND, None, {})


def test_many_taps_are_told_together_at_most_once_a_second(real_world, told):
    conference = real_world.conference
    until = time.monotonic() + 2.3

    def person(region):
        def taps():
            tapped = []
            while time.monotonic() < until:
                tapped.append(time.monotonic())
                tap(conference, region)
                time.sleep(0.01)  # the thumb
            return tapped

        return taps

    tapped = sum(at_once([person("counts"), person("counts"), person("parked-7")]), [])
    while hot.taps.teller:
        assert time.monotonic() < until + 5
        time.sleep(0.01)
    heard = told(2)
    assert len(tapped) > 50
    assert len(heard) == counted(conference) <= 5
    times = [at for *_rest, at in heard]
    assert all(later - earlier > 0.9 for earlier, later in zip(times, times[1:], strict=False))
    assert heard[1][2] == ["counts", "parked-7"]
    assert times[-1] > max(tapped)


def test_nothing_is_told_of_what_is_rolled_back(real_world, told):
    with transaction.atomic():
        hot.warm(real_world.conference, KIND, ["counts"])
        transaction.set_rollback(True)
    tap(real_world.other.conference)
    ((conference, *_rest),) = told(1)
    assert conference == real_world.other.conference.pk
    assert counted(real_world.conference) == 0


def test_nothing_is_told_before_it_is_committed(real_world, told):
    with transaction.atomic():
        hot.warm(real_world.conference, KIND, ["counts"])
        assert not hot.taps.due
    assert hot.taps.due or told.heard


def test_one_conference_does_not_wait_for_another(real_world, told):
    tap(real_world.conference)
    told(1)
    began = time.monotonic()
    tap(real_world.conference)
    tap(real_world.other.conference)
    heard = told(3)
    assert [conference for conference, *_rest in heard[1:]] == [
        real_world.other.conference.pk,
        real_world.conference.pk,
    ]
    assert heard[1][-1] - began < 0.9


def test_the_next_telling_waits_for_one_second_not_for_two(real_world, told, monkeypatch):
    conference, tell = real_world.conference, hot.tell

    def slowly(key, what, **options):
        time.sleep(0 if told.heard else 0.1)
        return tell(key, what, **options)

    monkeypatch.setattr(hot, "tell", slowly)
    tap(conference)
    first = told(1)[0][-1]
    time.sleep(0.05)
    tap(conference)
    assert 0.9 < told(2)[1][-1] - first < 1.5


def test_another_process_that_has_just_told_is_waited_for(real_world, told):
    """Several processes tell in turns: the one that comes second in a second tells a second later."""
    conference = real_world.conference
    tap(conference)
    first = told(1)[0][-1]
    hot.taps.told.clear()  # a process that has told nothing yet
    tap(conference)
    second = told(2)[1][-1]
    assert second - first > 0.9
    assert counted(conference) == 2


def test_stale_regions_are_told_as_such(real_world, told):
    tap(real_world.conference, stale=["interest-desk"])
    tap(real_world.conference, stale=["seats-here"])
    ((*_rest, stale, _at),) = told(1)
    assert stale == ["interest-desk", "seats-here"]


def test_what_can_not_be_told_now_is_told_later(real_world, told, monkeypatch):
    tell, tries = hot.tell, []

    def fails_once(key, what, **options):
        tries.append(key)
        if len(tries) == 1:
            raise RuntimeError("the database does not answer")
        return tell(key, what, **options)

    monkeypatch.setattr(hot, "tell", fails_once)
    tap(real_world.conference)
    told(1)
    assert len(tries) == 2
    assert counted(real_world.conference) == 1


def test_a_process_that_ends_tells_what_is_warm(real_world, told):
    conference = real_world.conference
    tap(conference)
    told(1)
    tap(conference)
    hot.taps.end()
    assert counted(conference) == 2
    assert not hot.taps.due


def test_a_conference_that_is_gone_is_forgotten(real_world, told):
    gone = real_world.other.conference
    pk = gone.pk
    tap(gone)
    with transaction.atomic():
        Event.objects.filter(conference=pk).delete()
        Conference.objects.filter(pk=pk).delete()
    tap(real_world.conference)
    told(1)
    teller = hot.taps.teller
    if teller:
        teller.join(5)
    assert not hot.taps.due
    assert [conference for conference, *_rest in told.heard] == [real_world.conference.pk]


def test_no_history_that_people_read_is_full_of_it(real_world, told):
    tap(real_world.conference)
    told(1)
    real_world.writes(real_world.ben)
    assert [line["sentence"] for line in history.lines(real_world.conference)] == ["Ben wrote #1."]
