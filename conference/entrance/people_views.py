"""The organiser's page of people: the four entrances, who is here, the screens; and the poster that invites."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from conference import access
from conference.access import seated
from conference.entrance import addresses, codes, entrances, reads, seats
from conference.entrance.forms import DisplayForm, RoleForm
from conference.fields import clean_line
from conference.live.answers import answer
from conference.models import Role
from conference.refusal import Refused


@never_cache
@seated(Role.ORGANISER)
def people(request, seat):
    return _people(request, seat, DisplayForm())


def _people(request, seat, form, status=200):
    conference, search = seat.conference, clean_line(request.GET.get("q", ""))[:80]
    context = {
        "here": "setup",
        "entrances": [_shown(request, each) for each in sorted(conference.entrances.all(), key=_rank)],
        "displays": [
            (each, addresses.absolute(request, f"/c/{conference.slug}/display/{each.key}/"))
            for each in reads.displays(conference)
        ],
        "team": reads.team(conference),
        "participants": reads.participants(conference, search),
        "count": conference.seats.filter(role=Role.PARTICIPANT).count(),
        "search": search,
        "form": form,
    }
    return render(request, "entrance/people.html", context, status=status)


def _shown(request, entrance):
    """What the page and the poster show of an entrance."""
    address = addresses.absolute(request, addresses.joining(entrance))
    return {
        "entrance": entrance,
        "role": Role(entrance.role),
        "spelled": codes.spelled(entrance.code),
        "address": address,
        "qr": addresses.qr_svg(address),
    }


def _rank(entrance):
    return Role(entrance.role).rank


@require_POST
@seated(Role.ORGANISER)
def renew(request, seat, role):
    if role not in Role.values or role == Role.DISPLAY:
        raise Refused(_("There is no such role."), status=400)
    log = entrances.renew(seat.conference, role, by=seat)
    return answer(request, log, _("There is a new code. The old one opens nothing any more."))


@require_safe
@never_cache
@seated(Role.ORGANISER)
def person(request, seat, person):
    """One person: which role, a new personal link, out."""
    context = {"here": "setup", "person": _somebody(seat, person), "roles": RoleForm().fields["role"].choices}
    return render(request, "entrance/person.html", context)


def _somebody(seat, person):
    somebody = get_object_or_404(seat.conference.seats.exclude(role=Role.DISPLAY), pk=person)
    somebody.conference = seat.conference
    return somebody


@require_POST
@seated(Role.ORGANISER)
def assign(request, seat, person):
    person = _somebody(seat, person)
    form = RoleForm(request.POST)
    if not form.is_valid():
        raise Refused(_("There is no such role."), status=400)
    log = seats.assign(person, form.cleaned_data["role"], by=seat)
    said = {"name": person.name, "role": Role(person.role).label}
    return answer(request, log, _("%(name)s is now: %(role)s.") % said)


@require_POST
@never_cache
@seated(Role.ORGANISER)
def renew_link(request, seat, person):
    """The new link is shown to the organiser once, to hand it over."""
    person = _somebody(seat, person)
    seats.renew(person, by=seat)
    if person == seat:
        access.take_seat(request, person)
    link = addresses.absolute(request, f"/me/{person.key}/")
    context = {"here": "setup", "person": person, "link": link, "qr": addresses.qr_svg(link)}
    return render(request, "entrance/new_link.html", context)


@require_POST
@seated(Role.ORGANISER)
def remove(request, seat, person):
    person = _somebody(seat, person)
    log = seats.remove(person, by=seat)
    toast = _("%(name)s is no longer in the conference.") % {"name": person.name}
    return answer(request, log, toast, to=reverse("people", args=[seat.conference.slug]))


@require_POST
@seated(Role.ORGANISER)
def add_display(request, seat):
    form = DisplayForm(request.POST)
    if not form.is_valid():
        return _people(request, seat, form, status=422)
    log = seats.add_display(seat.conference, form.cleaned_data["name"], by=seat)
    return answer(request, log, _("The screen has its own address now."))


@require_safe
@seated()
def poster(request, seat):
    """One sheet of paper: scan or type, and in. Only ever the participants' code."""
    shown = _shown(request, seat.conference.entrances.get(role=Role.PARTICIPANT))
    shown["front"] = addresses.without_scheme(addresses.absolute(request, "/"))
    return render(request, "entrance/poster.html", shown)
