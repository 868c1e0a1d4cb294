"""What the pages of reports show: the sheet of a group, drawn; who was there; what is still to be written."""

from base64 import b64encode
from hashlib import blake2s

from django.db import transaction
from django.utils import timezone

from anliegen.exports.whole import step_of
from anliegen.models import Report
from anliegen.record import attendance, docs, doors, edits, markdown, reports
from anliegen.record.photos import reads as photos
from conference.live.kept import Kept

drawn = Kept(300)


def of_sheet(seat, sheet, places, own):
    """What a sheet's page says of its report; it is due once the group has begun. One query for whoever brings it."""
    report = reports.of(sheet)
    may = (own and not sheet.hidden_why) or reports.may_write(seat, sheet)
    return {
        "report": report,
        "report_begun": not reports.is_empty(report),
        "report_due": not report.published_at and _begun(places, timezone.now()),
        "may_report": may and not sheet.withdrawn_at,
    }


def due(own, now):
    """Of the sheets that a seat brings, with their places: those whose group has begun and hung no report yet."""
    met = [sheet for sheet, places in own if _begun(places, now)]
    hung = Report.objects.filter(anliegen__in=met, published_at__isnull=False).values_list("anliegen", flat=True)
    there = set(hung) if met else set()
    return [sheet for sheet in met if sheet.pk not in there]


def _begun(places, now):
    return any(slot.starts_at <= now for slot, _room in places)


def group_in(wall, room, now):
    """Return the sheet whose group meets in that room, or met there last today; None if none did."""
    today = timezone.localtime(now).date()
    begun = [
        slot for slot in wall.slots if slot.starts_at <= now and timezone.localtime(slot.starts_at).date() == today
    ]
    met = [wall.placed[slot.pk, room.pk].anliegen for slot in begun if (slot.pk, room.pk) in wall.placed]
    return met[-1] if met else None


def page(seat, sheet):
    """What both pages of a report show: the report itself, who was there, and what this seat may do."""
    report, people = reports.of(sheet), attendance.of(sheet)
    may, report.anliegen = reports.may_write(seat, sheet), sheet
    return {
        "sheet": sheet,
        "report": report,
        "may_write": may,
        "open": may and not sheet.withdrawn_at,
        "empty": reports.is_empty(report),
        "people": [each for each in people if each.named],
        "unnamed": sum(not each.named for each in people) + report.others,
        "heads": len(people) + report.others,
        "me": next((each for each in people if each.seat_id == seat.pk), None),
        "scanned": doors.scanned(sheet).count() if may else 0,
        **photos.of(report, seat),
    }


def shown(texts):
    """Return the parts of a report as they are drawn: clean HTML, and the next steps with their days."""
    return {
        **{part: drawn.piece(_mark(texts[part]), lambda part=part: markdown.html(texts[part])) for part in docs.PARTS},
        "steps": [step_of(step) for step in texts["steps"]],
    }


def writing(sheet):
    """Return what the page to write in begins with: the document, its texts as they stand there, and the version that
    a form without scripts starts from, with the parts that have changed since."""
    with transaction.atomic():
        report = edits.hold(sheet, make=False)
        doc = edits.opened(report) if report else docs.document()
        said, document = docs.says(doc), doc.get_update()
        texts = {part: docs.raw(doc, part) for part in docs.PARTS}
    last = report and report.versions.last()
    kept = last.texts if last else None
    return {
        "document": b64encode(document).decode(),
        "anew": report.anew if report else 0,
        "texts": texts,
        "steps": said["steps"],
        "seen": last.number if last else 0,
        "base": {name: text for name, text in said.items() if not kept or kept.get(name) != text},
    }


def _mark(text):
    return blake2s(text.encode(), digest_size=16).digest()
