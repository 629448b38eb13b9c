/**
 * Makes the page's search forms answer while one types. Without scripts they lead to the page of all articles.
 * Nothing is loaded before somebody reaches for search: by pointer, by focus, with `/` or Ctrl+K (⌘K), or by a link with `?q=`.
 */

const forms = [...document.querySelectorAll('[data-module="search"]')];
const header = forms.find((form) => form.closest(".md-search"));
const opened = new Map();

/** Load the box of a form; it takes over from what was typed meanwhile. */
function open(form) {
  if (!opened.has(form)) {
    opened.set(
      form,
      import("./search-box.mjs").then(
        ({ SearchBox }) => new SearchBox(form),
        () => opened.delete(form), // the form still leads to all articles
      ),
    );
  }
  return opened.get(form);
}

for (const form of forms) {
  form.addEventListener("pointerenter", () => open(form), { once: true });
  form.addEventListener("focusin", () => open(form), { once: true });
}

const toggle = document.getElementById("__search");
const label = document.querySelector('.md-header__button[for="__search"]');
label?.addEventListener("pointerenter", () => open(header), { once: true });
toggle?.addEventListener("change", () => toggle.checked && header?.elements.q.focus());

/** Put the cursor into a form's field, which a narrow screen keeps out of sight until then. */
function reach(form) {
  if (form === header && toggle) toggle.checked = true;
  form.elements.q.focus();
}

const slashSwitch = document.querySelector('[data-module="slash-switch"]');
if (slashSwitch) import("./slash-switch.mjs").then(({ show }) => show(slashSwitch));

/** Whether a key that was pressed asks for search. */
function asksForSearch({ key, code, target, ctrlKey, metaKey, altKey, shiftKey, isComposing }) {
  if (altKey || isComposing || target.closest("dialog")) return false;
  // By place, not by letter: with a Korean keyboard that key is `ㅏ`.
  if (code === "KeyK") return ctrlKey !== metaKey && !shiftKey;
  if (key !== "/" || ctrlKey || metaKey || target.closest("input, textarea, select, [contenteditable]")) return false;
  return document.documentElement.dataset.slash !== "off" && kept("search.slash") !== "off";
}

function kept(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null; // a private window that keeps nothing
  }
}

document.addEventListener("keydown", (event) => {
  if (!asksForSearch(event)) return;
  const form = header ?? forms[0];
  if (!form) return;
  event.preventDefault();
  reach(form);
  form.elements.q.select();
});

const address = new URL(window.location.href);
const query = address.searchParams.get("q");
const marked = address.searchParams.get("h");
if (query && header) {
  header.elements.q.value = query;
  open(header).then(() => reach(header));
}
if (marked) {
  import("./highlight.mjs").then(({ highlight }) => highlight(document.querySelector(".md-content"), marked.split(" ")));
  address.searchParams.delete("h"); // who copies the address does not pass on what was searched
  window.history.replaceState(window.history.state, "", address);
}
