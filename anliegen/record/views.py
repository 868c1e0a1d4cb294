"""The pages of a report: the sheet that everybody reads, and the page on which its group writes."""

import json
import secrets

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from anliegen.record import docs, reads, reports
from anliegen.record.forms import ReportForm
from conference.access import coming_back, seated
from conference.live.pages import versioned
from conference.refusal import Refused

NEW_ROWS = 3  # of next steps, for who writes without scripts


@require_GET
@coming_back
@seated()
@versioned
def report(request, seat, number):
    """The report as a sheet. Who may write it comes to the page to write on until it hangs on the Nachrichtenwand."""
    sheet = get_object_or_404(seat.conference.anliegen.prefetch_related("conveners"), number=number)
    if sheet.hidden_why and not reports.may_write(seat, sheet):
        return render(request, "collect/hidden.html", {"here": "report", "sheet": sheet})
    context = reads.page(seat, sheet)
    found, read = context["report"], request.GET.get("as") == "sheet"
    if context["open"] and not found.published_at and not read:
        return redirect("write_report", seat.conference.slug, number)
    if context["may_write"] or found.published_at:
        context["shown"] = reads.shown(reports.texts(found))
    return render(request, "record/report.html", {"here": "report", **context})


@require_http_methods(["GET", "POST"])
@never_cache
@seated()
def write(request, seat, number):
    """One page with all parts. Scripts keep what is typed and show what others type; without them it is a form."""
    sheet = get_object_or_404(seat.conference.anliegen.prefetch_related("conveners"), number=number)
    if request.method == "POST":
        return _save(request, seat, sheet) or _back(sheet, "write_report", _("Saved."), request)
    try:
        reports.refuse(sheet, seat)
    except Refused:
        return redirect("report", seat.conference.slug, number)
    return _page(request, seat, sheet)


@require_POST
@seated()
def publish(request, seat, number):
    sheet = get_object_or_404(seat.conference.anliegen, number=number)
    if "seen" in request.POST and (unsaved := _save(request, seat, sheet)):
        return unsaved
    reports.publish(sheet, by=seat)
    return _back(sheet, "report", _("It hangs on the Nachrichtenwand. You can write on at any time."), request)


@require_POST
@seated()
def take_back(request, seat, number):
    sheet = get_object_or_404(seat.conference.anliegen, number=number)
    reports.take_back(sheet, by=seat)
    return _back(sheet, "report", _("It hangs on the Nachrichtenwand no more. What you wrote is still here."), request)


def _save(request, seat, sheet):
    """Write what a form holds; return a page where that is not possible as it is, with all that was typed."""
    form = ReportForm(request.POST)
    if not form.is_valid():
        reports.refuse(sheet, seat)
        return _page(request, seat, sheet, form, status=422)
    base = form.base(reports.of(sheet))
    _found, conflicts = reports.merge(sheet, seat, base, form.mine())
    return _page(request, seat, sheet, form, conflicts, status=409) if conflicts else None


def _page(request, seat, sheet, form=None, conflicts=None, status=200):
    """The page to write on; a form that came back keeps its texts, two texts in conflict stand side by side."""
    here = reads.writing(sheet)
    if form and status == 422:
        mine = {part: form.data.get(part, "") for part in docs.PARTS}
        here |= {"texts": mine, "steps": form.cleaned_data.get("steps", here["steps"]), "document": ""}
        here["seen"] = form.data.get("seen", "")
        here["base"] = {part: form.data[f"base_{part}"] for part in docs.PARTS if f"base_{part}" in form.data}
    labels, errors = form or ReportForm(), form.errors if form else {}
    parts = [
        {
            "name": part,
            "label": labels[part].label,
            "text": here["texts"][part],
            "base": here["base"].get(part) if part in here["base"] else None,
            "errors": errors.get(part),
        }
        for part in docs.PARTS
    ]
    for part in parts:
        if pieces := (conflicts or {}).get(part["name"]):
            part |= _conflict(pieces)
    context = {
        "parts": {part["name"]: part for part in parts},
        "steps": here["steps"],
        "new": [secrets.token_hex(6) for _row in range(NEW_ROWS)],
        "document": "" if conflicts else here["document"],
        "anew": here["anew"],
        "seen": here["seen"],
        "base_steps": json.dumps(here["base"]["steps"]) if "steps" in here["base"] else "",
        "form": form,
    }
    return render(request, "record/write.html", {"here": "report", **reads.page(seat, sheet), **context}, status=status)


def _conflict(pieces):
    """Both texts whole, as pieces that say where they differ, and one text that has it all."""
    both = "".join(each if isinstance(each, str) else _both(each) for each in pieces)
    sides = {
        side: [(each, False) if isinstance(each, str) else (getattr(each, side), True) for each in pieces]
        for side in ("mine", "theirs")
    }
    texts = {f"{side}_text": "".join(text for text, _differs in sides[side]) for side in sides}
    return {"conflict": True, "text": both, **sides, **texts}


def _both(conflict):
    gap = "\n" if "\n" in conflict.mine + conflict.theirs else " "
    return gap.join(filter(None, (conflict.mine.strip("\n"), conflict.theirs.strip("\n")))) + (
        "\n" if conflict.theirs.endswith("\n") else ""
    )


def _back(sheet, page, said, request):
    messages.success(request, said)
    return redirect(page, sheet.conference.slug, sheet.number)
