// Puts in place of summaries the part of the text that says most about what was searched for, where the
// summary says nothing about it. Loaded once nobody types any more.
import { marked } from "./search-parts.js";

/** Looks into the hits that `results` shows, one after the other, as long as they are the ones wanted. */
export async function passages({ hits, words }, engine, results, isWanted) {
  const rows = [...results.querySelectorAll(".row")];
  for (const [at, hit] of hits.entries()) {
    const [place, section] = [".row-text", "[data-gap=section]"].map((part) => rows[at]?.querySelector(part));
    if (!place || words.length === 0 || place.querySelector("mark")) continue;
    const better = await engine.passage(hit, words).catch(() => ({ text: "", section: "" }));
    if (!isWanted()) return;
    if (!better.text) continue;
    replace(place, marked(better.text, words));
    if (section && better.section) section.textContent = better.section;
  }
}

/** Puts another text into a place, in as much room as it has: nothing below it moves. */
function replace(place, text) {
  const { offsetHeight: height } = place;
  place.replaceChildren(...text);
  if (place.offsetHeight > height) {
    place.classList.add("cut");
    place.style.webkitLineClamp = Math.round(height / parseFloat(getComputedStyle(place).lineHeight));
  }
  place.style.minHeight = `${height}px`;
}
