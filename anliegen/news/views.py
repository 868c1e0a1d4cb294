"""The Nachrichtenwand and its reports as their readers see them, and what these say. Access, form, verb, answer."""

import uuid

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from anliegen.day import follows
from anliegen.models import Comment, Report
from anliegen.news import comments, readings, reads, sheet
from anliegen.news.forms import AnswerForm, CommentForm, LookForm
from anliegen.record import reports
from conference.access import seated
from conference.live import answers
from conference.live.pages import versioned
from conference.models import Role


@require_GET
@seated()
@versioned
def news(request, seat):
    """The Nachrichtenwand: a page of sheets, in the order and with the filter that stand in the address."""
    look = LookForm(request.GET).look()
    page = reads.page(seat, **look)
    context = {"here": "news", "page": page, **look}
    if not page.hung:
        context["own"] = seat.conference.anliegen.filter(number__in=follows.of(seat).own, hidden_why="")
    return render(request, "news/news.html", context)


@require_GET
@seated()
@versioned
def told(request, seat, number):
    """One report as a reader sees it; what others said to it, and a form to say something."""
    report = reads.published(seat.conference).filter(anliegen__number=number).first()
    if report is None:
        return _hangs_not(request, seat, number)
    asked = request.GET.get("answer", "")
    form = CommentForm(initial={"once": uuid.uuid4()})
    return _page(request, seat, report, form, AnswerForm(), int(asked) if asked.isdecimal() and len(asked) < 10 else 0)


def _page(request, seat, report, form, answer_form, asked=0, status=200):
    context = {
        "here": "told",
        "form": form,
        "answer_form": answer_form,
        **sheet.whole(seat, report),
        **sheet.said(seat, report, asked),
    }
    return render(request, "news/told.html", context, status=status)


def _hangs_not(request, seat, number):
    """A report that is not there, or no longer: whoever scanned its code learns where the sheet is."""
    found = get_object_or_404(seat.conference.anliegen, number=number, hidden_why="")
    context = {"here": "told", "sheet": found, "may_write": reports.may_write(seat, found)}
    return render(request, "news/hangs_not.html", context, status=404)


@require_POST
@seated()
def read(request, seat, number):
    report, on = _report(seat, number), bool(request.POST.get("on"))
    readings.mark(report, by=seat, on=on)
    said = _("#%(number)s: read.") if on else _("#%(number)s: marked as unread.")
    return _done(request, seat, number, said % {"number": number})


@require_POST
@seated()
def comment(request, seat, number):
    report, form = _report(seat, number), CommentForm(request.POST)
    if not form.is_valid():
        return _page(request, seat, report, form, AnswerForm(), status=422)
    comments.say(report, by=seat, **form.cleaned_data)
    messages.success(request, _("That is said. Who wrote the report sees it."))
    return redirect(_address(seat, number) + "#said")


@require_POST
@seated()
def answer(request, seat, number, comment):
    found, form = _comment(seat, number, comment), AnswerForm(request.POST)
    if not form.is_valid():
        return _page(
            request, seat, found.report, CommentForm(initial={"once": uuid.uuid4()}), form, found.pk, status=422
        )
    comments.answer(found, by=seat, text=form.cleaned_data["answer"])
    return _done(request, seat, number, _("It is answered."))


@require_POST
@seated()
def take_in(request, seat, number, comment):
    comments.take_in(_comment(seat, number, comment), by=seat)
    return _done(request, seat, number, _("It is part of the report now."))


@require_POST
@seated(Role.FACILITATOR)
def hide(request, seat, number, comment):
    on = bool(request.POST.get("on"))
    comments.hide(_comment(seat, number, comment), by=seat, on=on)
    return _done(request, seat, number, _("It is hidden.") if on else _("Everybody sees it again."))


def _report(seat, number):
    return get_object_or_404(reads.published(seat.conference), anliegen__number=number)


def _comment(seat, number, pk):
    found = Comment.objects.select_related("report__anliegen__conference").filter(pk=pk)
    report = Report.objects.filter(anliegen__conference=seat.conference, anliegen__number=number)
    found = found.filter(report__in=report.filter(anliegen__hidden_why="", published_at__isnull=False)).first()
    if found is None or found.hidden_at and not seat.may(Role.FACILITATOR):
        raise Http404
    return found


def _address(seat, number):
    return reverse("told", args=[seat.conference.slug, number])


def _done(request, seat, number, said):
    """Answer: a page with htmx reads itself again."""
    if request.htmx:
        return answers.fragments(request, [], said)
    messages.success(request, said)
    return redirect(_address(seat, number))
