// Keeps the page's live regions at the conference's newest state: socket for the news, ordinary GET to catch up.
// Without it the page is as it was loaded; every link and form still works.
//
// A message says which number it follows. One that doesn't follow ours means that something was missed: the page is
// read again and its live regions are morphed in, the same way as after sleep or a dead socket.

const body = document.body;
const display = body.classList.contains("display");
const lost = document.getElementById("lost");
let version = Number(body.dataset.version);
let address = body.dataset.socket;
let socket, attempts = 0, heard = Date.now(), reading = null, again = 0, sleepyTick = Date.now(), began = 0, ticks = 0;
const PATIENCE = display ? 3500 : 4500; // ms without a word until we say so; checked once a second

/** Puts regions in place; the empty string takes one away. What changed glows. */
export function place(regions, glow = true) {
  for (const [id, html] of Object.entries(regions)) {
    const old = document.getElementById(id);
    if (!html) old?.remove();
    else if (old) morph(old, html);
    else insert(id, html);
    const now = document.getElementById(id);
    if (now && html && glow && !id.startsWith("counts")) shine(now);
  }
  document.dispatchEvent(new CustomEvent("wall:changed", { detail: { ids: Object.keys(regions), version } }));
}

function morph(old, html) {
  if (old.contains(document.activeElement) && document.activeElement.matches("input, textarea, select")) return;
  htmx.swap({ text: html, target: old, swap: "outerMorph", transition: false });
}

// A sheet that comes to the parking hangs itself in by its number.
function insert(id, html) {
  const list = id.startsWith("parked-") && document.getElementById("parked");
  if (!list) return;
  const number = Number(id.split("-")[1]);
  const next = [...list.children].find((each) => Number(each.dataset.anliegen) > number);
  next ? next.insertAdjacentHTML("beforebegin", html) : list.insertAdjacentHTML("beforeend", html);
}

/** Lets an element glow: it has just changed. */
export function shine(element) {
  element.classList.remove("fresh");
  void element.offsetWidth; // begins the glow anew
  element.classList.add("fresh");
  setTimeout(() => element.classList.remove("fresh"), 8000);
}

/** Reads this page again and morphs its live regions in; `spread` seconds keep a hall from asking at once. */
export function catchUp(spread = 0) {
  reading ??= new Promise((done) => setTimeout(done, Math.random() * spread * 1000))
    .then(() => fetch(location.href, { headers: { Accept: "text/html" }, cache: "no-cache", signal: AbortSignal.timeout(10000) }))
    .then(async (answer) => {
      if (!answer.ok) throw new Error(answer.status);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (page.body.dataset.release !== body.dataset.release && !typing()) return location.reload();
      for (const fresh of page.querySelectorAll("#wall, #parking, #counts, [data-live][id]")) {
        const old = document.getElementById(fresh.id);
        if (old && !old.contains(document.activeElement?.closest("form"))) morph(old, fresh.outerHTML);
      }
      address = page.body.dataset.socket ?? address;
      version = Math.max(version, Number(page.body.dataset.version) || 0);
      body.dataset.version = version;
      alive();
      document.dispatchEvent(new CustomEvent("wall:changed", { detail: { ids: ["wall"], version } }));
    })
    .catch(() => { clearTimeout(again); again = setTimeout(() => catchUp(2), 4000); }) // one retry waits, however many failed
    .finally(() => { reading = null; });
  return reading;
}

// A page about certain sheets is read again when the news is about one of them.
function follows(regions) {
  const numbers = (document.querySelector("[data-follows]")?.dataset.follows ?? "").split(" ").filter(Boolean);
  const told = Object.entries(regions).map(([id, html]) => `${id}" ${html}`).join();
  return numbers.some((each) => told.includes(`data-anliegen="${each}"`) || told.includes(`parked-${each}"`));
}

const typing = () => [...document.querySelectorAll("form[data-draft]")].some((form) => form.dataset.touched);

function receive(event) {
  alive();
  if (event.data === "pong") return;
  const news = JSON.parse(event.data);
  if (news.release && news.release !== body.dataset.release && !typing()) return location.reload();
  if (news.version <= version) return;
  if (!("was" in news) || news.was > version) return catchUp(display ? 0 : 3);
  version = news.version;
  body.dataset.version = version;
  place(news.regions);
  if (news.stale.length || follows(news.regions)) catchUp(display ? 0 : 3);
}

function connect() {
  const scheme = location.protocol === "https:" ? "wss://" : "ws://";
  began = Date.now();
  socket = new WebSocket(scheme + location.host + address);
  socket.onmessage = (event) => { attempts = 0; receive(event); };
  socket.onclose = (event) => {
    if (event.code === 4401) catchUp(1); // the token is old; the page has a new one
    const wait = Math.min(20, 2 ** attempts++) * (0.5 + Math.random());
    setTimeout(connect, display ? Math.min(1500, wait * 1000) : wait * 1000);
  };
}

function alive() {
  heard = Date.now();
  body.dataset.heardAt = heard;
  body.dataset.heard = new Date(heard).toLocaleTimeString(document.documentElement.lang);
  body.classList.remove("offline");
  lost.hidden = true;
}

// Every second: say when the connection is gone for 5 s, poll meanwhile, and wake up after sleep.
setInterval(() => {
  const now = Date.now();
  if (now - sleepyTick > 8000) { socket?.close(); catchUp(); }
  sleepyTick = now;
  const open = socket?.readyState === WebSocket.OPEN;
  if (open && display && ticks++ % 2 === 0) socket.send("ping");
  if (socket?.readyState === WebSocket.CONNECTING && now - began > 8000) socket.close(); // asked while nobody was there
  if (open && !display && now - heard < 40000) heard = Math.max(heard, now - 3000);
  if (display && open && now - heard > 4000) socket.close();
  if (now - heard > PATIENCE) {
    if (lost.hidden) lost.textContent = `${lost.dataset.lost} ${body.dataset.heard}. ${lost.dataset.again}`;
    lost.hidden = false;
    body.classList.add("offline");
    if (Math.floor(now / 1000) % 15 === 0) catchUp(3);
  }
}, 1000);
document.addEventListener("visibilitychange", () => { if (!document.hidden) catchUp(1); });
addEventListener("online", () => { socket?.close(); catchUp(1); });
addEventListener("offline", () => { heard = Date.now() - 60000; });

// What htmx answers a verb with carries the numbers too: our own change leaves no gap.
document.addEventListener("htmx:after:swap", () => {
  const said = document.querySelector("#toast .toast");
  if (said) setTimeout(() => { said.classList.add("gone"); setTimeout(() => said.remove(), 700); }, 6000);
});

alive();
connect();
