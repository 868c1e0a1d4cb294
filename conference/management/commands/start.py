"""`manage.py start`: prepares everything, serves pages and sockets, and says how phones get here."""

import io
import socket

from django.core.exceptions import ImproperlyConfigured
from django.core.management import BaseCommand, CommandError, call_command
from django.db import OperationalError
from django.utils.translation import gettext as _

from conference import network, static
from conference.entrance import addresses, seats
from conference.live import server
from conference.models import Organiser


class Command(BaseCommand):
    help = "Start Anliegenwand: everything is prepared, pages and sockets are served, phones in the hall get in."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--host", default="0.0.0.0", help="where to listen; by default on every network")  # noqa: S104
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--data", metavar="DIR", help="folder of database and keys; manage.py reads it")
        parser.add_argument("--workers", type=int, default=1, help="server processes; several need REDIS_URL")
        parser.add_argument("--organiser", action="store_true", help="print a link for one more organiser")

    def handle(self, *, host, port, workers, organiser, **options):
        refuse_taken(host, port)
        prepare()
        key = organiser_key(one_more=organiser)
        try:
            server.serve(host, port, workers=workers, on_ready=lambda: self.welcome(host, port, key))
        except ImproperlyConfigured as error:
            raise CommandError(error) from error
        except KeyboardInterrupt:
            return

    def welcome(self, host, port, key):
        """Say where it is, with a QR code for phones, and by which link somebody becomes the organiser."""
        address, *others = network.reachable(host, port)
        code = io.StringIO()
        addresses.qr(f"{address}/").terminal(code, compact=True)
        lines = [code.getvalue(), _("Anliegenwand is here: %(address)s") % {"address": f"{address}/"}]
        lines += [_("In another network: %(address)s") % {"address": f"{other}/"} for other in others]
        if key:
            link = f"{address}/organiser/{key}/"
            lines.append(_("Whoever opens this link first becomes the organiser: %(link)s") % {"link": link})
        self.stdout.write("\n".join([*lines, _("Ctrl+C ends it; everything is saved.")]))
        self.stdout.flush()


def prepare():
    """Bring database and static files to this release."""
    try:
        call_command("migrate", interactive=False, verbosity=0)
    except OperationalError as error:
        raise CommandError(_("The database doesn't answer: %(error)s") % {"error": error}) from error
    static.collect()


def refuse_taken(host, port):
    """End with a sentence when nobody can listen there; the server itself would end without one."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError) as error:
            sentence = _("Port %(port)s on %(host)s is not free: %(error)s. Choose another one with --port.")
            why = getattr(error, "strerror", None) or error
            raise CommandError(sentence % {"port": port, "host": host, "error": why}) from error


def organiser_key(one_more):
    """Return the key that makes somebody an organiser of this installation, or None when there is one already."""
    if not one_more and Organiser.objects.filter(claimed_at__isnull=False).exists():
        return None
    waiting = Organiser.objects.filter(claimed_at=None).first()
    return (waiting or Organiser.objects.create(key=seats.fresh_key())).key
