// @ts-check
// The place in the text of a hit that says most about the words that were found.
import { words } from "./files.js";

/** How the blocks of a page begin. */
const BLOCK = /(?=<(?:h[1-6]|p|li|td|th|dt|dd|blockquote|figcaption|pre)\b)/;
/** Longest passage, in letters. */
const PASSAGE = 240;

/**
 * That place. It reads the hit's own page, which the reader may open next.
 * @param {{ url: string, summary: string, sections: string[] }} hit
 * @param {string[]} found
 */
export async function passage(hit, found) {
  const reply = await fetch(hit.url);
  const html = reply.ok ? await reply.text() : "";
  const main = (/<main[^]*<\/main>/.exec(html)?.[0] ?? "").replace(/<(nav|aside|form|script|style|header|footer)\b[^]*?<\/\1>/g, " ");
  const wanted = new Set(found);
  /** @type {string | null} Of the text itself; nothing for what the page puts beside it. */
  let section = "";
  let best = { section: "", text: hit.summary, count: 0 };
  for (const block of main.split(BLOCK)) {
    const text = plain(block);
    if (block.startsWith("<h2")) section = hit.sections.includes(text) ? text : null;
    if (/^<h\d/.test(block)) continue;
    const held = new Set(words(text).filter((word) => wanted.has(word))).size;
    const count = held - (section === null ? 0.5 : 0);
    if (count > best.count) best = { section: section ?? "", text, count };
  }
  return { section: best.section, text: around(best.text, wanted) };
}

/** The text of a piece of HTML, without links to notes and back. @param {string} html */
function plain(html) {
  /** @type {Record<string, string>} */
  const signs = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };
  return html.replace(/<a [^>]*#_fn[^]*?<\/a>/g, "").replace(/<[^>]*>/g, "").replace(/&(amp|lt|gt|quot|#39);/g, (_, name) => signs[name]).replace(/\s+/g, " ").trim();
}

/** As much of `text` as there is room for, around the first of the words. @param {string} text @param {Set<string>} wanted */
function around(text, wanted) {
  if (text.length <= PASSAGE) return text;
  const parts = text.split(" ");
  const first = Math.max(0, parts.findIndex((part) => words(part).some((word) => wanted.has(word))) - 8);
  let cut = "";
  for (let at = first; at < parts.length && cut.length + parts[at].length < PASSAGE; at++) cut += (cut && " ") + parts[at];
  return `${first > 0 ? "… " : ""}${cut}${text.endsWith(cut) ? "" : " …"}`;
}
