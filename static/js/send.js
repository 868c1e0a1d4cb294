// Sends a verb as the plain form would; the answer's fragments and its sentence are put in place by htmx.
// Without it the forms on the sheets' pages do the same.

/** Posts the values; resolves to whether it was done (a refusal shows its sentence and the present state). */
export async function send(url, values) {
  const toast = document.getElementById("toast");
  toast.replaceChildren();
  try {
    const fields = { csrfmiddlewaretoken: document.body.dataset.csrf, seen: document.body.dataset.version, ...values };
    await htmx.ajax("POST", url, { values: fields, target: "#toast", swap: "none" });
  } catch {
    say(document.getElementById("lost").dataset.lost);
  }
  return Boolean(toast.firstChild) && !toast.querySelector(".refused");
}

/** Shows a sentence for some seconds. */
export function say(sentence) {
  const line = document.createElement("p");
  line.className = "toast refused";
  line.textContent = sentence;
  document.getElementById("toast").replaceChildren(line);
}
