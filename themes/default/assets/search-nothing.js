// What to do where nothing was found: filters to take away, with what each would give, and words
// that the glossary knows. Loaded only then.
import { link, made, results, say, setup } from "./search-parts.js";

/** Most words of a query that are looked up. */
const MOST_WORDS = 6;

/** Buttons that take away one filter, or all, and say how many results that gives. */
async function buttons({ search, wanted, chosen, without, go }) {
  const ways = chosen.map((filter) => ({ wanted: without([filter]), text: (total) => say("drop_filter", { filter: filter.name, results: total }) }));
  if (chosen.length > 1) ways.push({ wanted: without(chosen), text: (total) => say("drop_filters", { results: total }) });
  const totals = await Promise.all(ways.map((way) => search(way.wanted, { limit: 0 }).then(({ total }) => total)));
  return ways.flatMap((way, at) => {
    if (totals[at] === 0) return [];
    const row = made("way", { text: way.text(results(totals[at])) });
    row.querySelector("button").addEventListener("click", () => go({ ...wanted, ...way.wanted }));
    return [row];
  });
}

/** The entries of the glossary that the words of `query` lead to. */
async function glossary(engine, query) {
  if (!setup.glossary) return [];
  const typed = [...new Set([query, ...query.split(/\s+/)])].filter((word) => word.trim() !== "").slice(0, MOST_WORDS);
  const found = await Promise.all(typed.map((word) => engine.search(word, { limit: 2, filters: { collection: [setup.glossary] } })));
  const byUrl = new Map(found.flatMap(({ hits }) => hits).map((hit) => [hit.url, hit]));
  return [...byUrl.values()].map(({ url, title, summary }) => made("meaning", { term: [link(title, url)], meaning: summary }));
}

/** What stands in the place of results. */
export async function nothing(engine, asked) {
  const [ways, meanings] = await Promise.all([buttons(asked), glossary(engine, asked.wanted.q)]);
  return made("nothing", { help: asked.wanted.q && say("nothing_help"), ways, meanings });
}
