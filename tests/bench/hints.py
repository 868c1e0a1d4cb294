"""Measure the hints on the biggest wall on record, and print a table: `python -m tests.bench.hints`.

232 sheets, 80 rooms × 3 rounds, 2,100 people (Würzburg 2003), who marked ten sheets each, and seventeen. Processor
time, so that what else the machine does counts little.
"""

import os
import tempfile
import time
from statistics import median

SIZES = {"people": 2100, "anliegen": 232, "rooms": 80, "slots": 3}
TIMES = 21
MOST = 50  # ms


def main():
    with tempfile.TemporaryDirectory() as data:
        os.environ |= {"ANLIEGENWAND_DATA": data, "DJANGO_SETTINGS_MODULE": "conference.settings"}
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        print(
            "| 232 sheets × 2,100 people | marks | read, ms | find, ms | in words, ms | all, ms | hints |\n"
            + "|---" * 7
            + "|"
        )
        for each in (8, 17):
            print(row(each))
        print(f"Median of {TIMES}; wanted: all < {MOST} ms.")


def row(each):
    """Measure a fresh conference whose people marked up to so many sheets."""
    from anliegen.demo import maker, marks
    from anliegen.models import Interest
    from anliegen.wall import hint_words, hints

    marks.EACH = each * 2 + marks.FACE
    conference = maker.make(**SIZES)
    count = Interest.objects.filter(anliegen__conference=conference).count()
    times = []
    for _ in range(TIMES):
        began = time.process_time()
        grid = hints.read(conference)
        read = time.process_time()
        found = hints.find(grid)
        done = time.process_time()
        hint_words.said(grid, found[:60])
        times.append((read - began, done - read, time.process_time() - done, time.process_time() - began))
    figures = " | ".join(f"{1000 * median(column):.1f}" for column in zip(*times, strict=True))
    return f"| | {count:,} | {figures} | {len(found)} |"


if __name__ == "__main__":
    main()
