// Sends a verb as the plain form would; what its answer holds is put in place like news, with the sentence beside it.
// Without it the forms on the sheets' pages do the same.

import { learn } from "./live.js";
import { say } from "./regions.js";

const toast = document.getElementById("toast");

/** Posts the values; resolves to whether it was done (a refusal shows its sentence and the present state). */
export async function send(url, values) {
  const { csrf: csrfmiddlewaretoken, version: seen } = document.body.dataset;
  const body = new URLSearchParams({ ...values, csrfmiddlewaretoken, seen });
  try {
    const answer = await fetch(url, { method: "POST", body, headers: { "HX-Request": "true" }, signal: AbortSignal.timeout(15000) });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const parts = [...page.querySelectorAll("hx-partial")].map((part) => [part.getAttribute("hx-target").slice(1), part]);
    const [was, told] = (answer.headers.get("X-Version") ?? "").split(" ").map(Number);
    await learn(Object.fromEntries(parts.filter(([id]) => id !== "toast").map(([id, part]) => [id, part.innerHTML])), was, told);
    const said = parts.find(([id]) => id === "toast")?.[1];
    say(said?.textContent.trim() || (answer.ok ? "" : toast.dataset.unsent), !answer.ok);
    return answer.ok;
  } catch {
    say(toast.dataset.unsent, true);
    return false;
  }
}

/** Sends the forms that only change the wall without leaving the page; `after(done)` once that is answered. */
export function sendForms(place, after = () => {}) {
  place.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-stay]")) return;
    event.preventDefault();
    send(event.submitter?.getAttribute("formaction") ?? form.action, Object.fromEntries(new FormData(form, event.submitter))).then(after);
  });
}
