"""Answers that take seconds are made beside the pages' threads; the request waits for them outside.

A view that finds its answer still in the making returns `outside(request, future)`. Under our server the request then
waits without a thread and is asked again once the future is done; anywhere else the view waits itself. What it waited
for is handed back: `waited(request)`.
"""

import asyncio

from django.http import HttpResponse

FUTURE = "anliegenwand.later"  # in a request's environment: whoever asks can wait
DONE = "anliegenwand.done"
TRIES = 3  # a conference may change while something is made of it


def outside(request, future):
    """Return the answer that lets this request wait outside; None where it need not, or nobody waits for it."""
    if future.done() or FUTURE not in request.META:
        return None
    request.META[FUTURE] = future
    return HttpResponse(status=202)


def waited(request):
    """Return the future that this request has waited for, or None."""
    return request.META.get(DONE)


async def asked(answer, request):
    """Ask for a page by `answer(request)`, again after each wait; return what the last one gave."""
    done = None
    for _ in range(TRIES):
        here = {**request, FUTURE: None, DONE: done}
        got = await answer(here)
        if here[FUTURE] is None:
            return got
        done = here[FUTURE]
        await asyncio.wait([asyncio.wrap_future(done)])
        request["wsgi.input"].seek(0)
    return await answer({**request, DONE: done})
