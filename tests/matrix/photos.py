"""The rows of the matrix that are about photos of reports. The photo is Ben's, of his sheet 1."""

import uuid

from anliegen.models import Photo, Report
from anliegen.record.photos import files
from tests.matrix.statuses import DO_CONVENERS_AND_HELPERS, EVERYBODY, NO_SUCH_WAY, SEATED
from tests.photos import drawn

SHEET = {"number": 1}
FILE = "of-the-matrix"
VERBS = {
    "turn": {"degrees": 90},
    "crop": {"left": 10},
    "move": {"step": ""},
    "describe": {"caption": "x"},
    "remove": {},
}

#            nobody display cleo ben  hal  ada  olga inst dora
WRITERS = "  403   403   403  200  200  200  200  403  403"
GROUP = "    403   403   404  200  200  200  200  403  403"
ASKED = "    403   403   403  422  422  422  422  403  403"


def photo(world):
    """Return what names the photo, hung up by hand: the darkroom is not what is tried here."""
    report, _made = Report.objects.get_or_create(anliegen=world.conference.anliegen.get(number=1))
    facts = {"kind": "jpeg", "width": 80, "height": 40, "report": report, "checksum": "x" * 64}
    found, made = Photo.objects.get_or_create(file=FILE, defaults=facts)
    for size in files.SIZES if made else ():
        path = files.path(FILE, "jpeg", size)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(drawn())
    return {"photo": found.pk}


def of_sheet(world):
    return SHEET | photo(world)


def sized(size):
    return lambda world: photo(world) | {"size": size}


def hung(world):
    """The same once the report is published."""
    found = photo(world)
    Report.objects.filter(photos=found["photo"]).update(published_at="2026-06-12T12:00Z")
    return found


def on_screen(world):
    return hung(world) | {"size": "large", "key": world.screen.key}


def sending(_world):
    return SHEET | {"once": uuid.uuid4()}


def pages():
    yield "photos", SHEET, SEATED
    yield "photo", of_sheet, GROUP
    yield "photo", lambda world: SHEET | hung(world), SEATED
    yield "photo-image", sized("large"), GROUP
    yield "photo-image", lambda world: hung(world) | {"size": "large"}, SEATED
    yield "photo-image", lambda world: hung(world) | {"size": "original"}, GROUP
    yield "display-photo", on_screen, EVERYBODY
    yield "photo-send", sending, WRITERS
    yield "photo-add", SHEET, NO_SUCH_WAY
    for verb in VERBS:
        yield f"photo-{verb}", of_sheet, NO_SUCH_WAY


def deeds():
    yield "photos", SHEET, {}, NO_SUCH_WAY
    yield "photo", of_sheet, {}, NO_SUCH_WAY
    yield "photo-image", sized("large"), {}, NO_SUCH_WAY
    yield "display-photo", on_screen, {}, NO_SUCH_WAY
    yield "photo-send", sending, {"size": 9, "at": 0}, WRITERS
    yield "photo-add", SHEET, {}, ASKED
    for verb, form in VERBS.items():
        yield f"photo-{verb}", of_sheet, form, DO_CONVENERS_AND_HELPERS
