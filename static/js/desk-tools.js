// The desk's search and zoom. Without them the browser's own do.

const board = document.getElementById("board");
export const search = document.getElementById("search");
let zoom = 0;

/** Marks what holds all the words that are typed in the search. */
export function filter() {
  const words = search.value.trim().toLocaleLowerCase().split(/\s+/).filter(Boolean);
  document.body.classList.toggle("searching", words.length > 0);
  for (const each of board.querySelectorAll(".cell.taken, .parked")) {
    const text = each.textContent.replaceAll("\u00ad", "").toLocaleLowerCase();
    each.classList.toggle("hit", words.length > 0 && words.every((word) => text.includes(word.replace(/^#/, ""))));
  }
}

function enlarge(step) {
  zoom = Math.max(0, Math.min(4, zoom + step));
  for (const [name, value] of [["--column", `${3.2 + zoom * 2}rem`], ["--zoom", 1 + zoom * 0.2], ["--least", `${zoom * 30}%`]])
    zoom ? board.style.setProperty(name, value) : board.style.removeProperty(name);
  board.querySelector(".wall").scrollIntoView({ block: "nearest" });
}

search.addEventListener("input", filter);
document.getElementById("larger").addEventListener("click", () => enlarge(1));
document.getElementById("smaller").addEventListener("click", () => enlarge(-1));
