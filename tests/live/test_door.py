"""Who connects and asks nothing, too much, or without end."""

import socket

import httpx
import pytest
from websockets.exceptions import ConnectionClosed

from conference import asgi
from conference.live import door
from tests.live import pages


@pytest.fixture
def site(house, settings):
    settings.ROOT_URLCONF = "tests.live.pages"
    pages.written.clear()
    house.url = f"http://127.0.0.1:{house.port}"
    return house


def connected(site, said=b""):
    sock = socket.create_connection(("127.0.0.1", site.port), timeout=10)
    sock.sendall(said)
    return sock


def everything(sock):
    """What is answered until the other side hangs up."""
    answer = b""
    try:
        while piece := sock.recv(65536):
            answer += piece
    except ConnectionResetError:
        pass
    return answer


@pytest.mark.parametrize("said", [b"", b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ", b"\x00\x01\x02"])
def test_who_asks_nothing_is_not_waited_for(site, monkeypatch, said):
    monkeypatch.setattr(door, "PATIENCE", 0.3)
    everything(connected(site, said))
    assert httpx.get(f"{site.url}/thread/").status_code == 200


def test_who_is_slow_with_the_second_question_is_not_waited_for(site, monkeypatch):
    monkeypatch.setattr(door, "PATIENCE", 0.3)
    sock = connected(site, b"GET /thread/ HTTP/1.1\r\nHost: x\r\n\r\n")
    sock.sendall(b"GET /thread/ HTT")
    assert everything(sock).count(b"HTTP/1.1 ") == 1


def test_patience_is_for_the_question_not_for_the_page(site, monkeypatch, linde):
    monkeypatch.setattr(door, "PATIENCE", 0.1)
    with site.listener(linde) as ada, httpx.Client() as browser:
        for _ in range(2):
            assert browser.post(f"{site.url}/write/", data={"title": "Mut"}).text == "done"  # takes 0.2 s
        assert ada.hears_nothing(0.3)


@pytest.mark.parametrize("endless", [b"X-Big: " + b"a" * 200_000, b"X-Many: a\r\n" * 20_000])
def test_endless_headers_are_cut(site, endless):
    answer = everything(connected(site, b"GET /thread/ HTTP/1.1\r\nHost: x\r\n" + endless))
    assert answer == b"" or answer.startswith(b"HTTP/1.1 400")


def test_a_body_too_big_for_anything_is_refused_with_a_sentence(site, monkeypatch):
    monkeypatch.setattr(asgi, "BIGGEST", 100_000)
    answer = httpx.post(f"{site.url}/size/", content=b"x" * 150_000)
    assert answer.status_code == 413
    assert "zu groß" in answer.text
    assert "too big" in answer.text
    assert httpx.post(f"{site.url}/size/", content=b"x" * 100_000).text == "100000"


def test_an_endless_body_is_cut(site, monkeypatch):
    monkeypatch.setattr(asgi, "BIGGEST", 100_000)
    sock = connected(site, b"POST /size/ HTTP/1.1\r\nHost: x\r\nContent-Length: 100000000000\r\n\r\n")
    with pytest.raises(OSError, match="reset|pipe"):
        sock.sendall(b"x" * 200_000_000)


def test_a_body_that_never_comes_is_not_waited_for(site, monkeypatch):
    monkeypatch.setattr(asgi, "PATIENCE", 0.3)
    sock = connected(site, b"POST /write/ HTTP/1.1\r\nHost: x\r\nContent-Length: 200\r\n\r\ntitle=")
    assert everything(sock).startswith(b"HTTP/1.1 408")
    assert pages.written == []


def test_who_floods_the_socket_is_cut_and_may_come_back(house, linde):
    with house.listener(linde) as eve:
        with pytest.raises(ConnectionClosed) as closed:
            flood(eve.connection)
        assert closed.value.rcvd.code == 1008
    with house.listener(linde) as eve:
        for _ in range(20):
            eve.connection.send("ping")
            assert eve.connection.recv(5).startswith("pong ")


def flood(connection):
    for _ in range(100):
        connection.send("ping")
    while True:
        connection.recv(5)
