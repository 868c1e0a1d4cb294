"""How a verb answers: a browser gets a redirect, htmx the fragments that changed, each with a sentence."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language

from conference.live import regions
from conference.pages import page_at


def answer(request, log, toast="", to=None):
    """Answer a done change; `to` is where a plain browser goes (default: where it came from)."""
    if request.htmx:
        response = fragments(request, log.touched, toast, was=log.was, version=log.version, told=log.told)
        if to:
            response["HX-Redirect"] = to
        return response
    if toast:
        messages.success(request, toast)
    return HttpResponseRedirect(to or back(request))


def back(request):
    """The page this request came from, if it is one of ours, else the conference."""
    came = request.POST.get("back") or request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(came, {request.get_host()}):
        return page_at(came)
    return f"/c/{request.seat.conference.slug}/"


def fragments(request, touched, toast="", refused=False, was=None, version=None, told=None):
    """Return the present state of those regions as partials (as everybody was told it), and the toast."""
    language = get_language()
    if touched and not told:
        told = regions.render(request.seat.conference, touched, [language])
    found = told[language] if told else {}
    partials = format_html_join(
        "\n",
        '<hx-partial hx-target="#{}" hx-swap="outerMorph">{}</hx-partial>',
        ((id, html) for id, html in found.items()),
    )
    said = render_to_string("parts/toast.html", {"toast": toast, "refused": refused}, request) if toast else ""
    response = HttpResponse(format_html("{}\n{}", partials, said))
    if version:
        response["X-Version"] = f"{was} {version}"
    return response
