"""Every page for everybody: no violation that axe finds, no sideways scrolling, nothing too small for a finger.

In both languages and both colour schemes, on a phone and a laptop.
"""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PHONE, LAPTOP = {"width": 360, "height": 740, "has_touch": True, "is_mobile": True}, {"width": 1366, "height": 768}
# All pages in two runs; in the other two those that together use every part of the design.
RUNS = {
    "phone light de": (PHONE, "light", "de", None),
    "laptop dark en": (LAPTOP, "dark", "en", None),
    "phone dark en": (PHONE, "dark", "en", ["", "wall/", "anliegen/2/", "anliegen/2/edit/", "setup/", "setup/people/"]),
    "laptop light de": (LAPTOP, "light", "de", ["wall/", "wall/?place=2", "facilitate/", "setup/", "setup/people/"]),
}
PUBLIC = ["/", "/?code=unknown", "/nowhere/"]
SEATED = {
    "cleo": [
        "",
        "wall/",
        "wall/?as=list",
        "wall/?place=2",
        "wall/history/",
        "anliegen/new/",
        "anliegen/1/",
        "anliegen/2/",
    ]
    + [
        "anliegen/2/edit/",
        "anliegen/2/report/write/",
        "anliegen/2/report/?as=sheet",
        "anliegen/2/report/pass-round/",
        "anliegen/2/report/versions/",
        "seat/",
        "plan/",
        "poster/",
        "setup/",
        "anliegen/99/",
        "anliegen/round/",
        "anliegen/round/?list=yes",
    ],
    "ben": ["anliegen/2/report/", "anliegen/1/report/write/"],
    "hal": ["anliegen/new/", "entry/", "entry/?paper=P-017", "paper/", "paper/blank.pdf?first=x"],
    "ada": ["facilitate/", "wall/hints/", "setup/", "anliegen/2/"],
    "olga": ["setup/", "setup/about/", "setup/rooms/", "setup/rooms/?text=9+rooms", "setup/slots/"]
    + ["setup/slots/?text=4+rounds+of+60+min+from+10:00", "setup/slots/new/", "setup/plan/", "setup/plan/?people=120"]
    + ["setup/people/"],
}

# Things to tap that are smaller than 24 px and have another one within 24 px; texts' own links are exempt.
SMALL = """() => [...document.querySelectorAll("a, button, summary, input, select, textarea")].filter((each) => {
  if (!each.checkVisibility({ visibilityProperty: true }) || each.type === "hidden") return false;
  const { width, height } = (each.closest("label") ?? each).getBoundingClientRect();
  const inText = each.matches("p a, li a, span a, figcaption a") && getComputedStyle(each).display === "inline";
  const covers = getComputedStyle(each, "::after").position === "absolute"; // its whole sheet can be tapped
  return width > 1 && (width < 24 || height < 24) && !inText && !covers;
}).map((each) => each.outerHTML.slice(0, 150))"""
MAIN = """() => [...document.querySelectorAll(".main:not(main), .main-action a")]
  .filter((each) => each.checkVisibility())
  .filter((each) => !each.closest(".bar, .panel") && each.getBoundingClientRect().height < 44)
  .map((each) => each.outerHTML.slice(0, 150))"""
WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def house(server):
    """One world for all pages: nothing is changed here."""
    return server.casts(1)[0]


@pytest.mark.parametrize("run", RUNS)
def test_every_page(house, server, page_for, run):
    size, scheme, language, some = RUNS[run]
    pages = {name: [house.home + path for path in paths] for name, paths in SEATED.items()}
    slot, room = house.told["slots"]["first"], house.told["rooms"]["aula"]
    pages["cleo"] += [f"{house.home}wall/cell/{slot}/{house.told['rooms'][name]}/" for name in ("aula", "linde")]
    pages["cleo"] += [f"/me/{house.told['keys']['ben']}/", f"/j/{house.told['code']}/"]
    pages["olga"] += [f"{house.home}setup/rooms/{room}/", f"{house.home}setup/slots/{slot}/"]
    pages["nobody"] = [*PUBLIC, f"/j/{house.told['code']}/", house.home]
    if some is not None:
        pages = {
            name: [each for each in paths if each.removeprefix(house.home) in some] for name, paths in pages.items()
        }
    wrong = []
    for name, paths in pages.items():
        state = house.cookies(name, server.address) if name != "nobody" else {"cookies": [], "origins": []}
        state["cookies"].append({"name": "django_language", "value": language, "url": server.address})
        page = page_for("/", **size, color_scheme=scheme, storage_state=state, reduced_motion="reduce", locale=language)
        said = []
        page.on("console", lambda message, said=said: said.append(message.text) if message.type == "error" else None)
        for path in paths:
            page.goto(server.address + path)
            wrong += [f"{path} ({name}): {each}" for each in faults(page, said)]
    assert not wrong, "\n".join(wrong)


def faults(page, said):
    """What is wrong with this page."""
    found = Axe().run(page, options={"runOnly": TAGS}).response["violations"]
    for each in found:
        for node in each["nodes"][:3]:
            yield f"{each['id']}: {node['html'][:150]} — {node['failureSummary'][:250]}"
    if page.evaluate(WIDE) > 0:
        yield "scrolls sideways"
    yield from (f"too small: {each}" for each in page.evaluate(SMALL))
    yield from (f"main action too small: {each}" for each in page.evaluate(MAIN))
    yield from (text for text in said if not text.startswith("Failed to load resource"))
    said.clear()


def test_the_desk_with_something_chosen(house, server, page_for):
    for scheme in ("light", "dark"):
        desk = page_for(
            f"{house.home}facilitate/",
            1366,
            768,
            color_scheme=scheme,
            storage_state=house.cookies("ada", server.address),
        )
        for item in (house.cell("first", "linde"), house.cell("first", "aula")):
            desk.locator(item).click()
            expect(desk.locator("#panel")).not_to_contain_text("Nothing selected")
            assert not list(faults(desk, []))
            desk.keyboard.press("Escape")


def test_a_word_of_eighty_letters_stays_in_its_place(cast, sit):
    phone = sit("ben", "anliegen/new/", **PHONE)
    phone.get_by_label("What is it about?").fill(
        "Nachbarschaftswerkstättenbarrierefreiheits" + "beauftragten" * 3 + "wahl"
    )
    phone.get_by_role("button", name="Write it").tap()
    phone.wait_for_url("**/anliegen/4/")
    paths = ["", "plan/", "wall/", "wall/?as=list", "anliegen/4/", "anliegen/4/edit/", "wall/history/"]
    for path in [*paths, cast.cell("first", "aula").replace("#cell-", "wall/cell/").replace("-", "/") + "/"]:
        phone.goto(phone.url.split("/c/")[0] + cast.home + path)
        assert phone.evaluate(WIDE) == 0, path
    desk = sit("ada", "facilitate/", 1366, 768)
    desk.locator("#parked-4").click()
    desk.locator(cast.cell("first", "aula")).click()
    expect(desk.locator(cast.cell("first", "aula"))).to_contain_text("wahl")
    assert desk.evaluate(WIDE) == 0
