"""A real server on loopback, and clients that speak WebSocket to it."""

import json
import threading
import time
from contextlib import contextmanager

import pytest
from uvicorn import Server
from websockets.sync.client import connect

from conference.live import server, tokens
from conference.live.hub import hub
from conference.models import Conference


class Listener:
    """One open page, as far as the socket goes."""

    def __init__(self, connection):
        self.connection = connection

    def hear(self, timeout=5):
        """Return the next message."""
        return json.loads(self.connection.recv(timeout))

    def hears_nothing(self, during=0.3):
        with pytest.raises(TimeoutError):
            self.connection.recv(during)
        return True


class House:
    """The server, and how to listen to it."""

    def __init__(self, port, running, thread):
        self.port, self.running, self.thread = port, running, thread

    def stop(self):
        self.running.should_exit = True

    def address(self, conference, language="de", token=None):
        token = token or tokens.issue(conference.pk, conference.slug, 1, language)
        return f"ws://127.0.0.1:{self.port}/ws/c/{conference.slug}/?token={token}"

    @contextmanager
    def listener(self, conference, language="de", token=None, greeted=True, **options):
        with connect(self.address(conference, language, token), proxy=None, **options) as connection:
            listener = Listener(connection)
            if greeted:
                listener.greeting = listener.hear()
            yield listener


@pytest.fixture
def house(transactional_db):
    with opened(server.configured("127.0.0.1", 0)) as house:
        yield house


@pytest.fixture
def house_of_others(transactional_db):
    """A server that knows nothing of our frames."""
    config = server.configured("127.0.0.1", 0)
    config.ws = "websockets-sansio"
    with opened(config) as house:
        yield house


@contextmanager
def opened(config):
    sock = config.bind_socket()
    sock.listen(server.BACKLOG)
    running = Server(config)
    thread = threading.Thread(target=running.run, args=([sock],))
    thread.start()
    while not running.started:
        time.sleep(0.01)
    house = House(sock.getsockname()[1], running, thread)
    yield house
    house.stop()
    thread.join()
    hub.loop = None


@pytest.fixture
def linde(transactional_db):
    """Ada's conference."""
    return Conference.objects.create(slug="linde", name="Linde")


@pytest.fixture
def eiche(transactional_db):
    """Dora's conference, which must hear nothing of Ada's."""
    return Conference.objects.create(slug="eiche", name="Eiche")


@pytest.fixture
def tell():
    """Tell the hub of a change as the funnel does after commit."""

    def tell(conference, was, version, regions=None, stale=(), english=None, **more):
        regions = regions or {}
        languages = {"de": regions, "en": english or regions}
        told = {"was": was, "version": version, "regions": languages, "stale": list(stale)}
        hub.tell({"conference": conference.pk, **told, **more})

    return tell
