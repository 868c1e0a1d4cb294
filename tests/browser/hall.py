"""How the stories of a hall's screen measure it, and how they shift its clock."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

# Text of a scene that must be read from the last row as titles are, that is no piece of the wall.
LOUD = (
    ".presents .words *, .nobody, .coming li, .fits li, .fits > p:not(.aside), .cry, .countdown, .gong, .invite .lines"
)

# What is shown as text, with the height of its capitals in shares of the screen's height, and where it is.
READ = """() => {
  const ink = document.createElement("canvas").getContext("2d");
  const seen = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, element = node.parentElement;
    if (!node.textContent.trim() || !element.checkVisibility({ visibilityProperty: true })) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const area = range.getBoundingClientRect();
    if (!area.width) continue;
    const style = getComputedStyle(element);
    ink.font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    const cap = ink.measureText("H").actualBoundingBoxAscent / innerHeight;
    const title = element.matches("[data-focus] .title"), loud = Boolean(element.closest(LOUD));
    seen.push({ text: node.textContent.trim(), title, loud, cap });
  }
  return seen;
}""".replace("LOUD", repr(LOUD))

# Pairs of things of which one covers a title, things that reach out of the screen, titles with half a line.
WRONG = """() => {
  const shown = (selector) => [...document.querySelectorAll(selector)].filter((each) => each.checkVisibility());
  const titles = shown("[data-focus] .title");
  const others = shown(`[data-focus] :is(.number, .about, .empty, h2), .theme, .clock, .turn, .strip, .hang :is(li, h2),
    .code-square, .join, .typed, .counts, .contact, #lost`);
  const wrong = [];
  const box = (each) => each.getBoundingClientRect();
  const touch = (one, two) => box(one).left < box(two).right - 1 && box(two).left < box(one).right - 1
    && box(one).top < box(two).bottom - 1 && box(two).top < box(one).bottom - 1;
  for (const title of titles) {
    for (const other of [...titles, ...others]) {
      if (!other.contains(title) && touch(title, other)) wrong.push([title.textContent, other.textContent]);
    }
    const lines = title.clientHeight / parseFloat(getComputedStyle(title).lineHeight);
    if (Math.abs(lines - 1) > .06 && Math.abs(lines - 2) > .06) wrong.push([title.textContent, `${lines} lines`]);
  }
  for (const each of [...titles, ...others]) {
    const { left, top, right, bottom } = box(each);
    const out = left < -1 || top < -1 || right > innerWidth + 1 || bottom > innerHeight + 1;
    if (out) wrong.push([each.textContent, "out of the screen"]);
  }
  return wrong;
}"""


class ServerClock:
    """The real server's socket, but with another time in its answers: `ahead` seconds."""

    ahead = 0

    def stand_between(self, page):
        page.route_web_socket(re.compile("/ws/"), self.pass_on)

    def pass_on(self, socket):
        server = socket.connect_to_server()
        server.on_message(lambda message: socket.send(self.shifted(message)))

    def shifted(self, message):
        return f"pong {float(message[5:]) + self.ahead * 1000:.0f}" if message.startswith("pong") else message


def soon(**shift):
    """The hall's time now or in a minute, as a clock shows it."""
    now = datetime.now(ZoneInfo("Europe/Berlin")) + timedelta(**shift)
    return re.compile("|".join(f"{now + timedelta(minutes=minute):%H:%M}" for minute in (0, 1)))


# Pairs of pieces of a screen of which one covers the other, and pieces that reach out of it or are cut within.
COVERED = """() => {
  const names = `.theme h1, .clock, .fits, .presents, .coming, .turn-clock, .nobody, .shown, .code-square, .join,
    .typed, .counts, .contact, .urgent, .countdown, [data-focus], .hang, .invite`;
  const seen = (each) => each.checkVisibility({ visibilityProperty: true }) && each.offsetHeight;
  const shown = [...document.querySelectorAll(names)].filter(seen);
  const box = (each) => each.getBoundingClientRect();
  const touch = (one, two) => box(one).left < box(two).right - 1 && box(two).left < box(one).right - 1
    && box(one).top < box(two).bottom - 1 && box(two).top < box(one).bottom - 1;
  const name = (each) => each.className || each.tagName;
  const wrong = [];
  for (const [at, one] of shown.entries()) {
    for (const two of shown.slice(at + 1)) {
      if (!one.contains(two) && !two.contains(one) && touch(one, two)) wrong.push([name(one), name(two)]);
    }
    const { left, top, right, bottom } = box(one);
    const out = left < -1 || top < -1 || right > innerWidth + 1 || bottom > innerHeight + 1;
    if (out) wrong.push([name(one), "out of the screen"]);
    const type = parseFloat(getComputedStyle(one).fontSize);
    if (one.matches(".fits") && one.scrollHeight > one.clientHeight + type / 2) wrong.push([name(one), "cut"]);
  }
  return wrong;
}"""


class Hand:
    """The facilitator's hand on a display: forms of the desk, sent from a browser that sits on that seat."""

    def __init__(self, page, slug):
        self.page, self.home = page, f"/c/{slug}/"
        page.goto(page.url.split("/c/")[0] + f"{self.home}displays/")
        self.screen = page.locator(".screen").first.get_attribute("id").split("-")[1]

    def sends(self, verb, **fields):
        """Post `displays/<screen>/<verb>/`, or another verb below the conference."""
        path = f"displays/{self.screen}/{verb}" if "/" not in verb else verb
        status = self.page.evaluate(
            """async ([path, fields]) => (await fetch(path, { method: "POST", body: new URLSearchParams(fields),
              headers: { "X-CSRFToken": document.body.dataset.csrf } })).status""",
            [f"{self.home}{path}/", fields],
        )
        assert status == 200, f"{path}: {status}"
