/** The switch that turns the key `/` off (WCAG 2.1.4): kept on the device, or else for the page alone. */

const KEY = "search.slash";

/** Show the switch, as it was left, and keep what is chosen. */
export function show(place) {
  const box = place.querySelector("input");
  box.checked = read() !== "off";
  box.addEventListener("change", () => write(box.checked ? null : "off"));
  place.hidden = false;
}

function read() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function write(value) {
  document.documentElement.dataset.slash = value ?? "on";
  try {
    if (value) localStorage.setItem(KEY, value);
    else localStorage.removeItem(KEY);
  } catch {
    // A private window keeps nothing: the attribute holds for this page.
  }
}
