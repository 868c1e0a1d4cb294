"""What somebody hostile, or something broken, tries: each of these once worked."""

import time

import pytest

from conference.fields import clean_text
from conference.refusal import Refused
from conference.setup import quickly


def at_once(deed):
    """Do it, and see that it took no time worth mentioning: two long requests stop all pages."""
    began = time.monotonic()
    deed()
    assert time.monotonic() - began < 3


def test_a_tower_of_accents_keeps_nobody_busy():
    at_once(lambda: clean_text("a" + "\u0315\u0300" * 200_000))
    assert clean_text("Zo\u0308e\u0301" + "\u0300" * 40) == "Zöé" + "\u0300" * 29


@pytest.mark.parametrize("text", ["200 rooms," * 2000, "a," * 10_000, "a (1) [2 " * 2000, "0 rooms"])
def test_a_page_full_of_rooms_is_refused_at_once(text):
    with pytest.raises(Refused):
        at_once(lambda: quickly.rooms(text))
