"""Static files by names with a fingerprint, so that a phone fetches each of them once; collected when they changed."""

import hashlib

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from whitenoise.storage import CompressedManifestStaticFilesStorage

UNUSED = ["ext", "htmax-*", "htmx-2*"]  # of htmx; the extensions' comments also "import" files that don't exist


class Fingerprinted(CompressedManifestStaticFilesStorage):
    """Plain names for what is not collected: in tests, and for a command on a fresh machine."""

    # Imports of our own modules get their fingerprints too; Django's way for this stumbles over comments of others.
    imports = (r"""(?P<matched>from\s+["'](?P<url>\./[^"']+)["'])""", 'from "%(url)s"')
    bare = (r"""(?P<matched>import\s+["'](?P<url>\./[^"']+)["'])""", 'import "%(url)s"')
    later = (r"""(?P<matched>import\(["'](?P<url>\./[^"']+)["']\))""", 'import("%(url)s")')
    patterns = (*CompressedManifestStaticFilesStorage.patterns, ("js/*.js", (imports, bare, later)))

    def stored_name(self, name):
        try:
            return super().stored_name(name)
        except ValueError:
            return name


def collect():
    """Gather, name and compress the static files in the data folder, unless that was done with these very files."""
    mark = settings.STATIC_ROOT / "collected"
    present = _fingerprint()
    if not mark.exists() or mark.read_text() != present:
        call_command("collectstatic", interactive=False, clear=True, verbosity=0, ignore_patterns=UNUSED)
        mark.write_text(present)


def _fingerprint():
    files = [
        (path, storage.size(path), storage.get_modified_time(path).isoformat())
        for finder in get_finders()
        for path, storage in finder.list([])
    ]
    return hashlib.sha256(repr(sorted(files)).encode()).hexdigest()
