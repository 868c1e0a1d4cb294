"""How news reaches everybody who listens."""

import os
import socket
import time

import pytest

from conference.live import hub as module
from conference.live.hub import hub
from conference.live.protocol import Frame
from conference.models import Conference


def test_news_reaches_everybody_in_their_language(house, linde, tell):
    with house.listener(linde) as ada, house.listener(linde) as ben, house.listener(linde, "en") as cleo:
        tell(linde, 0, 1, {"cell-1-2": "Grüße"}, ["parking"], english={"cell-1-2": "Greetings"})
        german = {"was": 0, "version": 1, "regions": {"cell-1-2": "Grüße"}, "stale": ["parking"]}
        assert ada.hear() == ben.hear() == german
        assert cleo.hear() == german | {"regions": {"cell-1-2": "Greetings"}}


def test_another_conference_hears_nothing(house, linde, eiche, tell):
    with house.listener(linde) as ada, house.listener(eiche) as dora:
        tell(linde, 0, 1, {"cell-1-2": "here"})
        assert ada.hear()["version"] == 1
        assert dora.hears_nothing()


def test_packed_and_plain_say_the_same(house, linde, tell):
    region = "<article>Grüße aus der Küche</article>" * 100
    with house.listener(linde) as packed, house.listener(linde, compression=None) as plain:
        assert packed.connection.protocol.extensions
        assert not plain.connection.protocol.extensions
        tell(linde, 0, 1, {"cell-1-2": region})
        assert packed.hear() == plain.hear()
    assert len(Frame(region).packed) < len(Frame(region).plain) / 5


def test_the_first_change_leaves_at_once_and_the_next_ones_together(house, linde, tell):
    with house.listener(linde) as ada:
        for version in range(1, 11):
            tell(linde, version - 1, version, {"clock": f"at {version}", f"cell-{version}": "x"}, stale=["list"])
        messages = [ada.hear()]
        while messages[-1]["version"] < 10:
            messages.append(ada.hear())
    assert len(messages) <= 3
    assert messages[0]["was"] == 0
    assert all(one["version"] == other["was"] for one, other in zip(messages, messages[1:], strict=False))
    assert messages[-1]["regions"]["clock"] == "at 10"
    assert messages[-1]["stale"] == ["list"]
    assert sum(f"cell-{version}" in each["regions"] for each in messages for version in range(1, 11)) == 10


def test_light_news_keep_no_other_waiting(house, linde, tell, monkeypatch):
    monkeypatch.setattr(module, "PACE", 1)
    with house.listener(linde) as ada:
        for version, light, soon in ((1, True, True), (2, False, True), (3, False, False)):
            began = time.monotonic()
            tell(linde, version - 1, version, light=light)
            assert ada.hear()["version"] == version
            assert (time.monotonic() - began < 0.5) is soon


def test_the_last_word_on_a_region_counts():
    def message(was, regions, stale):
        return {"was": was, "version": was + 1, "regions": {"de": regions}, "stale": stale}

    both = module.merged([message(0, {"a": "old", "b": "kept"}, ["c"]), message(1, {"c": "new"}, ["a"])])
    assert both == {"was": 0, "version": 2, "regions": {"de": {"b": "kept", "c": "new"}}, "stale": ["a"], "seats": {}}


def test_an_overtaken_message_is_waited_for(house, linde, tell):
    with house.listener(linde) as ada:
        tell(linde, 1, 2, {"b": "second"})
        assert ada.hears_nothing(0.15)
        tell(linde, 0, 1, {"a": "first"})
        assert ada.hear() == {"was": 0, "version": 2, "regions": {"a": "first", "b": "second"}, "stale": []}


def test_a_lost_message_makes_everybody_read_again(house, linde, tell):
    with house.listener(linde) as ada:
        tell(linde, 1, 2, {"b": "second"})
        assert ada.hear() == {"was": 0, "version": 2, "regions": {}, "stale": ["page"]}
        tell(linde, 0, 1, {"a": "too late"})
        assert ada.hears_nothing()


def test_a_region_too_big_to_push_is_read_again(house, linde, tell):
    with house.listener(linde) as ada:
        tell(linde, 0, 1, {"wall": "x" * 70_000, "cell-1-2": "small"})
        assert ada.hear() == {"was": 0, "version": 1, "regions": {"cell-1-2": "small"}, "stale": ["wall"]}


def test_who_comes_later_is_greeted_with_what_was_told(house, linde, tell):
    with house.listener(linde) as ada:
        tell(linde, 0, 1)
        ada.hear()
        with house.listener(linde) as ben:
            assert ben.greeting["version"] == 1
            assert ben.hears_nothing()


def test_the_heartbeat_finds_what_nobody_told(house, linde, monkeypatch):
    monkeypatch.setattr(module, "HEARTBEAT", 0.1)
    monkeypatch.setattr(module, "GRACE", 0.1)
    with house.listener(linde) as ada:
        assert ada.hears_nothing()
        Conference.objects.filter(pk=linde.pk).update(version=3)
        assert ada.hear() == {"was": 0, "version": 3, "regions": {}, "stale": ["page"]}
        assert ada.hears_nothing()


def test_the_last_one_out_switches_off_the_light(house, linde, tell):
    with house.listener(linde), house.listener(linde):
        assert list(hub.audiences) == [linde.pk]
    deadline = time.monotonic() + 5
    while hub.audiences and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not hub.audiences
    tell(linde, 0, 1)


def test_telling_where_no_server_runs_is_no_error(linde, tell):
    assert hub.loop is None
    tell(linde, 0, 1)


def test_five_who_never_read_stop_nobody(house, linde, tell, monkeypatch):
    monkeypatch.setattr(module, "PACE", 0)
    monkeypatch.setattr(module, "BREATH", 0.001)
    region = "x" * 59_000
    with house.listener(linde, compression=None) as ada:
        deaf = [deaf_member(house, linde) for _ in range(5)]
        audience = hub.audiences[linde.pk]
        until(lambda: audience.guests == 6)
        slowest = 0
        for version in range(1, 121):
            began = time.monotonic()
            tell(linde, version - 1, version, {"wall": region})
            assert ada.hear()["version"] == version
            slowest = max(slowest, time.monotonic() - began)
        assert slowest < 0.5
        until(lambda: audience.guests == 1)  # the five were cut
        for each in deaf:
            each.close()


def test_other_servers_do_as_well(house_of_others, linde, tell):
    with house_of_others.listener(linde) as ada, house_of_others.listener(linde) as ben:
        for version in (1, 2):
            tell(linde, version - 1, version, {"cell-1-2": "Grüße"})
            assert ada.hear()["version"] == ben.hear()["version"] == version
        ada.connection.send("ping")
        assert ada.connection.recv(5).startswith("pong ")


def deaf_member(house, conference):
    """Connect and never read; a small window, so that little hides in the network's buffers."""
    sock = socket.socket()
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    sock.connect(("127.0.0.1", house.port))
    path = house.address(conference).partition(str(house.port))[2]
    sock.sendall(
        f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
    )
    return sock


def until(true, timeout=10):
    deadline = time.monotonic() + timeout
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.01)


@pytest.mark.redis
@pytest.mark.skipif(not os.environ.get("REDIS_URL"), reason="needs Redis")
def test_news_comes_from_other_processes(house, linde, settings, tell):
    with house.listener(linde) as ada:
        serving, hub.loop = hub.loop, None  # as in a process that serves nobody
        tell(linde, 0, 1, {"cell-1-2": "from afar"})
        hub.loop = serving
        assert ada.hear()["regions"] == {"cell-1-2": "from afar"}
        tell(linde, 1, 2, {"cell-1-2": "from here"})
        assert ada.hear()["regions"] == {"cell-1-2": "from here"}
        assert ada.hears_nothing()  # what came back from Redis is old
