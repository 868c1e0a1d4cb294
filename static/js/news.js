// The Nachrichtenwand and a report on it: a sheet that has just been hung glows, and the read mark is set without
// leaving the page. Without it the page shows what hung when it was loaded, and the mark is a plain form.

import { catchUp } from "./live.js";
import { shine } from "./regions.js";
import { sendForms } from "./send.js";

const wall = () => document.getElementById("reports");
const newest = () => Number(wall()?.dataset.newest ?? 0);
const hanging = () => [...document.querySelectorAll("#reports .hung")];
let known = newest(), hung = new Set(hanging().map((each) => each.id));

document.addEventListener("wall:changed", () => {
  const came = hanging().filter((each) => !hung.has(each.id));
  for (const each of came) if (each.dataset.at >= known) shine(each); // others came from another page of the list
  hung = new Set(hanging().map((each) => each.id));
  known = newest();
});
sendForms(document, () => catchUp());
