"""Refusal is a normal answer: a sentence that says what is wrong and how to mend it.

A verb raises `Refused`; the middleware turns it into a page, or a toast for htmx, with the status that fits. What the
database or Django itself refuses gets a sentence here, too.
"""

import logging
from contextlib import suppress

from django.core.exceptions import (
    DisallowedHost,
    ObjectDoesNotExist,
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.db import DatabaseError, DataError, IntegrityError, InterfaceError, OperationalError
from django.http import HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from conference.pages import page_at

log = logging.getLogger(__name__)


class Refused(Exception):
    """Why something can't be done now. `status`: 409 the world has moved on, 400 the request makes no sense,
    403 the seat may not. `touches` names live regions whose present state goes with the answer."""

    def __init__(self, sentence, status=409, touches=(), choices=()):
        super().__init__(sentence)
        self.sentence, self.status, self.touches, self.choices = str(sentence), status, list(touches), list(choices)


class RefusalMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        """Answer a refusal with its sentence and, for a seat, the present state of what it touched."""
        refused = exception if isinstance(exception, Refused) else _refused_below(exception)
        if refused is None:
            return None
        from conference.live import answers

        if request.htmx:
            response = answers.fragments(request, refused.touches, toast=refused.sentence, refused=True)
            response.status_code = refused.status
        else:
            response = _page(request, refused)
        patch_vary_headers(response, ["HX-Request"])
        return response


def bad_request(request, exception):
    """What Django refuses before any view is asked. Its own handler reads the form again, and falls over it."""
    if isinstance(exception, (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)):
        return _page(request, Refused(_("That is too much at once. Go back and shorten it."), status=413))
    return _page(request, Refused(_("This makes no sense here. Go back, reload the page and try again."), status=400))


def server_error(request):
    return HttpResponseServerError(render_to_string("500.html"))


def _refused_below(exception):
    """The refusal that a failure of the database amounts to, rolled back by then; None for other failures."""
    if isinstance(exception, (OperationalError, InterfaceError)):
        log.error("The database does not answer", exc_info=exception)
        sentence = _("The database does not answer right now. Nothing was changed; please try again in a moment.")
        return Refused(sentence, status=503)
    gone = type(exception) is DatabaseError or isinstance(exception, ObjectDoesNotExist)  # the row was there just now
    if gone or isinstance(exception, (IntegrityError, DataError)):
        log.error("The database refused", exc_info=exception)
        return Refused(_("Somebody else changed this at the same moment. Look how it is now, then try again."))
    return None


def _page(request, refused):
    context = {"refused": refused, "back": _back(request)}
    return render(request, "refused.html", context, status=refused.status)


def _back(request):
    """Where the request came from, if that is a page of ours: nobody else's address becomes a button here."""
    came, seat = request.headers.get("Referer", ""), getattr(request, "seat", None)
    with suppress(DisallowedHost):
        if url_has_allowed_host_and_scheme(came, {request.get_host()}):
            return page_at(came)
    return f"/c/{seat.conference.slug}/" if seat else "/"
