"""Conferences of every size we work for, with a report to each sheet and photos in them, there and back."""

import colorsys

import pytest
from django.utils import timezone

from anliegen.demo import maker
from anliegen.exports import archive
from anliegen.models import Photo, Report
from tests.archive import photos
from tests.archive.lively import loaded

SIZES = {"small": (30, 12, 3, 3, 10), "usual": (120, 45, 8, 4, 60), "big": (700, 80, 15, 5, 120)}
SIZES["largest on record"] = (2_108, 232, 80, 3, 300)


@pytest.mark.django_db
@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_there_and_back(size):
    people, anliegen, rooms, slots, pictures = size
    conference = maker.make(people, anliegen, rooms, slots, told=anliegen, photos=0)
    hang(conference, pictures)
    assert Report.objects.filter(anliegen__conference=conference).count() == anliegen
    first = archive.dump(conference)
    copy = loaded(first)
    assert Report.objects.filter(anliegen__conference=copy).count() == anliegen
    assert Photo.objects.filter(report__anliegen__conference=copy).count() == pictures
    assert archive.dump(copy) == first


def hang(conference, pictures):
    """Give each sheet that has none a report, and the reports so many different photos."""
    for sheet in conference.anliegen.filter(report=None):
        Report.objects.create(anliegen=sheet, results="- Eins\n- Zwei", published_at=timezone.now())
    told = list(Report.objects.filter(anliegen__conference=conference))
    for at in range(pictures):
        colour = tuple(int(255 * each) for each in colorsys.hsv_to_rgb(at / pictures, 0.7, 0.4 + at % 50 / 100))
        photos.hang(told[at % len(told)], photos.picture(size=(61 + at, 40), colour=colour))
