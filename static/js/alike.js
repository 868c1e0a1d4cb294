// While somebody writes a title: which sheets there are already about the same. Without it the sheet's page says so later.

const place = document.getElementById("alike");
const title = document.getElementById("id_title");
let waiting = 0, asked = "";

async function ask() {
  const words = title.value.trim();
  if (words === asked) return;
  asked = words;
  const answer = await fetch(`${place.dataset.from}?${new URLSearchParams({ title: words })}`).catch(() => null);
  const piece = answer?.ok ? await answer.text().catch(() => "") : "";
  if (title.value.trim() === words) place.replaceChildren(...new DOMParser().parseFromString(piece, "text/html").body.childNodes);
}

title?.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(ask, 700); });
