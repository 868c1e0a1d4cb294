"""The hall's screen never shows old news as if it were new, and heals itself."""

import re
import signal
import time
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_a_lost_connection_shows_and_heals_itself(server, hall, projector):
    page = projector(hall)
    expect(page.locator("#contact")).to_have_text(re.compile("^live"))
    server.kill()
    gone = time.monotonic()
    try:
        page.wait_for_selector("#lost:not([hidden])", timeout=5000)
        assert time.monotonic() - gone <= 5
        last = page.inner_text("#contact").rsplit(" ", 1)[1]
        assert last in page.inner_text("#lost")
        assert "live" not in page.inner_text("#contact")
        number, cell = pin_by_command(server, hall["slug"])
        assert not page.locator(f"#{cell}[data-anliegen='{number}']").count()
    finally:
        server.restart()
    page.wait_for_selector(f"#{cell}[data-anliegen='{number}'].fresh", state="attached", timeout=15_000)
    page.wait_for_selector("#lost", state="hidden")
    assert "live" in page.inner_text("#contact")


def test_a_healthy_connection_never_cries(hall, projector):
    page = projector(hall)
    page.evaluate("""() => {
      const lost = document.getElementById("lost");
      const look = () => { if (!lost.hidden) document.body.dataset.cried = "yes"; };
      new MutationObserver(look).observe(lost, { attributeFilter: ["hidden"] });
    }""")
    later = datetime.now(ZoneInfo("Europe/Berlin")) + timedelta(seconds=8)
    times = "|".join(f"{later + timedelta(seconds=more):%H:%M:%S}" for more in range(3))
    expect(page.locator("#contact")).to_have_text(re.compile(f"^live · ({times})$"), timeout=12_000)
    assert page.get_attribute("body", "data-cried") is None


def test_a_server_that_hangs_is_noticed_too(server, hall, projector):
    page = projector(hall)
    expect(page.locator("#contact")).to_have_text(re.compile("^live"))
    server.process.send_signal(signal.SIGSTOP)
    try:
        page.wait_for_selector("#lost:not([hidden])", timeout=5000)
    finally:
        server.process.send_signal(signal.SIGCONT)
    page.wait_for_selector("#lost", state="hidden", timeout=15_000)


def pin_by_command(server, slug):
    """Pin a waiting sheet while nobody serves; return its number and its cell."""
    said = server.manage(
        "shell",
        "-v0",
        "-c",
        "from anliegen.wall import moves, picture; from conference.models import Conference\n"
        f"conference = Conference.objects.get(slug='{slug}'); wall = picture.read(conference)\n"
        "sheet, (slot, room) = wall.parked[0], wall.free[0]; moves.pin(sheet, slot, room, by=None)\n"
        "print(sheet.number, f'cell-{slot.pk}-{room.pk}')",
    )
    return said.split()[-2:]
