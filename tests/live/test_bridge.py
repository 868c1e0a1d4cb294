"""Pages beside the sockets: few threads, and nobody's slow network holds them."""

import socket
import time
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from conference.asgi import THREADS
from tests.live import pages


@pytest.fixture
def site(house, settings):
    settings.ROOT_URLCONF = "tests.live.pages"
    pages.written.clear()
    house.url = f"http://127.0.0.1:{house.port}"
    return house


def half_a_post(site, path, body, announced):
    sock = socket.create_connection(("127.0.0.1", site.port))
    sock.sendall(
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {announced}\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\n\r\n{body}".encode()
    )
    return sock


def test_two_threads_carry_everything_and_live_on(site):
    def ask(_):
        return httpx.get(f"{site.url}/thread/").json()["thread"]

    with ThreadPoolExecutor(10) as people:
        seen = set(people.map(ask, range(40)))
    assert len(seen) == THREADS
    assert ask(0) in seen


def test_a_large_body_arrives_whole(site):
    assert httpx.post(f"{site.url}/size/", content=b"x" * 3_000_001).text == "3000001"


def test_a_long_answer_arrives_whole(site):
    assert len(httpx.get(f"{site.url}/big/").content) == 10_000_000


def test_who_hangs_up_has_written_all_the_same(site):
    half_a_post(site, "/write/", "title=Mut", 9).close()
    deadline = time.monotonic() + 5
    while not pages.written and time.monotonic() < deadline:
        time.sleep(0.01)
    assert pages.written == ["Mut"]


def test_half_a_form_is_no_form(site):
    half_a_post(site, "/write/", "title=Mut", 200).close()
    assert httpx.post(f"{site.url}/write/", data={"title": "Ruhe"}).text == "done"
    assert pages.written == ["Ruhe"]


def test_slow_phones_hold_no_thread(site):
    slow = [half_a_post(site, "/write/", "title=", 200) for _ in range(5)]
    for _ in range(5):
        sock = socket.socket()
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        sock.connect(("127.0.0.1", site.port))
        sock.sendall(b"GET /big/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        slow.append(sock)
    assert httpx.get(f"{site.url}/thread/", timeout=5).status_code == 200
    for each in slow:
        each.close()
