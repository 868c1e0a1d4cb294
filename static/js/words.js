// Orders of a page over the live socket, and the words that come back: for who types into what others have open, too.

import { line, speak } from "./live.js";

const listeners = {}; // kind of word → who hears it

line.hear = (word) => listeners[word.kind]?.(word);
line.begin = () => Object.values(listeners).forEach((hear) => hear(null));

/** Lets `hear(word)` know what the server says of that kind, and null whenever a connection begins; returns how to answer. */
export function converse(kind, hear) {
  listeners[kind] = hear;
  queueMicrotask(() => hear(null)); // there may be one already
  return (order) => speak(JSON.stringify({ kind, ...order }));
}
