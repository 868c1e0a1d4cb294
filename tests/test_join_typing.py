"""What people type is cleaned, and nothing is cut: the fields that every form uses."""

import pytest
from django.core.exceptions import ValidationError

from conference.fields import LineField, TextField


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Ada  ", "Ada"),
        ("Ada\u0000 Love\u0007lace", "Ada Lovelace"),
        ("Ada\r\nLovelace", "Ada Lovelace"),
        ("\u202eAda\u202c", "Ada"),
        ("Zoe\u0308", "Zoë"),
        ("👩‍🌾", "👩‍🌾"),
        ("\U0001faef", "\U0001faef"),
        ("A\ufffeda", "Ada"),
        ("דנה", "דנה"),
        ("<b>Ada</b>", "<b>Ada</b>"),
    ],
)
def test_a_line_is_trimmed_normalised_and_harmless(typed, kept):
    assert LineField(max_length=80).clean(typed) == kept


@pytest.mark.parametrize("typed", ["", "   ", "\u200b", "\u200b\ufe0f\u2060", "\u3164", "\u2800", "\u0000"])
def test_what_nobody_can_see_is_empty(typed):
    with pytest.raises(ValidationError, match="fill|aus"):
        LineField().clean(typed)
    assert TextField(required=False).clean(typed) == ""


def test_a_text_keeps_its_lines():
    assert TextField().clean("One\r\nTwo\u0000\n\nThree ") == "One\nTwo\n\nThree"


def test_too_long_is_a_sentence_with_both_lengths():
    with pytest.raises(ValidationError) as refused:
        LineField(max_length=80).clean("x" * 2000)
    assert "80" in refused.value.messages[0]
    assert "2000" in refused.value.messages[0] or "2.000" in refused.value.messages[0]


def test_the_browser_is_not_told_to_cut():
    assert "maxlength" not in str(LineField(max_length=80).widget_attrs(None))
