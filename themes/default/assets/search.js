// Finds what is asked for, narrows it down, and keeps the address in step: on the search page, and
// beside the list of a collection, where the page itself is shown as long as nothing is chosen. Its
// words and the form of what it shows stand in the page.
import * as filters from "./search-filters.js";
import { made, results as counted, say, setup } from "./search-parts.js";
import { notes, pages, rows, sorts } from "./search-results.js";

const form = document.getElementById("_search-form");
const field = document.getElementById("_search-q");
const panel = document.getElementById("_search-filters");
const status = document.getElementById("_search-status");
const heading = document.getElementById("_found");
const frame = document.getElementById("_search-frame");
const results = document.getElementById("_search-results");
const browse = document.getElementById("_search-browse");
/** How long nobody types before what was found is told and looked into, in thousandths of a second. */
const IDLE = 500;
/** How many results a page shows: what each is made of may be in a file of its own. */
const PER_PAGE = Math.min(Number(setup.perPage), 20);
/** The collection whose list this page is; none on the search page. */
const { collection } = setup;
const FIRST_SORT = collection === undefined ? "relevance" : "list";
const SORTS = [[FIRST_SORT, setup.firstSort], ["newest", say("sort_newest")], ["title", say("sort_title")]];

const before = { title: document.title, heading: heading.textContent, counts: {} };
let turns = 0;
let timer = 0;
let shown = null;
let arranged = null;
let opened = null;

/** The engine. Filters are added to the page once they are known, which results need not wait for. */
function open() {
  opened ??= import(new URL(setup.engine, document.baseURI)).then((client) => client.open(setup.root));
  return opened;
}

/** Adds all filters of the page, or those with these keys. */
async function addFilters(engine, keys = collection === undefined ? undefined : filters.keys()) {
  const facets = await engine.facets(keys);
  filters.add(facets.sort((a, b) => (b.key === "collection") - (a.key === "collection")));
  document.getElementById("_search-show").hidden = false;
}

/** Whether the filters can be seen. On narrow screens they are folded up, and most readers never open them. */
const areSeen = () => panel.checkVisibility?.() ?? true;

/** What the address asks for. */
function asked() {
  const address = new URLSearchParams(location.search);
  const known = ["q", "exact", "sort", "page"];
  const chosen = [...new Set(address.keys())].filter((key) => !known.includes(key));
  const sort = address.get("sort");
  return {
    q: address.get("q") ?? "",
    exact: address.has("exact"),
    sort: SORTS.some(([name]) => name === sort) ? sort : FIRST_SORT,
    page: Math.max(1, Math.floor(Number(address.get("page"))) || 1),
    filters: Object.fromEntries(chosen.map((key) => [key, [...new Set(address.getAll(key))]])),
  };
}

/** The address of `wanted`. */
function addressOf({ q, exact, sort, page, filters: chosen }) {
  const query = new URLSearchParams(q ? { q } : {});
  if (exact) query.set("exact", "");
  for (const [key, values] of Object.entries(chosen)) for (const value of values) query.append(key, value);
  if (sort !== FIRST_SORT) query.set("sort", sort);
  if (page > 1) query.set("page", page);
  return location.pathname + (String(query) && `?${query}`);
}

/** What the form says now. */
function filled() {
  const chosen = {};
  for (const { name, value } of panel.querySelectorAll("input[name]:checked")) (chosen[name] ??= []).push(value);
  const q = field?.value ?? "";
  const isMade = panel.querySelector("input[name]") !== null;
  return { q, exact: shown?.exact && shown.q === q, sort: shown?.sort ?? FIRST_SORT, page: 1, filters: isMade ? chosen : (shown?.filters ?? {}) };
}

/** `wanted` without some of its filters. */
function without(wanted, dropped) {
  const left = Object.entries(wanted.filters).map(([key, ids]) => [key, ids.filter((id) => !dropped.some((filter) => filter.key === key && filter.id === id))]);
  return { ...wanted, page: 1, filters: Object.fromEntries(left.filter(([, ids]) => ids.length > 0)) };
}

/** Asks the engine for `wanted`. */
async function search({ q, exact, sort, page, filters: chosen }, options) {
  const engine = await open();
  const scope = collection === undefined ? {} : { collection: [collection] };
  return engine.search(q, { limit: PER_PAGE, offset: (page - 1) * PER_PAGE, sort, exact, filters: { ...chosen, ...scope }, ...options });
}

/** Shows what the page says by itself, or room for results. */
function swap(isAsked) {
  document.documentElement.classList.remove("searching");
  if (frame) frame.hidden = !isAsked;
  results.hidden = !isAsked;
  browse.hidden = isAsked;
}

/** Whether the page by itself is not what `wanted` asks for. */
function isNarrowed(wanted) {
  const { q, filters: chosen, sort, page } = wanted;
  return q.trim() !== "" || Object.keys(chosen).length > 0 || (collection !== undefined && (sort !== FIRST_SORT || page > 1));
}

/** `wanted` without what only other sites put into addresses. */
function known(wanted, engine) {
  const keys = collection === undefined ? engine.keys : filters.keys();
  return { ...wanted, filters: Object.fromEntries(Object.entries(wanted.filters).filter(([key]) => keys.includes(key))) };
}

/** Shows what `wanted` asks for. What takes longer follows by itself. */
async function show(wanted) {
  const turn = ++turns;
  shown = wanted;
  filters.tick(wanted.filters);
  if (!isNarrowed(wanted)) return rest();
  if (results.hidden || results.childElementCount === 0) {
    swap(true);
    heading.textContent = say("searching");
    results.replaceChildren();
  }
  try {
    const engine = await open();
    if (turn !== turns) return;
    shown = wanted = known(wanted, engine);
    if (!isNarrowed(wanted)) return rest();
    const found = await search(wanted);
    const last = Math.ceil(found.total / PER_PAGE);
    if (turn !== turns) return;
    if (last > 0 && wanted.page > last) return await show({ ...wanted, page: last });
    await render(found, last, wanted, engine, turn);
    follow(found, wanted, engine, turn).catch((error) => turn === turns && fail(error));
  } catch (error) {
    if (turn === turns) fail(error);
  }
}

/** What readers need not wait for: the numbers beside the filters, and better excerpts. */
async function follow(found, wanted, engine, turn) {
  await count(wanted, engine, turn);
  await new Promise((done) => setTimeout(done, IDLE));
  if (turn !== turns || found.total === 0) return;
  const { passages } = await import("./search-passages.js");
  await passages(found, engine, results, () => turn === turns);
}

/** Shows the page as it is without a search. */
function rest() {
  swap(false);
  results.replaceChildren();
  heading.textContent = before.heading;
  document.title = before.title;
  filters.update(before.counts);
  announce("");
}

function fail(error) {
  swap(false);
  results.hidden = false;
  if (frame) frame.hidden = false;
  heading.textContent = say("search_failed");
  results.replaceChildren(made("failed", { what: "" }));
  announce(say("search_failed"), true);
  opened = null;
  console.error(error);
}

/** Shows what was found. */
async function render(found, last, wanted, engine, turn) {
  const keys = Object.keys(wanted.filters);
  if (keys.length > 0) await addFilters(engine, areSeen() ? undefined : keys);
  const chosen = filters.names(wanted.filters);
  const help = found.total > 0 ? [] : await nothing(engine, wanted, chosen);
  if (turn !== turns) return;
  const total = found.total === 0 ? say("no_results") : counted(found.total);
  const orders = found.total > 1 ? SORTS.filter(([name]) => name === FIRST_SORT || engine.orders.includes(name)) : [];
  swap(true);
  heading.textContent = total;
  results.replaceChildren(
    made("found", {
      notes: notes(found, wanted, addressOf),
      chips: chips(wanted, chosen),
      sorts: sorts(orders, wanted, addressOf),
      hits: rows(found),
      nothing: help,
      pages: pages(last, wanted, addressOf),
    }),
  );
  if (frame) browse.hidden = found.total > 0;
  const about = wanted.q.trim() || chosen.map(({ name }) => name).join(say("list_comma"));
  document.title = about ? `${about} (${counted(found.total)}) – ${before.title}` : before.title;
  const names = chosen.map(({ name }) => name).join(say("list_comma"));
  announce(names ? say("status_filters", { results: total, filters: names }) : total, found.total === 0);
}

/** Says beside each filter how many results a click would give. */
async function count(wanted, engine, turn) {
  if (!areSeen()) return;
  await addFilters(engine);
  if (turn !== turns) return;
  filters.tick(wanted.filters);
  const facets = collection === undefined ? true : filters.keys();
  const all = collection === undefined && arranged !== wanted.q ? await search({ ...wanted, filters: {} }, { limit: 0, facets }) : null;
  const { facets: counts } = await search(wanted, { limit: 0, facets });
  if (turn !== turns) return;
  if (all) filters.arrange(all.facets);
  arranged = wanted.q;
  filters.update(counts);
}

async function nothing(engine, wanted, chosen) {
  const help = await import("./search-nothing.js");
  return [await help.nothing(engine, { search, wanted, chosen, without: (dropped) => without(wanted, dropped), go: goToResults })];
}

function chips(wanted, chosen) {
  const rows = chosen.map((filter) => {
    const chip = made("chip", { name: filter.name });
    chip.querySelector("button").addEventListener("click", () => remove(wanted, [filter]));
    return chip;
  });
  if (rows.length > 1) {
    const all = made("clear");
    all.querySelector("button").addEventListener("click", () => remove(wanted, chosen));
    rows.push(all);
  }
  return rows;
}

/** Takes filters away; the focus goes to the next, else to the last, else to the heading of the results. */
async function remove(wanted, dropped) {
  const at = [...results.querySelectorAll(".chip")].indexOf(document.activeElement);
  await go(without(wanted, dropped));
  const left = results.querySelectorAll(".chip:not(.clear)");
  (left[Math.min(at, left.length - 1)] ?? heading).focus();
}

/** Tells those who cannot see it: at once, or when nobody types any more. Never the same again. */
function announce(text, isUrgent = false) {
  clearTimeout(timer);
  const tell = () => status.textContent !== text && (status.textContent = text);
  if (isUrgent) tell();
  else timer = setTimeout(tell, IDLE);
}

/** Where the page was before somebody began to type; nothing while nobody does. */
let typedFrom = null;

/** Shows what is being typed, under an address that Back passes over until it is settled. */
function typed() {
  typedFrom ??= { address: location.href, state: history.state };
  const wanted = filled();
  history.replaceState(null, "", addressOf(wanted));
  show(wanted);
}

/** Gives what was typed an address of its own, behind the one before. */
function settle() {
  const address = location.href;
  if (typedFrom && typedFrom.address !== address) {
    history.replaceState(typedFrom.state, "", typedFrom.address);
    history.pushState(null, "", address);
  }
  typedFrom = null;
}

/** Shows `wanted` under an address of its own. */
function go(wanted) {
  settle();
  const address = addressOf(wanted);
  if (address !== location.pathname + location.search) history.pushState(null, "", address);
  return show(wanted);
}

/** The same, and leads to the results. */
async function goToResults(wanted) {
  await go(wanted);
  heading.focus({ preventScroll: true });
  const { top } = heading.getBoundingClientRect();
  if (top < 0 || top > innerHeight / 2) heading.scrollIntoView();
}

/** Shows what the address asks for, in the form too, as far down as it was. */
async function restore() {
  const wanted = asked();
  typedFrom = null;
  clearTimeout(scrolled);
  const top = history.state?.top;
  if (field) field.value = wanted.q;
  await show(wanted);
  if (top !== undefined) scrollTo(0, top);
}

let scrolled = 0;
function listen() {
  form.addEventListener("submit", (event) => {
    if (isLater) return;
    event.preventDefault();
    goToResults(filled());
  });
  field?.addEventListener("input", ({ isComposing }) => isComposing || typed());
  field?.addEventListener("compositionend", typed);
  field?.addEventListener("change", settle);
  panel.closest("details").addEventListener("toggle", () => {
    if (areSeen() && isNarrowed(shown)) open().then((engine) => count(shown, engine, turns)).catch(fail);
  });
  panel.addEventListener("change", ({ target }) => {
    if (isLater) form.requestSubmit();
    else if (target.name) go(filled());
  });
  panel.addEventListener("narrowed", ({ detail }) => announce(detail));
  results.addEventListener("click", (event) => {
    const target = event.target.closest("[data-inside] a");
    if (!target || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    settle();
    history.pushState(null, "", target.href);
    if (field) field.value = asked().q;
    goToResults(asked());
  });
  window.addEventListener("popstate", () => {
    if (addressOf(shown) !== location.pathname + location.search) restore();
  });
  // The browser would go back to where a page was before its results are there.
  history.scrollRestoration = "manual";
  window.addEventListener("scroll", () => {
    clearTimeout(scrolled);
    scrolled = setTimeout(() => history.replaceState({ top: scrollY }, ""), 100);
  });
}

/** Whether this is a later page of a list: what is chosen there leads to the first. */
const isLater = Number(setup.number) > 1;
if (collection !== undefined) {
  before.counts = filters.fromPage();
  for (const approach of ["pointerenter", "focusin"]) panel.addEventListener(approach, () => open().then((engine) => addFilters(engine)).catch(() => {}), { once: true });
  document.getElementById("_search-show").hidden = false;
} else {
  open().catch(() => {});
}
listen();
// What was typed while this loaded is not lost.
if (field && document.activeElement === field && field.value !== "") typed();
else await restore();
