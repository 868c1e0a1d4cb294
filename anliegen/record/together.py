"""Several at one report: the pages of this process that have it open, what they type, and who writes where.

A taker of orders (`conference.live.orders`). An edit is on disk before it is acknowledged and before anybody else sees
it. On the server's loop; what asks the database is done in one thread, one after the other.
"""

import asyncio
import logging
import time
from base64 import b64decode, b64encode
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor

from django.db import DatabaseError, close_old_connections, connection
from django.utils import translation
from django.utils.translation import gettext as _

from anliegen.record import docs, writing
from anliegen.record.edits import KIND
from conference.live import orders
from conference.live.hub import hub
from conference.refusal import Refused

LASTS = 45  # seconds that a writer of another process is believed in; pages ask again three times meanwhile
LATER = 5  # seconds until a version is tried again that somebody was typing in

log = logging.getLogger(__name__)
thread = ThreadPoolExecutor(1, "reports")
waiting = 0  # jobs of the thread: with the last one its connection is given back

open_ = defaultdict(dict)  # (conference, number) → {guest: (seat's name, part)} of the pages of this process
far = defaultdict(dict)  # the same → {page: (seat, name, part, until)} of other processes
typed = set()  # (guest, report) of which no version was kept yet
pauses = {}  # report → the timer that keeps one
tasks = set()


async def take(guest, order, fits):
    """An order: "open" a report (again: ask what is new), "edit" it, say "here" in which part one writes, "leave"."""
    number, do = order.get("of"), order.get("do")
    if type(number) is not int or not 0 < number < 1 << 31:
        return
    at = (guest.ticket.conference, number)
    with translation.override(guest.ticket.language):
        await _take(guest, at, do, order, fits)


async def _take(guest, at, do, order, fits):
    number = at[1]
    try:
        if not fits:
            raise Refused(_("That was very much in a short time. It is sent again in a moment."), status=429)
        if do == "open":
            await _open(guest, at, order.get("anew", 0), _bytes(order, "has"))
        elif do == "edit" and guest in open_[at]:
            await _edit(guest, at, order)
        elif do == "here" and guest in open_[at]:
            part = order.get("part")
            open_[at][guest] = open_[at][guest][0], part if part in (*docs.PARTS, "steps") else ""
            _announce(guest, at)
        elif do == "leave":
            _leave(guest, at)
    except Refused as refused:
        guest.say(KIND, of=number, refused=refused.sentence, status=refused.status, n=order.get("n"))
        if refused.status in (403, 404, 409):
            _leave(guest, at)
    except writing.Behind as behind:
        guest.say(KIND, of=number, behind=_text(behind.state))
    finally:
        if not open_[at]:
            open_.pop(at), far.pop(at, None)


def left(guest):
    """The page is gone."""
    for at in [at for at, guests in open_.items() if guest in guests]:
        _leave(guest, at)


def heard(told):
    """Somebody typed, came or went, here or in another process."""
    at = (told["conference"], told["of"])
    guests = open_.get(at)
    if not guests:
        return
    if "update" in told:
        _say(at, orders.word(KIND, of=at[1], update=told["update"]), but=told["by"])
    elif "asks" in told:
        for guest in guests:
            _announce(guest, at)
    elif told["page"] not in {guest.name for guest in guests}:
        far[at].pop(told["page"], None)
        if told["name"]:
            far[at][told["page"]] = told["seat"], told["name"], told["part"], time.monotonic() + LASTS
        _say_who(at)


async def _open(guest, at, anew, state):
    name, missing, here = await _in_thread(guest, writing.open_, guest.ticket, at[1], anew, state)
    guest.hear_more()
    new = guest not in open_[at]
    open_[at][guest] = name, "" if new else open_[at][guest][1]
    guest.say(KIND, of=at[1], page=guest.name, update=_text(missing), has=_text(here))
    if new:
        hub.pass_on({"conference": at[0], "kind": KIND, "of": at[1], "asks": True})
        if at not in pauses:
            _pause(at)  # a process that was killed left edits without a version
    else:
        _announce(guest, at)


async def _edit(guest, at, order):
    update, state = _bytes(order, "update"), _bytes(order, "reach")
    await _in_thread(guest, writing.keep, guest.ticket, at[1], order.get("anew", 0), update, state, guest.name)
    guest.say(KIND, of=at[1], kept=order.get("n"))
    typed.add((guest, at))
    _pause(at)


def _pause(at, seconds=None):
    """Keep a version when nobody has typed for a while."""
    if timer := pauses.pop(at, None):
        timer.cancel()
    loop = asyncio.get_running_loop()
    pauses[at] = loop.call_later(seconds or writing.PAUSE, lambda: _settle(at))


def _settle(at, pausing=True):
    task = asyncio.ensure_future(_settled(at, pausing))
    tasks.add(task)
    task.add_done_callback(tasks.discard)


async def _settled(at, pausing):
    try:
        done = await _in_thread(None, writing.settle, *at, pausing)
    except Exception:
        log.exception("No version was kept of report %s", at)
        done = False
    if not done:
        _pause(at, LATER)
    elif timer := pauses.pop(at, None):
        timer.cancel()


def _leave(guest, at):
    """One page less; what was typed in it is kept as a version."""
    if open_.get(at, {}).pop(guest, None) is None:
        return
    _pass_on(at, guest, "", "")
    _say_who(at)
    if (guest, at) in typed:
        typed.discard((guest, at))
        _settle(at, pausing=False)
    if not open_[at]:
        open_.pop(at), far.pop(at, None)


def _announce(guest, at):
    name, part = open_[at][guest]
    _pass_on(at, guest, name, part)
    _say_who(at)


def _pass_on(at, guest, name, part):
    content = {"of": at[1], "page": guest.name, "seat": guest.ticket.seat, "name": name, "part": part}
    hub.pass_on({"conference": at[0], "kind": KIND, **content})


def _say_who(at):
    """Tell all pages who has the report open, and in which part they write."""
    now = time.monotonic()
    here = [[guest.name, guest.ticket.seat, *where] for guest, where in open_.get(at, {}).items()]
    there = [[page, *where] for page, (*where, until) in far.get(at, {}).items() if until > now]
    _say(at, orders.word(KIND, of=at[1], writers=here + there))


def _say(at, frame, but=None):
    for guest in tuple(open_.get(at, ())):
        if guest.name != but:
            guest.write(frame)


async def _in_thread(guest, do, *what):
    """Do a job in the thread, in the language of whoever asks; a database that is away is a refusal like others."""
    global waiting
    waiting += 1
    loop, language = asyncio.get_running_loop(), guest.ticket.language if guest else "en"
    job = loop.run_in_executor(thread, _job, language, do, what)
    job.add_done_callback(_done)
    return await job


def _done(_job):
    global waiting
    waiting -= 1


def _job(language, do, what):
    close_old_connections()
    try:
        with translation.override(language):
            try:
                return do(*what)
            except DatabaseError as error:
                log.exception("An edit could not be kept")
                raise Refused(_("This could not be kept right now. It is tried again in a moment."), 503) from error
            except BaseException as error:
                if isinstance(error, Exception):
                    raise
                raise RuntimeError("pycrdt panicked") from error  # else it would end more than this job
    finally:
        if waiting <= 1:
            connection.close()


def _bytes(order, name):
    try:
        return b64decode(order[name], validate=True)
    except (KeyError, ValueError, TypeError) as error:
        raise Refused(_("This makes no sense here. Reload the page and try again."), status=400) from error


def _text(some):
    return b64encode(some).decode()
