/** What a search shows: options of a list, in the classes of Material's own results. */
import { element } from "../launcher/element.mjs";
import { say, siteUrl } from "../site-facts/site-facts.mjs";

const MOST_WORDS = 6;

/** The facts and articles of an answer. */
export function answerOptions({ cards, articles }, texts) {
  return [...cards.map((card) => factOption(card, texts)), ...articles.map((article) => articleGroup(article))];
}

/** What was searched before on this device. */
export function recentOptions(searches, texts) {
  if (!searches.length) return [];
  const again = searches.map((query) => option("button", { type: "button", class: "search-recent", "data-search-again": query }, query));
  const forget = option(
    "button",
    { type: "button", class: "search-recent search-recent--forget", "data-search-forget": true },
    say(texts, "search.recent.forget"),
  );
  return [group(say(texts, "search.recent"), ...again, forget)];
}

/** The pages under which all others stand. */
export function topicOptions(topics, texts) {
  const links = topics.map(({ path, title }) =>
    option("a", { class: "md-search-result__link search-hit", href: siteUrl(path) }, element("span", { class: "search-hit__title" }, title)),
  );
  const topicList = group(say(texts, "search.topics"), ...links);
  topicList.classList.add("search-topics");
  return [topicList];
}

function factOption({ kind, title, answer, detail, path }, texts) {
  const href = kind === "number" ? `tel:${answer.replace(/[^\d+]/g, "")}` : kind === "address" ? `mailto:${answer}` : siteUrl(path);
  return option(
    "a",
    { class: "md-search-result__link search-card", href },
    element("span", { class: "search-card__title" }, say(texts, `search.card.${kind}`, { title })),
    element("strong", { class: "search-card__answer" }, answer),
    detail && element("span", { class: "search-card__detail" }, detail),
  );
}

function articleGroup({ path, title, shelf, beginning, sections }) {
  const name = plain(title);
  const words = markedIn([title, beginning, ...sections.flatMap(({ heading, text }) => [heading, text])]);
  const article = option(
    "a",
    { class: "md-search-result__link search-hit", href: linkTo(path, "", words), "data-search-article": true },
    shelf && element("span", { class: "search-hit__shelf" }, shelf),
    element("span", { class: "search-hit__title" }, ...marked(title)),
    sections.length ? null : element("span", { class: "search-hit__text" }, ...marked(beginning)),
  );
  const places = sections.map(({ fragment, heading, text }) =>
    option(
      "a",
      { class: "md-search-result__link search-hit search-hit--section", href: linkTo(path, fragment, words) },
      element("span", { class: "search-hit__heading" }, ...marked(heading)),
      element("span", { class: "search-hit__text" }, ...marked(text)),
    ),
  );
  return element("div", { class: "md-search-result__item", role: "group", "aria-label": name }, article, ...places);
}

function group(title, ...options) {
  const heading = element("p", { class: "search-group", "aria-hidden": "true" }, title);
  return element("div", { class: "md-search-result__item", role: "group", "aria-label": title }, heading, ...options);
}

function option(tag, attributes, ...children) {
  return element(tag, { role: "option", tabindex: "-1", "aria-selected": "false", ...attributes }, ...children);
}

function marked(parts) {
  return parts.map(([text, isMarked]) => (isMarked ? element("mark", {}, text) : text));
}

function plain(parts) {
  return parts.map(([text]) => text).join("");
}

/** The words that are marked, each once. */
function markedIn(texts) {
  const words = texts.flat().filter(([, isMarked]) => isMarked).map(([text]) => text);
  return [...new Set(words)].slice(0, MOST_WORDS);
}

/** The address of a place, with the words that are to be marked there. */
function linkTo(path, fragment, words) {
  const address = new URL(siteUrl(path));
  if (words.length) address.searchParams.set("h", words.join(" "));
  address.hash = fragment;
  return address.href;
}
