// @ts-check
// What readers filter by.
import { numbers, rising } from "./files.js";

/**
 * Keeps those of `found` that have one of the chosen values of each facet, and counts how many a
 * value has or, beside the choices in other facets, would have.
 * @param {import("./ranking.js").Found} found
 * @param {[string, string[]][]} chosen
 * @param {[string, string][]} known The facets.
 * @param {any[]} files Theirs.
 * @returns {Record<string, Record<string, number>>}
 */
export function count(found, chosen, known, files) {
  /** @type {[string, Int32Array][][]} */
  const lists = files.map((file) => (file.read ??= file.values.map((/** @type {string[]} */ [id, , documents]) => [id, rising(numbers(documents))])));
  const missing = new Uint8Array(found.scores.length).fill(255);
  const one = new Int16Array(found.scores.length).fill(-1);
  for (const document of found.documents) missing[document] = 0;
  known.forEach(([key], at) => {
    const values = chosen.find(([facet]) => facet === key)?.[1];
    if (!values) return;
    const has = new Uint8Array(found.scores.length);
    for (const [id, documents] of lists[at]) if (values.includes(id)) for (const document of documents) has[document] = 1;
    for (const document of found.documents) {
      if (has[document]) continue;
      missing[document]++;
      one[document] = at;
    }
  });
  found.documents = found.documents.filter((document) => missing[document] === 0);
  const within = (/** @type {Int32Array} */ documents, /** @type {number} */ at) => {
    let sum = 0;
    for (const document of documents) if (missing[document] === 0 || (missing[document] === 1 && one[document] === at)) sum++;
    return sum;
  };
  return Object.fromEntries(known.map(([key], at) => [key, Object.fromEntries(lists[at].map(([id, documents]) => [id, within(documents, at)]))]));
}
