/** Load the script of a chat system. Rejects when it does not come, be it for a network or a policy. */
export function loadScript(src, attributes = {}) {
  const script = document.createElement("script");
  for (const [name, value] of Object.entries(attributes)) script.setAttribute(name, value);
  script.src = src;
  script.async = true;
  return new Promise((resolve, reject) => {
    script.addEventListener("load", () => resolve());
    script.addEventListener("error", () => reject(new Error(src)));
    document.head.append(script);
  });
}

/** What is told to every system that takes values of ours by name; only what there is. */
export function valuesOf({ language, caseId, consent }) {
  return { language, consent: String(consent === true), ...(caseId ? { case_id: caseId } : {}) };
}
