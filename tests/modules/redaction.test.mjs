/** The browser's scanner against the shared table and Python's answers; `RULES` and `CASES` are files. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { SecretScanner } from "../../theme/components/secret-guard/scanner.mjs";

const read = (path) => JSON.parse(readFileSync(path, "utf8"));
const table = read(new URL("../vectors/redaction.json", import.meta.url));
const scanner = new SecretScanner(read(process.env.RULES));

/** Positions in code points, as Python counts. */
function secretsIn(text) {
  const points = (unit) => [...text.slice(0, unit)].length;
  return scanner.find(text).map(({ kind, start, end }) => [kind, points(start), points(end)]);
}

for (const { why, text, secrets, masked } of table.cases) {
  test(why, () => {
    assert.deepEqual(secretsIn(text), secrets);
    assert.equal(scanner.mask(text).text, masked);
  });
}

test("every line of the corpus is answered as in Python", () => {
  for (const { text, secrets } of read(process.env.CASES)) assert.deepEqual(secretsIn(text), secrets, text);
});
