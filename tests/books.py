"""Conferences that leave a book: reports with texts, steps, photos that lie on the disk, comments, who agreed."""

import io
import random
from datetime import date, timedelta
from functools import cache
from hashlib import sha256

from django.utils import timezone
from docx import Document
from docx.oxml.ns import qn
from PIL import Image, ImageDraw, ImageFilter

from anliegen.collect import sheets
from anliegen.exports import whole
from anliegen.exports.book import contents, making, press
from anliegen.models import Attendance, Comment, Photo, Report
from anliegen.record.photos import files
from anliegen.wall import moves
from conference.models import Conference

LINK = "http://hall.example/c/nachbarschaft/"

GERMAN = [
    "Wir begannen mit einer Runde, in der jede und jeder sagte, was am meisten drückt. Nach zwanzig Minuten hingen "
    "vierzehn Zettel an der Wand, und es zeigte sich, dass fast alle dieselbe Stelle meinten: **die Übergabe**.",
    "- Die Verantwortungsgemeinschaft der Beteiligten ist größer, als sie aussieht.\n- Niemand hat den Überblick, "
    "aber *alle* haben ein Stück davon.\n- Wer fragt, bekommt Antwort; wer nicht fragt, erfährt es zuletzt.",
    "Ein Versuch in einer Filiale genügt, um zu sehen, ob es trägt. Er kostet wenig und lässt sich jederzeit beenden. "
    "„Lieber etwas Kleines, das geschieht, als etwas Großes, das besprochen wird“, sagte jemand zum Schluss.",
    "| Woran wir es merken | heute | in einem Jahr |\n|---|---|---|\n| Rückfragen je Woche | 40 | 10 |\n| Tage bis zur "
    "Antwort | 9 | 2 |",
]
ENGLISH = [
    "We began with a round in which everybody said what weighs most. After twenty minutes fourteen notes hung on the "
    "wall, and it turned out that nearly all of them meant the same place: **the handover**.",
    "- Responsibility is shared by more people than it seems.\n- Nobody has the overview, but *everybody* has a piece "
    "of it.\n- Who asks is answered; who doesn't ask hears it last.",
    "One trial in one branch is enough to see whether it carries. It costs little and can be ended at any time. "
    '"Better a small thing that happens than a big one that is discussed", somebody said at the end.',
    "| How we will notice | today | in a year |\n|---|---|---|\n| Questions a week | 40 | 10 |\n| Days until the "
    "answer | 9 | 2 |",
]
STEPS = {
    "de": ["Den Versuch mit der Filialleitung verabreden", "Eine Liste der offenen Fragen herumschicken"],
    "en": ["Agree on the trial with the branch", "Send the list of open questions around"],
}


def furnished(world):
    """Ben's soup was cooked in Linde, with a photo, a step and a comment; Cleo's garden has no report; one sheet was
    withdrawn, one hidden. Ada agreed to be named, Hal did not. Returns the world."""
    soup = world.writes(world.ben, "Wer kocht?", goal="Soup for all", context="It is cold")
    moves.pin(soup, world.first, world.linde, by=world.ben)
    world.writes(world.cleo, "Ein Garten für alle")
    sheets.withdraw(world.writes(world.ben, "Taken back"), by=world.ben)
    secret = world.writes(world.ben, "Hidden words", goal="Hidden goal")
    moves.pin(secret, world.second, world.aula, by=world.ben)
    reported(secret, "Hidden report")
    sheets.hide(secret, "Because", by=world.ada)
    steps = [{"id": "1", "what": "Buy a pot", "who": "Zacharias", "by": "2026-07-01"}]
    results = "| Pots | Spoons |\n|---|---|\n| 2 | 9 |"
    world.report = reported(soup, "We **cooked**.", results, questions="Salt?", steps=steps)
    photographed(world.report, 0, jpeg(1, 320, 240), caption="The kettle", alt="A kettle on a fire")
    Comment.objects.create(
        report=world.report, seat=world.cleo, name="Cleo", kind="ask", text="With peas?", answer="Yes."
    )
    Attendance.objects.create(anliegen=soup, seat=world.ada, name="Ada", named=True)
    Attendance.objects.create(anliegen=soup, seat=world.hal, name="Halvard", named=False)
    about = {"theme": "What grows here?", "invitation": "Come, all of you.", "place": "The old mill"}
    days = {"starts_on": date(2026, 6, 12), "ends_on": date(2026, 6, 13), "follow_up_on": date(2026, 12, 14)}
    Conference.objects.filter(pk=world.conference.pk).update(**about, **days)
    world.conference.refresh_from_db()
    return world


def issue(number=2, **more):
    return contents.Issue(number, date(2026, 6, 14), LINK, **more)


def made(world, folder, kinds=("pdf",), issued=None, **options):
    """Return the folder with the book in these formats."""
    shown = whole.read(world.conference, whole.Options(**options))
    making.make(press.Job(shown, issued or issue(), kinds, folder), making.Progress())
    return folder


def words_of(file):
    """All that a Word document says: paragraphs, tables, header, what it says about itself."""
    book = Document(file)
    about = book.core_properties
    texts = [each.text for each in book.element.body.iter(qn("w:t"))]
    texts += [each.text for each in book.sections[0].header.paragraphs]
    return "\n".join([*texts, about.title, about.author, about.last_modified_by, about.comments])


def reported(sheet, happened="", results="", published=True, **fields):
    """Return the report of a sheet, published."""
    at = timezone.now() if published else None
    made = Report.objects.create(anliegen=sheet, happened=happened, results=results, published_at=at, **fields)
    made.version = sheet.conference.version
    made.save(update_fields=["version"])
    return made


def photographed(report, position=0, picture=None, caption="", alt=""):
    """Return a photo of a report, with its files on the disk."""
    packed = picture or jpeg(position)
    photo = Photo.objects.create(
        report=report,
        position=position,
        file=f"test-{report.pk}-{position}",
        checksum=sha256(packed).hexdigest(),
        width=1920,
        height=1440,
        caption=caption,
        alt=alt,
    )
    for size in files.SIZES:
        file = files.path(photo.file, photo.kind, size)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(packed)
    return photo


@cache
def _grain(width, height):
    """The noise of a camera's chip."""
    noise = Image.effect_noise((width, height), 40).filter(ImageFilter.GaussianBlur(0.8))
    return Image.merge("RGB", [noise] * 3)


def jpeg(seed=0, width=1920, height=1440, quality=82):
    """Return a picture as a camera makes it of a flip chart: strokes of a marker on paper, and grain."""
    dice = random.Random(seed)
    tint = dice.choice([(238, 232, 214), (226, 234, 240), (241, 224, 214), (222, 236, 222)])
    picture = Image.blend(Image.new("RGB", (width, height), tint), _grain(width, height), 0.16)
    draw = ImageDraw.Draw(picture)
    for line in range(9):
        x, y = width // 12, height // 10 * (line + 0.7)
        while x < width * 0.85:
            long, ink = dice.randint(width // 30, width // 9), dice.choice([(31, 78, 140), (29, 27, 23), (173, 31, 31)])
            draw.line((x, y + dice.randint(-6, 6), x + long, y + dice.randint(-6, 6)), ink, height // 90)
            x += long + width // 40
    packed = io.BytesIO()
    picture.save(packed, "JPEG", quality=quality)
    return packed.getvalue()


def fill(conference, photos, share=1.0, seed=2003):
    """Give so many sheets of a conference reports, and these so many photos among them. Returns the reports."""
    dice, texts = random.Random(seed), GERMAN if conference.language == "de" else ENGLISH
    sheets = list(conference.anliegen.filter(withdrawn_at=None))
    sheets = sheets[: round(len(sheets) * share)]
    people = list(conference.seats.filter(role="participant"))
    reports = Report.objects.bulk_create(_report(sheet, dice, texts) for sheet in sheets)
    Attendance.objects.bulk_create(
        Attendance(anliegen=sheet, seat=seat, name=seat.name, named=dice.random() < 0.7)
        for sheet in sheets
        for seat in dice.sample(people, min(len(people), dice.randint(3, 14)))
    )
    Comment.objects.bulk_create(
        Comment(report=report, name=dice.choice(people).name, kind="ask", text=texts[2], answer=texts[0][:90])
        for report in reports[::3]
        if people
    )
    for at in range(photos):
        report, caption = reports[at * 7 % len(reports)], STEPS[conference.language][at % 2] if at % 3 else ""
        photographed(report, at, caption=caption)
    return reports


def _report(sheet, dice, texts):
    steps = [
        {"id": str(at), "what": dice.choice(STEPS[sheet.conference.language]), "who": "Lea", "by": _by(dice)}
        for at in range(dice.randint(0, 3))
    ]
    now = timezone.now()
    body = {"happened": "\n\n".join(dice.sample(texts[:3], 2)), "results": "\n\n".join(dice.sample(texts, 3))}
    questions = texts[2] if dice.random() < 0.4 else ""
    return Report(anliegen=sheet, steps=steps, questions=questions, published_at=now, others=dice.randint(0, 9), **body)


def _by(dice):
    return (date(2026, 7, 1) + timedelta(days=dice.randint(0, 200))).isoformat() if dice.random() < 0.8 else ""
