/** Sends whether an article helped without leaving it. Every word comes with the page. */

const TIMEOUT_MS = 10_000;

class Helpful {
  #form;
  #isSending = false;

  constructor(form) {
    this.#form = form;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#answer(event.submitter?.value);
    });
  }

  async #answer(answer) {
    if (this.#isSending || !answer) return;
    this.#isSending = true;
    const outcome = await this.#post(answer).catch(() => null);
    this.#isSending = false;
    if (!outcome) {
      this.#say("failed"); // the question stays: it can be answered again
      return;
    }
    this.#part("question").remove();
    this.#say(outcome.counted ? answer : "uncounted");
    this.#part("status").focus(); // the button that had the focus is gone
  }

  async #post(answer) {
    const { page, language } = this.#form.elements;
    const response = await fetch(this.#form.action, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json" },
      body: JSON.stringify({ page: page.value, language: language.value, answer }),
      credentials: "omit",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (!response.ok) throw new Error(String(response.status));
    return response.json();
  }

  #say(name) {
    this.#part("status").replaceChildren(this.#part(name).content.cloneNode(true));
  }

  #part(name) {
    return this.#form.querySelector(`[data-helpful-part="${name}"]`);
  }
}

for (const form of document.querySelectorAll('[data-module="helpful"]')) new Helpful(form);
