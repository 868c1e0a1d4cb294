"""`manage.py load FILE`: a conference from its archive, with new codes and links."""

from pathlib import Path

from django.core.management import BaseCommand, CommandError, call_command
from django.utils.translation import gettext as _

from anliegen.exports import archive
from conference import links
from conference.refusal import Refused

MOST = 1024 * 1024 * 1024  # bytes of its JSON: whoever sits at the keyboard knows what they load


class Command(BaseCommand):
    help = "Read a conference from its archive and print every role's new link."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)

    def handle(self, *, file, **options):
        call_command("migrate", interactive=False, verbosity=0)  # it may be the first command here
        try:
            with file.open("rb") as opened:
                conference = archive.load(opened, most=MOST)
        except OSError as error:
            raise CommandError(_("%(file)s can't be read: %(why)s") % {"file": file, "why": error.strerror}) from error
        except Refused as refused:
            raise CommandError(refused.sentence) from refused
        said = _("%(name)s is here, as %(slug)s:") % {"name": conference.name, "slug": conference.slug}
        return "\n".join([said, *links.lines(conference)])
