// An author edits, and the browser follows.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { address, launch, onPage, pages, patience, program, whileEdited, whileThere } from "./site.mjs";

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

/** What the preview says around the page, once it holds `text`. */
async function panelWith(page, text) {
  const around = page.locator("#_casebook").filter({ hasText: text });
  await around.waitFor();
  return around.innerText();
}

test("broken keys show the panel over the last good page, until they are mended", async () => {
  await onPage(browser, {}, async (page) => {
    await page.goto(address + pages.entry);
    assert.equal(await page.locator(PANEL).count(), 0);
    const edit = (text) => text.replace("as_of: 2024-05", "as_of: May: early").replace("summary:", "sumary:");
    await whileEdited(CASE, edit, async () => {
      const panel = await panelWith(page, "2 errors, 0 warnings");
      assert.match(panel, /^You see this page as it was before\.\n+2 errors, 0 warnings/);
      assert.match(panel, /content\/cases\/shorter-repair-form\.md:9:8/);
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

/** Marks the page, so that it shows whether it was loaded again. */
const stamp = (page) => page.evaluate(() => (window.sameAsBefore = true));
const isStamped = (page) => page.evaluate(() => window.sameAsBefore === true);

test("a style sheet is exchanged and the page is not loaded again", async () => {
  await onPage(browser, {}, async (page) => {
    await page.goto(address + pages.entry);
    await stamp(page);
    await whileThere("themes/default/assets/style.css", "h1 { color: rgb(1, 2, 3) }", async () => {
      await page.waitForFunction(() => getComputedStyle(document.querySelector("h1")).color === "rgb(1, 2, 3)");
      assert.ok(await isStamped(page), "the page was loaded again");
      await page.waitForFunction(() => document.querySelectorAll('link[rel="stylesheet"]').length === 2);
    });
    await page.waitForFunction(() => getComputedStyle(document.querySelector("h1")).color !== "rgb(1, 2, 3)");
    assert.ok(await isStamped(page), "the page was loaded again");
  });
});

test("a fault elsewhere changes the panel and does not load the page again", async () => {
  await onPage(browser, {}, async (page) => {
    await page.goto(address + pages.home);
    await stamp(page);
    const edit = (text) => text.replace("gave up", "[gave up](gone.md)");
    await whileEdited(CASE, edit, () => page.locator(PANEL).waitFor());
    await page.locator(PANEL).waitFor({ state: "detached" });
    assert.ok(await isStamped(page), "the page was loaded again");
  });
});

test("scroll, what is open and the focus are kept, and the page is loaded once", async () => {
  await onPage(browser, { viewport: { width: 800, height: 500 } }, async (page) => {
    await page.goto(address + pages["entry with everything"]);
    const details = page.locator("main details").first();
    await details.evaluate((details) => (details.open = true));
    await page.locator("main a[href]").last().focus();
    const focused = await page.evaluate(() => document.activeElement.href);
    await page.evaluate(() => scrollTo(0, 700));
    let loads = 0;
    page.on("load", () => loads++);
    const edit = (text) => `${text}\n\nA sentence at the very end.\n`;
    await whileEdited("content/everything.md", edit, async () => {
      await page.getByText("A sentence at the very end.").waitFor();
      await page.waitForLoadState("load");
      await page.waitForTimeout(700);
      assert.equal(loads, 1);
      assert.equal(await page.evaluate(() => Math.round(scrollY)), 700);
      assert.ok(await details.evaluate((details) => details.open), "it is closed");
      assert.equal(await page.evaluate(() => document.activeElement.href), focused);
    });
  });
});

test("eight tabs all follow", async () => {
  const context = await browser.newContext();
  context.setDefaultTimeout(patience);
  try {
    const tabs = [];
    for (let n = 0; n < 8; n++) {
      tabs.push(await context.newPage());
      await tabs[n].goto(address + pages.entry);
    }
    const edit = (text) => text.replace("Tenants gave up", "Most people gave up");
    await whileEdited(CASE, edit, () => Promise.all(tabs.map((tab) => tab.getByText("Most people gave up").waitFor())));
    await tabs[0].close();
    const others = tabs.slice(1);
    await Promise.all(others.map((tab) => tab.getByText("Tenants gave up").waitFor()));
    await whileEdited(CASE, edit, () => Promise.all(others.map((tab) => tab.getByText("Most people gave up").waitFor())));
  } finally {
    await context.close();
  }
});

test("a page that is not there appears when it is written", async () => {
  await onPage(browser, {}, async (page) => {
    await page.goto(`${address}not-yet/`);
    await page.getByText("No file makes a page at this address.").waitFor();
    const text = "---\ntitle: Here at last\nsummary: S.\n---\n";
    await whileThere("content/not-yet.md", text, () => page.getByRole("heading", { name: "Here at last" }).waitFor());
    await page.getByRole("heading", { name: "Page not found" }).waitFor();
  });
});

test("a page that cannot be made comes back by itself", async () => {
  await onPage(browser, {}, async (page) => {
    const site = await ownSite({ "content/cases/a.md": "---\ntitle: A\ntags: [red]\n---\n" });
    try {
      await site.write("themes/default/templates/term.html", "{{ nothing.here }}");
      const served = await site.serve();
      await page.goto(`${served.address}tags/red/`);
      await page.getByRole("heading", { name: "This page cannot be shown" }).waitFor();
      assert.match(await panelWith(page, "CB702"), /themes\/default\/templates\/term\.html:1:/);
      await site.remove("themes/default/templates/term.html");
      await page.getByRole("heading", { name: "red" }).waitFor();
    } finally {
      await site.end();
    }
  });
});

test("a message stands beside its sentence and leads to what it says", async () => {
  await onPage(browser, {}, async (page) => {
    await page.goto(address + pages.entry);
    const edit = (text) => text.replace("Tenants gave up", "Tenants [gave up](gone.md)");
    await whileEdited(CASE, edit, async () => {
      const mark = page.locator("main p:has-text('Tenants gave up') > .casebook-mark");
      await mark.waitFor();
      assert.equal(await mark.innerText(), "error 1");
      await mark.focus();
      await page.keyboard.press("Enter");
      const message = page.locator("#_casebook-message-1");
      await message.waitFor();
      assert.match(await message.innerText(), /There is no page or file at "gone\.md"\./);
    });
    await page.locator(".casebook-mark").waitFor({ state: "detached" });
  });
});

for (const javaScriptEnabled of [true, false]) {
  test(`the panel is closed with the keyboard ${javaScriptEnabled ? "and stays closed" : "without script"}`, async () => {
    await onPage(browser, { javaScriptEnabled }, async (page) => {
      const edit = (text) => text.replace("as_of: 2024-05", "as_of: in May");
      await whileEdited(CASE, edit, async () => {
        await waitForServer((html) => html.includes('id="_casebook-panel"'));
        await page.goto(address + pages.entry);
        await page.locator(`${PANEL}[open]`).waitFor();
        await page.locator(`${PANEL} > summary`).focus();
        await page.keyboard.press("Enter");
        await page.locator(`${PANEL}:not([open])`).waitFor();
        if (!javaScriptEnabled) return;
        const other = (text) => `${text}\n\nOne more.\n`;
        await page.goto(address + pages["entry with everything"]);
        await page.locator(`${PANEL} > summary`).click();
        await whileEdited("content/everything.md", other, () => page.getByText("One more.").waitFor());
        assert.ok(await page.locator(`${PANEL}:not([open])`).isVisible());
      });
    });
  });
}

test("after a restart the browser finds the preview again, and what changed", async () => {
  await onPage(browser, {}, async (page) => {
    const site = await ownSite({ "content/a.md": "# A\n\nBefore.\n" });
    try {
      const served = await site.serve();
      await page.goto(`${served.address}a/`);
      await page.locator("main").getByText("Before.").first().waitFor();
      await served.stop();
      await site.write("content/a.md", "# A\n\nAfter.\n");
      await site.serve(new URL(served.address).port);
      await page.locator("main").getByText("After.").first().waitFor();
    } finally {
      await site.end();
    }
  });
});

test("the browser goes to the page just edited, where that is asked for", async () => {
  await onPage(browser, {}, async (page) => {
    const site = await ownSite({ "content/a.md": "# A\n", "content/b.md": "# B\n" });
    try {
      const served = await site.serve("0", "--follow");
      await page.goto(`${served.address}a/`);
      await page.waitForTimeout(500);
      await site.write("content/b.md", "# B\n\nEdited.\n");
      await page.locator("main").getByText("Edited.").first().waitFor();
      assert.equal(page.url(), `${served.address}b/`);
      await page.goto(`${served.address}a/`);
      await page.waitForTimeout(700);
      assert.equal(page.url(), `${served.address}a/`, "it jumped without an edit");
    } finally {
      await site.end();
    }
  });
});

test("results say which entries readers do not see yet", async () => {
  await onPage(browser, {}, async (page) => {
    const site = await ownSite({
      "content/blue.md": "---\ntitle: Blue wombat\n---\nText.\n",
      "content/green.md": "---\ntitle: Green wombat\ndate: 2999-01-01\n---\nText.\n",
      "content/red.md": "---\ntitle: Red wombat\ndraft: true\n---\nText.\n",
    });
    try {
      const served = await site.serve();
      await page.goto(`${served.address}search/?q=wombat`);
      const found = page.locator("#_search-results .row-title");
      await found.first().waitFor();
      const titles = (await found.allInnerTexts()).map((text) => text.replace(/\s+/g, " ").trim());
      assert.deepEqual(titles, ["Green wombat Scheduled", "Blue wombat", "Red wombat Draft"]);
    } finally {
      await site.end();
    }
  });
});

test("results of a search follow an edit", async () => {
  await onPage(browser, {}, async (page) => {
    const site = await ownSite({ "content/blue.md": "---\ntitle: Blue wombat\n---\nText.\n" });
    try {
      const served = await site.serve();
      await page.goto(`${served.address}search/?q=wombat`);
      const found = page.locator("#_search-results .row-title");
      await found.first().waitFor();
      await site.write("content/green.md", "---\ntitle: Green wombat\n---\nText.\n");
      await page.waitForFunction(() => document.querySelectorAll("#_search-results .row-title").length === 2);
    } finally {
      await site.end();
    }
  });
});

/** A site of its own, with previews of its own. */
async function ownSite(files) {
  const folder = await mkdtemp(join(tmpdir(), "casebook-"));
  const running = [];
  const site = {
    async write(path, text) {
      await mkdir(join(folder, path, ".."), { recursive: true });
      await writeFile(join(folder, path), text);
    },
    remove: (path) => rm(join(folder, path)),
    async serve(port = "0", ...more) {
      const child = spawn(program, ["serve", "--root", folder, "--port", port, ...more], {
        stdio: ["ignore", "ignore", "pipe"],
      });
      const stopped = new Promise((resolve) => child.once("exit", resolve));
      const served = {
        stop() {
          child.kill();
          return stopped;
        },
      };
      running.push(served);
      let said = "";
      served.address = await new Promise((resolve, reject) => {
        child.stderr.on("data", (piece) => {
          said += piece;
          const found = said.match(/The catalogue is at (\S+)/);
          if (found) resolve(found[1]);
        });
        child.once("exit", () => reject(new Error(said)));
      });
      return served;
    },
    async end() {
      await Promise.all(running.map((served) => served.stop()));
      await rm(folder, { recursive: true });
    },
  };
  await site.write("casebook.toml", 'title = "Own"\n');
  for (const [path, text] of Object.entries(files)) await site.write(path, text);
  return site;
}
