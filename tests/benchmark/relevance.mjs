// How well the search finds what people judged to be right, on a collection of documents and questions.
//
//   node tests/benchmark/relevance.mjs FOLDER…        with casebook from target/release, or from $CASEBOOK
//
// A folder holds `docs.jsonl` or `docs.jsonl.gz` (a document a line: id, title, text), `qrels.tsv` (question,
// document, how right it is) and questions in `queries.tsv`, `queries.short.tsv` and so on (number, question).
// The documents become entries of a site, which is built; the published script then answers every question.
//
// nDCG@10 has linear gain, and its ideal is over all judged documents, as in trec_eval.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { gunzipSync } from "node:zlib";

const SITE = "http://site/";
const BEST = 10;
const casebook = process.env.CASEBOOK ?? fileURLToPath(new URL("../../target/release/casebook", import.meta.url));

const rows = (file) => readFileSync(file, "utf8").trim().split("\n").map((line) => line.split("\t"));
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

function documents(folder) {
  const packed = join(folder, "docs.jsonl.gz");
  const text = existsSync(packed) ? gunzipSync(readFileSync(packed)) : readFileSync(join(folder, "docs.jsonl"));
  return text.toString().trim().split("\n").map((line) => JSON.parse(line));
}

/** Builds the site of `documents` in `site`; gives the folder that it is published to. */
function published(documents, site) {
  const entries = join(site, "content", "docs");
  mkdirSync(entries, { recursive: true });
  // What means something in Markdown means nothing in these texts.
  const plain = (text) => text.replace(/[\\`*_{}[\]<>#|~^$&!+.-]/g, "\\$&");
  for (const { id, title, text } of documents) {
    const head = `title: ${JSON.stringify(title || `Document ${id}`)}`;
    writeFileSync(join(entries, `d${id}.md`), `---\n${head}\n---\n\n${plain(text)}\n`);
  }
  execFileSync(casebook, ["build", "--root", site], { stdio: ["ignore", "ignore", "inherit"] });
  return join(site, "output");
}

/** The engine of the site that is published to `output`. */
async function engine(output) {
  globalThis.fetch = async (url) => {
    const text = await readFile(join(output, decodeURIComponent(new URL(url).pathname)), "utf8").catch(() => null);
    return { ok: text !== null, status: text === null ? 404 : 200, url: String(url), json: async () => JSON.parse(text), text: async () => text };
  };
  const { open } = await import(pathToFileURL(join(output, "search", "casebook-search.js")));
  return open(SITE);
}

const gain = (grades) => grades.slice(0, BEST).reduce((sum, grade, at) => sum + grade / Math.log2(at + 2), 0);

/** nDCG@10 of each question that has an answer. */
async function answered(search, questions, grades) {
  const found = [];
  for (const [number, question] of questions) {
    const right = grades.get(number) ?? new Map();
    const ideal = gain([...right.values()].sort((a, b) => b - a));
    if (ideal === 0) continue;
    const { hits } = await search.search(question, { limit: BEST });
    const ids = hits.map(({ url }) => /\/docs\/d([^/]+)\/$/.exec(url)?.[1]);
    found.push(gain(ids.map((id) => right.get(id) ?? 0)) / ideal);
  }
  return found;
}

for (const folder of process.argv.slice(2)) {
  const site = mkdtempSync(join(tmpdir(), "casebook-relevance-"));
  try {
    const search = await engine(published(documents(folder), site));
    const grades = new Map();
    for (const [question, document, grade] of rows(join(folder, "qrels.tsv"))) {
      if (!grades.has(question)) grades.set(question, new Map());
      grades.get(question).set(document.toLowerCase(), Math.max(0, Number(grade)));
    }
    for (const file of readdirSync(folder).filter((name) => /^queries\..*tsv$/.test(name)).sort()) {
      const found = await answered(search, rows(join(folder, file)), grades);
      const kind = file.split(".").slice(1, -1).join(".") || "full";
      console.log(`${basename(folder).padEnd(12)} ${kind.padEnd(10)} nDCG@10 ${mean(found).toFixed(3)}  ${found.length} questions`);
    }
  } finally {
    rmSync(site, { recursive: true, force: true });
  }
}
