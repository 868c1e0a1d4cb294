""" "I'd come": one tap, no commitment. Who taps, what is kept, who is told how many would, and who isn't."""

import re

import pytest

from anliegen.collect import interests, sheets
from anliegen.day import follows
from anliegen.models import Interest
from anliegen.wall import merging
from conference.live import hot
from conference.live.hub import hub
from conference.models import Conference, Seen
from conference.refusal import Refused
from conference.setup import phases
from tests.test_concurrency import at_once
from tests.world import Phone, broken_promises, plain


@pytest.fixture
def soup(world):
    return world.writes(world.ben, "Soup for all")


def rows():
    return sorted(Interest.objects.values_list("anliegen__number", "seat__name"))


def counts(answer, id="interest"):
    """What a page says how many would come, by number; None where it has no such region."""
    found = re.search(rf'<p id="{id}" hidden data-live data-counts="([^"]*)"', answer.content.decode())
    return found and dict(each.split(":") for each in found[1].split(",") if each)


def going(answer):
    return re.search(r'<p id="going" hidden data-live data-numbers="([^"]*)"', answer.content.decode())[1]


def fresh(world):
    """As the next telling does: the conference goes on by a number."""
    world.writes(world.hal, "Something else")


def test_one_tap_and_another_takes_it_back(world, soup):
    cleo = Phone(world.cleo)
    answer = cleo.sends("anliegen/1/interest", on="on")
    assert (answer.status_code, answer["Location"]) == (302, world.url())
    assert rows() == [(1, "Cleo")]
    assert "#1: noted that you would come." in plain(cleo.get(world.url("anliegen/1/")))
    cleo.sends("anliegen/1/interest", on="")
    assert rows() == []


def test_twice_is_once(world, soup):
    assert interests.mark(soup, world.cleo)
    assert not interests.mark(soup, world.cleo)
    world.cleo.refresh_from_db()
    assert (rows(), world.cleo.version) == ([(1, "Cleo")], 1)
    assert interests.mark(soup, world.cleo, on=False)
    assert not interests.mark(soup, world.cleo, on=False)
    world.cleo.refresh_from_db()
    assert (rows(), world.cleo.version) == ([], 2)


def test_the_same_seat_taps_in_many_windows_at_once(real_world):
    soup = real_world.writes(real_world.ben)
    done = at_once([lambda: interests.mark(soup, real_world.cleo)] * 12)
    assert done.count(True) == 1
    assert rows() == [(1, "Cleo")]
    gone = at_once([lambda: interests.mark(soup, real_world.cleo, on=False)] * 12)
    assert gone.count(True) == 1
    assert rows() == []
    real_world.cleo.refresh_from_db()
    assert real_world.cleo.version == 2
    assert broken_promises(real_world.conference) == []


def test_nobody_comes_to_what_is_gone_but_may_take_it_back(world, soup):
    interests.mark(soup, world.cleo)
    sheets.withdraw(soup, by=world.ben)
    with pytest.raises(Refused, match="#1 was withdrawn"):
        interests.mark(soup, world.hal)
    interests.mark(soup, world.cleo, on=False)
    assert rows() == []


def test_a_merged_sheet_says_where_it_went_and_counts_there(world, soup):
    other = world.writes(world.cleo, "Bread")
    interests.mark(soup, world.hal)
    interests.mark(other, world.hal)
    interests.mark(other, world.ada)
    sheets.withdraw(other, by=world.cleo)
    world.conference.anliegen.filter(pk=other.pk).update(merged_into=soup)
    with pytest.raises(Refused, match="#2 went into #1"):
        interests.mark(other, world.ben)
    world.conference.refresh_from_db()
    assert interests.count(world.conference) == {1: 2}
    assert interests.marked(world.ada) == [1]
    interests.mark(soup, world.hal, on=False)
    assert rows() == [(2, "Ada")]


@pytest.fixture
def chain(world, soup):
    """#4 went into #3, that into #2, that into #1. Hal would come to all, Ada to #4, Cleo to #3."""
    sheets_there = [soup, *(world.writes(world.ben, title) for title in ("Bread", "Salt", "Butter"))]
    for sheet in sheets_there:
        interests.mark(sheet, world.hal)
    interests.mark(sheets_there[3], world.ada)
    interests.mark(sheets_there[2], world.cleo)
    for at in (3, 2, 1):
        merging.decide(sheets_there[at - 1], sheets_there[at], by=world.ada)
    for seat in (world.hal, world.ada, world.cleo):
        seat.refresh_from_db()
    world.conference.refresh_from_db()
    return sheets_there


def test_what_was_merged_again_and_again_counts_where_it_is_in_the_end(world, chain):
    assert interests.count(world.conference) == {1: 3}
    for seat in (world.hal, world.ada, world.cleo):
        assert interests.marked(seat) == [1]
        assert going(Phone(seat).get(world.url("anliegen/1/"))) == "1"
    with pytest.raises(Refused, match="#4 went into #1"):
        interests.mark(chain[3], world.olga)


def test_the_whole_chain_is_taken_back_where_it_ends(world, chain):
    for seat, left in ((world.hal, [(3, "Cleo"), (4, "Ada")]), (world.ada, [(3, "Cleo")]), (world.cleo, [])):
        assert Phone(seat).sends("anliegen/1/interest", on="").status_code == 302
        assert rows() == left
        seat.refresh_from_db()
        world.conference.refresh_from_db()
        assert interests.marked(seat) == []
    assert interests.count(world.conference) == {}


def test_a_chain_is_followed_to_its_end(world, chain, django_assert_num_queries):
    with django_assert_num_queries(3):  # what it brings, what it marked, where it was
        mine = follows.of(world.ada)
    assert (mine.own, sorted(mine.marked), mine.through) == (set(), [1, 2, 3, 4], {1, 2, 3})
    since = Interest.objects.get(seat=world.ada).created_at
    assert set(mine.marked.values()) == {since}
    assert (follows.of(world.ben).own, follows.of(world.ben).through) == ({1, 2, 3, 4}, set())
    assert follows.of(world.hal).through == set()


def test_a_chain_counts_nowhere_once_its_end_is_withdrawn_and_apart_once_it_is_split(world, chain):
    merging.split(chain[2], by=world.ben)
    world.conference.refresh_from_db()
    assert interests.count(world.conference) == {1: 1, 3: 3}
    sheets.withdraw(chain[0], by=world.ben)
    world.conference.refresh_from_db()
    assert interests.count(world.conference) == {3: 3}
    assert interests.marked(world.hal) == [1, 3]


def test_another_conference_is_out_of_reach(world, soup):
    assert Phone(world.dora).submit(world.url("anliegen/1/interest/"), {"on": "on"}).status_code == 403
    assert Phone(world.cleo).sends("anliegen/7/interest", on="on").status_code == 404
    assert rows() == []


def test_pages_know_what_is_mine_and_how_many_would_come(world, soup):
    interests.mark(soup, world.cleo)
    interests.mark(soup, world.hal)
    fresh(world)
    for page in ("", "wall/", "anliegen/1/"):
        answer = Phone(world.cleo).get(world.url(page))
        assert counts(answer) == {"1": "2"}
        assert going(answer) == "1"
        assert going(Phone(world.ada).get(world.url(page))) == ""


def test_a_page_is_sent_again_after_ones_own_tap(world, soup):
    """The conference's number is still the same; the seat's own has gone on."""
    cleo = Phone(world.cleo)
    tag = cleo.get(world.url("wall/"))["ETag"]
    assert cleo.get(world.url("wall/"), headers={"If-None-Match": tag}).status_code == 304
    interests.mark(soup, world.cleo)
    assert going(cleo.get(world.url("wall/"), headers={"If-None-Match": tag})) == "1"


def test_the_same_piece_for_everybody(world, soup):
    """What is mine stands beside it."""
    interests.mark(soup, world.cleo)
    fresh(world)
    pages = [Phone(seat).get(world.url("wall/")).content.decode() for seat in (world.cleo, world.hal)]
    pieces = [re.search(r'<div id="wall".*</section>', page, re.DOTALL)[0] for page in pages]
    assert pieces[0] == pieces[1]
    assert "would come" not in pieces[0]


def test_a_tap_in_the_page_answers_with_what_is_mine(world, soup):
    text = plain(Phone(world.cleo).taps("anliegen/1/interest", on="on"))
    assert 'data-numbers="1"' in text
    assert 'aria-pressed="true"' in text
    assert "toast" not in text


def test_everybody_is_told_the_new_count_and_what_is_mine_to_nobody(real_world, monkeypatch):
    heard = []
    soup = real_world.writes(real_world.ben)
    monkeypatch.setattr(hub, "tell", heard.append)
    interests.mark(soup, real_world.cleo)
    interests.mark(soup, real_world.hal)
    hot.taps.teller.join(5)
    (news,) = heard
    assert news["regions"]["de"] == news["regions"]["en"]
    assert news["regions"]["en"].keys() == {"interest"}
    assert 'data-counts="1:2"' in news["regions"]["en"]["interest"]
    event = real_world.conference.events.last()
    assert (event.kind, event.by, event.facts) == ("interest.counted", None, {})


SECRETS = [
    (Seen.ALL, "market", True),
    (Seen.AFTER, "market", False),
    (Seen.AFTER, "groups", True),
    (Seen.AFTER, "closed", True),
    (Seen.FACILITATORS, "groups", False),
]


@pytest.mark.parametrize(("seen", "phase", "told"), SECRETS)
def test_who_may_know_how_many(world, soup, seen, phase, told):
    interests.mark(soup, world.hal)
    Conference.objects.filter(pk=world.conference.pk).update(interest_seen=seen)
    world.conference.refresh_from_db()
    phases.enter(world.conference, phase, by=world.ada)
    for seat in (world.cleo, world.ben, world.hal):
        for page in ("", "wall/", "anliegen/1/", "anliegen/round/", "anliegen/round/?list=yes"):
            answer = Phone(seat).get(world.url(page))
            assert counts(answer) == ({"1": "1"} if told else {})
            assert counts(answer, "interest-desk") is None
            assert ("1 would come<" in plain(answer)) == (told and page == "anliegen/1/")
    answer = Phone(world.ada).get(world.url("facilitate/"))
    assert counts(answer) == ({"1": "1"} if told else {})
    assert counts(answer, "interest-desk") == (None if told else {"1": "1"})
    assert "1 would come<" in plain(Phone(world.ada).get(world.url("anliegen/1/")))
    tapped = plain(Phone(world.cleo).taps("anliegen/1/interest", on="on"))
    assert ("would come<" in tapped) == told


def test_the_organiser_decides_who_sees_it(world, soup):
    olga = Phone(world.olga)
    assert "Who sees how many would come to a sheet" in plain(olga.get(world.url("setup/about/")))
    form = {"name": "N", "language": "en", "time_zone": "Europe/Berlin", "participants_pin": "on"}
    olga.sends("setup/about", **form, interest_seen="facilitators")
    world.conference.refresh_from_db()
    assert world.conference.interest_seen == Seen.FACILITATORS
    olga.sends("setup/about", **form)  # left out, it stays
    world.conference.refresh_from_db()
    assert world.conference.interest_seen == Seen.FACILITATORS
    assert olga.sends("setup/about", **form, interest_seen="everybody").status_code == 422


def test_one_does_not_come_to_ones_own_sheet(world, soup):
    page = plain(Phone(world.ben).get(world.url("anliegen/1/")))
    assert "/anliegen/1/interest/" not in page
    assert "/anliegen/1/interest/" in plain(Phone(world.cleo).get(world.url("anliegen/1/")))
