/** The switch between light, dark and what the device says. The choice stays on the device. */

const KEY = "scheme";
const dark = window.matchMedia("(prefers-color-scheme: dark)");

function chosen() {
  try {
    return window.localStorage.getItem(KEY) ?? "device";
  } catch {
    return "device";
  }
}

function keep(scheme) {
  try {
    if (scheme === "device") window.localStorage.removeItem(KEY);
    else window.localStorage.setItem(KEY, scheme);
  } catch {
    // It holds until the page is left.
  }
}

export function mountSchemeSwitch(button) {
  const steps = [...button.querySelectorAll("[data-scheme]")];
  let scheme = chosen();

  function show() {
    const isDark = scheme === "device" ? dark.matches : scheme === "dark";
    document.body.dataset.mdColorScheme = isDark ? "slate" : "default";
    for (const step of steps) {
      step.hidden = step.dataset.scheme !== scheme;
      if (!step.hidden) button.ariaLabel = button.title = step.dataset.label;
    }
  }

  button.addEventListener("click", () => {
    const place = steps.findIndex((step) => step.dataset.scheme === scheme);
    scheme = steps[(place + 1) % steps.length].dataset.scheme;
    keep(scheme);
    show();
  });
  dark.addEventListener("change", show);
  show();
  button.hidden = false;
}
