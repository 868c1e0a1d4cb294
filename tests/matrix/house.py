"""The house in which the matrix is tried: one world with something of everything, and a browser for each seat."""

from django.test import Client
from django.urls import get_resolver, reverse

from anliegen.collect import sheets
from anliegen.day import plan
from anliegen.market import opening, queue
from anliegen.record import attendance, reports
from anliegen.wall import facts, moves, undo
from conference.entrance import organisers
from conference.models import Conference, Organiser, Role
from conference.setup import notices
from tests.matrix import book, displays, news
from tests.world import Phone


def furnished(world):
    """Ben's sheets: 1 is parked, 2 hangs, 3 is withdrawn, 4 is fixed, 5 he pinned and took back. One cell is closed."""
    parked, hangs, withdrawn, fixed, back = (world.writes(world.ben, "Secret soup") for _ in range(5))
    world.bens_pin = moves.pin(hangs, world.first, world.linde, by=world.ben).version
    moves.pin(fixed, world.second, world.linde, by=world.ada)
    moves.fix(fixed, by=world.ada)
    moves.close(world.conference, world.third, world.birke, by=world.ada)
    sheets.withdraw(withdrawn, by=world.ben)
    notices.post(world.conference, "Secret notice", by=world.ada)
    moves.pin(back, world.second, world.aula, by=world.ben)
    undo.undo(world.conference, by=world.ben)
    plan.renew(world.ben)
    world.notice = world.conference.notices.get()
    world.question = world.conference.merge_proposals.create(kept=parked, other=back)
    there = [[5, None, [world.third.pk, world.aula.pk]]]
    world.proposal = world.conference.arrangements.create(scope="parked", moves=there)
    world.code = world.conference.entrances.get(role=Role.PARTICIPANT).code
    Organiser.objects.create(key="unclaimed")
    in_line(world, hangs, fixed, parked, back)
    displays.furnish(world)
    reported(world, writing=hangs, hung=fixed)
    book.furnish(world)
    news.furnish(world)
    return world


def reported(world, writing, hung):
    """The report of 2 has two versions and a name in its list; that of 4 hangs on the Nachrichtenwand."""
    for text in ("Secret soup", "Secret soup was cooked"):
        reports.write(writing, world.ben, happened=text)
    attendance.enter(writing, world.ben, "Secret Sam", named=True)
    world.entry = writing.attendances.get()
    reports.write(hung, world.ben, results="Secret stew")
    reports.publish(hung, world.ben)


def in_line(world, presents, skipped, *waiting):
    """The market is open: 2 is being presented, 4 was skipped, 1 and 5 wait."""
    opening.open_market(world.conference, by=world.ada)
    for sheet in (presents, skipped, *waiting):
        queue.line_up(sheet, by=world.ada)
    queue.call(world.conference, by=world.ada)
    queue.skip(world.conference, by=world.ada, sheet=skipped)


def browser(world, who):
    """The browser of each seat; a screen may try to sit down with its key."""
    if who == "nobody":
        return Client()
    if who == "installation":
        organiser = Organiser.objects.create(key="claimed")
        organisers.claim(organiser.key)
        return Phone(organiser=organiser)
    return Phone(world.screen if who == "display" else getattr(world, who))


def address(world, name, where):
    where = where(world) if callable(where) else where
    needs_slug = "<slug:slug>" in addresses()[name]
    return reverse(name, kwargs={**where, **({"slug": world.conference.slug} if needs_slug else {})})


def addresses(patterns=None, before=""):
    """Return every address of the house: name → pattern."""
    found = {}
    for each in patterns if patterns is not None else get_resolver().url_patterns:
        if hasattr(each, "url_patterns"):
            found |= addresses(each.url_patterns, before + str(each.pattern))
        else:
            found[each.name or before + str(each.pattern)] = before + str(each.pattern)
    return found


def state(world):
    """All that could be changed, as one value."""
    conferences = list(Conference.objects.order_by("pk").values())
    people = list(world.conference.seats.order_by("pk").values("pk", "name", "role"))
    return conferences, people, facts.present(world.conference)
