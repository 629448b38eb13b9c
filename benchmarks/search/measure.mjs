/**
 * Searches sets of queries with each engine that runs in Node. Reads `{sets, scales}` on stdin, prints
 * `{hits: {set: {engine: [ids of the first five, for each query]}}, indexes: {set: {engine: bytes, packed}},
 * speed: [{articles, p95: {engine: milliseconds for a key stroke}}]}`.
 */
import { readFileSync } from "node:fs";

import { gzipSync } from "node:zlib";

import { SearchEngine } from "../../theme/components/search/engine.mjs";
import { material } from "./material.mjs";

const FIRST = 5;
const { sets, stock, scales } = JSON.parse(readFileSync(0, "utf8"));
const minisearch = await import("./minisearch.mjs").catch(() => null);
const hits = {};
const indexes = {};
for (const set of sets) {
  hits[set.name] = { ours: ours(set), material: await material(set, stock[set.name]) };
  if (!minisearch) continue;
  hits[set.name].minisearch = minisearch.search(set);
  indexes[set.name] = { minisearch: gzipSync(JSON.stringify(minisearch.indexOf(set.docs)), { level: 9 }).length };
}
process.stdout.write(JSON.stringify({ hits, indexes, speed: scales.map(speed) }));

function ours({ docs, queries, synonyms }) {
  const engine = engineOf(docs, synonyms);
  return queries.map(({ q }) => engine.search(q, FIRST).hits.map(({ article }) => docs[article].id));
}

function engineOf(docs, synonyms) {
  return new SearchEngine(docs.map(({ title, names, sections, text }) => [title, names ?? [], sections ?? [["", text]]]), synonyms);
}

/** Milliseconds, 95 of 100 times at most, to answer one key stroke. */
function speed({ docs, queries, synonyms }) {
  const engine = engineOf(docs, synonyms);
  const p95 = { ours: keyStroke(queries, (text) => engine.search(text)) };
  if (minisearch) {
    const index = minisearch.indexOf(docs);
    p95.minisearch = keyStroke(queries, (text) => minisearch.ask(index, text));
  }
  return { articles: docs.length, p95 };
}

function keyStroke(queries, search) {
  const times = [];
  for (const query of queries) {
    for (let length = 1; length <= query.length; length += 1) {
      const asked = performance.now();
      search(query.slice(0, length));
      times.push(performance.now() - asked);
    }
  }
  times.sort((one, other) => one - other);
  return times[Math.floor(times.length * 0.95)];
}
