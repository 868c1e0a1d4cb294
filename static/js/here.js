// Who scans a door's code is in the room without a further tap. Only for who comes from outside, as from a camera, or
// has just joined: who comes by a link of ours, by going back or by reloading taps the button. Without it so does everybody.

const form = document.getElementById("scan");
const came = performance.getEntriesByType("navigation")[0]?.type ?? "navigate";
const joined = new URL(document.referrer || location.origin).pathname.startsWith("/j/");

function scan() {
  form.querySelector("button").disabled = true;
  form.submit();
}

if (came === "navigate" && (!document.referrer || joined)) {
  if (document.prerendering) document.addEventListener("prerenderingchange", scan, { once: true });
  else scan();
}
// Shown again from the browser's memory, it can be tapped again.
addEventListener("pageshow", () => { form.querySelector("button").disabled = false; });
