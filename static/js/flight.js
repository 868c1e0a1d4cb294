// A sheet flies from where it was to where it is, by the browser's view transitions.
// Without them, with reduced motion, or with many sheets at once, it is simply there.

const MOST = 4; // more than these at once is a shuffle that no eye follows
const still = matchMedia("(prefers-reduced-motion: reduce)");

/** Runs `put`, which puts the regions in place; a sheet that they hang elsewhere flies there. */
export function fly(regions, put) {
  const hung = Object.entries(regions).filter(([id]) => /^(cell|parked)-/.test(id)).map(([, html]) => html);
  const moved = [...new Set(hung.join().match(/(?<=data-anliegen=")\d+/g))].filter(
    (number) => sheets(number).length === 1 && !regions[sheets(number)[0].parentElement.id]?.includes(`data-anliegen="${number}"`));
  if (!moved.length || moved.length > MOST || !document.startViewTransition || still.matches || document.hidden) return put();
  const name = (given) => {
    for (const number of moved) for (const each of sheets(number)) each.style.viewTransitionName = given && `sheet-${number}`;
  };
  name("yes");
  const flight = document.startViewTransition(async () => {
    name("");
    await put();
    name("yes");
  });
  flight.ready.catch(() => {}); // one flight may end another, or the page
  flight.finished.catch(() => {}).finally(() => name(""));
  return flight.updateCallbackDone;
}

// Where a sheet can be seen on the wall; in a hall that sees the stage of the market alone, there.
function sheets(number) {
  const seen = (places) => [...document.querySelectorAll(`:is(${places})[data-anliegen="${number}"] > .sheet`)].filter((each) => each.checkVisibility());
  const hung = seen(".cell, .parked");
  return hung.length ? hung : seen(".presents");
}
