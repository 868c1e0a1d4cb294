"""News while somebody types, and news that got lost on the way: nothing typed is disturbed, nothing stays missing."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

WAKE = "document.dispatchEvent(new Event('visibilitychange'))"
CARET = "[document.activeElement.name || document.activeElement.id, document.activeElement.selectionStart]"


def pins(page, number, cell):
    """Let somebody at the desk pin a parked sheet."""
    page.locator(f"#parked-{number}").click()
    page.locator(cell).click()
    expect(page.locator(cell)).to_have_attribute("data-anliegen", str(number))


@pytest.fixture
def desk(sit):
    return sit("ada", "facilitate/")


@pytest.fixture
def heard(cast, sit):
    """Return heard(path, hears): a page of Cleo's that only gets the messages for which `hears(message)` is true."""

    def heard(path, hears, name="cleo"):
        page = sit(name, "seat/")
        told = []

        def wire(socket):
            server = socket.connect_to_server()

            def tell(message):
                told.append(message)
                if hears(message):
                    socket.send(message)

            server.on_message(tell)

        page.route_web_socket(re.compile("/ws/"), wire)
        page.told = told
        page.goto(page.url.replace("seat/", path))
        page.wait_for_function("document.body.dataset.heardAt")
        return page

    return heard


def test_typing_goes_on_while_news_arrives(cast, sit, desk):
    writer = sit("ben", "anliegen/3/edit/")
    goal = writer.get_by_label("To what goal?")
    goal.fill("Mehr Licht")
    goal.evaluate("field => field.setSelectionRange(4, 4)")
    pins(desk, 3, cast.cell("first", "aula"))
    expect(writer.locator("body")).to_have_attribute("data-version", "5")
    with writer.expect_response("**/anliegen/3/edit/"):
        writer.evaluate(WAKE)
    assert writer.evaluate(CARET) == ["goal", 4]
    goal.press_sequentially(" und")
    expect(goal).to_have_value("Mehr und Licht")


@pytest.mark.parametrize("path", ["wall/", "facilitate/"])
def test_a_search_goes_on_while_news_arrives(cast, sit, desk, path):
    reader = sit("ada", path)
    reader.locator("#search").fill("licht")
    reader.locator("#search").evaluate("field => field.setSelectionRange(2, 2)")
    expect(reader.locator("#parked-3.hit")).to_be_visible()
    pins(desk, 3, cast.cell("first", "aula"))
    expect(reader.locator(cast.cell("first", "aula") + ".hit")).to_be_visible()
    assert reader.evaluate(CARET) == ["search", 2]


def test_the_focus_stays_on_a_cell_that_changes(cast, sit, desk):
    reader = sit("cleo", "wall/")
    reader.locator(cast.cell("first", "aula") + " a").focus()
    pins(desk, 1, cast.cell("first", "aula"))
    expect(reader.locator(cast.cell("first", "aula") + " a")).to_be_focused()
    expect(reader.locator(cast.cell("first", "aula"))).to_contain_text("Wer kocht?")


def test_opened_details_stay_open(cast, sit, desk):
    reader = sit("cleo", "anliegen/2/")
    reader.locator("#past summary").click()
    desk.locator(cast.cell("first", "linde")).click()
    desk.locator(cast.cell("second", "birke")).click()
    expect(reader.locator("#past")).to_contain_text("Ada moved #2")
    expect(reader.locator("#past ol")).to_be_visible()


def test_a_gap_is_noticed_and_closed(cast, heard, desk):
    page = heard("wall/", lambda message: "Wer kocht?" not in message)
    pins(desk, 1, cast.cell("first", "aula"))
    pins(desk, 3, cast.cell("third", "birke"))
    expect(page.locator(cast.cell("third", "birke"))).to_contain_text("Licht im Hof")
    expect(page.locator(cast.cell("first", "aula"))).to_contain_text("Wer kocht?")
    assert any("Wer kocht?" in message for message in page.told)


def test_whoever_wakes_up_sees_what_was_missed(cast, heard, desk):
    page = heard("wall/", lambda message: "was" not in message)
    pins(desk, 1, cast.cell("first", "aula"))
    expect(page.locator("#parked-1")).to_be_visible()
    page.evaluate(WAKE)
    expect(page.locator(cast.cell("first", "aula"))).to_contain_text("Wer kocht?")
    expect(page.locator("#parked-1")).to_have_count(0)


ASKED_AND_LEFT = "() => { dispatchEvent(new Event('offline')); return !document.getElementById('lost').hidden }"


def test_a_silent_server_is_asked_and_left(cast, heard, desk):
    hears = []
    page = heard("wall/", lambda message: not hears)
    hears.append("nothing")
    page.wait_for_function(
        ASKED_AND_LEFT, polling=300, timeout=9_000
    )  # asked again: at first the socket may be opening
    expect(page.locator("#lost")).to_contain_text("Connection lost.")
    pins(desk, 1, cast.cell("first", "aula"))
    hears.clear()
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator("#lost")).to_be_hidden(timeout=6_000)
    expect(page.locator(cast.cell("first", "aula"))).to_contain_text("Wer kocht?")


EARLIER = """if (!sessionStorage.once) new MutationObserver((_, observer) => {
  if (!document.body) return;
  observer.disconnect();
  sessionStorage.once = "yes";
  Object.assign(document.body.dataset, %s);
}).observe(document, { childList: true, subtree: true });"""


def earlier(sit, told):
    """Return the wall as a server once wrote it, with those data on its body: on the first load only."""
    page = sit("cleo", "seat/")
    page.add_init_script(EARLIER % told)
    page.goto(page.url.replace("seat/", "wall/"))
    return page


def test_an_old_token_is_renewed(cast, sit, desk):
    page = earlier(sit, '{ socket: document.body.dataset.socket.replace(/token=.*/, "token=old") }')
    page.evaluate("window.same = true")
    pins(desk, 1, cast.cell("first", "aula"))
    expect(page.locator(cast.cell("first", "aula"))).to_contain_text("Wer kocht?", timeout=8_000)
    expect(page.locator("#lost")).to_be_hidden()
    assert page.evaluate("window.same === true")


def test_a_new_release_reloads_the_page(sit):
    page = earlier(sit, "{ release: 0 }")
    expect(page.locator("body")).not_to_have_attribute("data-release", "0")


def test_a_new_release_waits_for_who_types(sit):
    page = sit("ben", "anliegen/new/")
    page.get_by_label("What is it about?").fill("Laub")
    page.evaluate("window.same = true; document.body.dataset.release = 0")
    with page.expect_response("**/anliegen/new/"):
        page.evaluate(WAKE)
    expect(page.get_by_label("What is it about?")).to_have_value("Laub")
    assert page.evaluate("window.same === true")


def test_the_answer_to_a_form_stays_live_without_an_address(cast, sit, desk):
    """The page of a refusal has the address of a verb, which can't be read again."""
    page = sit("ben", "wall/")
    wrong = []
    page.on("response", lambda answer: wrong.append(answer.url) if answer.status == 405 else None)
    form = "const f = document.createElement('form'); f.method = 'post'; f.action = location.href + 'pin/';"
    form += "const t = document.createElement('input'); t.name = 'csrfmiddlewaretoken';"
    page.evaluate(form + "t.value = document.body.dataset.csrf; f.append(t); document.body.append(f); f.submit();")
    expect(page.locator(".refused")).to_contain_text("Choose a sheet by its number.")
    for _ in range(2):
        with page.expect_response(re.compile(r"/c/[^/]+/$")):
            page.evaluate(WAKE)
    assert len(wrong) == 1
