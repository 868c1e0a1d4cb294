"""What a facilitator sends for a display."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anliegen.models import Display
from conference.fields import LineField, TextField
from conference.refusal import Refused

ZOOMS = [75, 90, 100, 115, 130, 150]  # percent of the type's size
LINES = 16


class NamedForm(forms.Form):
    name = LineField(
        label=gettext_lazy("Where the screen hangs"),
        max_length=80,
        error_messages={"required": gettext_lazy("Give the display a name: where it hangs.")},
    )


class ShowForm(forms.Form):
    """What to show; beside the wall, how much of it: a day, a slot, some rooms."""

    shows = forms.ChoiceField(choices=Display.Shows.choices)
    day = forms.DateField(required=False)
    slot = forms.TypedChoiceField(coerce=int, required=False)
    rooms = forms.TypedMultipleChoiceField(coerce=int, required=False)

    def __init__(self, data, conference):
        super().__init__(data)
        self.fields["slot"].choices = [(slot.pk, slot.name) for slot in conference.slots.filter(common=False)]
        self.fields["rooms"].choices = [(room.pk, room.name) for room in conference.rooms.all()]

    def scope(self):
        found = self.cleaned_data
        scope = {"day": found["day"] and f"{found['day']:%Y-%m-%d}", "slot": found["slot"], "rooms": found["rooms"]}
        return {name: value for name, value in scope.items() if value}


class TextForm(forms.Form):
    text = TextField(max_length=1_000, error_messages={"required": gettext_lazy("Type what the display should say.")})

    def clean_text(self):
        text = self.cleaned_data["text"]
        if text.count("\n") >= LINES:
            raise forms.ValidationError(_("A screen has room for %(lines)d lines.") % {"lines": LINES})
        return text


class PictureForm(forms.Form):
    picture = forms.FileField(error_messages={"required": gettext_lazy("Choose a picture first.")})


class AdjustForm(forms.Form):
    zoom = forms.TypedChoiceField(choices=[(zoom, f"{zoom} %") for zoom in ZOOMS], coerce=int, required=False)
    light = forms.ChoiceField(choices=Display.Light.choices, required=False)
    gong = forms.ChoiceField(choices=Display.Gong.choices, required=False)

    def settings(self):
        return {name: value for name, value in self.cleaned_data.items() if value}


class OnForm(forms.Form):
    on = forms.BooleanField(required=False)


def cleaned(form, field=None):
    """Return what stands in the form (or in that field of it); refuse with the first thing that is wrong."""
    if not form.is_valid():
        raise Refused(next(iter(form.errors.values()))[0], status=422)
    return form.cleaned_data[field] if field else form
