"""The page of the book, each edition as a file, a draft to look at, and the picture on the cover."""

from functools import partial

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from anliegen.exports.book import changes, covers, editions, press
from anliegen.exports.book.forms import USUAL, BookForm, CoverForm
from conference.access import seated
from conference.entrance import addresses
from conference.live import later
from conference.live.answers import answer
from conference.models import Role
from conference.refusal import Refused

TYPES = {
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
# A book is read; nothing in it runs, and it loads nothing.
RUNS_NOTHING = (
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'; sandbox"
)


@require_safe
@seated()
def page(request, seat):
    return _page(request, seat, BookForm(conference=seat.conference, initial=USUAL))


def _page(request, seat, form, status=200):
    rows = list(seat.conference.editions.order_by("-number"))
    for row in rows:
        row.now, row.lines = editions.state(row), changes.sentences(row.changes)
    found = {
        "here": "book",
        "form": form,
        "making": [row for row in rows if row.now in editions.SILENCE],
        "failed": [row for row in rows if row.now == editions.STATES.FAILED],
        "done": [row for row in rows if row.now == editions.STATES.DONE and row.files],
        "gone": [row for row in rows if row.now == editions.STATES.DONE and not row.files],
    }
    return render(request, "book/book.html", found, status=status)


@require_POST
@seated(Role.FACILITATOR)
def issue(request, seat):
    form = BookForm(request.POST, conference=seat.conference)
    if not form.is_valid():
        return _page(request, seat, form, status=422)
    log, edition = editions.issue(seat.conference, form.cleaned_data, by=seat, link=_link(request, seat))
    said = _("Edition %(number)s is being made.") % {"number": edition.number}
    return answer(request, log, said, to=reverse("book", args=[seat.conference.slug]))


@require_POST
@seated(Role.FACILITATOR)
def again(request, seat, number):
    edition = get_object_or_404(seat.conference.editions.select_related("conference"), number=number)
    log = editions.again(edition, by=seat, link=_link(request, seat))
    said = _("Edition %(number)s is being made.") % {"number": number}
    return answer(request, log, said, to=reverse("book", args=[seat.conference.slug]))


@require_POST
@seated(Role.ORGANISER)
def take_away(request, seat, number):
    edition = get_object_or_404(seat.conference.editions.select_related("conference"), number=number)
    log = editions.take_away(edition, by=seat)
    said = _("Edition %(number)s is gone.") % {"number": number}
    return answer(request, log, said, to=reverse("book", args=[seat.conference.slug]))


@require_safe
@seated(Role.FACILITATOR)
def draft(request, seat):
    """The book as it would be now; while it is made the request waits outside."""
    given = request.GET.dict() or USUAL
    form = BookForm(given, conference=seat.conference)
    if not form.is_valid():
        return _page(request, seat, form, status=422)
    conference, link = seat.conference, _link(request, seat)
    key = (conference.slug, conference.version, link, repr(sorted(form.cleaned_data.items())))
    job = later.waited(request) or press.draft(key, partial(editions.draft, conference, form.cleaned_data, link))
    if waits := later.outside(request, job):
        return waits
    named = f'inline; filename="{conference.slug}-draft.pdf"'
    headers = {"Content-Disposition": named, "Cache-Control": "no-store"}
    return HttpResponse(press.result(key, job), content_type=TYPES["pdf"], headers=headers)


@require_safe
@seated()
def newest(request, seat, kind):
    return _file(editions.done(seat.conference).first(), kind)


@require_safe
@seated()
def edition(request, seat, number, kind):
    return _file(editions.done(seat.conference).filter(number=number).first(), kind)


def _file(found, kind):
    file = found and editions.path(found, kind)
    if not file:
        raise Refused(_("There is no such edition of the book yet."), status=404)
    named = f"{found.conference.slug}-{found.number}.{kind}"
    response = FileResponse(file.open("rb"), as_attachment=kind == "docx", filename=named)
    response["Content-Type"] = TYPES[kind]
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-cache"
    if kind == "html":
        response["Content-Security-Policy"] = RUNS_NOTHING
    return response


@require_safe
@seated()
def cover(request, seat):
    """The picture on the cover, as data, never as a page."""
    name = seat.conference.cover
    if not name or not default_storage.exists(name):
        raise Http404
    kind = "image/webp" if name.endswith(".webp") else "image/jpeg"
    response = FileResponse(default_storage.open(name), content_type=kind)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-cache"
    return response


@require_POST
@seated(Role.ORGANISER)
def put_cover(request, seat):
    form = CoverForm(request.POST, request.FILES)
    if not form.is_valid():
        raise Refused(next(iter(form.errors.values()))[0], status=422)
    if waits := later.outside(request, covers.job(form.cleaned_data["picture"])):
        return waits
    log = covers.put(seat.conference, form.cleaned_data["picture"], by=seat)
    return answer(request, log, _("The picture is on the cover."))


@require_POST
@seated(Role.ORGANISER)
def take_cover(request, seat):
    log = covers.take_away(seat.conference, by=seat)
    return answer(request, log, _("The picture is gone from the cover."))


def _link(request, seat):
    return addresses.absolute(request, addresses.home(seat.conference))
