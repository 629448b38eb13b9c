/** Shows what is announced while it holds: the page may have been built on another day. */

const announcements = [...document.querySelectorAll('[data-module="announcement"]')];

function update() {
  const now = Date.now();
  for (const announcement of announcements) {
    const { since, until } = announcement.dataset;
    announcement.hidden = now < Number(since) || now >= Number(until);
  }
}

update();
document.addEventListener("visibilitychange", update);
