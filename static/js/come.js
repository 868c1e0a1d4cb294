// "I'd come" by one tap on a sheet of the wall: sent as the form on the sheet's page would, one after the other, so that an
// answer never speaks of less than was tapped. Without it that form and the quick round do the same.

import { tap, tapped } from "./marks.js";
import { send } from "./send.js";

let sending = Promise.resolve();

/** Sends what was tapped on that sheet; of several taps on one only the last. */
export function come(number) {
  const on = tapped.get(number);
  sending = sending.then(async () => {
    if (tapped.get(number) !== on) return;
    await send(`${document.body.dataset.conference}anliegen/${number}/interest/`, { on: on ? "on" : "" });
    if (tapped.get(number) === on) tap(number, null);
  });
}
