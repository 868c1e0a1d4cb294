"""`manage.py demo`: a living conference to look at, to test with and to measure."""

import argparse
import json

from django.core.management import BaseCommand
from django.utils.translation import gettext as _

from anliegen.demo import maker
from conference.entrance import codes
from conference.models import Role

MOST = 10_000


def whole(text):
    """Return the number of people or things that somebody typed."""
    number = int(text)
    if not 0 <= number <= MOST:
        raise argparse.ArgumentTypeError(_("between 0 and %(most)s, please") % {"most": MOST})
    return number


class Command(BaseCommand):
    help = "Fill a living German conference and print every role's link."

    def add_arguments(self, parser):
        parser.add_argument("--people", type=whole, default=120)
        parser.add_argument("--anliegen", type=whole, default=45)
        parser.add_argument("--rooms", type=whole, default=8)
        parser.add_argument("--slots", type=whole, default=4, help="rounds; breaks come on top")
        parser.add_argument("--json", action="store_true", help="print one JSON object instead")

    def handle(self, *, people, anliegen, rooms, slots, **options):
        conference = maker.make(people, anliegen, rooms, slots)
        found = links(conference)
        if options["json"]:
            return json.dumps(found)
        lines = [f"{name + ':':<13}{path}" for name, path in found.items() if name not in ("slug", "code")]
        said = _("%(name)s is ready, with the code %(code)s:")
        return "\n".join([said % {"name": conference.name, "code": codes.spelled(found["code"])}, *lines])


def links(conference):
    """Return the slug, the code and the path by which each role gets in; displays hold their key in the path."""
    entrances = {entrance.role: entrance.code for entrance in conference.entrances.all()}
    display = conference.seats.filter(role=Role.DISPLAY).first()
    room = conference.rooms.first()
    return {
        "slug": conference.slug,
        "code": entrances[Role.PARTICIPANT],
        "join": f"/j/{entrances[Role.PARTICIPANT]}/",
        "helper": f"/j/{entrances[Role.HELPER]}/",
        "facilitator": f"/j/{entrances[Role.FACILITATOR]}/",
        "organiser": f"/j/{entrances[Role.ORGANISER]}/",
        "display": f"/c/{conference.slug}/display/{display.key}/",
        "door": f"/c/{conference.slug}/door/{room.pk}/{display.key}/" if room else None,
    }
