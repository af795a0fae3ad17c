// @ts-check
// Which documents a query matches, and how well.

/**
 * @typedef {import("./files.js").Group} Group
 *
 * @typedef {object} Found What a query matches, in the order of lists.
 * @property {Int32Array} documents
 * @property {Float32Array} scores By document.
 * @property {Uint8Array} sections By document.
 *
 * @typedef {object} Term What one word of the query stands for.
 * @property {number} weight
 * @property {Group[]} groups
 */

/** How much a hit must have of what an average word of the query is worth. */
const NEEDED = 0.75;

/**
 * The documents of `terms`, or all of them, with their scores.
 * @param {Term[]} terms
 * @param {boolean} any
 * @param {{ documents: number, steps: number }} index
 * @returns {Found}
 */
export function score(terms, any, { documents: count, steps: most }) {
  const scores = new Float32Array(count);
  const worth = new Float32Array(count);
  const best = new Float32Array(count);
  const sections = new Uint8Array(count);
  let sum = 0;
  for (const { weight, groups } of terms) {
    const inTerm = groups.length === 1 ? groups[0] : union(groups);
    const { documents } = inTerm;
    const value = weight * Math.log(1 + (count - documents.length + 0.5) / (documents.length + 0.5));
    sum += value;
    for (let at = 0; at < documents.length; at++) {
      const document = documents[at];
      const score = (value * (inTerm.weights[at] + 0.5)) / most;
      scores[document] += score;
      worth[document] += value;
      if (score > best[document]) {
        best[document] = score;
        sections[document] = inTerm.sections[at];
      }
    }
  }
  const least = any ? -1 : Math.max((NEEDED * sum) / terms.length, Number.MIN_VALUE);
  const documents = new Int32Array(count);
  let matching = 0;
  for (let document = 0; document < count; document++) if (worth[document] >= least) documents[matching++] = document;
  return { documents: documents.subarray(0, matching), scores, sections };
}

/** The `count` documents with the highest scores, the highest first. @param {Int32Array} documents @param {Float32Array} scores @param {number} count */
export function highest(documents, scores, count) {
  /** @type {number[]} */
  const best = [];
  for (const document of documents) {
    const score = scores[document];
    if (best.length >= count && score <= scores[best[best.length - 1]]) continue;
    let at = best.length;
    while (at > 0 && scores[best[at - 1]] < score) at--;
    best.splice(at, 0, document);
    if (best.length > count) best.pop();
  }
  return best;
}

/** Several groups as one: each document with the most it has in any. @param {Group[]} groups */
function union(groups) {
  /** @type {Map<number, [number, number]>} */
  const best = new Map();
  for (const { documents, weights, sections } of groups) {
    documents.forEach((document, at) => {
      if ((best.get(document)?.[0] ?? -1) < weights[at]) best.set(document, [weights[at], sections[at]]);
    });
  }
  const values = [...best.values()];
  return { documents: [...best.keys()], weights: values.map(([weight]) => weight), sections: values.map(([, section]) => section) };
}
