"""What an archive holds of the record: reports with their versions, photos, comments and readings, who was in a group.
What is being typed is no part of it: what a report says are its texts.

Pictures are files of the archive, by checksum; entries name them. An archive of an older version has none.
"""

from collections import Counter
from itertools import count

from django.utils.translation import gettext as _

from anliegen.exports import arrivals, packed, shape
from anliegen.exports.pictures import BARE
from anliegen.models import Attendance, Comment, Photo, Reading, Report, Version
from anliegen.models.record import LONGEST
from anliegen.record import docs
from anliegen.record.photos import album
from anliegen.record.photos import files as where
from conference.fields import clean_text

STEP = {"id": 40, "who": docs.LONGEST_STEP, "what": docs.LONGEST_STEP, "by": 10}  # letters that fit
NAMED = {"report": "reports", "photo": "photos", "comment": "comments"}  # what the history names, and its part


class Numbers:
    """The numbers of rows within an archive: 1, 2, … in order. What only the history still knows gets -1, -2, …"""

    def __init__(self, rows):
        self.of = {row.pk: number for number, row in enumerate(rows, 1)}
        self.gone = count(-1, -1)

    def __call__(self, pk):
        if pk not in self.of:
            self.of[pk] = next(self.gone)
        return self.of[pk]


def dump(conference, ids):
    """Return the parts of the record, and the files that belong to them; `ids` learns their numbers."""
    rows = {
        "attendances": Attendance.objects.filter(anliegen__conference=conference).order_by("anliegen__number", "id"),
        "reports": Report.objects.filter(anliegen__conference=conference).order_by("anliegen__number"),
        "versions": _of_reports(Version, conference, "number"),
        "photos": _of_reports(Photo, conference, "position", "id"),
        "comments": Comment.objects.filter(report__anliegen__conference=conference).order_by("id"),
        "readings": _of_reports(Reading, conference, "id"),
    }
    rows = {part: list(found) for part, found in rows.items()}
    ids |= {kind: Numbers(rows[part]) for kind, part in NAMED.items()}
    sheets = dict(conference.anliegen.values_list("pk", "number"))
    reports = {report.pk: at for at, report in enumerate(rows["reports"], 1)}
    parts = {part: [_entry(part, row, sheets, reports, ids) for row in found] for part, found in rows.items()}
    numbers = {report.pk: sheets[report.anliegen_id] for report in rows["reports"]}
    return parts, [_member(photo, numbers[photo.report_id]) for photo in rows["photos"]]


def _of_reports(model, conference, *order):
    return model.objects.filter(report__anliegen__conference=conference).order_by("report__anliegen__number", *order)


def _entry(part, row, sheets, reports, ids):
    more = {}
    for name in shape.MORE[part]:
        if name == "anliegen":
            more[name] = sheets[row.anliegen_id]
        elif name == "report":
            more[name] = reports[row.report_id]
        elif name in ("seat", "by"):
            seat = getattr(row, f"{name}_id")
            more[name] = seat and ids["seat"](seat)
        else:
            more[name] = getattr(row, name)
    return shape.plain(part, row, **more)


def _member(photo, number):
    said = _("A photo in the report of #%(number)s") % {"number": number}
    path = where.path(photo.file, photo.kind, "original")
    return packed.Member(packed.named("photos", photo.checksum, photo.kind), path, said)


def read(rows, data, counts):
    """Return {part: [(unsaved row, number of its sheet or report, number of its seat)]}, and complete the rows."""
    return {part: [_read(part, *each, counts) for each in _each(rows, data, part)] for part in READ}


def _each(rows, data, part):
    return [(row, entry, f"{part} {at}") for at, (row, entry) in enumerate(zip(rows[part], data[part], strict=True), 1)]


def _read(part, row, entry, where, counts):
    READ[part](row, entry, where)
    about = "report" if "report" in entry else "anliegen"
    of = shape.reference(entry[about], counts[about], where)
    who = entry.get("seat", entry.get("by"))
    if part == "readings" and who is None:
        shape.refuse(where, _("%(names)s is missing.") % {"names": "seat"})
    return row, of, shape.seat(who, counts, where)


def refuse_contradictions(found):
    """What the database would not take, as sentences."""
    twice = {
        "reports": ([of for _row, of, _who in found["reports"]], _("A sheet has two reports.")),
        "attendances": (_pairs(found["attendances"]), _("Somebody was in a group twice.")),
        "readings": (_pairs(found["readings"]), _("Somebody has read a report twice.")),
        "versions": (
            [(of, row.number) for row, of, _who in found["versions"]],
            _("A report has two versions of one number."),
        ),
    }
    for part, (values, sentence) in twice.items():
        shape.refuse_doubles(values, part, sentence)


def _pairs(entries):
    return [(of, who) for _row, of, who in entries if who]


def files(found):
    """Return the files that an archive must hold."""
    if any(many > album.MOST for many in Counter(report for _photo, report, _seat in found["photos"]).values()):
        shape.refuse("photos", _("At most %(most)s photos fit in a report.") % {"most": album.MOST})
    return [
        arrivals.Arriving(
            name=packed.named("photos", photo.checksum, photo.kind),
            path=f"photos/{photo.file}/original.{photo.kind}",
            unit=f"photos/{photo.file}",
            sides=(photo.width, photo.height),
            views=where.views(photo.turned, photo.crop),
        )
        for photo, _report, _seat in found["photos"]
    ]


def make(found, sheets, ids):
    """Make the rows; `sheets` are the conference's, in the order of their numbers. Returns {kind: rows}."""
    for part, about in (("reports", "anliegen_id"), ("attendances", "anliegen_id")):
        for row, of, _who in found[part]:
            setattr(row, about, sheets[of - 1].pk)
    reports = Report.objects.bulk_create((row for row, _of, _who in found["reports"]), batch_size=100)
    made = {"report": reports}
    for part, seat in (("versions", "by"), ("photos", "by"), ("comments", "seat"), ("readings", "seat")):
        for row, of, who in found[part]:
            row.report = reports[of - 1]
            setattr(row, f"{seat}_id", who and ids["seat"](who))
        model = shape.MODELS[part]
        made[part.removesuffix("s")] = model.objects.bulk_create(
            (row for row, _of, _who in found[part]), batch_size=100
        )
    for row, _of, who in found["attendances"]:
        row.seat_id = who and ids["seat"](who)
    Attendance.objects.bulk_create((row for row, _of, _who in found["attendances"]), batch_size=400)
    return made


def _report(row, entry, where):
    for part in docs.PARTS:
        setattr(row, part, _text(entry[part], f"{where}, {part}"))
    row.steps = _steps(entry["steps"], f"{where}, steps")


def _version(row, entry, where):
    said = entry["texts"]
    shape.refuse_other_keys(said, [*docs.PARTS, "steps"], f"{where}, texts")
    row.texts = {part: _text(said[part], f"{where}, {part}") for part in docs.PARTS}
    row.texts["steps"] = _steps(said["steps"], f"{where}, steps")


def _steps(entries, where):
    if len(shape.listed(entries, where)) > docs.MOST_STEPS:
        shape.refuse(where, _("At most %(most)s steps fit in a report.") % {"most": docs.MOST_STEPS})
    for entry in entries:
        shape.refuse_other_keys(entry, STEP, where)
    return [{name: _text(entry[name], f"{where}, {name}", most) for name, most in STEP.items()} for entry in entries]


def _text(value, where, most=LONGEST):
    """Return a text as it was typed, blanks and line ends at its edges included; what harms a page is taken out."""
    if type(value) is not str:
        shape.refuse(where, _("This is of the wrong kind."))
    if len(value) > most:
        sentence = _("At most %(most)s characters fit here; these are %(many)s.")
        shape.refuse(where, sentence % {"most": most, "many": len(value)})
    clean = clean_text(value)
    return value if clean == value.strip() else clean


def _photo(row, entry, where):
    if row.kind not in BARE or not shape.is_checksum(row.checksum):
        shape.refuse(where, _("This names no picture of ours."))
    if row.turned not in (0, 90, 180, 270):
        shape.refuse(f"{where}, turned", _("This is of the wrong kind."))
    row.crop = _crop(entry["crop"], f"{where}, crop")
    row.file = arrivals.fresh_name()


def _crop(value, where):
    """[left, top, right, bottom] as shares of the picture."""
    if value is None:
        return None
    numbers = [each for each in shape.listed(value, where) if type(each) in (int, float) and 0 <= each <= 1]
    if len(value) != 4 or len(numbers) != 4 or not (value[0] < value[2] and value[1] < value[3]):
        shape.refuse(where, _("This is of the wrong kind."))
    return value


def _nothing(row, entry, where):
    """All that it says are fields."""


READ = {
    "attendances": _nothing,
    "reports": _report,
    "versions": _version,
    "photos": _photo,
    "comments": _nothing,
    "readings": _nothing,
}
