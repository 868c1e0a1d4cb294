// Keeps the page's live regions at the conference's newest state: socket for the news, ordinary GET to catch up.
// Without it the page is as it was loaded; every link and form still works.
//
// A message says which number it follows. One that doesn't follow ours means that something was missed: the page is
// read again and its live regions are morphed in, the same way as after sleep or a dead socket.

import { concerns, place, renew, shine, whenFree } from "./regions.js";

export { shine };
const body = document.body;
const display = body.classList.contains("display");
const lost = document.getElementById("lost");
const SPREAD = display || body.classList.contains("desk") ? 0 : 3; // seconds over which a hall's pages ask, so that they don't ask at once
const TICK = display ? 500 : 1000; // ms between two looks at the connection
const PATIENCE = display ? 2900 : 3900, QUIET = display ? 900 : 20000; // ms without a connection until we say so, without a word until we ask
let learnTime = null, pings = 0; // who wants to know the server's time; how often to ask for it still
let version = Number(body.dataset.version), wanted = version;
let address = body.dataset.socket;
let page = location.href;
let socket, began, retry, attempts = 0, heard, asked = 0, well = Date.now(), ticked = Date.now(), reading = null, again = 0;

/** Takes in what our own verb answered: its change leaves no gap, and is not news when the socket tells it. */
export function learn(regions, was, told) {
  if (told && told <= version) return null;
  if (told && was <= version) reach(told);
  return place(regions);
}

function reach(number) {
  version = number;
  body.dataset.version = number;
}

/** Reads this page again and morphs its live regions in; `spread` seconds keep a hall from asking at once. */
export function catchUp(spread = 0) {
  reading ??= new Promise((go) => setTimeout(go, Math.random() * spread * 1000))
    .then(() => read())
    .then(() => { reading = null; if (version < wanted) catchUp(1); })
    .catch(() => { reading = null; clearTimeout(again); again = setTimeout(() => catchUp(2), 4000); });
  return reading;
}

async function read(twice = true) {
  const answer = await fetch(page, { headers: { Accept: "text/html" }, cache: "no-cache", signal: AbortSignal.timeout(10000) });
  if (answer.status === 403 && !typing()) return location.reload();
  if ([404, 405].includes(answer.status) && page !== body.dataset.conference) {
    page = body.dataset.conference; // the answer to a form has no address of its own
    return read();
  }
  if (!answer.ok) throw new Error(answer.status);
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const other = ["release", "role"].some((each) => fresh.body.dataset[each] !== body.dataset[each]);
  if (other && !typing()) return location.reload();
  address = fresh.body.dataset.socket ?? address;
  note();
  const told = Number(fresh.body.dataset.version) || 0;
  if (told < version && twice) return read(false); // news overtook this page
  await renew(fresh);
  reach(Math.max(version, told));
}

const typing = () => document.querySelector("form[data-touched]");

/** For pages that give orders (words.js): who hears their words, and of each new connection. */
export const line = { hear() {}, begin() {} };
export const speak = (text) => socket.readyState === WebSocket.OPEN && socket.send(text) === undefined;

function receive(news) {
  if (news.kind) return line.hear(news);
  if (news.release) line.begin();
  if (news.release && news.release !== body.dataset.release && !typing()) return location.reload();
  if (news.version <= version) return;
  wanted = Math.max(wanted, news.version);
  if (!("was" in news) || news.was > version) return catchUp(SPREAD);
  reach(news.version);
  place(news.regions);
  if (news.stale.some((id) => id === "page" || document.getElementById(id))) catchUp(SPREAD);
  else if (concerns(news.regions)) catchUp();
}

function connect() {
  clearTimeout(retry);
  socket?.close();
  began = Date.now();
  asked = 0;
  pings = learnTime ? 3 : 0;
  learnTime?.();
  const here = socket = new WebSocket(`${location.protocol.replace("http", "ws")}//${location.host}${address}`);
  here.onmessage = ({ data }) => {
    attempts = 0;
    if (asked && data.startsWith("pong")) learnTime?.(Date.now() - asked, Number(data.slice(5)));
    note();
    if (!data.startsWith("pong")) receive(JSON.parse(data));
    if (pings && pings--) ask();
  };
  here.onclose = ({ code }) => {
    if (here !== socket) return;
    const ready = code === 4401 ? catchUp(1) : null; // the token is old; the page has a new one
    const wait = Math.min(20, 2 ** attempts++) * (500 + Math.random() * 1000);
    retry = setTimeout(() => Promise.resolve(ready).then(connect), display ? Math.min(1500, wait) : wait);
  };
}

function ask() {
  if (socket?.readyState !== WebSocket.OPEN || asked) return;
  asked = Date.now();
  socket.send("ping");
}

/** Lets `learn(trip, server)` know how long each ping took and the server's time meanwhile; nothing on a new connection. */
export function keepTime(learn) {
  learnTime = learn;
  pings = 3;
  ask();
}

function note() {
  heard = Date.now();
  asked = 0;
  body.dataset.heardAt = heard;
}

function say(gone) {
  const time = new Date(heard).toLocaleTimeString(document.documentElement.lang);
  if (gone && lost.hidden) lost.textContent = `${lost.dataset.lost} ${time}. ${lost.dataset.again}`;
  lost.hidden = !gone;
  body.classList.toggle("offline", gone);
}

// Say when the connection is gone for 5 s, poll meanwhile, and wake up after sleep.
setInterval(() => {
  const now = Date.now(), slept = now - ticked > 8000 && !document.hidden;
  ticked = now;
  if (slept) { connect(); catchUp(1); }
  const open = socket.readyState === WebSocket.OPEN;
  if (open && !asked) well = now; // before asking again: a display asks every second
  if (open && now - heard > QUIET) ask();
  if (asked ? now - asked > 3500 : socket.readyState === WebSocket.CONNECTING && now - began > 8000) connect();
  const gone = now - well > PATIENCE;
  say(gone);
  if (gone && Math.floor(now / 1000) % 15 === 0) catchUp(3);
}, TICK);
document.addEventListener("visibilitychange", () => { ticked = Date.now(); if (!document.hidden) { ask(); catchUp(1); } });
document.addEventListener("input", ({ target }) => { if (target.form) target.form.dataset.touched = "yes"; });
addEventListener("online", () => { connect(); catchUp(1); });
addEventListener("offline", ask);

whenFree(catchUp);
note();
connect();
