"""schedule.json: the same as schedule.xml, for programs that read JSON (the c3voc's schema)."""

import json
import re

from django.utils.timezone import localtime

from anliegen.exports.schedule import length, moment

SCHEMA = "https://c3voc.de/schedule/schema.json"
ZONE = re.compile(r"([A-Z][a-z]+/[A-Z][a-z]+)|UTC$")  # the zones that the schema knows


def write(plan, version):
    """Return the bytes of the file. `version`: of this program."""
    conference = {
        "acronym": plan.acronym,
        "title": plan.name,
        "description": plan.theme,
        "start": plan.days[0].date.isoformat(),
        "end": plan.days[-1].date.isoformat(),
        "daysCount": len(plan.days),
        "timeslot_duration": "00:05",
        "url": plan.url,
        "tracks": [{"slug": slug, "name": name} for slug, name in plan.tracks.items()],
        "rooms": [
            {"name": name, "guid": guid, "capacity": seats or None, "description": where or None}
            for name, guid, seats, where in plan.rooms
        ],
        "days": [_day(plan, day) for day in plan.days],
    }
    if ZONE.match(plan.zone):
        conference["time_zone_name"] = plan.zone
    told = {"version": plan.version, "base_url": plan.base, "conference": conference}
    content = {"$schema": SCHEMA, "generator": {"name": "Anliegenwand", "version": version}, "schedule": told}
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def _day(plan, day):
    return {
        "index": day.index,
        "date": day.date.isoformat(),
        "day_start": moment(day.start),
        "day_end": moment(day.end),
        "rooms": {name: [_event(plan, session) for session in found] for name, found in day.rooms.items()},
    }


def _event(plan, session):
    links = [{"type": "related", "url": session.report, "title": session.report}] if session.report else []
    return {
        "guid": session.guid,
        "id": session.id,
        "slug": session.slug,
        "date": moment(session.start),
        "start": localtime(session.start).strftime("%H:%M"),
        "end": moment(session.start + session.length),
        "duration": length(session),
        "room": session.room,
        "url": session.url,
        "title": session.title,
        "subtitle": session.subtitle,
        "track": plan.tracks[session.track],
        "type": session.kind,
        "language": plan.language,
        "abstract": session.goal,
        "description": session.context,
        "persons": [{"id": each.id, "guid": each.guid, "name": each.name} for each in session.persons],
        "links": links,
    }
