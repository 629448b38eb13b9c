/** What was searched on this device. It never leaves it. */
import { isPrivate } from "../counting/counting.mjs";

const MOST = 5;

/** The latest searches of a language, the newest first. */
export function recentSearches(language) {
  try {
    return JSON.parse(localStorage.getItem(key(language))) ?? [];
  } catch {
    return [];
  }
}

/** Remember a search that led somewhere, unless the next user of the device should not see it. */
export function remember(language, query) {
  const text = query.trim();
  if (!text || isPrivate(text)) return;
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
