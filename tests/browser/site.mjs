// What every browser test needs: the preview's address, its site on disk, and a browser.
import assert from "node:assert/strict";
import AxeBuilder from "@axe-core/playwright";
import { chromium } from "playwright-core";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

export const address = needed("CASEBOOK_ADDRESS");
/** Where this repository's own catalogue is shown. */
export const catalogue = needed("CASEBOOK_CATALOGUE");
const site = needed("CASEBOOK_SITE");
/** The command itself, for tests that start a preview of their own. */
export const program = needed("CASEBOOK_PROGRAM");
const executablePath = needed("CASEBOOK_CHROMIUM");

function needed(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set. Start these tests with cargo test --test browser.`);
  return value;
}

/** How long something may take before it counts as not happening. */
export const patience = Number(process.env.CASEBOOK_PATIENCE ?? 20_000);

export function launch() {
  return chromium.launch({
    executablePath,
    chromiumSandbox: process.getuid?.() !== 0,
    args: [
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/** Runs `work` on a new page of its own, and fails when a script of the page failed. */
export async function onPage(browser, options, work) {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(patience);
  try {
    const page = await context.newPage();
    const faults = [];
    page.on("pageerror", (error) => faults.push(error.message));
    await work(page);
    if (faults.length > 0) throw new Error(`A script failed: ${faults.join("; ")}`);
  } finally {
    await context.close();
  }
}

/** Changes a file of the site for as long as `work` takes, then puts it back. */
export async function whileEdited(path, change, work) {
  const file = join(site, path);
  const before = await readFile(file, "utf8");
  const after = change(before);
  if (after === before) throw new Error(`The edit of ${path} changes nothing.`);
  await writeFile(file, after);
  try {
    await work();
  } finally {
    await writeFile(file, before);
  }
}

/** Writes a file of the site that is not there for as long as `work` takes. */
export async function whileThere(path, text, work) {
  const file = join(site, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
  try {
    await work();
  } finally {
    await rm(file);
  }
}

/** One page of each kind. */
export const pages = {
  home: "",
  list: "cases/",
  entry: "cases/shorter-repair-form/",
  "entry without a case's fields": "organisations/example-council/",
  "entry with everything": "everything/",
  term: "topics/waiting-times/",
  terms: "topics/",
  guide: "guide/",
  search: "search/",
  accessibility: "accessibility/",
  compare: "compare/?with=e1&with=e2",
  data: "data/",
  "page that is not there": "no/such/page/",
};

export const WIDE = { viewport: { width: 1280, height: 900 } };
export const PHONE = { viewport: { width: 390, height: 844 } };
export const NARROWEST = { viewport: { width: 320, height: 640 } };
const LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** What axe finds on the page that is shown. */
export async function findings(page) {
  const { violations } = await new AxeBuilder({ page }).withTags(LEVELS).analyze();
  return violations.flatMap((rule) =>
    rule.nodes.map((node) => `${rule.id} at ${node.target.join(" ")}: ${node.failureSummary}`),
  );
}

export function nothing(faults) {
  assert.ok(faults.length === 0, faults.join("\n"));
}
