// The rows of next steps: each is shared, so that two can write in two rows, or in one. A row that somebody removes
// while another writes in it stays.

import { bind } from "./report-text.js";

const list = document.getElementById("steps");
const template = document.getElementById("step");
const more = document.getElementById("more-steps");
const fresh = () => [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
const FIELDS = { who: "step_who", what: "step_what" };

export function tendSteps(Y, doc) {
  const steps = doc.getArray("steps"), rows = new Map(); // a shared row → its line in the page
  const shared = (line) => [...rows].find(([, each]) => each === line)?.[0];
  const field = (line, name) => line.querySelector(`[name=${name}]`);

  for (const line of [...list.querySelectorAll(".blank")].slice(list.querySelector(".step:not(.blank)") ? 0 : 1)) line.remove();
  for (const line of list.children) line.querySelector(".remove").hidden = false;
  more.hidden = false;
  more.addEventListener("click", () => field(append(), "step_what").focus());
  list.addEventListener("input", ({ target }) => begin(target.closest(".step")), true);
  list.addEventListener("click", ({ target }) => { if (target.matches(".remove")) remove(target.closest(".step")); });
  list.addEventListener("keydown", (event) => { if (event.key === "Enter" && event.target.matches("input")) event.preventDefault(); });
  steps.observeDeep(draw);
  draw();

  function append() {
    const line = template.content.firstElementChild.cloneNode(true);
    line.querySelector(".remove").hidden = false;
    list.append(line);
    return line;
  }

  // The first letter in a line makes it a row for all.
  function begin(line) {
    const row = shared(line);
    if (row?.get("gone")) row.set("gone", false);
    if (row) return;
    const mine = new Y.Map(), id = field(line, "step_id").value || fresh();
    field(line, "step_id").value = id;
    doc.transact(() => {
      for (const [name, value] of Object.entries({ id, by: field(line, "step_by").value })) mine.set(name, value);
      for (const [name, at] of Object.entries(FIELDS)) mine.set(name, new Y.Text(field(line, at).value));
      tie(mine, line, false);
      steps.push([mine]);
    }, line);
    for (const [name, at] of Object.entries(FIELDS)) bind(field(line, at), mine.get(name), doc);
  }

  function tie(row, line, whole = true) {
    rows.set(row, line);
    line.classList.remove("blank");
    const by = field(line, "step_by");
    by.addEventListener("input", () => row.set("by", by.value));
    if (!whole) return;
    for (const [name, at] of Object.entries(FIELDS)) {
      if (!(row.get(name) instanceof Y.Text)) row.set(name, new Y.Text(String(row.get(name) ?? "")));
      bind(field(line, at), row.get(name), doc);
    }
  }

  function remove(line) {
    const row = shared(line);
    if (row) row.set("gone", true);
    else line.remove();
    more.focus();
  }

  function draw() {
    for (const row of steps) {
      if (!(row instanceof Y.Map)) continue;
      let line = rows.get(row);
      const focused = line?.contains(document.activeElement) && document.activeElement.matches("input");
      if (row.get("gone") && focused) setTimeout(() => row.set("gone", false)); // somebody writes here
      if (row.get("gone") && !focused) { if (line) line.hidden = true; continue; }
      if (!line) {
        line = [...list.children].find((each) => field(each, "step_id").value === row.get("id") && !shared(each)) ?? append();
        field(line, "step_id").value = row.get("id");
        tie(row, line);
      }
      line.hidden = false;
      const by = field(line, "step_by");
      if (by !== document.activeElement && by.value !== (row.get("by") ?? "")) by.value = row.get("by") ?? "";
    }
    order();
  }

  // The same order for all; the line in which somebody here writes is not moved, an invitation that nobody took goes.
  function order() {
    const ours = [...steps].map((row) => rows.get(row)).filter(Boolean), here = document.activeElement.closest(".step");
    if (ours.length) for (const line of list.querySelectorAll(".blank")) if (line !== here) line.remove();
    let next = list.firstElementChild;
    for (const line of ours) {
      if (line === next) next = next.nextElementSibling;
      else if (line !== here) list.insertBefore(line, next);
    }
  }
}
