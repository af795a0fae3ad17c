// @ts-check
// Reads what the files of the index hold, and cuts texts into words as they have them.

/**
 * @typedef {object} Group Words of one stem.
 * @property {Int32Array} documents
 * @property {Uint8Array} weights
 * @property {Uint8Array} sections
 * @property {number} file
 * @property {number} number
 *
 * @typedef {object} Words
 * @property {string[]} words
 * @property {number[]} of
 * @property {Group[]} groups
 */

const LETTER = "[\\p{Alphabetic}\\p{N}]";
const ALONE = "\\u3041-\\u30ff\\u3400-\\u9fff\\uf900-\\ufaff";
const TOKEN = new RegExp(`[${ALONE}]|(?:(?![${ALONE}])${LETTER})+`, "gu");
const POSSESSIVE = new RegExp(`(${LETTER})['\u2019]s(?!${LETTER})`, "giu");
/** Single letters, as in "A&E". */
const JOINED = new RegExp(`(^|(?!${LETTER}).)(\\p{Alphabetic}(?: ?& ?\\p{Alphabetic})+)(?!${LETTER})`, "gsu");
/** @type {Record<string, string>} */
const PLAIN = { "ß": "ss", "æ": "ae", "ø": "o", "œ": "oe", "đ": "d", "ł": "l", "ð": "d", "þ": "th", "ı": "i", "ħ": "h", "ŧ": "t", "ŋ": "ng", "ĸ": "k", "ĳ": "ij", "ŀ": "l", "ſ": "s" };

/** The words of a text, as the index has them. @param {string} text @returns {string[]} */
export function words(text) {
  const folded = text
    .replace(POSSESSIVE, "$1 ")
    .replace(JOINED, (_, before, letters) => before + letters.replace(/[ &]/g, ""))
    .toLowerCase()
    .normalize("NFC")
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/[\u00df-\u0148\u014a-\u017f\u1e00-\u1e99\u1ea0-\u1ef9]/g, (c) => PLAIN[c] ?? c.normalize("NFD")[0]);
  return folded.match(TOKEN) ?? [];
}

/** Reads numbers. @param {string} text */
export function numbers(text) {
  const found = [];
  let number = 0;
  let shift = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const value = code - (code > 92 ? 36 : 35);
    number |= (value & 31) << shift;
    shift += 5;
    if (value < 32) {
      found.push(number);
      number = shift = 0;
    }
  }
  return found;
}

/** Steps to numbers that rise. @param {number[]} steps */
export function rising(steps) {
  let next = 0;
  return Int32Array.from(steps, (step) => (next += step + 1) - 1);
}

/** Reads words in order. @param {string} text */
export function wordList(text) {
  let before = "";
  return text === "" ? [] : text.split(" ").map((part) => (before = before.slice(0, numbers(part[0])[0]) + part.slice(1)));
}

/** The first place of a sorted list that is not before `value`. @param {string[]} list @param {string} value */
export function place(list, value) {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** @param {any} read @param {number} file @returns {Words} */
export function decoded(read, file) {
  const steps = numbers(read.documents);
  const weights = Uint8Array.from(numbers(read.weights));
  const sections = Uint8Array.from(numbers(read.sections));
  let next = 0;
  const of = numbers(read.of).map((back) => (back === 0 ? next++ : next - back));
  let to = 0;
  const groups = numbers(read.counts).map((count, number) => {
    const from = to;
    to += count;
    return { documents: rising(steps.slice(from, to)), weights: weights.subarray(from, to), sections: sections.subarray(from, to), file, number };
  });
  return { words: wordList(read.words), of, groups };
}
