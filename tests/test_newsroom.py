"""The newsroom: which group is how far, who needs a hand first, one nudge each, and how the day went as a picture."""

from datetime import timedelta

import pytest
from django.utils import timezone

from anliegen.collect import sheets
from anliegen.exports.charts import draw
from anliegen.models import Report
from anliegen.news import newsroom, nudges, progress
from anliegen.record import reports
from anliegen.wall import moves
from conference.models import Slot
from conference.refusal import Refused
from tests.world import Phone, plain, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(world):
    """Round 1 ended an hour ago, round 2 runs, round 3 comes. Ben's sheets 1 and 2 hang in round 1, 3 in 2, 4 in 3."""
    now = timezone.now()
    for slot, starts in ((world.first, -120), (world.second, -30), (world.lunch, 40), (world.third, 120)):
        starts = now + timedelta(minutes=starts)
        Slot.objects.filter(pk=slot.pk).update(starts_at=starts, ends_at=starts + timedelta(minutes=60))
        slot.refresh_from_db()
    world.sheets = [world.writes(world.ben, f"Sheet {at}") for at in range(1, 6)]
    cells = [
        (world.first, world.aula),
        (world.first, world.linde),
        (world.second, world.aula),
        (world.third, world.aula),
    ]
    for sheet, cell in zip(world.sheets, cells, strict=False):
        moves.pin(sheet, *cell, by=world.ada)
    return world


def states(world):
    room = newsroom.read(world.conference)
    names = ("missing", "written", "running", "published", "coming")
    return {name: [group.sheet.number for group in getattr(room, name)] for name in names}


def test_groups_stand_by_how_far_they_are(world):
    assert states(world) == {"missing": [1, 2], "written": [], "running": [3], "published": [], "coming": [4]}
    reports.write(world.sheets[0], world.ben, results="!")
    reports.write(world.sheets[4], world.ben, results="Hung nowhere, and wrote")
    reports.write(world.sheets[2], world.ben, results="!")
    reports.publish(world.sheets[2], world.ben)
    assert states(world) == {"missing": [2], "written": [1, 5], "running": [], "published": [3], "coming": [4]}
    sheets.hide(world.sheets[1], "An advertisement", by=world.ada)
    assert states(world)["missing"] == []


def test_the_page_says_who_wrote_last_and_what_hal_can_do(world):
    reports.write(world.sheets[0], world.ben, results="!")
    text = plain(Phone(world.hal).get(world.url("facilitate/newsroom/")))
    for words in ("Ben wrote at", "Ended without a report", "Running now", "1 group has not begun yet."):
        assert words in text
    assert world.url("anliegen/2/report/") in text
    assert world.url("anliegen/2/photos/") in text


def test_who_was_nudged_stands_behind_who_was_not(world):
    nudges.nudge(world.sheets[0], by=world.hal)
    assert states(world)["missing"] == [2, 1]
    assert "nudged" in plain(Phone(world.ada).get(world.url("facilitate/newsroom/")))


def test_a_nudge_reaches_the_convener_once(world):
    phone = Phone(world.hal)
    assert phone.sends("facilitate/newsroom/nudge", anliegen=1).status_code == 302
    assert told(world.conference)[:2] == ("report.nudged", world.hal)
    assert world.conference.events.last().facts == {"anliegen": 1}
    home = plain(Phone(world.ben).get(world.url()))
    assert "its report is missing" in home
    assert "The newsroom waits for the report of #1." in home
    assert "waits for the report" not in plain(Phone(world.cleo).get(world.url()))
    again = phone.sends("facilitate/newsroom/nudge", anliegen=1)
    assert again.status_code == 409
    assert "Once is enough" in plain(again)
    assert world.conference.events.filter(kind="report.nudged").count() == 1


def test_after_it_hangs_nobody_is_waited_for(world):
    nudges.nudge(world.sheets[0], by=world.hal)
    reports.write(world.sheets[0], world.ben, results="!")
    assert "waits for the report" in plain(Phone(world.ben).get(world.url()))
    reports.publish(world.sheets[0], world.ben)
    assert "waits for the report" not in plain(Phone(world.ben).get(world.url()))
    with pytest.raises(Refused, match="hangs already"):
        nudges.nudge(world.sheets[0], by=world.hal)


def test_a_group_that_runs_is_left_alone(world):
    with pytest.raises(Refused, match="has not ended"):
        nudges.nudge(world.sheets[2], by=world.hal)
    assert not Report.objects.filter(nudged_at__isnull=False).exists()


def test_all_that_are_overdue_at_once(world):
    nudges.nudge(world.sheets[0], by=world.hal)
    phone = Phone(world.hal)
    answer = phone.sends("facilitate/newsroom/nudge-all")
    assert answer.status_code == 302
    assert [event.facts["anliegen"] for event in world.conference.events.filter(kind="report.nudged")] == [1, 2]
    assert phone.sends("facilitate/newsroom/nudge-all").status_code == 409


def test_participants_and_dora_stay_outside(world):
    for seat in (world.ben, world.dora):
        phone = Phone(seat)
        assert phone.get(world.url("facilitate/newsroom/")).status_code == 403
        assert phone.post(world.url("facilitate/newsroom/nudge/"), {"anliegen": 1}).status_code == 403
    assert not Report.objects.exists()


@pytest.mark.parametrize("number", ["", "x", "-1", "99999999999", "²"])
def test_nonsense_is_refused(world, number):
    assert Phone(world.hal).sends("facilitate/newsroom/nudge", anliegen=number).status_code in (400, 404)


def test_the_picture_has_its_table_behind_it(world):
    reports.write(world.sheets[0], world.ben, results="!")
    reports.publish(world.sheets[0], world.ben)
    rows = newsroom.steps(world.conference)
    assert rows[-1][1:] == (2, 1, 1)
    assert rows[0][1:] <= rows[-1][1:]
    assert 1 <= len(rows) <= 26
    text = Phone(world.hal).get(world.url("facilitate/newsroom/")).content.decode()
    assert 'role="img"' in text
    assert "2 groups have ended, 1 reports were begun, 1 are published." in text
    assert "var(--green)" in text
    assert "<td>2</td><td>1</td><td>1</td>" in text


def test_a_picture_that_cannot_be_drawn_leaves_the_table(world, monkeypatch):
    monkeypatch.setattr(progress, "spec", lambda rows: {"mark": 7})
    text = Phone(world.hal).get(world.url("facilitate/newsroom/")).content.decode()
    assert 'role="img"' not in text
    assert '<details id="counted" open>' in text


def test_words_in_a_chart_are_no_markup():
    spec = {
        "data": {"values": [{"a": '<script>alert("1")</script>', "n": 1}]},
        "mark": "bar",
        "encoding": {"x": {"field": "a", "type": "nominal"}, "y": {"field": "n", "type": "quantitative"}},
    }
    drawn = draw.accessible(draw.svg(spec), "<b>Title", "Words & more")
    assert "<script>alert" not in drawn
    assert "&lt;b&gt;Title" in drawn
    assert "style=" not in drawn  # our content security policy takes no inline style
    assert draw.job(spec) is draw.job(dict(spec))
