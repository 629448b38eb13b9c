/** The channels that are open now, for whom the articles did not help. */
import { Calendar } from "../clock/calendar.mjs";
import { element } from "../launcher/element.mjs";
import { rankChannels } from "../launcher/ranking.mjs";
import { loadSiteFacts, say, siteUrl } from "../site-facts/site-facts.mjs";

const MOST = 3;

/** Make the list of open channels. Rejects when the facts cannot be had. */
export async function openNow(texts) {
  const facts = await loadSiteFacts();
  const need = { topic: null, service: null, cannotSignIn: false };
  const { channels } = rankChannels(facts, new Calendar(facts), need, Date.now());
  const items = channels.filter(({ open, channel }) => open && channel.speaks).slice(0, MOST).map(({ channel }) => item(channel));
  return element(
    "div",
    { class: "search-open-now" },
    element("p", { class: "search-group" }, say(texts, "search.open_now")),
    element("ul", {}, ...items),
  );
}

function item({ name, number, address, page, purpose }) {
  const href = number ? `tel:${number.replace(/[^\d+]/g, "")}` : address ? `mailto:${address}` : page && siteUrl(page);
  const words = [name, number].filter(Boolean).join(" ");
  return element("li", {}, href ? element("a", { href }, words) : words, element("span", {}, purpose));
}
