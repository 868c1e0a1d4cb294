"""What a display shows: held by hand, or what fits the phase; and what that scene needs to be drawn."""

from datetime import timedelta

from django.utils import timezone
from django.utils.timezone import localtime

from anliegen.display import leaves
from anliegen.market import reads as market
from anliegen.models import Display, TurnState
from anliegen.news import reads as news
from conference.models import Phase

Shows = Display.Shows
NOTICES = 6  # more are no news
INVITATION = 320  # letters of it that stand beside the code


def of(seat):
    """Return what that screen is set to; a screen that nobody has touched is set to the defaults."""
    return getattr(seat, "display", None) or Display(seat=seat)


def fitting(conference):
    """Return what fits the phase while nobody stands on the stage of the market: once a day of groups is over, the
    reports if any hang."""
    if conference.phase in (Phase.GROUPS, Phase.CONVERGENCE) and news.hung(conference) and not _goes_on(conference):
        return Shows.NEWS
    if conference.phase == Phase.CONVERGENCE:
        return Shows.NOW if _goes_on(conference) else Shows.NOTICES
    return Shows.WELCOME if conference.phase in (Phase.PREPARING, Phase.CLOSED) else Shows.WALL


def scene(display, conference):
    """Return what it shows: the stage itself is turned to by the page, as soon as somebody presents there."""
    return fitting(conference) if display.follows else Shows(display.shows)


def now_fitting(conference):
    """Return what a display that follows the phase shows right now."""
    on_stage = conference.market_open and conference.turns.filter(state=TurnState.PRESENTING).exists()
    return Shows.MARKET if on_stage else fitting(conference)


def pieces(display, conference):
    """Return what the display's page needs for its scene."""
    here, notices = scene(display, conference), list(conference.notices.all())
    everywhere = [each for each in notices if each.urgent]
    calm = [each for each in notices if not each.urgent and not each.room_id and not each.sheet]
    return {
        "display": display,
        "scene": here,
        "over": conference.phase == Phase.CLOSED,
        "urgent": everywhere,
        "notices": calm[:NOTICES],
        "first_lines": first_lines(conference.invitation),
        "presenter": market.presenter(conference, ["presenter"])["presenter"](),
        "turns": display.follows and conference.market_open,
        "scope": display.scope,
        "newest": leaves.newest(conference),
    }


def first_lines(text):
    """Return the first paragraph of a text, cut after a sentence if it is long."""
    first = text.strip().partition("\n\n")[0].strip()
    if len(first) <= INVITATION:
        return first
    cut = first[:INVITATION]
    end = max(cut.rfind(mark) for mark in (". ", "? ", "! "))
    return cut[: end + 1] if end > INVITATION // 3 else cut.rpartition(" ")[0] + " …"


def days(conference):
    """Return the days that have slots, to choose from."""
    starts = conference.slots.values_list("starts_at", flat=True)
    return list(dict.fromkeys(localtime(each, conference.zone).date() for each in starts))


def _goes_on(conference):
    now = timezone.now()
    return conference.slots.filter(ends_at__gt=now, starts_at__lt=now + timedelta(hours=12)).exists()
