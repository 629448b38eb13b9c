/** The channels that are open now, the promptest first; when none is, those that open next. */
import { Calendar } from "../clock/calendar.mjs";
import { channelLink, openingWords } from "../launcher/channel-item.mjs";
import { element } from "../launcher/element.mjs";
import { rankChannels } from "../launcher/ranking.mjs";
import { loadSiteFacts, say } from "../site-facts/site-facts.mjs";

const MINUTE = 60_000;
const SHOWN = 4;
const ANY_NEED = { topic: null, service: null, cannotSignIn: false };

async function mount(place) {
  const facts = await loadSiteFacts().catch(() => null);
  if (!facts) {
    place.remove();
    return;
  }
  const calendar = new Calendar(facts);
  const list = place.querySelector('[data-open-now-part="channels"]');
  let timer = null;
  const show = () => {
    clearTimeout(timer);
    try {
      update(list, facts, calendar, Date.now());
    } catch {
      place.remove(); // a clock that is years off
      return;
    }
    place.hidden = false;
    timer = setTimeout(show, MINUTE - (Date.now() % MINUTE));
  };
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && place.isConnected && show());
  show();
}

function update(list, facts, calendar, now) {
  const ranked = rankChannels(facts, calendar, ANY_NEED, now).channels.filter(({ channel }) => channel.speaks);
  const open = ranked.filter((one) => one.open);
  const items = (open.length ? open : ranked).slice(0, SHOWN).map((one) => channelItem(one, facts.texts, calendar, now));
  const shown = items.map((item) => item.outerHTML).join("\n");
  if (list.dataset.shown === shown) return; // nothing that has the focus is replaced for nothing
  list.dataset.shown = shown;
  list.replaceChildren(...items);
}

function channelItem(ranked, texts, calendar, now) {
  const { channel, open } = ranked;
  const [href, label, isElsewhere] = channelLink(ranked, texts);
  const name = `open-now-${channel.id}`;
  const action = href
    ? element("a", { id: `${name}-action`, class: "open-now__action", href, target: isElsewhere && "_blank", "aria-labelledby": `${name}-action ${name}` }, label)
    : element("span", { class: "open-now__note" }, say(texts, "channels.in_service"));
  return element(
    "li",
    { class: `open-now__channel open-now__channel--${open ? "open" : "closed"}` },
    element("strong", { id: name, class: "open-now__name" }, channel.name),
    element("span", { class: "open-now__note" }, openingWords(ranked, texts, calendar, now)),
    action,
  );
}

for (const place of document.querySelectorAll('[data-module="open-now"]')) mount(place);
