/**
 * Makes the inquiry form better than plain HTML: it keeps a draft, sends without leaving the page and shows
 * what is wrong beside the fields. Every word comes with the page.
 */
import { Draft } from "./draft.mjs";
import { clearErrors, showErrors } from "./errors.mjs";
import { sendInquiry } from "./sending.mjs";

class InquiryForm {
  #form;
  #texts;
  #draft;
  #guard;
  #mask = String;
  #sending = false;

  constructor(form) {
    this.#form = form;
    this.#texts = JSON.parse(this.#part("texts").textContent);
    this.#draft = new Draft(form, (text) => this.#mask(text));
    this.#guard = this.#loadGuard();
    form.noValidate = true; // the server's messages are in the page's language, and come all at once
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#send();
    });
    form.addEventListener("input", () => this.#changed());
    this.#part("discard").addEventListener("click", () => this.#discard());
    // Time passes while somebody writes: the moment is told anew where it would be noticed.
    form.addEventListener("focusin", () => this.#describePromise());
    document.addEventListener("visibilitychange", () => this.#describePromise());
    window.addEventListener("pageshow", () => this.#restore());
  }

  async #send(masked = "") {
    if (this.#sending) return;
    this.#setSending(true, masked);
    const [guard, summary] = [await this.#guard, this.#part("summary")];
    clearErrors(this.#form, summary);
    if (guard && !guard.isClear(summary, (words) => this.#send(words))) {
      this.#setSending(false);
      return;
    }
    const outcome = await sendInquiry(this.#form, this.#draft);
    if (outcome.receipt) {
      this.#draft.erase();
      this.#form.dispatchEvent(new CustomEvent("sent"));
      this.#part("status").textContent = this.#texts.sent;
      window.location.assign(outcome.receipt); // stays "sending": the form is done
      return;
    }
    this.#setSending(false);
    if (outcome.errors) {
      showErrors(this.#form, this.#part("summary"), outcome.errors, this.#texts["error.prefix"]);
    } else {
      this.#showFailure(outcome);
    }
  }

  /** A browser that cannot load or read the rules sends without: what is secret is masked before it is stored. */
  async #loadGuard() {
    try {
      const { SecretGuard, mask } = await import("../secret-guard/secret-guard.mjs");
      this.#mask = mask;
      const { name, message } = this.#form.elements;
      return new SecretGuard(this.#form, [name, message], this.#texts);
    } catch {
      return null;
    }
  }

  #showFailure({ failure, waitSeconds }) {
    const status = this.#part("status");
    const code = waitSeconds ? `failed.${failure}_wait` : `failed.${failure}`;
    const wait = waitSeconds && inWords(waitSeconds, document.documentElement.lang);
    status.textContent = this.#texts[code].replace("{wait}", wait);
    status.classList.add("inquiry-form__status--failed");
    status.focus();
  }

  #setSending(sending, masked = "") {
    this.#sending = sending;
    const button = this.#form.querySelector("[type=submit]");
    button.setAttribute("aria-disabled", String(sending)); // not disabled: that would drop the focus
    const status = this.#part("status");
    status.classList.remove("inquiry-form__status--failed");
    status.textContent = sending ? `${masked} ${this.#texts.sending}`.trim() : "";
  }

  #changed() {
    this.#draft.keep();
    this.#describe();
  }

  #restore() {
    const restored = this.#draft.restore();
    this.#chooseLinkedTopic();
    this.#part("draft-text").textContent = restored ? this.#texts["draft.restored"] : "";
    this.#part("discard").hidden = !restored;
    this.#setSending(false);
    this.#describe();
  }

  #discard() {
    this.#draft.erase();
    this.#form.reset();
    this.#guard.then((guard) => guard?.clear());
    clearErrors(this.#form, this.#part("summary"));
    this.#part("discard").hidden = true;
    this.#part("draft-text").textContent = this.#texts["draft.discarded"];
    this.#describe();
    this.#form.elements.topic.focus();
  }

  /** Whoever comes from a place that knows the topic need not choose it again. */
  #chooseLinkedTopic() {
    const { topic } = this.#form.elements;
    const linked = new URLSearchParams(window.location.search).get("topic");
    if (topic.value === "" && [...topic.options].some(({ value }) => value === linked)) topic.value = linked;
  }

  /** Say what follows from what is filled in: the promise for the topic, the characters left. */
  #describe() {
    this.#describePromise();
    const { message } = this.#form.elements;
    const left = Number(message.dataset.limit) - [...message.value].length; // characters, as the server counts
    const code = left < 0 ? "message.over" : "message.left";
    this.#part("left").textContent = this.#texts[code].replace("{count}", Math.abs(left).toLocaleString());
    this.#part("left").classList.toggle("form-field__note--over", left < 0);
  }

  /** Tell the moment of the answer; where it cannot be known, how long an answer takes. */
  async #describePromise() {
    const { topic } = this.#form.elements;
    const chosen = topic.value;
    const { promise } = topic.selectedOptions[0].dataset;
    let words = "";
    if (chosen) {
      words = await import("./due.mjs")
        .then(({ dueOf }) => dueOf(chosen))
        .then((moment) => this.#texts["topic.due"].replace("{moment}", moment))
        .catch(() => this.#texts["topic.promise"].replace("{promise}", promise));
    }
    const place = this.#part("promise");
    if (topic.value === chosen && place.textContent !== words) place.textContent = words;
  }

  #part(name) {
    return this.#form.querySelector(`[data-form-part="${name}"]`);
  }
}

function inWords(seconds, language) {
  const [count, unit] = seconds < 60 ? [seconds, "second"] : [Math.ceil(seconds / 60), "minute"];
  return new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "long" }).format(count);
}

for (const form of document.querySelectorAll('[data-module="inquiry-form"]')) new InquiryForm(form);
