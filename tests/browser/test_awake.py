"""The hall's screen stays awake: by the browser's lock where it gives one, elsewhere by a film that nobody sees."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

OVER_PLAIN_HTTP = "delete Navigator.prototype.wakeLock"
REFUSED = "WakeLock.prototype.request = () => Promise.reject(new DOMException('Low battery', 'NotAllowedError'))"
GIVEN = "WakeLock.prototype.request = async () => { window.asked = true; return { released: false } }"


@pytest.fixture
def screen(browser, server):
    """Return screen(script): a projector in a browser that ran that first, and what its console complains about."""
    display, contexts = server.demo()["display"], []

    def screen(script):
        contexts.append(browser.new_context(viewport={"width": 1280, "height": 720}))
        page, wrong = contexts[-1].new_page(), []
        page.add_init_script(script)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda message: message.type == "error" and wrong.append(message.text))
        page.goto(server.address + display)
        page.wait_for_selector("#hall[data-mode]")
        return page, wrong

    yield screen
    for context in contexts:
        context.close()


@pytest.mark.parametrize("script", [OVER_PLAIN_HTTP, REFUSED], ids=["missing", "refused"])
def test_without_a_lock_an_unseen_film_plays_over_the_whole_screen(screen, script):
    page, wrong = screen(script)
    film = page.locator("video.awake")
    page.wait_for_function("() => document.querySelector('video.awake')?.currentTime > .5")
    facts = "film => [film.paused, film.muted, film.loop, film.checkVisibility({ opacityProperty: true })]"
    assert film.evaluate(facts) == [False, True, True, False]
    assert film.bounding_box() == {"x": 0, "y": 0, "width": 1280, "height": 720}
    assert film.evaluate("film => film.videoWidth * film.webkitAudioDecodedByteCount > 0"), "Firefox wants both tracks"
    expect(film).to_have_attribute("aria-hidden", "true")
    assert page.evaluate("document.elementFromPoint(640, 700).closest('video')") is None
    assert wrong == []


def test_with_a_lock_there_is_no_film(screen):
    page, wrong = screen(GIVEN)
    page.wait_for_function("() => window.asked")
    page.wait_for_function("() => document.getElementById('clock').textContent.includes(':')")
    expect(page.locator("video")).to_have_count(0)
    assert wrong == []


def test_a_film_that_was_stopped_goes_on_when_the_page_is_seen_again(screen):
    page, _wrong = screen(OVER_PLAIN_HTTP)
    page.wait_for_function("() => document.querySelector('video.awake')?.currentTime > 0")
    page.evaluate("document.querySelector('video.awake').pause()")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.wait_for_function("() => !document.querySelector('video.awake').paused")
    assert page.locator("video").count() == 1
