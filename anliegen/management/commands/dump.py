"""`manage.py dump SLUG FILE`: a conference as one file, to keep or to load elsewhere."""

from pathlib import Path

from django.core.management import BaseCommand, CommandError, call_command
from django.utils.translation import gettext as _

from anliegen.exports import archive, packed
from conference.models import Conference
from conference.refusal import Refused


class Command(BaseCommand):
    help = "Write a conference into its archive. Codes and personal links stay here: they are secrets."

    def add_arguments(self, parser):
        parser.add_argument("slug")
        parser.add_argument("file", type=Path)

    def handle(self, *, slug, file, **options):
        call_command("migrate", interactive=False, verbosity=0)  # it may be the first command of this release
        conference = Conference.objects.filter(slug=slug).first()
        if conference is None:
            known = ", ".join(Conference.objects.order_by("slug").values_list("slug", flat=True)[:20])
            raise CommandError(
                _("There is no conference %(slug)s here. There are: %(known)s") % {"slug": slug, "known": known}
            )
        try:
            with file.open("wb") as opened:
                packed.write(opened, *archive.content(conference))
        except Refused as refused:
            file.unlink()
            raise CommandError(refused.sentence) from refused
        except OSError as error:
            raise CommandError(
                _("%(file)s can't be written: %(why)s") % {"file": file, "why": error.strerror}
            ) from error
        return _("%(name)s is in %(file)s.") % {"name": conference.name, "file": file}
