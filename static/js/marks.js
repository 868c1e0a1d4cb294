// What is painted on the sheets of a page, so that their HTML is the same for everybody: how many would come, whether I
// would, a button to say so with one tap, and how full the rooms are. Without it a sheet's own page says all that.

export const tapped = new Map(); // number → on: what was tapped here and is on its way
let heads = null;

/** Paints what the page's hidden regions say; anew after each news. */
export function paint() {
  paintHeads();
  call();
  const going = document.getElementById("going");
  if (!going) return;
  const [marked, own] = [going.dataset.numbers, going.dataset.own].map((list) => new Set(list.split(",")));
  const lists = [...document.querySelectorAll("#interest, #interest-desk")].map((each) => each.dataset.counts);
  const counts = new Map(lists.join().split(",").map((each) => each.split(":")));
  const many = (count) => (count ? going.dataset[count === "1" ? "one" : "many"].replace("%n", count) : "");
  const taps = document.body.classList.contains("taps");
  for (const sheet of document.querySelectorAll("article.sheet[data-anliegen]")) {
    const number = sheet.dataset.anliegen, count = counts.get(number), about = sheet.querySelector(".about");
    if (!about) continue;
    const mine = tapped.get(number) ?? marked.has(number), tap = taps && !own.has(number);
    offer(sheet, tap, mine, going.dataset.me);
    const old = about.querySelector(".come"), said = [mine && !tap && `✓ ${going.dataset.me}`, many(count)].filter(Boolean).join(" · ");
    if (!said) { old?.remove(); continue; }
    const come = old ?? Object.assign(document.createElement("span"), { className: "come" });
    const room = about.querySelector(".heads") ?? about.querySelector(".room");
    if (!old) room ? room.after(come) : about.prepend(come);
    come.classList.toggle("mine", mine);
    Object.assign(come.dataset, { say: said, short: `${mine && !tap ? "✓ " : ""}${count ?? ""}` });
  }
  for (const line of document.querySelectorAll("[data-come-of]")) line.textContent = many(counts.get(line.dataset.comeOf));
}

// Who is called, or has something urgent to read, sees it on the tab too; a phone that was touched hums.
function call() {
  const sign = "● ", called = Boolean(document.querySelector("#calls[data-called]"));
  if (called === document.title.startsWith(sign)) return;
  document.title = called ? sign + document.title : document.title.slice(sign.length);
  if (called && navigator.userActivation?.hasBeenActive) navigator.vibrate?.(300);
}

function offer(sheet, tap, mine, me) {
  const old = sheet.querySelector(".tap");
  if (!tap) return old?.remove();
  const button = old ?? sheet.appendChild(Object.assign(document.createElement("button"), { type: "button", className: "tap" }));
  Object.assign(button, { ariaPressed: mine, ariaLabel: `${me}: #${sheet.dataset.anliegen}` });
  button.dataset.say = me;
}

/** Lets a sheet look as if what was tapped on it were done, or, with null, as it is told. */
export function tap(number, on) {
  on === null ? tapped.delete(number) : tapped.set(number, on);
  paint();
}

/** Paints how full the rooms are, by a script that comes along once somebody is in one. */
export function paintHeads() {
  if (document.getElementById("heads")?.dataset.counts) heads ??= import("./heads.js");
  heads?.then(({ paintHeads }) => paintHeads());
}
