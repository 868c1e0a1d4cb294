"""What a helper types in from a sheet of paper."""

from django import forms
from django.utils.translation import gettext_lazy as _

from anliegen.collect import paper_code
from anliegen.collect.forms import AnliegenForm
from conference.fields import LineField


class EntryForm(AnliegenForm):
    """A sheet, with the code of its paper and whose it is. `another`: "sure" when a warning was read."""

    paper = LineField(label=_("Code of the paper"), max_length=20, required=False)
    person = LineField(label=_("Who brings it?"), max_length=500, required=False)
    another = forms.CharField(required=False)
    others = seeks_host = expects = None

    def clean_paper(self):
        """As a number."""
        typed = self.cleaned_data["paper"]
        number = paper_code.read(typed) if typed else None
        if typed and number is None:
            raise forms.ValidationError(_("A paper's code is like P-017. Leave it empty if there is none."))
        return number

    def clean_person(self):
        """Names, with commas between."""
        names = [name.strip() for name in self.cleaned_data["person"].split(",")]
        if any(len(name) > 80 for name in names):
            raise forms.ValidationError(_("Please put commas between the names: one of them is too long."))
        return list(dict.fromkeys(name for name in names if name))
