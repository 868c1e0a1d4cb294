"""Refusal is a normal answer: a sentence that says what is wrong and how to mend it.

A verb raises `Refused`; the middleware turns it into a page, or a toast for htmx, with the status that fits.
"""

from django.shortcuts import render
from django.utils.cache import patch_vary_headers


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
        if not isinstance(exception, Refused):
            return None
        from conference.live import answers

        if request.htmx:
            response = answers.fragments(request, exception.touches, toast=exception.sentence, refused=True)
            response.status_code = exception.status
        else:
            response = render(request, "refused.html", {"refused": exception}, status=exception.status)
        patch_vary_headers(response, ["HX-Request"])
        return response
