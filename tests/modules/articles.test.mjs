/** Search over the built site against the table of searches; `SITE` is the folder, `LANGUAGE` the language. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { Library } from "../../theme/components/search/library.mjs";

const { SITE, LANGUAGE } = process.env;
const { queries } = JSON.parse(readFileSync(new URL(`../vectors/search.${LANGUAGE}.json`, import.meta.url), "utf8"));
const library = new Library(JSON.parse(readFileSync(`${SITE}/search.${LANGUAGE}.json`, "utf8")));

test("the table is large and varied enough to tell a loss", () => {
  assert.ok(queries.length >= 150);
  assert.ok(new Set(queries.map(([kind]) => kind)).size >= 8);
});

for (const [kind, query, wanted] of queries) {
  test(`${kind}: ${query}`, () => {
    const first = library.search(query).articles.slice(0, 3).map(({ path }) => path);
    assert.ok(first.some((path) => wanted.includes(path)), `${wanted.join(", ")} not in ${first.join(", ")}`);
  });
}
