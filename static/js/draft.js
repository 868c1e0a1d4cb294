// Keeps what somebody types: through a reload, a crash, a dead network. A sheet that can't be sent waits in the outbox
// and is sent once the network is back; its own id makes sure that it arrives exactly once.
// Without it the forms are ordinary forms.

import { catchUp } from "./live.js";
import { say } from "./regions.js";

const conference = document.body.dataset.conference;
const place = document.getElementById("outbox");
const own = `${conference}${document.body.dataset.seat}:`; // on a shared phone everybody has drawers of their own
const OUTBOX = `outbox:${own}`;
const NOT_KEPT = ["csrfmiddlewaretoken", "seen", "cell"];
const read = (drawer) => JSON.parse(localStorage.getItem(drawer) || "null");
const keep = (drawer, what) => localStorage.setItem(drawer, JSON.stringify(what));
const outbox = () => read(OUTBOX) ?? [];
const field = (letter, name) => letter.fields.find(([each]) => each === name)?.[1] ?? "";
const arrived = [];
let sending = false;

/** Fills a form with its draft, keeps what is typed there, and sends it. */
function tend(form) {
  if (!form) return;
  const drawer = `draft:${own}${form.dataset.draft}`;
  const write = () => {
    const fields = [...new FormData(form)].filter(([name]) => !NOT_KEPT.includes(name));
    keep(drawer, { fields, seen: form.elements.seen?.value });
  };
  const kept = read(drawer);
  if (form.querySelector(".errorlist")) write();
  else if (kept) fill(form, kept);
  form.addEventListener("input", write);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (form.dataset.sending) return;
    form.dataset.sending = "yes";
    const letter = { fields: [...new FormData(form, event.submitter)], to: form.action, draft: form.dataset.draft };
    const answer = await post(letter, "outbox" in form.dataset ? "application/json" : "text/html");
    delete form.dataset.sending;
    if (!answer) return unsent(form, drawer, letter);
    const done = answer.status === 201 || answer.type === "opaqueredirect";
    if (!done) return again(await answer.text());
    localStorage.removeItem(drawer);
    const to = answer.status === 201 ? (await answer.json()).to : form.dataset.to;
    return location.assign(event.submitter?.name === "another" ? form.action : to);
  });
}

// A draft remembers which text it changes: if somebody changed that meanwhile, the server will say so.
function fill(form, { fields, seen }) {
  for (const box of form.querySelectorAll("[type=checkbox]")) box.checked = false;
  for (const [name, value] of fields) {
    const at = form.elements[name];
    if (at?.type === "checkbox") at.checked = true;
    else if (at) at.value = value;
  }
  if (seen && form.elements.seen) form.elements.seen.value = seen;
  form.dataset.touched = "yes";
}

function unsent(form, drawer, letter) {
  if (!("outbox" in form.dataset) || !field(letter, "title").trim()) return say(document.getElementById("toast").dataset.unsent, true);
  keep(OUTBOX, [...outbox(), letter]);
  localStorage.removeItem(drawer);
  form.reset();
  form.elements.cell?.remove();
  form.elements.once.value = fresh();
  delete form.dataset.touched;
  form.querySelector("[autofocus]")?.focus();
  return show();
}

// Not crypto.randomUUID(), which browsers give to https only.
function fresh() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function again(text) {
  const page = new DOMParser().parseFromString(text, "text/html");
  document.querySelector("main").replaceWith(page.querySelector("main"));
  tend(document.querySelector("form[data-draft]"));
  (document.querySelector("[aria-invalid]") ?? document.querySelector("main")).focus();
}

/** Sends a form; null when the network is dead or the server is not there. */
async function post({ fields, to }, Accept) {
  const body = new URLSearchParams(fields);
  body.set("csrfmiddlewaretoken", document.body.dataset.csrf);
  try {
    const answer = await fetch(to, { method: "POST", body, headers: { Accept }, redirect: "manual", signal: AbortSignal.timeout(12000) });
    return answer.status >= 500 || answer.status === 429 ? null : answer;
  } catch {
    return null;
  }
}

/** Sends what waits, one after the other, in the order it was written. What the server doesn't take stays here. */
async function empty() {
  if (sending) return;
  sending = true;
  for (const letter of outbox().filter((each) => !each.refused)) {
    const answer = await post(letter, "application/json");
    if (!answer) break;
    const others = outbox().filter((each) => field(each, "once") !== field(letter, "once"));
    if (answer.status === 201) arrived.push(await answer.json());
    keep(OUTBOX, answer.status === 201 ? others : [...others, { ...letter, refused: true }]);
    show();
    catchUp();
  }
  sending = false;
}

function show() {
  if (!place) return;
  const lines = [...arrived.map(({ said, to }) => line(said, "a", said, { href: to }))];
  for (const letter of outbox()) {
    const title = field(letter, "title");
    lines.push(letter.refused ? line(`${place.dataset.refused} ${title}`, "button", place.dataset.open, { onclick: () => reopen(letter) }) : line(`${place.dataset.waits} ${title}`));
  }
  place.hidden = !lines.length;
  place.replaceChildren(...lines);
}

function line(text, kind, name, what) {
  const each = document.createElement("p");
  each.className = "notice row";
  const link = kind && Object.assign(document.createElement(kind), { textContent: name, ...what });
  each.append(...(kind === "a" ? [link] : [text, link || ""]));
  return each;
}

function reopen(letter) {
  keep(`draft:${own}${letter.draft?.startsWith("entry") ? "entry-new" : "new"}`, { fields: letter.fields.filter(([name]) => !NOT_KEPT.includes(name)) });
  keep(OUTBOX, outbox().filter((each) => field(each, "once") !== field(letter, "once")));
  location.assign(letter.to);
}

tend(document.querySelector("form[data-draft]"));
show();
addEventListener("online", empty);
setInterval(() => outbox().length && empty(), 5000);
empty();
