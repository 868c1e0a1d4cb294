"""The quick round: every sheet once, in an order that is fair; it resumes where one left it, and ends with my list."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from anliegen.collect import interests, rounds, sheets
from anliegen.models import Interest
from anliegen.wall import moves
from conference.entrance import seats
from conference.models import Conference, Seat, Seen
from tests.world import Phone, plain


@pytest.fixture
def world(world):
    """Ben brings five sheets and Cleo one."""
    world.sheets = [world.writes(world.ben, f"Sheet {at}") for at in range(5)]
    world.writes(world.cleo, "Cleo's own")
    return world


@pytest.fixture
def cleo(world):
    return Phone(world.cleo)


def shown(phone, world, query=""):
    """The numbers that the page holds, in order: the first is in front."""
    page = phone.get(world.url("anliegen/round/") + query).content.decode()
    return [int(number) for number in re.findall(r'<li class="card" data-anliegen="(\d+)"', page)]


def progress(phone, world):
    return re.search(r'<span id="at">(\d+)</span> of (\d+)', plain(phone.get(world.url("anliegen/round/")))).groups()


def answers(phone, number, answer, **more):
    return phone.sends("anliegen/round", anliegen=number, answer=answer, **more)


def fresh(seat):
    """The seat as a request has it."""
    return Seat.objects.select_related("conference").get(pk=seat.pk)


def test_every_sheet_but_ones_own_comes_once(world, cleo):
    assert sorted(shown(cleo, world)) == [1, 2, 3, 4, 5]
    assert progress(cleo, world) == ("1", "5")
    assert sorted(shown(Phone(world.ben), world)) == [6]


def test_three_answers(world, cleo):
    first, second, third, *rest = shown(cleo, world)
    assert answers(cleo, first, "come")["Location"] == world.url("anliegen/round/")
    assert shown(cleo, world)[0] == second
    answers(cleo, second, "pass")
    assert progress(cleo, world) == ("3", "5")
    later = answers(cleo, third, "later")["Location"]
    assert shown(cleo, world, later.removeprefix(world.url("anliegen/round/"))) == [*rest, third]
    assert list(Interest.objects.values_list("anliegen__number", "seat__name")) == [(first, "Cleo")]


def test_it_goes_on_where_one_left_it_on_this_device(world, cleo):
    first, second, *rest = shown(cleo, world)
    answers(cleo, first, "pass")
    answers(cleo, second, "come")
    assert shown(cleo, world) == rest
    another = Phone(world.cleo)  # knows what was marked, not what was passed
    assert sorted(shown(another, world)) == sorted([first, *rest])
    shared = Phone(world.hal)  # somebody else on the same phone
    shared.cookies["round"] = cleo.cookies["round"].value
    assert len(shown(shared, world)) == 6


def test_who_changes_their_mind_is_taken_at_their_last_word(world, cleo):
    first, *rest = shown(cleo, world)
    answers(cleo, first, "come")
    answers(cleo, first, "pass")
    assert not Interest.objects.exists()
    assert shown(cleo, world) == rest
    answers(cleo, first, "come")
    assert Interest.objects.count() == 1


def test_it_ends_with_my_list_in_the_order_of_the_day(world, cleo):
    for number in (1, 2, 3, 4):
        answers(cleo, number, "come")
    moves.pin(world.sheets[3], world.first, world.linde, by=world.ada)
    moves.pin(world.sheets[1], world.third, world.aula, by=world.ada)
    assert re.findall(r"Sheet \d", plain(cleo.get(world.url("anliegen/round/?list=yes")))) == [
        *("Sheet 3", "Sheet 1", "Sheet 0", "Sheet 2")
    ]
    assert "Go on: 1 sheet left" in plain(cleo.get(world.url("anliegen/round/?list=yes")))
    answers(cleo, 5, "pass")
    page = plain(cleo.get(world.url("anliegen/round/")))
    assert "Those were all 5 sheets." in page
    assert "Has no place yet." in page
    cleo.sends("anliegen/4/interest", on="", back=world.url("anliegen/round/?list=yes"))
    assert "Sheet 3" not in plain(cleo.get(world.url("anliegen/round/?list=yes")))


def test_a_sheet_written_meanwhile_comes_too_and_a_withdrawn_one_no_more(world, cleo):
    for number in (1, 2, 3, 4, 5):
        answers(cleo, number, "pass")
    assert shown(cleo, world) == []
    world.writes(world.hal, "Late")
    assert shown(cleo, world) == [7]
    sheets.withdraw(world.conference.anliegen.get(number=7), by=world.hal)
    assert shown(cleo, world) == []
    answer = cleo.taps("anliegen/round", anliegen=7, answer="come")
    assert (answer.status_code, Interest.objects.count()) == (409, 0)


def test_nobody_is_always_last(world):
    """Each seat has an order of its own: over many, every sheet comes first and every sheet comes last."""
    crowd = [seats.join(world.conference, f"Person {at}") for at in range(60)]
    orders = [rounds.ordered(seat, [1, 2, 3, 4, 5, 6]) for seat in crowd]
    assert {order[0] for order in orders} == {order[-1] for order in orders} == {1, 2, 3, 4, 5, 6}
    assert rounds.ordered(crowd[0], [6, 5, 4, 3, 2, 1]) == orders[0]


def test_quiet_sheets_come_in_the_first_half(world):
    crowd = [seats.join(world.conference, f"Person {at}") for at in range(12)]
    Interest.objects.bulk_create(Interest(anliegen=sheet, seat=seat) for sheet in world.sheets[:3] for seat in crowd)
    world.writes(world.hal)
    firsts = set()
    for seat in crowd:
        order = rounds.ordered(fresh(seat), [1, 2, 3, 4, 5, 6])
        assert set(order[:3]) == {4, 5, 6}
        firsts.add(order[0])
    assert len(firsts) > 1


def test_the_order_tells_nothing_that_is_not_told(world):
    numbers = [1, 2, 3, 4, 5, 6]
    Conference.objects.filter(pk=world.conference.pk).update(interest_seen=Seen.FACILITATORS)
    before = rounds.ordered(fresh(world.hal), numbers)
    crowd = [seats.join(world.conference, f"Person {at}") for at in range(12)]
    loud = [world.conference.anliegen.get(number=number) for number in before[:3]]
    Interest.objects.bulk_create(Interest(anliegen=sheet, seat=seat) for sheet in loud for seat in crowd)
    world.writes(world.ben)
    assert rounds.ordered(fresh(world.hal), numbers) == before
    Conference.objects.filter(pk=world.conference.pk).update(interest_seen=Seen.ALL)
    assert set(rounds.ordered(fresh(world.hal), numbers)[3:]) == set(before[:3])


def test_a_page_holds_some_and_gives_more_as_they_are_answered(world, cleo, monkeypatch):
    monkeypatch.setattr(rounds, "AT_ONCE", 2)
    seen = []
    while numbers := shown(cleo, world):
        assert len(numbers) <= 2
        seen.append(numbers[0])
        answers(cleo, numbers[0], "pass")
    assert sorted(seen) == [1, 2, 3, 4, 5]


def test_in_the_page_the_answer_is_empty_and_remembers(world, cleo):
    answer = cleo.taps("anliegen/round", anliegen=1, answer="pass")
    assert (answer.status_code, answer.content) == (204, b"")
    assert 1 not in shown(cleo, world)


@pytest.mark.parametrize("form", [{}, {"anliegen": 1}, {"anliegen": 1, "answer": "maybe"}, {"answer": "come"}])
def test_half_an_answer_is_refused_with_a_sentence(world, cleo, form):
    answer = cleo.sends("anliegen/round", **form)
    assert answer.status_code == 400
    assert "Choose" in plain(answer)


@pytest.mark.parametrize("cookie", ["", "x", "1-", "1-zz", "-", "999999999999-ff", "1-" + "f" * 9000])
def test_a_cookie_that_somebody_wrote_harms_nobody(world, cleo, cookie):
    cleo.cookies["round"] = cookie.replace("1-", f"{world.cleo.pk}-", 1)
    assert cleo.get(world.url("anliegen/round/?later=x,1,99999999999999,2")).status_code == 200
    assert len(rounds.remember(world.cleo, rounds.recall(world.cleo, cookie))) < 700


def test_it_costs_the_same_whatever_hangs(world, cleo):
    costs = []
    for count in (0, 40):
        for _ in range(count):
            sheet = world.writes(world.ben)
            interests.mark(sheet, world.hal)
        cleo.get("/healthz")
        with CaptureQueriesContext(connection) as captured:
            cleo.get(world.url("anliegen/round/"))
        costs.append(len(captured))
    assert costs[0] == costs[1] <= 10
