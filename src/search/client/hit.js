// @ts-check
// What is shown of a document.

/**
 * @typedef {object} Mark A field that lists show beside an entry.
 * @property {string} label
 * @property {string} role What it means; may be empty.
 * @property {string} text What it says; a date as machines read it where `isDate`.
 * @property {boolean} isDate
 * @property {number} [step] How far up a scale it is.
 * @property {number} [of] How far the scale goes.
 */

/**
 * Document number `at` of `file`, found most in its section number `section`, from 1.
 * @param {any} file
 * @param {number} at
 * @param {URL} base
 * @param {number} section
 */
export function hit(file, at, base, section) {
  const [fields] = file;
  const [title, url, summary = "", kind = "", sections = [], marks = [], date = "", ended = "", state = ""] = file[at + 1];
  const mark = (/** @type {[number, string, number?, number?]} */ [field, text, step, of]) => {
    const [label, role, isDate] = fields[field];
    return { label, role, text, isDate: isDate === 1, step, of };
  };
  return { url: new URL(url, base).href, title, summary, excerpt: summary, section: sections[section - 1] ?? "", sections, kind, date, ended, state, marks: marks.map(mark) };
}
