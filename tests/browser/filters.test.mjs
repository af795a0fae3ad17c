// Filters beside the list of a collection: the list is narrowed down in place.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { NARROWEST, PHONE, WIDE, address, findings, launch, nothing, onPage } from "./site.mjs";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const LIST = `${address}letters/`;
const box = (page, key, value) => page.locator(`#_search-filters input[name="${key}"][value="${value}"]`);
const count = async (page, key, value) => Number(await page.locator("#_search-filters li").filter({ has: page.locator(`[name="${key}"][value="${value}"]`) }).locator(".count").innerText());
const heading = (page) => page.locator("#_found").innerText();
const says = (page, text) => page.waitForFunction((text) => document.getElementById("_found").textContent === text, text);
const focused = (page) => page.evaluate(() => document.activeElement.value ?? document.activeElement.id);
/** Once the numbers beside the filters are those of what is chosen. */
const counted = (page, key, value, number) =>
  page.waitForFunction(
    ([key, value, number]) => document.querySelector(`input[name="${key}"][value="${value}"]`)?.closest("li").querySelector(".count").textContent === String(number),
    [key, value, number],
  );

test("without script the filters are links to pages with what they say", async () => {
  await onPage(browser, { ...WIDE, javaScriptEnabled: false }, async (page) => {
    await page.goto(LIST);
    assert.equal(await page.locator("#_search-filters input, .button:visible").count(), 0);
    const row = page.locator("[data-facet=colour] li").first();
    const [name, number] = (await row.innerText()).split(/\s+/);
    await row.getByRole("link").click();
    assert.equal(await page.locator("h1").innerText(), name);
    assert.equal(await page.locator("h2").first().innerText(), `${number} entries`);
  });
});

test("a box narrows the list down to what its count says, and Back undoes it", async () => {
  await onPage(browser, WIDE, async (page) => {
    await page.goto(LIST);
    assert.equal(await heading(page), "120 letters");
    const red = await count(page, "colour", "Red");
    await box(page, "colour", "Red").focus();
    await page.keyboard.press("Space");
    await says(page, `${red} letters`);
    assert.equal(await focused(page), "Red");
    assert.equal(new URL(page.url()).search, "?colour=Red");
    assert.equal(await page.title(), "Red (40 letters) – Letters – Our good practice");
    await page.waitForFunction(() => document.getElementById("_search-status").textContent === "40 letters. Filters in use: Red.");
    assert.equal(await page.locator("#_search-browse").isVisible(), false);
    await page.goBack();
    await says(page, "120 letters");
    assert.equal(await box(page, "colour", "Red").isChecked(), false);
    assert.equal(await page.locator("#_search-browse .row").first().isVisible(), true);
    assert.equal(new URL(page.url()).search, "");
    await page.goForward();
    await says(page, "40 letters");
    assert.equal(await box(page, "colour", "Red").isChecked(), true);
  });
});

test("every count is what its value gives, beside what is chosen in the other groups", async () => {
  await onPage(browser, WIDE, async (page) => {
    await page.goto(`${LIST}?colour=Red&shape=Shape+3`);
    await counted(page, "colour", "Red", 4);
    await page.locator("details").evaluateAll((folds) => folds.forEach((fold) => (fold.open = true)));
    const values = await page.locator("#_search-filters li").evaluateAll((rows) =>
      rows.map((row) => [row.querySelector("input").name, row.querySelector("input").value, Number(row.querySelector(".count").textContent)]),
    );
    assert.equal(values.length, 3 + 13 + 24);
    for (const [key, value, number] of values.filter((_, at) => at % 3 !== 2)) {
      await box(page, "colour", "Red").setChecked(key !== "colour" || value === "Red");
      await box(page, "shape", "Shape 3").setChecked(key !== "shape" || value === "Shape 3");
      await box(page, key, value).check();
      await says(page, ["No results found", "1 letter"][number] ?? `${number} letters`);
      await box(page, "colour", "Red").check();
      await box(page, "shape", "Shape 3").check();
      if (!["Red", "Shape 3"].includes(value)) await box(page, key, value).uncheck();
    }
  });
});

test("values of one group are either, values of several are both", async () => {
  await onPage(browser, WIDE, async (page) => {
    await page.goto(LIST);
    await box(page, "colour", "Red").check();
    await box(page, "colour", "Blue").check();
    await says(page, "80 letters");
    await box(page, "town", "Town 0").check();
    await says(page, "5 letters");
    await counted(page, "town", "Town 2", 5);
  });
});

test("a value that would give nothing stays where it is, with a nought", async () => {
  await onPage(browser, WIDE, async (page) => {
    await page.goto(LIST);
    const names = () => page.locator("[name=colour]").evaluateAll((boxes) => boxes.map((box) => box.value));
    const before = await names();
    await box(page, "town", "Town 1").check();
    await counted(page, "colour", "Red", 0);
    assert.deepEqual(await names(), before);
    assert.equal(await box(page, "colour", "Red").isVisible(), true);
    assert.equal(await box(page, "colour", "Red").isEnabled(), true);
    assert.equal(await page.locator("[name=colour][value=Red]").evaluate((box) => box.labels[0].innerText.replace(/\s+/g, " ")), "Red 0");
  });
});

test("long groups have a field to find values in, and very long ones can be skipped", async () => {
  await onPage(browser, WIDE, async (page) => {
    await page.goto(`${LIST}?colour=Red`);
    await says(page, "40 letters");
    const group = (name) => page.locator("fieldset").filter({ has: page.locator(`[name=${name}]`) });
    assert.equal(await group("colour").getByRole("searchbox").count(), 0);
    assert.equal(await group("shape").getByRole("searchbox").count(), 1);
    assert.equal(await group("shape").getByRole("link").count(), 0);
    const field = page.getByRole("searchbox", { name: "Find under Town" });
    await field.fill("n 23");
    assert.equal(await group("town").locator("li:visible").count(), 1);
    assert.equal(await box(page, "town", "Town 23").isVisible(), true);
    await page.waitForFunction(() => document.getElementById("_search-status").textContent === "1 filter shown");
    await field.fill("");
    const skip = group("town").getByRole("link", { name: "Skip Town" });
    await skip.focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.textContent), "Show results");
  });
});

test("pages and orders of a narrowed list lead to the heading, and have addresses", async () => {
  await onPage(browser, WIDE, async (page) => {
    await page.goto(`${LIST}?shape=Form+0`);
    await says(page, "60 letters");
    assert.equal(await page.locator("#_search-results .row").count(), 20);
    await page.getByRole("navigation", { name: "Pages of this list" }).getByRole("link", { name: "Next page" }).click();
    await page.waitForFunction(() => document.querySelector("#_search-results .row-title").textContent.trim() === "Letter 042");
    await page.waitForFunction(() => document.activeElement.id === "_found");
    assert.equal(new URL(page.url()).search, "?shape=Form+0&page=2");
    const orders = page.getByRole("navigation", { name: "Sort by" });
    await orders.getByRole("link", { name: "A to Z" }).click();
    await page.waitForFunction(() => document.querySelector("#_search-results .row-title")?.textContent.trim() === "Letter 002");
    assert.equal(new URL(page.url()).search, "?shape=Form+0&sort=title");
    await orders.getByRole("link", { name: "Newest first" }).click();
    await page.waitForFunction(() => document.querySelector("#_search-results .row .meta")?.textContent === "1 November 2006");
    await page.waitForFunction(() => document.activeElement.id === "_found");
    assert.equal(await orders.locator("[aria-current]").innerText(), "Newest first");
  });
});

test("a choice on a later page of the list leads to the first", async () => {
  await onPage(browser, WIDE, async (page) => {
    await page.goto(`${LIST}page/2/`);
    await box(page, "colour", "Blue").check();
    await page.waitForURL(`${LIST}?colour=Blue`);
    await says(page, "40 letters");
    assert.equal(await page.locator("h1").innerText(), "Letters");
    await page.goBack();
    await page.waitForURL(`${LIST}page/2/`);
    assert.equal(await heading(page), "120 letters");
  });
});

test("what cannot be loaded is told, and the list stays", async () => {
  await onPage(browser, WIDE, async (page) => {
    await page.route("**/search/casebook-search.js", (route) => route.abort());
    await page.goto(LIST);
    await box(page, "colour", "Red").check();
    await says(page, "The search did not load");
    assert.equal(await page.locator("#_search-results").innerText(), "Check your connection, then try again");
    assert.equal(await page.locator("#_search-browse .row").first().isVisible(), true);
    await page.unroute("**/search/casebook-search.js");
    await page.getByRole("link", { name: "try again" }).click();
    await says(page, "40 letters");
  });
});

test("nothing is loaded for filters before somebody turns to them", async () => {
  await onPage(browser, WIDE, async (page) => {
    const asked = [];
    page.on("request", (request) => asked.push(new URL(request.url()).pathname));
    await page.goto(LIST);
    await box(page, "colour", "Red").waitFor();
    assert.deepEqual(asked.filter((path) => path.startsWith("/search/")), []);
    await box(page, "colour", "Red").check();
    await says(page, "40 letters");
  });
});

const screens = { "wide screen": WIDE, "dark phone": { ...PHONE, colorScheme: "dark" }, "narrowest screen": NARROWEST };
for (const [screen, options] of Object.entries(screens)) {
  test(`axe finds nothing in a narrowed list on a ${screen}`, async () => {
    await onPage(browser, options, async (page) => {
      await page.goto(`${LIST}?colour=Red&shape=Form+0`);
      await says(page, "20 letters");
      await page.locator("details").evaluateAll((folds) => folds.forEach((fold) => (fold.open = true)));
      nothing(await findings(page));
      const { viewport } = options;
      assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= viewport.width);
    });
  });
}
