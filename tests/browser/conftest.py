"""A real server in a process of its own, and a real browser: what people see, no shortcuts.

Needs Chromium: the system's or Playwright's own. Without one these tests are skipped; with CI=true they fail.
"""

import asyncio
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.browser.cast import Cast

CODE = Path(__file__).resolve().parent.parent.parent
CLOSES = 30  # seconds until what does not close is left open
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--no-first-run"]
QUIET += ["--disable-component-update", "--disable-sync"]


class House:
    """`manage.py start` on a data folder of its own."""

    def __init__(self, data):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.data = data
        self.address = f"http://127.0.0.1:{self.port}"
        self.process = None

    def start(self):
        """Start the server and wait until it serves."""
        words = ("start", "--host", "127.0.0.1", "--port", str(self.port))
        with (self.data / "server.log").open("a") as log:
            self.process = subprocess.Popen(self._command(words), cwd=CODE, env=self._env(), stdout=log, stderr=log)
        deadline = time.monotonic() + 60
        while not self._ready():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError((self.data / "server.log").read_text()[-2000:])
            time.sleep(0.1)

    def kill(self):
        """End it as a power cut would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def restart(self):
        if self.process.poll() is None:
            self.kill()
        self.start()

    def manage(self, *words):
        """Run a management command on the same data; return what it prints."""
        done = subprocess.run(self._command(words), cwd=CODE, env=self._env(), capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def demo(self, people=30, anliegen=12, rooms=3, slots=3):
        """Return the links of a new living conference, in the morning."""
        sizes = {"people": people, "anliegen": anliegen, "rooms": rooms, "slots": slots, "reports": 0}
        return json.loads(self.manage("demo", "--json", *(f"--{name}={size}" for name, size in sizes.items())))

    def casts(self, count):
        """Return so many worlds of the small cast, each a conference of its own."""
        words = [sys.executable, "-m", "tests.browser.cast", str(count)]
        done = subprocess.run(words, cwd=CODE, env=self._env(), capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return [Cast(told) for told in json.loads(done.stdout)]

    def _command(self, words):
        return [sys.executable, "manage.py", *words]

    def _env(self):
        here = {"ANLIEGENWAND_DATA": str(self.data), "DJANGO_SETTINGS_MODULE": "conference.settings"}
        return {**os.environ, **here, "DATABASE_URL": "", "REDIS_URL": "", "PUBLIC_ADDRESS": ""}

    def _ready(self):
        try:
            with urllib.request.urlopen(f"{self.address}/healthz", timeout=2) as answer:
                return answer.status == 200
        except OSError:
            return False


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
        names = ("chromium", "chromium-browser", "google-chrome")
        found = own if Path(own).exists() else next(filter(None, map(shutil.which, names)), None)
        if not found and os.environ.get("CI", "").lower() in ("1", "true", "yes"):
            pytest.fail("CI needs Chromium for the browser stories.")
        if not found:
            pytest.skip("no Chromium here: `playwright install chromium` brings one")
        browser = playwright.chromium.launch(executable_path=found, args=QUIET)
        yield browser
        close(browser)


@pytest.fixture(scope="session")
def prepared(tmp_path_factory):
    """A data folder as the first start leaves it: the tables made, the static files collected."""
    house = House(tmp_path_factory.mktemp("prepared"))
    house.start()
    house.kill()
    return house.data


@pytest.fixture(scope="module")
def server(prepared):
    data = Path(tempfile.mkdtemp(prefix="anliegenwand-browser-"))
    shutil.copytree(prepared, data, dirs_exist_ok=True)
    house = House(data)
    try:
        house.start()
        yield house
    finally:
        if house.process and house.process.poll() is None:
            house.kill()
        shutil.rmtree(data, ignore_errors=True)


@pytest.fixture
def page_for(browser, server):
    """Return page_for(path, width, height, **context): a page of a browser of its own, like another person's.

    `before(page)` prepares it before it loads. A script that breaks, or that the content security policy stops, fails
    the test.
    """
    contexts, wrong = [], []

    def listen(message):
        if "Content Security Policy" in message.text:
            wrong.append(message.text)

    def page_for(path, width=1280, height=800, before=None, **context):
        contexts.append(browser.new_context(viewport={"width": width, "height": height}, **context))
        page = contexts[-1].new_page()
        if before:
            before(page)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", listen)
        page.goto(server.address + path)
        return page

    yield page_for
    for context in contexts:
        close(context)
    assert not wrong


def close(opened):
    """Close a context or the browser. Once in some thousand times Chromium never answers that, and Playwright would
    wait for ever: the story is told by then, and what stays open ends with the tests."""
    with suppress(TimeoutError):
        opened._sync(asyncio.wait_for(opened._impl_obj.close(reason=None), CLOSES))


@pytest.fixture
def hall(server):
    """A small conference of its own, for stories that change it."""
    return server.demo(30, 12, 3, 3)


@pytest.fixture
def projector(page_for):
    """Return projector(links, width, height): the screen, laid out."""

    def projector(links, width=1920, height=1080, query="", **context):
        page = page_for(links["display"] + query, width, height, **context)
        page.wait_for_selector("#hall[data-mode]")
        return page

    return projector


@pytest.fixture(scope="module")
def worlds(server, request):
    """As many worlds as the module has tests, made in one go."""
    return server.casts(sum(item.module is request.module for item in request.session.items))


@pytest.fixture
def cast(worlds):
    """The small cast in a conference that no other test has."""
    return worlds.pop()


@pytest.fixture
def sit(cast, page_for, server):
    """Return sit(name, path, …): what that person sees there, in a browser of their own."""

    def sit(name, path="", width=1280, height=800, **context):
        path = path if path.startswith("/") else cast.home + path
        return page_for(path, width, height, storage_state=cast.cookies(name, server.address), **context)

    return sit
