/** From text to the terms that are compared. Pure. */
import { initialsOf, keysOf } from "./hangul.mjs";

const TOKENS = /[가-힣]+|[ㄱ-ㅎㅏ-ㅣ가-힣]+|[a-z]+|[0-9]+/g;
const HANGUL = /^[ㄱ-ㅎㅏ-ㅣ가-힣]/;
const FIRST = 0xac00;
const SYLLABLES = 11172;
const PAIRS = SYLLABLES * SYLLABLES;
const GRAM = 4;

const STOP_WORDS = new Set(
  (
    "a about am an and any are as at be been but by can could did do does for from get had has have how i if in into is it its just " +
    "me my no not of on or our should so some than that the their them then there these they this to us was we were what when " +
    "where which who why will with would you your"
  ).split(" "),
);

/** How much a match of a kind of term says. */
export const WORD = 1;
export const KEYS = 0.25;
export const WHOLE = 0.5;

/** Bring a text into the form that is compared: composed, small, full-width letters as others, numbers whole. */
export function normalized(text) {
  return text
    .normalize("NFC")
    .replace(/[！-～]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .toLowerCase()
    .replace(/[’']/g, "")
    .replace(/(?<=\d)[-.,](?=\d)/g, "");
}

/** The words of a normalized text: runs of one script. */
export function wordsOf(text) {
  return text.match(TOKENS) ?? [];
}

/** A word's terms as `[term, weight]`: pairs of syllables and the whole word, or the stem; and four keys in a row. */
export function termsOf(word) {
  const terms = [];
  if (HANGUL.test(word)) addPairs(word, terms);
  else if (!STOP_WORDS.has(word)) terms.push([stemOf(word), WORD]);
  else return terms;
  const keys = ` ${keysOf(word).toLowerCase()}`; // the beginning of a word counts as a key
  for (let at = 0; at + GRAM <= Math.max(keys.length, GRAM); at += 1) terms.push([`#${keys.slice(at, at + GRAM)}`, KEYS]);
  return terms;
}

function addPairs(word, terms) {
  const codes = [...word].map((syllable) => syllable.charCodeAt(0) - FIRST);
  if (codes.length === 1 && codes[0] >= 0) terms.push([PAIRS + codes[0], WORD]);
  else if (/[ㄱ-ㅣ].*[ㄱ-ㅣ]/.test(word)) terms.push([word, WORD]); // nothing that anybody would look for
  if (codes.length > 1) terms.push([`=${word}`, WHOLE]);
  for (let at = 1; at < codes.length; at += 1) {
    if (codes[at - 1] >= 0 && codes[at] >= 0) terms.push([codes[at - 1] * SYLLABLES + codes[at], WORD]);
  }
}

/**
 * What stands on both sides of each space, so that spacing matters little and words in their order say more: pairs
 * of syllables between two Korean words, else the word beside the syllable or word.
 */
export function seamsOf(words) {
  const seams = [];
  for (let place = 1; place < words.length; place += 1) {
    const [left, right] = [lastOf(words[place - 1]), firstOf(words[place])];
    if (typeof left === "number" && typeof right === "number") seams.push(left * SYLLABLES + right);
    else if (left !== "" && right !== "") seams.push(`|${left}|${right}`);
  }
  return seams;
}

function lastOf(word) {
  const code = word.charCodeAt(word.length - 1) - FIRST;
  return code >= 0 && code < SYLLABLES ? code : STOP_WORDS.has(word) ? "" : stemOf(word);
}

function firstOf(word) {
  const code = word.charCodeAt(0) - FIRST;
  return code >= 0 && code < SYLLABLES ? code : STOP_WORDS.has(word) ? "" : stemOf(word);
}

/** The initials with which a text's words begin, also over two words typed as one. */
export function initialTermsOf(words) {
  const initials = words.map(initialsOf);
  const terms = [];
  initials.forEach((own, place) => {
    const both = (own + (initials[place + 1] ?? "")).slice(0, 8);
    for (let length = 2; own && length <= both.length; length += 1) terms.push(both.slice(0, length));
  });
  return terms;
}

/** A light stem: plurals and the commonest endings of verbs. */
export function stemOf(word) {
  if (word.length < 4 || /\d/.test(word)) return word;
  let stem = word.replace(/(?:sses|ies|([^aeious])s|([aeo])s)$/, (ending, consonant, vowel) =>
    ending === "sses" ? "ss" : ending === "ies" ? "y" : (consonant ?? vowel),
  );
  const verb = stem.replace(/(?:ing|ed)$/, "");
  if (verb.length > 2 && /[aeiouy]/.test(verb)) stem = verb.replace(/([^aeiouls])\1$/, "$1");
  return stem.length > 3 ? stem.replace(/e$/, "") : stem;
}
