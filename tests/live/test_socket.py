"""Who may open the socket, and what it answers."""

import time

import pytest
from django.conf import settings
from websockets.exceptions import ConnectionClosed, InvalidStatus

from conference.live import tokens


def closed_with(listener):
    with pytest.raises(ConnectionClosed) as closed:
        listener.connection.recv(5)
    return closed.value.rcvd.code


def test_greets_with_version_and_release(house, linde):
    linde.version = 57
    linde.save()
    with house.listener(linde) as ada:
        assert ada.greeting == {"version": 57, "release": settings.RELEASE}


def test_forged_token_is_refused_so_that_the_page_can_tell(house, linde):
    with house.listener(linde, token="forged", greeted=False) as nobody:
        assert closed_with(nobody) == 4401


def test_token_of_another_conference_is_refused(house, linde, eiche):
    doras = tokens.issue(eiche.pk, eiche.slug, 1, "de")
    with house.listener(eiche, token=doras):
        pass
    with house.listener(linde, token=doras, greeted=False) as dora:
        assert closed_with(dora) == 4401


def test_old_token_is_refused(house, linde, monkeypatch):
    monkeypatch.setattr(tokens, "MAX_AGE", -1)
    with house.listener(linde, greeted=False) as ada:
        assert closed_with(ada) == 4401


def test_deleted_conference_is_refused(house, linde):
    address = linde.pk, linde.slug
    linde.delete()
    linde.pk, linde.slug = address
    with house.listener(linde, greeted=False) as ada:
        assert closed_with(ada) == 4401


def test_only_our_own_pages_may_ask(house, linde):
    with house.listener(linde, origin=f"http://127.0.0.1:{house.port}") as ada:
        assert ada.greeting["version"] == 0
    with pytest.raises(InvalidStatus, match="403"), house.listener(linde, origin="http://evil.example"):
        pass


def test_trusted_origins_may_ask(house, linde, settings):
    settings.CSRF_TRUSTED_ORIGINS = ["https://wand.example"]
    with house.listener(linde, origin="https://wand.example") as ada:
        assert ada.greeting["version"] == 0


def test_ping_is_answered_and_other_text_is_not(house, linde):
    with house.listener(linde) as ada:
        ada.connection.send("make me organiser")
        ada.connection.send(b"ping")
        ada.connection.send("ping")
        assert ada.connection.recv(5).startswith("pong ")


def test_long_text_is_refused(house, linde):
    with house.listener(linde) as ada:
        ada.connection.send("x" * 5000)
        assert closed_with(ada) == 1009


def test_stopping_the_server_tells_pages_to_come_back(house, linde):
    with house.listener(linde) as ada:
        house.stop()
        assert closed_with(ada) == 1012


def test_a_stopped_server_keeps_nobody_waiting(house, linde):
    with house.listener(linde):
        began = time.monotonic()
        house.stop()
        house.thread.join()
        assert time.monotonic() - began < 3
