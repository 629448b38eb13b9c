/**
 * Makes the link to the contact page a button that opens the launcher beside the page. The launcher and its
 * facts are loaded when the button is pressed; where that fails, it leads to the contact page as the link did.
 */

function makeButton(link) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = link.className;
  button.setAttribute("aria-haspopup", "dialog");
  button.append(...link.childNodes);
  button.addEventListener("click", () => open(button, link));
  link.replaceWith(button);
}

async function open(button, { href, dataset }) {
  if (button.getAttribute("aria-busy") === "true") return;
  button.setAttribute("aria-busy", "true");
  try {
    const { openPanel } = await import("./panel.mjs");
    await openPanel({ topic: dataset.topic, service: dataset.service, contactUrl: href });
  } catch {
    window.location.assign(href);
  } finally {
    button.removeAttribute("aria-busy");
  }
}

for (const link of document.querySelectorAll('[data-module="launcher-opener"]')) makeButton(link);
