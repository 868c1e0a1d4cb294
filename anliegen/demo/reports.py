"""What groups leave behind in the demo: reports of those that have met, with steps, photos, who was there, comments.

Texts go through the verbs; who was there, comments and readings are rows, as are marks: nobody watched them happen.
"""

from datetime import timedelta

from django.utils import timezone

from anliegen.demo import drawings, words
from anliegen.models import Attendance, Comment, Photo, Placement, Reading, Report
from anliegen.record import reports
from conference.models import Role

SHARE = 0.6  # of the groups that have met
WITH_PHOTOS = 0.4  # as many photos as this share of the reports, unless told otherwise
AGREE = 0.7  # of those who were there: they may be named
UNPUBLISHED = 12  # one in so many is still being written


def write(conference, dice, count, photos=None):
    """Let the groups that met first write so many reports; None: most of those whose round is over."""
    hung = _met(conference)
    if count is None:
        count = round(sum(placement.slot.ends_at <= timezone.now() for placement in hung) * SHARE)
    told = [_tell(placement, dice) for placement in _chosen(hung, dice, count)]
    people = list(conference.seats.filter(role=Role.PARTICIPANT).order_by("id"))
    _come(told, dice, people)
    _hang_photos([report for report, _slot in told], dice, photos)
    _read_and_ask([report for report, _slot in told if report.published_at], dice, people)
    return [report for report, _slot in told]


def _met(conference):
    """Where each sheet hung first, in the order of the wall."""
    rows = Placement.objects.filter(anliegen__conference=conference).select_related("slot", "anliegen__conference")
    first = {}
    for placement in rows.order_by("slot__starts_at", "room__position"):
        first.setdefault(placement.anliegen_id, placement)
    return list(first.values())


def _chosen(hung, dice, count):
    """Those whose round is over, in any order; then the others, as the wall goes on."""
    over = [placement for placement in hung if placement.slot.ends_at <= timezone.now()]
    return [*dice.sample(over, len(over)), *(each for each in hung if each not in over)][:count]


def _tell(placement, dice):
    """Write and mostly publish one report; it is dated some minutes after its group ended."""
    sheet, slot = placement.anliegen, placement.slot
    report = reports.write(sheet, None, **_texts(dice, slot))
    if sheet.number % UNPUBLISHED:
        report = reports.publish(sheet, None)
    at = min(timezone.now(), max(slot.starts_at, slot.ends_at + timedelta(minutes=dice.randint(2, 40))))
    report.published_at = report.published_at and at
    report.changed_at, report.created_at = at, at - timedelta(minutes=5)
    Report.objects.filter(pk=report.pk).update(
        published_at=report.published_at, changed_at=report.changed_at, created_at=report.created_at
    )
    return report, slot


def _texts(dice, slot):
    """A report of a few lines, of half a page or of a whole one."""
    length = dice.choices((1, 2, 3), (3, 5, 2))[0]
    told = dice.sample(words.HAPPENED, length)
    if length == 3:
        told.insert(2, dice.choice(words.QUOTES))
    points = [f"- {each}" for each in dice.sample(words.RESULTS, length * 2)]
    results = ["\n".join(points), dice.choice(words.CONCLUSIONS)][: 1 + (length > 1)]
    if length == 3:
        results[1:1] = ["### Drei Wege", words.TABLE]
    asked = dice.sample(words.QUESTIONS, dice.choice((0, 1, 1, 2)))
    return {
        "happened": "\n\n".join(told),
        "results": "\n\n".join(results),
        "questions": "\n".join(f"- {each}" for each in asked),
        "steps": [_step(dice, slot, what) for what in dice.sample(words.STEPS, dice.choice((0, 1, 2, 3)))],
    }


def _step(dice, slot, what):
    day = timezone.localtime(slot.ends_at).date() + timedelta(days=dice.choice((7, 14, 21, 42, 90)))
    who = dice.choice(("alle", "die Einladenden", "wer mitmacht", "zwei von uns"))
    return {
        "id": f"{dice.getrandbits(64):016x}",
        "who": dice.choice((who, "")),
        "what": what,
        "by": dice.choice((day.isoformat(), "")),
    }


def _come(told, dice, people):
    """Conveners and some others were there; one in so many came without a phone, and a few just count."""
    rows = []
    for report, slot in told:
        conveners = [each.seat for each in report.anliegen.conveners.all() if each.seat]
        others = dice.sample(people, min(len(people), dice.randint(2, 12)))
        there = dict.fromkeys([*conveners, *others])
        report.others = dice.choice((0, 0, 1, 2, 4))
        rows += [
            Attendance(
                anliegen=report.anliegen,
                seat=seat,
                name=seat.name,
                named=dice.random() < AGREE,
                created_at=slot.ends_at,
            )
            for seat in there
        ]
    Attendance.objects.bulk_create(rows, batch_size=400)
    Report.objects.bulk_update([report for report, _slot in told], ["others"], batch_size=200)


def _hang_photos(written, dice, count):
    """So many photos, one by one to any of the reports: some have none, some have three."""
    count = round(len(written) * WITH_PHOTOS) if count is None else count
    hung, rows = {}, []
    try:
        for _turn in range(count if written else 0):
            report = dice.choice(written)
            hung[report.pk] = hung.get(report.pk, 0) + 1
            rows.append(drawings.hang(report, dice, None, hung[report.pk], dice.choice(words.CAPTIONS)))
        Photo.objects.bulk_create(rows, batch_size=200)
    except BaseException:
        drawings.take_down(rows)
        raise


def _read_and_ask(published, dice, people):
    """Everybody reads a few; one reader in some has something to say."""
    comments, readings = [], []
    for report in published:
        readers = dice.sample(people, min(len(people), dice.randint(0, 9)))
        readings += [Reading(report=report, seat=seat) for seat in readers]
        for seat in readers[: dice.choice((0, 0, 1, 1, 2))]:
            asked, answer = dice.choice(words.ASKED)
            kind, text = dice.choice(((Comment.Kind.ASK, asked), (Comment.Kind.ADD, dice.choice(words.ADDED))))
            more = {"answer": answer if kind == Comment.Kind.ASK else "", "kind": kind, "text": text}
            comments.append(Comment(report=report, seat=seat, name=seat.name, **more))
    Comment.objects.bulk_create(comments, batch_size=400)
    Reading.objects.bulk_create(readings, batch_size=400)
