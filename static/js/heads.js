// How full the rooms are, painted on the cells of what runs now: from the phone to the hall's screen. Who is where is told
// to nobody. Without it the doors and the rooms' pages say it.

/** Paints what the region `heads` says, and takes away what it says no longer. */
export function paintHeads() {
  const heads = document.getElementById("heads"), now = (Date.now() + Number(document.body.dataset.ahead ?? 0)) / 1000;
  const [counts, seats] = [heads.dataset.counts, heads.dataset.seats].map((list) => new Map(list.split(",").map((each) => each.split(":"))));
  for (const about of document.querySelectorAll(".cell .about")) {
    const slot = about.closest(".slot, .span"), place = about.querySelector(".room"), old = about.querySelector(".heads");
    const runs = slot?.querySelector("[data-running]") || (slot?.dataset.starts <= now && now < slot?.dataset.ends);
    const { room } = about.closest(".cell").dataset, here = runs && counts.get(room), most = seats.get(room);
    if (!here) { old?.remove(); continue; }
    const line = old ?? about.insertBefore(Object.assign(document.createElement("span"), { className: "heads" }), place ? place.nextSibling : about.firstChild);
    const full = Number(here) >= Number(most), many = heads.dataset[most ? "of" : "here"].replace("%n", here).replace("%s", most);
    Object.assign(line.dataset, full ? { say: heads.dataset.full, short: heads.dataset.full } : { say: many, short: `≈${here}${most ? `/${most}` : ""}` });
  }
}
