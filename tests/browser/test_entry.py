"""A helper with a stack of paper: by keyboard alone, one sheet after the other, also while the network is gone."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def types(page, *texts, end="Enter"):
    """Type each text and go on with Enter, as a scanner does; the last with `end`."""
    for text in texts[:-1]:
        page.keyboard.type(text)
        page.keyboard.press("Enter")
    page.keyboard.type(texts[-1])
    page.keyboard.press(end)


def test_one_sheet_after_the_other_without_a_mouse(cast, sit):
    desk, page = sit("ada", "facilitate/"), sit("hal", "entry/")
    expect(page.get_by_label("Code of the paper")).to_be_focused()
    types(page, "P-017", "Erna", "Wohin mit dem Laub?")
    expect(page.locator(".said")).to_have_text("P-017 is now #4. Write 4 on it.")
    expect(page.get_by_label("Code of the paper")).to_be_focused()
    expect(page.get_by_label("Code of the paper")).to_have_value("")
    types(page, "18", "Erna, Emil", "Wer hat eine Leiter?")
    expect(page.locator(".said")).to_have_text("P-018 is now #5. Write 5 on it.")
    expect(page.locator("#just .title")).to_have_text(["Wer hat eine Leiter?", "Wohin mit dem Laub?"])
    expect(desk.locator("#parked-5 .who")).to_have_text(["Erna", "Emil"])


def test_texts_of_several_lines_are_sent_with_ctrl_enter(cast, sit):
    page = sit("hal", "entry/")
    types(page, "P-019", "Erna", "Wohin mit dem Laub?", end="Tab")
    page.keyboard.type("Ein Kompost")
    page.keyboard.press("Enter")
    page.keyboard.type("für alle")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".said")).to_have_text("P-019 is now #4. Write 4 on it.")
    page.goto(page.url.replace("entry/", "anliegen/4/"))
    expect(page.locator("main")).to_contain_text("Ein Kompost\nfür alle", use_inner_text=True)


def test_a_double_is_asked_about_and_can_be_entered(cast, sit):
    page = sit("hal", "entry/")
    types(page, "P-020", "Erna", "wer kocht")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("Is this one of these?")
    expect(alert).to_contain_text("#1 Wer kocht?")
    expect(page.get_by_label("What is it about?")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".said")).to_have_text("P-020 is now #4. Write 4 on it.")


def test_a_paper_that_is_there_already_is_told_where(cast, sit):
    page = sit("hal", "entry/")
    types(page, "P-021", "Erna", "Wohin mit dem Laub?")
    expect(page.locator(".said")).to_be_visible()
    types(page, "P-021", "Emil", "Wer hat eine Leiter?")
    expect(page.locator("#paper-error")).to_contain_text("P-021 is entered already: it is #4")
    expect(page.get_by_label("Code of the paper")).to_be_focused()
    page.get_by_label("Code of the paper").fill("P-022")
    page.keyboard.press("Enter")
    expect(page.locator(".said")).to_have_text("P-022 is now #5. Write 5 on it.")


def test_scanned_it_asks_for_the_name_at_once(cast, sit):
    page = sit("hal", "entry/?paper=P-023", width=390, height=844)
    expect(page.get_by_label("Code of the paper")).to_have_value("P-023")
    expect(page.get_by_label("Who brings it?")).to_be_focused()
    types(page, "Erna", "Wohin mit dem Laub?")
    expect(page.locator(".said")).to_have_text("P-023 is now #4. Write 4 on it.")
    page.goto(page.url.replace("entry/", "entry/?paper=P-023"))
    expect(page.get_by_role("alert")).to_contain_text("This paper is entered already: it is #4.")


def test_without_network_the_stack_goes_on_and_arrives_once(cast, sit):
    page = sit("hal", "entry/?paper=P-024")
    page.context.set_offline(True)
    types(page, "Erna", "Wohin mit dem Laub?")
    expect(page.locator("#outbox")).to_contain_text("Waits for the network: Wohin mit dem Laub?")
    expect(page.get_by_label("Code of the paper")).to_have_value("")
    page.get_by_label("Code of the paper").focus()
    types(page, "P-025", "Emil", "Wer hat eine Leiter?")
    expect(page.locator("#outbox")).to_contain_text("Wer hat eine Leiter?")
    page.context.set_offline(False)
    expect(page.locator("#outbox")).to_contain_text("P-024 is now #4.")
    expect(page.locator("#outbox")).to_contain_text("P-025 is now #5.")
    expect(page.locator("#outbox")).not_to_contain_text("Waits")
    page.reload()
    expect(page.locator("#just .title")).to_have_count(2)


def test_what_was_refused_while_nobody_looked_can_be_opened_again(cast, sit):
    page = sit("hal", "entry/")
    page.context.set_offline(True)
    types(page, "P-026", "Erna", "wer kocht")
    expect(page.locator("#outbox")).to_contain_text("Waits for the network")
    page.context.set_offline(False)
    expect(page.locator("#outbox")).to_contain_text("Was not taken: wer kocht")
    page.get_by_role("button", name="Open it again").click()
    expect(page.get_by_label("What is it about?")).to_have_value("wer kocht")
    expect(page.get_by_label("Code of the paper")).to_have_value("P-026")


def test_the_page_of_prints_leads_to_a_pdf(cast, sit):
    page = sit("hal")
    page.get_by_role("link", name="Print").click()
    with page.context.expect_event("request", lambda request: ".pdf" in request.url) as asked:
        page.locator("form[action$='/export/wall.pdf'] button").click()
    assert asked.value.url.endswith("/export/wall.pdf?size=a3&pages=0")
    assert page.url.endswith("/paper/")  # it opened in a tab of its own
    answer = page.request.get(page.url.replace("/paper/", "/export/wall.pdf"))
    assert answer.status == 200
    assert answer.body().startswith(b"%PDF")


@pytest.mark.parametrize("size", [(360, 740), (1366, 768)])
def test_nothing_scrolls_sideways(cast, sit, size):
    for path in ("paper/", "entry/?paper=P-001"):
        page = sit("hal", path, width=size[0], height=size[1])
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
