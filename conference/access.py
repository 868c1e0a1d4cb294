"""Every view starts from a seat: `seated` finds it, or the request ends here.

A seat is remembered in a signed cookie, conference by conference; so one person can sit in several.
"""

import re
import zoneinfo
from functools import wraps
from importlib import import_module

from django.conf import settings
from django.db.models import Value
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from conference.models import Conference, Organiser, Role, Seat
from conference.prepared import Prepared

MOST_SEATS = 24
PK = re.compile("[0-9]{1,18}")

callers = []  # function(seat) that the day registers: what calls somebody at once, on whatever page they are

SEATS = Prepared(
    lambda: Seat.objects.select_related("conference").filter(key=Value("key"), conference__slug=Value("slug"))
)

CSP = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
    "media-src 'self'; connect-src 'self' ws: wss:; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'self'"
)


class SecurityHeaders:
    """A strict content security policy on every answer, static files included."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", CSP)
        response.headers.setdefault("X-Frame-Options", "SAMEORIGIN")
        response.headers.setdefault("Permissions-Policy", "camera=(self), microphone=(), geolocation=()")
        return response


def seat_of(request, slug):
    """Return this browser's seat in that conference, or None."""
    key = request.session.get("seats", {}).get(slug)
    return key and seat_by_key(key, slug)


def seat_by_key(key, slug):
    """Return whoever sits there with that key, or None; the seat knows its conference."""
    for row in SEATS.rows(key=key, slug=slug):
        own, frame = ([field.attname for field in model._meta.concrete_fields] for model in (Seat, Conference))
        seat = Seat.from_db("default", own, row[: len(own)])
        seat.conference = Conference.from_db("default", frame, row[len(own) :])
        return seat
    return None


def take_seat(request, seat):
    """Remember the seat in this browser, and the newest others: a browser drops a cookie that grows beyond 4 kB."""
    seats = request.session.get("seats", {})
    seats.pop(seat.conference.slug, None)
    newest = list(seats.items())[1 - MOST_SEATS :]
    request.session["seats"] = dict([*newest, (seat.conference.slug, seat.key)])


def leave_seat(request, slug):
    """Forget the seat in this browser; the seat itself stays."""
    seats = request.session.get("seats", {})
    seats.pop(slug, None)
    request.session["seats"] = seats


def seated(role=Role.PARTICIPANT):
    """Let only seats with at least that role into `view(request, seat, …)`; the address gives the slug."""

    def decorate(view):
        @wraps(view)
        def inner(request, slug, **where):
            seat = seat_of(request, slug)
            if seat is None or not seat.may(role):
                return no_entry(request, slug, seat)
            return for_seat(request, seat, view, **where)

        inner.role = role
        return inner

    return decorate


def coming_back(view):
    """Remember in this browser which page of ours somebody without a seat asked for: after joining it opens."""

    @wraps(view)
    def inner(request, slug, **where):
        if request.method == "GET" and seat_of(request, slug) is None:
            request.session["wanted"] = request.path
        return view(request, slug, **where)

    return inner


def wanted(request, conference):
    """Return the page of that conference that this browser asked for before it had a seat, else the first one."""
    home, page = f"/c/{conference.slug}/", request.session.pop("wanted", "")
    return page if page.startswith(home) else home


def by_display_key(view):
    """Let whoever holds the key of a display seat look; the key stands in the address, no cookie is needed."""

    @wraps(view)
    def inner(request, slug, key, **where):
        seat = seat_by_key(key, slug)
        if seat is None or seat.role != Role.DISPLAY:
            return no_entry(request, slug, None)
        return for_seat(request, seat, view, **where)

    inner.role = Role.DISPLAY
    return inner


def by_plan_key(view):
    """Let whoever holds the key of a seat's plan read it: the key stands in the address and opens nothing else."""

    @wraps(view)
    def inner(request, slug, key, **where):
        seats = Seat.objects.select_related("conference").exclude(role=Role.DISPLAY)
        seat = seats.filter(plan_key=key, conference__slug=slug).first()
        return for_seat(request, seat, view, **where) if seat else no_entry(request, slug, None)

    inner.role = Role.PARTICIPANT
    return inner


def wall_key(seat):
    """Return the key that opens the wall as a schedule and nothing else. It rests on the key of the seat's plan and is
    renewed with it; whoever has one of them does not have the other."""
    return f"{seat.pk}-{salted_hmac('anliegenwand.wall', seat.plan_key, algorithm='sha256').hexdigest()[:32]}"


def by_wall_key(view):
    """Let whoever holds such a key read: an app has no cookie."""

    @wraps(view)
    def inner(request, slug, key, **where):
        number = key.partition("-")[0]
        seats = Seat.objects.select_related("conference").exclude(role=Role.DISPLAY).exclude(plan_key=None)
        seat = seats.filter(pk=number, conference__slug=slug).first() if PK.fullmatch(number) else None
        if seat is None or not constant_time_compare(wall_key(seat), key):
            return no_entry(request, slug, None)
        return for_seat(request, seat, view, **where)

    inner.role = Role.PARTICIPANT
    return inner


def for_seat(request, seat, view, **where):
    """Run the view in the seat's language and its conference's time zone."""
    request.seat = seat
    speak(request, seat.conference)
    with timezone.override(seat.conference.zone):
        return view(request, seat, **where)


def speak(request, conference):
    """Answer in the language that this browser chose, else in the conference's."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    request.LANGUAGE_CODE = chosen if chosen in dict(settings.LANGUAGES) else conference.language
    translation.activate(request.LANGUAGE_CODE)


def no_entry(request, slug, seat):
    """Say kindly that this seat does not allow it (403), without telling whether such a conference exists."""
    sentence = (
        _("Your seat doesn't allow this page. Ask the facilitators for their link if you help them.")
        if seat
        else _("You have no seat here yet. Type the code from the hall's screen, or open your personal link.")
    )
    return render(request, "no_entry.html", {"sentence": sentence, "slug": slug, "here": seat}, status=403)


def organiser_of(request):
    """Return the organiser of this installation that this browser belongs to, or None."""
    key = request.session.get("organiser")
    return key and Organiser.objects.filter(key=key, claimed_at__isnull=False).first()


def brings_organiser(cookies):
    """Whether these cookies were signed here for an organiser of this installation; their page looks closer."""
    session = import_module(settings.SESSION_ENGINE).SessionStore(cookies.get(settings.SESSION_COOKIE_NAME))
    return bool(session.get("organiser"))


def organisers_only(view):
    """Let only organisers of this installation into `view(request, organiser, …)`."""

    @wraps(view)
    def inner(request, **where):
        organiser = organiser_of(request)
        if organiser is None:
            sentence = _(
                "Only the organiser of this installation can start a conference. Open the organiser's link first."
            )
            return render(request, "no_entry.html", {"sentence": sentence}, status=403)
        return view(request, organiser, **where)

    inner.role = "installation"
    return inner


def page(request):
    """Context for every page: the seat, its conference and what its socket needs."""
    from conference.live import tokens

    seat = getattr(request, "seat", None)
    context = {"seat": seat, "release": settings.RELEASE, "languages": settings.LANGUAGES}
    if seat:
        conference = seat.conference
        token = tokens.issue(conference.id, conference.slug, seat.id, translation.get_language(), tokens.mark(seat.key))
        context |= {"conference": conference, "socket": f"/ws/c/{conference.slug}/?token={token}"}
        context["calls"] = SimpleLazyObject(lambda: callers[0](seat) if callers else None)
        context |= {role.value: seat.may(role) for role in Role if role != Role.DISPLAY}
    return context


def time_zones():
    """The names of all time zones, for a choice."""
    return sorted(zoneinfo.available_timezones())
