// Entries side by side: with script and without, by address, with a keyboard, and Back.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import AxeBuilder from "@axe-core/playwright";
import { address, launch, onPage, patience } from "./site.mjs";

const WIDE = { viewport: { width: 1280, height: 900 } };

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** The cells that readers see, row by row. */
const table = (page) =>
  page.locator("#_compare-table tr").evaluateAll((rows) =>
    rows.map((row) => [...row.cells].filter((cell) => cell.checkVisibility()).map((cell) => cell.innerText)),
  );

const chosen = (page) =>
  page.locator("[name=with]:checked").evaluateAll((boxes) => boxes.map((box) => box.value));

async function until(page, status) {
  await page.locator("#_compare-status", { hasText: status }).waitFor({ timeout: patience, state: "attached" });
}

const SIDE_BY_SIDE = (name) => [
  [name === "trials" ? "Trial" : "Report", `Entry 2 of ${name}`, `Entry 4 of ${name}`],
  ["Summary", "What 2 did.", "What 4 did."],
  ["Place", "Not stated", "Place 4"],
  ["Source", "https://example.org/2", "https://example.org/4"],
  ["Found", "One 2\nTwo 2", "One 4\nTwo 4"],
];

test("without script all entries are in the table", async () => {
  await onPage(browser, { ...WIDE, javaScriptEnabled: false }, async (page) => {
    await page.goto(`${address}compare/?with=e1&with=e2`);
    const rows = await table(page);
    assert.equal(rows[0].length, 7);
    assert.ok(rows.slice(1).flat().every((cell) => cell !== ""));
  });
});

test("without script a comparison of many leads to the list", async () => {
  await onPage(browser, { ...WIDE, javaScriptEnabled: false }, async (page) => {
    await page.goto(`${address}compare-reports/`);
    assert.equal(await page.locator("#_compare-table").isVisible(), false);
    await page.getByRole("link", { name: "See all of them in a list" }).click();
    assert.equal(page.url(), `${address}reports/`);
  });
});

test("the address says what is compared", async () => {
  await onPage(browser, WIDE, async (page) => {
    await page.goto(`${address}compare/?with=e2&with=e4&with=gone`);
    await until(page, "2 entries are shown side by side.");
    assert.deepEqual(await table(page), SIDE_BY_SIDE("trials"));
    assert.deepEqual(await chosen(page), ["e2", "e4"]);
    await page.goto(`${address}compare/?with=e3`);
    await until(page, "1 entry is shown. Choose one to three more.");
    assert.equal((await table(page))[0].length, 2);
    await page.goto(`${address}compare/?with=e1&with=e2&with=e3&with=e4&with=e5`);
    await until(page, "You chose 5 entries. Choose four at most.");
    assert.equal((await table(page))[0].length, 5);
  });
});

test("entries are chosen with the keyboard, and Back undoes it", async () => {
  await onPage(browser, WIDE, async (page) => {
    await page.goto(`${address}compare/`);
    await page.locator("#_with-2").focus();
    await page.keyboard.press("Space");
    await page.locator("#_with-4").focus();
    await page.keyboard.press("Space");
    while (!(await page.locator("button:focus").count())) await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await until(page, "2 entries are shown side by side.");
    assert.equal(page.url(), `${address}compare/?with=e2&with=e4`);
    assert.deepEqual(await table(page), SIDE_BY_SIDE("trials"));
    assert.equal(await page.evaluate(() => document.activeElement.localName), "button");

    // Nothing is thrown away where too many are chosen.
    for (const n of [1, 3, 5]) await page.locator(`#_with-${n}`).check();
    await page.getByRole("button", { name: "Compare" }).click();
    await until(page, "You chose 5 entries. Choose four at most.");
    assert.equal((await chosen(page)).length, 5);
    assert.equal((await table(page))[0].length, 3);

    await page.locator("#_compare-table thead a:visible").first().focus();
    await page.goBack();
    await until(page, "The table shows all 6 entries.");
    assert.deepEqual(await chosen(page), []);
    assert.equal((await table(page))[0].length, 7);
    await page.goForward();
    await until(page, "2 entries are shown side by side.");
    assert.deepEqual(await chosen(page), ["e2", "e4"]);
  });
});

test("the focus is not lost with its column", async () => {
  await onPage(browser, WIDE, async (page) => {
    await page.goto(`${address}compare/?with=e1&with=e2`);
    await until(page, "2 entries");
    await page.locator("#_with-1").uncheck();
    await page.locator("#_with-3").check();
    await page.getByRole("button", { name: "Compare" }).click();
    await page.waitForURL("**/?with=e2&with=e3");
    await page.locator("#_compare-table thead a:visible").last().focus();
    await page.goBack();
    await page.waitForURL("**/?with=e1&with=e2");
    await page.waitForFunction(() => document.activeElement.id === "_compare-table");
  });
});

test("of a large collection the columns come from the entries' own pages", async () => {
  await onPage(browser, WIDE, async (page) => {
    await page.goto(`${address}compare-reports/?with=e2&with=e4`);
    await until(page, "2 entries are shown side by side.");
    assert.deepEqual(await table(page), SIDE_BY_SIDE("reports"));
    assert.deepEqual((await new AxeBuilder({ page }).analyze()).violations, []);
    const [first] = await page.locator("#_compare-table thead a").all();
    await first.click();
    assert.equal(page.url(), `${address}reports/e2/`);
    await page.goBack();
    await until(page, "2 entries are shown side by side.");
  });
});

test("a strict content security policy allows it", async () => {
  await onPage(browser, WIDE, async (page) => {
    const refused = [];
    page.on("console", (message) => message.text().includes("Content Security Policy") && refused.push(message.text()));
    await page.route("**/compare-reports/*", async (route) => {
      const body = await (await fetch(route.request().url())).text();
      const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'";
      const headers = { "content-type": "text/html; charset=utf-8", "content-security-policy": policy };
      await route.fulfill({ body, headers });
    });
    await page.goto(`${address}compare-reports/?with=e2&with=e4`);
    await until(page, "2 entries are shown side by side.");
    assert.deepEqual(refused, []);
  });
});
