"""`manage.py demo`: a living conference to look at, to test with and to measure."""

import argparse
import json

from django.core.management import BaseCommand, call_command
from django.utils.translation import gettext as _

from anliegen.demo import maker
from conference import links
from conference.entrance import codes


def up_to(most):
    """Return what reads a number of people or things from the command line."""

    def whole(text):
        number = int(text)
        if not 0 <= number <= most:
            raise argparse.ArgumentTypeError(_("between 0 and %(most)s, please") % {"most": most})
        return number

    return whole


class Command(BaseCommand):
    help = "Fill a living German conference and print every role's link."

    def add_arguments(self, parser):
        parser.add_argument("--people", type=up_to(10_000), default=120)
        parser.add_argument("--anliegen", type=up_to(2_000), default=45)
        parser.add_argument("--rooms", type=up_to(200), default=8)
        parser.add_argument("--slots", type=up_to(80), default=4, help="rounds; breaks come on top")
        parser.add_argument("--reports", type=up_to(2_000), help="0 to begin in the morning")
        parser.add_argument("--photos", type=up_to(2_000))
        parser.add_argument("--json", action="store_true", help="print one JSON object instead")

    def handle(self, *, people, anliegen, rooms, slots, reports, photos, **options):
        call_command("migrate", interactive=False, verbosity=0)  # it may be the first command here
        conference = maker.make(people, anliegen, rooms, slots, reports, photos)
        if options["json"]:
            return json.dumps(links.of(conference))
        code = conference.entrances.get(role="participant").code
        said = _("%(name)s is ready, with the code %(code)s:") % {"name": conference.name, "code": codes.spelled(code)}
        return "\n".join([said, *links.lines(conference)])
