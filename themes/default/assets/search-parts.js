// What the search scripts show is made of: the words and the templates that stand in the page.

// Nobody who has no script is to come upon the room for results.
const room = document.getElementById("_search-room");
room?.replaceWith(room.content);

/** What the page says of itself to its scripts. */
export const setup = document.getElementById("_search-setup").dataset;

const words = JSON.parse(setup.words);
const rules = new Intl.PluralRules(document.documentElement.lang || undefined);

/** The word called `key`, in the form for `gaps.count`, with its gaps filled in. */
export function say(key, gaps = {}) {
  const forms = words[key];
  const text = forms[rules.select(gaps.count ?? 0)] ?? forms.other;
  return text.replace(/\{(\w+)\}/g, (gap, name) => gaps[name] ?? gap);
}

/** So many of what the page is about. */
export const results = (count) => say(setup.counted, { count, singular: setup.singular, plural: setup.plural });

/** A date in words, as precise as it is: from "2019", "2019-10" or "2019-10-03". */
export function date(iso) {
  const [year, number, day] = iso.split("-");
  const month = words.months[number - 1];
  return day ? say("date_day", { day: Number(day), month, year }) : number ? say("date_month", { month, year }) : year;
}

/** A copy of a template, with its gaps filled: text, or elements. What is optional goes where its gap is empty. */
export function made(name, gaps = {}) {
  const copy = document.getElementById(`_search-${name}`).content.cloneNode(true);
  for (const [gap, value] of Object.entries(gaps)) {
    for (const slot of copy.querySelectorAll(`[data-gap="${gap}"]`)) {
      if (value === "" || value?.length === 0) slot.closest("[data-optional]")?.remove();
      else slot.replaceChildren(...[value].flat());
    }
  }
  return copy;
}

export const link = (text, href) => Object.assign(document.createElement("a"), { textContent: text, href });

/** A text without case and accents, as words are compared. */
export const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** The parts of `text`, with a mark around those of `found` that it holds. */
export function marked(text, found) {
  const mark = (part) => Object.assign(document.createElement("mark"), { textContent: part });
  return text.split(/([\p{L}\p{N}\p{M}]+)/u).map((part) => (found.includes(plain(part)) ? mark(part) : part));
}
