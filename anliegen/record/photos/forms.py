"""What the verbs of a photo are sent."""

from django import forms
from django.utils.translation import gettext_lazy as _

from conference.fields import LineField, OnceField, TextField

LEAST = 2  # percent of a side that a crop leaves


class PieceForm(forms.Form):
    """A piece of a photo: how big the whole is, where the piece begins; without a piece it asks how much is here."""

    size = forms.IntegerField(min_value=0, max_value=2**31 - 1)
    at = forms.IntegerField(min_value=0, max_value=2**31 - 1)
    piece = forms.FileField(required=False, allow_empty_file=True)


class Several(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Files in one field, as the plain form sends them. Empty ones are answered one by one, later."""

    widget = Several

    def clean(self, data, initial=None):
        return [each for each in data or [] if each]


class PhotosForm(forms.Form):
    photo = FilesField(required=False)
    once = OnceField(required=False)


class SeenForm(forms.Form):
    """`seen`: the picture's mark as its sender saw it."""

    seen = forms.CharField(max_length=20, required=False)


class TurnForm(SeenForm):
    degrees = forms.TypedChoiceField(choices=[(90, 90), (180, 180), (270, 270)], coerce=int)


class CropForm(SeenForm):
    """How much goes from which edge, in percent of the picture. Nothing, or `all`: the whole picture again."""

    left = forms.FloatField(label=_("Left"), min_value=0, max_value=100 - LEAST, required=False)
    top = forms.FloatField(label=_("Top"), min_value=0, max_value=100 - LEAST, required=False)
    right = forms.FloatField(label=_("Right"), min_value=0, max_value=100 - LEAST, required=False)
    bottom = forms.FloatField(label=_("Bottom"), min_value=0, max_value=100 - LEAST, required=False)

    all = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def clean(self):
        found = super().clean()
        for one, other in (("left", "right"), ("top", "bottom")):
            if (found.get(one) or 0) + (found.get(other) or 0) > 100 - LEAST:
                raise forms.ValidationError(_("Nothing would be left of the photo. Cut off less."))
        return found

    def crop(self):
        """Return [left, top, right, bottom] as shares of the picture, None for the whole."""
        if self.cleaned_data["all"]:
            return None
        left, top, right, bottom = (
            round((self.cleaned_data[side] or 0) / 100, 5) for side in ("left", "top", "right", "bottom")
        )
        return [left, top, round(1 - right, 5), round(1 - bottom, 5)] if left or top or right or bottom else None


class MoveForm(forms.Form):
    """A step earlier or later, or the photo before which it shall stand; neither: to the end."""

    step = forms.TypedChoiceField(choices=[(-1, -1), (1, 1)], coerce=int, required=False, empty_value=0)
    before = forms.IntegerField(min_value=1, max_value=2**62, required=False)


class DescribeForm(forms.Form):
    caption = LineField(label=_("Caption"), max_length=300, required=False)
    alt = TextField(
        label=_("What is on it?"),
        max_length=500,
        required=False,
        help_text=_("For people who can't see it: what one reads or recognises, in a sentence or two."),
    )


def cut_off(crop):
    """Return how much of each edge a crop takes, in percent."""
    left, top, right, bottom = crop or (0, 0, 1, 1)
    percent = {"left": left, "top": top, "right": 1 - right, "bottom": 1 - bottom}
    return {side: round(share * 100, 1) for side, share in percent.items()}
