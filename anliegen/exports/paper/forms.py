"""What a print is asked for: its paper, which sheets, on how many pages."""

import re

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from anliegen.collect.paper_code import AT_ONCE, MOST
from anliegen.exports.paper.geometry import COUNTS, PAPERS
from conference.fields import LineField

SHEETS = [("a4", "A4"), ("a3", "A3")]
RANGES = re.compile(r"(\d{1,6})(?:\s*[-–]\s*(\d{1,6}))?")


class CountField(forms.IntegerField):
    """A whole number from 1."""

    def __init__(self, *, max_value, **kwargs):
        sentence = lazy(lambda: _("Write a number from 1 to %(most)s.") % {"most": max_value}, str)()
        said = dict.fromkeys(("invalid", "min_value", "max_value"), sentence)
        super().__init__(min_value=1, max_value=max_value, error_messages=said, **kwargs)


class NumbersField(LineField):
    """Numbers of sheets with commas between, and ranges of them: pairs of the first and the last number."""

    def __init__(self, **kwargs):
        super().__init__(max_length=300, **kwargs)

    def clean(self, value):
        typed = [part.strip() for part in super().clean(value).split(",") if part.strip()]
        found = [RANGES.fullmatch(part) for part in typed]
        if not all(found):
            raise forms.ValidationError(_("Write numbers with commas between, and a range as 12-20."))
        return [(int(each[1]), int(each[2] or each[1])) for each in found]


class PrintForm(forms.Form):
    """One of several forms on a page: the ids of its fields carry its name."""

    def __init__(self, *args, conference, **kwargs):
        super().__init__(*args, auto_id=f"{type(self).__name__.lower()}_%s", **kwargs)
        rows = {"slot": conference.slots.filter(common=False), "room": conference.rooms.all()}
        for name in rows.keys() & self.fields.keys():
            self.fields[name].queryset = rows[name]


class SizeForm(PrintForm):
    size = forms.ChoiceField(label=_("Paper"), choices=SHEETS)


class NumberForm(PrintForm):
    """New paper, with the next codes."""

    count = CountField(label=_("How many"), max_value=AT_ONCE, initial=20)
    size = forms.ChoiceField(label=_("Paper"), choices=SHEETS[::-1])


class BlankForm(NumberForm):
    """Sheets whose codes were given before: for the first time, or again. Without codes: one, for the copier."""

    first = CountField(label=_("From code"), max_value=MOST, required=False)
    count = CountField(label=_("How many"), max_value=AT_ONCE, required=False)
    field_order = ["first", "count", "size"]


class ChosenForm(PrintForm):
    """Which sheets: those numbers, or those of a round; all, if nothing is said."""

    slot = forms.ModelChoiceField(None, label=_("Which round"), required=False, empty_label=_("every round"))
    numbers = NumbersField(label=_("Which numbers"), required=False, help_text=_("Like 3, 7, 12-20. Empty: all."))


class SheetsForm(ChosenForm):
    size = forms.ChoiceField(label=_("Paper"), choices=SHEETS)
    withdrawn = forms.BooleanField(label=_("Also those that were withdrawn"), required=False)


class ReportsForm(PrintForm):
    """Which reports: those numbers, or all."""

    size = forms.ChoiceField(label=_("Paper"), choices=SHEETS)
    numbers = NumbersField(label=_("Which numbers"), required=False, help_text=_("Like 3, 7, 12-20. Empty: all."))


class WallForm(PrintForm):
    size = forms.ChoiceField(label=_("Paper"), choices=[(size, size.upper()) for size in PAPERS])
    pages = forms.TypedChoiceField(
        label=_("On how many pages, to glue"),
        choices=[(0, _("as few as stay readable")), *((count, str(count)) for count in COUNTS)],
        coerce=int,
    )


class RoomsForm(PrintForm):
    room = forms.ModelChoiceField(None, label=_("Which room"), required=False, empty_label=_("every room"))
