// The quick round without a page for each sheet: swipe, arrow keys or the same three buttons; one step back.
// Answers are sent one after the other; without a network they wait on this device. Without it the form loads the next.

import { say } from "./regions.js";

const deck = document.getElementById("deck"), form = document.getElementById("answer"), back = document.getElementById("back");
const FAR = 90; // px of a swipe that count as an answer
const FEW = 6; // sheets left here when more are asked for
const still = matchMedia("(prefers-reduced-motion: reduce)");
const store = `round ${document.body.dataset.seat}`;
const waiting = JSON.parse(localStorage.getItem(store) ?? "[]"); // [number, answer], oldest first
const done = []; // [card, answer], newest last
let left = Number(deck.dataset.left), sending = null, asking = null, warned = false;

const front = () => deck.firstElementChild;

function show() {
  const total = Number(deck.dataset.total), card = front();
  back.hidden = !done.length;
  if (!card) return;
  form.elements.anliegen.value = card.dataset.anliegen;
  const at = Math.min(total, total - left + 1);
  document.getElementById("at").textContent = document.getElementById("progress").value = at;
  document.getElementById("spoken").textContent = `${at}/${total}: ${card.querySelector("h2").textContent}`;
  scrollTo(0, 0);
}

async function answer(what) {
  const card = front();
  if (!card) return;
  fly(card, what);
  if (what === "later") deck.append(card);
  else {
    card.remove();
    left -= 1;
    waiting.push([card.dataset.anliegen, what]);
    send();
  }
  done.push([card, what]);
  show();
  if (deck.children.length < FEW && deck.children.length < left) await (asking ??= more().finally(() => { asking = null; }));
  if (!front()) send();
}

function takeBack() {
  const [card, what] = done.pop() ?? [];
  if (!card) return;
  if (what !== "later") left += 1;
  deck.prepend(card);
  reset(card);
  show();
}

// A copy flies away, so that the next sheet stands there at once.
function fly(card, what) {
  const ghost = card.cloneNode(true), box = card.getBoundingClientRect();
  if (!still.matches && what !== "later") {
    for (const [name, value] of [["position", "fixed"], ["left", `${box.left}px`], ["top", `${box.top}px`], ["width", `${box.width}px`], ["z-index", 5]]) ghost.style.setProperty(name, value);
    ghost.setAttribute("aria-hidden", "true");
    ghost.inert = true;
    document.body.append(ghost);
    lean(ghost, 0, what);
    requestAnimationFrame(() => { ghost.classList.add("gone"); ghost.style.setProperty("--x", what === "come" ? "60vw" : "-60vw"); });
    setTimeout(() => ghost.remove(), 250);
  }
  reset(card);
}

function lean(card, x, toward) {
  card.style.setProperty("--x", `${x}px`);
  card.style.setProperty("--turn", x / 25);
  if (toward) Object.assign(card.dataset, { toward, stamp: deck.dataset[toward] });
  else delete card.dataset.toward;
}

function reset(card) {
  card.classList.remove("held");
  lean(card, 0, "");
}

/** Sends what waits, one after the other: each answer carries the cookie that the next one adds to. */
function send() {
  localStorage.setItem(store, JSON.stringify(waiting));
  return (sending ??= sendAll().finally(() => { sending = null; }));
}

async function sendAll() {
  for (; waiting.length; localStorage.setItem(store, JSON.stringify(waiting))) {
    const [anliegen, what] = waiting[0];
    const body = new URLSearchParams({ anliegen, answer: what, csrfmiddlewaretoken: document.body.dataset.csrf });
    const reply = await fetch(location.pathname, { method: "POST", body, headers: { "HX-Request": "true" } }).catch(() => null);
    if (!reply || reply.status >= 500) {
      if (!warned) say(deck.dataset.waits, true);
      warned = true;
      return setTimeout(send, 3000);
    }
    if (reply.status === 409) say(new DOMParser().parseFromString(await reply.text(), "text/html").querySelector(".toast")?.textContent ?? "", true);
    warned = false;
    waiting.shift();
  }
  if (!front()) location.assign(location.pathname);
}

async function more() {
  await send();
  const reply = await fetch(location.pathname).catch(() => null);
  if (!reply?.ok) return;
  const fresh = new DOMParser().parseFromString(await reply.text(), "text/html").getElementById("deck");
  const here = new Set([...deck.children, ...done.map(([card]) => card)].map((each) => each.dataset.anliegen));
  for (const each of [...(fresh?.children ?? [])]) if (!here.has(each.dataset.anliegen)) deck.append(each);
  show();
}

form.addEventListener("submit", (event) => { event.preventDefault(); answer(event.submitter.value); });
back.addEventListener("click", takeBack);
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const what = { ArrowLeft: "pass", ArrowRight: "come", ArrowDown: "later" }[event.key];
  if (!what && event.key !== "Backspace") return;
  event.preventDefault();
  what ? answer(what) : takeBack();
});

let from = null;
deck.addEventListener("pointerdown", (event) => {
  if (event.button || event.target.closest("a")) return;
  from = { x: event.clientX, id: event.pointerId };
});
addEventListener("pointermove", (event) => {
  if (event.pointerId !== from?.id || !front()) return;
  const x = event.clientX - from.x;
  front().classList.add("held");
  lean(front(), x, Math.abs(x) > FAR / 3 ? (x > 0 ? "come" : "pass") : "");
});
for (const end of ["pointerup", "pointercancel"]) addEventListener(end, (event) => {
  if (event.pointerId !== from?.id) return;
  const x = event.clientX - from.x;
  from = null;
  if (end === "pointerup" && Math.abs(x) > FAR) answer(x > 0 ? "come" : "pass");
  else if (front()) reset(front());
});
addEventListener("online", send);

for (const [number] of waiting) deck.querySelector(`[data-anliegen="${number}"]`)?.remove();
left -= waiting.length;
if (waiting.length || !front()) send();
show();
