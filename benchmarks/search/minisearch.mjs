/** MiniSearch with what its documentation recommends for typing errors: prefixes and a fuzziness of 0.2. */
import MiniSearch from "minisearch";

export function search({ docs, queries }) {
  const index = new MiniSearch({
    fields: ["title", "text"],
    searchOptions: { boost: { title: 3.5 }, prefix: true, fuzzy: 0.2 },
  });
  index.addAll(docs);
  return queries.map(({ q }) => index.search(q).slice(0, 5).map(({ id }) => id));
}
