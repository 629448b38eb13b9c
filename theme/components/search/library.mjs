/**
 * The articles and facts of one language, and what they answer. Pure: it gets the index that
 * `publishing/search/writing.py` writes, and runs in the worker, in tests and in benchmarks alike.
 */
import { SearchEngine, says } from "./engine.mjs";
import { excerptOf, markedParts } from "./excerpts.mjs";
import { normalized } from "./words.mjs";

const ARTICLES = 12;
const NEAREST = 4; // where none may be the answer: whom to reach now must not be far below
const SECTIONS_OF_BEST = 2;
const CARDS = 3;
const SUGGESTIONS = 3;
/** Below this share of the query covered, the best article is the nearest rather than the answer. */
const CONFIDENT = 0.25;
/** A fact must cover this share of the query. */
const CARD_COVERS = 0.4;
const CARD_SHARE = 0.8; // of the best card's score
/** A suggestion is at least this good beside the best one. */
const SUGGESTION_SHARE = 0.6;
const LEAST_TO_SUGGEST = 6; // characters

export class Library {
  #articles;
  #engine;
  #facts;
  #factEngine;
  #asks;
  #synonyms;

  constructor({ articles, facts, asks, synonyms, texts }) {
    this.texts = texts;
    const titles = new Map(articles.map(([path, title]) => [path, title]));
    this.#articles = articles.map(([path, title, names, sections]) => ({
      path,
      title,
      names,
      sections,
      shelf: titles.get(parentOf(path)) ?? "",
    }));
    this.#engine = new SearchEngine(
      this.#articles.map(({ title, names, sections }) => [title, names, sections.map(([, heading, text]) => [heading, text])]),
      synonyms,
    );
    this.#synonyms = synonyms;
    this.#asks = Object.fromEntries(Object.entries(asks).map(([kind, words]) => [kind, words.map(normalized)]));
    this.#facts = facts.map(([kind, title, answer, detail, path, names]) => ({ kind, title, answer, detail, path, names }));
    this.#factEngine = null;
  }

  /** Answer a query: facts as cards, articles with their best sections, and how the query was read. */
  search(text) {
    const { hits, query, hitIn } = this.#engine.search(text, ARTICLES);
    const isConfident = hits.length > 0 && hits[0].covered >= CONFIDENT;
    return {
      readAs: query === text ? null : query,
      isConfident,
      cards: this.#cards(query),
      articles: hits.slice(0, isConfident ? ARTICLES : NEAREST).map((hit, place) => this.#result(hit, hitIn, place ? 1 : SECTIONS_OF_BEST)),
      topics: hits.length ? [] : this.#topics(),
    };
  }

  /** Up to three articles for what somebody is writing; none before there is something to go by. */
  suggest(text) {
    if (normalized(text).replace(/\s/g, "").length < LEAST_TO_SUGGEST) return [];
    const { hits } = this.#engine.search(text, SUGGESTIONS);
    return hits
      .filter(({ score }) => score >= hits[0].score * SUGGESTION_SHARE)
      .map(({ article }) => ({ path: this.#articles[article].path, title: this.#articles[article].title }));
  }

  #result({ article, sections }, hitIn, most) {
    const { path, title, shelf, sections: texts } = this.#articles[article];
    const best = sections.slice(0, most).map((place) => {
      const [fragment, heading, text] = texts[place];
      return { fragment, heading: markedParts(heading, hitIn), text: excerptOf(text, hitIn) };
    });
    return {
      path,
      shelf,
      title: markedParts(title, hitIn),
      beginning: excerptOf(texts[0][2] || (texts[1]?.[2] ?? ""), hitIn),
      sections: best.filter(({ fragment }) => fragment),
    };
  }

  /** The facts that were asked for; none where many fit alike, as all do that nobody named: an article says it better. */
  #cards(query) {
    this.#factEngine ??= new SearchEngine(
      this.#facts.map(({ kind, title, names }) => [title, names, [["", (this.#asks[kind] ?? []).join(" ")]]]),
      this.#synonyms,
    );
    const text = normalized(query);
    const isNumber = /\d{4}/.test(text);
    const asked = (kind) => (this.#asks[kind] ?? []).some((words) => says(text, words)) || (isNumber && kind === "number");
    const { hits } = this.#factEngine.search(query, this.#facts.length);
    const cards = hits
      .map(({ article, covered, score }) => ({ ...this.#facts[article], covered, score }))
      .filter(({ kind, covered }) => covered >= CARD_COVERS && asked(kind))
      .filter(({ score, kind }, _, [best]) => kind === best.kind && score >= best.score * CARD_SHARE);
    const ofKind = this.#facts.filter(({ kind }) => kind === cards[0]?.kind);
    const isNamed = cards.some(({ kind, names }) => namesIn(names, this.#asks[kind]).some((name) => says(text, name)));
    if ((isNamed ? cards : ofKind).length > CARDS) return [];
    return cards.map(({ kind, title, answer, detail, path }) => ({ kind, title, answer, detail, path }));
  }

  /** The pages that stand above others. */
  #topics() {
    const parents = new Set(this.#articles.map(({ path }) => parentOf(path)));
    return this.#articles.filter(({ path }) => parents.has(path)).map(({ path, title }) => ({ path, title }));
  }
}

/** The words that tell a fact from others: those with which people ask for any are none. */
function namesIn(names, asks) {
  return names.flatMap((name) => normalized(name).split(" ")).filter((word) => word.length > 1 && !asks.some((asked) => says(word, asked)));
}

/** The address above an address. */
function parentOf(path) {
  return path.replace(/[^/]+\/$/, "");
}
