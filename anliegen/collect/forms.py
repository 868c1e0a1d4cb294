"""What people write on a sheet: a title is enough."""

from django import forms
from django.utils.translation import gettext_lazy as _

from conference.fields import LineField, OnceField, TextField

MOST_EXPECTED = 10_000


class AnliegenForm(forms.Form):
    """The sheet as on paper: what, to what goal, in which context."""

    title = LineField(
        label=_("What is it about?"),
        max_length=200,
        error_messages={"required": _("A sheet needs a title. A few words are enough.")},
    )
    goal = TextField(label=_("To what goal?"), max_length=4_000, required=False)
    context = TextField(label=_("In which context?"), max_length=4_000, required=False)
    others = TextField(label=_("Who else brings it?"), max_length=500, required=False)
    seeks_host = forms.BooleanField(label=_("I can't be there: this sheet seeks a host"), required=False)
    expects = forms.IntegerField(
        label=_("How many might come?"),
        min_value=1,
        max_value=MOST_EXPECTED,
        required=False,
        error_messages={
            "invalid": _("Write it as a number, like 25, or leave it empty."),
            "max_value": _("More than %(limit_value)s find no room here."),
            "min_value": _("Write it as a number, like 25, or leave it empty."),
        },
    )
    person = LineField(label=_("In whose name?"), max_length=80, required=False)
    once = OnceField(required=False)

    def clean_others(self):
        """Names, one a line or between commas."""
        names = [name.strip() for name in self.cleaned_data["others"].replace("\n", ",").split(",")]
        for name in names:
            if len(name) > 80:
                raise forms.ValidationError(
                    _("Please put commas between the names: “%(name)s …” is too long for one.") % {"name": name[:40]}
                )
        return [name for name in dict.fromkeys(names) if name]


class HideForm(forms.Form):
    """Why a sheet is hidden."""

    why = LineField(max_length=300)
