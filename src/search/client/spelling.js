// @ts-check
// What a word was meant to be that is nowhere.
import { place } from "./files.js";

/**
 * What `word` was meant to be: one word of `list` or two; nothing where there is none like it.
 * @param {string} word
 * @param {string[]} list
 * @param {number[]} uses
 */
export function corrected(word, list, uses) {
  // Short words are as near to many others as to what they were meant to be: most are short forms and
  // names that no text has. Those of four letters may only have them in another order, or twice.
  const most = word.length < 4 ? 0 : word.length < 7 ? 1 : 2;
  let best = most + 1;
  /** @type {string[]} */
  let found = [];
  const offer = (/** @type {number} */ cost, /** @type {string[]} */ words) => {
    if (cost < best) [best, found] = [cost, words];
  };
  const letters = lettersOf(word);
  list.forEach((candidate, at) => {
    if (Math.abs(candidate.length - word.length) > most) return;
    if (word.length === 4 && lettersOf(candidate) !== letters) return;
    if (bits(letters & ~lettersOf(candidate)) > most || bits(lettersOf(candidate) & ~letters) > most) return;
    const edits = distance(word, candidate, most);
    if (edits <= most) offer(edits + (candidate[0] === word[0] ? 0 : 0.3) - 0.05 * uses[at], [candidate]);
  });
  for (let cut = 2; cut < word.length - 1; cut++) {
    const two = [word.slice(0, cut), word.slice(cut)];
    const places = two.map((part) => place(list, part));
    if (two.every((part, nth) => list[places[nth]] === part)) offer(1.2 - 0.05 * Math.min(...places.map((at) => uses[at])), two);
  }
  return found;
}

/** Which letters a word has, a bit for each. @param {string} word */
function lettersOf(word) {
  let letters = 0;
  for (let at = 0; at < word.length; at++) letters |= 1 << (word.charCodeAt(at) & 31);
  return letters;
}

/** How many bits are set. @param {number} set */
function bits(set) {
  let count = 0;
  for (; set !== 0; set &= set - 1) count++;
  return count;
}

/** How many letters are to be changed, put in, left out or swapped; more than `most` counts as one more. @param {string} a @param {string} b @param {number} most */
function distance(a, b, most) {
  /** @type {number[]} */
  let before = [];
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      let cost = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, before[j - 2] + 1);
      next.push(cost);
      least = Math.min(least, cost);
    }
    if (least > most) return most + 1;
    [before, row] = [row, next];
  }
  return row[b.length];
}
