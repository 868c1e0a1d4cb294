"""The pages of a report's photos, and what can be done with each: access, form, verb, answer."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from anliegen.models import Photo
from anliegen.pictures import darkroom
from anliegen.record import reports
from anliegen.record.photos import album, files, forms, reads
from conference.access import seated
from conference.live import later
from conference.live.answers import answer
from conference.live.pages import versioned
from conference.refusal import Refused


@require_GET
@seated()
@versioned
def photos(request, seat, number):
    """All photos of a report; who may write it adds some."""
    sheet = get_object_or_404(seat.conference.anliegen, number=number)
    if sheet.hidden_why and not reports.may_write(seat, sheet):
        return render(request, "collect/hidden.html", {"here": "sheet", "sheet": sheet})
    return render(request, "photos/photos.html", {"here": "sheet", **reads.of(reports.of(sheet), seat)})


@require_GET
@seated()
@versioned
def photo(request, seat, number, photo):
    """One photo, large; who may write the report changes it here."""
    found = _found(seat, number, photo)
    if not album.visible(seat, found.report):
        raise Http404
    return _page(request, seat, found)


def _page(request, seat, found, status=200, **forms_sent):
    shown = reads.of(found.report, seat)["album"]
    at = next(at for at, each in enumerate(shown.photos) if each.pk == found.pk)
    sides = (found.height, found.width) if found.turned in (90, 270) else (found.width, found.height)
    width, height = files.scaled(sides, "large")
    context = {
        "here": "sheet",
        "album": shown,
        "photo": shown.photos[at],
        "before": shown.photos[at - 1] if at else None,
        "after": shown.photos[at + 1] if at + 1 < len(shown.photos) else None,
        "whole": {"at": reads.address(found, seat.conference.slug, files.WHOLE), "width": width, "height": height},
        "crop_form": forms.CropForm(initial=forms.cut_off(found.crop)),
        "describe_form": forms.DescribeForm(initial={"caption": found.caption, "alt": found.alt}),
        **forms_sent,
    }
    return render(request, "photos/photo.html", context, status=status)


@require_POST
@seated()
def turn(request, seat, number, photo):
    found = _changed(seat, number, photo)
    form = forms.TurnForm(request.POST)
    if not form.is_valid():
        raise Refused(_("Turn it by 90, 180 or 270 degrees."), status=422)
    album.refuse_stale(found, form.cleaned_data["seen"] or found.mark)
    return _looks(request, seat, found, *album.turned(found, form.cleaned_data["degrees"]), _("The photo is turned."))


@require_POST
@seated()
def crop(request, seat, number, photo):
    found = _changed(seat, number, photo)
    form = forms.CropForm(request.POST)
    if not form.is_valid():
        return _page(request, seat, found, status=422, crop_form=form)
    album.refuse_stale(found, form.cleaned_data["seen"] or found.mark)
    said = _("The photo is cropped.") if form.crop() else _("The whole photo is there again.")
    return _looks(request, seat, found, found.turned, form.crop(), said)


def _looks(request, seat, found, turned, crop, said):
    """Let a photo look so; while its sizes are made the request waits outside."""
    key = f"{found.file} {turned} {crop}"
    if darkroom.busy(f"{found.file} ", but=key):
        raise Refused(_("This photo is being changed right now. Look at it in a moment."))
    original = files.path(found.file, found.kind, "original")
    job = darkroom.job(key, original, files.views(turned, crop))
    if waits := later.outside(request, job):
        return waits
    try:
        log = album.look(found, darkroom.result(key, job), turned, crop, by=seat)
    finally:
        darkroom.forget(key)
    return answer(request, log, said, to=_address(seat, found))


@require_POST
@seated()
def move(request, seat, number, photo):
    found = _changed(seat, number, photo)
    form = forms.MoveForm(request.POST)
    if not form.is_valid():
        raise Refused(_("Say where the photo should stand."), status=422)
    log = album.move(found, by=seat, **form.cleaned_data)
    return answer(request, log, _("The photo stands there now."))


@require_POST
@seated()
def describe(request, seat, number, photo):
    found = _changed(seat, number, photo)
    form = forms.DescribeForm(request.POST)
    if not form.is_valid():
        return _page(request, seat, found, status=422, describe_form=form)
    log = album.describe(found, by=seat, **form.cleaned_data)
    return answer(request, log, _("The words are kept."), to=_address(seat, found))


@require_POST
@seated()
def remove(request, seat, number, photo):
    found = _changed(seat, number, photo)
    log = album.remove(found, by=seat)
    return answer(request, log, _("The photo is removed."), to=reverse("photos", args=[seat.conference.slug, number]))


def _found(seat, number, photo):
    photos = Photo.objects.select_related("report__anliegen__conference")
    return get_object_or_404(
        photos, pk=photo, report__anliegen__number=number, report__anliegen__conference=seat.conference
    )


def _changed(seat, number, photo):
    found = _found(seat, number, photo)
    album.refuse_others(found.report.anliegen, seat)
    return found


def _address(seat, photo):
    return reverse("photo", args=[seat.conference.slug, photo.report.anliegen.number, photo.pk])
