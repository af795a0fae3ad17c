// Search in a site as it is published: below an address that is not the root of its host, and in a
// language that tells more numbers apart than English.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createServer } from "node:http";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, extname, join } from "node:path";
import { WIDE, launch, onPage, program } from "./site.mjs";

const BELOW = "/some/where/";
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".json": "application/json", ".css": "text/css", ".svg": "image/svg+xml" };

const WORDS = `results = { one = "{count} wynik", few = "{count} wyniki", many = "{count} wyników", other = "{count} wyniku" }
count_of = { one = "{count} wpis", few = "{count} wpisy", many = "{count} wpisów", other = "{count} wpisu" }
drop_filter = "Bez filtra {filter}: {results}"
values_found = { one = "{count} filtr", few = "{count} filtry", many = "{count} filtrów", other = "{count} filtra" }
`;

/** Letters of which each colour has as many as it says. */
const COLOURS = { Red: 1, Green: 3, Blue: 5, Grey: 22 };

const FILES = {
  "casebook.toml": 'title = "Letters"\ntheme = "own"\nlanguage = "pl"\nper_page = 4\nbase_url = "https://example.org/some/where/"\n',
  "themes/own/words/pl.toml": WORDS,
  "content/letters/collection.toml":
    'plural = "Letters"\nfacets = ["colour", "town"]\n[fields.colour]\ntype = "text"\n[fields.town]\ntype = "text"\n',
  ...Object.fromEntries(
    Object.entries(COLOURS).flatMap(([colour, count]) =>
      Array.from({ length: count }, (_, at) => [
        `content/letters/${colour.toLowerCase()}-${at}.md`,
        `---\ntitle: ${colour} letter ${at}\ncolour: ${colour}\ntown: Town ${at}\n---\nAbout ${colour} wombats.\n`,
      ]),
    ),
  ),
};

let folder, server, address, browser;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "casebook-"));
  for (const [path, text] of Object.entries(FILES)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  const built = spawnSync(program, ["build", "--root", folder], { encoding: "utf8" });
  assert.equal(built.status, 0, built.stderr);
  server = createServer(async (request, reply) => {
    const { pathname } = new URL(request.url, "http://host");
    const path = pathname.startsWith(BELOW) ? pathname.slice(BELOW.length).replace(/(^|\/)$/, "$1index.html") : null;
    const bytes = path === null ? null : await readFile(join(folder, "output", path)).catch(() => null);
    reply.writeHead(bytes === null ? 404 : 200, { "Content-Type": TYPES[extname(path ?? "")] ?? "text/plain" });
    reply.end(bytes);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  address = `http://127.0.0.1:${server.address().port}${BELOW}`;
  browser = await launch();
});
after(async () => {
  await browser?.close();
  server?.close();
  await rm(folder, { recursive: true });
});

const says = (page, text) => page.waitForFunction((text) => document.getElementById("_found")?.textContent === text, text);

test("search works below the root of a host, and its results lead to their pages", async () => {
  await onPage(browser, WIDE, async (page) => {
    const missing = [];
    page.on("response", (reply) => reply.status() === 404 && missing.push(reply.url()));
    await page.goto(`${address}letters/`);
    await page.locator(".masthead input").fill("red wombats");
    await page.keyboard.press("Enter");
    const result = page.locator("#_search-results .row a").first();
    await result.waitFor();
    assert.equal(page.url(), `${address}search/?q=red+wombats`);
    assert.equal(await result.getAttribute("href"), `${address}letters/red-0/`);
    await result.click();
    assert.equal(await page.locator("h1").innerText(), "Red letter 0");
    assert.deepEqual(missing, []);
  });
});

test("a misspelt word and a filter work there too", async () => {
  await onPage(browser, WIDE, async (page) => {
    await page.goto(`${address}search/?q=wombtas+&town=Town+1`);
    await says(page, "3 wyniki");
    assert.match(await page.locator("#_search-results").innerText(), /^Showing results for wombats\./);
  });
});

test("counts have the form that goes with the number", async () => {
  await onPage(browser, WIDE, async (page) => {
    for (const [query, text] of [["red", "1 wynik"], ["green", "3 wyniki"], ["blue", "5 wyników"], ["grey", "22 wyniki"]]) {
      await page.goto(`${address}search/?q=${query}`);
      await says(page, text);
      assert.equal(await page.title(), `${query} (${text}) – Search – Letters`);
    }
    for (const [colour, text] of [["Red", "1 wpis"], ["Green", "3 wpisy"], ["Blue", "5 wpisów"], ["Grey", "22 wpisy"]]) {
      await page.goto(`${address}letters/?colour=${colour}`);
      await says(page, text);
      await page.waitForFunction((text) => document.getElementById("_search-status").textContent === text, `${text}. Filters in use: ${colour}.`);
    }
  });
});

test("what to do where there is nothing counts in the same forms", async () => {
  await onPage(browser, WIDE, async (page) => {
    await page.goto(`${address}letters/?colour=Blue&town=Town+20`);
    await says(page, "No results found");
    const ways = page.locator("#_search-results .ways li");
    await ways.first().waitFor();
    const texts = (await ways.allInnerTexts()).map((text) => text.trim());
    assert.deepEqual(texts, ["Bez filtra Blue: 1 wpis", "Bez filtra Town 20: 5 wpisów", "Remove all filters: 31 wpisów"]);
  });
});
