// Search in a browser, on this repository's own catalogue.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { PHONE, WIDE, catalogue, findings, launch, nothing, onPage } from "./site.mjs";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

async function searched(page, query) {
  await page.goto(`${catalogue}search/?q=${encodeURIComponent(query)}`);
  await page.locator("#_found").waitFor();
}

const titles = (page) => page.locator("#_search-results .row-title").allInnerTexts();
const total = async (page) => Number((await page.locator("#_found").innerText()).split(" ")[0]);

test("a field on any page leads to the results, and both forms of a short form find the same", async () => {
  await onPage(browser, WIDE, async (page) => {
    await page.goto(`${catalogue}cases/`);
    await page.locator(".masthead input").fill("SDEC");
    await page.keyboard.press("Enter");
    await page.locator("#_found").waitFor();
    assert.equal(await page.locator("#_search-q").inputValue(), "SDEC");
    assert.match(await page.locator("#_search-results").innerText(), /Also searched for same day emergency care\./);
    assert.match(await page.title(), /^SDEC \(\d+ results\)/);
    const short = await titles(page);
    await searched(page, "same day emergency care");
    assert.ok(short.every((title) => title), short.join());
    assert.equal((await titles(page)).includes("What makes same day emergency care work"), true);
  });
});

test("results follow while one types, and are announced once it stops", async () => {
  await onPage(browser, WIDE, async (page) => {
    await page.goto(`${catalogue}search/`);
    await page.locator("#_search-q").pressSequentially("frail");
    await page.locator("#_found").waitFor();
    const status = page.locator("#_search-status");
    await page.waitForFunction(() => document.getElementById("_search-status").textContent !== "");
    assert.equal(await status.innerText(), await page.locator("#_found").innerText());
    assert.equal(await page.evaluate(() => document.activeElement.id), "_search-q");
    assert.ok(page.url().endsWith("?q=frail"));
  });
});

test("a slip is put right, with a way back", async () => {
  await onPage(browser, WIDE, async (page) => {
    await searched(page, "frailtey");
    assert.match(await page.locator("#_search-results").innerText(), /Showing results for frailty\. Search only for frailtey/);
    await page.getByRole("link", { name: "frailtey" }).click();
    await page.waitForFunction(() => document.getElementById("_found")?.textContent === "0 results");
  });
});

test("filters narrow down to what their counts say, Back undoes them, and the focus stays", async () => {
  await onPage(browser, WIDE, async (page) => {
    await searched(page, "care");
    const before = await total(page);
    const row = page.locator("fieldset.facet li").filter({ hasText: "Cases" }).first();
    const count = Number(await row.locator(".count").innerText());
    const box = row.locator("input");
    await box.focus();
    await page.keyboard.press("Space");
    await page.locator(".chip").waitFor();
    assert.equal(await total(page), count);
    assert.equal(await page.evaluate(() => document.activeElement.value), "cases");
    await page.goBack();
    await page.waitForFunction((n) => document.getElementById("_found").textContent.startsWith(`${n} `), before);
    await page.goForward();
    await page.locator(".chip").waitFor();
    await page.locator(".chip").focus();
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.querySelectorAll(".chip").length === 0);
    assert.equal(await page.evaluate(() => document.activeElement.id), "_found");
  });
});

for (const [screen, options] of Object.entries({ "wide screen": WIDE, "phone": { ...PHONE, colorScheme: "dark" } })) {
  test(`axe finds nothing in the results on a ${screen}`, async () => {
    await onPage(browser, options, async (page) => {
      await searched(page, "care homes");
      nothing(await findings(page));
      await searched(page, "xyzzyx");
      nothing(await findings(page));
    });
  });
}

test("without script the page holds the whole catalogue", async () => {
  await onPage(browser, { ...WIDE, javaScriptEnabled: false }, async (page) => {
    await page.goto(`${catalogue}search/?q=frailty`);
    assert.match(await page.content(), /<noscript>[^]*To search by typing you need JavaScript/);
    assert.ok((await page.locator(".search-list a").count()) > 150);
  });
});
