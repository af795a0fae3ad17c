// Every kind of page works for everyone: with a keyboard, with assistive technology, on a narrow screen.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { NARROWEST, PHONE, WIDE, address, findings, launch, nothing, onPage, pages, whileEdited } from "./site.mjs";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const screens = { "wide screen": WIDE, "phone": PHONE, "dark screen": { ...WIDE, colorScheme: "dark" } };
for (const [screen, options] of Object.entries(screens)) {
  test(`axe finds nothing on a ${screen}`, async () => {
    await onPage(browser, options, async (page) => {
      const faults = [];
      for (const [kind, url] of Object.entries(pages)) {
        await page.goto(address + url);
        faults.push(...(await findings(page)).map((fault) => `${kind}: ${fault}`));
      }
      nothing(faults);
    });
  });
}

for (const [screen, options] of Object.entries({ ...screens, "dark phone": { ...PHONE, colorScheme: "dark" } })) {
  test(`axe finds nothing in what the preview says of a page on a ${screen}`, async () => {
    await onPage(browser, options, async (page) => {
      const edit = (text) => text.replace("as_of: 2024-05", "as_of: in May").replace("gave up", "[gave up](gone.md)");
      await whileEdited("content/cases/shorter-repair-form.md", edit, async () => {
        await page.goto(address + pages.entry);
        await page.locator("#_casebook-panel[open]").waitFor();
        await page.locator(".casebook-mark").first().waitFor();
        await page.locator("#_casebook-drawer > summary").click();
        nothing(await findings(page));
        await page.goto(address + pages["page that is not there"]);
        await page.locator("#_casebook-drawer[open]").waitFor();
        nothing(await findings(page));
      });
    });
  });
}

test("no page scrolls sideways at 320 pixels", async () => {
  await onPage(browser, NARROWEST, async (page) => {
    for (const [kind, url] of Object.entries(pages)) {
      await page.goto(address + url);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.equal(width, 320, `${kind} is ${width} pixels wide`);
    }
  });
});

test("the skip link is the first stop, comes into view and leads to the text", async () => {
  await onPage(browser, WIDE, async (page) => {
    await page.goto(address + pages.entry);
    await page.keyboard.press("Tab");
    const link = page.locator(":focus");
    assert.equal(await link.innerText(), "Skip to main content");
    const box = await link.boundingBox();
    assert.ok(box.x >= 0 && box.y >= 0, `the link is at ${box.x}, ${box.y}`);
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement.localName), "main");
    await page.keyboard.press("Tab");
    assert.ok(await page.evaluate(() => document.activeElement.closest("main") !== null));
  });
});

test("whatever has the focus shows it", async () => {
  await onPage(browser, WIDE, async (page) => {
    for (const [kind, url] of Object.entries(pages)) {
      await page.goto(address + url);
      const stops = await tabStops(page);
      assert.ok(stops.length > 5, `${kind} has ${stops.length} stops`);
      const unseen = stops.filter((stop) => !stop.visible).map((stop) => stop.name);
      assert.deepEqual(unseen, [], `stops of ${kind} that do not show the focus`);
    }
  });
});

/** What the Tab key visits, one after the other, and whether each looks different for it. */
async function tabStops(page) {
  const stops = [];
  for (;;) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(() => {
      const element = document.activeElement;
      if (element === document.body || element.dataset.visited) return null;
      element.dataset.visited = "yes";
      const look = () => {
        const { outline, boxShadow, backgroundColor } = getComputedStyle(element);
        return JSON.stringify([outline, boxShadow, backgroundColor]);
      };
      const focused = look();
      const { width, height } = element.getBoundingClientRect();
      element.blur();
      const visible = look() !== focused && width > 0 && height > 0;
      element.focus({ focusVisible: true });
      return { name: `${element.localName} ${element.textContent.trim()}`, visible };
    });
    if (stop === null) return stops;
    stops.push(stop);
  }
}
