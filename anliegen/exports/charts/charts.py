"""The pictures of a conference: each with a name, a sentence, a chart, and the table behind it. Nobody is named."""

from dataclasses import dataclass

from django.utils.formats import date_format, time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from anliegen.exports.charts import heads, series, specs, words
from anliegen.news import newsroom, progress


@dataclass(frozen=True)
class Chart:
    """`head` and `rows`: the table behind it, the first column its row heads."""

    name: str
    title: str
    words: str
    spec: dict
    head: list
    rows: list


def charts(whole, interest=True):
    """Return the pictures for which there is something to show. `interest`: whether its counts may be told."""
    counted = heads.by_cell(whole.conference)
    found = [_sheets(whole), _heads(whole, counted), _interest(whole, counted) if interest else None]
    return [chart for chart in [*found, _words(whole), _reports(whole)] if chart]


def _sheets(whole):
    moments = sorted(sheet.created_at for sheet in whole.sheets)
    if len(moments) < 2:
        return None
    rows = series.rows(moments[0], moments[-1], moments)
    said = ngettext("%(n)s sheet was written.", "%(n)s sheets were written.", len(moments)) % {"n": len(moments)}
    spec = specs.growth([(localtime(at).strftime("%Y-%m-%dT%H:%M:%S"), count) for at, count in rows])
    table = [[_when(at), count] for at, count in rows]
    return Chart("sheets", _("Sheets over time"), said, spec, [_("Until"), _("Sheets")], table)


def _heads(whole, counted):
    rounds = [slot for slot in whole.slots if not slot.common]
    if not counted:
        return None
    names = {slot.pk: name for slot, name in zip(rounds, _round_names(rounds), strict=True)}
    used = [slot for slot in rounds if any(at == slot.pk for at, _room in counted)]
    rooms = [room for room in whole.rooms if any(at == room.pk for _slot, at in counted)]
    cells = [
        (names[slot.pk], room.name, counted[slot.pk, room.pk])
        for slot in used
        for room in rooms
        if (slot.pk, room.pk) in counted
    ]
    (slot, room), most = max(counted.items(), key=lambda each: each[1])
    fullest = {"n": most, "room": next(each.name for each in rooms if each.pk == room), "round": names[slot]}
    spec = specs.heat(cells, [names[slot.pk] for slot in used], [room.name for room in rooms], most)
    table = [[room.name, *(counted.get((slot.pk, room.pk), "") for slot in used)] for room in rooms]
    said = _("Most people in one room: %(n)s, in %(room)s, %(round)s.") % fullest
    head = [_("Room"), *(names[slot.pk] for slot in used)]
    return Chart("heads", _("How full the rooms were"), said, spec, head, table)


def _interest(whole, counted):
    points = []
    for sheet in whole.sheets:
        came = sum(counted.get((place.slot.pk, place.room.pk), 0) for place in sheet.places)
        if came:
            points.append((sheet.number, sheet.interests, came))
    if len(points) < 3:
        return None
    more = sum(came > would for _number, would, came in points)
    said = _("Above the dashed line more people came than had said so: to %(more)s of %(all)s groups.")
    across, up = _("would come"), _("came")
    titles = {sheet.number: sheet.title for sheet in whole.sheets}
    table = [[f"#{number} {titles[number]}", would, came] for number, would, came in points]
    spec = specs.against(points, across, up)
    told = said % {"more": more, "all": len(points)}
    return Chart("interest", _("Interest and attendance"), told, spec, [_("Sheet"), across, up], table)


def _words(whole):
    rows = words.most_used(whole.sheets, whole.conference.language)
    if len(rows) < 3:
        return None
    said = _("Each word counts once for each sheet on which it stands, in its report too.")
    spec = specs.bars(rows)
    return Chart("words", _("The words used most"), said, spec, [_("Word"), _("Sheets")], [list(row) for row in rows])


def _reports(whole):
    steps = newsroom.steps(whole.conference)
    if not steps:
        return None
    title, said = progress.words(steps)
    head = [_("Until"), _("ended"), _("begun"), _("published")]
    return Chart("reports", title, said, progress.spec(steps), head, [[_when(at), *counts] for at, *counts in steps])


def _round_names(rounds):
    """What the rounds are called: their time, with the day where there are several, or the date."""
    starts = [localtime(slot.starts_at) for slot in rounds]
    days = {each.date() for each in starts}
    day = "D j.n. " if len({each.weekday() for each in days}) < len(days) else "D " if len(days) > 1 else ""
    return [(date_format(each, day) if day else "") + time_format(each, "H:i") for each in starts]


def _when(at):
    at = localtime(at)
    return f"{date_format(at, 'D')} {time_format(at, 'H:i')}"
