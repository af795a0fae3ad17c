// An author edits, and the browser follows.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { address, launch, onPage, pages, patience, whileEdited } from "./site.mjs";

const CASE = "content/cases/shorter-repair-form.md";
const PANEL = "#_casebook-panel";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

test("an edit of a text appears by itself", async () => {
  await onPage(browser, {}, async (page) => {
    await page.goto(address + pages.entry);
    const edit = (text) => text.replace("Tenants gave up", "Most people gave up");
    await whileEdited(CASE, edit, () => page.getByText("Most people gave up").waitFor());
    await page.getByText("Tenants gave up").waitFor();
  });
});

/** The text of the panel, once it holds `text`: while a file is being written, it may say that it is empty. */
async function panelWith(page, text) {
  const panel = page.locator(PANEL).filter({ hasText: text });
  await panel.waitFor();
  return panel.innerText();
}

test("broken keys show the panel over the last good page, until they are mended", async () => {
  await onPage(browser, {}, async (page) => {
    await page.goto(address + pages.entry);
    assert.equal(await page.locator(PANEL).count(), 0);
    const edit = (text) => text.replace("as_of: 2024-05", "as_of: May: early").replace("summary:", "sumary:");
    await whileEdited(CASE, edit, async () => {
      const panel = await panelWith(page, "2 errors, 0 warnings");
      assert.match(panel, /^2 errors, 0 warnings/);
      assert.match(panel, /content\/cases\/shorter-repair-form\.md:9:8/);
      assert.match(panel, /You see this page as it was before\./);
      assert.match(panel, /The value of "as_of" holds a colon/);
      assert.match(panel, /Did you mean "summary"\?/);
      await page.getByText("May 2024", { exact: true }).waitFor();
    });
    await page.locator(PANEL).waitFor({ state: "detached" });
  });
});

test("a fault on one page is shown on the others too", async () => {
  await onPage(browser, {}, async (page) => {
    await page.goto(address + pages.home);
    const edit = (text) => text.replace("lead: example-council", "lead: example-counsel");
    await whileEdited(CASE, edit, async () => {
      assert.match(await panelWith(page, "CB404"), /Did you mean "example-council"\?/);
    });
    await page.locator(PANEL).waitFor({ state: "detached" });
  });
});

test("a page that is out of view catches up when it comes back", async () => {
  await onPage(browser, {}, async (page) => {
    await page.goto(address + pages.entry);
    await setVisibility(page, "hidden");
    const edit = (text) => text.replace("Tenants gave up", "Most people gave up");
    await whileEdited(CASE, edit, async () => {
      await waitForServer((html) => html.includes("Most people gave up"));
      assert.equal(await page.getByText("Most people gave up").count(), 0);
      await setVisibility(page, "visible");
      await page.getByText("Most people gave up").waitFor();
    });
    await page.getByText("Tenants gave up").waitFor();
  });
});

async function setVisibility(page, state) {
  await page.evaluate((state) => {
    Object.defineProperty(document, "visibilityState", { value: state, configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
  }, state);
}

async function waitForServer(isThere) {
  const end = Date.now() + patience;
  while (Date.now() < end) {
    const answer = await fetch(address + pages.entry);
    if (isThere(await answer.text())) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("The preview never showed the edit.");
}
