"""A dead network, a lost answer, a server that restarts: what is typed is kept, and the page says how old it is."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
PHONE = {"width": 390, "height": 844, "has_touch": True, "is_mobile": True}
WRITE = "Write it"
LOST = re.compile(r"Connection lost. News as of \d+:\d\d:\d\d")


def titled(page, title):
    """How often a sheet of that title hangs or waits, as a fresh look at the list shows it."""
    page.goto(page.url.split("/c/")[0] + "/c/" + page.url.split("/c/")[1].split("/")[0] + "/wall/?as=list")
    return page.locator(".title", has_text=title).count()


def test_a_sheet_written_offline_waits_visibly_and_arrives_once(cast, sit):
    desk, phone = sit("ada", "facilitate/"), sit("ben", "anliegen/new/", **PHONE)
    phone.context.set_offline(True)
    for title in ("Wohin mit dem Laub?", "Wer hat eine Leiter?"):
        phone.get_by_label("What is it about?").fill(title)
        phone.get_by_role("button", name=WRITE).tap()
        expect(phone.locator("#outbox")).to_contain_text(f"Waits for the network: {title}")
        expect(phone.get_by_label("What is it about?")).to_have_value("")
    phone.context.set_offline(False)
    expect(phone.locator("#outbox")).to_contain_text("This is sheet #4.")
    expect(phone.locator("#outbox")).to_contain_text("This is sheet #5.")
    expect(phone.locator("#outbox")).not_to_contain_text("Waits")
    expect(desk.locator("#parked-4")).to_contain_text("Wohin mit dem Laub?")
    expect(desk.locator("#parked-5")).to_contain_text("Wer hat eine Leiter?")
    expect(desk.locator("#counts")).to_contain_text("4 Anliegen")


def test_a_sheet_whose_answer_was_lost_arrives_once(cast, sit):
    phone = sit("ben", "anliegen/new/", **PHONE)
    lost = []

    def lose_first_answer(route):
        if lost:
            return route.continue_()
        route.fetch()  # the server has it
        lost.append(route)
        return route.abort()

    phone.route("**/anliegen/new/", lose_first_answer)
    phone.get_by_label("What is it about?").fill("Wohin mit dem Laub?")
    phone.get_by_role("button", name=WRITE).tap()
    expect(phone.locator("#outbox")).to_contain_text("Waits for the network")
    expect(phone.locator("#outbox")).to_contain_text("This is sheet #4.", timeout=8_000)
    assert lost
    assert titled(phone, "Wohin mit dem Laub?") == 1


def test_what_waits_survives_closing_the_page(cast, sit):
    phone = sit("ben", "anliegen/new/", **PHONE)
    phone.context.set_offline(True)
    phone.get_by_label("What is it about?").fill("Wohin mit dem Laub?")
    phone.get_by_role("button", name=WRITE).tap()
    expect(phone.locator("#outbox")).to_contain_text("Waits")
    address = phone.url.replace("anliegen/new/", "")
    context = phone.context
    phone.close()
    context.set_offline(False)
    later = context.new_page()
    later.goto(address)
    expect(later.locator("#own")).to_contain_text("Wohin mit dem Laub?")
    expect(later.locator("#outbox")).to_contain_text("This is sheet #4.")


def test_a_draft_survives_a_reload(cast, sit):
    phone = sit("ben", "anliegen/new/", **PHONE)
    phone.get_by_label("What is it about?").fill("Wohin mit dem Laub?")
    phone.get_by_label("To what goal?").fill("Ein Kompost\nfür alle")
    phone.get_by_label("this sheet seeks a host").check()
    phone.reload()
    expect(phone.get_by_label("What is it about?")).to_have_value("Wohin mit dem Laub?")
    expect(phone.get_by_label("To what goal?")).to_have_value("Ein Kompost\nfür alle")
    expect(phone.get_by_label("this sheet seeks a host")).to_be_checked()
    phone.get_by_role("button", name=WRITE).tap()
    phone.wait_for_url("**/anliegen/4/")
    phone.goto(phone.url.replace("/4/", "/new/"))
    expect(phone.get_by_label("What is it about?")).to_have_value("")


def test_what_the_server_refuses_is_still_in_the_form(cast, sit):
    phone = sit("ben", "anliegen/new/", **PHONE)
    phone.get_by_label("To what goal?").fill("Ein Kompost")
    phone.get_by_role("button", name=WRITE).tap()
    expect(phone.locator("main")).to_contain_text("A sheet needs a title.")
    expect(phone.get_by_label("What is it about?")).to_be_focused()
    expect(phone.get_by_label("To what goal?")).to_have_value("Ein Kompost")
    phone.get_by_label("What is it about?").fill("Laub")
    phone.reload()
    expect(phone.get_by_label("What is it about?")).to_have_value("Laub")
    phone.get_by_role("button", name=WRITE).tap()
    phone.wait_for_url("**/anliegen/4/")


def test_an_edit_that_cannot_be_sent_stays_in_its_form(cast, sit):
    phone = sit("ben", "anliegen/1/edit/", **PHONE)
    phone.context.set_offline(True)
    phone.get_by_label("What is it about?").fill("Wer kocht am Freitag?")
    phone.get_by_role("button", name="Keep it so").tap()
    expect(phone.locator("#toast")).to_contain_text("That could not be sent: no connection.")
    phone.context.set_offline(False)
    phone.get_by_role("button", name="Keep it so").tap()
    phone.wait_for_url("**/anliegen/1/")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Wer kocht am Freitag?")


def test_a_draft_of_an_older_text_does_not_overwrite_unseen(cast, sit):
    phone, desk = sit("ben", "anliegen/1/edit/", **PHONE), sit("ada", "anliegen/1/edit/")
    phone.get_by_label("To what goal?").fill("Satt werden")
    desk.get_by_label("What is it about?").fill("Wer kocht am Samstag?")
    desk.get_by_role("button", name="Keep it so").click()
    desk.wait_for_url("**/anliegen/1/")
    phone.reload()
    phone.get_by_role("button", name="Keep it so").tap()
    expect(phone.get_by_role("alert")).to_contain_text("now it says “Wer kocht am Samstag?”")
    expect(phone.get_by_label("To what goal?")).to_have_value("Satt werden")


def test_a_verb_without_network_says_so(cast, sit):
    desk = sit("ada", "facilitate/")
    desk.locator("#parked-1").click()
    expect(desk.locator("#panel")).to_contain_text("Wer kocht?")
    desk.context.set_offline(True)
    desk.locator(cast.cell("first", "aula")).click()
    expect(desk.locator("#toast")).to_contain_text("That could not be sent: no connection.")
    expect(desk.locator(cast.cell("first", "aula"))).to_contain_text("free")


@pytest.mark.parametrize("path", ["wall/", "facilitate/"])
def test_a_server_that_is_gone_shows_within_five_seconds_and_heals(cast, sit, server, path):
    page = sit("ada", path)
    page.evaluate("window.same = true")
    writer = sit("ben", "anliegen/1/edit/")
    writer.get_by_label("To what goal?").press_sequentially("Satt")
    expect(page.locator("#lost")).to_be_hidden()
    server.kill()
    try:
        expect(page.locator("#lost")).to_have_text(LOST, timeout=5_500)
    finally:
        server.start()
    expect(page.locator("#lost")).to_be_hidden(timeout=15_000)
    writer.get_by_role("button", name="Keep it so").click()
    writer.wait_for_url("**/anliegen/1/")
    assert page.evaluate("window.same === true")


def test_a_phone_without_network_says_so_and_heals(cast, sit):
    phone = sit("ben", "wall/", **PHONE)
    desk = sit("ada", "facilitate/")
    phone.wait_for_function("document.body.dataset.heardAt")
    phone.context.set_offline(True)
    expect(phone.locator("#lost")).to_have_text(LOST, timeout=6_500)
    desk.locator("#parked-3").click()
    desk.locator(cast.cell("third", "birke")).click()
    expect(desk.locator(cast.cell("third", "birke"))).to_contain_text("Licht im Hof")
    phone.context.set_offline(False)
    expect(phone.locator(cast.cell("third", "birke"))).to_contain_text("Licht im Hof", timeout=8_000)
    expect(phone.locator("#lost")).to_be_hidden(timeout=8_000)
