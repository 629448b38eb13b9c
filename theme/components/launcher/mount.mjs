/** Puts the launcher into a page that has a place for it; where that fails, the page's tables say it all. */
import { loadSiteFacts } from "../site-facts/site-facts.mjs";
import { Launcher } from "./launcher.mjs";

async function mount(place) {
  try {
    const launcher = new Launcher(await loadSiteFacts(), place.dataset);
    launcher.element.querySelector("[autofocus]").removeAttribute("autofocus");
    place.append(launcher.element);
    launcher.start();
    place.hidden = false;
  } catch (error) {
    place.remove();
    throw error;
  }
}

for (const place of document.querySelectorAll('[data-module="launcher"]')) mount(place);
