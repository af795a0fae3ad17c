// @ts-check
// What has to be known before anything can be found. The published script holds that of its catalogue
// in this place: it comes with the script, and not one request later.

/**
 * @typedef {object} Index
 * @property {string} folder Where the other files are.
 * @property {number} documents How many there are.
 * @property {number} block How many of them are in a file.
 * @property {number} steps In how many steps it is told how much a document is about a word.
 * @property {string} starts What the words of each file begin with.
 * @property {string} common Words that are passed over.
 * @property {string[]} concepts The names of each thing that has several.
 * @property {string[]} orders
 * @property {[string, string][]} facets The key of each, and what readers call it.
 */

/** @type {Index} */
export const index = { folder: "", documents: 0, block: 1, steps: 1, starts: "", common: "", concepts: [], orders: [], facets: [] };
