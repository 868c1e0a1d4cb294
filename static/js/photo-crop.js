// Crops on the photo itself: corners, edges or the whole part by mouse and finger. What is drawn stands in the four
// fields below, and the other way round: they are the way by keyboard, and without this script.

const LEAST = 2; // percent that stay
const form = document.getElementById("crop"), frame = form.querySelector(".frame"), kept = form.querySelector(".kept");
const SIDES = { left: "right", right: "left", top: "bottom", bottom: "top" };
const field = (side) => form.elements[side];
const value = (side) => Math.min(98, Math.max(0, Number(field(side).value) || 0));
let hold = null;

function draw() {
  for (const side of Object.keys(SIDES)) frame.style.setProperty(`--${side}`, `${value(side)}%`);
}

function put(side, percent) {
  const most = 100 - LEAST - value(SIDES[side]);
  field(side).value = Math.round(Math.min(most, Math.max(0, percent)) * 10) / 10;
}

// Moves the part without changing its size.
function shift(one, other, by, was) {
  const free = was[one] + was[other], to = Math.min(free, Math.max(0, was[one] + by));
  field(one).value = Math.round(to * 10) / 10;
  field(other).value = Math.round((free - to) * 10) / 10;
}

frame.addEventListener("pointerdown", (event) => {
  if (event.button || !event.isPrimary) return;
  const edges = event.target.dataset.edge?.split(" ") ?? (event.target === kept ? [] : null);
  if (!edges) return;
  event.preventDefault();
  frame.setPointerCapture(event.pointerId);
  hold = { edges, x: event.clientX, y: event.clientY, was: Object.fromEntries(Object.keys(SIDES).map((side) => [side, value(side)])) };
});
frame.addEventListener("pointermove", (event) => {
  if (!hold) return;
  const box = frame.getBoundingClientRect(), { was } = hold;
  const x = ((event.clientX - hold.x) / box.width) * 100, y = ((event.clientY - hold.y) / box.height) * 100;
  const by = { left: x, right: -x, top: y, bottom: -y };
  if (hold.edges.length) for (const side of hold.edges) put(side, was[side] + by[side]);
  else { shift("left", "right", x, was); shift("top", "bottom", y, was); }
  draw();
});
for (const end of ["pointerup", "pointercancel"]) frame.addEventListener(end, () => { hold = null; });
form.addEventListener("input", draw);
kept.hidden = false;
draw();
