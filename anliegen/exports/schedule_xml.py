"""schedule.xml, which Giggity and EventFahrplan read (frab's format, kept by the c3voc)."""

from xml.etree import ElementTree

from django.utils.timezone import localtime

from anliegen.exports.schedule import length, moment


def write(plan, version):
    """Return the bytes of the file. `version`: of this program."""
    root = ElementTree.Element("schedule")
    system = plan.base.partition("://")[2].rstrip("/")
    ElementTree.SubElement(root, "generator", name="Anliegenwand", version=version, system=system)
    _texts(root, version=plan.version)
    conference = _texts(
        ElementTree.SubElement(root, "conference"),
        title=plan.name,
        acronym=plan.acronym,
        start=plan.days[0].date.isoformat(),
        end=plan.days[-1].date.isoformat(),
        days=str(len(plan.days)),
        timeslot_duration="00:05",
        base_url=plan.base,
        url=plan.url,
        time_zone_name=plan.zone,
    )
    for slug, name in plan.tracks.items():
        ElementTree.SubElement(conference, "track", slug=slug, name=name)
    guids = {name: guid for name, guid, *_rest in plan.rooms}
    for day in plan.days:
        span = {"start": moment(day.start), "end": moment(day.end)}
        node = ElementTree.SubElement(root, "day", index=str(day.index), date=day.date.isoformat(), **span)
        for name, sessions in day.rooms.items():
            room = ElementTree.SubElement(node, "room", name=name, guid=guids[name])
            for session in sessions:
                _event(room, plan, session)
    ElementTree.indent(root, " ")
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)


def _event(room, plan, session):
    event = ElementTree.SubElement(room, "event", id=str(session.id), guid=session.guid)
    _texts(
        event,
        room=session.room,
        title=session.title,
        subtitle=session.subtitle,
        type=session.kind,
        date=moment(session.start),
        start=localtime(session.start).strftime("%H:%M"),
        duration=length(session),
        abstract=session.goal,
        slug=session.slug,
        track=plan.tracks[session.track],
        language=plan.language,
        description=session.context,
        url=session.url,
    )
    persons = ElementTree.SubElement(event, "persons")
    for each in session.persons:
        ElementTree.SubElement(persons, "person", id=str(each.id), guid=each.guid).text = each.name
    links = ElementTree.SubElement(event, "links")
    if session.report:
        ElementTree.SubElement(links, "link", href=session.report, type="related").text = session.report


def _texts(node, **texts):
    for name, text in texts.items():
        ElementTree.SubElement(node, name).text = text
    return node
