// @ts-check
// Orders in which hits can be shown other than the best first.
import { numbers } from "./files.js";

/**
 * `documents`, which are in the order of lists, in the order called `sort`; as they are where the
 * index has none of that name.
 * @param {Int32Array} documents
 * @param {string} sort
 * @param {{ orders: string[] }} index
 * @param {(name: string) => Promise<any>} load
 */
export async function sorted(documents, sort, { orders }, load) {
  const order = orders.indexOf(sort);
  if (order < 0) return documents;
  const file = await load(`order-${order}`);
  const places = (file.read ??= placesOf(file.places));
  return documents.slice().sort((a, b) => places[a] - places[b] || a - b);
}

/** The place of each document. @param {string} text */
function placesOf(text) {
  let place = 0;
  return Int32Array.from(numbers(text), (step) => (place += (step >>> 1) ^ -(step & 1)));
}
