"""A report as it was: every pause and every publishing kept a version."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from anliegen.record import reads, reports
from conference.access import seated
from conference.models import Role
from conference.refusal import Refused


@require_GET
@seated()
def versions(request, seat, number):
    """Who wrote when, newest first: for the group."""
    sheet, report = _of_group(seat, number)
    found = report.versions.select_related("by").defer("texts").order_by("-number") if report.pk else []
    return render(request, "record/versions.html", {"here": "report", "sheet": sheet, "versions": found})


@require_GET
@seated()
def version(request, seat, number, version):
    sheet, report = _of_group(seat, number)
    found = get_object_or_404(
        report.versions.select_related("by") if report.pk else report.versions.none(), number=version
    )
    same = found.texts == reports.texts(report)
    context = {"sheet": sheet, "version": found, "shown": reads.shown(found.texts), "same": same}
    return render(request, "record/version.html", {"here": "report", **context})


@require_POST
@seated()
def bring_back(request, seat, number, version):
    sheet = get_object_or_404(seat.conference.anliegen, number=number)
    reports.bring_back(sheet, seat, version)
    messages.success(request, _("The report says again what version %(number)s said.") % {"number": version})
    return redirect("report", seat.conference.slug, number)


@require_POST
@seated(Role.FACILITATOR)
def begin_anew(request, seat, number):
    sheet = get_object_or_404(seat.conference.anliegen, number=number)
    reports.begin_anew(sheet, seat)
    messages.success(request, _("The report is begun anew. What it says and its versions are as before."))
    return redirect("versions", seat.conference.slug, number)


def _of_group(seat, number):
    sheet = get_object_or_404(seat.conference.anliegen, number=number)
    if not reports.may_write(seat, sheet):
        raise Refused(_("How a report came about, its group sees. Say that you were there first."), status=403)
    return sheet, reports.of(sheet)
