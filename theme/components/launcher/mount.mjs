/** Puts the launcher into a page that has a place for it; where that fails, the page's tables say it all. */
import { loadSiteFacts } from "../site-facts/site-facts.mjs";
import { Launcher } from "./launcher.mjs";

async function mount(place) {
  const facts = await loadSiteFacts().catch(() => null);
  if (!facts) {
    place.remove();
    return;
  }
  const launcher = new Launcher(facts, place.dataset);
  launcher.element.querySelector("[autofocus]").removeAttribute("autofocus"); // the page begins at its heading
  place.append(launcher.element);
  launcher.start();
  place.hidden = false;
}

for (const place of document.querySelectorAll('[data-module="launcher"]')) mount(place);
