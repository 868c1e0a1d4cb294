"""What the verbs of the wall are sent: numbers and ids, looked up inside the seat's conference."""

from django import forms
from django.utils.translation import gettext as _

from conference.refusal import Refused


class CellForm(forms.Form):
    """A cell: `slot` and `room` ids, or both in one as `cell` = "slot-room" from a plain list of choices."""

    slot = forms.IntegerField(required=False, min_value=1, max_value=2**62)
    room = forms.IntegerField(required=False, min_value=1, max_value=2**62)
    cell = forms.RegexField(r"^\d{1,18}-\d{1,18}$", required=False)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("cell"):
            cleaned["slot"], cleaned["room"] = map(int, cleaned["cell"].split("-"))
        return cleaned


class SheetForm(forms.Form):
    """A sheet by its number, and what its sender saw: `seen` (a version) and, with several placements, `origin`."""

    anliegen = forms.IntegerField(min_value=1, max_value=2**31 - 1)
    seen = forms.IntegerField(required=False, min_value=0, max_value=2**62)
    origin = forms.RegexField(r"^\d{1,18}-\d{1,18}$", required=False)


def cell(request, seat):
    """Return the (slot, room) that the request names; refuses what is not on this conference's wall."""
    form = CellForm(request.POST)
    if not form.is_valid() or not form.cleaned_data["slot"] or not form.cleaned_data["room"]:
        raise Refused(_("Choose a cell: a room and a time."), status=400)
    slot = seat.conference.slots.filter(pk=form.cleaned_data["slot"]).first()
    room = seat.conference.rooms.filter(pk=form.cleaned_data["room"]).first()
    if slot is None or room is None:
        raise Refused(_("That room or slot is no longer on the wall. Reload the page and choose another."))
    return slot, room


def sheet(request, seat, field="anliegen"):
    """Return the sheet whose number the request names, with `seen` and `origin` as the sender gave them."""
    form = SheetForm({**request.POST.dict(), "anliegen": request.POST.get(field)})
    if not form.is_valid():
        raise Refused(_("Choose a sheet by its number."), status=400)
    found = seat.conference.anliegen.filter(number=form.cleaned_data["anliegen"]).first()
    if found is None:
        sentence = _("There is no sheet #%(number)s here.") % {"number": form.cleaned_data["anliegen"]}
        raise Refused(sentence, status=404)
    origin = form.cleaned_data["origin"]
    return found, form.cleaned_data["seen"], origin and tuple(map(int, origin.split("-")))
