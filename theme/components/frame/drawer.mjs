/**
 * The menu for whoever has no pointer. Its switches are labels of checkboxes, which work without scripts; here
 * they become buttons, which a keyboard reaches and a screen reader names.
 */

function makeButton(label) {
  const box = document.getElementById(label.htmlFor);
  const button = document.createElement("button");
  button.type = "button";
  if (label.id) button.id = label.id;
  button.className = label.className;
  button.setAttribute("for", label.htmlFor); // the stylesheet knows it by this
  button.append(...label.childNodes);
  const name = label.dataset.label ?? (button.textContent.trim() || label.parentElement.textContent.trim());
  button.ariaLabel = name;
  const tell = () => (button.ariaExpanded = String(box.checked));
  button.addEventListener("click", () => box.click());
  box.addEventListener("change", tell);
  tell();
  label.replaceWith(button);
  return button;
}

export function mountDrawer() {
  const box = document.getElementById("__drawer");
  const drawer = document.querySelector(".md-sidebar--primary");
  const search = document.querySelector('label.md-header__button[for="__search"]');
  if (search) makeButton(search);
  const label = document.querySelector('label.md-header__button[for="__drawer"]');
  if (!label || !drawer) return;

  const opener = makeButton(label);
  for (const one of drawer.querySelectorAll("label.md-nav__link[for], .md-nav .md-nav label.md-nav__title[for]")) {
    makeButton(one);
  }

  function enter() {
    if (!box.checked) return;
    const stops = [...drawer.querySelectorAll("a[href], button")];
    stops.find((stop) => stop.checkVisibility({ visibilityProperty: true }))?.focus();
  }

  drawer.addEventListener("change", enter);
  box.addEventListener("change", enter);
  document.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !box.checked) return;
    box.click();
    opener.focus();
  });
  drawer.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget && !drawer.contains(relatedTarget) && box.checked) box.click();
  });
}
