/** Hangul and the keys of the two-set keyboard. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { hangulOf, initialsIn, initialsOf, keysOf } from "../../theme/components/search/hangul.mjs";

const TEXTS = ["세금", "결제 취소", "꿀팁", "닭이", "값을", "않아", "괜찮아요", "의외로", "봤어요", "쀍", "ㅋㅋ"];

for (const text of TEXTS) {
  test(`${text}: the keys that type it type it again`, () => assert.equal(hangulOf(keysOf(text)), text));
}

test("every syllable comes back from its keys", () => {
  for (let code = 0xac00; code <= 0xd7a3; code += 1) {
    const syllable = String.fromCharCode(code);
    assert.equal(hangulOf(keysOf(syllable)), syllable);
  }
});

test("keys without a Hangul letter of their own count as the small ones", () => {
  assert.equal(hangulOf("TPRMA"), "쎼끔");
  assert.equal(hangulOf("AhWkr"), "모짝");
});

test("English typed on the Korean keyboard comes back", () => {
  assert.equal(keysOf("ㅔ묘"), "pay");
  assert.equal(keysOf("ㄱㄷ려ㅜㅇ"), "refund");
});

test("initials are those of the syllables", () => assert.equal(initialsOf("도용신고"), "ㄷㅇㅅㄱ"));

test("a query is one of initials only when it has nothing else", () => {
  assert.deepEqual(initialsIn("ㅎㅇ ㅌㅌ"), ["ㅎㅇ", "ㅌㅌ"]);
  assert.deepEqual(initialsIn("ㄳㄷㅇ"), ["ㄱㅅㄷㅇ"]); // input methods join what is typed quickly
  for (const query of ["ㄱ", "환ㅂ", "ㅔ묘", "refund", ""]) assert.equal(initialsIn(query), null);
});
