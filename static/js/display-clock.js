// Tells the time where the conference is, by the server's clock: the device's may be wrong or elsewhere. And how old
// the newest contact with the server is. Without it the screen shows no times beside those of the rounds.

import { now } from "./clock.js";

export { now };
const stage = document.getElementById("hall");
const clock = document.getElementById("clock");
const countdown = document.getElementById("countdown");
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

/** What runs ends in, or what comes next begins in: to the second. */
function countDown(seconds) {
  const slots = [...document.querySelectorAll("#wall .slot")].filter((each) => Number(each.dataset.ends) > seconds);
  const slot = slots.find((each) => each.dataset.starts <= seconds && !each.classList.contains("common")) ?? slots[0];
  if (!slot) return say(countdown, "");
  const runs = slot.dataset.starts <= seconds, to = Number(runs ? slot.dataset.ends : slot.dataset.starts);
  const rest = Math.ceil(to - seconds), pad = (number) => String(number).padStart(2, "0");
  const digits = rest >= 3600 ? `${Math.floor(rest / 3600)}:${pad(Math.floor(rest / 60) % 60)}:${pad(rest % 60)}` : `${Math.floor(rest / 60)}:${pad(rest % 60)}`;
  const words = countdown.dataset[runs ? "until" : "from"].replace("{time}", time(to * 1000));
  countdown.dataset.rest = digits;
  say(countdown, `${slot.querySelector(".name").textContent}, ${words}`);
}

/** Write the clock, the minutes left and the live mark. */
export function tell() {
  const at = now();
  body.dataset.ahead = at - Date.now(); // for whoever asks what runs
  const [label, minutes] = left(at / 1000);
  say(clock.querySelector("time"), time(at));
  say(clock.querySelector(".left"), minutes);
  countDown(at / 1000);
  stage.style.setProperty("--label", document.querySelector(".slot[data-focus]") ? JSON.stringify(`${label} ·`) : "none");
  const heard = time(Number(body.dataset.heardAt || Date.now()) + now() - Date.now(), true);
  const offline = body.classList.contains("offline");
  say(contact, `${offline ? contact.dataset.lostWord : contact.dataset.liveWord} · ${heard}`);
  if (offline) say(lost, `${lost.dataset.lost} ${heard}. ${lost.dataset.again}`);
}

new MutationObserver(tell).observe(body, { attributeFilter: ["class", "data-heard-at"] });
