/** The site's facts in the page's language, loaded when somebody asks for them and then kept. */

const SITE = new URL("../../../", import.meta.url); // above assets/<digest>/site-facts/
let loading = null;

/** Load `facts.<language>.json`, which publishing/site/browser_facts.py writes. Rejects when it cannot be had. */
export function loadSiteFacts() {
  loading ??= fetchFacts().catch((error) => {
    loading = null; // the next one may have a connection
    throw error;
  });
  return loading;
}

/** The address of a page below the site's root; a full address stays as it is. */
export function siteUrl(path) {
  return new URL(path, SITE).href;
}

/** The text for a code with its `{placeholders}` filled. */
export function say(texts, code, values = {}) {
  return texts[code].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

async function fetchFacts() {
  const response = await fetch(siteUrl(`facts.${document.documentElement.lang}.json`));
  if (!response.ok) throw new Error(String(response.status));
  return response.json();
}
