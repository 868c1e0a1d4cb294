"""site.zip opened from a folder, as somebody does who has no server: read, follow, search; and the page of all ways."""

import io
import json
import zipfile

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.test_access import MAIN, SMALL, TAGS, WIDE

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def links(server):
    """A day that is over, with reports and photos."""
    sizes = ("--people=60", "--anliegen=20", "--rooms=4", "--slots=3", "--reports=8", "--photos=4")
    return json.loads(server.manage("demo", "--json", *sizes))


@pytest.fixture(scope="module")
def folder(server, links, browser, tmp_path_factory):
    """The site as somebody fetched and unpacked it."""
    context = browser.new_context(base_url=server.address)
    page = context.new_page()
    page.goto(links["facilitator"])
    page.locator("[name=name]").fill("Ada")
    page.locator("main form button.main").click()
    page.wait_for_url(f"**/c/{links['slug']}/")
    page.goto(f"/c/{links['slug']}/export/")
    with page.expect_download() as fetched:
        page.get_by_role("link", name="Website holen").click()
    there = tmp_path_factory.mktemp("site")
    zipfile.ZipFile(io.BytesIO(fetched.value.path().read_bytes())).extractall(there)
    context.close()
    return there


@pytest.fixture
def opened(browser, folder):
    """Return opened(name, **context): that page from the folder. It loads nothing from elsewhere, no script breaks."""
    contexts, wrong = [], []

    def opened(name="index.html", width=1280, height=800, **context):
        contexts.append(browser.new_context(viewport={"width": width, "height": height}, **context))
        page = contexts[-1].new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("requestfailed", lambda request: wrong.append(request.url))
        page.on("request", lambda request: wrong.append(request.url) if request.url.startswith("http") else None)
        page.goto((folder / name).as_uri())
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not wrong


def test_from_the_wall_to_a_report_and_its_photo(opened, folder):
    page = opened()
    expect(page.get_by_role("heading", level=1)).not_to_be_empty()
    reported = page.locator(".cell.taken:has(.reported) a.open").first
    title = reported.locator(".title").inner_text().replace("\u00ad", "")
    reported.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)
    expect(page.locator("article.report h2").first).to_be_visible()
    name = next(folder.glob("photos/*-1-small.*")).name.partition("-")[0]
    page.goto((folder / f"anliegen/{name}.html").as_uri())
    photo = page.locator(".photos img").first
    photo.scroll_into_view_if_needed()
    expect(photo).to_have_js_property("complete", True)
    assert photo.evaluate("image => image.naturalWidth") > 100
    page.locator(".photos a").first.click()
    expect(page).to_have_url((folder / f"photos/{name}-1-large.jpeg").as_uri())


def test_a_word_in_another_form_is_found(opened):
    page = opened()
    title = max(page.locator(".cell .title").all_inner_texts(), key=lambda text: max(map(len, text.split())))
    word = max(title.replace("\u00ad", "").split(), key=len).strip("?!.,:;–")
    field = page.get_by_role("searchbox")
    field.fill(word)
    field.press("Enter")
    page.wait_for_url("**/search.html?q=*")
    found = page.locator("#found li")
    expect(found.filter(has_text=word).first).to_be_visible()
    page.get_by_role("searchbox").fill(word + "en")
    expect(found.filter(has_text=word).first).to_be_visible()
    page.get_by_role("searchbox").fill("xqzxqz")
    expect(page.get_by_role("status")).to_contain_text("Davon steht hier nichts")
    expect(found).to_have_count(0)
    page.get_by_role("searchbox").fill("#7")
    expect(found.first.locator(".number")).to_have_text("7")
    found.first.get_by_role("link").click()
    page.wait_for_url("**/anliegen/7.html")


def test_without_scripts_all_but_the_search_is_there(opened):
    page = opened(java_script_enabled=False)
    expect(page.locator("form.search")).to_be_hidden()
    page.locator(".cell.taken a.open").first.click()
    expect(page.locator("article.paper").first).to_be_visible()
    page.get_by_role("link", name="Nächste Schritte").click()
    expect(page.locator("main li.sheet").first).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_read_it(opened, folder, scheme):
    reported = next(folder.glob("photos/*-1-small.*")).name.partition("-")[0]
    for width, height in ((360, 740), (1366, 768)):
        for name in ("index.html", f"anliegen/{reported}.html", "steps.html", "people.html", "search.html?q=der"):
            page = opened(name.partition("?")[0], width, height, color_scheme=scheme)
            faults(page, name)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_of_all_ways(sit, scheme):
    for name, width, height in (("cleo", 360, 740), ("olga", 360, 740), ("olga", 1366, 768)):
        page = sit(name, "export/", width, height, color_scheme=scheme)
        faults(page, name)
        if page.get_by_role("button", name="Make my link for apps").count():
            page.get_by_role("button", name="Make my link for apps").click()
            expect(page.locator("#apps .qr")).to_be_visible()
            faults(page, name)


def faults(page, name):
    found = Axe().run(page, options={"runOnly": TAGS, "preload": False}).response["violations"]
    assert [(each["id"], each["nodes"][0]["html"][:200]) for each in found] == [], name
    assert page.evaluate(WIDE) == 0, name
    assert page.evaluate(SMALL) == page.evaluate(MAIN) == [], name
