"""The conference in pictures: what is counted, that each picture has its table, and that nobody is named."""

import re
from datetime import timedelta

import pytest

from anliegen.exports import whole
from anliegen.exports.charts import charts, draw, heads, series, specs, words
from anliegen.models import Attendance, Presence, Report
from anliegen.record import reports
from anliegen.wall import moves
from conference.models import Seen
from tests.world import MORNING, Phone, plain


@pytest.fixture
def held(world):
    """Three sheets were held in the first round, with four, one and two people in them."""
    world.sheets = []
    for room, count, title in zip(
        world.rooms, (4, 1, 2), ("Der Garten am Fluss", "Ein Garten im Hof", "Wer baut den Zaun?"), strict=True
    ):
        sheet = world.writes(world.ben, title, goal="Im Sommer den Garten genießen.")
        moves.pin(sheet, world.first, room, by=world.ada)
        for at in range(count):
            Attendance.objects.create(anliegen=sheet, name=f"Secret {at}", named=True)
        world.sheets.append(sheet)
    reports.write(world.sheets[0], by=world.ben, happened="Wir sprachen über den Zaun.")
    reports.publish(world.sheets[0], by=world.ben)
    return world


def of(world, name, interest=True):
    return next((each for each in charts.charts(whole.read(world.conference), interest) if each.name == name), None)


def test_an_empty_conference_says_what_will_be_here(world):
    answer = plain(Phone(world.cleo).get(world.url("pictures/")))
    assert "as soon as there is something to count" in answer
    assert "<svg" not in answer


def test_heads_are_those_in_the_list_or_at_the_door_whichever_is_more(held):
    linde = held.first.pk, held.linde.pk
    assert heads.by_cell(held.conference)[linde] == 1
    for seat in (held.cleo, held.hal):
        Presence.objects.create(
            seat=seat, room=held.linde, since=MORNING + timedelta(minutes=1), until=MORNING + timedelta(minutes=50)
        )
    passed_by = MORNING + timedelta(minutes=57)
    Presence.objects.create(seat=held.olga, room=held.linde, since=passed_by, until=passed_by + timedelta(hours=1))
    assert heads.by_cell(held.conference)[linde] == 2
    Report.objects.create(anliegen=held.sheets[1], others=9)
    assert heads.by_cell(held.conference)[linde] == 10


def test_how_full_the_rooms_were(held):
    chart = of(held, "heads")
    assert chart.words == "Most people in one room: 4, in Aula, 10:00."
    assert (chart.head, chart.rows) == (["Room", "10:00"], [["Aula", 4], ["Linde", 1], ["Birke", 2]])


def test_interest_stands_against_who_came(held):
    chart = of(held, "interest")
    assert [row[1:] for row in chart.rows] == [[0, 4], [0, 1], [0, 2]]
    assert "to 3 of 3 groups" in chart.words


def test_numbers_stand_beside_their_points_only_where_there_is_room():
    crowd = [(number, 10 + number % 3, 10) for number in range(1, 30)]
    spec = specs.against([*crowd, (80, 120, 12), (81, 12, 120)], "would", "came")
    named = [each["sheet"] for each in spec["data"]["values"] if each["sheet"]]
    assert {"#80", "#81"} <= set(named)
    assert len(named) <= 4
    apart = specs.against([(1, 10, 100), (2, 100, 10), (3, 60, 60)], "would", "came")
    assert [each["sheet"] for each in apart["data"]["values"]] == ["#1", "#2", "#3"]


def test_interest_is_told_as_far_as_the_conference_tells_it(held):
    held.conference.interest_seen = Seen.FACILITATORS
    held.conference.save()
    assert "Interest and attendance" not in plain(Phone(held.cleo).get(held.url("pictures/")))
    assert "Interest and attendance" in plain(Phone(held.ada).get(held.url("pictures/")))


def test_words_count_once_a_sheet_and_only_nouns_in_german(held):
    sheets = whole.read(held.conference).sheets
    assert words.most_used(sheets, "de") == [("Garten", 3), ("Sommer", 3), ("Zaun", 2)]
    assert "genießen" in dict(words.most_used(sheets, "en"))


def test_a_hidden_sheet_is_in_no_picture(held):
    held.sheets[0].hidden_why = "An advertisement"
    held.sheets[0].save()
    assert [row[0] for row in of(held, "heads").rows] == ["Linde", "Birke"]
    assert of(held, "words") is None or "Fluss" not in dict(of(held, "words").rows)


def test_each_picture_has_a_name_a_sentence_and_its_table_and_names_nobody(held):
    answer = plain(Phone(held.cleo).get(held.url("pictures/")))
    pictures = re.findall(r'<svg class="chart" role="img".*?</svg>', answer, re.S)
    assert len(pictures) == answer.count('<table class="counted">') == answer.count("<h2") >= 4
    assert all("<title" in each and "<desc" in each and "style=" not in each for each in pictures)
    assert "Secret" not in answer


def test_a_picture_that_cannot_be_drawn_leaves_its_table(held, monkeypatch):
    monkeypatch.setattr(draw, "PATIENCE", 0)
    draw.jobs.clear()
    answer = plain(Phone(held.cleo).get(held.url("pictures/")))
    draw.jobs.clear()
    assert "<svg" not in answer
    assert '<details id="table-heads" open>' in answer


@pytest.mark.parametrize(("hours", "most"), [(0.1, 4), (6, 26), (60, 26), (24 * 40, 50)])
def test_rows_of_a_growth_are_few_and_end_with_all(hours, most):
    moments = [MORNING, MORNING + timedelta(hours=hours / 2), MORNING + timedelta(hours=hours)]
    rows = series.rows(moments[0], moments[-1], moments)
    assert len(rows) <= most
    assert rows[-1][1] == 3


@pytest.mark.parametrize("count", [3, 30])
def test_pictures_cost_the_same_queries_whatever_is_counted(world, count, django_assert_max_num_queries):
    for at in range(count):
        sheet = world.writes(world.ben, f"Garten {at}")
        reports.write(sheet, by=world.ben, results="Im Garten.")
    with django_assert_max_num_queries(24):
        charts.charts(whole.read(world.conference))
