// The document of a report on this page: what is typed goes to the server, what others type comes from it. Until the
// server has it on disk, it is kept on this device: closing the page, a reload or a dead network lose no word.
// Sent twice or in another order it is the same: so everything that is not acknowledged is simply sent again.

import { converse } from "./words.js";

const body = document.body;
const PACE = 400, PATIENCE = 4000, AGAIN = 15000; // ms: between sends; until we say that it waits; between looks for news
const BIG = 500_000;
const FAR = "far"; // what came from the server

export const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
export function text(array) {
  let letters = "";
  for (let at = 0; at < array.length; at += 8192) letters += String.fromCharCode(...array.subarray(at, at + 8192));
  return btoa(letters);
}

/** Shares the form's report; `told(state, sentence)` hears how it stands, `heard(word)` who else is there. */
export function share(Y, form, told, heard) {
  const doc = new Y.Doc(), of = Number(form.dataset.number), anew = Number(form.dataset.anew);
  const all = `report:${body.dataset.conference}${body.dataset.seat}:${form.dataset.sheet}:`, drawers = `${all}${anew}:`;
  const drawer = drawers + Math.random().toString(36).slice(2);
  let pending = [], sent = 0, n = 0, since = 0, opened = false, ended = "", trouble = "", later = 0, server, kept = "", full = false;

  Y.applyUpdate(doc, bytes(form.dataset.doc), FAR);
  const found = Object.keys(localStorage).filter((key) => key.startsWith(drawers));
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith(all) && !key.startsWith(drawers)) localStorage.removeItem(key); // of before it was begun anew
  }
  for (const key of found) {
    try {
      const update = bytes(localStorage.getItem(key));
      Y.applyUpdate(doc, update, FAR);
      pending.push(update);
    } catch { localStorage.removeItem(key); }
  }
  if (pending.length) since = Date.now();

  doc.on("update", (update, origin) => {
    if (origin === FAR) return;
    if (!pending.length) since = Date.now();
    pending.push(update);
    trouble = "";
    later ||= setTimeout(send, PACE);
    say();
  });

  const order = (content) => answer({ of, anew, ...content });
  const answer = converse("report", (word) => {
    if (word === null) { opened = false; sent = 0; return look(); }
    if (word.of !== of) return;
    if (word.update) Y.applyUpdate(doc, bytes(word.update), FAR);
    if (word.has) open(bytes(word.has));
    if (word.behind) again(bytes(word.behind));
    if (word.kept && word.kept === n) arrived();
    if (word.refused) refuse(word);
    heard(word);
    say();
  });

  function look() { if (!ended) order({ do: "open", has: text(Y.encodeStateVector(doc)) }); }

  function open(state) {
    server = state;
    const there = Y.decodeStateVector(state);
    const ahead = [...Y.decodeStateVector(Y.encodeStateVector(doc))].some(([client, clock]) => clock > (there.get(client) ?? 0));
    if (!opened && (pending.length || ahead)) again(state);
    opened = true;
    send();
  }

  function again(state) {
    pending = [Y.encodeStateAsUpdate(doc, state)];
    sent = 0;
    since ||= Date.now();
    send();
  }

  function send() {
    clearTimeout(later);
    later = 0;
    keep();
    if (sent || !opened || ended || !pending.length) return;
    if (pending.length > 1) pending = [Y.mergeUpdates(pending)];
    if (pending[0].length > BIG && server) pending = [Y.encodeStateAsUpdate(doc, server)];
    if (order({ do: "edit", n: ++n, update: text(pending[0]), reach: text(Y.encodeStateVector(doc)) })) sent = 1;
  }

  function arrived() {
    pending.splice(0, sent);
    sent = 0;
    trouble = "";
    since = pending.length ? Date.now() : 0;
    if (!pending.length) for (const key of found.splice(0)) localStorage.removeItem(key);
    keep();
    if (pending.length) later ||= setTimeout(send, PACE);
  }

  function refuse({ refused, status }) {
    sent = 0;
    trouble = refused;
    if ([403, 404, 409].includes(status)) ended = refused;
    else if ([429, 503].includes(status)) setTimeout(() => (opened ? send() : look()), 6000);
  }

  // Written at once, not later: a page may be closed at any time.
  function keep() {
    const whole = pending.length ? text(pending.length > 1 ? Y.mergeUpdates(pending) : pending[0]) : "";
    if (whole === kept) return;
    try {
      if (whole) localStorage.setItem(drawer, whole);
      else localStorage.removeItem(drawer);
      [kept, full] = [whole, false];
    } catch { full = true; }
  }

  function say() {
    const waits = pending.length && (Date.now() - since > PATIENCE || !navigator.onLine);
    const state = ended || trouble ? "refused" : waits ? (full ? "full" : "waits") : pending.length ? "saving" : "saved";
    told(state, ended || trouble);
  }

  setInterval(say, 500);
  setInterval(() => document.hidden || look(), AGAIN);
  addEventListener("pagehide", keep);
  document.addEventListener("visibilitychange", keep);

  /** Resolves to whether all that was typed has arrived; waits some seconds for it. */
  async function settled() {
    for (let tries = 0; tries < 50 && pending.length; tries++) { send(); await new Promise((go) => setTimeout(go, 100)); }
    return !pending.length;
  }
  return { doc, order, settled };
}
