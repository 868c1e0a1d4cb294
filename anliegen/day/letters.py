"""What Web Push says: what moved, "you are next", answers, urgent notices. Numbers, titles and places; no names."""

from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from anliegen.day import calls as called
from anliegen.day import follows, told
from anliegen.news import answered
from anliegen.wall import picture
from conference.languages import in_language_of
from conference.models import Notice

MOVED = ("moved", 0)
LINES = 4


def moved(change):
    """Return the numbers of the sheets about which a change may have something to tell, with those merged into them."""
    numbers = set().union(*(told.tells(event) for event in change.events))
    new = numbers
    while new:
        merged = change.conference.anliegen.filter(merged_into__number__in=new).values_list("number", flat=True)
        new = set(merged) - numbers
        numbers = numbers | new
    return numbers


def calls(change):
    """Yield what a change tells at once, as (kind, number or id)."""
    for event in change.events:
        if number := event.facts.get("next"):
            yield "next", number
        if event.kind in (answered.ANSWERED, answered.TAKEN_IN):
            yield "answer", event.facts["comment"]
        if event.kind == "notice.posted" and Notice.objects.filter(pk=event.facts["notice"], urgent=True).exists():
            yield "notice", event.facts["notice"]


def of(seat, asked, walls):
    """Return the letters to a seat about these, as far as they are still so and concern it. `walls`: those that were
    read already, by their conference."""
    with timezone.override(seat.conference.zone), in_language_of(seat.conference):
        home = f"/c/{seat.conference.slug}/"
        letters = [_moves(seat, home, walls)] if MOVED in asked else []
        now = called.of(seat) if set(asked) - {MOVED} else None
        for kind, which in asked:
            if kind == "next" and now.next == which:
                title = _("You are next with #%(number)s.") % {"number": which}
                page = f"{home}market/"
                letters.append({"title": title, "body": _("Come to the front."), "url": page, "tag": page})
            if kind == "answer":
                letters += [_answer(home, each) for each in answered.of(seat) if each.comment.pk == which]
            if kind == "notice":
                letters += [_notice(seat, home, each) for each in now.urgent if each.pk == which]
    return [letter for letter in letters if letter]


def _moves(seat, home, walls):
    """What the seat has not read; None if that is nothing."""
    if seat.conference_id not in walls:
        walls[seat.conference_id] = picture.read(seat.conference)
    changes = told.changes(seat, follows.of(seat), walls[seat.conference_id])
    lines = [f"#{each.sheet.number} {each.sentence}" for each in changes]
    if len(lines) < 2:
        body = "" if not lines or changes[0].sheet.hidden_why else Truncator(changes[0].sheet.title).chars(100)
        return {"title": lines[0], "body": body, "url": home} if lines else None
    title = ngettext("%(n)s change", "%(n)s changes", len(lines)) % {"n": len(lines)}
    return {"title": title, "body": "\n".join([*lines[:LINES], *["…"] * (len(lines) > LINES)]), "url": home}


def _answer(home, answer):
    sheet, title = answer.sheet, f"#{answer.sheet.number} {answer.sentence}"
    page = f"{home}news/{sheet.number}/#comment-{answer.comment.pk}"
    return {"title": title, "body": Truncator(sheet.title).chars(100), "url": page, "tag": page}


def _notice(seat, home, notice):
    body = Truncator(notice.text).chars(300)
    return {"title": seat.conference.name, "body": body, "url": home, "tag": f"{home}notices/{notice.pk}/"}
