// The page on which a group writes its report: what is typed is saved by itself and seen by the others at once.
// Without it, or without its library, the page is a form with a button.

import { share } from "./report-doc.js";
import { tendSteps } from "./report-steps.js";
import { bind } from "./report-text.js";
import { showWriters } from "./report-who.js";
import { say } from "./regions.js";
import { sendForms } from "./send.js";

const form = document.getElementById("writing");
const line = document.getElementById("writing-state");
const words = form.dataset;
const STATES = { saved: words.saved, saving: words.saving, waits: words.waits, full: words.full };

async function begin() {
  const Y = await import(words.library);
  const writers = showWriters(form);
  const report = share(Y, form, (state, sentence) => {
    line.dataset.state = state;
    const said = [sentence || STATES[state], writers.sentence()].filter(Boolean).join(" · ");
    if (line.textContent !== said) line.textContent = said;
  }, writers.heard);
  for (const part of form.querySelectorAll(".part")) {
    bind(part.querySelector("textarea:not([hidden])"), report.doc.getText(part.dataset.part), report.doc);
  }
  tendSteps(Y, report.doc);
  writers.watch(report.order);
  form.dataset.touched = "yes"; // no release and no news loads this page anew under somebody's hands
  document.body.classList.add("together");
  return report;
}

function hang(address) {
  const letter = document.createElement("form");
  Object.assign(letter, { method: "post", action: address, hidden: true });
  letter.append(Object.assign(document.createElement("input"), { name: "csrfmiddlewaretoken", value: document.body.dataset.csrf }));
  document.body.append(letter);
  letter.submit();
}

const started = words.doc ? begin() : Promise.reject(new Error("two texts to choose from"));
started.then((report) => {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const address = event.submitter?.getAttribute("formaction");
    if (!address) return;
    if (await report.settled()) hang(address);
    else say(line.textContent, true);
  });
}, (error) => {
  line.textContent = words.doc ? words.plain : "";
  if (words.doc) console.warn(error);
});

sendForms(document.querySelector(".there"), () => {});
document.querySelector(".there").addEventListener("submit", ({ target }) => {
  if ("clear" in target.dataset) setTimeout(() => target.reset());
});
