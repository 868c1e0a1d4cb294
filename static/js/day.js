// The conference's first page: minutes count down, and when a round begins or ends the page is read again.
// Without it: the minutes are those of when the page was loaded; everything else works.

import { catchUp } from "./live.js";
import { taps } from "./regions.js";

const own = `${document.body.dataset.conference}${document.body.dataset.seat}`;
let told = "", since = 0;

// The server's time, by the moment at which the page or its newest region was drawn: no device's clock is asked.
function now() {
  const region = document.getElementById("today");
  if (region.dataset.now !== told) [told, since] = [region.dataset.now, performance.now()];
  return Number(told) + (performance.now() - since) / 1000;
}

function tick() {
  const { left, in: until } = document.getElementById("today").dataset;
  for (const each of document.querySelectorAll("#today [data-turns]")) {
    const minutes = Math.ceil((each.dataset.turns - now()) / 60);
    if (minutes <= 0) return catchUp(10);
    each.textContent = ("running" in each.dataset ? left : until).replace("{n}", minutes);
  }
}

// A sheet or a photo that waits for the network is sent from here as well; who has none needs no more than this.
if (localStorage.getItem(`outbox:${own}:`)) import("./draft.js");
if (localStorage.getItem(`photos:${own}`)) import("./photo-queue.js").then(({ work }) => work());
const push = document.getElementById("push");
if (push) import("./push.js").then(({ offer }) => offer(push));

taps(() => import("./come.js"));
document.addEventListener("wall:changed", tick);
setInterval(tick, 15000);
tick();
