"""The rows of the matrix that are about displays."""

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from anliegen.display import showing
from anliegen.models import Display
from conference.entrance import seats
from tests.matrix.statuses import DO_FACILITATORS, EVERYBODY, FACILITATORS, NO_SUCH_WAY

#                  nobody display cleo ben  hal  ada  olga inst dora
SENT_NOTHING = "      403   403   403  403  403  422  422  403  403"

PICTURE = "displays/of-the-matrix.jpeg"
VERBS = {"show": {"shows": "now"}, "follow": {}, "blank": {"on": "on"}, "text": {"text": "Soup"}, "hang": {}}
VERBS |= {"adjust": {"zoom": 115}, "rename": {"name": "Foyer"}, "remove": {}}


def furnish(world):
    """One more display; the first one is held by hand, and has a picture."""
    seats.add_display(world.conference, "Foyer", by=world.olga)
    showing.write(world.screen, "Secret text", by=world.ada)
    if not default_storage.exists(PICTURE):
        default_storage.save(PICTURE, ContentFile(b"a picture"))
    Display.objects.filter(seat=world.screen).update(picture=PICTURE)


def of_key(world):
    return {"key": world.screen.key}


def of_screen(world):
    return {"display": world.screen.pk}


def pages():
    yield "display-alive", of_key, NO_SUCH_WAY
    yield "display-picture", of_key, EVERYBODY
    yield "display-leaf", of_key, EVERYBODY
    yield "displays", {}, FACILITATORS
    yield "display-states", {}, FACILITATORS
    yield "display-add", {}, NO_SUCH_WAY
    for verb in VERBS:
        yield f"display-{verb}", of_screen, NO_SUCH_WAY


def deeds():
    yield "display-alive", of_key, {"on": "on"}, EVERYBODY
    yield "display-picture", of_key, {}, NO_SUCH_WAY
    yield "display-leaf", of_key, {}, NO_SUCH_WAY
    yield "displays", {}, {}, NO_SUCH_WAY
    yield "display-states", {}, {}, NO_SUCH_WAY
    yield "display-add", {}, {"name": "Foyer"}, DO_FACILITATORS
    for verb, form in VERBS.items():
        yield f"display-{verb}", of_screen, form, SENT_NOTHING if verb == "hang" else DO_FACILITATORS
