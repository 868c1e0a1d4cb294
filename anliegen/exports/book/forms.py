"""What a book is asked for: what goes into it, on which paper."""

from django import forms
from django.utils.translation import gettext_lazy as _

from anliegen.exports.paper.forms import NumbersField

PAPERS = [("a4", "A4"), ("letter", "Letter")]
USUAL = {"names": "on", "photos": "on", "comments": "on", "paper": "a4"}


class BookForm(forms.Form):
    names = forms.BooleanField(
        label=_("With names"),
        required=False,
        help_text=_(
            "Of conveners, of those who were there and agreed, of who does the next steps. Not those in texts."
        ),
    )
    photos = forms.BooleanField(label=_("With photos"), required=False)
    comments = forms.BooleanField(label=_("With what readers said"), required=False)
    charts = forms.BooleanField(label=_("With the conference in pictures"), required=False)
    alone = forms.BooleanField(label=_("Each report begins a page"), required=False)
    only = NumbersField(
        label=_("Only some reports"),
        required=False,
        help_text=_("Like 1-5, 8. Empty: all. Every Anliegen stays in it."),
    )
    paper = forms.ChoiceField(label=_("Paper"), choices=PAPERS)

    def __init__(self, *data, conference, **how):
        self.conference = conference
        super().__init__(*data, **how)

    def clean_only(self):
        """The numbers themselves, None for all."""
        pairs = self.cleaned_data["only"]
        if not pairs:
            return None
        numbers = self.conference.anliegen.filter(hidden_why="").values_list("number", flat=True)
        found = [number for number in numbers if any(first <= number <= last for first, last in pairs)]
        if not found:
            raise forms.ValidationError(_("No sheet has one of these numbers."))
        return found


class CoverForm(forms.Form):
    picture = forms.FileField(error_messages={"required": _("Choose a picture first.")})
