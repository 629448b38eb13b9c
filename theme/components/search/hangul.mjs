/** Hangul as people type it: on the two-set keyboard (KS X 5002), and by initials. Pure. */

const FIRST = 0xac00; // 가
const LAST = 0xd7a3; // 힣
const INITIALS = [..."ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"];
const INITIAL_KEYS = "r R s e E f a q Q t T d w W c z x v g".split(" ");
const VOWEL_KEYS = "k o i O j p u P h hk ho hl y n nj np nl b m ml l".split(" ");
const FINAL_KEYS = " r R rt s sw sg e f fr fa fq ft fx fv fg a q qt t T d w c z x v g".split(" ");
/** Consonants and vowels that stand alone, from U+3131 on. */
const LONE = 0x3131;
const LONE_KEYS = [..."r R rt s sw sg e E f fr fa fq ft fx fv fg a q Q qt t T d w W c z x v g".split(" "), ...VOWEL_KEYS];
const LONE_BY_KEYS = new Map(LONE_KEYS.map((keys, place) => [keys, String.fromCharCode(LONE + place)]));
const CLUSTERS = new Map([..."ㄳㄵㄶㄺㄻㄼㄽㄾㄿㅀㅄ"].map((cluster, place) => [cluster, ["ㄱㅅ", "ㄴㅈ", "ㄴㅎ", "ㄹㄱ", "ㄹㅁ", "ㄹㅂ", "ㄹㅅ", "ㄹㅌ", "ㄹㅍ", "ㄹㅎ", "ㅂㅅ"][place]]));

const SYLLABLE = /^([rseEfaqQtTdwWczxvgR])(hk|ho|hl|nj|np|nl|ml|[koiOjpuPhynbml])((?:rt|sw|sg|fr|fa|fq|ft|fx|fv|fg|qt|[rRsefaqtTdwczxvg])?)/;
const VOWEL_AHEAD = /^[koiOjpuPhynbml]/;
const LONE_AHEAD = /^(?:hk|ho|hl|nj|np|nl|ml|[a-zQWERTOP])/;

/** The keys that type a text; what is no Hangul stays. */
export function keysOf(text) {
  let keys = "";
  for (const character of text) {
    const code = character.charCodeAt(0);
    if (code >= FIRST && code <= LAST) {
      const place = code - FIRST;
      keys += INITIAL_KEYS[Math.floor(place / 588)] + VOWEL_KEYS[Math.floor((place % 588) / 28)] + FINAL_KEYS[place % 28];
    } else keys += LONE_KEYS[code - LONE] ?? character;
  }
  return keys;
}

/** What the same keys type on the Korean keyboard. */
export function hangulOf(keys) {
  let rest = keys.replace(/[ABCDFGHIJKLMNSUVXYZ]/g, (key) => key.toLowerCase());
  let text = "";
  while (rest) {
    const [matched, initial, vowel, final] = SYLLABLE.exec(rest) ?? [];
    if (matched) {
      const kept = lastingFinal(final, rest.slice(matched.length));
      const place = INITIAL_KEYS.indexOf(initial) * 588 + VOWEL_KEYS.indexOf(vowel) * 28 + FINAL_KEYS.indexOf(kept);
      text += String.fromCharCode(FIRST + place);
      rest = rest.slice(matched.length - final.length + kept.length);
    } else {
      const [lone] = LONE_AHEAD.exec(rest) ?? [rest[0]];
      text += LONE_BY_KEYS.get(lone) ?? lone;
      rest = rest.slice(lone.length);
    }
  }
  return text;
}

/** A vowel takes the consonant before it along into its own syllable. */
function lastingFinal(final, rest) {
  return final && VOWEL_AHEAD.test(rest) ? final.slice(0, -1) : final;
}

/** The initials of a word's syllables. */
export function initialsOf(word) {
  let initials = "";
  for (const character of word) initials += INITIALS[Math.floor((character.charCodeAt(0) - FIRST) / 588)] ?? "";
  return initials;
}

/** The initials that a query consists of, word by word; null where it has anything else. */
export function initialsIn(query) {
  if (!/^[\sㄱ-ㅎ]*[ㄱ-ㅎ]{2}[\sㄱ-ㅎ]*$/.test(query)) return null;
  // Typed quickly, two initials become one letter.
  return query.trim().replace(/[ㄱ-ㅎ]/g, (letter) => CLUSTERS.get(letter) ?? letter).split(/\s+/);
}
