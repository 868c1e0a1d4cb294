// The desk by keyboard: arrow keys walk over the wall and the parking, letters are the verbs on the buttons.
// Without it Tab reaches every sheet and cell, and Enter chooses.

const VERBS = { w: "where", p: "park", c: "continue", t: "swap", f: "fix" };

/** Calls `act(verb)` and `letGo()`; moves the focus over the board. */
export function keyboard(board, { act, letGo, search }) {
  addEventListener("keydown", (event) => {
    if (event.target.matches("input, textarea, select")) {
      if (event.key === "Escape" && event.target === search) {
        search.value = "";
        search.dispatchEvent(new Event("input"));
        board.querySelector(".hold").focus();
      }
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const key = event.key.toLowerCase();
    if (event.key.startsWith("Arrow")) { event.preventDefault(); next(event.key)?.querySelector("a")?.focus(); }
    else if (key === "escape") letGo();
    else if (key === "/") { event.preventDefault(); search.focus(); }
    else if (key === "z") document.querySelector("#undo button").click();
    else if (key === "y") document.querySelector("#redo button").click();
    else if (key === "n") location.assign(board.querySelector(".side .button").href);
    else if (VERBS[key]) { event.preventDefault(); act(VERBS[key]); }
  });

  // The cell or parked sheet that lies in that direction: rows of cells, and the parking to their left.
  function next(key) {
    const here = document.activeElement.closest(".cell, .parked");
    const rows = [...board.querySelectorAll(".cells")].map((row) => [...row.children]);
    const parked = [...board.querySelectorAll(".parked")];
    const [down, right] = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[key];
    if (!here) return rows[0]?.[0];
    if (here.matches(".parked")) return right > 0 ? rows[0]?.[0] : parked[parked.indexOf(here) + down];
    const at = rows.findIndex((row) => row.includes(here));
    const column = rows[at].indexOf(here) + right;
    return column < 0 ? parked[0] : rows[at + down]?.[column];
  }
}
