/** Words around a number; the same as src/helpcenter/redaction/words.py. */

const ALPHANUMERIC = /[a-z0-9]/;

/** Where the word stands in a lower-case text, as [start, end]; one in Latin letters must stand alone. */
export function* occurrences(text, word) {
  for (let start = text.indexOf(word); start >= 0; start = text.indexOf(word, start + word.length)) {
    const end = start + word.length;
    if (standsAlone(text, start, end)) yield [start, end];
  }
}

/** Where the last of the words ends in the text, -1 if there is none. */
export function lastEnd(text, words) {
  let last = -1;
  for (const word of words) {
    for (const [, end] of occurrences(text, word)) last = Math.max(last, end);
  }
  return last;
}

function standsAlone(text, start, end) {
  const is = (at) => at >= 0 && at < text.length && ALPHANUMERIC.test(text[at]);
  return !(is(start) && is(start - 1)) && !(is(end - 1) && is(end));
}
