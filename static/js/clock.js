// The server's time on every device, whatever its own clock says: learnt from pings over the socket, the quickest counts.
// Until the first answer, and without a socket, it is the device's own time.

import { keepTime } from "./live.js";

const GOOD = 60; // ms there and back that are always quick enough
let ahead = Date.now() - performance.now(), best = Infinity;

/** Milliseconds since 1970 as the server has them. */
export function now() {
  return performance.now() + ahead;
}

// An answer: how long it took there and back, and the server's time in between. On a new connection, or after sleep,
// comes nothing: what was learnt before counts no more.
keepTime((trip = Infinity, server = 0) => {
  if (trip === Infinity) best = Infinity;
  if (trip === Infinity || trip > Math.max(best, GOOD)) return;
  best = Math.min(best, trip);
  ahead = server + trip / 2 - performance.now();
});
