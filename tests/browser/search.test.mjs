// Search in a browser, on this repository's own catalogue.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { NARROWEST, PHONE, WIDE, catalogue, findings, launch, nothing, onPage } from "./site.mjs";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

async function searched(page, query) {
  await page.goto(`${catalogue}search/?q=${encodeURIComponent(query)}`);
  await page.locator("#_search-results .row").first().waitFor();
}

const titles = (page) => page.locator("#_search-results .row-title").allInnerTexts();
const total = async (page) => Number((await page.locator("#_found").innerText()).split(" ")[0]);

test("a field on any page leads to the results, and both forms of a short form find the same", async () => {
  await onPage(browser, WIDE, async (page) => {
    await page.goto(`${catalogue}cases/`);
    await page.locator(".masthead input").fill("SDEC");
    await page.keyboard.press("Enter");
    await page.locator("#_search-results .row").first().waitFor();
    assert.equal(await page.locator("#_search-q").inputValue(), "SDEC");
    assert.match(await page.locator("#_search-results").innerText(), /Also searched for same day emergency care\./);
    assert.match(await page.title(), /^SDEC \(\d+ results\)/);
    const short = await titles(page);
    await searched(page, "same day emergency care");
    assert.ok(short.every((title) => title), short.join());
    assert.equal((await titles(page)).includes("What makes same day emergency care work"), true);
  });
});

const field = (page) => page.locator("#_search-q");
const status = (page) => page.locator("#_search-status").innerText();
const says = (page, text) => page.waitForFunction((text) => document.getElementById("_found")?.textContent === text, text);
const flat = async (locator) => (await locator.allInnerTexts()).map((text) => text.replace(/\s+/g, " "));
const focused = (page) => page.evaluate(() => document.activeElement.id);
const query = (page) => new URL(page.url()).search;

test("results follow while one types, and are announced once it stops", async () => {
  await onPage(browser, WIDE, async (page) => {
    await page.goto(`${catalogue}search/`);
    await page.evaluate(() => {
      window.told = [];
      const status = document.getElementById("_search-status");
      new MutationObserver(() => window.told.push(status.textContent)).observe(status, { childList: true });
    });
    await field(page).pressSequentially("frailty", { delay: 30 });
    await page.waitForFunction(() => window.told.length > 0);
    assert.deepEqual(await page.evaluate(() => window.told), [await page.locator("#_found").innerText()]);
    assert.equal(await focused(page), "_search-q");
    assert.equal(query(page), "?q=frailty");
  });
});

test("typing adds nothing to what Back goes through until it is settled", async () => {
  await onPage(browser, WIDE, async (page) => {
    await searched(page, "frailty");
    const length = await page.evaluate(() => history.length);
    await field(page).fill("");
    await field(page).pressSequentially("discharge");
    await page.waitForFunction(() => document.title.startsWith("discharge"));
    assert.equal(await page.evaluate(() => history.length), length);
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.activeElement.id === "_found");
    assert.equal(await page.evaluate(() => history.length), length + 1);
    await page.goBack();
    await page.waitForFunction(() => document.title.startsWith("frailty (8 results) – Search – "));
    assert.equal(await field(page).inputValue(), "frailty");
    await page.goForward();
    await page.waitForFunction(() => document.title.startsWith("discharge"));
    assert.equal(await field(page).inputValue(), "discharge");
  });
});

test("what is still being composed is not searched for", async () => {
  await onPage(browser, WIDE, async (page) => {
    await page.goto(`${catalogue}search/`);
    await field(page).focus();
    const client = await page.context().newCDPSession(page);
    await client.send("Input.imeSetComposition", { text: "frailty", selectionStart: 7, selectionEnd: 7 });
    assert.equal(await field(page).inputValue(), "frailty");
    await page.waitForTimeout(100);
    assert.equal(query(page), "");
    await client.send("Input.insertText", { text: "frailty" });
    await page.waitForFunction(() => location.search === "?q=frailty");
  });
});

test("Back leads to where the results were, as far down as they were", async () => {
  await onPage(browser, { viewport: { width: 390, height: 500 } }, async (page) => {
    await searched(page, "care");
    const last = page.locator("#_search-results .row-title a").last();
    await last.scrollIntoViewIfNeeded();
    await page.waitForTimeout(300);
    const before = await page.evaluate(() => scrollY);
    assert.ok(before > 500, String(before));
    await page.getByRole("navigation", { name: "Sort by" }).getByRole("link", { name: "A to Z" }).evaluate((link) => link.click());
    await page.waitForFunction(() => document.activeElement.id === "_found" && scrollY < 500);
    await page.goBack();
    await page.waitForFunction((before) => Math.abs(scrollY - before) < 200, before);
    await last.click();
    await page.waitForURL((url) => !url.pathname.startsWith("/search/"));
    await page.goBack();
    await page.waitForFunction((before) => Math.abs(scrollY - before) < 200, before);
  });
});

test("a slip is put right, with a way back", async () => {
  await onPage(browser, WIDE, async (page) => {
    await searched(page, "frailtey");
    assert.match(await page.locator("#_search-results").innerText(), /Showing results for frailty\. Search only for frailtey/);
    await page.getByRole("link", { name: "frailtey" }).click();
    await says(page, "No results found");
    assert.equal(query(page), "?q=frailtey&exact=");
  });
});

test("a quoted phrase that is nowhere is told, and its words are searched for", async () => {
  await onPage(browser, WIDE, async (page) => {
    await searched(page, '"homes care frailty"');
    assert.match(
      await page.locator("#_search-results").innerText(),
      /Nothing has these words together: “homes care frailty”\. Showing results without the quotation marks\./,
    );
    assert.ok((await titles(page)).length > 0);
    await searched(page, '"care homes"');
    assert.doesNotMatch(await page.locator("#_search-results").innerText(), /Nothing has/);
  });
});

test("filters narrow down to what their counts say, Back undoes them, and the focus stays", async () => {
  await onPage(browser, WIDE, async (page) => {
    await searched(page, "care");
    const before = await total(page);
    const row = page.locator("fieldset.facet li").filter({ has: page.locator("[value=cases]") });
    const count = await row.locator(".count").innerText();
    await row.locator("input").focus();
    await page.keyboard.press("Space");
    await page.locator(".chip").waitFor();
    assert.equal(await page.locator("#_found").innerText(), `${count} results`);
    assert.equal(await page.evaluate(() => document.activeElement.value), "cases");
    await page.goBack();
    await says(page, `${before} results`);
    await page.goForward();
    await page.locator(".chip").waitFor();
    await page.locator(".chip").focus();
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.querySelectorAll(".chip").length === 0);
    await page.waitForFunction(() => document.activeElement.id === "_found");
  });
});

test("the focus goes from a filter that is taken away to the next, else to the one before", async () => {
  await onPage(browser, WIDE, async (page) => {
    await page.goto(`${catalogue}search/?q=care&collection=cases&collection=themes&collection=terms`);
    const chips = page.getByRole("region", { name: "Filters in use" }).getByRole("list").getByRole("button");
    await chips.first().waitFor();
    assert.deepEqual(await flat(chips), ["Remove filter: Cases ×", "Remove filter: Themes ×", "Remove filter: Glossary ×", "Clear all filters"]);
    const next = () => page.evaluate(() => document.activeElement.textContent.trim());
    await chips.nth(1).press("Enter");
    await page.waitForFunction(() => document.querySelectorAll(".chip").length === 3);
    assert.equal(await next(), "Remove filter: Glossary ×");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.querySelectorAll(".chip").length === 1);
    assert.equal(await next(), "Remove filter: Cases ×");
  });
});

test("where filters leave nothing, each says what taking it away would give", async () => {
  await onPage(browser, WIDE, async (page) => {
    await page.goto(`${catalogue}search/?q=frailty&collection=cases&organisation-kinds=icb`);
    await says(page, "No results found");
    await page.waitForFunction(() => document.getElementById("_search-status").textContent.startsWith("No results found. Filters in use: Cases, "));
    const ways = page.locator(".ways button");
    assert.deepEqual(await ways.allInnerTexts(), ["Remove the filter Integrated care board: 1 result", "Remove all filters: 8 results"]);
    assert.equal(await page.locator(".meanings dt").first().innerText(), "frailty");
    assert.equal(await page.getByRole("link", { name: "Look through everything" }).isVisible(), true);
    assert.equal(await page.locator("#_all").isVisible(), true);
    await ways.first().click();
    await says(page, "1 result");
    await page.waitForFunction(() => document.activeElement.id === "_found");
    assert.equal(query(page), "?q=frailty&collection=cases");
  });
});

test("rows show what lists show: evidence, place, date, and the section that has it", async () => {
  await onPage(browser, WIDE, async (page) => {
    await page.goto(`${catalogue}search/?q=emergency+home+visits&collection=cases`);
    const row = page.locator("#_search-results .row").first();
    await row.waitFor();
    assert.equal(await row.locator("h3 a").innerText(), "One team for people living with frailty in Dorset care homes");
    assert.deepEqual(await flat(row.locator(".marks li")), ["How sure are we? 2 of 5, measured", "Promising", "Dorset", "As of 2019"]);
    assert.equal(await row.locator(".scale").count(), 1);
    assert.ok((await row.locator("mark").count()) > 0);
    assert.equal(await page.locator("#_search-results > ol").count(), 1);
  });
});

test("what other sites put into an address filters nothing", async () => {
  await onPage(browser, WIDE, async (page) => {
    await page.goto(`${catalogue}search/?q=frailty&utm_source=news`);
    await says(page, "8 results");
    assert.equal(await page.locator(".chip").count(), 0);
  });
});

test("results can be sorted, on pages of their own", async () => {
  await onPage(browser, WIDE, async (page) => {
    const asked = [];
    page.on("request", (request) => asked.push(request.url()));
    await searched(page, "care");
    const orders = page.getByRole("navigation", { name: "Sort by" });
    assert.deepEqual(await orders.getByRole("link").allInnerTexts(), ["Best match", "Newest first", "A to Z"]);
    assert.equal(asked.some((url) => url.includes("order-")), false);
    await orders.getByRole("link", { name: "A to Z" }).click();
    await page.waitForFunction(() => document.activeElement.id === "_found" && location.search === "?q=care&sort=title");
    const names = (await titles(page)).map((title) => title.toLowerCase());
    assert.deepEqual(names, [...names].sort());
    await page.getByRole("link", { name: "Next page" }).click();
    await page.waitForFunction(() => location.search === "?q=care&sort=title&page=2" && document.activeElement.id === "_found");
    assert.ok((await titles(page))[0].toLowerCase() >= names.at(-1));
    await page.goto(`${catalogue}search/?q=care&page=999`);
    await page.locator("#_search-results .row").first().waitFor();
  });
});

test("all of it works by keyboard", async () => {
  await onPage(browser, WIDE, async (page) => {
    await page.goto(`${catalogue}search/`);
    await field(page).focus();
    await page.keyboard.type("care homes");
    await page.locator("#_search-results .row").first().waitFor();
    await page.waitForFunction(() => document.querySelectorAll("fieldset:not([hidden])").length > 1);
    const seen = new Set();
    for (let presses = 0; presses < 80; presses++) {
      await page.keyboard.press("Tab");
      seen.add(await page.evaluate(() => document.activeElement.name || document.activeElement.textContent.trim()));
      if (await page.evaluate(() => document.activeElement.closest(".row") !== null)) break;
    }
    for (const stop of ["Search", "collection", "Show results", "Newest first"]) assert.ok(seen.has(stop), `${stop} in ${[...seen]}`);
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => !url.pathname.startsWith("/search/"));
  });
});

test("what cannot be loaded is told, and the catalogue stays below", async () => {
  await onPage(browser, WIDE, async (page) => {
    await page.route("**/casebook-search.js", (route) => route.abort());
    await page.goto(`${catalogue}search/?q=frailty`);
    await says(page, "The search did not load");
    assert.equal(await status(page), "The search did not load");
    assert.equal(await page.locator("#_all").isVisible(), true);
    await page.unroute("**/casebook-search.js");
    await page.getByRole("link", { name: "try again" }).click();
    await says(page, "8 results");
  });
});

test("where the scripts of the page do not load, that is told and the catalogue is shown", async () => {
  await onPage(browser, WIDE, async (page) => {
    await page.route("**/assets/search-results-*.js", (route) => route.abort());
    await page.goto(`${catalogue}search/?q=frailty`);
    await page.getByText("The search did not load. Check your connection, then try again").waitFor();
    assert.equal(await page.locator("#_all").isVisible(), true);
  });
});

test("nothing jumps while results come in", async () => {
  await onPage(browser, WIDE, async (page) => {
    await page.addInitScript(() => {
      window.shift = 0;
      const seen = (list) => list.getEntries().forEach((entry) => (window.shift += entry.hadRecentInput ? 0 : entry.value));
      new PerformanceObserver(seen).observe({ type: "layout-shift", buffered: true });
    });
    await searched(page, "leadership");
    await page.waitForTimeout(1500);
    assert.ok((await page.evaluate(() => window.shift)) < 0.02);
  });
});

const screens = { "wide screen": WIDE, "dark phone": { ...PHONE, colorScheme: "dark" }, "narrowest screen": NARROWEST };
for (const [screen, options] of Object.entries(screens)) {
  test(`axe finds nothing in the results on a ${screen}, and nothing scrolls sideways`, async () => {
    await onPage(browser, options, async (page) => {
      for (const query of ["?q=care+homes&collection=cases", "?q=frailty&collection=cases&organisation-kinds=icb"]) {
        await page.goto(`${catalogue}search/${query}`);
        await page.waitForFunction(() => document.getElementById("_search-status").textContent !== "");
        await page.locator("#_search-frame details").evaluateAll((folds) => folds.forEach((fold) => (fold.open = true)));
        if (options !== NARROWEST) nothing(await findings(page));
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), options.viewport.width);
      }
    });
  });
}

test("with forced colours what was found is told by its weight", async () => {
  await onPage(browser, { ...WIDE, forcedColors: "active" }, async (page) => {
    await searched(page, "frailty");
    const weight = (selector) => page.locator(selector).first().evaluate((element) => Number(getComputedStyle(element).fontWeight));
    assert.ok((await weight(".row-text mark")) > (await weight(".row-text")));
  });
});

test("without script the page holds the whole catalogue, and says what to do", async () => {
  await onPage(browser, { ...WIDE, javaScriptEnabled: false }, async (page) => {
    await page.goto(catalogue);
    await page.getByRole("searchbox").first().fill("frailty");
    await page.keyboard.press("Enter");
    await page.waitForURL(`${catalogue}search/?q=frailty`);
    assert.match(await page.content(), /<noscript>[^]*To search by typing you need JavaScript/);
    assert.ok((await page.locator(".search-list a").count()) > 150);
    assert.equal(await page.locator("#_search-frame").isVisible(), false);
    const row = page.locator("#_filters [data-facet=system] li").first();
    const [, name, number] = /^(.*)\s(\d+)$/.exec((await row.innerText()).replace(/\s+/g, " "));
    await row.getByRole("link").click();
    assert.match(await page.locator("h1").innerText(), new RegExp(name));
    assert.match(await page.locator("main").innerText(), new RegExp(number));
  });
});
