// A soft bell for the clock of the market: one stroke when ten seconds are left, two when the time is up. Made by the
// browser itself, no file. Without it the clock is seen.

let audio = null;

function stroke(at, pitch) {
  const tone = audio.createOscillator(), volume = audio.createGain();
  tone.frequency.value = pitch;
  volume.gain.setValueAtTime(0, at);
  volume.gain.linearRampToValueAtTime(0.4, at + 0.01);
  volume.gain.exponentialRampToValueAtTime(0.001, at + 1.2);
  tone.connect(volume).connect(audio.destination);
  tone.start(at);
  tone.stop(at + 1.3);
}

/** Sounds the sign: "soon" or "over". A browser lets it be heard once somebody has touched the page. */
export async function chime(sign) {
  audio ??= new AudioContext();
  await audio.resume();
  const now = audio.currentTime + 0.02;
  stroke(now, sign === "over" ? 523 : 784);
  if (sign === "over") stroke(now + 0.35, 523);
}
