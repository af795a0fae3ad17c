// @ts-check
// Searches the catalogue in the browser. See the documentation of the search module for the files.
//
//   const engine = await open("/");
//   const { total, hits } = await engine.search("care homes", { limit: 10 });
import { count } from "./facets.js";
import { hit } from "./hit.js";
import { index } from "./index.js";
import { sorted } from "./order.js";
import { decoded, numbers, place, rising, wordList, words } from "./files.js";
import { passage } from "./passage.js";
import { highest, score } from "./ranking.js";
import { corrected } from "./spelling.js";

/**
 * @typedef {object} Options
 * @property {number} [limit] How many hits are given; 10 unless told.
 * @property {number} [offset] How many are passed over first.
 * @property {Record<string, string[]>} [filters] Values by facet: one of each facet's must be there.
 * @property {"relevance" | "newest" | "title" | "list"} [sort] The best first, the newest, from A to Z, or in the order of lists.
 * @property {boolean | string[]} [facets] Whether to count facets, or which. They are counted anyway where there are filters or no hits.
 * @property {boolean} [exact] Whether words are taken as they are typed, without correction.
 *
 * @typedef {object} Hit
 * @property {string} url
 * @property {string} title
 * @property {string} summary
 * @property {string} excerpt What to show of it at once; `passage` finds the place in its text.
 * @property {string} section The heading above most of what was found; empty for title and summary.
 * @property {string[]} sections All headings of its text.
 * @property {string} kind
 * @property {string} date
 * @property {string} ended When what it is about ended; may be empty, as all dates.
 * @property {"" | "draft" | "scheduled"} state Why only a preview shows it, if that is so.
 * @property {import("./hit.js").Mark[]} marks What lists show beside it.
 * @property {number} score
 *
 * @typedef {object} Results
 * @property {number} total
 * @property {Hit[]} hits
 * @property {Record<string, Record<string, number>>} facets How many hits each value has or would have.
 * @property {string | null} corrected The query that was searched instead, with other spelling.
 * @property {string[]} expanded Other names that were searched too.
 * @property {string[]} missing Quoted phrases that are nowhere in what the words of the query match.
 * @property {string[]} words Every form of a word that counts as found, to be marked.
 *
 * @typedef {import("./files.js").Group} Group
 * @typedef {import("./files.js").Words} Words
 * @typedef {import("./ranking.js").Found} Found
 * @typedef {import("./ranking.js").Term} Term
 */


/** Opens the index of the site at `baseUrl`, which ends in a slash. @param {string} baseUrl */
export async function open(baseUrl) {
  const base = new URL(baseUrl, globalThis.document?.baseURI);
  /** @type {Map<string, Promise<any>>} */
  const loaded = new Map();
  /** @param {string} name @returns {Promise<any>} */
  const load = (name) => {
    let file = loaded.get(name);
    if (!file) {
      file = fetch(new URL(`search/${name}`, base)).then((reply) => {
        if (!reply.ok) throw new Error(`${reply.url}: ${reply.status}`);
        return reply.json();
      });
      file.catch(() => loaded.delete(name));
      loaded.set(name, file);
    }
    return file;
  };
  return new Engine(base, load);
}

class Engine {
  /** @param {URL} base @param {(name: string) => Promise<any>} load */
  constructor(base, load) {
    this.base = base;
    this.index = index;
    /** @type {string[]} */
    this.starts = index.starts.split(" ");
    this.common = new Set(index.common.split(" "));
    /** @type {Map<string, number>} */
    this.names = new Map();
    this.longest = 0;
    index.concepts.forEach((names, at) => {
      for (const name of names.split("|")) {
        const parts = name.split(" ");
        this.names.set(this.name(parts), at);
        // Short forms have a plural too: GPs.
        if (parts.length === 1 && !this.names.has(`${name}s`)) this.names.set(`${name}s`, at);
        this.longest = Math.max(this.longest, parts.length + 1);
      }
    });
    /** @param {string} name */
    this.load = (name) => load(`${index.folder}/${name}.json`);
    /** @type {Map<number, Promise<Words>>} */
    this.files = new Map();
    /** @type {Map<string, string[]>} Words that are nowhere, with what they were meant to be. */
    this.fixed = new Map();
  }

  /**
   * What matches `query`, the best first. A last word without a blank behind it may be unfinished.
   * @param {string} query
   * @param {Options} [options]
   * @returns {Promise<Results>}
   */
  async search(query, options = {}) {
    const { limit = 10, offset = 0, filters = {}, sort = "relevance" } = options;
    const asked = await this.ask(query, options.exact ?? false);
    let found = score(asked.terms, asked.any, this.index);
    const missing = [];
    for (const phrase of asked.phrases) {
      const held = await this.withPhrase(found, words(phrase));
      if (held.documents.length > 0) found = held;
      else missing.push(phrase);
    }
    const chosen = Object.entries(filters).filter(([, values]) => values.length > 0);
    const counted = options.facets || limit === 0 || chosen.length > 0;
    const facets = counted ? await this.filter(found, chosen, options.facets) : {};
    const { documents, scores } = found;
    const isBest = sort === "relevance";
    const best = (isBest ? highest(documents, scores, offset + limit) : await sorted(documents, sort, this.index, this.load)).slice(offset, offset + limit);
    const hits = await Promise.all(Array.from(best, (document) => this.hit(document, found)));
    return { total: documents.length, hits, facets, corrected: asked.corrected, expanded: asked.expanded, missing, words: await this.forms(asked) };
  }

  /** The orders that hits can have beside that of the best. @returns {string[]} */
  get orders() {
    return this.index.orders;
  }

  /** The keys of what readers filter by. @returns {string[]} */
  get keys() {
    return this.index.facets.map((/** @type {[string, string]} */ [key]) => key);
  }

  /** What readers filter by, or those of it with these keys: what they call it, and its values. @param {string[]} [keys] @returns {Promise<{ key: string, label: string, values: { id: string, label: string }[] }[]>} */
  async facets(keys) {
    /** @type {[string, string][]} */
    const known = this.index.facets;
    const wanted = known.map((facet, at) => ({ facet, at })).filter(({ facet: [key] }) => !keys || keys.includes(key));
    return Promise.all(
      wanted.map(async ({ facet: [key, label], at }) => {
        const { values } = await this.load(`facet-${at}`);
        return { key, label, values: values.map((/** @type {string[]} */ [id, name]) => ({ id, label: name })) };
      }),
    );
  }

  /** The place in the text of a hit that says most about `found`, the words of the results. @param {Hit} hit @param {string[]} found @returns {Promise<{ section: string, text: string }>} */
  passage(hit, found) {
    return passage(hit, found);
  }

  /** Every form of the words of a query, and of the other names. @param {{ terms: Term[], expanded: string[] }} asked */
  async forms({ terms, expanded }) {
    const forms = new Set(words(expanded.join(" ")).filter((word) => !this.common.has(word)));
    for (const { file, number } of terms.flatMap((term) => term.groups)) {
      const { words: list, of } = await this.words(file);
      of.forEach((group, at) => group === number && !list[at].startsWith("~") && forms.add(list[at]));
    }
    return [...forms];
  }

  /** What a query asks for. @param {string} query @param {boolean} exact */
  async ask(query, exact) {
    const phrases = [...query.matchAll(/["\u201c\u201d]([^"\u201c\u201d]+)["\u201c\u201d]/gu)].map((match) => match[1].trim()).filter((phrase) => words(phrase).length > 0);
    let typed = words(query);
    const isOpen = /[^\s"\u201d.,?!]$/u.test(query);
    const telling = typed.filter((word) => !this.common.has(word));
    if (telling.length > 0) typed = telling.length === typed.length ? typed : this.withoutCommon(typed);
    let known = await Promise.all(typed.map((word, at) => this.term(word, isOpen && at === typed.length - 1)));
    let { concepts, covered } = this.concepts(typed);
    let corrected = null;
    const isKnown = known.map((term, at) => term !== null || covered.has(at));
    if (!exact && isKnown.includes(false)) {
      const better = await this.spell(typed, isKnown);
      if (better) {
        typed = better;
        corrected = better.join(" ");
        known = await Promise.all(typed.map((word) => this.term(word, false)));
        ({ concepts, covered } = this.concepts(typed));
      }
    }
    /** @type {Term[]} */
    const terms = [];
    /** @type {Map<string, Term>} */
    const seen = new Map();
    known.forEach((term, at) => {
      if (!term) return;
      const weight = covered.has(at) ? WITHIN : 1;
      const same = seen.get(typed[at]);
      if (same) same.weight += weight;
      else {
        seen.set(typed[at], term);
        term.weight *= weight;
        terms.push(term);
      }
    });
    const expanded = [];
    for (const [at, typedName] of concepts) {
      const group = await this.group(`~${at}`);
      if (group) terms.push({ weight: 1, groups: [group] });
      expanded.push(...this.index.concepts[at].split("|").filter((/** @type {string} */ name) => this.name(name.split(" ")) !== typedName));
    }
    return { terms, phrases, corrected, expanded, any: typed.length === 0 };
  }

  /** Common words say nothing beside others, save in the names of concepts. @param {string[]} typed */
  withoutCommon(typed) {
    const { covered } = this.concepts(typed);
    return typed.filter((word, at) => covered.has(at) || !this.common.has(word));
  }

  /** A name of a concept, so that it is the same in the plural, and with "&" or "and" between words or single letters. @param {string[]} parts */
  name(parts) {
    const telling = parts.filter((word) => word !== "and" || !this.common.has(word));
    const singular = telling.map((word) => (word.length > 3 ? word.replace(/([^su])s$/, "$1") : word));
    return singular.join(" ").replace(/\b(\w) (?=\w\b)/g, "$1");
  }

  /** The concepts that are named, and which words name them. @param {string[]} typed */
  concepts(typed) {
    /** @type {Map<number, string>} */
    const concepts = new Map();
    /** @type {Set<number>} */
    const covered = new Set();
    for (let from = 0; from < typed.length; from++) {
      for (let to = Math.min(typed.length, from + this.longest); to > from; to--) {
        const name = this.name(typed.slice(from, to));
        const concept = this.names.get(name);
        if (concept === undefined) continue;
        concepts.set(concept, name);
        for (; from < to; from++) covered.add(from);
        from--;
        break;
      }
    }
    return { concepts, covered };
  }

  /** The file that has `word`. @param {string} word */
  fileOf(word) {
    const at = place(this.starts, word);
    return this.starts[at] === word ? at : Math.max(0, at - 1);
  }

  /** @param {number} at @returns {Promise<Words>} */
  words(at) {
    let file = this.files.get(at);
    if (!file) {
      file = this.load(`words-${at}`).then((read) => decoded(read, at));
      file.catch(() => this.files.delete(at));
      this.files.set(at, file);
    }
    return file;
  }

  /** The group of `word` itself. @param {string} word */
  async group(word) {
    const { words: list, of, groups } = await this.words(this.fileOf(word));
    const at = place(list, word);
    return list[at] === word ? groups[of[at]] : undefined;
  }

  /**
   * What `word` stands for; nothing where it is nowhere. An open word stands for all that begin with it.
   * @param {string} word
   * @param {boolean} isOpen
   * @returns {Promise<Term | null>}
   */
  async term(word, isOpen) {
    const exact = await this.group(word);
    /** @type {Set<Group>} */
    const groups = new Set(exact ? [exact] : []);
    if (isOpen && (!exact || word.length > 2)) {
      const first = this.fileOf(word);
      const last = Math.min(this.fileOf(`${word}\uffff`), first + (word.length > 2 ? 2 : 0));
      if (!exact) for (let file = first; file <= last; file++) {
        const { words: list, of, groups: all } = await this.words(file);
        for (let at = place(list, word); at < list.length && list[at].startsWith(word); at++) groups.add(all[of[at]]);
      }
    }
    if (groups.size === 0) {
      const near = await this.inflected(word);
      if (near) groups.add(near);
    }
    return groups.size > 0 ? { weight: 1, groups: [...groups] } : null;
  }

  /** The group of another form of `word`. @param {string} word */
  async inflected(word) {
    const { words: list, of, groups } = await this.words(this.fileOf(word));
    let best = -1;
    let most = Math.max(3, word.length * 0.6 - 1);
    const at = place(list, word);
    for (let near = Math.max(0, at - 20); near < Math.min(list.length, at + 20); near++) {
      let same = 0;
      while (same < word.length && word[same] === list[near][same]) same++;
      if (same > most && ENDING.test(word.slice(same)) && ENDING.test(list[near].slice(same))) {
        best = near;
        most = same;
      }
    }
    return best < 0 ? undefined : groups[of[best]];
  }

  /** Those of `found` that hold the words of `phrase` one behind the other. @param {Found} found @param {string[]} phrase */
  async withPhrase(found, phrase) {
    /** @type {Map<number, Set<number>> | null} */
    let starts = null;
    for (const [nth, word] of phrase.entries()) {
      if (this.common.has(word)) continue;
      const group = (await this.group(word)) ?? (await this.inflected(word));
      const positions = group ? await this.positions(group) : new Map();
      /** @type {Map<number, Set<number>>} */
      const next = new Map();
      for (const [document, at] of positions) {
        const before = starts?.get(document);
        const from = at.map((/** @type {number} */ position) => position - nth).filter((/** @type {number} */ start) => !starts || before?.has(start));
        if (from.length > 0) next.set(document, new Set(from));
      }
      starts = next;
    }
    return { ...found, documents: found.documents.filter((document) => !starts || starts.has(document)) };
  }

  /** The positions of `group` by document. @param {Group} group @returns {Promise<Map<number, number[]>>} */
  async positions(group) {
    const { groups } = await this.words(group.file);
    const all = numbers((await this.load(`places-${group.file}`)).places);
    const found = new Map();
    let at = 0;
    for (const { number, documents } of groups) {
      for (const document of documents) {
        const count = all[at++];
        if (number === group.number) found.set(document, [...rising(all.slice(at, at + count))]);
        at += count;
      }
    }
    return found;
  }

  /** How many of `found`, of which only those with the chosen values stay, each value has: of the facets `which`, and of those with choices. @param {Found} found @param {[string, string[]][]} chosen @param {boolean | string[]} [which] */
  async filter(found, chosen, which) {
    /** @type {[string, string][]} */
    const all = this.index.facets;
    const numbers = all.flatMap(([key], at) => (!Array.isArray(which) || which.includes(key) || chosen.some(([facet]) => facet === key) ? [at] : []));
    return count(found, chosen, numbers.map((at) => all[at]), await Promise.all(numbers.map((at) => this.load(`facet-${at}`))));
  }

  /** @param {number} document @param {Found} found @returns {Promise<Hit>} */
  async hit(document, { scores, sections }) {
    const { block } = this.index;
    const file = await this.load(`documents-${Math.floor(document / block)}`);
    return { ...hit(file, document % block, this.base, sections[document]), score: scores[document] };
  }

  /**
   * The words of a query, with those that are nowhere spelt as others are. Nothing where that does not help.
   * @param {string[]} typed
   * @param {boolean[]} isKnown
   */
  async spell(typed, isKnown) {
    const file = await this.load("spelling");
    /** @type {string[]} */
    const list = (file.list ??= wordList(file.words));
    /** @type {number[]} */
    const uses = (file.counts ??= numbers(file.uses));
    const better = [];
    let changed = false;
    for (let at = 0; at < typed.length; at++) {
      const word = typed[at];
      const next = typed[at + 1];
      if (next !== undefined && !(isKnown[at] && isKnown[at + 1]) && list[place(list, word + next)] === word + next) {
        better.push(word + next);
        changed = true;
        at++;
      } else if (isKnown[at]) {
        better.push(word);
      } else {
        const fixed = this.fixed.get(word) ?? corrected(word, list, uses);
        this.fixed.set(word, fixed);
        changed ||= fixed.length > 0;
        better.push(...(fixed.length > 0 ? fixed : [word]));
      }
    }
    return changed ? better : null;
  }
}

/** How much the words of a concept count beside the concept. */
const WITHIN = 0.25;
/** What may follow the part that the forms of a word have in common. */
const ENDING = /^(e|s|es|d|ed|r|er|ers|ing|ings|y|ies|ied|ly|al|ion|ions|ment|ments|ness)?$/;
