/** MiniSearch with what its documentation recommends for typing errors: prefixes and a fuzziness of 0.2. */
import MiniSearch from "minisearch";

const FIRST = 5;

export function indexOf(docs) {
  const index = new MiniSearch({
    fields: ["title", "text"],
    searchOptions: { boost: { title: 3.5 }, prefix: true, fuzzy: 0.2 },
  });
  index.addAll(docs);
  return index;
}

export function ask(index, query) {
  return index.search(query).slice(0, FIRST).map(({ id }) => id);
}

export function search({ docs, queries }) {
  const index = indexOf(docs);
  return queries.map(({ q }) => ask(index, q));
}
