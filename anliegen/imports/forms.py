"""The file that is brought, and what is decided about its rows."""

from django import forms
from django.utils.translation import gettext_lazy as _

KINDS = [("anliegen", _("Anliegen")), ("rooms", _("Rooms")), ("slots", _("Slots"))]


class FileForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("What stands in it?"),
        choices=KINDS,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Say what stands in the file.")),
    )
    file = forms.FileField(
        label=_("The file"),
        error_messages={"required": _("Please choose a file."), "empty": _("This file is empty.")},
    )


class DecideForm(forms.Form):
    """`skip`: leave out what is wrong. `again`: make also what is there already."""

    skip = forms.BooleanField(required=False)
    again = forms.BooleanField(required=False)
