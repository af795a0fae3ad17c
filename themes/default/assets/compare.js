// Entries side by side: shows the columns of those that the address names (?with=a&with=b), and
// keeps form and address in step. All words stand in the page.
const MOST = 4;

const form = document.getElementById("_compare-form");
const status = document.getElementById("_compare-status");
const region = document.getElementById("_compare-table");
const table = region.querySelector("table");
const head = table.tHead.rows[0];
const boxes = new Map([...form.querySelectorAll("[name=with]")].map((box) => [box.value, box]));
const isComplete = !region.hidden;
let turns = 0;
form.hidden = false;

const has = (name) => [...head.cells].some((cell) => cell.dataset.entry === name);

function say(what, count) {
  status.textContent = status.dataset[what].replace("{n}", count);
}

/** The entries that the address names. */
function named() {
  const names = new Set(new URLSearchParams(location.search).getAll("with"));
  return [...names].filter((name) => boxes.has(name));
}

/** Shows the entries with these names, or all of them where there are none. */
async function show(names, isSilent) {
  const turn = ++turns;
  const chosen = names.slice(0, MOST);
  for (const [name, box] of boxes) box.checked = chosen.includes(name);
  const missing = chosen.filter((name) => !has(name));
  const pages = await Promise.all(missing.map((name) => load(boxes.get(name).dataset.url).catch(() => null)));
  if (turn !== turns) return;
  missing.forEach((name, at) => pages[at] && add(name, pages[at]));

  region.hidden = !isComplete && !chosen.some(has);
  for (const row of table.rows) {
    for (const cell of [...row.cells].slice(1)) {
      const { entry } = head.cells[cell.cellIndex].dataset;
      cell.hidden = chosen.length > 0 && !chosen.includes(entry);
    }
  }
  if (document.activeElement?.closest("[hidden]")) region.focus();
  if (isSilent) return;
  if (pages.includes(null)) say("failed");
  else if (names.length > MOST) say("many", names.length);
  else say(["all", "one"][names.length] ?? "some", names.length || boxes.size);
}

/** The page of an entry, with links that hold here too. */
async function load(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  for (const attribute of ["href", "src"]) {
    for (const element of page.querySelectorAll(`main [${attribute}]`)) {
      element[attribute] = new URL(element.getAttribute(attribute), response.url).href;
    }
  }
  return page;
}

/** A column of what the page of an entry says of it. */
function add(name, page) {
  const box = boxes.get(name);
  const link = document.createElement("a");
  link.href = box.dataset.url;
  link.textContent = box.labels[0].textContent;
  const cell = document.createElement("th");
  cell.scope = "col";
  cell.dataset.entry = name;
  cell.append(link);
  head.append(cell);
  for (const row of table.tBodies[0].rows) {
    const { from } = row.dataset;
    const values = from ? [...page.querySelectorAll(`main ${from}`)] : facts(page, row);
    fill(row.insertCell(), values);
  }
}

/** What a page tells of the field that a row shows: among the facts, or in a section of its own. */
function facts(page, row) {
  const label = row.cells[0].textContent.trim();
  const terms = [...page.querySelectorAll("dl.facts dt")];
  const values = [];
  let next = terms.find((term) => term.textContent.trim() === label)?.nextElementSibling;
  for (; next?.localName === "dd"; next = next.nextElementSibling) values.push(next);
  return values.length ? values : [...page.querySelectorAll(`.below[aria-labelledby="_${row.dataset.field}"] :is(li, p)`)];
}

function fill(cell, values) {
  if (values.length > 1) {
    const list = document.createElement("ul");
    list.className = "plain";
    for (const value of values) list.appendChild(document.createElement("li")).append(...value.childNodes);
    cell.append(list);
  } else {
    cell.append(...(values[0]?.childNodes ?? [table.dataset.none]));
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const names = [...boxes.values()].filter((box) => box.checked).map((box) => box.value);
  if (names.length > MOST) return say("many", names.length);
  const query = new URLSearchParams(names.map((name) => ["with", name]));
  history.pushState(null, "", names.length ? `?${query}` : location.pathname);
  show(names);
});
window.addEventListener("popstate", () => show(named()));

const names = named();
show(names, isComplete && names.length === 0);
