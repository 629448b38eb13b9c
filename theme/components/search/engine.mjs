/**
 * Search over the articles of one language. Pure: no network, no browser; the same file runs in the worker, in
 * the form and in Node. `publishing/search/` makes the index, decisions/0008-a-search-of-our-own.md says why so.
 */
import { hangulOf, initialsIn, initialsOf, keysOf } from "./hangul.mjs";
import { BODY, HEADING, NAMES, Postings, TITLE } from "./postings.mjs";
import { WHOLE, WORD, initialTermsOf, normalized, seamsOf, stemOf, termsOf, wordsOf } from "./words.mjs";

const ENOUGH = 0.75; // of the query covered: below, other keyboards are tried
const COMMON = 0.75; // of all articles: what stands in so many is not worth a mark
const SYNONYM = 0.5;
const SEAM = 0.75; // of what a pair inside a word says
const MOST_STEMS = 20;
const BEGINNING = 0.5; // of a word that is being typed

export class SearchEngine {
  #articles;
  #synonyms;
  #postings = new Postings();
  #called = new Map(); // an article by its exact title or name
  #initials = null;
  #vocabulary = null;

  /** `articles` are `[title, [name], [[heading, text]]]`; `synonyms` are lists of what means the same. */
  constructor(articles, synonyms = []) {
    this.#articles = articles;
    this.#synonyms = synonyms.map((group) => group.map(normalized));
    articles.forEach(([title, names], article) => {
      for (const name of [title, ...names]) if (!this.#called.has(bare(name))) this.#called.set(bare(name), article);
    });
    const known = new Map();
    const idsOf = (word) => {
      let ids = known.get(word);
      if (!ids) known.set(word, (ids = termsOf(word).map(([term]) => this.#postings.idOf(term, true))));
      return ids;
    };
    this.#addAll(this.#postings, (text) => {
      const words = wordsOf(normalized(text));
      return [...words.map(idsOf), seamsOf(words).map((term) => this.#postings.idOf(term, true))];
    });
  }

  /**
   * Find the articles for a query, the best first: `{hits: [{article, score, covered, sections}], query, hitIn}`.
   * `sections` are places in the article, the best first; `query` is how it was read; `hitIn(word)` is the part
   * of a word that was asked for as `[from, to]`, or null.
   */
  search(query, limit = 20) {
    const initials = initialsIn(query.normalize("NFC"));
    if (initials) {
      const hits = this.#hits(this.#initialPostings(), initials.map((term, part) => ({ term, weight: WORD, parts: [part] })), limit);
      if (hits.length) return { hits, query, hitIn: (word) => initialHit(word, initials) };
    }
    let best = this.#find(query, limit);
    for (const other of best.covered < ENOUGH ? otherKeyboards(query) : []) {
      const found = this.#find(other, limit);
      if (found.covered > best.covered) best = found;
    }
    return { hits: best.hits, query: best.query, hitIn: (word) => this.#hitIn(word, best.terms) };
  }

  #find(query, limit) {
    const terms = this.#queryTerms(normalized(query));
    const hits = this.#hits(this.#postings, terms, limit, this.#called.get(bare(query)));
    return { hits, query, terms: new Set(terms.map(({ term }) => term)), covered: Math.max(0, ...hits.map((hit) => hit.covered)) };
  }

  #queryTerms(query) {
    const words = wordsOf(query);
    const terms = new Map();
    const add = (term, weight, parts, most) => terms.has(term) || terms.set(term, { term, weight, parts, most });
    for (const word of words) {
      const own = termsOf(word);
      const most = this.#most(strong(own));
      for (const [term, weight] of own) {
        // A whole word may have a particle, and with it be rare: it says no more than its parts.
        add(term, weight, weight === WORD ? [terms.size] : [], weight === WHOLE ? most : undefined);
      }
    }
    for (const seam of seamsOf(words)) add(seam, SEAM, []);
    const stems = this.#stemsFrom(words.at(-1) ?? "");
    const begun = terms.get(stemOf(words.at(-1) ?? ""))?.parts ?? [];
    for (const stem of stems) add(stem, BEGINNING, begun, this.#postings.rarity(stems));
    for (const group of this.#synonyms) this.#addSynonyms(group, query, terms, add);
    return [...terms.values()];
  }

  /** What means the same as a part of the query; in place of it where no article says that. */
  #addSynonyms(group, query, terms, add) {
    const said = group.filter((name) => says(query, name));
    if (!said.length) return;
    const own = said.flatMap(strongTerms);
    const isKnown = own.some((term) => this.#postings.share(term) > 0);
    const parts = own.flatMap((term) => terms.get(term)?.parts ?? []);
    const most = this.#most(own);
    const others = group.filter((name) => !said.includes(name));
    for (const term of others.flatMap(strongTerms)) add(term, isKnown ? SYNONYM : WORD, parts, most);
  }

  /** What the rarest of terms says. */
  #most(terms) {
    return terms.length ? Math.max(...terms.map((term) => this.#postings.rarity([term]))) : undefined;
  }

  /** The stems that begin with a word of Latin letters or digits. */
  #stemsFrom(beginning) {
    if (!/^[a-z0-9]{2,}$/.test(beginning)) return [];
    this.#vocabulary ??= [...this.#postings.terms()].filter((term) => typeof term === "string" && /^[a-z0-9]/.test(term)).sort();
    let [low, high] = [0, this.#vocabulary.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#vocabulary[middle] < beginning) low = middle + 1;
      else high = middle;
    }
    let end = low;
    while (end < low + MOST_STEMS && this.#vocabulary[end]?.startsWith(beginning)) end += 1;
    return this.#vocabulary.slice(low, end);
  }

  #hitIn(word, terms) {
    const [own, ...more] = wordsOf(normalized(word));
    if (own === undefined || more.length) return null;
    const found = termsOf(own).filter(([term, weight]) => weight === WORD && terms.has(term));
    if (!found.length) return null;
    if (!/^[가-힣]{2}/.test(own)) return [0, word.length];
    const rare = (term) => this.#postings.share(term) < COMMON;
    const pairs = [...own].slice(1).map((_, at) => strong(termsOf(own.slice(at, at + 2)))[0]);
    const hits = pairs.map((pair) => terms.has(pair));
    return pairs.some((pair, at) => hits[at] && rare(pair)) ? [hits.indexOf(true), hits.lastIndexOf(true) + 2] : null;
  }

  #hits(postings, terms, limit, called) {
    const { articles, sections, coverage } = postings.score(terms);
    if (called !== undefined) articles[called] += Math.max(...articles); // what is called exactly so comes first
    const found = [];
    articles.forEach((score, article) => score > 0 && found.push(article));
    found.sort((one, other) => articles[other] - articles[one]);
    const starts = this.#sectionStarts;
    return found.slice(0, limit).map((article) => {
      const count = this.#articles[article][2].length;
      const own = sections.subarray(starts[article], starts[article] + count);
      const places = [...own.keys()].filter((place) => own[place] > 0).sort((one, other) => own[other] - own[one]);
      return { article, score: articles[article], covered: article === called ? 1 : coverage(article), sections: places };
    });
  }

  #sectionStarts = [];

  #addAll(postings, termLists) {
    let section = 0;
    this.#sectionStarts = [];
    this.#articles.forEach(([title, names, sections], article) => {
      this.#sectionStarts.push(section);
      postings.add(article, section, TITLE, termLists(title));
      for (const name of names) postings.add(article, section, NAMES, termLists(name));
      for (const [heading, text] of sections) {
        if (heading) postings.add(article, section, HEADING, termLists(heading));
        postings.add(article, section, BODY, termLists(text));
        section += 1;
      }
    });
  }

  #initialPostings() {
    if (!this.#initials) {
      const postings = (this.#initials = new Postings());
      this.#addAll(postings, (text) => [initialTermsOf(wordsOf(normalized(text))).map((term) => postings.idOf(term, true))]);
    }
    return this.#initials;
  }
}

/** A name without what people leave out. */
function bare(name) {
  return wordsOf(normalized(name)).join("");
}

function strongTerms(name) {
  return strong(wordsOf(name).flatMap(termsOf));
}

function strong(terms) {
  return terms.filter(([, weight]) => weight === WORD).map(([term]) => term);
}

function initialHit(word, initials) {
  const own = initialsOf(word);
  const found = initials.filter((one) => own.startsWith(one) || one.startsWith(own));
  return own.length > 1 && found.length ? [0, Math.min(own.length, found[0].length)] : null;
}

/** Whether a text says a name: Korean anywhere, since particles follow; others word by word, in any form. */
export function says(text, name) {
  if (/[가-힣]/.test(name)) return text.replaceAll(" ", "").includes(name.replaceAll(" ", ""));
  return stems(text).includes(stems(name));
}

function stems(text) {
  return ` ${wordsOf(text).map(stemOf).join(" ")} `;
}

/** What the same keys would have typed on the other keyboard. */
function otherKeyboards(query) {
  const text = query.normalize("NFC");
  const others = [];
  if (/[a-z]/i.test(text)) others.push(text.replace(/[a-z]+/gi, hangulOf));
  if (/[A-Z]/.test(text)) others.push(text.toLowerCase().replace(/[a-z]+/g, hangulOf)); // caps lock
  if (/[ㄱ-ㅎㅏ-ㅣ가-힣]/.test(text)) others.push(keysOf(text));
  return others;
}
