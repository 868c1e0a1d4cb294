"""The pictures themselves: as data, never as a page, and only for who may see the report."""

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from anliegen.models import Photo
from anliegen.record import reports
from anliegen.record.photos import album, files
from conference.access import by_display_key, seated

FOR_ALL = [size for size, longest in files.SIZES.items() if longest]


@require_safe
@seated()
def image(request, seat, photo, size):
    """A size of a photo. What was cut off is seen by those who can cut."""
    found = _photos(seat).filter(pk=photo).first()
    if not found or not album.visible(seat, found.report):
        raise Http404
    if size not in FOR_ALL and not reports.may_write(seat, found.report.anliegen):
        raise Http404
    return _served(request, found, size)


@require_safe
@by_display_key
def shown(request, seat, photo, size):
    """The same for a screen: photos of what hangs on the Nachrichtenwand."""
    there = _photos(seat).filter(report__published_at__isnull=False, report__anliegen__hidden_why="")
    if size not in FOR_ALL:
        raise Http404
    return _served(request, get_object_or_404(there, pk=photo), size)


def _photos(seat):
    return Photo.objects.filter(report__anliegen__conference=seat.conference).select_related(
        "report__anliegen__conference"
    )


def _served(request, photo, size):
    if size == files.WHOLE and not photo.crop:
        size = "large"
    try:
        response = FileResponse(files.path(photo.file, photo.kind, size).open("rb"), content_type=f"image/{photo.kind}")
    except OSError as error:
        raise Http404 from error
    name = f"anliegen-{photo.report.anliegen.number}-photo-{photo.pk}.{photo.kind}"
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    # Another look has another address; who asks without its mark gets what is there now, and asks again next time.
    marked = request.GET.get("v") == photo.mark
    response["Cache-Control"] = "private, max-age=86400, immutable" if marked else "private, no-cache"
    return response
