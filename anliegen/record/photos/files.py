"""Where the sizes of a photo lie: `photos/<file>/<size>.<kind>` in the pictures' folder of this installation."""

from pathlib import Path

from django.conf import settings

SIZES = {"original": None, "large": 1920, "small": 480}  # longest side in pixels


def path(file, kind, size):
    """Return where that size of a photo is on disk."""
    return Path(settings.MEDIA_ROOT) / "photos" / file / f"{size}.{kind}"
