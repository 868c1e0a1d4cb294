"""How photos come: piece by piece from a page with scripts, several at once from a plain form."""

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from anliegen.models import Photo
from anliegen.pictures import darkroom
from anliegen.record.photos import album, sending
from anliegen.record.photos.forms import PhotosForm, PieceForm
from conference.access import seated
from conference.live import later
from conference.refusal import Refused


@require_http_methods(["GET", "POST"])
@seated()
def send(request, seat, number, once):
    """Take in a piece, and say how much is here; 201 once it is a photo. By GET: how much is here."""
    sheet = get_object_or_404(seat.conference.anliegen, number=number)
    album.refuse_others(sheet, seat)
    if there := _arrived(sheet, once):
        return JsonResponse({"photo": there.pk}, status=201)
    if request.method == "GET":
        there = sending.find(sheet, once)
        return JsonResponse({"here": sending.here(there) if there else 0})
    try:
        return _piece(request, seat, sheet, once)
    except Refused as refused:
        return JsonResponse({"said": refused.sentence}, status=refused.status)


def _piece(request, seat, sheet, once):
    form = PieceForm(request.POST, request.FILES)
    if not form.is_valid():
        raise Refused(_("This makes no sense here. Go back, reload the page and try again."), status=400)
    size, at, piece = (form.cleaned_data[name] for name in ("size", "at", "piece"))
    upload = sending.begin(sheet, once, size, by=seat)
    here = sending.take_in(upload, at, piece) if piece else sending.here(upload)
    if here < upload.size:
        return JsonResponse({"here": here})
    if waits := later.outside(request, sending.job(upload)):
        return waits
    return JsonResponse({"photo": sending.arrive(sheet, upload, by=seat).pk}, status=201)


@require_POST
@seated()
def add(request, seat, number):
    """Take in the files of a plain form; each that is refused is told by its name, the others come."""
    sheet = get_object_or_404(seat.conference.anliegen, number=number)
    album.refuse_others(sheet, seat)
    form = PhotosForm(request.POST, request.FILES)
    form.is_valid()
    photos, once = form.cleaned_data["photo"], form.cleaned_data["once"]
    if not photos or not once:
        raise Refused(_("Choose a photo first."), status=422)
    there, sent, wrong = [], [], []
    for file in photos:
        if _arrived(sheet, sending.of_form(once, file)):
            there.append(file)
            continue
        try:
            upload = sending.whole(sheet, file, once, by=seat)
            sent.append((file, upload, sending.job(upload)))
        except Refused as refused:
            wrong.append((file, refused))
    if waits := later.outside(request, darkroom.all_of([job for _file, _upload, job in sent])):
        return waits
    for file, upload, _job in sent:
        try:
            there.append(sending.arrive(sheet, upload, by=seat))
        except Refused as refused:
            wrong.append((file, refused))
    _tell(request, len(there), wrong)
    return redirect("photos", slug=seat.conference.slug, number=sheet.number)


def _tell(request, came, wrong):
    for file, refused in wrong:
        messages.error(request, f"{file.name[:80]}: {refused.sentence}")
    if came:
        messages.success(request, ngettext("The photo is here.", "%(count)s photos are here.", came) % {"count": came})


def _arrived(sheet, once):
    return Photo.objects.filter(report__anliegen=sheet, once=once).first()
