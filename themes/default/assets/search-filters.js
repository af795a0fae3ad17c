// The filters: groups of boxes, each with how many results a click would give. What a reader has
// seen stays where it is until other words are searched for: only numbers and ticks change.
import { made, plain, say, setup } from "./search-parts.js";

const place = document.getElementById("_search-filters");
/** How many values are shown at once. */
const FIRST = setup.collection === undefined ? 6 : 12;
/** From how many values on a group can be searched, and skipped. */
const MANY = 10;
const LONG = 20;

/** By key: what a group of boxes is called, and its rows by value. */
const groups = new Map();

/** Puts boxes in the place of the links that the page has without script. */
export function fromPage() {
  const sections = [...place.querySelectorAll("[data-facet]")];
  const counts = {};
  const facets = sections.map((section) => {
    const key = section.dataset.facet;
    const values = [...section.querySelectorAll("[data-value]")].map((row) => {
      const [name, count] = row.children;
      (counts[key] ??= {})[row.dataset.value] = Number(count.textContent);
      return { id: row.dataset.value, label: name.textContent };
    });
    return { key, label: section.querySelector(".facet-title").textContent, values };
  });
  place.replaceChildren();
  add(facets);
  sections.forEach((section) => {
    const more = section.querySelector(":scope > p");
    if (!more) return;
    more.dataset.part = "page";
    groups.get(section.dataset.facet).element.append(more);
  });
  update(counts);
  return counts;
}

/** Adds what is not there yet of `facets`. */
export function add(facets) {
  for (const { key, label, values } of facets) {
    const known = groups.get(key);
    const group = known ?? newGroup(key, label || say("found_kinds"));
    const added = values.filter(({ id }) => !group.rows.has(id)).map(({ id, label: name }) => newRow(key, id, name));
    for (const row of added) group.rows.set(row.id, row);
    // Rows that are there already are not moved: one of them may have the focus.
    if (known) fold(group, added);
    else lay(group, added);
    group.element.querySelector("[data-part=page]")?.remove();
    group.find.hidden = values.length <= MANY;
    group.skip.hidden = values.length <= LONG;
  }
}

function newGroup(key, label) {
  const copy = made("facet", { label, find: say("find_value", { label }), skip: say("skip_facet", { label }) });
  const [element, after] = copy.children;
  const part = (name) => element.querySelector(`[data-part="${name}"]`);
  const group = { key, label, element, rows: new Map(), ...Object.fromEntries(["first", "rest", "more", "summary", "find", "skip"].map((name) => [name, part(name)])) };
  group.find.querySelector("input").addEventListener("input", ({ target }) => find(group, target.value));
  group.skip.querySelector("a").addEventListener("click", (event) => {
    event.preventDefault();
    after.focus();
  });
  groups.set(key, group);
  place.append(element, after);
  return group;
}

function newRow(key, id, name) {
  const row = made("value", { name }).firstElementChild;
  const box = row.querySelector("input");
  Object.assign(box, { name: key, value: id });
  return { id, name, row, box, count: row.querySelector(".count") };
}

/** Puts the rows of a group in this order: the first at once, the others behind a fold. */
function lay(group, rows) {
  const ticked = rows.findLastIndex(({ box }) => box.checked) + 1;
  const shown = rows.length - Math.max(FIRST, ticked) > 1 ? Math.max(FIRST, ticked) : rows.length;
  group.first.append(...rows.slice(0, shown).map(({ row }) => row));
  fold(group, rows.slice(shown));
}

/** Puts rows behind the others, behind a fold. */
function fold({ rest, more, summary }, rows) {
  rest.append(...rows.map(({ row }) => row));
  more.hidden = rest.childElementCount === 0;
  summary.textContent = say("found_more", { count: rest.childElementCount });
}

/** Shows those values of a group that `text` is part of. */
function find(group, text) {
  const wanted = plain(text.trim());
  for (const { name, row, box } of group.rows.values()) row.hidden = !box.checked && !plain(name).includes(wanted);
  group.more.open = wanted !== "";
  const left = [...group.rows.values()].filter(({ row }) => !row.hidden).length;
  place.dispatchEvent(new CustomEvent("narrowed", { bubbles: true, detail: say("values_found", { count: left }) }));
}

/** Ticks what is chosen. */
export function tick(chosen) {
  for (const [key, { rows }] of groups) for (const { id, box } of rows.values()) box.checked = chosen[key]?.includes(id) ?? false;
}

/** Says what each value would give. */
export function update(counts) {
  for (const [key, { rows }] of groups) {
    for (const { id, row, count } of rows.values()) {
      const number = counts[key]?.[id] ?? 0;
      count.textContent = number;
      row.classList.toggle("none", number === 0);
    }
  }
}

/** Brings what most results have to the top; groups that tell no results apart are not shown. */
export function arrange(counts) {
  for (const [key, group] of groups) {
    const of = ({ id }) => counts[key]?.[id] ?? 0;
    const rows = [...group.rows.values()];
    const isTicked = rows.some(({ box }) => box.checked);
    group.element.hidden = rows.filter(of).length < 2 && !isTicked;
    lay(group, rows.sort((a, b) => b.box.checked - a.box.checked || of(b) - of(a)));
  }
}

/** What the values `chosen` are called, group by group. */
export function names(chosen) {
  return Object.entries(chosen).flatMap(([key, ids]) => ids.map((id) => ({ key, id, name: groups.get(key)?.rows.get(id)?.name ?? id })));
}

/** The keys of all groups. */
export const keys = () => [...groups.keys()];
