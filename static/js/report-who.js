// Who else has this report open, and in which part they write: in words, at the part and in the line at the bottom.

/** Watches where this page writes and shows where others do. */
export function showWriters(form) {
  const words = form.dataset;
  let page = "", others = [], timer = 0, part = "";
  const label = (name) => form.querySelector(`[data-part="${name}"] :is(label, legend)`)?.textContent.trim() ?? "";
  const all = (names) => new Intl.ListFormat(document.documentElement.lang, { type: "conjunction" }).format([...new Set(names)]);
  const named = ([, seat, name]) => (String(seat) === document.body.dataset.seat ? words.you : name);

  function heard(word) {
    if (word.page) page = word.page;
    if (!word.writers) return;
    others = word.writers.filter(([each]) => each !== page);
    for (const line of form.querySelectorAll("[data-writer]")) {
      const here = others.filter(([, , , at]) => at === line.dataset.writer).map(named);
      line.textContent = here.length ? `✎ ${all(here)}` : "";
    }
  }

  function sentence() {
    const writing = others.filter(([, , , at]) => at), parts = [...new Set(writing.map(([, , , at]) => at))];
    const said = parts.map((at) => words.with.replace("{who}", all(writing.filter((each) => each[3] === at).map(named))).replace("{part}", label(at)));
    const idle = others.filter(([, , , at]) => !at);
    if (!said.length && idle.length) said.push(words.there.replace("{who}", all(idle.map(named))));
    return said.join(" · ");
  }

  function watch(order) {
    const tell = (now) => {
      clearTimeout(timer);
      timer = setTimeout(() => { if (now !== part) { part = now; order({ do: "here", part }); } }, 300);
    };
    form.addEventListener("focusin", ({ target }) => tell(target.closest("[data-part]")?.dataset.part ?? ""));
    form.addEventListener("focusout", () => tell(""));
    document.addEventListener("visibilitychange", () => tell(document.hidden ? "" : document.activeElement?.closest("[data-part]")?.dataset.part ?? ""));
  }

  return { heard, sentence, watch };
}
