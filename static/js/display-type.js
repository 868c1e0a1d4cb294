// The sizes of type that the last row of a hall can read, and the largest one for the guiding question.

export const percent = () => innerHeight / 100;
export const least = () => Math.ceil(innerHeight / 70) / 0.655; // as in display.css
export const titleLeast = () => Math.ceil(innerHeight / 45) / 0.655;

/** Give the guiding question the largest type that fits its place. */
export function fitTheme(stage) {
  const title = stage.querySelector(".theme h1");
  const sizes = stage.dataset.mode === "invite" ? [13, 11.5, 10, 8.8, 7.6, 6.6, 5.6, 4.8, 4.2, 3.6] : [5.2, 4.7, 4.2, 3.8, 3.3, 2.9];
  for (const size of sizes) {
    stage.style.setProperty("--theme", `${size}vh`);
    stage.dataset.measuring = "";
    const fits = title.scrollHeight <= title.clientHeight + (size * percent()) / 4; // letters may reach out of their line
    delete stage.dataset.measuring;
    if (fits) return;
  }
}
