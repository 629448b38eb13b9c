/**
 * The menu of narrow screens for whoever has no pointer. Its switches are labels of checkboxes, which work
 * without scripts; here they become buttons that a keyboard reaches and a screen reader names.
 */

function makeButton(label, box) {
  label.setAttribute("role", "button");
  label.tabIndex = 0;
  if (label.dataset.label) label.ariaLabel = label.dataset.label;
  const tell = () => (label.ariaExpanded = String(box.checked));
  label.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    label.click();
  });
  box.addEventListener("change", tell);
  tell();
}

export function mountDrawer() {
  const box = document.getElementById("__drawer");
  const opener = document.querySelector('.md-header__button[for="__drawer"]');
  const drawer = document.querySelector(".md-sidebar--primary");
  if (!opener || !drawer) return;

  makeButton(opener, box);
  for (const label of document.querySelectorAll("label.md-nav__link[for]")) {
    makeButton(label, document.getElementById(label.htmlFor));
  }
  const search = document.querySelector('.md-header__button[for="__search"]');
  if (search) makeButton(search, document.getElementById("__search"));

  function close() {
    if (!box.checked) return;
    box.click();
    opener.focus();
  }

  box.addEventListener("change", () => box.checked && drawer.querySelector("a[href]")?.focus());
  document.addEventListener("keydown", ({ key }) => key === "Escape" && close());
  drawer.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget && !drawer.contains(relatedTarget) && box.checked) box.click();
  });
}
