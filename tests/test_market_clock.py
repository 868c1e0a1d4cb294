"""The clock of who presents: extended, paused, running on; how long a turn is; the market opens and closes."""

from datetime import timedelta

import pytest
from django.utils import timezone

from anliegen.market import clock, more, opening, queue
from anliegen.models import TurnState
from anliegen.wall import moves
from conference.models import Phase, Slot
from conference.setup import phases
from tests.world import Phone, add_slot, plain

SOME = 2.0  # seconds that a test may take between two looks at the time


@pytest.fixture
def world(world):
    """Ben presents #1, #2 waits."""
    opening.open_market(world.conference, by=world.ada)
    world.sheets = [world.writes(world.ben, "Soup"), world.writes(world.cleo, "Salt")]
    for sheet in world.sheets:
        queue.line_up(sheet, by=world.ada)
    queue.call(world.conference, by=world.ada)
    return world


def turn(world):
    return world.conference.turns.get(state=TurnState.PRESENTING)


def left(world):
    """Seconds that the clock shows."""
    now = turn(world)
    return now.left / 1000 if now.left is not None else (now.ends_at - timezone.now()).total_seconds()


def last(world):
    event = world.conference.events.select_related("by").last()
    return event.kind, event.by, event.facts.get("anliegen")


def test_a_turn_is_extended_by_half_a_minute(world):
    assert "30 seconds more." in plain(Phone(world.ada).taps("market/extend"))
    assert left(world) == pytest.approx(60, abs=SOME)
    assert last(world) == ("market.extended", world.ada, 1)


def test_extended_after_the_end_it_has_half_a_minute_from_now(world):
    world.conference.turns.filter(pk=turn(world).pk).update(ends_at=timezone.now() - timedelta(minutes=5))
    clock.extend(world.conference, by=world.ada)
    assert left(world) == pytest.approx(30, abs=SOME)


def test_the_clock_stands_still_and_runs_on_with_what_was_left(world):
    assert "The clock stands still." in plain(Phone(world.ada).taps("market/pause"))
    stood = turn(world)
    assert stood.ends_at is None
    assert stood.left == pytest.approx(30_000, abs=SOME * 1000)
    assert last(world) == ("market.paused", world.ada, 1)
    clock.extend(world.conference, by=world.ada)
    assert turn(world).left == stood.left + 30_000
    Phone(world.ada).taps("market/go-on")
    assert left(world) == pytest.approx(60, abs=SOME)
    assert last(world) == ("market.went-on", world.ada, 1)


def test_a_clock_that_stands_or_runs_already_says_so(world):
    ada = Phone(world.ada)
    assert "The clock runs already." in plain(ada.taps("market/go-on"))
    ada.taps("market/pause")
    assert "The clock stands still already." in plain(ada.taps("market/pause"))


def test_without_a_presenter_there_is_no_clock(world):
    queue.end(world.conference, by=world.ada)
    for verb in ("extend", "pause", "go-on"):
        answer = Phone(world.ada).taps(f"market/{verb}")
        assert (answer.status_code, "Nobody presents" in plain(answer)) == (409, True)


def test_the_stage_tells_the_end_in_the_servers_time(world):
    page = plain(Phone(world.cleo).get(world.url("market/")))
    assert f'data-ends="{round(turn(world).ends_at.timestamp() * 1000)}"' in page
    clock.pause(world.conference, by=world.ada)
    page = plain(Phone(world.cleo).get(world.url("market/")))
    assert f'data-left="{turn(world).left}"' in page
    assert 'data-state="paused"' in page


@pytest.mark.parametrize("seconds", [10, 45, 300])
def test_a_turn_lasts_as_long_as_the_facilitator_says(world, seconds):
    assert Phone(world.ada).sends("market/seconds", seconds=seconds).status_code == 302
    queue.call(world.conference, by=world.ada)
    assert left(world) == pytest.approx(seconds, abs=SOME)


@pytest.mark.parametrize("seconds", ["9", "301", "", "x", "1e3", "-30"])
def test_a_length_that_is_none_gets_a_sentence(world, seconds):
    answer = Phone(world.ada).taps("market/seconds", seconds=seconds)
    assert (answer.status_code, "A turn lasts from 10 to 300 seconds." in plain(answer)) == (422, True)


def test_who_presents_keeps_the_time_that_was_promised(world):
    clock.set_seconds(world.conference, by=world.ada, seconds=300)
    assert left(world) == pytest.approx(30, abs=SOME)


def test_the_market_opens_with_its_phase_and_closes_with_any_other(world):
    opening.close_market(world.conference, by=world.ada)
    for phase in (Phase.MARKET, Phase.GROUPS, Phase.MARKET, Phase.CONVERGENCE):
        phases.enter(world.conference, phase, by=world.ada)
        world.conference.refresh_from_db()
        assert world.conference.market_open == (phase == Phase.MARKET)


def test_who_presents_is_done_when_the_market_closes(world):
    phases.enter(world.conference, Phase.GROUPS, by=world.ada)
    assert not world.conference.turns.filter(state=TurnState.PRESENTING).exists()
    assert "The market is closed." in plain(Phone(world.cleo).get(world.url("market/")))


def test_a_facilitator_opens_it_in_any_phase_and_who_waited_waits_on(world):
    phases.enter(world.conference, Phase.GROUPS, by=world.ada)
    assert "The market is open" in plain(Phone(world.ada).taps("market/open"))
    assert world.conference.events.last().kind == "market.opened"
    assert "You are next with #2." in plain(Phone(world.cleo).get(world.url()))
    assert "The market is open already." in plain(Phone(world.ada).taps("market/open"))
    Phone(world.ada).taps("market/close")
    assert "The market is closed already." in plain(Phone(world.ada).taps("market/close"))


def test_everybody_finds_the_market_while_it_is_open(world):
    assert "/market/" in plain(Phone(world.cleo).get(world.url("wall/")))
    opening.close_market(world.conference, by=world.ada)
    assert "/market/" not in plain(Phone(world.cleo).get(world.url("wall/")))
    assert "/market/" in plain(Phone(world.hal).get(world.url("wall/")))


def rounds(world):
    return [
        (slot.name, f"{slot.starts_at:%H:%M}", f"{slot.ends_at:%H:%M}")
        for slot in world.conference.slots.filter(common=False)
    ]


def test_one_key_adds_a_round_and_everybody_is_told(world):
    """An hour lies between the first two rounds: that is the usual break here."""
    said = "New: Round 4, 18:00–19:00. 3 more cells are free."
    assert said in plain(Phone(world.ada).taps("market/add-round"))
    assert rounds(world)[-1] == ("Round 4", "16:00", "17:00")
    assert world.conference.notices.first().text == said
    assert said in plain(Phone(world.cleo).get(world.url()))


def test_what_follows_the_last_round_moves_back(world):
    evening = add_slot(world.conference, "Evening", 7, common=True)
    said = plain(Phone(world.ada).taps("market/add-round"))
    evening.refresh_from_db()
    assert f"{evening.starts_at:%H:%M}" == "17:00"
    assert "New: Round 4, 18:00–19:00. 3 more cells are free. Evening now begins at 19:00." in said


def test_what_follows_later_stays(world):
    evening = add_slot(world.conference, "Evening", 9, common=True)
    assert "Evening" not in plain(Phone(world.ada).taps("market/add-round"))
    assert Slot.objects.get(pk=evening.pk).starts_at == evening.starts_at


def test_a_full_day_gets_a_sentence(world):
    for _hour in range(3):
        more.add_round(world.conference, by=world.ada)
    before = rounds(world)
    answer = Phone(world.ada).taps("market/add-round")
    assert (answer.status_code, rounds(world)) == (409, before)
    assert "The day is full" in plain(answer)


def test_a_wall_without_rounds_gets_a_sentence(world):
    world.conference.slots.all().delete()
    answer = Phone(world.ada).taps("market/add-round")
    assert (answer.status_code, "no rounds yet" in plain(answer)) == (409, True)


def test_one_key_adds_a_room_for_all_rounds(world):
    said = plain(Phone(world.ada).taps("market/add-room"))
    new = world.conference.rooms.last()
    assert f"New: {new.name}. 3 more cells are free." in said
    assert moves.pin(world.sheets[0], world.first, new, by=world.ben)


def test_only_facilitators_hold_the_clock(world):
    for seat in (world.ben, world.hal, world.dora):
        for verb in ("extend", "pause", "go-on", "seconds", "open", "close", "add-round", "add-room"):
            assert Phone(seat).submit(world.url(f"market/{verb}/"), {"seconds": 60}).status_code == 403
    assert left(world) == pytest.approx(30, abs=SOME)
