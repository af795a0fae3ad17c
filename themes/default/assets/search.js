// The search page: finds what is asked for, narrows it down, and keeps the address in step. Its words
// and the form of what it shows stand in the page, as templates.
const form = document.getElementById("_search-form");
const field = document.getElementById("_search-q");
const status = document.getElementById("_search-status");
const results = document.getElementById("_search-results");
const browse = document.getElementById("_search-browse");
const PER_PAGE = 10;
const FIRST_VALUES = 6;
const IDLE = 500;

const title = document.title;
let turns = 0;
let timer = 0;

/** The engine and what it filters by; where they do not load, the page says what else to do. */
async function start() {
  const { open } = await import(new URL(form.dataset.engine, document.baseURI));
  const engine = await open(form.dataset.root);
  const facets = (await engine.facets()).sort((a, b) => (b.key === "collection") - (a.key === "collection"));
  return { engine, facets };
}

function fail() {
  results.replaceChildren(made("note"));
  browse.hidden = false;
}


/** What the address asks for. */
function asked() {
  const address = new URLSearchParams(location.search);
  const filters = Object.fromEntries(facets.map(({ key }) => [key, address.getAll(key)]));
  return { q: address.get("q") ?? "", exact: address.has("exact"), page: Number(address.get("page")) || 1, filters };
}

/** The address of `wanted`. */
function addressOf({ q, exact, page, filters }) {
  const query = new URLSearchParams({ q });
  if (exact) query.set("exact", "");
  for (const [key, values] of Object.entries(filters)) for (const value of values) query.append(key, value);
  if (page > 1) query.set("page", page);
  return `?${query}`;
}

/** A copy of a template, with its gaps filled: text, or elements. */
function made(name, gaps = {}) {
  const copy = document.getElementById(`_search-${name}`).content.cloneNode(true);
  for (const [gap, value] of Object.entries(gaps)) {
    for (const slot of copy.querySelectorAll(`[data-gap="${gap}"]`)) {
      if (value === "" || value?.length === 0) slot.closest("[data-optional]")?.remove();
      else slot.replaceChildren(...[value].flat());
    }
  }
  return copy;
}

const say = (name, gaps = {}) => Object.entries(gaps).reduce((text, [gap, value]) => text.replace(`{${gap}}`, value), form.dataset[name]);
const link = (text, href) => Object.assign(document.createElement("a"), { textContent: text, href });

/** Marks those of `words` that `text` holds. */
function marked(text, words) {
  const mark = (part) => Object.assign(document.createElement("mark"), { textContent: part });
  return text.split(/([\p{L}\p{N}]+)/u).map((part) => (words.includes(part.toLowerCase()) ? mark(part) : part));
}

function hit({ url, title, excerpt, section, kind }, words) {
  const name = link("", url);
  name.append(...marked(title, words));
  return made("hit", { kind, title: [name], excerpt: marked(excerpt, words), section });
}

/** Puts in place of each summary the part of the text that says most, once nobody types any more. */
async function passages({ hits, words }, turn) {
  await new Promise((done) => setTimeout(done, IDLE));
  for (const [at, hit] of hits.entries()) {
    if (turn !== turns) return;
    const { text } = await engine.passage(hit, words).catch(() => ({ text: "" }));
    if (turn === turns && text) results.querySelectorAll(".row-text")[at]?.replaceChildren(...marked(text, words));
  }
}

/** The filters, those in use first. */
function filters(wanted, counts) {
  return facets.flatMap(({ key, label, values }) => {
    const chosen = wanted.filters[key];
    const shown = values.filter(({ id }) => counts[key]?.[id] || chosen.includes(id));
    if (shown.length < 2 && chosen.length === 0) return [];
    shown.sort((a, b) => chosen.includes(b.id) - chosen.includes(a.id) || counts[key][b.id] - counts[key][a.id]);
    const rows = shown.map(({ id, label: name }) => {
      const row = made("value", { name, count: String(counts[key][id] ?? 0) });
      Object.assign(row.querySelector("input"), { name: key, value: id, checked: chosen.includes(id) });
      return row;
    });
    const more = rows.splice(FIRST_VALUES);
    return [made("facet", { label: label || say("kinds"), values: rows, more, "more-title": say("more", { n: more.length }) })];
  });
}

function chips(wanted) {
  return facets.flatMap(({ key, values }) =>
    wanted.filters[key].map((id) => {
      const name = values.find((value) => value.id === id)?.label ?? id;
      const chip = made("chip", { name });
      chip.querySelector("button").addEventListener("click", () => remove(wanted, key, id));
      return chip;
    }),
  );
}

/** Takes a filter away; the focus goes to the next, or to the heading of the results. */
async function remove(wanted, key, id) {
  const at = [...results.querySelectorAll(".chip")].indexOf(document.activeElement);
  await go({ ...wanted, page: 1, filters: { ...wanted.filters, [key]: wanted.filters[key].filter((value) => value !== id) } });
  const left = results.querySelectorAll(".chip");
  (left[Math.min(at, left.length - 1)] ?? document.getElementById("_found")).focus();
}

function notes({ corrected, expanded }, wanted) {
  const lines = [];
  if (corrected) lines.push(made("corrected", { corrected, typed: [link(wanted.q, addressOf({ ...wanted, exact: true }))] }));
  if (expanded.length > 0) lines.push(made("expanded", { names: expanded.join(", ") }));
  return lines;
}

function pages(total, wanted) {
  const last = Math.ceil(total / PER_PAGE);
  const to = (page, name) => (page >= 1 && page <= last ? [link(say(name), addressOf({ ...wanted, page }))] : []);
  return [...to(wanted.page - 1, "previous"), ...to(wanted.page + 1, "next")];
}

/** Shows what `wanted` asks for. */
async function show(wanted) {
  const turn = ++turns;
  const isAsked = wanted.q.trim() !== "" || Object.values(wanted.filters).some((values) => values.length > 0);
  browse.hidden = isAsked;
  if (!isAsked) {
    results.replaceChildren();
    document.title = title;
    return announce("");
  }
  const { q, exact, page, filters: chosen } = wanted;
  const options = { limit: PER_PAGE, offset: (page - 1) * PER_PAGE, filters: chosen, facets: true, exact };
  const found = await engine.search(q, options).catch(fail);
  if (!found || turn !== turns) return;
  const total = found.total === 1 ? say("one") : say("many", { n: found.total });
  results.replaceChildren(
    made("found", {
      total,
      notes: notes(found, wanted),
      chips: chips(wanted),
      hits: found.hits.map((each) => hit(each, found.words)),
      filters: filters(wanted, found.facets),
      pages: pages(found.total, wanted),
      nothing: found.total === 0 ? [made("nothing")] : [],
    }),
  );
  browse.hidden = found.total > 0;
  document.title = `${q} (${total}) – ${title}`;
  announce(total);
  passages(found, turn);
}

/** Tells those who cannot see it, when typing has stopped. */
function announce(text) {
  clearTimeout(timer);
  timer = setTimeout(() => (status.textContent = text), IDLE);
}

/** Shows `wanted` under an address of its own. */
function go(wanted) {
  history.pushState(null, "", addressOf(wanted));
  return show(wanted);
}

/** What the form says now. */
function filled() {
  const data = new FormData(form);
  return { q: field.value, exact: false, page: 1, filters: Object.fromEntries(facets.map(({ key }) => [key, data.getAll(key)])) };
}

/** Shows what the address asks for, in the field too. */
async function restore() {
  const wanted = asked();
  field.value = wanted.q;
  await show(wanted);
}

const { engine, facets } = await start().catch(() => ({ engine: null, facets: [] }));
if (engine) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    go(filled());
  });
  field.addEventListener("input", () => {
    const wanted = filled();
    history.replaceState(null, "", addressOf(wanted));
    show(wanted);
  });
  results.addEventListener("change", async ({ target }) => {
    await go(filled());
    results.querySelector(`input[name="${target.name}"][value="${CSS.escape(target.value)}"]`)?.focus();
  });
  results.addEventListener("click", async (event) => {
    const target = event.target.closest("a[href^='?']");
    if (!target || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    history.pushState(null, "", target.getAttribute("href"));
    restore();
  });
  window.addEventListener("popstate", restore);
  // What was typed while this loaded is not lost.
  if (document.activeElement === field && field.value !== "") field.dispatchEvent(new Event("input"));
  else await restore();
} else {
  fail();
}
