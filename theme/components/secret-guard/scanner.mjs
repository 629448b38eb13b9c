/** Finds secrets and masks them; the same as src/helpcenter/redaction/guard.py, with the same rules. */
import { fold } from "./folding.mjs";
import { HIDDEN, Matcher, digitsOf, lowered } from "./matching.mjs";
import { occurrences } from "./words.mjs";

const ROUNDS_MAX = 4;
const REPEATED_MIN = 6;
const REPEATED_MAX = 50;

export class SecretScanner {
  #rules;
  #matcher;

  /** `rules`: what publishing/site/browser_rules.py writes. */
  constructor(rules) {
    this.#rules = rules;
    this.#matcher = new Matcher(rules);
  }

  /** The secrets in a text, in their order: [{kind, start, end}]. */
  find(text) {
    const folded = fold(text, this.#rules.folding);
    let seen = folded.text;
    const found = [];
    for (let round = 0; round < ROUNDS_MAX; round += 1) {
      const before = found.length;
      for (const rule of this.#rules.rules) {
        const spans = merged([...this.#matcher.spans(rule, seen)]);
        for (const [start, end] of spans) found.push({ kind: rule.kind, start, end });
        seen = without(seen, spans);
      }
      if (found.length === before) break;
    }
    found.push(...repeated(found.sort(inOrder), lowered(folded.text), lowered(seen)));
    const secrets = [];
    for (const { kind, start, end } of found.sort(inOrder)) {
      // One character may have folded into two secrets.
      const secret = { kind, start: Math.max(folded.starts[start], secrets.at(-1)?.end ?? 0), end: folded.ends[end - 1] };
      if (secret.start < secret.end) secrets.push(secret);
    }
    return secrets;
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
}

function inOrder(one, other) {
  return one.start - other.start;
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
    hidden += text.slice(last, start) + HIDDEN.repeat(end - start);
    last = end;
  }
  return hidden + text.slice(last);
}
