"""How the stories of a hall's screen measure it, and how they shift its clock."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

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
    seen.push({ text: node.textContent.trim(), title: element.matches("[data-focus] .title"), cap });
  }
  return seen;
}"""

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
