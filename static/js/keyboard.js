// The desk by keyboard: arrow keys walk over the wall and the parking, letters are the verbs on the buttons.
// Letters work only while the focus is on the board: who dictates to the computer would call them by accident.
// Without it Tab reaches every sheet and cell, and Enter chooses.

const VERBS = { w: "where", p: "park", c: "continue", t: "swap", f: "fix" };

/** Calls `act(verb)` and `letGo()`; moves the focus over the board. */
export function keyboard(board, { act, letGo, search }) {
  const keys = {
    escape: letGo,
    "/": () => search.focus(),
    z: () => document.querySelector("#undo button").click(),
    y: () => document.querySelector("#redo button").click(),
    n: () => location.assign(board.querySelector(".side .button").href),
    ...Object.fromEntries(Object.entries(VERBS).map(([key, verb]) => [key, () => act(verb)])),
  };

  addEventListener("keydown", (event) => {
    if (event.target === search) return searching(event);
    if (event.target.matches("input, textarea, select") || event.ctrlKey || event.metaKey || event.altKey) return;
    const somewhere = event.target !== document.body;
    if (somewhere && !board.contains(event.target)) return;
    const key = event.key.toLowerCase();
    const verb = event.key.startsWith("Arrow") ? () => next(event.key)?.querySelector("a")?.focus() : (somewhere || key === "escape") && keys[key];
    if (!verb) return;
    event.preventDefault();
    verb();
  });

  function searching(event) {
    if (event.key === "Enter") board.querySelector(".hit a")?.focus();
    if (event.key !== "Escape") return;
    search.value = "";
    search.dispatchEvent(new Event("input"));
    (next("ArrowRight") ?? board).querySelector("a")?.focus();
  }

  // The cell or parked sheet that lies in that direction: rows of cells, and the parking to their left.
  function next(key) {
    const here = document.activeElement.closest(".cell, .parked");
    const rows = [...board.querySelectorAll(".cells")].map((row) => [...row.children]);
    const parked = [...board.querySelectorAll(".parked")];
    const [down, right] = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[key];
    if (!here) return rows[0]?.[0] ?? parked[0];
    if (here.matches(".parked")) return right > 0 ? rows[0]?.[0] : parked[parked.indexOf(here) + down];
    const at = rows.findIndex((row) => row.includes(here));
    const column = rows[at].indexOf(here) + right;
    return column < 0 ? parked[0] : rows[at + down]?.[column];
  }
}
