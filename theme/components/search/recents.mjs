/** What was searched on this device. It never leaves it. */

const MOST = 5;
const LIKE_A_SECRET = /\d[\d\s-]{5,}|@/; // numbers and addresses are nobody's business, not even the next user's

/** The latest searches of a language, the newest first. */
export function recentSearches(language) {
  try {
    return JSON.parse(localStorage.getItem(key(language))) ?? [];
  } catch {
    return [];
  }
}

/** Remember a search that led somewhere. */
export function remember(language, query) {
  const text = query.trim();
  if (!text || LIKE_A_SECRET.test(text)) return;
  write(language, [text, ...recentSearches(language).filter((other) => other !== text)].slice(0, MOST));
}

/** Forget them all. */
export function forgetSearches(language) {
  write(language, []);
}

function write(language, searches) {
  try {
    localStorage.setItem(key(language), JSON.stringify(searches));
  } catch {
    // Private windows and full disks: search works without.
  }
}

function key(language) {
  return `search.recent.${language}`;
}
