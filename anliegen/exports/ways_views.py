"""Every way out, and who may take it.

What shows the wall is for every seat: each of them reads all of it anyway, and you may leave with your data. What
gathers everybody's names and words in one file to carry off (tables, site) is for facilitators and organisers, who
answer for where it goes; the archive, which holds what nobody else sees, for organisers alone.
"""

from functools import partial
from hashlib import blake2s

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import condition, require_POST, require_safe

from anliegen.exports import ical, offered, plain_tables, schedule_json, schedule_xml, spreadsheet, tables, whole
from anliegen.exports import schedule as schedules
from anliegen.exports.site import making
from conference.access import by_wall_key, seated, wall_key
from conference.entrance import addresses
from conference.languages import in_language_of
from conference.live import later
from conference.live.kept import Kept
from conference.models import Role

schedules_kept = Kept(60)
PIECE = 256 * 1024  # bytes of a file that are sent at a time
TABLES = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SCHEDULES = {"ics": "text/calendar; charset=utf-8", "xml": "application/xml; charset=utf-8", "json": "application/json"}


@never_cache
@require_safe
@seated()
def page(request, seat):
    """All ways out for this seat, each with what it is for."""
    context = {"here": "exports", "may_gather": seat.may(Role.FACILITATOR), **offered.read(seat)}
    if seat.plan_key:
        path = reverse("schedule_feed", args=[seat.conference.slug, wall_key(seat), "xml"])
        context |= {"link": addresses.absolute(request, path)}
        context["qr"] = addresses.qr_svg(context["link"])
    return render(request, "exports/exports.html", context)


@require_POST
@seated()
def make_link(request, seat):
    """Make the link for conference apps, if this seat has none."""
    offered.make_link(seat)
    return redirect(f"{reverse('exports', args=[seat.conference.slug])}#apps")


@require_safe
@seated(Role.FACILITATOR)
def data_xlsx(request, seat):
    """The tables as a spreadsheet."""
    return _tables(request, seat, spreadsheet.write, f"{seat.conference.slug}.xlsx", TABLES)


@require_safe
@seated(Role.FACILITATOR)
def data_csv(request, seat):
    """The tables as CSV, one file each."""
    return _tables(request, seat, plain_tables.write, f"{seat.conference.slug}-csv.zip", "application/zip")


def _tables(request, seat, write, name, kind):
    with in_language_of(seat.conference):
        found = write(tables.of(whole.read(seat.conference, _options(request))), seat.conference.language)
    return HttpResponse(found, content_type=kind, headers=_headers(name))


@require_safe
@seated(Role.FACILITATOR)
def site_zip(request, seat):
    """The conference as a site that needs no server; it is made outside, and the request waits there."""
    options = _options(request)

    def prepare():
        found = whole.read(seat.conference, options)
        return {"whole": found, "photos": making.photos_of(found), "made_at": timezone.now()}

    # one that nobody fetched does not come back once a sheet is hidden; one that was waited for is as it was begun
    job = later.waited(request) or making.job((seat.pk, seat.conference.version, options), prepare)
    if waits := later.outside(request, job):
        return waits
    answer = FileResponse(making.taken(job), as_attachment=True, filename=f"{seat.conference.slug}-site.zip")
    answer.block_size, answer.headers["Cache-Control"] = PIECE, "no-store"
    return answer


def _options(request):
    """What goes out: everything, less what the address says no to."""
    return whole.Options(**{name: request.GET.get(name) != "no" for name in ("names", "photos", "comments")})


def _headers(name):
    return {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}


def _etag(request, seat, kind):
    shown = (seat.conference.version, settings.RELEASE, request.get_full_path(), addresses.absolute(request, "/"))
    return f'"{blake2s(repr(shown).encode(), digest_size=12).hexdigest()}"'


def _last_modified(request, seat, kind):
    last = seat.conference.events.last()
    return last.at if last else seat.conference.created_at


@require_safe
@seated()
@cache_control(private=True, no_cache=True)
@condition(etag_func=_etag, last_modified_func=_last_modified)
def schedule(request, seat, kind):
    """The wall for calendars (ics) and conference apps (xml, json)."""
    return _schedule(request, seat, kind)


@require_safe
@by_wall_key
@cache_control(private=True, no_cache=True)
@condition(etag_func=_etag, last_modified_func=_last_modified)
def schedule_feed(request, seat, kind):
    """The same for an app that asks again and again; the key in the address opens this and nothing else."""
    return _schedule(request, seat, kind)


def _schedule(request, seat, kind):
    """Answer with the schedule, written once for a version of the conference: hundreds of apps ask after each move."""
    if kind not in SCHEDULES:
        raise Http404
    conference, names = seat.conference, _options(request).names
    at = partial(addresses.absolute, request)
    key = (conference.pk, conference.created_at, conference.version, kind, names, at("/"))
    written = schedules_kept.piece(key, lambda: _written(conference, kind, whole.Options(names=names), at))
    name = f'inline; filename="{conference.slug}.{kind}"'
    return HttpResponse(written, content_type=SCHEDULES[kind], headers={"Content-Disposition": name})


def _written(conference, kind, options, at):
    with in_language_of(conference):
        found = whole.read(conference, options)
        if kind == "ics":
            return ical.write(found, at)
        write = schedule_xml.write if kind == "xml" else schedule_json.write
        return write(schedules.of(found, at), settings.VERSION)
