"""How something grew: moments become rows that are equally far from each other."""

from datetime import timedelta

from django.utils.timezone import localtime

STEPS = (15, 30, 60, 120, 360, 1440)  # minutes
MOST = 22  # rows


def rows(first, last, *series):
    """Return (moment, how many of each series there were by then) from the hour of `first` to past `last`."""
    step = next((step for step in STEPS if (last - first) <= timedelta(minutes=step * MOST)), None)
    step = timedelta(minutes=step) if step else (last - first) / MOST
    at = localtime(first).replace(minute=0, second=0, microsecond=0)
    found = []
    while not found or found[-1][0] < last:
        found.append((at, *(sum(each <= at for each in one) for one in series)))
        at += step
    while len(found) > 2 and not any(found[1][1:]):
        found.pop(0)
    return found
