"""A report's way: Ben hangs it, Cleo and the hall see it come, Cleo asks and adds, Ben takes it in. And the leaves."""

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import expect

from tests.browser.hall import COVERED, READ
from tests.browser.test_access import LAPTOP, PHONE, faults

pytestmark = pytest.mark.browser
SCREENS = [(1280, 720), (1920, 1080), (3840, 2160)]

# Reports of every length hang: one with long words, one with a photo's place but without words.
FULL = """
from anliegen.models import Anliegen
from anliegen.record import reports
from conference.models import Conference, Phase
conference = Conference.objects.get(slug="{slug}")
conference.phase = Phase.CONVERGENCE
conference.save()
long = "Donaudampfschifffahrtsgesellschaftskapitäne, Lieferkettensorgfaltspflichten: was heißt das für uns?"
for at, sheet in enumerate(conference.anliegen.filter(withdrawn_at=None)[:4]):
    Anliegen.objects.filter(pk=sheet.pk).update(title=[sheet.title, long][at % 2])
    reports.write(sheet, None, results="Ein Ergebnis, das alle angeht. " * (1, 6, 30, 200)[at])
    reports.publish(sheet, None)
"""


TITLE = "parseFloat(getComputedStyle(document.querySelector('.leaf .title')).fontSize) * .65 / innerHeight"
# Whether nothing on the leaf reaches out of its paper.
INSIDE = """() => { const bottom = (each) => each.getBoundingClientRect().bottom;
  const sheet = document.querySelector(".paper-leaf");
  return [...sheet.querySelectorAll("*")].every((each) => bottom(each) <= bottom(sheet) + 1); }"""


def send(page, path, **fields):
    """Post a form of that page's seat, from its own browser."""
    status = page.evaluate(
        """async ([path, fields]) => (await fetch(path, { method: "POST", body: new URLSearchParams(fields),
          headers: { "X-CSRFToken": document.body.dataset.csrf } })).status""",
        [path, fields],
    )
    assert status == 200, f"{path}: {status}"


def hang(page, cast, number, text):
    """Let whoever sits there write a report and hang it."""
    send(page, f"{cast.home}anliegen/{number}/report/write/", results=text)
    send(page, f"{cast.home}anliegen/{number}/report/publish/")


def test_what_ben_hangs_cleo_and_the_hall_see_come(cast, sit, page_for):
    ben, cleo, ada = sit("ben", "news/"), sit("cleo", "news/", 360, 740), sit("ada", "displays/")
    screen = ada.locator(".screen").first.get_attribute("id").split("-")[1]
    send(ada, f"{cast.home}displays/{screen}/show/", shows="news")
    hall = page_for(cast.display, 1920, 1080)
    expect(cleo.get_by_text("Here hangs what the groups found out")).to_be_visible()
    expect(hall.locator(".leaf.here")).to_contain_text("Here hangs what the groups found out")
    hang(ben, cast, 1, "- Soup for **all**")
    expect(cleo.locator("#sheet-of-1")).to_contain_text("– Soup for all", timeout=8000)
    expect(hall.locator(".leaf.here[data-number='1']")).to_contain_text("– Soup for all", timeout=8000)
    hang(ben, cast, 3, "- Lamps")
    expect(cleo.locator("#sheet-of-3.fresh")).to_be_visible(timeout=8000)
    expect(cleo.locator("#sheet-of-1")).not_to_have_class("fresh")
    expect(hall.locator(".leaf.here[data-number='3']")).to_contain_text("– Lamps", timeout=8000)
    expect(hall.locator(".leaf.here .hang-of")).to_have_text("2 of 3 reports hang")
    assert cleo.evaluate("document.scrollingElement.scrollWidth <= innerWidth")


def test_ask_back_take_in_read(cast, sit):
    ben, cleo = sit("ben", "", 360, 740), sit("cleo", "", 360, 740)
    hang(ben, cast, 1, "- Soup")
    cleo.goto(cleo.url + "news/1/")
    expect(cleo.locator("#say")).to_be_visible()
    cleo.get_by_label("What do you want to say").fill("Who peels?")
    cleo.get_by_role("button", name="Ask back").click()
    expect(cleo.locator(".comment")).to_contain_text("Who peels?")
    expect(ben.locator("#to-do")).to_contain_text("Who peels?", timeout=8000)
    ben.locator("#to-do a").click()
    ben.get_by_role("link", name="Answer").click()
    ben.get_by_label("Your answer").fill("I do.")
    ben.get_by_role("button", name="Answer").click()
    expect(cleo.locator(".comment .answer")).to_contain_text("I do.", timeout=8000)
    cleo.get_by_label("What do you want to say").fill("Salt, too.")
    cleo.get_by_role("button", name="Add this").click()
    expect(ben.get_by_role("button", name="Take it in")).to_be_visible(timeout=8000)
    ben.get_by_role("button", name="Take it in").click()
    expect(ben.locator("article.whole")).to_contain_text("Salt, too. (Cleo)")
    expect(cleo.locator("article.whole")).to_contain_text("Salt, too. (Cleo)", timeout=8000)
    read = cleo.get_by_role("button", name="Read", exact=False).first
    read.click()
    expect(cleo.locator("#read-mark button")).to_have_attribute("aria-pressed", "true")
    cleo.locator("#read-mark button").click()
    expect(cleo.locator("#read-mark button")).to_have_attribute("aria-pressed", "false")


def test_what_is_typed_is_not_refreshed_away(cast, sit):
    ben, cleo = sit("ben"), sit("cleo")
    hang(ben, cast, 1, "- Soup")
    cleo.goto(cleo.url + "news/1/")
    cleo.get_by_label("What do you want to say").fill("Half a sent")
    send(ben, f"{cast.home}news/1/comment/", kind="add", text="Bread, too.")
    expect(cleo.locator(".comment")).to_contain_text("Bread, too.", timeout=8000)
    expect(cleo.get_by_label("What do you want to say")).to_have_value("Half a sent")


def test_without_scripts_all_of_it_works(cast, sit):
    ben = sit("ben")
    hang(ben, cast, 1, "- Soup")
    cleo = sit("cleo", "news/", java_script_enabled=False)
    cleo.get_by_role("link", name="Wer kocht?").click()
    cleo.get_by_role("button", name="Read").click()
    expect(cleo.locator("#read-mark button")).to_have_attribute("aria-pressed", "true")
    cleo.get_by_label("What do you want to say").fill("Who peels?")
    cleo.get_by_role("button", name="Ask back").click()
    expect(cleo.locator(".comment")).to_contain_text("Who peels?")


@pytest.fixture(scope="module")
def full(server):
    links = server.demo(30, 12, 5, 4)
    server.manage("shell", "-v0", "-c", FULL.format(slug=links["slug"]))
    return links


def hold(page_for, links):
    """Let the facilitator hold the display on the reports."""
    page = page_for(links["facilitator"])
    page.fill("[name=name]", "Ada")
    page.press("[name=name]", "Enter")
    page.wait_for_url(f"**/c/{links['slug']}/**")
    page.goto(page.url.split("/c/")[0] + f"/c/{links['slug']}/displays/")
    screen = page.locator(".screen").first.get_attribute("id").split("-")[1]
    send(page, f"/c/{links['slug']}/displays/{screen}/show/", shows="news")


@pytest.mark.parametrize("size", SCREENS, ids=str)
def test_the_last_row_can_read_every_leaf(full, projector, page_for, size):
    hold(page_for, full)
    page = projector(full, *size, query="?every=4")
    seen = set()
    while len(seen) < 4:
        expect(page.locator(".leaf.here")).to_have_count(1, timeout=8000)
        expect(page.locator(".leaf")).to_have_count(1, timeout=8000)
        number = page.locator(".leaf.here").get_attribute("data-number")
        texts, title, covered, inside = (page.evaluate(each) for each in (READ, TITLE, COVERED, INSIDE))
        if page.locator(".leaf").count() != 1 or page.locator(f".leaf.here[data-number='{number}']").count() != 1:
            continue  # it turned meanwhile
        assert title >= 1 / 45
        assert [each for each in texts if each["cap"] < 1 / 70] == []
        assert covered == []
        assert inside
        seen.add(number)


def test_leaves_turn_by_themselves_and_their_code_leads_to_the_report(full, projector, page_for, tmp_path):
    hold(page_for, full)
    page = projector(full, query="?every=1", reduced_motion="reduce")
    turned = []
    while len(turned) < 5:
        number = page.locator(".leaf.here").get_attribute("data-number")
        if number not in turned[-1:]:
            turned.append(number)
            expect(page.locator(f".leaf.here[data-number='{number}']")).to_have_count(0, timeout=8000)
    assert len(set(turned)) == 4
    assert turned[0] == turned[4]
    still = projector(full, query="?every=60")
    expect(still.locator(".leaf.here")).to_have_count(1)
    expect(still.locator(".leaf.here")).to_have_css("opacity", "1")
    number = still.locator(".leaf.here").get_attribute("data-number")
    still.screenshot(path=tmp_path / "leaf.png")
    [code] = zxingcpp.read_barcodes(Image.open(tmp_path / "leaf.png"))
    assert code.text.endswith(f"/c/{full['slug']}/news/{number}/")


def test_the_newsroom_is_live(cast, sit):
    ben, ada = sit("ben"), sit("ada", "facilitate/newsroom/")
    expect(ada.locator("#newsroom")).to_contain_text("0 of 1 reports hang")
    hang(ben, cast, 1, "- Soup")
    expect(ada.locator("#newsroom")).to_contain_text("1 of 2 reports hang", timeout=8000)
    ada.locator("#group-2 button").click()
    expect(ada.locator("#group-2")).to_contain_text("nudged")
    assert ada.locator("#newsroom svg.chart").count() == 1


RICH = """### Zwei Wege

Wir haben **viel** geredet, *lange* sogar. [Mehr dazu](https://example.org)

| Weg | Was dafür spricht | Was es kostet | Wer es will |
|---|---|---|---|
| Donaudampfschifffahrtsgesellschaftskapitänsmütze | alles | nichts | alle, die da waren |

> Wer kocht, isst mit.

1. eins
2. `zwei`
"""


@pytest.mark.parametrize(("size", "scheme", "language"), [(PHONE, "light", "de"), (LAPTOP, "dark", "en")])
def test_every_page_of_it_is_for_everybody(cast, sit, size, scheme, language):
    how = {**size, "color_scheme": scheme, "locale": language, "reduced_motion": "reduce"}
    ben, cleo, ada = sit("ben", "news/", **how), sit("cleo", "news/", **how), sit("ada", "facilitate/newsroom/", **how)
    wrong, said = [*faults(cleo, []), *faults(ada, [])], []
    hang(ben, cast, 1, RICH)
    send(cleo, f"{cast.home}news/1/comment/", kind="ask", text="Wer schält? " * 20)
    send(cleo, f"{cast.home}news/1/comment/", kind="add", text="Salz" * 60)
    send(ada, f"{cast.home}facilitate/newsroom/nudge/", anliegen=2)
    pages = {
        ben: ["", "news/1/", "news/1/?answer=1#answer"],
        cleo: ["", "news/", "news/?show=mine", "news/1/", "news/2/"],
    }
    pages[ada] = ["news/1/", "facilitate/newsroom/", "facilitate/"]
    for page, paths in pages.items():
        for path in paths:
            page.goto(page.url.split("/c/")[0] + cast.home + path)
            wrong += [f"{path}: {each}" for each in faults(page, said)]
    assert not wrong, "\n".join(wrong)
