"""Web Push in a browser: offered only where it is switched on, and what arrives is shown and leads to the conference.

A real push service is out of reach here; the browser itself delivers to our worker, as its service would.
"""

import json
import shutil
import tempfile
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import House

pytestmark = pytest.mark.browser


class Pushing(House):
    def _env(self):
        return {**super()._env(), "WEB_PUSH": "true"}


@pytest.fixture(scope="module")
def server():
    data = Path(tempfile.mkdtemp(prefix="anliegenwand-push-"))
    house = Pushing(data)
    try:
        house.start()
        yield house
    finally:
        if house.process and house.process.poll() is None:
            house.kill()
        shutil.rmtree(data, ignore_errors=True)


def test_a_browser_whose_service_is_out_of_reach_hears_why(cast, sit):
    page = sit("ben", "", permissions=["notifications"])
    page.get_by_role("button", name="Tell me when something of mine moves").click()
    expect(page.locator("#toast")).to_contain_text(
        "This browser gave no address at which it can be told.", timeout=15_000
    )
    expect(page.get_by_role("button", name="Tell me when something of mine moves")).to_be_visible()


def test_what_arrives_is_shown(cast, sit, server):
    page = sit("ben", "", permissions=["notifications"])
    wire = page.context.new_cdp_session(page)
    registered = []
    wire.on("ServiceWorker.workerRegistrationUpdated", lambda told: registered.extend(told["registrations"]))
    wire.send("ServiceWorker.enable")
    page.evaluate(
        """async (scope) => {
            const made = await navigator.serviceWorker.register("/push-worker.js", { scope });
            await new Promise((done) => { const look = () => made.active ? done() : setTimeout(look, 20); look(); });
        }""",
        cast.home,
    )
    said = {"title": "#1 now in Aula, was Linde, 14:00", "body": "Wer kocht?", "url": cast.home}
    number = next(each["registrationId"] for each in registered if each["scopeURL"].endswith(cast.home))
    message = {"origin": server.address, "registrationId": number, "data": json.dumps(said)}
    wire.send("ServiceWorker.deliverPushMessage", message)
    shown = page.wait_for_function(
        """async (scope) => {
            const found = await (await navigator.serviceWorker.getRegistration(scope)).getNotifications();
            return found.length && found.map(({ title, body, data }) => ({ title, body, url: data }));
        }""",
        arg=cast.home,
    )
    assert shown.json_value() == [said]


# A browser whose push service can be reached: as the standard has it, each worker's registration has its own address.
SERVICE = """(() => {
  const keys = { p256dh: "B" + "A".repeat(86), auth: "A".repeat(22) };
  const worker = async (manager) => {
    const all = await navigator.serviceWorker.getRegistrations();
    return all.find((each) => each.pushManager === manager).scope;
  };
  const made = (scope) => {
    const endpoint = `https://push.example.com${new URL(scope).pathname}0123456789${scope.length}`;
    return { endpoint, toJSON: () => ({ endpoint, keys }), unsubscribe: async () => localStorage.removeItem(scope) };
  };
  PushManager.prototype.subscribe = async function () {
    const scope = await worker(this);
    localStorage.setItem(scope, "made");
    return made(scope);
  };
  PushManager.prototype.getSubscription = async function () {
    const scope = await worker(this);
    return localStorage.getItem(scope) ? made(scope) : null;
  };
})()"""


def test_one_browser_is_told_by_both_its_conferences(server, page_for):
    """Switched on in a second conference, it stays on in the first; switched off there, it stays on in the second."""
    here, there = server.demo(30, 12, 3, 3), server.demo(30, 12, 3, 3)
    page = page_for(here["join"], permissions=["notifications"], before=lambda page: page.add_init_script(SERVICE))
    on, off = page.locator("[data-push=on] button"), page.locator("[data-push=off] button")
    for links in (here, there):
        page.goto(server.address + links["join"])
        page.locator("[name=name]").fill("Lea")
        page.locator("main form button.main").click()
        page.wait_for_url(f"**/c/{links['slug']}/")
        on.click()
        expect(off).to_be_visible()
    for links in (here, there):
        page.goto(f"{server.address}/c/{links['slug']}/")
        expect(off).to_be_visible()
    off.click()
    expect(on).to_be_visible()
    page.goto(f"{server.address}/c/{here['slug']}/")
    expect(off).to_be_visible()
