"""Form fields for what people type: one line, a text, a day. Every form of the house uses them.

They take away what nobody sees and what turns a page upside down: control characters and bidi overrides. No `maxlength`
in the page: a browser would cut a pasted text without a word, the sentence from here loses nothing.
"""

import unicodedata
from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

BIDI_OVERRIDES = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
# Letters and symbols by category that draw nothing: Hangul fillers, the empty braille cell.
BLANK = "\u115f\u1160\u3164\uffa0\u2800"

MOST_MARKS = 30

# Not "Cn": the emoji of next year are unassigned to this Python.
NOTHING_ALONE = ("Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Co", "Mn", "Me", "Mc")


def clean_text(text):
    """Return the text normalised (NFC), with line ends as \\n, without control characters and bidi overrides."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = (each for each in _less_marked(text) if each in "\n\t" or not _harmful(each))
    return unicodedata.normalize("NFC", "".join(kept)).strip()


def clean_line(text):
    """Return the text as one line: clean, and every white space one blank."""
    return " ".join(clean_text(text).split())


def is_visible(text):
    """Whether anything of the text can be seen; emoji can, a zero-width space can't."""
    return any(unicodedata.category(each) not in NOTHING_ALONE and each not in BLANK for each in text)


def _less_marked(text):
    """Leave away accents beyond the thirtieth on one letter, as UAX #15 allows: to sort them takes minutes."""
    marks = 0
    for each in text:
        marks = marks + 1 if unicodedata.combining(each) else 0
        if marks <= MOST_MARKS:
            yield each


def _harmful(character):
    noncharacter = ord(character) & 0xFFFE == 0xFFFE or "\ufdd0" <= character <= "\ufdef"
    return noncharacter or character in BIDI_OVERRIDES or unicodedata.category(character) in ("Cc", "Cs")


class TextField(forms.CharField):
    """Several lines of text."""

    widget = forms.Textarea
    clean_typed = staticmethod(clean_text)
    default_error_messages = {
        "required": _("Please fill this in."),
        "max_length": _("At most %(limit_value)d characters fit here; these are %(show_value)d. Please shorten it."),
    }

    def to_python(self, value):
        text = self.clean_typed(super().to_python(value))
        return text if is_visible(text) else self.empty_value

    def widget_attrs(self, widget):
        return {}


class LineField(TextField):
    """One line of text: a name, a title."""

    widget = forms.TextInput
    clean_typed = staticmethod(clean_line)


class OnceField(forms.UUIDField):
    """The sender's own mark. Nobody types it, so nobody could mend a broken one: it counts as none."""

    def to_python(self, value):
        try:
            return super().to_python(value)
        except forms.ValidationError:
            return None


class DayField(forms.DateField):
    """A day that people may live to see, as the browser's own calendar gives it."""

    widget = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    default_error_messages = {"invalid": _("Please give a day, like 2026-06-12.")}

    def to_python(self, value):
        day = super().to_python(value)
        if day and not date(1980, 1, 1) <= day < date(2200, 1, 1):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return day
