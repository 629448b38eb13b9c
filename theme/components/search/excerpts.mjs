/** What of a text is shown, and which words of it are marked. Pure. */

const WORDS = /[ㄱ-ㅎㅏ-ㅣ가-힣]+|[A-Za-z]+|[0-9]+(?:[-.,][0-9]+)*/g;
const WIDTH = 110; // characters
const BEFORE = 24;

/** A text as parts `[words, is marked]`. `hitIn(word)` is the marked span of a word as `[from, to]`, or null. */
export function markedParts(text, hitIn) {
  const parts = [];
  let done = 0;
  for (const [from, to] of spansIn(text, hitIn)) {
    if (from > done) parts.push([text.slice(done, from), false]);
    parts.push([text.slice(from, to), true]);
    done = to;
  }
  if (done < text.length) parts.push([text.slice(done), false]);
  return parts;
}

/** The part of a text where most is found, marked. */
export function excerptOf(text, hitIn) {
  if (text.length <= WIDTH) return markedParts(text, hitIn);
  const spans = spansIn(text, hitIn);
  let [best, most] = [0, 0];
  for (const [from] of spans) {
    const inside = new Set(spans.filter(([start, end]) => start >= from && end <= from + WIDTH - BEFORE).map(([start, end]) => text.slice(start, end)));
    if (inside.size > most) [best, most] = [from, inside.size];
  }
  const start = best < BEFORE * 2 ? 0 : text.indexOf(" ", best - BEFORE) + 1;
  const begin = start > best ? best : start;
  const stop = text.lastIndexOf(" ", begin + WIDTH);
  const end = begin + WIDTH >= text.length ? text.length : stop > begin ? stop : begin + WIDTH;
  return markedParts(`${begin ? "… " : ""}${text.slice(begin, end)}${end < text.length ? "\u00a0…" : ""}`, hitIn);
}

function spansIn(text, hitIn) {
  const spans = [];
  for (const match of text.matchAll(WORDS)) {
    const hit = hitIn(match[0]);
    if (hit) spans.push([match.index + hit[0], match.index + hit[1]]);
  }
  return spans;
}
