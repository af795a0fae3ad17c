// What readers find: the published script over the published files.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";

const asked = [];
globalThis.fetch = async (url) => {
  const { host, pathname } = new URL(url);
  assert.ok(pathname.startsWith("/sub/"), pathname);
  const output = process.env[host === "own" ? "CASEBOOK_OWN" : "CASEBOOK_OUTPUT"];
  asked.push(pathname.split("/").pop().replace(/-\d+/, ""));
  const file = pathname.slice(4).replace(/\/$/, "/index.html");
  const text = await readFile(join(output, file), "utf8").catch(() => null);
  return { ok: text !== null, status: 404, url: String(url), json: async () => JSON.parse(text), text: async () => text };
};

/** The engine of the site in the folder `output`, which is published at `url`. */
async function opened(output, url) {
  const { open } = await import(pathToFileURL(join(output, "search/casebook-search.js")));
  return open(url);
}

const engine = await opened(process.env.CASEBOOK_OUTPUT, "http://site/sub/");
const own = await opened(process.env.CASEBOOK_OWN, "http://own/sub/");

/** The answer to a query in a few lines. */
async function answer(query, options, of = engine) {
  const { total, hits, corrected, expanded } = await of.search(query, options);
  const lines = hits.map(({ title, section, url }) => `${title}${section && ` [${section}]`} ${new URL(url).pathname}`);
  const head = [`${total}`, corrected && `instead: ${corrected}`, expanded.length > 0 && `also: ${expanded.join(", ")}`];
  return [head.filter(Boolean).join("; "), ...lines].join("\n");
}

async function finds(query, expected, options, of) {
  assert.equal(await answer(query, options, of), expected.join("\n"), query);
}

const harbour = "Harbour repairs /sub/cases/harbour/";
const bridge = "Bridge painting /sub/cases/bridge/";
const mill = "Windmill /sub/cases/mill/";

test("every form of a word is found, with the section", async () => {
  await finds("repairing", ["1", harbour]);
  await finds("DREDGER ", ["1", "Harbour repairs [What went wrong] /sub/cases/harbour/"]);
  await finds("fisherman", ["1; instead: fishermen", harbour]);
  await finds("cafe chips", ["1", bridge]);
  await finds("Mary's ", ["1", bridge]);
});

test("a last word may be unfinished", async () => {
  await finds("windm", ["1", mill]);
  await finds("windmil ", ["1; instead: windmill", mill]);
});

test("both names of a thing are found", async () => {
  const unit = "day centre unit /sub/terms/dcu/";
  await finds("DCU", ["2; also: day centre unit", unit, mill]);
  await finds("day centre units", ["2; also: dcu", unit, mill]);
  await finds("scarlet carts", ["2; also: red wagons", bridge, harbour]);
  await finds("stonecutters league", ["3; also: guild of masons", "Guild of masons /sub/bodies/guild/", bridge, harbour]);
  await finds("fcd", ["1; also: floating crane depot", "Harbour repairs [What went wrong] /sub/cases/harbour/"]);
});

test("other spelling is found, unless it is not wanted", async () => {
  await finds("xarbour", ["3; instead: harbour", harbour, "Harbour office /sub/bodies/office/", mill]);
  await finds("brdige paintign", ["1; instead: bridge painting", bridge]);
  await finds("harbourrepairs", ["1; instead: harbour repairs", harbour]);
  await finds("wind mill", ["1; instead: windmill", mill]);
  await finds("xarbour", ["0"], { exact: true });
});

test("words in quotes stand one behind the other, and what is nowhere is told", async () => {
  await finds('"masons met"', ["2", bridge, harbour]);
  await finds('"weekly masons"', ["1", bridge]);
  assert.deepEqual((await engine.search('"weekly masons"')).missing, []);
  const { total, missing } = await engine.search('"masons weekly"');
  assert.deepEqual([total, missing], [3, ["masons weekly"]]);
});

test("hits can have another order, for which one file is loaded when it is asked for", async () => {
  const fresh = await opened(process.env.CASEBOOK_OUTPUT, "http://site/sub/");
  const titles = async (sort) => (await fresh.search("", { sort, filters: { collection: ["cases"] } })).hits.map((hit) => hit.title);
  assert.deepEqual(fresh.orders, ["newest", "title"]);
  asked.length = 0;
  assert.deepEqual(await titles("list"), ["Bridge painting", "Harbour repairs", "Windmill"]);
  assert.equal(asked.includes("order.json"), false);
  assert.deepEqual(await titles("newest"), ["Windmill", "Harbour repairs", "Bridge painting"]);
  assert.deepEqual(await titles("title"), ["Bridge painting", "Harbour repairs", "Windmill"]);
  assert.equal(asked.filter((name) => name === "order.json").length, 2);
  const all = await fresh.search("", { sort: "title", limit: 3, offset: 2 });
  assert.deepEqual(all.hits.map((hit) => hit.title), ["Guild of masons", "Harbour office", "Harbour repairs"]);
});

test("hits have what lists show beside them", async () => {
  const [hit] = (await engine.search("windmill")).hits;
  assert.deepEqual(hit.marks, [
    { label: "Kind", role: "", text: "Blue boats", isDate: false, step: undefined, of: undefined },
    { label: "True as of", role: "as of", text: "2021-05", isDate: true, step: undefined, of: undefined },
  ]);
  assert.equal(hit.ended, "");
  assert.equal(hit.state, "");
});

test("only the facets that are asked for are loaded", async () => {
  const fresh = await opened(process.env.CASEBOOK_OUTPUT, "http://site/sub/");
  asked.length = 0;
  const { facets } = await fresh.search("", { limit: 0, facets: ["kinds"], filters: { lead: ["office"] } });
  assert.deepEqual(facets, { kinds: { red: 0, blue: 1 }, lead: { guild: 2, office: 1 } });
  assert.deepEqual(asked, ["facet.json", "facet.json"]);
  assert.deepEqual(await fresh.facets(["kinds"]), [
    { key: "kinds", label: "Kinds", values: [{ id: "red", label: "Red wagons" }, { id: "blue", label: "Blue boats" }] },
  ]);
});

test("the place in the text is found on the page of the hit", async () => {
  for (const [query, section, text] of [
    ["dredgers flooding", "What went wrong", "The dredgers sank, and a floating crane depot (FCD) was flooded."],
    ["fcd", "What went wrong", "The dredgers sank, and a floating crane depot (FCD) was flooded."],
    ["cafe fish", "", "Mary’s café paid: fish & chips. The weekly masons met in R&D."],
    ["fishermen", "", "Fishermen"],
  ]) {
    const { hits, words } = await engine.search(query);
    assert.deepEqual(await engine.passage(hits[0], words), { section, text }, query);
  }
  const { words } = await engine.search("stonecutters league");
  assert.deepEqual(words.sort(), ["guild", "league", "masons", "stonecutters"]);
});

test("facets are counted as a click would give", async () => {
  const { facets } = await engine.search("", { limit: 0 });
  assert.deepEqual(facets, {
    collection: { "": 1, bodies: 2, cases: 3, terms: 1 },
    kinds: { red: 2, blue: 2 },
    lead: { guild: 2, office: 1 },
  });
  const chosen = await engine.search("", { filters: { kinds: ["red"], lead: ["guild", "office"] } });
  assert.deepEqual(chosen.hits.map((hit) => hit.title), ["Bridge painting", "Harbour repairs"]);
  assert.deepEqual(chosen.facets, {
    collection: { "": 0, bodies: 0, cases: 2, terms: 0 },
    kinds: { red: 2, blue: 2 },
    lead: { guild: 2, office: 0 },
  });
});

test("nothing is loaded that a query does not need", async () => {
  const fresh = await opened(process.env.CASEBOOK_OUTPUT, "http://site/sub/");
  asked.length = 0;
  await fresh.search("harbour", { limit: 1 });
  assert.deepEqual(asked, ["words.json", "documents.json"]);
  await fresh.search("xarbour", { limit: 1 });
  assert.deepEqual(asked.slice(2), ["spelling.json"]);
});

test("what is shown of few entries is in one file, and of many in files of two", async () => {
  for (const [output, url, files] of [[process.env.CASEBOOK_OUTPUT, "http://site/sub/", 1], [process.env.CASEBOOK_OWN, "http://own/sub/", 5]]) {
    const fresh = await opened(output, url);
    asked.length = 0;
    const { hits } = await fresh.search("", { limit: 10 });
    assert.deepEqual(asked, Array(files).fill("documents.json"));
    assert.equal(new Set(hits.map((hit) => hit.url)).size, Math.min(10, fresh.index.documents));
  }
});

test("the script cuts words as the index does", async () => {
  for (let code = 0xc0; code < 0x1f00; code++) {
    const letter = String.fromCharCode(code);
    if ((code > 0x24f && code < 0x1e00) || !/\p{Alphabetic}/u.test(letter)) continue;
    const { total } = await engine.search(`q${letter}q `, { exact: true });
    assert.equal(total, 1, `${letter} ${code.toString(16)}`);
  }
});

test("names are known in the plural, and with any sign for and", async () => {
  const first = async (query) => {
    const { hits, expanded, corrected } = await own.search(query, { limit: 1 });
    return [hits[0]?.title, expanded, corrected];
  };
  const emergency = "accident and emergency";
  const guild = "Guild of masons /sub/bodies/guild/";
  await finds("blue boats", ["3; also: ships and rafts", mill, guild, bridge]);
  await finds("ships & rafts", ["3; also: blue boats", guild, mill, bridge]);
  for (const query of ["A&E", "a & e ", "A and E", "AE"]) assert.deepEqual(await first(query), [emergency, [emergency], null], query);
  assert.deepEqual(await first("accident & emergency"), [emergency, ["ae"], null]);
  assert.deepEqual(await first("MDTs"), ["multidisciplinary team", ["multidisciplinary team"], null]);
  assert.deepEqual((await first("one voice for GPs"))[1], ["gp", "general practitioner"]);
});

test("short words are not taken for others, and long ones only for what is near", async () => {
  for (const query of ["mull", "fdc", "wxgxns"]) await finds(query, ["0"]);
  for (const query of ["bleu", "bluue"]) await finds(query, ["2; instead: blue", mill, bridge]);
  for (const query of ["wandmill", "wandmall"]) await finds(query, ["1; instead: windmill", mill]);
});

test("single letters with an ampersand between them are one word, in the script too", async () => {
  await finds("R&D", ["1", bridge]);
  await finds("r & d ", ["1", bridge]);
  await finds("R&Dx ", ["0"], { exact: true });
  await finds("D ", ["0"], { exact: true });
});

test("in the catalogue of this repository", async () => {
  const first = async (query) => (await own.search(query, { limit: 1 })).hits[0]?.title;
  assert.equal(await first("sdec"), "Let clinical leaders run same day emergency care");
  assert.equal(await first("care homes frailty"), "Care homes and frailty");
  assert.equal(await first("frialty"), "Care homes and frailty");
  assert.equal(await first("one voice"), "Primary care voice");
  assert.equal(await first("discharge"), "Discharge");
});
