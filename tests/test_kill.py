"""What was answered with success is on disk: the server is killed in the middle of everything, and started again."""

import json
import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from django.db import connections
from django.db.backends.sqlite3.base import DatabaseWrapper

from conference.models import Conference
from tests.bench.servers import free_port
from tests.world import broken_promises

CODE = Path(__file__).resolve().parent.parent
PEOPLE = 8


class Server:
    """`manage.py start` in a process of its own, that can be killed and started again on the same data."""

    def __init__(self, data):
        self.port = free_port()
        self.data = str(data)
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "conference.settings",
            "DATABASE_URL": "",
            "REDIS_URL": "",
        }
        self.said = (data / "said.txt").open("a+")

    def manage(self, *words):
        command = [sys.executable, "manage.py", *words, "--data", self.data]
        return subprocess.check_output(command, cwd=CODE, env=self.environment)

    def start(self):
        command = [sys.executable, "manage.py", "start", "--host", "127.0.0.1", "--port", str(self.port)]
        command += ["--data", self.data]
        self.process = subprocess.Popen(command, cwd=CODE, env=self.environment, stdout=self.said, stderr=self.said)
        deadline = time.monotonic() + 60
        while True:
            try:
                assert httpx.get(f"http://127.0.0.1:{self.port}/healthz").json()["ready"]
                return
            except httpx.TransportError:
                if self.process.poll() is not None or time.monotonic() > deadline:
                    self.said.seek(0)
                    raise RuntimeError(self.said.read()) from None
                time.sleep(0.05)

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


class Person:
    """Somebody at a phone who writes sheets and moves them; remembers what was answered with success."""

    def __init__(self, server, links, dice):
        self.client = httpx.Client(base_url=f"http://127.0.0.1:{server.port}", timeout=30)
        self.home, self.dice = f"/c/{links['slug']}/", dice
        self.wrote, self.versions = {}, []
        self.client.get(links["facilitator"])
        form = {"name": "Ada", **self.token()}
        assert self.client.post(links["facilitator"], data=form).status_code == 302

    def token(self):
        return {"csrfmiddlewaretoken": self.client.cookies["csrftoken"]}

    def act_until(self, stopped):
        """Go on until the server is gone."""
        try:
            while not stopped.is_set():
                self.write() if self.dice.random() < 0.4 else self.move()
        except httpx.HTTPError:
            return

    def write(self):
        title = f"Sheet {self.dice.getrandbits(64)}"
        headers = {"Accept": "application/json"}
        answer = self.client.post(f"{self.home}anliegen/new/", data={"title": title, **self.token()}, headers=headers)
        assert answer.status_code == 201, answer.text
        self.wrote[answer.json()["number"]] = title

    def move(self):
        slot, room = self.dice.choice(self.cells)
        verb = self.dice.choice(["pin", "move", "park", "undo"])
        form = {"anliegen": self.dice.randint(1, 40), "slot": slot, "room": room, **self.token()}
        answer = self.client.post(f"{self.home}wall/{verb}/", data=form, headers={"HX-Request": "true"})
        assert answer.status_code in (200, 404, 409), answer.text
        if answer.status_code == 200:
            self.versions.append(int(answer.headers["X-Version"].split()[1]))


@pytest.fixture
def server(tmp_path):
    server = Server(tmp_path)
    yield server
    if server.process.poll() is None:
        server.kill()
    server.said.close()


@pytest.fixture
def on_disk(tmp_path, django_db_blocker):
    """Let the test read the server's own database, with the product's own code."""
    ours = connections["default"]

    def look(read):
        connections["default"] = DatabaseWrapper({**ours.settings_dict, "NAME": str(tmp_path / "anliegenwand.sqlite3")})
        try:
            with django_db_blocker.unblock():
                return read()
        finally:
            connections["default"].close()
            connections["default"] = ours

    return look


def crowd(server, links, seed):
    """Return people with a facilitator's seat, who know the cells of the wall."""
    people = [Person(server, links, random.Random(seed + at)) for at in range(PEOPLE)]
    page = people[0].client.get(people[0].home + "wall/").text
    cells = sorted(set(re.findall(r'id="cell-(\d+)-(\d+)"', page)))
    assert len(cells) >= 8
    for person in people:
        person.cells = cells
    return people


def written(people):
    return sum(len(each.wrote) for each in people)


def moved(people):
    return sum(len(each.versions) for each in people)


def act_until_killed(server, people):
    stopped = threading.Event()
    with ThreadPoolExecutor(PEOPLE) as threads:
        acting = [threads.submit(person.act_until, stopped) for person in people]
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline and (written(people) < 25 or moved(people) <= 5):
            time.sleep(0.01)
        server.kill()
        stopped.set()
        for each in acting:
            each.result()
    assert written(people) >= 25
    assert moved(people) > 5


@pytest.mark.skipif(connections["default"].vendor != "sqlite", reason="it is about our own file; run on SQLite")
def test_killed_in_the_middle_nothing_acknowledged_is_lost(server, on_disk):
    server.start()
    links = json.loads(
        server.manage("demo", "--json", *["--people", "5", "--anliegen", "9", "--rooms", "4", "--slots", "4"])
    )
    everybody = []

    def read():
        conference = Conference.objects.get(slug=links["slug"])
        titles = dict(conference.anliegen.values_list("number", "title"))
        return conference.version, titles, broken_promises(conference)

    for seed in (100, 200):
        people = crowd(server, links, seed)
        act_until_killed(server, people)
        everybody += people
        server.start()
        version, titles, broken = on_disk(read)
        assert broken == []
        for person in everybody:
            assert person.wrote.items() <= titles.items()
            assert max(person.versions, default=0) <= version
    last = Person(server, links, random.Random(0))
    last.write()
    assert f'data-anliegen="{max(last.wrote)}"' in last.client.get(f"{last.home}wall/").text
