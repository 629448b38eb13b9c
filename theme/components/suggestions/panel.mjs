/**
 * Suggests articles while an inquiry is written. All of it happens on the device: the search worker reads the
 * draft, nothing is sent. The form is never held up, and a failure here is no failure of the form.
 */
import { element } from "../launcher/element.mjs";
import { tell } from "../counting/counting.mjs";
import { ask, prepare } from "../search/asking.mjs";
import { say, siteUrl } from "../site-facts/site-facts.mjs";

const PAUSE_MS = 700;

export class Suggestions {
  #aside;
  #form;
  #texts = null;
  #paths = "";
  #opened = new Set();
  #waiting = 0;
  #isSolved = false;

  constructor(aside) {
    this.#aside = aside;
    this.#form = aside.closest("form");
    const fields = [this.#form.elements.message, this.#form.elements.subject].filter(Boolean);
    prepare(aside.dataset.language);
    const lookSoon = () => {
      clearTimeout(this.#waiting);
      this.#waiting = setTimeout(() => this.#look(fields.map(({ value }) => value).join("\n")), PAUSE_MS);
    };
    for (const field of fields) field.addEventListener("input", lookSoon);
    lookSoon(); // a draft may be there already
    this.#part("list").addEventListener("click", (event) => this.#clicked(event));
    this.#part("list").addEventListener("auxclick", (event) => this.#clicked(event));
    this.#form.addEventListener("inquiry:stored", () => this.#opened.forEach((path) => this.#happened("asked", path)));
  }

  #part(name) {
    return this.#form.querySelector(`[data-suggestions-part="${name}"]`);
  }

  async #look(text) {
    if (this.#isSolved) return;
    const { language } = this.#aside.dataset;
    try {
      this.#texts ??= await ask(language, "texts");
      this.#show(await ask(language, "suggest", text));
    } catch {
      this.#aside.hidden = true;
    }
  }

  #show(articles) {
    const paths = articles.map(({ path }) => path).join(" ");
    if (paths === this.#paths) return; // who is reading keeps the place
    const wasEmpty = !this.#paths;
    this.#paths = paths;
    keepInPlace(document.activeElement, () => {
      this.#aside.hidden = articles.length === 0;
      this.#part("list").replaceChildren(...articles.map((article) => this.#item(article)));
    });
    const count = articles.length;
    if (wasEmpty) this.#tell(this.#texts[`suggest.count.${count}`] ?? say(this.#texts, "suggest.count", { count }));
  }

  #item({ path, title }) {
    const label = element("span", { class: "suggestions__tab" }, ` ${say(this.#texts, "suggest.new_tab")}`);
    const link = element("a", { href: siteUrl(path), target: "_blank", rel: "noopener", "data-path": path }, title, label);
    return element("li", {}, link, this.#opened.has(path) && this.#solvedButton(path));
  }

  #solvedButton(path) {
    return element("button", { type: "button", class: "suggestions__solved", "data-solved": path }, say(this.#texts, "suggest.solved"));
  }

  #clicked({ target }) {
    const link = target.closest("a");
    const solved = target.closest("[data-solved]");
    if (link && !this.#opened.has(link.dataset.path)) {
      this.#opened.add(link.dataset.path);
      link.after(this.#solvedButton(link.dataset.path));
    } else if (solved) {
      this.#happened("solved", solved.dataset.solved);
      this.#end();
    }
  }

  /** Thank, and leave it to the writer what becomes of the draft. */
  #end() {
    this.#isSolved = true;
    const back = element("button", { type: "button", class: "suggestions__choice" }, say(this.#texts, "suggest.back"));
    const discard = element("button", { type: "button", class: "suggestions__choice" }, say(this.#texts, "suggest.discard"));
    const thanks = element("div", { tabindex: "-1", class: "suggestions__thanks" }, element("p", {}, say(this.#texts, "suggest.thanks")), back, discard);
    back.addEventListener("click", () => {
      this.#aside.hidden = true;
      this.#form.elements.message.focus();
    });
    discard.addEventListener("click", () => {
      this.#aside.hidden = true;
      this.#form.querySelector('[data-form-part="discard"]').click();
    });
    this.#aside.replaceChildren(thanks);
    thanks.focus();
  }

  #tell(words) {
    this.#part("status").textContent = words;
  }

  /** Tell that an article solved the matter, or was read and did not; which is all that is told. */
  #happened(what, path) {
    tell(this.#aside.dataset.language, { what, path });
  }
}

/** Change the page, and scroll with it: nothing moves under the hands of somebody who has gone on to `place`. */
function keepInPlace(place, change) {
  const before = place.getBoundingClientRect().top;
  change();
  if (!place.isConnected) return; // it was in what changed
  window.scrollBy({ top: place.getBoundingClientRect().top - before, behavior: "instant" });
}
