/** The launcher in a dialog over the page. The dialog keeps the focus and gives it back; Escape closes it. */
import { loadSiteFacts, say } from "../site-facts/site-facts.mjs";
import { element } from "./element.mjs";
import { Launcher } from "./launcher.mjs";

const STYLES = new URL("./launcher.css", import.meta.url).href;
let panel = null;

/** Open the dialog; the first time, make it. Rejects when its facts cannot be had. */
export async function openPanel({ topic, service, contactUrl }) {
  panel ??= await makePanel(topic, service, contactUrl);
  panel.launcher.start();
  panel.dialog.showModal();
}

async function makePanel(topic, service, contactUrl) {
  const [facts] = await Promise.all([loadSiteFacts(), loadStyles()]);
  const launcher = new Launcher(facts, { topic, service });
  const close = element("button", { type: "button", class: "launcher-panel__close" }, say(facts.texts, "launcher.close"));
  const dialog = element(
    "dialog",
    { class: "launcher-panel md-typeset", "aria-labelledby": "launcher-title" },
    element(
      "div",
      { class: "launcher-panel__head" },
      element("h2", { id: "launcher-title", class: "launcher-panel__title" }, say(facts.texts, "launcher.title")),
      close,
    ),
    launcher.element,
    element("p", {}, element("a", { href: contactUrl }, say(facts.texts, "launcher.all"))),
  );
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => event.target === dialog && isBeside(dialog, event) && dialog.close());
  dialog.addEventListener("close", () => launcher.stop());
  document.body.append(dialog);
  return { dialog, launcher };
}

/** Whether a click is on what lies behind the dialog. */
function isBeside(dialog, { clientX, clientY }) {
  const { left, right, top, bottom } = dialog.getBoundingClientRect();
  return clientX < left || clientX > right || clientY < top || clientY > bottom;
}

function loadStyles() {
  const link = element("link", { rel: "stylesheet", href: STYLES });
  return new Promise((resolve, reject) => {
    link.addEventListener("load", resolve);
    link.addEventListener("error", reject);
    document.head.append(link);
  });
}
