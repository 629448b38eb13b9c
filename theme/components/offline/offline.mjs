/**
 * Has the emergency page of each language kept on the device, once a page has loaded and nothing else is to be
 * done. What is kept is brought up to date once a session.
 */

const ROOT = new URL("../../../", import.meta.url); // of the site, above assets/<digest>/offline/
const KEY = "kept";
const PATIENCE_MS = 2000; // a browser that draws nothing more may never call itself idle

function isDone() {
  try {
    const done = window.sessionStorage.getItem(KEY);
    window.sessionStorage.setItem(KEY, "yes");
    return Boolean(done);
  } catch {
    return false;
  }
}

async function keep(scopes) {
  for (const path of scopes) {
    const scope = new URL(path, ROOT).href;
    const known = await navigator.serviceWorker.getRegistration(scope);
    if (known?.scope === scope) await known.update();
    // The file's own lifetime, a minute, counts: it is fetched once for both.
    else await navigator.serviceWorker.register(new URL("service-worker.js", ROOT), { scope, updateViaCache: "all" });
  }
}

function start() {
  const { offline } = document.querySelector("script[data-offline]").dataset;
  const begin = () => keep(offline.split(" ")).catch(() => {}); // without it the page is there while the network is
  if (window.requestIdleCallback) window.requestIdleCallback(begin, { timeout: PATIENCE_MS });
  else window.setTimeout(begin);
}

if (navigator.serviceWorker && !isDone()) {
  if (document.readyState === "complete") start();
  else window.addEventListener("load", start, { once: true });
}
