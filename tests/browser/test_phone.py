"""What a phone on bad Wi-Fi has to load, and how much a person has to do until their sheet hangs."""

import re
import time
import urllib.request

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

LIGHT = 45_000  # bytes on the wire of the first load: pages, styles, scripts, with their headers
FEW = 8  # requests of the first load, with the icon; the socket, which opens afterwards, is one more
SOON = 3  # seconds until the first sheet stands there at slow 4G
SLOW_4G = {"offline": False, "latency": 400, "downloadThroughput": 400_000 / 8, "uploadThroughput": 400_000 / 8}
PHONE = {"width": 390, "height": 844, "is_mobile": True, "has_touch": True, "locale": "de-DE"}
HALL = {"people": 120, "anliegen": 45, "rooms": 8, "slots": 4}


@pytest.fixture(scope="module")
def hall(server):
    return server.demo(**HALL)


@pytest.fixture
def seat(page_for, hall):
    """What a browser keeps that has just joined; its cache stays behind."""
    page = page_for(hall["join"], **PHONE)
    page.locator("[name=name]").fill("Ada")
    page.locator("main form button.main").tap()
    page.wait_for_url("**/c/*/")
    return page.context.storage_state()


@pytest.fixture
def phone(page_for, seat):
    """Return a page with an empty cache on that seat, and its wire."""
    page = page_for("/healthz", storage_state=seat, **PHONE)
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.setCacheDisabled", {"cacheDisabled": False})
    return page, wire


class Load:
    """Everything that comes over the wire from now on."""

    def __init__(self, wire):
        self.addresses, self.bytes = {}, {}
        wire.on(
            "Network.requestWillBeSent", lambda sent: self.addresses.update({sent["requestId"]: sent["request"]["url"]})
        )
        wire.on("Network.webSocketCreated", lambda made: self.addresses.update({made["requestId"]: made["url"]}))
        wire.on(
            "Network.loadingFinished", lambda done: self.bytes.update({done["requestId"]: done["encodedDataLength"]})
        )

    def named(self):
        """Every address with its bytes; what stands in a style itself (`data:`) asks nobody for anything."""
        asked = {key: url for key, url in self.addresses.items() if not url.startswith("data:")}
        return {re.sub(r"^\w+://[^/]+|\?.*", "", url): self.bytes.get(key, 0) for key, url in asked.items()}


@pytest.mark.parametrize("path", ["", "wall/", "wall/?as=list", "anliegen/new/"])
def test_the_first_load_is_light(phone, server, hall, path):
    page, wire = phone
    load = Load(wire)
    page.goto(f"{server.address}/c/{hall['slug']}/{path}", wait_until="networkidle")
    page.locator("body[data-socket]").wait_for()
    weights = load.named()
    for icon in page.locator("link[rel=icon]").evaluate_all("links => links.map((link) => link.href)"):
        if not icon.startswith("data:"):  # without a window the browser shows no icon; with one it loads it
            weights[icon] = size_of(icon)
    assert any(name.startswith("/ws/") for name in weights)
    assert len([name for name in weights if name.endswith((".css", ".js"))]) >= 3
    total = sum(weights.values())
    print(f"\n/c/…/{path}: {total / 1000:.1f} kB in {len(weights)} requests:", weights)
    assert total <= LIGHT, weights
    assert len([name for name in weights if not name.startswith("/ws/")]) <= FEW, weights


@pytest.mark.parametrize("path", ["", "wall/"])
def test_the_first_sheet_is_there_soon_at_slow_4g(phone, server, hall, path):
    page, wire = phone
    wire.send("Network.emulateNetworkConditions", SLOW_4G)
    began = time.monotonic()
    page.goto(f"{server.address}/c/{hall['slug']}/{path}", wait_until="commit")
    page.locator("main .sheet").first.wait_for()
    expect(page.locator("main .sheet").first).not_to_have_css("border-radius", "0px")  # it looks like one
    seconds = time.monotonic() - began
    print(f"\n/c/…/{path}: first sheet after {seconds:.1f} s at slow 4G")
    assert seconds <= SOON


def test_from_the_code_to_a_sheet_on_the_wall_in_two_fields_and_five_taps(page_for, hall):
    page = page_for(hall["join"], **PHONE)
    done = {"fields": 0, "taps": 0}

    def write(name, text):
        done["fields"] += 1
        page.locator(f"[name={name}]").fill(text)

    def tap(target):
        done["taps"] += 1
        target.tap()

    write("name", "Lea")
    tap(page.locator("main form button.main"))
    tap(page.locator("a.button.main[href$='/anliegen/new/']"))
    write("title", "Eine Bank vor der Tür")
    tap(page.locator("form[data-outbox] button.main").first)
    tap(page.locator("a.button.main[href*='place=']"))
    tap(page.locator(".cell.free").first)
    page.wait_for_url(re.compile(r"/anliegen/\d+/$"))
    number = page.url.rstrip("/").rpartition("/")[2]
    page.goto(page.url.partition("/anliegen/")[0] + "/wall/")
    expect(page.locator(f".cell [data-anliegen='{number}']")).to_contain_text("Eine Bank vor der Tür")
    assert done["fields"] <= 2
    assert done["taps"] <= 5


def size_of(address):
    """The bytes of an answer as a browser would get it, with its headers."""
    with urllib.request.urlopen(urllib.request.Request(address, headers={"Accept-Encoding": "br, gzip"})) as answer:
        return len(answer.read()) + len(str(answer.headers))
