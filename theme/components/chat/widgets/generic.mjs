/** A link to a chat page elsewhere; the address says where language, case, mail address and consent go. */
export function start({ url }, { language, caseId, email, consent }) {
  const values = { language, case: caseId, email, consent: String(consent === true) };
  const filled = url.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(values[name] ?? ""));
  window.location.assign(filled);
  return new Promise(() => {}); // the page is left
}
