"""The printer works beside the pages: one print at a time, in a process of its own, kept until something changes."""

import asyncio
import io
import threading
from concurrent.futures import Future

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from anliegen.exports.paper import printer
from anliegen.exports.paper.prints import Print
from conference.live import later
from conference.live.bridge import Bridge
from conference.refusal import Refused
from tests.prints import Opened, opened
from tests.world import Phone


@pytest.fixture(autouse=True)
def _no_old_prints():
    printer.jobs.clear()
    yield
    printer.jobs.clear()


def poster(title="Poster"):
    words = {"leads": "come in", "or": "Or open", "type": "and type"}
    data = {
        "size": "a4",
        "title": title,
        "name": "x",
        "theme": "x",
        "front": "x",
        "code": "x",
        "steps": ["x"],
        "words": words,
    }
    return Print("poster", data, "en", ["https://example.org/"])


def test_a_print_is_made_once_and_kept():
    made = []

    def prepare():
        made.append(poster())
        return made[-1]

    first = printer.job("one", prepare)
    assert Opened(printer.result("one", first)).title == "Poster"
    assert printer.job("one", prepare) is first
    assert len(made) == 1


def test_only_the_newest_are_kept():
    for at in range(printer.KEPT + 3):
        printer.jobs[at] = done(b"")
    printer.result("last", printer.job("last", poster))
    assert len(printer.jobs) <= printer.KEPT
    assert "last" in printer.jobs
    assert 0 not in printer.jobs


def test_a_print_that_fails_says_so_and_is_tried_again(caplog):
    broken = Print("nothing-of-that-name", {}, "en")
    job = printer.job("broken", lambda: broken)
    with pytest.raises(Refused, match="This could not be printed."):
        printer.result("broken", job)
    assert "broken" not in printer.jobs
    assert "A print failed" in caplog.text
    assert printer.result("broken", printer.job("broken", poster))


def test_when_too_many_wait_the_next_is_told(world):
    for at in range(printer.WAITING):
        printer.jobs[at] = Future()
    answer = Phone(world.hal).get(world.url("paper/poster.pdf"))
    assert answer.status_code == 503
    assert "Many are printing right now." in answer.content.decode()


def test_a_change_of_the_conference_is_printed(world):
    phone = Phone(world.hal)
    assert "Suppe" not in opened(phone.get(world.url("export/wall.pdf"))).text
    world.writes(world.ben, "Suppe")
    assert "Suppe" in opened(phone.get(world.url("export/wall.pdf"))).text


def test_a_print_is_nobody_elses(world):
    """What is kept is kept for one conference, one address and one choice."""
    world.writes(world.ben, "Suppe")
    assert "Suppe" in opened(Phone(world.hal).get(world.url("export/sheets.pdf"))).text
    dora = opened(Phone(world.dora).get(f"/c/{world.other.conference.slug}/export/sheets.pdf"))
    assert "Suppe" not in dora.text
    elsewhere = opened(Phone(world.hal).get(world.url("export/sheets.pdf"), headers={"host": "other.example"}))
    assert elsewhere.codes()[0][0].startswith("http://other.example/")


def test_a_browser_shows_it_and_keeps_nothing(world):
    answer = Phone(world.hal).get(world.url("export/wall.pdf"))
    assert answer["Content-Disposition"] == f'inline; filename="{world.conference.slug}-wall.pdf"'
    assert answer["Cache-Control"] == "no-store"
    assert "script-src 'self'" in answer["Content-Security-Policy"]


def done(result):
    future = Future()
    future.set_result(result)
    return future


def test_where_nobody_waits_outside_the_view_waits_itself():
    assert later.outside(RequestFactory().get("/"), Future()) is None


def test_what_is_done_is_not_waited_for():
    request = RequestFactory().get("/", **{later.FUTURE: None})
    assert later.outside(request, done(1)) is None
    assert later.outside(request, Future()).status_code == 202


def answers(pages, threads=1):
    """Ask pages, a view, through the bridge as our server does; return (status, body) of two requests at once."""

    def wsgi(environ, start_response):
        request = RequestFactory().get("/", **environ)
        request.META = environ
        response = pages(request)
        start_response(f"{response.status_code} x", [])
        return Body([response.content])

    bridge = Bridge(wsgi, threads)

    async def ask(path):
        sent = []

        async def send(message):
            sent.append(message)

        scope = {"method": "GET", "path": path, "query_string": b"", "http_version": "1.1", "headers": []}
        await bridge(scope, io.BytesIO(), send)
        return sent[0]["status"], b"".join(message["body"] for message in sent[1:])

    async def both():
        return await asyncio.wait_for(asyncio.gather(ask("/print"), ask("/page")), 20)

    return asyncio.run(both())


class Body(list):
    def close(self):
        pass


def test_a_request_waits_outside_while_the_only_thread_serves_others():
    """The print is done only once the other page was served: by the same, single thread."""
    future, asked = Future(), []

    def pages(request):
        if request.META["PATH_INFO"] == "/page":
            threading.Timer(0.05, future.set_result, [b"print"]).start()
            return HttpResponse("page")
        asked.append(1)
        return later.outside(request, future) or HttpResponse(future.result())

    assert answers(pages) == [(200, b"print"), (200, b"page")]
    assert len(asked) == 2


def test_who_waits_too_often_is_answered_in_the_end():
    """The conference changes each time that its print is done; at last the view waits itself."""
    asked = []

    def pages(request):
        future = Future()
        threading.Timer(0.01, future.set_result, [b"print"]).start()
        asked.append(1)
        return later.outside(request, future) or HttpResponse(future.result())

    assert answers(pages)[0] == (200, b"print")
    assert len(asked) == 2 * (later.TRIES + 1)


def test_a_failed_print_is_answered_too():
    future = Future()

    def pages(request):
        if waits := later.outside(request, future):
            future.set_exception(Refused("no"))
            return waits
        return HttpResponse(type(future.exception()).__name__)

    assert answers(pages)[0] == (200, b"Refused")
