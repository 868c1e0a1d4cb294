// The gong: at the start of a slot and five minutes before its end, as a large quiet sign and, if wished, to be heard.
// It comes by the server's clock, with the slots of the wall. Without sound the sign is seen.

import { now } from "./clock.js";

const STANDS = 12; // seconds
const BEFORE = 5 * 60;
const FRESH = 3; // seconds in which it may still sound
const PARTIALS = [[1, 1, 7], [2.02, 0.6, 5], [2.98, 0.42, 4], [4.16, 0.25, 2.8], [5.43, 0.18, 2], [6.79, 0.1, 1.2]]; // of a gong: pitch, volume, seconds
const sign = document.getElementById("gong");
const unheard = document.getElementById("unheard");
const wanted = () => document.querySelector(".scene").dataset.gong;
let audio = null, sounded = "";

/** What is to be said in this second, if anything: {key, text, since}. */
function due(seconds) {
  const slots = [...document.querySelectorAll("#wall .slot")].sort((one, other) => one.dataset.starts - other.dataset.starts);
  const name = (slot) => slot.querySelector(".name").textContent;
  for (const [at, slot] of slots.entries()) {
    const starts = Number(slot.dataset.starts), ends = Number(slot.dataset.ends);
    const next = slots[at + 1]?.dataset.starts === slot.dataset.ends ? slots[at + 1] : null;
    const pause = slot.classList.contains("common") && next;
    const end = pause ? sign.dataset.next.replace("{name}", name(next)) : `${sign.dataset.ends} · ${name(slot)}`;
    for (const [when, text] of [[starts, sign.dataset.begins.replace("{name}", name(slot))], [ends - BEFORE, end]]) {
      const tooShort = when !== starts && ends - starts <= BEFORE * 1.5;
      if (!tooShort && seconds >= when && seconds < when + STANDS) return { key: `${slot.id} ${when}`, text, since: seconds - when };
    }
  }
  return null;
}

/** Look each second whether it is time. */
export function ring(heard) {
  const gong = wanted() === "none" ? null : due(now() / 1000);
  if (sign.hidden === Boolean(gong)) sign.hidden = !gong;
  if (gong && sign.textContent !== gong.text) sign.textContent = gong.text;
  const loud = heard && wanted() === "heard";
  if (loud) audio ??= new AudioContext();
  unheard.hidden = !loud || audio.state === "running";
  if (!loud || !gong || gong.since > FRESH || sounded === gong.key) return;
  sounded = gong.key;
  document.body.dataset.rang = gong.key;
  strike();
}

function strike() {
  const at = audio.currentTime + 0.05, out = audio.createGain();
  out.gain.value = 0.5;
  out.connect(audio.destination);
  for (const [pitch, volume, seconds] of PARTIALS) {
    const tone = audio.createOscillator(), loud = audio.createGain();
    tone.frequency.setValueAtTime(98 * pitch * 1.006, at);
    tone.frequency.exponentialRampToValueAtTime(98 * pitch, at + 0.4);
    loud.gain.setValueAtTime(0, at);
    loud.gain.linearRampToValueAtTime(volume * 0.4, at + 0.02);
    loud.gain.exponentialRampToValueAtTime(0.0005, at + seconds);
    tone.connect(loud).connect(out);
    tone.start(at);
    tone.stop(at + seconds);
  }
}

// Browsers let a page be heard once somebody has touched it.
for (const gesture of ["pointerdown", "keydown"]) document.addEventListener(gesture, () => audio?.resume().then(() => { unheard.hidden = true; }));
