// Reloads the page when the preview has a newer version of it. The stream is held only while
// the page is in view, because browsers allow few connections to one server.
const version = document.currentScript.dataset.version;
let events = null;

async function reloadIfNewer() {
  try {
    const answer = await fetch(location.href, { method: "HEAD", cache: "no-store" });
    if (answer.headers.get("ETag") !== `"${version}"`) location.reload();
  } catch {
    // The preview is not running: the stream comes back by itself when it is.
  }
}

function follow() {
  if (document.visibilityState === "visible") {
    if (!events) {
      events = new EventSource("/_casebook/events");
      events.addEventListener("build", reloadIfNewer);
    }
  } else if (events) {
    events.close();
    events = null;
  }
}

document.addEventListener("visibilitychange", follow);
window.addEventListener("pagehide", () => events && events.close());
follow();
