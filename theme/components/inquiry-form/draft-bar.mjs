/** Tells what became of the draft, and lets its writer decide where two tabs differ. */

export class DraftBar {
  #form;
  #texts;

  /** `acts`: what the buttons `discard`, `take` and `mine` do. */
  constructor(form, texts, acts) {
    this.#form = form;
    this.#texts = texts;
    for (const [name, act] of Object.entries(acts)) this.#part(name).addEventListener("click", act);
  }

  restored() {
    this.#say("draft.restored", "discard");
  }

  discarded() {
    this.#say("draft.discarded");
  }

  /** `conflict`: "changed" or "gone" in another tab. */
  differs(conflict) {
    this.#part("take").textContent = this.#texts[conflict === "gone" ? "draft.empty" : "draft.take"];
    this.#say(`draft.${conflict}`, "take", "mine");
  }

  clear() {
    this.#say(null);
  }

  #say(code, ...buttons) {
    const words = code ? this.#texts[code] : "";
    if (this.#part("draft-text").textContent !== words) this.#part("draft-text").textContent = words;
    for (const name of ["discard", "take", "mine"]) this.#part(name).hidden = !buttons.includes(name);
  }

  #part(name) {
    return this.#form.querySelector(`[data-form-part="${name}"]`);
  }
}
