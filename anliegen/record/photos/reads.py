"""What the pages show of a report's photos."""

import uuid
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from anliegen.record import reports
from anliegen.record.photos import album, files


@dataclass(frozen=True)
class Shown:
    """A photo as a page shows it: addresses, sides of the small picture and of the large one, words."""

    pk: int
    mark: str
    page: str
    small: str
    large: str
    width: int
    height: int
    large_width: int
    large_height: int
    caption: str
    alt: str
    place: int

    @property
    def said(self):
        """What is said to who can't see it."""
        return self.alt or self.caption or _("Photo %(place)s, without a description") % {"place": self.place}


@dataclass(frozen=True)
class Album:
    """The photos of a report, for one seat; whether it may see them (`open`), and add some (`may_write`)."""

    sheet: object
    photos: list[Shown]
    may_write: bool
    open: bool
    full: bool
    page: str
    once: uuid.UUID


def of(report, seat):
    """Return the context of `photos/_photos.html`: one word, `album`."""
    sheet, slug = report.anliegen, seat.conference.slug
    may_write = reports.may_write(seat, sheet)
    is_open = may_write or album.visible(seat, report)
    photos = report.photos.all() if report.pk and is_open else []
    found = [shown(photo, slug, sheet.number, place) for place, photo in enumerate(photos, 1)]
    page = reverse("photos", args=[slug, sheet.number])
    return {"album": Album(sheet, found, may_write, is_open, len(found) >= album.MOST, page, uuid.uuid4())}


def shown(photo, slug, number, place):
    """Return a photo as pages show it."""
    width, height = files.scaled(photo.sides, "small")
    large_width, large_height = files.scaled(photo.sides, "large")
    return Shown(
        pk=photo.pk,
        mark=photo.mark,
        page=reverse("photo", args=[slug, number, photo.pk]),
        small=address(photo, slug, "small"),
        large=address(photo, slug, "large"),
        width=width,
        height=height,
        large_width=large_width,
        large_height=large_height,
        caption=photo.caption,
        alt=photo.alt,
        place=place,
    )


def address(photo, slug, size):
    """Return where a size of a photo is; another picture has another address."""
    return f"{reverse('photo-image', args=[slug, photo.pk, size])}?v={photo.mark}"
