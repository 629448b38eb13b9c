/** Asks the search worker of a language. The worker, and with it the index, is loaded with the first one who asks. */

const workers = new Map();

/** Start loading what search needs, without asking anything. */
export function prepare(language) {
  ask(language, "texts").catch(() => {}); // whoever asks next is told
}

/** Ask the library's `search`, `suggest` or `texts`. Rejects when the index cannot be had. */
export function ask(language, kind, text = "") {
  let asker = workers.get(language);
  if (!asker) workers.set(language, (asker = new Asker(language)));
  return asker.ask(kind, text);
}

class Asker {
  #worker;
  #waiting = new Map();
  #count = 0;

  constructor(language) {
    this.#worker = new Worker(new URL("./worker.mjs", import.meta.url), { type: "module", name: language });
    this.#worker.addEventListener("message", ({ data: { id, answer, problem } }) => {
      const { resolve, reject } = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (problem) this.#giveUp(language, problem);
      if (problem) reject(new Error(problem));
      else resolve(answer);
    });
    this.#worker.addEventListener("error", () => this.#giveUp(language, "worker"));
  }

  ask(kind, text) {
    this.#count += 1;
    const id = this.#count;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage({ id, kind, text });
    });
  }

  /** The next one who asks may have a connection. */
  #giveUp(language, problem) {
    this.#worker.terminate();
    if (workers.get(language) === this) workers.delete(language);
    for (const { reject } of this.#waiting.values()) reject(new Error(problem));
    this.#waiting.clear();
  }
}
