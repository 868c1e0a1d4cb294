// Keeps what somebody types: through a reload, a crash, a dead network. A sheet that can't be sent waits in the outbox
// and is sent once the network is back; its own id makes sure that it arrives exactly once.
// Without it the forms are ordinary forms.

const form = document.querySelector("form[data-draft]");
const conference = document.body.dataset.conference;
const OUTBOX = `outbox:${conference}`;
const outbox = () => JSON.parse(localStorage.getItem(OUTBOX) || "[]");
const keep = (letters) => localStorage.setItem(OUTBOX, JSON.stringify(letters));

if (form) {
  const drawer = `draft:${conference}${form.dataset.draft}`;
  const typed = () => [...new FormData(form)].filter(([name]) => !["csrfmiddlewaretoken", "seen", "cell"].includes(name));
  const kept = JSON.parse(localStorage.getItem(drawer) || "null");
  if (kept && !form.querySelector(".errorlist")) {
    for (const [name, value] of kept) {
      const field = form.elements[name];
      if (field?.type === "checkbox") field.checked = true;
      else if (field && value) field.value = value;
    }
    form.dataset.touched = "yes";
  }
  form.addEventListener("input", () => {
    form.dataset.touched = "yes";
    localStorage.setItem(drawer, JSON.stringify(typed()));
  });
  form.addEventListener("submit", async (event) => {
    if (event.submitter?.name === "another" || !("outbox" in form.dataset)) return localStorage.removeItem(drawer);
    event.preventDefault();
    const letter = { fields: [...new FormData(form)], to: form.action };
    event.submitter.disabled = true;
    const answer = await post(letter);
    event.submitter.disabled = false;
    if (answer?.status === 201) {
      localStorage.removeItem(drawer);
      location.assign((await answer.json()).to);
    } else if (answer) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      document.querySelector("main").replaceWith(page.querySelector("main"));
      document.querySelector("[aria-invalid]")?.focus();
      if (answer.ok || answer.status === 422) location.hash = "main";
    } else {
      keep([...outbox(), letter]);
      localStorage.removeItem(drawer);
      location.assign(conference);
    }
  });
}

/** Sends a sheet; null when the network is dead or the server is not there. */
async function post({ fields, to }) {
  const data = new FormData();
  for (const [name, value] of fields) data.append(name, name === "csrfmiddlewaretoken" ? document.body.dataset.csrf : value);
  try {
    const answer = await fetch(to, { method: "POST", body: data, headers: { Accept: "application/json" } });
    return answer.status >= 500 ? null : answer;
  } catch {
    return null;
  }
}

/** Sends what waits, one after the other, in the order it was written. */
async function empty() {
  show();
  for (const letter of outbox()) {
    const answer = await post(letter);
    if (!answer) break;
    keep(outbox().slice(1));
    if (answer.status === 201) location.reload();
  }
  show();
}

function show() {
  const place = document.getElementById("outbox");
  if (!place) return;
  place.hidden = !outbox().length;
  place.replaceChildren(...outbox().map(({ fields }) => {
    const line = document.createElement("p");
    line.className = "notice";
    line.textContent = `${place.dataset.sentence} ${new Map(fields).get("title")}`;
    return line;
  }));
}

addEventListener("online", empty);
setInterval(() => outbox().length && navigator.locks.request(OUTBOX, empty), 5000);
empty();
