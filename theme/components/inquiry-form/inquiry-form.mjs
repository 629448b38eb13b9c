/**
 * Makes the inquiry form better than plain HTML: it keeps a draft, shows everything once more before it sends,
 * sends without leaving the page and shows what is wrong beside the fields. Every word comes with the page.
 */
import { problemsIn } from "./checks.mjs";
import { DeviceFields } from "./device.mjs";
import { Draft, watchDraft } from "./draft.mjs";
import { DraftBar } from "./draft-bar.mjs";
import { clearErrors, showErrors } from "./errors.mjs";
import { Fields, utcOffset, zoneWords } from "./fields.mjs";
import { Review } from "./review.mjs";
import { problemsOfOthers, rowsOfOthers, tellStored } from "./seams.mjs";
import { sendInquiry } from "./sending.mjs";

class InquiryForm {
  #form;
  #texts;
  #fields;
  #device;
  #draft;
  #draftBar;
  #review;
  #guard;
  #mask = ({ value }) => value;
  #busy = false;

  constructor(form) {
    this.#form = form;
    this.#texts = JSON.parse(this.#part("texts").textContent);
    this.#fields = new Fields(form);
    this.#draft = new Draft(this.#fields, (field) => this.#mask(field));
    this.#device = new DeviceFields(form, () => this.#changed());
    this.#draftBar = new DraftBar(form, this.#texts, {
      discard: () => this.#discard(),
      take: () => this.#takeOver(),
      mine: () => this.#insist(),
    });
    this.#review = new Review(form, this.#texts);
    this.#guard = this.#loadGuard();
    form.noValidate = true; // the words are the API's, in the page's language, and come all at once
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submitted();
    });
    // The second half of a double click decides nothing: what it would press has just appeared.
    form.querySelector("[type=submit]").addEventListener("click", (event) => {
      if (event.detail > 1) event.preventDefault();
    });
    form.addEventListener("input", () => this.#changed());
    form.elements.topic.addEventListener("change", () => this.#device.fill());
    // Time passes while somebody writes: the moment is told anew where it would be noticed.
    form.addEventListener("focusin", () => this.#describePromise());
    document.addEventListener("visibilitychange", () => this.#describePromise());
    window.addEventListener("pageshow", () => this.#restore());
    watchDraft(() => this.#changedElsewhere());
  }

  async #submitted(masked = "") {
    if (this.#busy) return;
    this.#busy = true;
    this.#say("");
    if (!this.#review.isOpen) await this.#check(masked);
    else if (await this.#isDueAsRead()) await this.#send();
    this.#busy = false;
  }

  /** Show what is wrong, or everything once more. */
  async #check(masked) {
    const [guard, summary] = [await this.#guard, this.#part("summary")];
    clearErrors(this.#form, summary);
    guard?.clear();
    const problems = [...problemsIn(this.#form, this.#fields, this.#texts), ...problemsOfOthers(this.#form)];
    if (problems.length) {
      this.#showErrors(problems);
      return;
    }
    if (guard && !guard.isClear(summary, (words) => this.#submitted(words))) return;
    const zone = { label: this.#texts["review.zone"], value: zoneWords(utcOffset()) };
    this.#review.open([...this.#fields.rows(), ...rowsOfOthers(this.#form), zone], await this.#dueWords());
    this.#say(masked);
  }

  async #send() {
    this.#setSending(true);
    const outcome = await sendInquiry(this.#form.action, this.#fields.inquiry(), this.#draft);
    if (outcome.answer) {
      this.#draft.sent();
      await tellStored(this.#form, outcome.answer);
      this.#form.reset(); // who comes back finds an empty form
      this.#say(this.#texts.sent);
      window.location.assign(outcome.answer.receipt_url); // stays "sending": the form is done
      return;
    }
    this.#setSending(false);
    if (outcome.errors) {
      this.#review.close();
      this.#showErrors(outcome.errors);
    } else {
      this.#showFailure(outcome);
    }
  }

  /** Whether the moment that was read is still the moment; else the new one is to be read first. */
  async #isDueAsRead() {
    const due = await this.#dueWords();
    if (due === this.#review.due) return true;
    this.#review.due = due;
    this.#say(this.#texts["review.due_changed"]);
    this.#part("status").focus();
    return false;
  }

  /** A browser that cannot load or read the rules sends without: what is secret is masked before it is stored. */
  async #loadGuard() {
    try {
      const { SecretGuard, maskField } = await import("../secret-guard/secret-guard.mjs");
      this.#mask = maskField;
      return new SecretGuard(this.#form, () => this.#fields.freeTexts, this.#texts);
    } catch {
      return null;
    }
  }

  #showErrors(errors) {
    showErrors(this.#form, this.#part("summary"), errors, this.#texts["error.prefix"]);
  }

  #showFailure({ failure, waitSeconds }) {
    const code = waitSeconds ? `failed.${failure}_wait` : `failed.${failure}`;
    const wait = waitSeconds && inWords(waitSeconds, document.documentElement.lang);
    this.#say(this.#texts[code].replace("{wait}", wait));
    this.#part("status").classList.add("inquiry-form__status--failed");
    this.#part("status").focus();
  }

  #setSending(sending) {
    const button = this.#form.querySelector("[type=submit]");
    button.setAttribute("aria-disabled", String(sending)); // not disabled: that would drop the focus
    this.#say(sending ? this.#texts.sending : "");
  }

  #say(words) {
    const status = this.#part("status");
    status.classList.remove("inquiry-form__status--failed");
    status.textContent = words;
  }

  #changed() {
    this.#fields.update();
    this.#draft.keep();
    this.#describe();
  }

  #changedElsewhere() {
    const { conflict } = this.#draft;
    if (conflict && this.#fields.isEmpty) this.#restore();
    else if (conflict) this.#draftBar.differs(conflict);
  }

  #takeOver() {
    this.#form.reset();
    this.#restore();
    this.#form.elements.topic.focus();
  }

  #insist() {
    this.#draft.insist();
    this.#draftBar.clear();
    this.#form.elements.topic.focus();
  }

  #restore() {
    const restored = this.#draft.restore();
    if (restored) this.#device.leave();
    else this.#device.forget();
    this.#chooseLinkedTopic();
    if (restored) this.#draftBar.restored();
    else this.#draftBar.clear();
    this.#busy = false;
    this.#setSending(false);
    this.#review.close();
    this.#fields.update();
    this.#describe();
    this.#device.fill();
  }

  #discard() {
    this.#draft.erase();
    this.#form.reset();
    this.#device.forget();
    this.#guard.then((guard) => guard?.clear());
    clearErrors(this.#form, this.#part("summary"));
    this.#draftBar.discarded();
    this.#fields.update();
    this.#describe();
    this.#form.elements.topic.focus();
  }

  /** Whoever comes from a place that knows the topic need not choose it again. */
  #chooseLinkedTopic() {
    const { topic } = this.#form.elements;
    const linked = new URLSearchParams(window.location.search).get("topic");
    if (topic.value === "" && [...topic.options].some(({ value }) => value === linked)) topic.value = linked;
  }

  /** Say what follows from what is filled in: the promise for the topic, the characters left once there are some. */
  #describe() {
    this.#describePromise();
    const { message } = this.#form.elements;
    const left = Number(message.dataset.limit) - [...message.value].length; // characters, as the server counts
    const words = this.#texts[left < 0 ? "message.over" : "message.left"];
    // A browser's first number in a language takes it longer than all else that the form does when it opens.
    this.#part("left").textContent = message.value && words.replace("{count}", Math.abs(left).toLocaleString());
    this.#part("left").classList.toggle("form-field__note--over", left < 0);
  }

  async #describePromise() {
    const { topic } = this.#fields;
    const words = await this.#dueWords("topic.due");
    const place = this.#part("promise");
    if (this.#fields.topic === topic && place.textContent !== words) place.textContent = words;
  }

  /** The moment of the answer; where it cannot be known, how long an answer takes. */
  async #dueWords(code = "review.due") {
    const { topic } = this.#form.elements;
    const { promise } = topic.selectedOptions[0].dataset;
    if (!topic.value) return "";
    return import("./due.mjs")
      .then(({ dueOf }) => dueOf(topic.value))
      .then((moment) => this.#texts[code].replace("{moment}", moment))
      .catch(() => this.#texts["topic.promise"].replace("{promise}", promise));
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
