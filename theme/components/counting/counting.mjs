/**
 * Tells the center where a page left somebody alone, or did not: nothing of whom, no cookie, no identifier. Says
 * nothing where the center does not count, or the browser asks not to be tracked.
 */

const LIKE_A_SECRET = /\d[\d\s-]{5,}|@/; // numbers and addresses are nobody's business

/** Tell `{what, terms, path}` (POST /api/gaps); `path` is a page below the site's root. Never waits, never fails. */
export function tell(language, { what, terms = "", path = "" }) {
  const address = document.querySelector('meta[name="counting"]')?.content;
  if (!address || navigator.globalPrivacyControl || navigator.doNotTrack === "1") return;
  const body = { what, language };
  if (terms && !isPrivate(terms)) body.terms = terms;
  if (path) body.page = path.startsWith(`${language}/`) ? path.slice(language.length + 1) : path;
  fetch(address, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json" },
    body: JSON.stringify(body),
    credentials: "omit",
    referrerPolicy: "no-referrer",
    keepalive: true, // the page may be about to be left
  }).catch(() => {}); // a count that is lost is lost
}

/** Whether a text may be somebody's own: it is neither kept on the device nor told. */
export function isPrivate(text) {
  return LIKE_A_SECRET.test(text);
}
