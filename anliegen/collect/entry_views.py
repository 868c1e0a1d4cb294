"""The fast entry: a helper types in sheets of paper, one after the other, by keyboard alone."""

import uuid

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from anliegen.collect import paper_code, papers, sheets
from anliegen.collect.entry_forms import EntryForm
from conference.access import no_entry, seated
from conference.models import Role
from conference.refusal import Refused


@require_http_methods(["GET", "HEAD", "POST"])
@seated()
def entry(request, seat):
    """The QR code of an empty sheet opens this, with its code; a participant who scans it sees what it became."""
    conference = seat.conference
    scanned = paper_code.read(request.GET.get("paper", "")[:20])
    there = papers.entered(conference, scanned)
    if not seat.may(Role.HELPER):
        return _to(there) if there and request.method != "POST" else no_entry(request, conference.slug, seat)
    if request.method != "POST":
        first = {"once": uuid.uuid4(), "paper": paper_code.shown(scanned) if scanned and not there else ""}
        return _page(request, seat, EntryForm(initial=first), there=there, scanned=scanned)
    form = EntryForm(request.POST)
    if not form.is_valid():
        return _page(request, seat, form, status=422)
    data = form.cleaned_data
    if data["another"] != "sure" and (alike := _alike(conference, data)):
        return _page(request, seat, form, alike=alike, status=409)
    try:
        texts = {key: data[key] for key in ("title", "goal", "context", "paper", "once")}
        sheet = papers.enter(conference, seat, names=data["person"], **texts)
    except Refused as refused:
        there = papers.entered(conference, data["paper"])
        form.add_error("paper", refused.sentence)
        return _page(request, seat, form, there=there, status=refused.status)
    said = _said(sheet)
    messages.success(request, said)
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"number": sheet.number, "said": said, "to": _address(sheet)}, status=201)
    return redirect("entry", slug=conference.slug)


def _page(request, seat, form, status=200, **more):
    scanned = more.pop("scanned", None)
    just = papers.just_entered(seat)
    context = {"here": "entry", "form": form, "just": just, "near": just and papers.near(just[0]), **more}
    context["drawer"] = paper_code.shown(scanned) if scanned else "new"
    return render(request, "collect/entry.html", context, status=status)


def _alike(conference, data):
    """Sheets that may be the same: none of them is this very one, sent again after a dead network."""
    mark = sheets.mark(data["once"], data["title"], data["goal"], data["context"])
    return [sheet for sheet in papers.alike(conference, data["title"]) if not mark or sheet.once != mark]


def _said(sheet):
    if sheet.paper:
        return _("%(code)s is now #%(number)s. Write %(number)s on it.") % {
            "code": paper_code.shown(sheet.paper),
            "number": sheet.number,
        }
    return _("This is sheet #%(number)s.") % {"number": sheet.number}


def _address(sheet):
    return reverse("sheet", args=[sheet.conference.slug, sheet.number])


def _to(sheet):
    return redirect(_address(sheet))
