// @ts-check
// Searches the catalogue in the browser. See the documentation of the search module for the files.
//
//   const engine = await open("/");
//   const { total, hits } = await engine.search("care homes", { limit: 10 });

/**
 * @typedef {object} Options
 * @property {number} [limit] How many hits are given; 10 unless told.
 * @property {number} [offset] How many are passed over first.
 * @property {Record<string, string[]>} [filters] Values by facet: one of each facet's must be there.
 * @property {"relevance" | "list"} [sort] The best first, or in the order of lists.
 * @property {boolean} [facets] Whether to count facets. They are counted anyway where there are filters or no hits.
 * @property {boolean} [exact] Whether words are taken as they are typed, without correction.
 *
 * @typedef {object} Hit
 * @property {string} url
 * @property {string} title
 * @property {string} summary
 * @property {string} excerpt
 * @property {string} section The heading above most of what was found; empty for title and summary.
 * @property {string} kind
 * @property {string} date
 * @property {number} score
 *
 * @typedef {object} Results
 * @property {number} total
 * @property {Hit[]} hits
 * @property {Record<string, Record<string, number>>} facets How many hits each value has or would have.
 * @property {string | null} corrected The query that was searched instead, with other spelling.
 * @property {string[]} expanded Other names that were searched too.
 *
 * @typedef {object} Found What a query matches, in the order of lists.
 * @property {Int32Array} documents
 * @property {Float32Array} scores By document.
 * @property {Uint8Array} sections By document.
 *
 * @typedef {object} Group Words of one stem.
 * @property {Int32Array} documents
 * @property {Uint8Array} weights
 * @property {Uint8Array} sections
 * @property {number} file
 * @property {number} number
 *
 * @typedef {object} Words
 * @property {string[]} words
 * @property {number[]} of
 * @property {Group[]} groups
 *
 * @typedef {object} Term What one word of the query stands for.
 * @property {number} weight
 * @property {Group[]} groups
 */

const LETTER = "[\\p{Alphabetic}\\p{N}]";
const ALONE = "\\u3041-\\u30ff\\u3400-\\u9fff\\uf900-\\ufaff";
const TOKEN = new RegExp(`[${ALONE}]|(?:(?![${ALONE}])${LETTER})+`, "gu");
const POSSESSIVE = new RegExp(`(${LETTER})['\u2019]s(?!${LETTER})`, "giu");
/** @type {Record<string, string>} */
const PLAIN = { "ß": "ss", "æ": "ae", "ø": "o", "œ": "oe", "đ": "d", "ł": "l", "ð": "d", "þ": "th", "ı": "i", "ħ": "h", "ŧ": "t", "ŋ": "ng", "ĸ": "k", "ĳ": "ij", "ŀ": "l", "ſ": "s" };

/** The words of a text, as the index has them. @param {string} text @returns {string[]} */
export function words(text) {
  const folded = text
    .replace(POSSESSIVE, "$1 ")
    .toLowerCase()
    .normalize("NFC")
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/[\u00df-\u0148\u014a-\u017f\u1e00-\u1e99\u1ea0-\u1ef9]/g, (c) => PLAIN[c] ?? c.normalize("NFD")[0]);
  return folded.match(TOKEN) ?? [];
}

/** Reads numbers. @param {string} text */
function numbers(text) {
  const found = [];
  let number = 0;
  let shift = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const value = code - (code > 92 ? 36 : 35);
    number |= (value & 31) << shift;
    shift += 5;
    if (value < 32) {
      found.push(number);
      number = shift = 0;
    }
  }
  return found;
}

/** Steps to numbers that rise. @param {number[]} steps */
function rising(steps) {
  let next = 0;
  return Int32Array.from(steps, (step) => (next += step + 1) - 1);
}

/** The `count` documents with the highest scores, the highest first. @param {Int32Array} documents @param {Float32Array} scores @param {number} count */
function highest(documents, scores, count) {
  /** @type {number[]} */
  const best = [];
  for (const document of documents) {
    const score = scores[document];
    if (best.length >= count && score <= scores[best[best.length - 1]]) continue;
    let at = best.length;
    while (at > 0 && scores[best[at - 1]] < score) at--;
    best.splice(at, 0, document);
    if (best.length > count) best.pop();
  }
  return best;
}

/** Reads words in order. @param {string} text */
function wordList(text) {
  let before = "";
  return text === "" ? [] : text.split(" ").map((part) => (before = before.slice(0, numbers(part[0])[0]) + part.slice(1)));
}

/** The first place of a sorted list that is not before `value`. @param {string[]} list @param {string} value */
function place(list, value) {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

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
  return new Engine(base, load, await load("index.json"));
}

class Engine {
  /** @param {URL} base @param {(name: string) => Promise<any>} load @param {any} index */
  constructor(base, load, index) {
    this.base = base;
    this.index = index;
    /** @type {string[]} */
    this.starts = index.starts.split(" ");
    this.common = new Set(index.common.split(" "));
    /** @type {Map<string, number>} */
    this.names = new Map();
    index.concepts.forEach((/** @type {string} */ names, /** @type {number} */ at) => {
      for (const name of names.split("|")) this.names.set(singular(name.split(" ")), at);
    });
    this.longest = Math.max(0, ...[...this.names.keys()].map((name) => name.split(" ").length));
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
    let found = this.score(asked.terms, asked.any);
    for (const phrase of asked.phrases) {
      const held = await this.withPhrase(found, phrase);
      if (held.documents.length > 0) found = held;
    }
    const chosen = Object.entries(filters).filter(([, values]) => values.length > 0);
    const counted = options.facets || limit === 0 || chosen.length > 0;
    const facets = counted ? await this.filter(found, chosen) : {};
    const { documents, scores } = found;
    const best = sort === "list" ? documents.slice(offset, offset + limit) : highest(documents, scores, offset + limit).slice(offset);
    const hits = await Promise.all(Array.from(best, (document) => this.hit(document, found)));
    return { total: documents.length, hits, facets, corrected: asked.corrected, expanded: asked.expanded };
  }

  /** What a query asks for. @param {string} query @param {boolean} exact */
  async ask(query, exact) {
    const phrases = [...query.matchAll(/["\u201c\u201d]([^"\u201c\u201d]+)["\u201c\u201d]/gu)].map((match) => words(match[1]));
    let typed = words(query);
    const isOpen = /[^\s"\u201d.,?!]$/u.test(query);
    const telling = typed.filter((word) => !this.common.has(word));
    if (telling.length > 0) typed = telling.length === typed.length ? typed : this.withoutCommon(typed);
    let known = await Promise.all(typed.map((word, at) => this.term(word, isOpen && at === typed.length - 1)));
    let corrected = null;
    if (!exact && known.some((term) => term === null)) {
      const better = await this.spell(typed, known);
      if (better) {
        typed = better;
        corrected = better.join(" ");
        known = await Promise.all(typed.map((word) => this.term(word, false)));
      }
    }
    const { concepts, covered } = this.concepts(typed);
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
      expanded.push(...this.index.concepts[at].split("|").filter((/** @type {string} */ name) => singular(name.split(" ")) !== typedName));
    }
    return { terms, phrases, corrected, expanded, any: typed.length === 0 };
  }

  /** Common words say nothing beside others, save in the names of concepts. @param {string[]} typed */
  withoutCommon(typed) {
    const { covered } = this.concepts(typed);
    return typed.filter((word, at) => covered.has(at) || !this.common.has(word));
  }

  /** The concepts that are named, and which words name them. @param {string[]} typed */
  concepts(typed) {
    /** @type {Map<number, string>} */
    const concepts = new Map();
    /** @type {Set<number>} */
    const covered = new Set();
    for (let from = 0; from < typed.length; from++) {
      for (let to = Math.min(typed.length, from + this.longest); to > from; to--) {
        const name = singular(typed.slice(from, to));
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

  /** The documents of `terms` with their scores. @param {Term[]} terms @param {boolean} any @returns {Found} */
  score(terms, any) {
    const count = this.index.documents;
    const scores = new Float32Array(count);
    const worth = new Float32Array(count);
    const best = new Float32Array(count);
    const sections = new Uint8Array(count);
    let sum = 0;
    for (const { weight, groups } of terms) {
      const inTerm = groups.length === 1 ? groups[0] : union(groups);
      const { documents } = inTerm;
      const value = weight * Math.log(1 + (count - documents.length + 0.5) / (documents.length + 0.5));
      sum += value;
      for (let at = 0; at < documents.length; at++) {
        const document = documents[at];
        const score = (value * (inTerm.weights[at] + 0.5)) / this.index.steps;
        scores[document] += score;
        worth[document] += value;
        if (score > best[document]) {
          best[document] = score;
          sections[document] = inTerm.sections[at];
        }
      }
    }
    const least = any ? -1 : Math.max((NEEDED * sum) / terms.length, Number.MIN_VALUE);
    const documents = new Int32Array(count);
    let matching = 0;
    for (let document = 0; document < count; document++) if (worth[document] >= least) documents[matching++] = document;
    return { documents: documents.subarray(0, matching), scores, sections };
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

  /**
   * Keeps those of `found` that have one of the chosen values of each facet, and counts how many a
   * value has or, beside the choices in other facets, would have.
   * @param {Found} found
   * @param {[string, string[]][]} chosen
   */
  async filter(found, chosen) {
    /** @type {[string, string][]} */
    const known = this.index.facets;
    const files = await Promise.all(known.map((_, at) => this.load(`facet-${at}`)));
    /** @type {[string, Int32Array][][]} */
    const lists = files.map((file) => (file.read ??= file.values.map((/** @type {string[]} */ [id, , documents]) => [id, rising(numbers(documents))])));
    const missing = new Uint8Array(this.index.documents).fill(255);
    const one = new Int16Array(this.index.documents).fill(-1);
    for (const document of found.documents) missing[document] = 0;
    known.forEach(([key], at) => {
      const values = chosen.find(([facet]) => facet === key)?.[1];
      if (!values) return;
      const has = new Uint8Array(this.index.documents);
      for (const [id, documents] of lists[at]) if (values.includes(id)) for (const document of documents) has[document] = 1;
      for (const document of found.documents) {
        if (has[document]) continue;
        missing[document]++;
        one[document] = at;
      }
    });
    found.documents = found.documents.filter((document) => missing[document] === 0);
    const count = (/** @type {Int32Array} */ documents, /** @type {number} */ at) => {
      let sum = 0;
      for (const document of documents) if (missing[document] === 0 || (missing[document] === 1 && one[document] === at)) sum++;
      return sum;
    };
    return Object.fromEntries(known.map(([key], at) => [key, Object.fromEntries(lists[at].map(([id, documents]) => [id, count(documents, at)]))]));
  }

  /** @param {number} document @param {Found} found @returns {Promise<Hit>} */
  async hit(document, { scores, sections }) {
    const { block } = this.index;
    const file = await this.load(`documents-${Math.floor(document / block)}`);
    const at = document % block;
    return {
      url: new URL(file.urls[at], this.base).href,
      title: file.titles[at],
      summary: file.summaries[at],
      excerpt: file.summaries[at],
      section: file.sections[at][sections[document] - 1] ?? "",
      kind: file.kinds[at],
      date: file.dates[at],
      score: scores[document],
    };
  }

  /**
   * The words of a query, with those that are nowhere spelt as others are. Nothing where that does not help.
   * @param {string[]} typed
   * @param {(Term | null)[]} known
   */
  async spell(typed, known) {
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
      if (next !== undefined && (!known[at] || !known[at + 1]) && list[place(list, word + next)] === word + next) {
        better.push(word + next);
        changed = true;
        at++;
      } else if (known[at]) {
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
/** How much a hit must have of what an average word of the query is worth. */
const NEEDED = 0.75;
/** What may follow the part that the forms of a word have in common. */
const ENDING = /^(e|s|es|d|ed|r|er|ers|ing|ings|y|ies|ied|ly|al|ion|ions|ment|ments|ness)?$/;

/** The name of a concept, so that it is the same in the plural. @param {string[]} name */
function singular(name) {
  return name.map((word) => (word.length > 3 ? word.replace(/([^su])s$/, "$1") : word)).join(" ");
}

/** @param {any} read @param {number} file @returns {Words} */
function decoded(read, file) {
  const steps = numbers(read.documents);
  const weights = Uint8Array.from(numbers(read.weights));
  const sections = Uint8Array.from(numbers(read.sections));
  let next = 0;
  const of = numbers(read.of).map((back) => (back === 0 ? next++ : next - back));
  let to = 0;
  const groups = numbers(read.counts).map((count, number) => {
    const from = to;
    to += count;
    return { documents: rising(steps.slice(from, to)), weights: weights.subarray(from, to), sections: sections.subarray(from, to), file, number };
  });
  return { words: wordList(read.words), of, groups };
}

/** Several groups as one: each document with the most it has in any. @param {Group[]} groups */
function union(groups) {
  /** @type {Map<number, [number, number]>} */
  const best = new Map();
  for (const { documents, weights, sections } of groups) {
    documents.forEach((document, at) => {
      if ((best.get(document)?.[0] ?? -1) < weights[at]) best.set(document, [weights[at], sections[at]]);
    });
  }
  const values = [...best.values()];
  return { documents: [...best.keys()], weights: values.map(([weight]) => weight), sections: values.map(([, section]) => section) };
}

/**
 * What `word` was meant to be: one word of `list` or two; nothing where there is none like it.
 * @param {string} word
 * @param {string[]} list
 * @param {number[]} uses
 */
function corrected(word, list, uses) {
  const most = word.length < 5 ? 1 : 2;
  let best = most + 1;
  /** @type {string[]} */
  let found = [];
  const offer = (/** @type {number} */ cost, /** @type {string[]} */ words) => {
    if (cost < best) [best, found] = [cost, words];
  };
  const letters = lettersOf(word);
  list.forEach((candidate, at) => {
    if (Math.abs(candidate.length - word.length) > most) return;
    if (bits(letters & ~lettersOf(candidate)) > most || bits(lettersOf(candidate) & ~letters) > most) return;
    const edits = distance(word, candidate, most);
    if (edits <= most) offer(edits + (candidate[0] === word[0] ? 0 : 0.3) - 0.05 * uses[at], [candidate]);
  });
  for (let cut = 2; cut < word.length - 1; cut++) {
    const two = [word.slice(0, cut), word.slice(cut)];
    const places = two.map((part) => place(list, part));
    if (two.every((part, nth) => list[places[nth]] === part)) offer(1.2 - 0.05 * Math.min(...places.map((at) => uses[at])), two);
  }
  return found;
}

/** Which letters a word has, a bit for each. @param {string} word */
function lettersOf(word) {
  let letters = 0;
  for (let at = 0; at < word.length; at++) letters |= 1 << (word.charCodeAt(at) & 31);
  return letters;
}

/** How many bits are set. @param {number} set */
function bits(set) {
  let count = 0;
  for (; set !== 0; set &= set - 1) count++;
  return count;
}

/** How many letters are to be changed, put in, left out or swapped; more than `most` counts as one more. @param {string} a @param {string} b @param {number} most */
function distance(a, b, most) {
  /** @type {number[]} */
  let before = [];
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      let cost = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, before[j - 2] + 1);
      next.push(cost);
      least = Math.min(least, cost);
    }
    if (least > most) return most + 1;
    [before, row] = [row, next];
  }
  return row[b.length];
}
