// This repository's own catalogue: the kinds of pages that a new site does not have.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { NARROWEST, PHONE, WIDE, catalogue, findings, launch, nothing, onPage } from "./site.mjs";

const CASE = "cases/dorset-care-home-frailty-mdt/";
const pages = {
  home: "",
  list: "cases/",
  case: CASE,
  "case without figures": "cases/walsall-together/",
  "case that was taken up": "cases/dorset-joint-leadership-course-system/",
  "organisation that ended": "organisations/nhs-black-country-and-west-birmingham-ccg/",
  pathway: "pathways/setting-up-same-day-emergency-care/",
  pack: "pathways/setting-up-same-day-emergency-care/pack/",
  glossary: "terms/",
  "gap map": "gaps/",
  matrix: "suggestions-and-cases/",
  scale: "evidence/",
  "step of a scale": "evidence/2/",
};

/** Distances that a reader may ask for: success criterion 1.4.12 of WCAG 2.2. */
const SPACED = `* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-bottom: 2em !important; }`;

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

async function everywhere(options, look) {
  await onPage(browser, options, async (page) => {
    for (const [kind, url] of Object.entries(pages)) {
      await page.goto(catalogue + url);
      await look(page, kind);
    }
  });
}

const screens = { "wide screen": WIDE, "dark phone": { ...PHONE, colorScheme: "dark" } };
for (const [screen, options] of Object.entries(screens)) {
  test(`axe finds nothing on a ${screen}`, async () => {
    const faults = [];
    await everywhere(options, async (page, kind) => {
      faults.push(...(await findings(page)).map((fault) => `${kind}: ${fault}`));
    });
    nothing(faults);
  });
}

test("no page scrolls sideways at 320 pixels, nor with more room between letters", async () => {
  await everywhere({ ...NARROWEST, bypassCSP: true }, async (page, kind) => {
    const width = () => page.evaluate(() => document.documentElement.scrollWidth);
    assert.equal(await width(), 320, kind);
    await page.addStyleTag({ content: SPACED });
    assert.equal(await width(), 320, `${kind}, with more room`);
  });
});

test("on a phone the facts unfold with the keyboard, without script", async () => {
  await onPage(browser, { ...PHONE, javaScriptEnabled: false }, async (page) => {
    await page.goto(catalogue + CASE);
    const facts = page.locator(".facts").first();
    assert.equal(await facts.isVisible(), false);
    await page.locator("summary").first().focus();
    await page.keyboard.press("Enter");
    assert.equal(await facts.isVisible(), true);
  });
});

test("on a wide screen the facts stand open, and nothing is there to fold them", async () => {
  await onPage(browser, WIDE, async (page) => {
    await page.goto(catalogue + CASE);
    assert.equal(await page.locator(".facts").first().isVisible(), true);
    assert.equal(await page.locator("summary").first().isVisible(), false);
    assert.equal(await page.getByRole("heading", { name: "Case facts" }).count(), 1);
  });
});

test("a keyboard goes from the title to how to do it, and to whom to ask", async () => {
  await onPage(browser, WIDE, async (page) => {
    await page.goto(catalogue + CASE);
    for (const name of ["How to do this where you work", "Who to ask"]) {
      await page.locator(".jump").getByRole("link", { name }).focus();
      await page.keyboard.press("Enter");
      const heading = page.getByRole("heading", { name, exact: true });
      const { y } = await heading.boundingBox();
      assert.ok(y >= 0 && y < 900, `${name} is at ${y}`);
    }
  });
});

test("a cell of the gap map leads to its cases", async () => {
  await onPage(browser, WIDE, async (page) => {
    await page.goto(`${catalogue}gaps/`);
    const cell = page.locator(".gap-map a.shade").first();
    const target = await cell.getAttribute("href");
    await cell.focus();
    await page.keyboard.press("Enter");
    assert.ok(page.url().endsWith(target));
    assert.equal(await page.locator(target).count(), 1);
  });
});

test("what is drawn is seen in forced colours and on paper", async () => {
  await onPage(browser, { ...WIDE, forcedColors: "active" }, async (page) => {
    await page.goto(catalogue + CASE);
    const paint = () =>
      page.locator(".evidence .on").evaluate((mark) => [getComputedStyle(mark).fill, getComputedStyle(document.body).backgroundColor]);
    const [fill, ground] = await paint();
    assert.notEqual(fill, ground);
    await page.emulateMedia({ media: "print", forcedColors: "none" });
    assert.equal((await paint())[0], "rgb(0, 0, 0)");
    assert.equal(await page.locator(".facts").first().isVisible(), true);
  });
});
