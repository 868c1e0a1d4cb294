"""What the verbs of the market are sent beside the number of a sheet."""

from django import forms
from django.utils.translation import gettext as _

from conference.refusal import Refused

SHORTEST, LONGEST = 10, 300  # seconds of a turn


class OrderForm(forms.Form):
    """Where a turn goes: before another sheet's, or a step forward or back; nothing: to the end."""

    before = forms.IntegerField(required=False, min_value=1, max_value=2**31 - 1)
    step = forms.IntegerField(required=False, min_value=-1, max_value=1)


class SecondsForm(forms.Form):
    seconds = forms.IntegerField(min_value=SHORTEST, max_value=LONGEST)


class SeenForm(forms.Form):
    seen = forms.IntegerField(required=False, min_value=0, max_value=2**62)


def order(request):
    """Return (number of the sheet to stand before or None, step)."""
    form = OrderForm(request.POST)
    if not form.is_valid():
        raise Refused(_("Choose where in the queue: before which sheet, or a step forward or back."), status=400)
    return form.cleaned_data["before"], form.cleaned_data["step"] or 0


def seconds(request):
    form = SecondsForm(request.POST)
    if not form.is_valid():
        names = {"least": SHORTEST, "most": LONGEST}
        raise Refused(_("A turn lasts from %(least)d to %(most)d seconds.") % names, status=422)
    return form.cleaned_data["seconds"]


def seen(request):
    """Return the number that the sender had before them, if they said."""
    form = SeenForm(request.POST)
    return form.cleaned_data["seen"] if form.is_valid() else None
