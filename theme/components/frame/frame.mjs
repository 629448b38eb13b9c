/** What stands around every page: the switch of colours, the menu, the table of contents. */

import { mountContents } from "./contents.mjs";
import { mountDrawer } from "./drawer.mjs";
import { mountSchemeSwitch } from "./scheme.mjs";

const button = document.querySelector('[data-module="scheme-switch"]');
const contents = document.querySelector(".md-sidebar--secondary .md-nav__list");
if (button) mountSchemeSwitch(button);
if (contents) mountContents(contents);
mountDrawer();
