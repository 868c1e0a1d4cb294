"""Give the newest conference of a data folder reports and photos: `python -m tests.bench.book_fill PHOTOS`."""

import sys

import django

if __name__ == "__main__":
    django.setup()
    from conference.models import Conference
    from tests import books

    books.fill(Conference.objects.latest("pk"), int(sys.argv[1]))
