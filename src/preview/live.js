// Brings a page up to date when the preview has a newer version of it. What is only around the page,
// and its style sheets, are exchanged in place. Otherwise the page is loaded again, and what the
// reader had open, focused and scrolled to is kept. One visible tab at a time holds the stream and
// tells the others, because browsers allow few connections to one server.
(() => {
  const own = document.currentScript.dataset;
  const KEPT = "casebook:" + location.pathname;
  const SILENCE = 40000;
  const channel = "BroadcastChannel" in window ? new BroadcastChannel("casebook") : null;
  let events = null;
  let heard = Date.now();
  let giveUp = null;
  let waiting = null;
  let busy = false;
  let again = false;

  // What changed, and how to show it.

  async function refresh() {
    if (busy) {
      again = true;
      return;
    }
    busy = true;
    do {
      again = false;
      try {
        await bringUpToDate();
      } catch {
        // The preview is not running: the stream comes back by itself when it is.
      }
    } while (again);
    busy = false;
  }

  async function bringUpToDate() {
    const head = await fetch(location.href, { method: "HEAD", cache: "no-store" });
    if (head.headers.get("ETag") === `"${own.version}"`) return;
    const answer = await fetch(location.href, { cache: "no-store" });
    const next = new DOMParser().parseFromString(await answer.text(), "text/html");
    const script = next.querySelector("script[data-version][data-shape]");
    if (!script || script.dataset.shape !== own.shape) {
      keep();
      location.reload();
      return;
    }
    own.version = script.dataset.version;
    exchangeStyles(next);
    exchangeSurroundings(next);
  }

  function exchangeStyles(next) {
    const sheets = (page) => [...page.querySelectorAll('link[rel="stylesheet"]')];
    const now = sheets(document);
    for (const [at, sheet] of sheets(next).entries()) {
      const old = now[at];
      const href = sheet.getAttribute("href");
      if (!old || old.getAttribute("href") === href) continue;
      // The old one goes when the new one is there, so that nobody sees the page without.
      const fresh = old.cloneNode();
      fresh.href = href;
      fresh.addEventListener("load", () => old.remove());
      fresh.addEventListener("error", () => old.remove());
      old.after(fresh);
    }
  }

  function exchangeSurroundings(next) {
    const fresh = next.getElementById("_casebook");
    const old = document.getElementById("_casebook");
    if (!fresh || !old) return;
    const state = openOnes(old);
    const focus = document.activeElement && old.contains(document.activeElement) ? document.activeElement.closest("details")?.id : null;
    old.replaceWith(document.adoptNode(fresh));
    openAgain(fresh, state);
    if (focus) document.getElementById(focus)?.querySelector("summary")?.focus({ preventScroll: true });
    mark();
  }

  // What the reader had open, focused and scrolled to.

  const name = (details, at) => `${at} ${details.id} ${details.querySelector("summary")?.textContent ?? ""}`;

  function openOnes(within) {
    const all = [...within.querySelectorAll("details")];
    return Object.fromEntries(all.map((details, at) => [name(details, at), details.open]));
  }

  function openAgain(within, state) {
    for (const [at, details] of [...within.querySelectorAll("details")].entries()) {
      const open = state[name(details, at)];
      if (open !== undefined) details.open = open;
    }
  }

  const FOCUSABLE = "a[href], button, input, select, textarea, summary, [tabindex]";

  function keep() {
    const all = [...document.querySelectorAll(FOCUSABLE)];
    const state = {
      open: openOnes(document),
      focus: all.indexOf(document.activeElement),
      left: scrollX,
      top: scrollY,
    };
    try {
      sessionStorage.setItem(KEPT, JSON.stringify(state));
    } catch {
      // Nothing may be stored: the page is loaded all the same.
    }
  }

  function restore() {
    let state = null;
    try {
      state = JSON.parse(sessionStorage.getItem(KEPT));
      sessionStorage.removeItem(KEPT);
    } catch {
      return;
    }
    if (!state) return;
    openAgain(document, state.open);
    if (state.focus >= 0) document.querySelectorAll(FOCUSABLE)[state.focus]?.focus({ preventScroll: true });
    const scroll = () => scrollTo({ left: state.left, top: state.top, behavior: "instant" });
    scroll();
    window.addEventListener("load", scroll, { once: true });
  }

  // Messages beside the sentences that they speak of.

  function mark() {
    document.querySelectorAll(".casebook-mark").forEach((mark) => mark.remove());
    const main = document.querySelector("main") ?? document.body;
    const blocks = [...main.querySelectorAll("p, li, dd, td, th, h1, h2, h3, h4, h5, h6, figcaption, pre")];
    const texts = blocks.map((block) => words(block.textContent));
    for (const [at, message] of document.querySelectorAll("#_casebook-drawer li[data-words]").entries()) {
      const block = blocks[nearest(words(message.dataset.words), texts)];
      if (!block) continue;
      message.id = `_casebook-message-${at + 1}`;
      const link = document.createElement("a");
      link.className = `casebook-mark casebook-${message.dataset.severity}`;
      link.href = `#${message.id}`;
      link.textContent = `${message.dataset.severity} ${at + 1}`;
      link.addEventListener("click", () => (message.closest("details").open = true));
      block.append(" ", link);
    }
  }

  const words = (text) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(Boolean);

  // The number of the shortest text that has most of the words; -1 where none has enough.
  function nearest(wanted, texts) {
    let best = -1;
    let most = 0.7;
    let length = Infinity;
    if (wanted.length === 0) return best;
    texts.forEach((text, at) => {
      const there = new Set(text);
      const share = wanted.filter((word) => there.has(word)).length / wanted.length;
      if (share > most || (share === most && text.length < length)) {
        best = at;
        most = share;
        length = text.length;
      }
    });
    return best;
  }

  // The stream.

  function news(edited) {
    if ("follow" in own && edited && document.visibilityState === "visible" && edited !== location.pathname) {
      location.href = edited;
    } else {
      refresh();
    }
  }

  function listen() {
    if (events) events.close();
    heard = Date.now();
    events = new EventSource("/_casebook/events");
    events.addEventListener("still", () => (heard = Date.now()));
    events.addEventListener("build", (event) => {
      heard = Date.now();
      channel?.postMessage(null);
      news(event.data);
    });
    events.addEventListener("error", () => {
      if (events && events.readyState === EventSource.CLOSED) setTimeout(() => events && listen(), 1000);
    });
  }

  function hold() {
    listen();
    return new Promise((resolve) => (giveUp = resolve)).finally(() => {
      giveUp = null;
      events.close();
      events = null;
    });
  }

  function follow() {
    const visible = document.visibilityState === "visible";
    if (visible && !waiting && !giveUp) {
      waiting = new AbortController();
      const done = () => (waiting = null);
      if (navigator.locks) navigator.locks.request("casebook", { signal: waiting.signal }, hold).then(done, done);
      else hold().then(done);
    } else if (!visible) {
      if (giveUp) giveUp();
      else waiting?.abort();
    }
  }

  // A computer that slept has a stream that nobody speaks into any more.
  setInterval(() => {
    if (events && Date.now() - heard > SILENCE) listen();
  }, 5000);

  channel?.addEventListener("message", refresh);
  document.addEventListener("visibilitychange", () => {
    follow();
    if (document.visibilityState === "visible") refresh();
  });
  window.addEventListener("pagehide", () => {
    giveUp?.();
    waiting?.abort();
  });
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    follow();
    refresh();
  });
  restore();
  mark();
  follow();
})();
