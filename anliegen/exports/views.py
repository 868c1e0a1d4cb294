"""What people take home, and what they bring from elsewhere."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from anliegen.exports import archive
from anliegen.exports.forms import LoadForm
from conference.access import organisers_only, seated
from conference.models import Role
from conference.refusal import Refused


@require_GET
@seated(Role.ORGANISER)
def archive_zip(request, seat):
    """The whole conference as one file."""
    named = f'attachment; filename="{seat.conference.slug}.zip"'
    headers = {"Content-Disposition": named, "Cache-Control": "no-store"}
    return HttpResponse(archive.dump(seat.conference), content_type="application/zip", headers=headers)


@require_http_methods(["GET", "POST"])
@organisers_only
def load(request, organiser):
    """Bring a conference here from its archive; whoever loads it takes an organiser's seat in it."""
    form = LoadForm(request.POST, request.FILES) if request.method == "POST" else LoadForm()
    if form.is_bound and form.is_valid():
        try:
            conference = archive.load(form.cleaned_data["file"])
            return redirect("join", conference.entrances.get(role=Role.ORGANISER).code)
        except Refused as refused:
            form.add_error("file", refused.sentence)
    return render(request, "exports/load.html", {"form": form}, status=422 if form.is_bound else 200)
