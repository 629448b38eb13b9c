/** Finds secrets and masks them; the same as src/helpcenter/redaction/guard.py, with the same rules. */
import { findCards } from "./card.mjs";
import { fold } from "./folding.mjs";
import { lastEnd, occurrences } from "./words.mjs";

const ROUNDS_MAX = 4;
const WINDOW = 24;
const REACH = 10;
const BEFORE = 80;
const REPEATED_MIN = 6;
const REPEATED_MAX = 50;

export class SecretScanner {
  #rules;
  #own;
  #compiled = new Map();

  /** `rules`: what publishing/site/browser_rules.py writes. */
  constructor(rules) {
    this.#rules = rules;
    this.#own = new Set(rules.own_numbers);
    // A browser without look-behind or indices must say so here, and not while somebody sends.
    for (const { find, before, then } of rules.rules) {
      for (const pattern of [...find, ...before, ...then]) new RegExp(pattern, "ud");
    }
  }

  /** The secrets in a text, in their order: [{kind, start, end}]. */
  find(text) {
    const folded = fold(text, this.#rules.folding);
    let seen = folded.text;
    const found = [];
    for (let round = 0; round < ROUNDS_MAX; round += 1) {
      const before = found.length;
      for (const rule of this.#rules.rules) {
        const spans = merged([...this.#spans(rule, seen)]);
        for (const [start, end] of spans) found.push({ kind: rule.kind, start, end });
        seen = without(seen, spans);
      }
      if (found.length === before) break;
    }
    found.push(...repeated(found.sort(inOrder), lowered(folded.text), lowered(seen)));
    return found
      .sort(inOrder)
      .map(({ kind, start, end }) => ({ kind, start: folded.starts[start], end: folded.ends[end - 1] }));
  }

  /** The text with each secret replaced by a mark, and how many there were of each kind. */
  mask(text) {
    const counts = {};
    let masked = "";
    let last = 0;
    for (const { kind, start, end } of this.find(text)) {
      masked += text.slice(last, start) + this.#mark(kind, text.slice(start, end));
      counts[kind] = (counts[kind] ?? 0) + 1;
      last = end;
    }
    return { text: masked + text.slice(last), counts };
  }

  #mark(kind, value) {
    const keep = this.#rules.keep[kind];
    if (!keep) return this.#rules.mark;
    return this.#rules.mark + digitsOf(fold(value, this.#rules.folding).text).slice(-keep);
  }

  *#spans(rule, text) {
    const lower = lowered(text);
    if (rule.digits && digitsOf(lower).length < rule.digits) return;
    if (rule.hints.length && !rule.hints.some((hint) => lower.includes(hint))) return;
    for (const [start, end] of this.#candidates(rule, rule.cased ? text : lower)) {
      const value = lower.slice(start, end);
      if (value.includes("●") || this.#isWhole(this.#rules.not_secret, value) || this.#own.has(digitsOf(value))) continue;
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

function inOrder(one, other) {
  return one.start - other.start;
}

function lowered(text) {
  return text.replaceAll("\u0130", "i").toLowerCase();
}

function repeated(found, text, seen) {
  const kinds = new Map();
  for (const { kind, start, end } of found) {
    const value = text.slice(start, end);
    if (value.length >= REPEATED_MIN && kinds.size < REPEATED_MAX && !kinds.has(value)) kinds.set(value, kind);
  }
  const again = [];
  for (const [value, kind] of kinds) {
    const spans = [...occurrences(seen, value)];
    for (const [start, end] of spans) again.push({ kind, start, end });
    seen = without(seen, spans);
  }
  return again;
}

function digitsOf(text) {
  return text.replace(/[^0-9]/g, "");
}

function merged(spans) {
  const all = [];
  for (const [start, end] of spans.sort((one, other) => one[0] - other[0] || one[1] - other[1])) {
    const last = all.at(-1);
    if (last && start < last[1]) last[1] = Math.max(last[1], end);
    else all.push([start, end]);
  }
  return all;
}

function without(text, spans) {
  let hidden = "";
  let last = 0;
  for (const [start, end] of spans) {
    hidden += text.slice(last, start) + "●".repeat(end - start);
    last = end;
  }
  return hidden + text.slice(last);
}
