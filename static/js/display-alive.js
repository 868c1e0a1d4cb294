// Says every few seconds that this screen is open, and whether it can be seen; and once more when it is closed. The desk
// marks a screen that has fallen silent. A preview says nothing.

const EVERY = 8000;
const stage = document.getElementById("hall");

/** `seen`: whether anybody can see it. */
function say(seen) {
  const body = new URLSearchParams({ csrfmiddlewaretoken: document.body.dataset.csrf, ...(seen && { on: "on" }) });
  if (!navigator.sendBeacon(stage.dataset.alive, body)) fetch(stage.dataset.alive, { method: "POST", body }).catch(() => {});
}

export function stayInTouch() {
  const look = () => say(document.visibilityState === "visible");
  document.addEventListener("visibilitychange", look);
  addEventListener("pagehide", () => say(false));
  addEventListener("pageshow", look);
  setInterval(look, EVERY);
}
