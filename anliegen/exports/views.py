"""What people take home, and what they bring from elsewhere."""

from django.http import FileResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from anliegen.exports import archive, carrying
from anliegen.exports.forms import LoadForm
from conference.access import organisers_only, seated
from conference.live import later
from conference.models import Role
from conference.refusal import Refused


@require_GET
@seated(Role.ORGANISER)
def archive_zip(request, seat):
    """The whole conference as one file; while its pictures are packed, the request waits outside."""
    job = later.waited(request) or carrying.out(*archive.content(seat.conference))
    if waits := later.outside(request, job):
        return waits
    headers = {"Cache-Control": "no-store"}
    name = f"{seat.conference.slug}.zip"
    return FileResponse(
        job.result(), as_attachment=True, filename=name, content_type="application/zip", headers=headers
    )


@require_http_methods(["GET", "POST"])
@organisers_only
def load(request, organiser):
    """Bring a conference here from its archive; whoever loads it takes an organiser's seat in it.

    While its pictures are looked at, the request waits outside.
    """
    form = LoadForm(request.POST, request.FILES) if request.method == "POST" else LoadForm()
    if form.is_bound and form.is_valid():
        try:
            job = later.waited(request) or carrying.inside(archive.arrive(form.cleaned_data["file"]))
            if waits := later.outside(request, job):
                return waits
            conference = archive.settle(job.result())
            return redirect("join", conference.entrances.get(role=Role.ORGANISER).code)
        except Refused as refused:
            form.add_error("file", refused.sentence)
    return render(request, "exports/load.html", {"form": form}, status=422 if form.is_bound else 200)
