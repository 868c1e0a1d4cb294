"""Two sheets become one when their conveners say yes, and two again; what is alike is found by its words."""

import pytest

from anliegen.collect import sheets
from anliegen.models import Interest, MergeProposal
from anliegen.wall import history, merges, merging, moves
from conference.entrance import seats
from conference.models import Role
from conference.refusal import Refused
from tests.merges import fresh, names, question
from tests.world import Phone, broken_promises, plain, told, where


@pytest.fixture
def kept(world):
    return world.writes(world.ben, "Wer kocht?", goal="Satt werden")


@pytest.fixture
def other(world):
    return world.writes(world.cleo, "Kochen für alle", context="Die Küche ist frei")


def test_both_conveners_are_asked_and_the_last_yes_merges(world, kept, other):
    moves.pin(other, world.first, world.linde, by=world.cleo)
    merging.propose(kept, other, by=world.ada)
    assert [len(merges.asks(seat)) for seat in (world.ben, world.cleo, world.ada, world.hal)] == [1, 1, 0, 0]
    merging.answer(question(world), by=world.ben, yes=True)
    assert fresh(other).merged_into is None
    assert [len(merges.asks(seat)) for seat in (world.ben, world.cleo)] == [0, 1]
    log = merging.answer(question(world), by=world.cleo, yes=True)
    assert [event.kind for event in log.events] == ["merge.agreed", "wall.parked", "merge.merged"]
    kept, other = fresh(kept), fresh(other)
    assert (other.merged_into, kept.also, names(kept)) == (kept, [other.number], ["Ben", "Cleo"])
    assert where(other) == []
    assert "their conveners agreed" in history.lines(world.conference)[0]["sentence"]
    assert broken_promises(world.conference) == []


def test_a_convener_who_proposes_has_said_yes(world, kept, other):
    merging.propose(kept, other, by=world.ben)
    assert merges.asks(world.ben) == []
    merging.answer(question(world), by=world.cleo, yes=True)
    assert fresh(other).merged_into == kept


def test_one_no_ends_it(world, kept, other):
    merging.propose(kept, other, by=world.ben)
    asked = question(world)
    merging.answer(asked, by=world.cleo, yes=False)
    assert told(world.conference)[0] == "merge.refused"
    assert fresh(other).withdrawn_at is None
    with pytest.raises(Refused, match="settled"):
        merging.answer(asked, by=world.cleo, yes=True)


def test_a_facilitator_may_merge_without_an_answer_and_the_history_says_so(world, kept, other):
    merging.propose(kept, other, by=world.ben)
    merging.decide(kept, other, by=world.ada)
    assert fresh(other).merged_into == kept
    assert history.lines(world.conference)[0]["sentence"] == "Ada merged #2 into #1, without an answer."
    assert world.conference.merge_proposals.get().outcome == MergeProposal.Outcome.DECIDED


def test_splitting_undoes_it(world, kept, other):
    both = world.writes(world.ben, "Suppe", conveners=[(world.ben, "Ben"), (None, "Emil")])
    merging.decide(kept, other, by=world.ada)
    merging.decide(kept, both, by=world.ada)
    assert (fresh(kept).also, names(kept)) == ([2, 3], ["Ben", "Cleo", "Emil"])
    merging.split(fresh(both), by=world.ben)
    kept, both = fresh(kept), fresh(both)
    assert (kept.also, names(kept)) == ([2], ["Ben", "Cleo"])
    assert (both.merged_into, both.withdrawn_at, names(both)) == (None, None, ["Ben", "Emil"])
    assert "parked-3" in Phone(world.cleo).get(world.url("wall/")).content.decode()


def test_what_was_merged_before_goes_along_and_comes_back(world, kept, other):
    third = world.writes(world.hal, "Suppe")
    merging.decide(other, third, by=world.ada)
    merging.decide(kept, fresh(other), by=world.ada)
    assert fresh(kept).also == [2, 3]
    merging.split(fresh(other), by=world.ada)
    assert (fresh(kept).also, fresh(other).also) == ([], [3])


def test_who_has_nothing_to_do_with_it_neither_asks_nor_answers_nor_splits(world, kept, other):
    with pytest.raises(Refused) as refused:
        merging.propose(kept, other, by=world.hal)
    assert refused.value.status == 403
    merging.propose(kept, other, by=world.ada)
    with pytest.raises(Refused):
        merging.answer(question(world), by=world.hal, yes=True)
    merging.decide(kept, other, by=world.ada)
    with pytest.raises(Refused):
        merging.split(fresh(other), by=world.hal)


def test_a_helper_answers_for_people_without_a_phone(world, kept):
    guest = seats.enter_guest(world.conference, "Gül", by=world.hal)
    theirs = world.writes(guest)
    merging.propose(kept, theirs, by=world.ben)
    assert len(merges.asks(world.hal)) == 1
    merging.answer(question(world), by=world.hal, yes=True)
    assert fresh(theirs).merged_into == kept


def test_a_sheet_nobody_can_be_asked_about_waits_for_a_facilitator(world, kept):
    nobodys = world.writes(world.ada, conveners=[(None, "Emil")])
    merging.propose(kept, nobodys, by=world.ben)
    assert fresh(nobodys).merged_into is None
    merging.decide(kept, nobodys, by=world.ada)
    assert fresh(nobodys).merged_into == kept


@pytest.mark.parametrize("step", ["itself", "withdrawn", "asked", "asked the other way"])
def test_what_makes_no_sense_is_refused(world, kept, other, step):
    if step == "itself":
        with pytest.raises(Refused, match="itself"):
            merging.propose(kept, kept, by=world.ben)
        return
    if step == "withdrawn":
        sheets.withdraw(other, by=world.cleo)
    else:
        merging.propose(*((kept, other) if step == "asked" else (other, kept)), by=world.ada)
    with pytest.raises(Refused, match="withdrawn|already"):
        merging.propose(kept, other, by=world.ada)


def test_a_question_can_be_taken_back(world, kept, other):
    merging.propose(kept, other, by=world.ben)
    with pytest.raises(Refused):
        merging.withdraw(question(world), by=world.cleo)
    merging.withdraw(question(world), by=world.ben)
    assert merges.asks(world.cleo) == []


def test_on_the_phone_it_is_one_tap_and_the_sheet_shows_both(world, kept, other):
    ben, cleo = Phone(world.ben), Phone(world.cleo)
    assert ben.sends("wall/merge", anliegen=1, **{"with": 2}).status_code == 302
    assert "asks: are these two about the same?" in plain(cleo.get(world.url()))
    assert cleo.sends(f"wall/merge/{question(world).pk}/answer", yes="on").status_code == 302
    page = plain(Phone(world.hal).get(world.url("anliegen/1/")))
    for text in ("Satt werden", "Kochen für alle", "Die Küche ist frei", "Ben", "Cleo"):
        assert text in page
    assert "part of #1" in plain(ben.get(world.url("anliegen/2/")))
    assert "with #2" in plain(ben.get(world.url("wall/")))
    assert ben.sends("wall/split", anliegen=2).status_code == 302
    assert "with #2" not in plain(ben.get(world.url("wall/")))


def test_a_merged_sheet_is_not_brought_back_but_split(world, kept, other):
    merging.decide(kept, other, by=world.ada)
    with pytest.raises(Refused, match="Split it off"):
        sheets.bring_back(fresh(other), by=world.cleo)


def test_dora_is_nowhere_in_it(world, kept, other):
    merging.propose(kept, other, by=world.ben)
    dora = Phone(world.dora)
    assert dora.sends("wall/merge", anliegen=1, **{"with": 2}).status_code in (400, 404)
    assert dora.sends(f"wall/merge/{question(world).pk}/answer", yes="on").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_asks_take_the_same_queries_however_many(world, count, django_assert_max_num_queries):
    for number in range(count):
        merging.propose(world.writes(world.ben, f"A {number}"), world.writes(world.cleo, f"B {number}"), by=world.ada)
    with django_assert_max_num_queries(8):
        assert len(merges.asks(world.cleo)) == count


def test_a_hidden_sheet_says_who_and_why_and_nothing_else(world, kept):
    secret = world.writes(world.cleo, "Kauft bei uns", goal="Werbung ist alles")
    Interest.objects.create(anliegen=secret, seat=world.ben)
    ada = Phone(world.ada)
    assert ada.sends(f"anliegen/{secret.number}/hide", why="").status_code == 422
    assert ada.sends(f"anliegen/{secret.number}/hide", why="Das ist Werbung.").status_code == 302
    others = plain(Phone(world.ben).get(world.url(f"anliegen/{secret.number}/")))
    assert "Ada hid this sheet" in others
    assert "Das ist Werbung." in others
    for page in (others, plain(Phone(world.ben).get(world.url("wall/"))), plain(Phone(world.ben).get(world.url()))):
        assert "Kauft bei uns" not in page
    for seat in (world.cleo, world.ada):
        assert "Kauft bei uns" in plain(Phone(seat).get(world.url(f"anliegen/{secret.number}/")))
    with pytest.raises(Refused, match="Only facilitators"):
        sheets.bring_back(fresh(secret), by=world.cleo)
    assert ada.sends(f"anliegen/{secret.number}/show").status_code == 302
    assert "Kauft bei uns" in plain(Phone(world.ben).get(world.url("wall/")))


def test_only_facilitators_decide_and_hide(world, kept, other):
    for seat in (world.ben, world.hal):
        assert not seat.may(Role.FACILITATOR)
        assert Phone(seat).sends("wall/merge/now", anliegen=1, **{"with": 2}).status_code == 403
        assert Phone(seat).sends("anliegen/1/hide", why="x").status_code == 403


def test_hiding_stays_on_the_page_where_scripts_run(world, kept):
    ada = Phone(world.ada)
    assert ada.taps("anliegen/1/hide", why="Das ist Werbung.").status_code == 200
    assert ada.taps("anliegen/1/show").status_code == 200


def test_what_is_hidden_or_withdrawn_is_asked_about_no_more(world, kept, other):
    merging.propose(kept, other, by=world.ada)
    sheets.hide(other, "Werbung", by=world.ada)
    assert merges.asks(world.ben) == []
    assert "Kochen für alle" not in plain(Phone(world.ben).get(world.url()))
    assert world.conference.merge_proposals.get().outcome == "withdrawn"


def test_a_withdrawn_and_a_merged_sheet_can_be_hidden_too(world, kept, other):
    sheets.withdraw(other, by=world.cleo)
    sheets.hide(other, "Beleidigung", by=world.ada)
    assert "Kochen für alle" not in plain(Phone(world.ben).get(world.url("anliegen/2/")))
    third = world.writes(world.hal, "Schimpfwort")
    merging.decide(kept, third, by=world.ada)
    sheets.hide(fresh(third), "Beleidigung", by=world.ada)
    assert "Schimpfwort" not in plain(Phone(world.ben).get(world.url("anliegen/1/")))
    merging.split(fresh(third), by=world.ada)
    assert fresh(third).withdrawn_at


def test_editing_a_merged_sheet_forgets_nobody(world, kept, other):
    merging.decide(kept, other, by=world.ada)
    sheets.edit(fresh(kept), by=world.ben, title="Wer kocht?!", goal="", context="", others=["Emil"])
    assert names(kept) == ["Ben", "Cleo", "Emil"]
    merging.split(fresh(other), by=world.cleo)
    assert names(kept) == ["Ben", "Emil"]
