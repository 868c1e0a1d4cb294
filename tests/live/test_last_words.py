"""A server that stops, as a hall's does in the evening, tells first what was tapped in the last second."""

import time

from conference.live import hot

KIND = "taps.counted"


def test_what_is_warm_is_told_before_the_server_goes(house, linde, monkeypatch):
    monkeypatch.setattr(hot, "PACE", 60)
    hot.taps.told[linde.pk, KIND] = time.monotonic()  # it has just told: the next is due in a minute
    hot.warm(linde, KIND, ["counts"])
    assert not linde.events.filter(kind=KIND).exists()
    house.stop()
    deadline = time.monotonic() + 10
    while not linde.events.filter(kind=KIND).exists():
        assert time.monotonic() < deadline
        time.sleep(0.02)
    assert not hot.taps.due
