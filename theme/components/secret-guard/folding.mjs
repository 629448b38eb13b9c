/** Text as the rules read it; the same as src/helpcenter/redaction/folding.py, positions in UTF-16 units. */

const PLAIN = /^[\t\n\r -~가-힣]*$/;
const CLUSTER = /[\s\S][\u0300-\u036f\u1160-\u11ff\u3099\u309a]{0,16}/gu;
const OUTSIDE_BMP = /[\ud800-\udfff]/;

/** Fold a text: `text`, and where each of its characters comes from in the original (`starts`, `ends`). */
export function fold(original, table) {
  const starts = [];
  const ends = [];
  if (PLAIN.test(original)) {
    for (let at = 0; at < original.length; at += 1) {
      starts.push(at);
      ends.push(at + 1);
    }
    return { text: original, starts, ends };
  }
  let text = "";
  for (const { 0: cluster, index } of original.matchAll(CLUSTER)) {
    for (const character of cluster.normalize("NFKC")) {
      const kept = Object.hasOwn(table, character) ? table[character] : character;
      if (!kept) continue;
      text += OUTSIDE_BMP.test(kept) ? "\ufffd" : kept;
      starts.push(index);
      ends.push(index + cluster.length);
    }
  }
  return { text, starts, ends };
}
