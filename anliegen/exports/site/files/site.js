// What the site does with scripts on: it shows the field for a search, and on the page of the search what is found.
// A page from a folder may fetch nothing, so the sheets come as a script of their own (sheets.js). Without scripts the
// field stays hidden; everything else is links.
for (const form of document.querySelectorAll("form.search")) form.hidden = false;

const page = document.querySelector("#found");
if (page && window.sheets) {
  const field = document.querySelector("main form.search input");
  const stemmers = [new GermanStemmer(), new EnglishStemmer()]; // one does not know in which language somebody wrote
  const stems = (word) => {
    const low = word.toLowerCase();
    return [...new Set([low, ...stemmers.map((each) => each.stemWord(low))])];
  };
  const index = new MiniSearch({ idField: "number", fields: ["number", "title", "people", "text"], processTerm: stems });
  index.addAll(window.sheets);
  const of = new Map(window.sheets.map((sheet) => [sheet.number, sheet]));
  const words = (text) => text.split(/[\s\p{P}\p{S}]+/u).filter(Boolean);

  const find = (text) => {
    const typed = words(text);
    const queries = typed.map((word, nth) => ({
      combineWith: "OR",
      queries: stems(word),
      prefix: nth === typed.length - 1 && word.length > 2,
      fuzzy: word.length > 4 ? 0.2 : false,
    }));
    return index.search(
      { combineWith: "AND", queries },
      { processTerm: (term) => term, tokenize: (term) => [term], boost: { number: 5, title: 3, people: 2 } },
    );
  };

  const around = (sheet, typed) => {
    const low = sheet.text.toLowerCase();
    const at = typed.flatMap((word) => stems(word)).map((stem) => low.indexOf(stem)).filter((at) => at >= 0);
    const from = Math.max(0, Math.min(...at, sheet.text.length) - 60);
    const start = at.length ? from : 0;
    return (start ? "… " : "") + sheet.text.slice(start, start + 180).trim() + (sheet.text.length > start + 180 ? " …" : "");
  };

  const show = () => {
    const typed = field.value.trim();
    const results = typed ? find(typed) : [];
    page.replaceChildren(...results.slice(0, 100).map(({ id }) => entry(of.get(id), words(typed))));
    const say = document.querySelector("#count");
    say.textContent = !typed ? "" : results.length === 1 ? say.dataset.one : results.length ? say.dataset.many.replace("{n}", results.length) : say.dataset.none;
  };

  const entry = (sheet, typed) => {
    const item = document.querySelector("#entry").content.cloneNode(true);
    item.querySelector("a").href = `anliegen/${sheet.number}.html`;
    item.querySelector(".number").textContent = sheet.number;
    item.querySelector(".title").textContent = sheet.title;
    item.querySelector(".about").textContent = around(sheet, typed);
    return item;
  };

  field.value = new URLSearchParams(location.search).get("q") ?? "";
  field.form.addEventListener("submit", (event) => event.preventDefault());
  field.addEventListener("input", show);
  show();
}
