"""Who was there: by oneself, by name, by the door's code, and passed round on one phone."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from anliegen.record import attendance, reports
from anliegen.record.forms import NameForm, OthersForm
from conference.access import seated
from conference.live import answers
from conference.refusal import Refused


@require_POST
@seated()
def come(request, seat, number):
    """I was there: now this seat may write; `named` is the answer to whether the name may stand in the book."""
    sheet, named = _sheet(seat, number), bool(request.POST.get("named"))
    attendance.come(sheet, seat, named)
    return _back(
        sheet, request, _("You were there, by name.") if named else _("You were there; you count without a name.")
    )


@require_POST
@seated()
def enter(request, seat, number):
    sheet, form = _sheet(seat, number), NameForm(request.POST)
    reports.refuse_others(sheet, seat)
    if not form.is_valid():
        raise Refused(form.errors["name"][0], status=422)
    attendance.enter(sheet, seat, **form.cleaned_data)
    return _back(sheet, request, _entered(form))


@require_http_methods(["GET", "POST"])
@seated()
def pass_round(request, seat, number):
    """One phone goes round: each types a name and says whether it may stand in the book, then passes it on."""
    sheet = _sheet(seat, number)
    reports.refuse_others(sheet, seat)
    form, status, refused = NameForm(request.POST if request.method == "POST" else None), 200, ""
    if form.is_bound:
        if form.is_valid():
            try:
                attendance.enter(sheet, seat, **form.cleaned_data)
            except Refused as error:
                status, refused = error.status, error.sentence
            else:
                messages.success(request, _entered(form))
                return redirect("pass_round", seat.conference.slug, number)
        else:
            status = 422
    heads = len(attendance.of(sheet)) + reports.of(sheet).others
    context = {"sheet": sheet, "form": form, "heads": heads, "refused": refused}
    return render(request, "record/pass_round.html", context, status=status)


@require_POST
@seated()
def take_in(request, seat, number):
    sheet = _sheet(seat, number)
    attendance.take_in(sheet, seat)
    return _back(sheet, request, _("They count now. Whoever wants to be named says so on their own phone."))


@require_POST
@seated()
def take_out(request, seat, number, entry):
    sheet = _sheet(seat, number)
    attendance.take_out(sheet, seat, entry)
    return _back(sheet, request, _("Taken off the list."))


@require_POST
@seated()
def others(request, seat, number):
    sheet, form = _sheet(seat, number), OthersForm(request.POST)
    reports.refuse_others(sheet, seat)
    if not form.is_valid():
        raise Refused(_("Give a number from 0 to 5,000."), status=422)
    attendance.count_others(sheet, seat, **form.cleaned_data)
    return _back(sheet, request, _("Counted."))


def _sheet(seat, number):
    return get_object_or_404(seat.conference.anliegen, number=number)


def _entered(form):
    if form.cleaned_data["named"]:
        return _("%(name)s is in the list.") % {"name": form.cleaned_data["name"]}
    return _("One more is counted, without a name.")


def _back(sheet, request, said):
    """To the page that it was said on: one's own word leads to writing."""
    if request.htmx:
        return answers.fragments(request, [], said)
    messages.success(request, said)
    return redirect("report", sheet.conference.slug, sheet.number)
