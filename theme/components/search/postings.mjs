/** An inverted index over the texts of articles, scored by BM25F. Pure. */

const K1 = 1.2;
const B = 0.6;
/** The fields of an article and their weight. What customers call it counts like its title. */
export const TITLE = 0;
export const NAMES = 1;
export const HEADING = 2;
export const BODY = 3;
const FIELDS = 4;
const WEIGHTS = [3.5, 3.5, 2, 1];
/** A posting is one number: the text, and how often the term stands in it. */
const MOST = 63;

export class Postings {
  #ids = new Map();
  #postings = [];
  #found = []; // in how many articles, by term
  #last = []; // in which article a term was seen last
  #articleOf = [];
  #fieldOf = [];
  #sectionOf = [];
  #lengths = []; // by article and field, of all texts together
  #texts = []; // how many there are
  #norms = null;
  #articles = 0;
  #sections = 0;

  /** Add a text of the newest articles and section: both count from 0 and never fall. `terms` has repetitions. */
  add(article, section, field, termLists) {
    const text = this.#articleOf.length;
    this.#articleOf.push(article);
    this.#sectionOf.push(section);
    this.#fieldOf.push(field);
    this.#articles = article + 1;
    this.#sections = Math.max(this.#sections, section + 1);
    let length = 0;
    for (const terms of termLists) {
      length += terms.length;
      for (const id of terms) this.#count(id, text, article);
    }
    const place = article * FIELDS + field;
    this.#lengths[place] = (this.#lengths[place] ?? 0) + length;
    this.#texts[place] = (this.#texts[place] ?? 0) + 1;
    this.#norms = null;
  }

  /** The number that stands for a term; `undefined` when it is asked for only and not known. */
  idOf(term, isNew = false) {
    let id = this.#ids.get(term);
    if (id === undefined && isNew) {
      id = this.#postings.length;
      this.#ids.set(term, id);
      this.#postings.push([]);
      this.#found.push(0);
      this.#last.push(-1);
    }
    return id;
  }

  /** The known terms, in the order in which they were met. */
  terms() {
    return this.#ids.keys();
  }

  /** How much terms say together: the fewer articles have them, the more (Robertson and Sparck Jones). */
  rarity(terms) {
    const sum = terms.reduce((found, term) => found + (this.#found[this.idOf(term)] ?? 0), 0);
    const found = Math.min(sum, this.#articles);
    return Math.log(1 + (this.#articles - found + 0.5) / (found + 0.5));
  }

  /** The share of articles in which a term stands. */
  share(term) {
    const id = this.idOf(term);
    return id === undefined ? 0 : this.#found[id] / this.#articles;
  }

  /**
   * Score every article and section for terms `{term, weight, most, parts}`. `parts` are the parts of the query,
   * by number, for which the term stands; a term that stands in for another says no more than `most`.
   * `coverage(article)` is the share of the query's parts that an article has (0 to 1), rare ones counting more.
   */
  score(terms) {
    const norms = (this.#norms ??= this.#lengthNorms());
    const sums = { articles: new Float64Array(this.#articles), sections: new Float64Array(this.#sections) };
    const says = []; // how much each part of the query says
    const found = terms.map(({ term, weight, most = Infinity, parts = [] }) => {
      const id = this.idOf(term);
      const rarity = weight * Math.min(this.rarity([term]), most);
      for (const part of parts) says[part] = Math.max(says[part] ?? 0, rarity);
      return id === undefined ? new Set() : this.#scoreTerm(id, rarity, norms, sums, parts.length > 0);
    });
    const all = says.reduce((sum, value) => sum + value, 0);
    const coverage = (article) => {
      const parts = new Set(terms.flatMap((term, place) => (found[place].has(article) ? (term.parts ?? []) : [])));
      return [...parts].reduce((sum, part) => sum + says[part], 0) / (all || 1);
    };
    return { ...sums, coverage };
  }

  /** Add a term's scores; return the articles that have it, where somebody wants to know. */
  #scoreTerm(id, rarity, norms, { articles, sections }, isWanted) {
    const postings = this.#postings[id];
    const found = new Set();
    let at = 0;
    while (at < postings.length) {
      const article = this.#articleOf[postings[at] >> 6];
      let inArticle = 0;
      let inSection = 0;
      let section = -1;
      for (; at < postings.length; at += 1) {
        const text = postings[at] >> 6;
        if (this.#articleOf[text] !== article) break;
        const field = this.#fieldOf[text];
        const frequency = (WEIGHTS[field] * (postings[at] & MOST)) / norms[article * FIELDS + field];
        inArticle += frequency;
        if (this.#sectionOf[text] !== section) {
          if (inSection) sections[section] += (rarity * inSection) / (inSection + K1);
          inSection = 0;
          section = this.#sectionOf[text];
        }
        if (field >= HEADING) inSection += field === HEADING ? WEIGHTS[TITLE] : frequency;
      }
      if (inSection) sections[section] += (rarity * inSection) / (inSection + K1);
      articles[article] += (rarity * inArticle * (K1 + 1)) / (inArticle + K1);
      if (isWanted) found.add(article);
    }
    return found;
  }

  #count(id, text, article) {
    const postings = this.#postings[id];
    const last = postings.length - 1;
    if (last >= 0 && postings[last] >> 6 === text) {
      if ((postings[last] & MOST) < MOST) postings[last] += 1;
      return;
    }
    postings.push((text << 6) | 1);
    if (this.#last[id] !== article) {
      this.#last[id] = article;
      this.#found[id] += 1;
    }
  }

  /** How long a field is beside that of others. Of several names each is one: many are no reason to weigh less. */
  #lengthNorms() {
    const norms = new Float64Array(this.#articles * FIELDS);
    for (let field = 0; field < FIELDS; field += 1) {
      const lengths = [];
      for (let place = field; place < norms.length; place += FIELDS) {
        const texts = field === NAMES ? this.#texts[place] : 1;
        lengths.push((this.#lengths[place] ?? 0) / (texts || 1));
      }
      const filled = lengths.filter((length) => length > 0);
      const average = filled.reduce((sum, length) => sum + length, 0) / (filled.length || 1);
      lengths.forEach((length, article) => (norms[article * FIELDS + field] = 1 - B + (B * length) / (average || 1)));
    }
    return norms;
  }
}
