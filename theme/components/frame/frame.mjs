/**
 * What stands around every page: the switch of colours, and what a screen has room for, the table of contents
 * or the menu. Each is loaded where it is seen, also when a screen is turned.
 */

import { mountSchemeSwitch } from "./scheme.mjs";

function onceSeen(media, mount) {
  const seen = window.matchMedia(media);
  if (seen.matches) mount();
  else seen.addEventListener("change", mount, { once: true });
}

const button = document.querySelector('[data-module="scheme-switch"]');
if (button) mountSchemeSwitch(button);

const contents = document.querySelector(".md-sidebar--secondary .md-nav__list");
if (contents) {
  onceSeen("(min-width: 60em)", () => import("./contents.mjs").then(({ mountContents }) => mountContents(contents)));
}
onceSeen("(max-width: 76.234375em)", () => import("./drawer.mjs").then(({ mountDrawer }) => mountDrawer()));
