// Keeps the screen awake while it shows. Browsers give that right only to https and localhost, and take it back when
// the page is hidden; without it the page works the same, and the computer's own setting decides.

export function keepAwake() {
  if (!navigator.wakeLock) return;
  const ask = () => document.hidden || navigator.wakeLock.request("screen").catch(() => {});
  document.addEventListener("visibilitychange", ask);
  setInterval(ask, 60_000); // a lock can be lost without a word, for example to a low battery
  ask();
}
