/**
 * What became of a search: somebody followed what it offered, or nobody did. Pure: times are passed in, in
 * milliseconds. A text counts as searched when its answer stood long enough to be read; each is told once.
 */

const READ_MS = 2000;
const SHORTEST = 2; // characters

export class Outcome {
  #tell;
  #shown = null;
  #told = new Set();

  /** `tell` gets `{what: "found"}` or `{what: "missed", terms, path}`. */
  constructor(tell) {
    this.#tell = tell;
  }

  /** An answer is on the screen; `path` is the first article it offers. */
  answered(text, path, at) {
    if (this.#shown?.text === text) return;
    if (this.#shown && !isSameSearch(this.#shown.text, text)) this.#miss(at);
    this.#shown = { text, path, at };
  }

  /** Somebody follows it. */
  followed() {
    if (this.#shown) this.#tell({ what: "found" });
    this.#shown = null;
  }

  /** The list is closed, or the page left. */
  ended(at) {
    this.#miss(at);
    this.#shown = null;
  }

  #miss(at) {
    if (!this.#shown) return;
    const { text, path, at: since } = this.#shown;
    if (at - since < READ_MS || text.length < SHORTEST || this.#told.has(text)) return;
    this.#told.add(text);
    this.#tell({ what: "missed", terms: text, path });
  }
}

/** Whether one text goes on where the other stops: the same search, being typed. */
function isSameSearch(one, other) {
  const [a, b] = [one, other].map((text) => text.replace(/\s/g, ""));
  return a.startsWith(b) || b.startsWith(a);
}
