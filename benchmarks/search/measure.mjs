/**
 * Searches sets of queries with each engine that runs in Node. Reads `{sets, scales}` on stdin, prints
 * `{hits: {set: {engine: [ids of the first five, for each query]}}, speed: {articles: {build, p95}}}`.
 */
import { readFileSync } from "node:fs";

import { SearchEngine } from "../../theme/components/search/engine.mjs";
import { material } from "./material.mjs";

const FIRST = 5;
const { sets, stock, scales } = JSON.parse(readFileSync(0, "utf8"));
const minisearch = await import("./minisearch.mjs").catch(() => null);
const hits = {};
for (const set of sets) {
  hits[set.name] = { ours: ours(set), material: await material(set, stock[set.name]) };
  if (minisearch) hits[set.name].minisearch = minisearch.search(set);
}
process.stdout.write(JSON.stringify({ hits, speed: scales.map(speed) }));

function ours({ docs, queries, synonyms }) {
  const engine = engineOf(docs, synonyms);
  return queries.map(({ q }) => engine.search(q, FIRST).hits.map(({ article }) => docs[article].id));
}

function engineOf(docs, synonyms) {
  return new SearchEngine(docs.map(({ title, names, sections, text }) => [title, names ?? [], sections ?? [["", text]]]), synonyms);
}

/** Milliseconds to build the index and, 95 of 100 times at most, to answer one key stroke. */
function speed({ docs, queries, synonyms }) {
  const start = performance.now();
  const engine = engineOf(docs, synonyms);
  const build = performance.now() - start;
  const times = [];
  for (const query of queries) {
    for (let length = 1; length <= query.length; length += 1) {
      const asked = performance.now();
      engine.search(query.slice(0, length));
      times.push(performance.now() - asked);
    }
  }
  times.sort((one, other) => one - other);
  return { articles: docs.length, build, p95: times[Math.floor(times.length * 0.95)] };
}
