"""One report in several processes; and what all this costs those who only listen: nothing."""

import os
import subprocess
import sys
from base64 import b64encode
from contextlib import ExitStack

import pytest
from django.conf import settings
from django.db import connection
from pycrdt import Doc, Text
from websockets.sync.client import connect

from anliegen.models import Report
from conference.live import orders
from conference.live.hub import hub
from tests.bench.servers import free_port
from tests.live.conftest import Listener
from tests.report.page import Page, token, wait_for


def test_who_only_listens_costs_nothing_of_this(house, world, monkeypatch, tell):
    def guest(*_words):
        raise AssertionError("a page that only listens became a guest")

    monkeypatch.setattr(orders, "Guest", guest)
    with house.listener(world.conference, token=token(world.cleo)) as cleo:
        cleo.connection.send("ping")
        assert cleo.connection.recv(5).startswith("pong")
        version = world.conference.events.count()
        tell(world.conference, version, version + 1)
        assert cleo.hear()["version"] == version + 1


@pytest.mark.redis
def test_what_is_typed_in_another_process_comes_through_redis(world, soup, sits):
    with sits(world.ben) as ben:
        ben.opens()
        elsewhere = Doc()
        text = elsewhere.get("happened", type=Text)
        text += "From afar"
        update = b64encode(elsewhere.get_update()).decode()
        word = {"conference": world.conference.pk, "kind": "report", "of": 1, "update": update, "by": ""}
        serving, hub.loop = hub.loop, None  # as in a process that serves nobody
        hub.spread(world.conference.pk, {"type": "word", "word": word, "process": "another"})
        hub.loop = serving
        ben.hears("update")
        assert str(ben.text) == "From afar"


@pytest.mark.redis
@pytest.mark.postgres
def test_two_processes_serve_one_report(world, soup, tmp_path):
    """Eight pages, so that hardly ever all of them are in one process."""
    port = free_port()
    address = f"ws://127.0.0.1:{port}/ws/c/{world.conference.slug}/?token={token(world.ben)}"
    here = connection.settings_dict
    database = f"postgres://{here['USER']}:{here['PASSWORD']}@{here['HOST']}:{here['PORT']}/{here['NAME']}"
    said = (tmp_path / "said").open("w")
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "conference.settings", "DATABASE_URL": database}
    environment |= {"ANLIEGENWAND_DATA": str(tmp_path), "SECRET_KEY": settings.SECRET_KEY}
    words = [sys.executable, "manage.py", "start", "--workers", "2", "--host", "127.0.0.1", "--port", str(port)]
    process = subprocess.Popen(words, cwd=settings.CODE, env=environment, stdout=said, stderr=said)
    try:
        wait_for(lambda: serves(port), 60)
        with ExitStack() as stack:
            pages = [Page(Listener(stack.enter_context(connect(address, proxy=None)))) for _ in range(8)]
            for page in pages:
                page.opens()
            for page in pages:
                page.types("x")
            for page in pages:
                while len(str(page.text)) < 8:
                    page.hears("update")
        wait_for(lambda: Report.objects.get().versions.exists())
        assert Report.objects.get().happened == "x" * 8
    finally:
        process.terminate()
        process.wait(20)
        said.close()


def serves(port):
    try:
        with connect(f"ws://127.0.0.1:{port}/ws/c/x/?token=x", proxy=None):
            return True
    except OSError:
        return False
