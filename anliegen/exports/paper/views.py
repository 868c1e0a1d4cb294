"""The page of all prints, and each print as a PDF that opens in the browser before it goes to paper."""

from functools import partial, wraps

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from anliegen.collect import paper_code, papers
from anliegen.exports.paper import forms, printer, prints, walls
from anliegen.exports.paper import reports as told
from conference.access import seated
from conference.entrance import addresses
from conference.languages import in_language_of
from conference.live import later
from conference.models import Role
from conference.refusal import Refused

FORMS = {
    "number": forms.NumberForm,
    "blank": forms.BlankForm,
    "sheets": forms.SheetsForm,
    "wall": forms.WallForm,
    "rooms": forms.RoomsForm,
    "poster": forms.SizeForm,
    "tents": forms.ChosenForm,
    "reports": forms.ReportsForm,
}
# what an address without options means
USUAL = {
    "sheets": {"size": "a4"},
    "reports": {"size": "a4"},
    "wall": {"size": "a3", "pages": "0"},
    "poster": {"size": "a4"},
    "blank": {"size": "a3"},
}


@require_safe
@seated(Role.HELPER)
def page(request, seat):
    """All prints with their options."""
    return _page(request, seat)


def _page(request, seat, status=200, **bound):
    last = papers.last_printed(seat.conference)
    first = {"blank": {"first": 1, "count": min(last, paper_code.AT_ONCE), "size": "a3"}}
    unbound = {
        name: form(conference=seat.conference, initial=first.get(name, USUAL.get(name))) for name, form in FORMS.items()
    }
    context = {"here": "paper", "last": last and paper_code.shown(last), **unbound, **bound}
    return render(request, "paper/paper.html", context, status=status)


@require_POST
@seated(Role.HELPER)
def number(request, seat):
    """Give new paper its codes, then show it."""
    form = forms.NumberForm(request.POST, conference=seat.conference)
    if not form.is_valid():
        return _page(request, seat, number=form, status=422)
    count, size = form.cleaned_data["count"], form.cleaned_data["size"]
    _log, first = papers.number(seat.conference, count, by=seat)
    return redirect(f"{reverse('blank_pdf', args=[seat.conference.slug])}?first={first}&count={count}&size={size}")


def printing(name, role=Role.HELPER):
    """Make a view of `view(seat, data)`, which returns what makes the print: the form first, the PDF last.

    What only shows the wall and its sheets is for every seat; the forms with all options are on the helpers' page."""

    def decorate(view):
        @require_safe
        @seated(role)
        @wraps(view)
        def inner(request, seat):
            given = {**USUAL.get(name, {}), **request.GET.dict()}
            form = FORMS[name](given, conference=seat.conference)
            if not form.is_valid() and not seat.may(Role.HELPER):
                raise Refused(" ".join(sum(form.errors.values(), [])), status=422)
            if not form.is_valid():
                return _page(request, seat, status=422, **{name: form})
            return _printed(request, seat.conference, name, given, view(seat, form.cleaned_data))

        return inner

    return decorate


@printing("blank")
def blank(seat, data):
    last = papers.last_printed(seat.conference)
    end = data["first"] and data["first"] + (data["count"] or 1) - 1
    if end and end > last:
        sentence = _("%(code)s has not been given to a paper yet. Number new sheets first.")
        raise Refused(sentence % {"code": paper_code.shown(max(last + 1, data["first"]))})
    numbers = range(data["first"], end + 1) if end else [None]
    return partial(prints.blank, numbers=numbers, size=data["size"])


@printing("sheets", Role.PARTICIPANT)
def sheets(seat, data):
    return partial(prints.written, sheets=_chosen(seat, data), size=data["size"])


@printing("wall", Role.PARTICIPANT)
def wall(seat, data):
    return partial(walls.wall, paper=data["size"], pages=data["pages"])


@printing("rooms")
def rooms(seat, data):
    chosen = [data["room"]] if data["room"] else list(seat.conference.rooms.all())
    if not chosen or not seat.conference.slots.exists():
        raise Refused(_("There are no rooms and slots to print yet. Set them up first."), status=404)
    return partial(prints.rooms, chosen=chosen)


@printing("poster")
def poster(seat, data):
    return partial(prints.poster, size=data["size"])


@printing("tents")
def tents(seat, data):
    return partial(prints.tents, sheets=_chosen(seat, data))


@printing("reports", Role.PARTICIPANT)
def reports(seat, data):
    found = told.chosen(seat.conference, data["numbers"])
    if not found:
        raise Refused(_("No such report hangs yet. Choose other numbers, or wait for the first one."), status=404)
    return partial(told.sheets, reports=found, size=data["size"])


def _chosen(seat, data):
    found = prints.chosen(seat.conference, data["numbers"], data["slot"], data.get("withdrawn"))
    if not found:
        raise Refused(_("No sheet is there to print. Choose other numbers or another round."), status=404)
    return found


def _printed(request, conference, name, given, make):
    """Answer with the print, kept until the conference changes; while it is made the request waits outside."""
    at = partial(addresses.absolute, request)
    key = (name, conference.slug, conference.version, at("/"), repr(sorted(given.items())))

    def prepare():
        with in_language_of(conference):
            return make(conference, at=at)

    job = later.waited(request) or printer.job(key, prepare)  # a wall that moves on lets nobody wait in a thread
    if waits := later.outside(request, job):
        return waits
    headers = {"Content-Disposition": f'inline; filename="{conference.slug}-{name}.pdf"', "Cache-Control": "no-store"}
    return HttpResponse(printer.result(key, job), content_type="application/pdf", headers=headers)
