// The fast entry by keyboard alone: Enter goes on from the code and the name, and sends from the title; Ctrl+Enter sends
// from anywhere. Without it Enter sends from every single line, and texts of several lines need the button.

const steps = ["paper", "person", "title"];

document.addEventListener("keydown", (event) => {
  const form = event.target.form;
  if (event.key !== "Enter" || event.isComposing || !form?.dataset.draft?.startsWith("entry")) return;
  const step = steps.indexOf(event.target.name);
  const sends = event.ctrlKey || event.metaKey || event.target.name === "title";
  if (sends || (step >= 0 && form.elements.title.value.trim())) {
    event.preventDefault();
    form.requestSubmit(form.querySelector("button[name=another]"));
  } else if (step >= 0) {
    event.preventDefault();
    form.elements[steps[step + 1]].focus();
  }
});

// A sheet that waits for the network leaves an empty form behind, without the code that was scanned.
document.addEventListener("reset", (event) => {
  if (event.target.elements.paper) event.target.elements.paper.defaultValue = "";
});
