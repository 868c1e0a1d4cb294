// Opens a photo large over the page; arrow keys, buttons or a swipe lead to the next. Without it the photo's page opens.

const FAR = 60; // px of a swipe

/** `dialog` shows the photos whose links stand in `album`. */
export function light(dialog, album) {
  const picture = dialog.querySelector("img"), words = dialog.querySelector("figcaption"), count = dialog.querySelector(".count");
  const change = dialog.querySelector("a"), [back, next] = dialog.querySelectorAll("[data-step]");
  const links = () => [...album.querySelectorAll("a[data-large]")];
  let now = null, from = null, swiped = false;

  function show(link) {
    const all = links(), at = all.indexOf(link);
    if (at < 0) return;
    now = link.closest("[data-photo]").dataset.photo;
    const { large, width, height } = link.dataset;
    Object.assign(picture, { src: large, width, height, alt: link.querySelector("img").alt });
    words.textContent = link.parentElement.querySelector("figcaption")?.textContent ?? "";
    count.textContent = `${at + 1}/${all.length}`;
    change.href = link.href;
    back.disabled = at === 0;
    next.disabled = at === all.length - 1;
    if (!dialog.open) dialog.showModal();
  }
  function step(by) {
    const all = links(), at = all.findIndex((each) => each.closest("[data-photo]").dataset.photo === now);
    if (all[at + by]) show(all[at + by]);
  }

  album.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-large]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    show(link);
  });
  dialog.addEventListener("click", ({ target }) => {
    if (target.closest("[data-close]") || (!swiped && target.matches("dialog, figure"))) dialog.close();
    const button = target.closest("[data-step]");
    if (button) step(Number(button.dataset.step));
  });
  dialog.addEventListener("keydown", ({ key }) => { if (key === "ArrowLeft" || key === "ArrowRight") step(key === "ArrowLeft" ? -1 : 1); });
  dialog.addEventListener("pointerdown", ({ clientX, isPrimary }) => { from = isPrimary ? clientX : null; });
  dialog.addEventListener("pointerup", ({ clientX }) => {
    const x = clientX - from;
    swiped = from !== null && Math.abs(x) > FAR && (visualViewport?.scale ?? 1) === 1;
    if (swiped) step(x < 0 ? 1 : -1);
    from = null;
  });
  dialog.addEventListener("close", () => { picture.removeAttribute("src"); links().find((each) => each.closest("[data-photo]").dataset.photo === now)?.focus(); });
}
