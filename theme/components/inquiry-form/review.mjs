/** The last look before sending: everything that goes out, in the place of the fields. */
import { element } from "../launcher/element.mjs";

export class Review {
  #form;
  #texts;
  #due = "";

  constructor(form, texts) {
    this.#form = form;
    this.#texts = texts;
    this.#part("change").addEventListener("click", () => this.change());
  }

  get isOpen() {
    return !this.#part("review").hidden;
  }

  /** By when the answer is promised, as it is read here. */
  get due() {
    return this.#due;
  }

  set due(words) {
    this.#due = words;
    if (this.#part("review-due").textContent !== words) this.#part("review-due").textContent = words;
  }

  /** Show `rows` ([{label, value}]) and the promise in words. */
  open(rows, due) {
    const items = rows.flatMap(({ label, value }) => [element("dt", {}, label), element("dd", { dir: "auto" }, value)]);
    this.#part("review-rows").replaceChildren(...items);
    this.due = due;
    this.#show(true);
    this.#part("review").scrollIntoView();
    this.#part("review").focus({ preventScroll: true });
  }

  /** Back to the fields. */
  close() {
    this.#show(false);
  }

  /** Back to the fields, where the reader goes on. */
  change() {
    this.close();
    const { topic } = this.#form.elements;
    topic.closest(".form-field").scrollIntoView();
    topic.focus({ preventScroll: true });
  }

  #show(isOpen) {
    this.#part("review").hidden = !isOpen;
    this.#part("fields").hidden = isOpen;
    this.#form.querySelector("[type=submit]").textContent = this.#texts[isOpen ? "submit" : "review.button"];
  }

  #part(name) {
    return this.#form.querySelector(`[data-form-part="${name}"]`);
  }
}
