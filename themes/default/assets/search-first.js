// Runs before the catalogue on the search page is shown: where the address asks for something, it stays
// out of sight until that is found, so that nothing jumps. Where the scripts that search do not load,
// it is shown after all, and that is told.
(() => {
  const { classList } = document.documentElement;
  if (/[?&][^=&]+=[^&]/.test(location.search)) classList.add("searching");
  const failed = ({ target }) => {
    if (target.localName !== "script") return;
    classList.remove("searching");
    document.getElementById("_search-browse").before(document.getElementById("_search-failed").content);
  };
  addEventListener("error", failed, true);
})();
