// What was found, as it is shown: hits with what lists show beside them, notes on what was searched,
// other orders and other pages.
import { date, link, made, marked, say, setup } from "./search-parts.js";

/** Distance from one square of a scale to the next. */
const PITCH = 14;

/** A step of a scale, as squares. */
function scale(step, of) {
  const drawing = made("scale").firstElementChild;
  drawing.setAttribute("viewBox", `-1 -0.25 ${of * PITCH} 13`);
  drawing.setAttribute("width", of * 12);
  const squares = (from, to) => Array.from({ length: to - from }, (_, at) => `M${(from + at) * PITCH} 1h10.5v10.5h-10.5z`).join("");
  drawing.querySelector(".on").setAttribute("d", squares(0, step));
  drawing.querySelector(".off").setAttribute("d", squares(step, of));
  return drawing;
}

function mark({ label, role, text, isDate, step, of }) {
  if (step !== undefined) {
    const name = text.replace(/^\p{Lu}(?!\p{Lu})/u, (first) => first.toLowerCase());
    return made("mark", { scale: [scale(step, of)], label: say("mark_label", { label }), text: say("step", { step, of, name }) });
  }
  const words = isDate ? date(text) : text;
  return made("mark", { scale: "", label: "", text: role === "as of" ? say("as_of", { date: words }) : words });
}

/** A row for each hit, with the words that were found marked. */
export function rows({ hits, words }) {
  return hits.map(({ url, title, excerpt, section, kind, date: day, ended, state, marks }) => {
    const name = link("", url);
    name.append(...marked(title, words));
    const row = made("hit", {
      kind: setup.collection === undefined ? kind : "",
      title: [name],
      state: state && say(state),
      ended: ended && say("ended_tag", { date: date(ended) }),
      excerpt: marked(excerpt, words),
      section,
      marks: marks.map(mark),
      date: day && marks.length === 0 ? date(day) : "",
    });
    row.firstElementChild.classList.toggle("with-marks", marks.length > 0);
    return row;
  });
}

/** What else was searched than what was typed. */
export function notes({ corrected, expanded, missing }, wanted, addressOf) {
  const lines = [];
  if (corrected) lines.push(made("corrected", { corrected, typed: [link(wanted.q, addressOf({ ...wanted, exact: true, page: 1 }))] }));
  if (missing.length > 0) lines.push(made("missing", { phrase: missing.map((phrase) => `“${phrase}”`).join(say("list_comma")) }));
  if (expanded.length > 0) lines.push(made("expanded", { names: expanded.join(say("list_comma")) }));
  return lines;
}

/** Links to the other orders, beside the name of the one that is shown. */
export function sorts(orders, wanted, addressOf) {
  return orders.map(([sort, name]) => {
    const to = link(name, addressOf({ ...wanted, sort, page: 1 }));
    if (sort === wanted.sort) to.setAttribute("aria-current", "true");
    return made("sort", { sort: [to] });
  });
}

/** Links to the page before, to those around, and to the next. */
export function pages(last, wanted, addressOf) {
  if (last < 2) return [];
  const { page } = wanted;
  const item = (number, parts, isHere) => {
    const to = link("", addressOf({ ...wanted, page: number }));
    to.append(...parts);
    if (isHere) to.setAttribute("aria-current", "page");
    return made("page", { page: [to] });
  };
  const hidden = (text) => Object.assign(document.createElement("span"), { className: "hidden", textContent: text });
  const word = say("page_word");
  const near = Array.from({ length: last }, (_, at) => at + 1).filter((number) => number === 1 || number === last || Math.abs(number - page) <= 2);
  return [
    ...(page > 1 ? [item(page - 1, [say("previous"), hidden(` ${word}`)])] : []),
    ...near.map((number) => item(number, [hidden(`${word} `), String(number)], number === page)),
    ...(page < last ? [item(page + 1, [say("next"), hidden(` ${word}`)])] : []),
  ];
}
