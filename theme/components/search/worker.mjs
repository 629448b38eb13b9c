/** The search worker of one language, which is its name. Asked `{id, kind, text}`, it tells `{id, answer}`. */
import { Library } from "./library.mjs";

const library = fetch(new URL(`../../../search.${self.name}.json`, import.meta.url))
  .then((response) => (response.ok ? response.json() : Promise.reject(new Error(String(response.status)))))
  .then((index) => new Library(index));

self.addEventListener("message", async ({ data: { id, kind, text } }) => {
  try {
    const known = await library;
    self.postMessage({ id, answer: kind === "texts" ? known.texts : known[kind](text) });
  } catch (error) {
    self.postMessage({ id, problem: String(error) });
  }
});
