"""Sheets that are about the same are found by their words, while somebody writes and at the desk."""

import pytest

from anliegen.collect import similar
from tests.world import Phone, plain


@pytest.fixture
def kept(world):
    return world.writes(world.ben, "Wer kocht?", goal="Satt werden")


@pytest.fixture
def other(world):
    return world.writes(world.cleo, "Kochen für alle", context="Die Küche ist frei")


ALIKE = [
    ("Wie liefern wir schneller?", "Schnellere Lieferung für kleine Kunden"),
    ("Kantine: besseres Essen", "Das Essen in der Kantine verbessern"),
    ("Faster delivery for small shops", "How do we deliver faster?"),
]
APART = [("Onlineshop für Händler", "Schulungen im Herbst"), ("Wie reden wir miteinander?", "Wie wollen wir wohnen?")]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_what_is_alike_is_found_by_its_words(one, other):
    crowd = [(number, title, "", "") for number, title in enumerate(["Parkplätze", "Ausbildung", "Werbung", other], 1)]
    assert similar.Likeness(crowd).to((one, "", "")) == [4]


@pytest.mark.parametrize(("one", "other"), APART)
def test_what_only_shares_small_words_is_not_alike(one, other):
    crowd = [(number, title, "", "") for number, title in enumerate(["Parkplätze", "Ausbildung", other], 1)]
    assert similar.Likeness(crowd).to((one, "", "")) == []


def test_while_writing_and_at_the_desk_it_is_pointed_out(world, kept, other):
    world.writes(world.hal, "Parkplätze")
    piece = plain(Phone(world.cleo).get(world.url("anliegen/similar/"), {"title": "Kochen wir?"}))
    assert "Kochen für alle" in piece
    assert plain(Phone(world.cleo).get(world.url("anliegen/similar/"), {"title": ""})).strip() == ""
    world.writes(world.hal, "Alle kochen zusammen, für alle")
    assert "looks alike" in plain(Phone(world.ada).get(world.url("facilitate/")))


@pytest.mark.parametrize("title", ["", "🙂", "x" * 2000, "<script>", "ا" * 50, "\x00a"])
def test_odd_titles_are_like_nothing(world, kept, title):
    assert Phone(world.cleo).get(world.url("anliegen/similar/"), {"title": title}).status_code == 200
