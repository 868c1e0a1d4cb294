// Lets photos change places: by drag (a finger holds for a moment first, so that it can still scroll), by the buttons
// below them, and by + and − while one is focused. Without it the buttons are plain forms.

import { catchUp } from "./live.js";
import { send } from "./send.js";

const HOLD = 350, FAR = 6;

export function ordering(album) {
  let start = null, dragged = false, spot = null, timer;
  const items = () => [...album.querySelectorAll("[data-photo]")];
  const move = async (item, values) => { await send(item.querySelector("form").action, values); catchUp(); };

  album.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-move]")) return;
    event.preventDefault();
    move(event.target.closest("[data-photo]"), { step: event.submitter.value });
  });
  album.addEventListener("keydown", (event) => {
    const item = event.target.closest("[data-photo]:has(form)"), step = { "+": -1, "-": 1 }[event.key];
    if (!item || !step || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    move(item, { step });
  });

  const clear = () => spot?.item.classList.remove("here-before", "here-after");
  function begin(event) {
    if (!start || dragged) return;
    dragged = true;
    start.item.classList.add("dragged");
    album.classList.add("ordering");
    follow(event);
  }
  function follow({ clientX, clientY }) {
    const item = document.elementFromPoint(clientX, clientY)?.closest("[data-photo]");
    clear();
    spot = item && item !== start.item ? { item, after: clientX > item.getBoundingClientRect().left + item.offsetWidth / 2 } : null;
    spot?.item.classList.add(spot.after ? "here-after" : "here-before");
  }
  function end(dropped) {
    clearTimeout(timer);
    if (dragged) {
      clear();
      start.item.classList.remove("dragged");
      album.classList.remove("ordering");
      if (dropped && spot) drop(start.item, spot);
      swallowClick();
    }
    start = spot = null;
    dragged = false;
  }
  function drop(item, { item: beside, after }) {
    const others = items().filter((each) => each !== item), at = others.indexOf(beside) + (after ? 1 : 0);
    if (items().filter((each) => each !== item)[at] === item.nextElementSibling) return;
    move(item, { before: others[at]?.dataset.photo ?? "" });
  }

  album.addEventListener("dragstart", (event) => event.preventDefault());
  album.addEventListener("pointerdown", (event) => {
    const item = event.target.closest("figure")?.closest("[data-photo]:has(form)");
    if (!item || event.button || !event.isPrimary || items().length < 2) return;
    start = { item, x: event.clientX, y: event.clientY };
    if (event.pointerType === "touch") timer = setTimeout(() => begin(event), HOLD);
  });
  addEventListener("pointermove", (event) => {
    if (!start) return;
    if (dragged) return follow(event);
    const far = Math.hypot(event.clientX - start.x, event.clientY - start.y) > FAR;
    if (far && event.pointerType === "touch") end(false);
    else if (far) begin(event);
  });
  album.addEventListener("touchmove", (event) => { if (dragged) event.preventDefault(); }, { passive: false });
  album.addEventListener("contextmenu", (event) => { if (dragged || (start && timer)) event.preventDefault(); });
  addEventListener("pointerup", () => end(true));
  addEventListener("pointercancel", () => end(false));
  addEventListener("keydown", (event) => { if (event.key === "Escape") end(false); });
}

// The click that a browser may send after a drop, at once if at all.
function swallowClick() {
  const swallow = (event) => { event.preventDefault(); event.stopPropagation(); };
  addEventListener("click", swallow, { capture: true, once: true });
  setTimeout(() => removeEventListener("click", swallow, true), 50);
}
