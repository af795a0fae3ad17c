// The site, and the preview around it, keep to the content security policy that every page carries.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { address, launch, onPage, pages, whileEdited } from "./site.mjs";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** Opens a page that remembers every breach of its policy, and gives `work` a way to ask for them. */
async function onWatchedPage(work) {
  await onPage(browser, {}, async (page) => {
    const said = [];
    page.on("console", (message) => {
      if (message.text().includes("Content Security Policy")) said.push(message.text());
    });
    await page.addInitScript(() => {
      window.breaches = [];
      document.addEventListener("securitypolicyviolation", (event) =>
        window.breaches.push(`${event.violatedDirective} forbids ${event.blockedURI || "inline"}`),
      );
    });
    const breaches = async () => [...(await page.evaluate(() => window.breaches)), ...said.splice(0)];
    await work(page, breaches);
  });
}

test("no page does what its policy forbids", async () => {
  await onWatchedPage(async (page, breaches) => {
    for (const [kind, url] of Object.entries(pages)) {
      await page.goto(address + url);
      assert.equal(await page.locator('head meta[http-equiv="Content-Security-Policy"]').count(), 1, kind);
      assert.deepEqual(await breaches(), [], kind);
    }
  });
});

test("the panel that shows what is wrong keeps to the policy, and the page still reloads", async () => {
  await onWatchedPage(async (page, breaches) => {
    const edit = (text) => text.replace("as_of: 2024-05", "as_of: in May");
    await whileEdited("content/cases/shorter-repair-form.md", edit, async () => {
      await page.goto(address + pages.entry);
      await page.locator("#_casebook-panel").waitFor();
      const position = await page.locator("#_casebook").evaluate((around) => getComputedStyle(around).position);
      assert.equal(position, "sticky", "the panel's own style sheet is not used");
      assert.deepEqual(await breaches(), []);
    });
    await page.locator("#_casebook-panel").waitFor({ state: "detached" });
    assert.deepEqual(await breaches(), []);
  });
});

test("what stands inside a page is not run", async () => {
  await onWatchedPage(async (page, breaches) => {
    await page.goto(address + pages.home);
    await page.evaluate(() => {
      const script = document.createElement("script");
      script.textContent = "window.wasRun = true";
      document.head.append(script);
      document.body.setAttribute("style", "display: none");
    });
    assert.equal(await page.evaluate(() => window.wasRun), undefined);
    const found = (await breaches()).join("\n");
    assert.match(found, /script-src-elem forbids inline/);
    assert.match(found, /style-src-attr forbids inline/);
  });
});
