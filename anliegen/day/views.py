"""The conference's first page: what now, for this seat; and its plan as a calendar."""

from hashlib import blake2s

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import condition, require_GET, require_POST, require_safe

from anliegen.collect import interests
from anliegen.day import follows, plan, presences, push, reads, told
from anliegen.day.forms import EndpointForm, ReadForm, SubscriptionForm
from anliegen.exports.book import editions
from anliegen.market import reads as market
from anliegen.news import to_do
from anliegen.ownership import own_numbers
from anliegen.record import reads as record
from anliegen.wall import merges, picture
from conference.access import by_plan_key, seated
from conference.entrance import addresses
from conference.live import answers
from conference.live.pages import versioned
from conference.models import Role
from conference.refusal import Refused
from conference.setup import notices


@require_GET
@seated()
@versioned
def home(request, seat):
    """What now, for this seat: what it was told, now and next with its own first, its sheets."""
    conference, now = seat.conference, timezone.now()
    wall, mine = picture.read(conference), follows.of(seat)
    day = reads.day(wall, mine, now)
    own = reads.own(wall, mine)
    context = {
        "here": "home",
        "follows": sorted(mine.all),
        "changes": told.changes(seat, mine, wall),
        "day": day,
        "own": own,
        "my_turns": market.mine(seat),
        "own_first": not any(span.running for span in day.near) or not all(places for _sheet, places in own),
        "notices": notices.for_seat(seat),
        "stay": presences.of(seat),
        "heads": presences.region(conference),
        "may_pin": conference.participants_pin or seat.may(Role.FACILITATOR),
        "free": len(wall.free),
        "reports_due": record.due(own, now),
        "merge_asks": merges.asks(seat),
        "push": push.offer(seat),
        "book": editions.done(conference).exists(),
        "to_do": to_do.of(seat),
        "brings": own_numbers(seat),
        **interests.paint(seat),
    }
    return render(request, "day/home.html", context)


@require_POST
@seated()
def read(request, seat):
    """Got it: what this page told has been read."""
    form = ReadForm(request.POST)
    if not form.is_valid():
        raise Refused(_("Reload the page, then try again."), status=400)
    told.read(seat, form.cleaned_data["to"])
    return _done(request)


@never_cache
@require_GET
@seated()
def my_plan(request, seat):
    """The link of this seat's calendar feed, once it has one."""
    common = request.GET.get("common") != "no"
    context = {"here": "plan", "common": common}
    if seat.plan_key:
        path = reverse("plan_feed", args=[seat.conference.slug, seat.plan_key]) + ("" if common else "?common=no")
        link = addresses.absolute(request, path)
        context |= {"path": path, "link": link, "webcal": f"webcal://{link.partition('://')[2]}"}
        context["qr"] = addresses.qr_svg(link)
    return render(request, "day/plan.html", context)


@require_POST
@seated()
def renew_plan(request, seat):
    plan.renew(seat)
    return _done(request, _("Here is your link."), to=reverse("my_plan", args=[seat.conference.slug]))


def _feed_etag(request, seat):
    shown = (seat.conference.version, seat.version, get_language(), settings.RELEASE, request.get_full_path())
    return f'"{blake2s(repr((shown, request.get_host())).encode(), digest_size=12).hexdigest()}"'


@require_safe
@by_plan_key
@cache_control(private=True, no_cache=True)
@condition(etag_func=_feed_etag)
def plan_feed(request, seat):
    """One's plan for a calendar that asks again and again; the key in the address opens this and nothing else."""
    wall, mine = picture.read(seat.conference), follows.of(seat)
    common = request.GET.get("common") != "no"
    found = plan.feed(seat, wall, mine, lambda path: addresses.absolute(request, path), common)
    name = f'inline; filename="{seat.conference.slug}.ics"'
    return HttpResponse(found, content_type="text/calendar; charset=utf-8", headers={"Content-Disposition": name})


@require_POST
@seated()
def subscribe(request, seat):
    form = SubscriptionForm(request.POST)
    if settings.WEB_PUSH and not form.is_valid():
        raise Refused(_("This browser gave no address at which it can be told. Try another one."), status=400)
    push.subscribe(seat, **(form.cleaned_data if form.is_valid() else {}))
    return _done(request, _("You will be told here, also while this page is closed."))


@require_POST
@seated()
def unsubscribe(request, seat):
    form = EndpointForm(request.POST)
    if form.is_valid():
        push.unsubscribe(seat, form.cleaned_data["endpoint"])
    return _done(request, _("Nothing more is sent to this browser."))


@require_safe
@cache_control(no_cache=True)
def push_worker(request):
    """The service worker of Web Push; a worker governs only what lies below its address, so it stands at the top."""
    return HttpResponse((settings.CODE / "static/js/push-worker.js").read_bytes(), content_type="text/javascript")


def _done(request, toast="", to=None):
    """Answer what changed nothing that others see."""
    if request.htmx:
        return answers.fragments(request, [], toast)
    if toast:
        messages.success(request, toast)
    return redirect(to or answers.back(request))
