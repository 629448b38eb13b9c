/** Where the values of one rule stand in a folded text; the same as src/helpcenter/redaction/matching.py. */
import { findCards } from "./card.mjs";
import { lastEnd, occurrences } from "./words.mjs";

export const HIDDEN = "●";
const WINDOW = 24;
const REACH = 10;
const BEFORE = 80;

export class Matcher {
  #rules;
  #own;
  #compiled = new Map();

  constructor(rules) {
    this.#rules = rules;
    this.#own = new Set(rules.own_numbers);
    // A browser without look-behind or indices must say so here, and not while somebody sends.
    for (const { find, before, then } of rules.rules) {
      for (const pattern of [...find, ...before, ...then]) new RegExp(pattern, "ud");
    }
  }

  /** The values of a rule as [start, end]; several of its labels may yield the same one. */
  *spans(rule, text) {
    const lower = lowered(text);
    if (rule.digits && digitsOf(lower).length < rule.digits) return;
    if (rule.hints.length && !rule.hints.some((hint) => lower.includes(hint))) return;
    for (const [start, end] of this.#candidates(rule, rule.cased ? text : lower)) {
      const value = lower.slice(start, end);
      if (value.includes(HIDDEN) || this.#isWhole(this.#rules.not_secret, value) || this.#own.has(digitsOf(value))) continue;
      if (!(rule.unless && this.#isWhole(rule.unless, value))) yield [start, end];
    }
  }

  *#candidates(rule, text) {
    if (rule.check === "card") {
      for (const { start, end, needsLabel } of findCards(text, this.#rules.card)) {
        if (this.#isMeant(rule, text, start, end, needsLabel)) yield [start, end];
      }
    }
    for (const pattern of rule.find) {
      for (const match of text.matchAll(this.#regex(pattern, "gud"))) {
        const [start, end] = match.indices[1];
        if (!rule.against || this.#isMeant(rule, text, start, end, false)) yield [start, end];
      }
    }
    for (const label of rule.labels) {
      for (const place of occurrences(text, label)) yield* this.#labelled(rule, text, place);
    }
  }

  *#labelled(rule, text, [labelStart, labelEnd]) {
    for (const pattern of rule.then) {
      const behind = this.#matchAt(pattern, text, labelEnd);
      if (!behind) continue;
      if (rule.before.length) {
        yield* this.#leading(rule, text, labelStart);
        return;
      }
      const [start, end] = behind.indices[1];
      if (!rule.against || !this.#isOther(text, labelStart, labelEnd, start)) {
        yield [start, end];
        return;
      }
    }
  }

  #isOther(text, labelStart, labelEnd, value) {
    const words = this.#rules.other_numbers;
    if (words.some((word) => word.length > labelEnd - labelStart && text.endsWith(word, labelEnd))) return true;
    return lastEnd(text.slice(labelEnd, value), words) >= 0;
  }

  *#leading(rule, text, label) {
    const window = Math.max(0, label - BEFORE);
    for (const pattern of rule.before) {
      const match = this.#regex(`${pattern}(?![\\s\\S])`, "ud").exec(text.slice(window, label));
      if (match) {
        const [start, end] = match.indices[1];
        yield [window + start, window + end];
        return;
      }
    }
  }

  #isMeant(rule, text, start, end, needsLabel) {
    const window = text.slice(Math.max(0, start - WINDOW), start).replace(/^[\s\S]*[0-9●]/, (gone) => " ".repeat(gone.length));
    const meant = lastEnd(window, rule.near);
    const other = lastEnd(window, this.#rules.other_numbers);
    if (meant >= 0 ? meant <= other : other >= 0 && window.length - other <= REACH) return false;
    const after = this.#matchAt(this.#rules.after, text, end);
    if (after) {
      const next = end + after[0].length;
      if (this.#rules.other_numbers.some((word) => text.startsWith(word, next))) return false;
    }
    return meant >= 0 || !needsLabel;
  }

  #matchAt(pattern, text, at) {
    const regex = this.#regex(pattern, "uyd");
    regex.lastIndex = at;
    return regex.exec(text);
  }

  #isWhole(pattern, value) {
    return this.#regex(`^(?:${pattern})$`, "u").test(value);
  }

  #regex(pattern, flags) {
    const name = `${flags}:${pattern}`;
    if (!this.#compiled.has(name)) this.#compiled.set(name, new RegExp(pattern, flags));
    return this.#compiled.get(name);
  }
}

/** The text in lower case, as long as before. */
export function lowered(text) {
  return text.replaceAll("\u0130", "i").toLowerCase();
}

/** The digits of a text. */
export function digitsOf(text) {
  return text.replace(/[^0-9]/g, "");
}
