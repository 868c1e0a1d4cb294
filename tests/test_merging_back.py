"""A merge is taken back: by splitting and by Undo, with everybody and every place it had."""

import pytest

from anliegen.wall import history, merging, moves, undo
from conference.refusal import Refused
from tests.merges import fresh, names, question
from tests.world import Phone, broken_promises, plain, where


@pytest.fixture
def kept(world):
    return world.writes(world.ben, "Wer kocht?", goal="Satt werden")


@pytest.fixture
def other(world):
    return world.writes(world.cleo, "Kochen für alle", context="Die Küche ist frei")


def test_who_came_with_two_parts_stays_with_one_of_them(world, kept, other):
    third = world.writes(world.cleo, "Suppe")
    merging.decide(kept, other, by=world.ada)
    merging.decide(kept, third, by=world.ada)
    merging.split(fresh(other), by=world.ada)
    assert names(kept) == ["Ben", "Cleo"]


def test_splitting_deep_down_takes_people_along_all_the_way(world, kept, other):
    third = world.writes(world.hal, "Suppe")
    merging.decide(other, third, by=world.ada)
    merging.decide(kept, fresh(other), by=world.ada)
    assert names(kept) == ["Ben", "Cleo", "Hal"]
    merging.split(fresh(third), by=world.ada)
    assert names(kept) == ["Ben", "Cleo"]


def hung(world, kept, other):
    """Both hang; then Ada moves one and merges them."""
    moves.pin(kept, world.first, world.linde, by=world.ada)
    moves.pin(other, world.first, world.aula, by=world.ada)
    moves.move(kept, world.second, world.linde, by=world.ada)
    merging.decide(kept, other, by=world.ada)


def test_undo_takes_a_merge_back_and_goes_on_behind_it(world, kept, other):
    hung(world, kept, other)
    assert where(other) == []
    undo.undo(world.conference, by=world.ada)
    assert (fresh(other).merged_into, fresh(other).withdrawn_at, names(kept)) == (None, None, ["Ben"])
    assert where(other) == [("Round 1", "Aula")]  # where it hung
    assert [line["sentence"] for line in history.lines(world.conference)[:2]] == [
        "Ada pinned #2 to Aula 10:00.",
        "Ada split #2 off #1.",
    ]
    with pytest.raises(Refused, match="nothing to redo"):  # to merge again needs consent
        undo.redo(world.conference, by=world.ada)
    assert broken_promises(world.conference) == []


def test_the_line_of_a_merge_can_be_taken_back(world, kept, other):
    hung(world, kept, other)
    page = plain(Phone(world.ada).get(world.url("wall/history/")))
    line = next(line for line in history.lines(world.conference) if "merged" in line["sentence"])
    assert line["standing"]
    assert "Take back: Ada merged #2 into #1, without an answer." in " ".join(page.split()).replace(
        "</span>", ""
    ).replace('<span class="visually-hidden">', "")
    with pytest.raises(Refused, match="Only facilitators"):
        undo.undo(world.conference, by=world.hal, number=line["number"])
    Phone(world.ada).sends("wall/undo", event=line["number"])
    assert fresh(other).merged_into is None
    with pytest.raises(Refused, match="taken back already"):
        undo.undo(world.conference, by=world.ada, number=line["number"])


def test_a_split_sheet_hangs_where_it_hung_only_if_that_is_free(world, kept, other):
    hung(world, kept, other)
    moves.pin(world.writes(world.hal, "Light"), world.first, world.aula, by=world.ada)
    answer = Phone(world.cleo).taps("wall/split", anliegen=2)
    assert "#2 stands for itself again, in the parking." in plain(answer)
    assert where(other) == []
    assert broken_promises(world.conference) == []
    merging.decide(kept, fresh(other), by=world.ada)
    moves.park(world.conference.anliegen.get(number=3), by=world.ada)
    merging.split(fresh(other), by=world.ada)
    assert where(other) == []  # it hung nowhere when it was merged again


def test_splitting_says_that_it_hangs_where_it_hung(world, kept, other):
    hung(world, kept, other)
    moves.fix(kept, by=world.ada)
    assert "#2 stands for itself again, where it hung." in plain(Phone(world.cleo).taps("wall/split", anliegen=2))
    assert where(other) == [("Round 1", "Aula")]


def test_who_brings_one_of_them_takes_an_agreed_merge_back(world, kept, other):
    merging.propose(kept, other, by=world.ben)
    merging.answer(question(world), by=world.cleo, yes=True)
    undo.undo(world.conference, by=world.cleo)
    assert fresh(other).merged_into is None
    with pytest.raises(Refused, match="nothing left to undo"):
        undo.undo(world.conference, by=world.ben)
