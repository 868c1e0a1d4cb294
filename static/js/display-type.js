// The sizes of type that the last row of a hall can read, and the largest one for the guiding question and for texts.

let factor = 1;

export const zoom = () => factor;
export const percent = () => innerHeight / 100;
export const least = () => (Math.ceil(innerHeight / 70) / 0.655) * factor; // as in display.css
export const titleLeast = () => (Math.ceil(innerHeight / 45) / 0.655) * factor;

/** Make all type that much larger: what no longer fits turns pages. */
export function zoomTo(wanted) {
  factor = wanted || 1;
  document.documentElement.style.setProperty("--zoom", factor);
}

/** Give the guiding question the largest type that fits its place. */
export function fitTheme(stage) {
  const title = stage.querySelector(".theme h1"), below = stage.querySelector(".invite").getBoundingClientRect();
  if (below.height) stage.style.setProperty("--theme-room", `${below.top - title.getBoundingClientRect().top - 2 * percent()}px`);
  const sizes = stage.dataset.mode === "invite" ? [13, 11.5, 10, 8.8, 7.6, 6.6, 5.6, 4.8, 4.2, 3.6] : [5.2, 4.7, 4.2, 3.8, 3.3, 2.9];
  for (const size of sizes) {
    stage.style.setProperty("--theme", `${size}vh`);
    stage.dataset.measuring = "";
    const fits = title.scrollHeight <= title.clientHeight + (size * percent()) / 4; // letters may reach out of their line
    delete stage.dataset.measuring;
    if (fits) return;
  }
}

/** Give a box the largest type, up to so many percent of the height, in which all of it fits and no word breaks; return whether. */
export function fitText(box, most, smallest = titleLeast()) {
  let low = smallest, high = Math.max(low, most * percent() * factor);
  const fits = (size) => {
    box.style.setProperty("--size", `${size}px`);
    return box.scrollHeight <= box.clientHeight + size / 4 && box.scrollWidth <= box.clientWidth + 1;
  };
  box.dataset.measured = "";
  let all = fits(high);
  if (!all) {
    while (high - low > percent() / 10) {
      const middle = (low + high) / 2;
      if (fits(middle)) low = middle;
      else high = middle;
    }
    all = fits(low);
  }
  delete box.dataset.measured;
  return all;
}
