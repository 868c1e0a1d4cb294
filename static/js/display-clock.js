// Tells the time where the conference is, by the server's clock: the device's may be wrong or elsewhere. And how old
// the newest contact with the server is. Without it the screen shows no times beside those of the rounds.

import { now } from "./clock.js";

export { now };
const stage = document.getElementById("hall");
const clock = document.getElementById("clock");
const contact = document.getElementById("contact");
const lost = document.getElementById("lost");
const body = document.body;
const language = document.documentElement.lang;
function time(milliseconds, seconds) {
  const { zone: timeZone } = document.getElementById("sync").dataset;
  const parts = { timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23", ...(seconds && { second: "2-digit" }) };
  return new Intl.DateTimeFormat(language, parts).format(milliseconds);
}

function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** Minutes left of the round in focus, or until it begins; nothing when that is far away. */
function left(seconds) {
  const slot = document.querySelector(".slot[data-focus]") ?? document.querySelector(".slot:not(.common)");
  if (!slot) return ["", ""];
  const [begins, ends] = [Number(slot.dataset.starts), Number(slot.dataset.ends)];
  const minutes = Math.ceil(((seconds < begins ? begins : ends) - seconds) / 60);
  if (seconds >= ends) return [stage.dataset.lastWord, ""];
  if (seconds >= begins) return [stage.dataset.nowWord, clock.dataset.running.replace("{n}", minutes)];
  return [stage.dataset.nextWord, minutes <= 120 ? clock.dataset.coming.replace("{n}", minutes) : ""];
}

/** Write the clock, the minutes left and the live mark. */
export function tell() {
  const at = now();
  const [label, minutes] = left(at / 1000);
  say(clock.querySelector("time"), time(at));
  say(clock.querySelector(".left"), minutes);
  stage.style.setProperty("--label", document.querySelector(".slot[data-focus]") ? JSON.stringify(`${label} ·`) : "none");
  const heard = time(Number(body.dataset.heardAt || Date.now()) + now() - Date.now(), true);
  const offline = body.classList.contains("offline");
  say(contact, `${offline ? contact.dataset.lostWord : contact.dataset.liveWord} · ${heard}`);
  if (offline) say(lost, `${lost.dataset.lost} ${heard}. ${lost.dataset.again}`);
}

new MutationObserver(tell).observe(body, { attributeFilter: ["class", "data-heard-at"] });
