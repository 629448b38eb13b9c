/** Marks in the table of contents where the reader is. */

const ACTIVE = "md-nav__link--active";

export function mountContents(list) {
  const links = new Map();
  for (const link of list.querySelectorAll('a[href^="#"]')) {
    const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (heading) links.set(heading, link);
  }
  const above = new Set();

  function mark() {
    const passed = [...links.keys()].filter((heading) => above.has(heading));
    const current = links.get(passed.at(-1));
    for (const link of links.values()) {
      link.classList.toggle(ACTIVE, link === current);
      if (link === current) link.setAttribute("aria-current", "location");
      else link.removeAttribute("aria-current");
    }
  }

  // A heading counts as passed once it is in the upper third of the screen, or above it.
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, boundingClientRect, rootBounds } of entries) {
        if (boundingClientRect.top < rootBounds.bottom) above.add(target);
        else above.delete(target);
      }
      mark();
    },
    { rootMargin: "0px 0px -66% 0px" },
  );
  for (const heading of links.keys()) observer.observe(heading);
}
