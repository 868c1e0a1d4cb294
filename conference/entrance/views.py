"""The front door: type or scan a code, give a name, in; and one's own seat, to change it or take it elsewhere."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from django.views.i18n import set_language

from conference import access
from conference.access import seated
from conference.entrance import addresses, entrances, organisers, reads, seats
from conference.entrance.forms import CodeForm, NameForm
from conference.live.answers import answer
from conference.models import Role, Seat
from conference.pages import page_at


@require_safe
def front(request):
    """The code; below it, the seats this browser has."""
    form = CodeForm(request.GET if "code" in request.GET else None)
    if form.is_bound:
        if form.is_valid():
            entrance = entrances.find(form.cleaned_data["code"])
            return redirect("join", entrance.code) if entrance else unknown_code(request, form.cleaned_data["code"])
        return _front(request, form, status=422)
    return _front(request, form)


def unknown_code(request, typed):
    """Say that no conference has that code: 404, or 429 to an address that tries very many."""
    form = CodeForm({"code": typed})
    form.is_valid()
    if too_many := entrances.too_many_unknown(request):
        sentence = _("Too many unknown codes came from your network. Wait five minutes, or scan the QR code.")
    else:
        sentence = _("No conference has this code. Compare it with the screen; zero and one, O and I are not in it.")
    form.add_error("code", sentence)
    return _front(request, form, status=429 if too_many else 404)


def _front(request, form, status=200):
    context = {"form": form, "mine": reads.seats_of(request), "may_start": access.organiser_of(request)}
    return render(request, "entrance/front.html", context, status=status)


@never_cache
def join(request, code):
    """What the QR code opens: one field. Whoever sits sitting already goes on, with the role of the link."""
    entrance = entrances.find(code)
    if entrance is None:
        return unknown_code(request, code)
    conference, role = entrance.conference, Role(entrance.role)
    access.speak(request, conference)
    sitting = access.seat_of(request, conference.slug)
    if sitting and request.method == "POST":
        seats.promote(sitting, role)
        return redirect(access.wanted(request, conference))
    form = NameForm(request.POST if request.method == "POST" else None, initial={"once": uuid.uuid4()})
    if not sitting and request.method == "POST" and form.is_valid():
        access.take_seat(request, seats.join(conference, role=role, **form.cleaned_data))
        return redirect(access.wanted(request, conference))
    context = {"form": form, "entrance": entrance, "conference": conference, "sitting": sitting}
    context |= {"role": role, "lifts": sitting and not sitting.may(role)}
    return render(request, "entrance/join.html", context, status=422 if request.method == "POST" else 200)


@require_safe
def join_qr(request, code, kind):
    """The QR code of a code, as a file for slides and handouts."""
    entrance = entrances.find(code)
    if entrance is None:
        return unknown_code(request, code)
    address = addresses.absolute(request, addresses.joining(entrance))
    if kind == "svg":
        return HttpResponse(addresses.qr_file(address, "svg", omitsize=True), content_type="image/svg+xml")
    return HttpResponse(addresses.qr_file(address, "png", scale=20), content_type="image/png")


@never_cache
def organiser(request, key):
    """The link from the first run: whoever opens it and says yes organises this installation."""
    already = access.organiser_of(request)
    if already and already.key == key:
        return redirect("start")
    if request.method == "POST":
        organisers.claim(key)
        request.session["organiser"] = key
        return redirect("start")
    return render(request, "entrance/organiser.html")


@never_cache
def me(request, key):
    """The personal link: asks, then this device sits on that seat."""
    seat = Seat.objects.select_related("conference").filter(key=key).exclude(role=Role.DISPLAY).first()
    if seat is None:
        raise Http404
    access.speak(request, seat.conference)
    before = access.seat_of(request, seat.conference.slug)
    if request.method == "POST" or before == seat:
        access.take_seat(request, seat)
        return redirect(access.wanted(request, seat.conference))
    return render(request, "entrance/me.html", {"mine": seat, "before": before})


@never_cache
@seated()
def seat(request, seat):
    """My seat: my name, my personal link, this device."""
    form = NameForm(request.POST if request.method == "POST" else {"name": seat.name})
    if request.method == "POST" and form.is_valid():
        log = seats.rename(seat, form.cleaned_data["name"])
        return answer(request, log, _("Your name is now %(name)s.") % {"name": seat.name})
    link = addresses.absolute(request, f"/me/{seat.key}/")
    context = {"form": form, "link": link, "qr": addresses.qr_svg(link), "role": Role(seat.role).label}
    return render(request, "entrance/seat.html", context, status=422 if request.method == "POST" else 200)


@require_POST
@seated()
def leave_device(request, seat):
    """Forget the seat on this device; the seat stays for the personal link."""
    access.leave_seat(request, seat.conference.slug)
    seat.subscriptions.all().delete()  # whoever takes this device next would read what it is told
    messages.success(request, _("This device has left %(conference)s.") % {"conference": seat.conference.name})
    return redirect("front")


def language(request):
    """Change the language and go on where it was asked for; the answer to a form has no address, the page above has."""
    response = set_language(request)
    if "Location" in response:
        response["Location"] = page_at(response["Location"])
    return response
