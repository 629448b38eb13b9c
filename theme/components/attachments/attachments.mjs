/**
 * Files for a case: chosen, dropped or pasted; shown; sent one after the other; tried again.
 *
 * In a form it waits for `inquiry:stored`, whose answer names the address that takes uploads: a case never waits
 * for its files, and none is lost with them. Anywhere else, an element `data-attachments-endpoint="<address>"`
 * gets the component out of `<template data-attachments-template>`, and files go there as soon as they are chosen.
 */
import { Choosing } from "./choosing.mjs";
import { FileRow } from "./file-row.mjs";
import { problemOf } from "./kinds.mjs";
import { statesAt, upload } from "./uploading.mjs";

const ASKING_MS = [500, 1000, 1500, 2000, 3000, 4000, 5000]; // then the check goes on without the reader

class Attachments {
  #root;
  #texts;
  #limits;
  #rows = [];
  #endpoint;
  #choosing;
  #sending = null;
  #goOn = null;

  constructor(root, endpoint = null) {
    this.#root = root;
    this.#endpoint = endpoint;
    this.#texts = JSON.parse(this.#part("texts").textContent);
    this.#limits = { files: Number(root.dataset.filesMax), bytes: Number(root.dataset.bytesMax) };
    const form = root.closest("form");
    const input = root.querySelector("input[type=file]");
    const drop = this.#part("drop");
    this.#choosing = new Choosing({ area: form ?? root, drop, input, pastedName: this.#texts.pasted }, (files) => this.#add(files));
    drop.hidden = false;
    form?.addEventListener("inquiry:review", ({ detail }) => detail.rows.push(...this.#reviewRows()));
    form?.addEventListener("inquiry:stored", ({ detail }) => detail.waitFor(this.#sendFor(detail.answer)));
    form?.addEventListener("reset", () => this.#keepOnly(() => false));
    this.#part("go-on").addEventListener("click", () => this.#goOn?.());
    window.addEventListener("beforeunload", (event) => {
      if (this.#sending) event.preventDefault();
    });
    if (endpoint) this.#showEarlier();
  }

  async #add(files) {
    for (const file of files) {
      if (this.#rows.some((row) => row.isSame(file))) continue;
      const row = new FileRow(file, this.#texts, {
        remove: () => this.#remove(row),
        retry: () => this.#retry(row),
        said: (words) => this.#say(words),
      });
      const isFull = this.#rows.filter(({ isCounted }) => isCounted).length >= this.#limits.files;
      this.#rows.push(row);
      this.#part("list").append(row.element);
      this.#part("list").hidden = false;
      const problem = isFull ? "too_many" : await problemOf(file, this.#limits.bytes);
      if (problem) row.refuse(this.#texts[`problem.${problem}`]);
      else await row.showChosen();
    }
    if (this.#endpoint) await this.#sendAll();
  }

  #remove(row) {
    const next = this.#rows[this.#rows.indexOf(row) + 1] ?? this.#rows.at(-2);
    this.#keepOnly((other) => other !== row);
    (next?.button ?? this.#root.querySelector("input[type=file]")).focus();
    this.#say(this.#texts.removed.replace("{name}", row.name));
    this.#tellOutcome();
  }

  async #retry(row) {
    row.makeReady();
    await this.#sendAll();
  }

  /** Send what was chosen to a case that is stored now; settled when all arrived, or the reader goes on. */
  async #sendFor(answer) {
    this.#keepOnly(({ isWaiting }) => isWaiting);
    if (this.#rows.length === 0) return;
    this.#endpoint = answer.upload_url;
    this.#root.closest("form").append(this.#root); // out of the fields, which the form may have put away
    this.#part("drop").hidden = true; // the inquiry is sent; more is added from the receipt
    this.#part("outcome").hidden = false;
    this.#part("outcome-title").textContent = this.#texts.stored.replace("{case_id}", answer.case_id);
    this.#part("outcome-words").textContent = this.#texts["stored.sending"];
    this.#root.scrollIntoView();
    this.#part("outcome").focus({ preventScroll: true });
    const goneOn = new Promise((resolve) => (this.#goOn = resolve));
    await this.#sendAll();
    if (!this.#rows.every(({ hasArrived }) => hasArrived)) await goneOn;
  }

  /** Send what waits, one file after the other; whoever asks meanwhile waits for the same run. */
  #sendAll() {
    this.#sending ??= this.#run().finally(() => {
      this.#sending = null;
      this.#tellOutcome();
    });
    return this.#sending;
  }

  async #run() {
    for (let row = this.#nextRow(); row; row = this.#nextRow()) {
      const outcome = await upload(this.#endpoint, row.file, row.key, row.start());
      row.finish(outcome);
    }
    await this.#askForStates();
  }

  #nextRow() {
    return this.#rows.find(({ isWaiting }) => isWaiting);
  }

  /** Ask what the checks say, until all have spoken or it takes too long. */
  async #askForStates() {
    for (const pause of ASKING_MS) {
      const open = this.#rows.filter(({ isChecked }) => isChecked === false);
      if (open.length === 0) return;
      await new Promise((resolve) => setTimeout(resolve, pause));
      const states = await statesAt(this.#endpoint);
      for (const row of open) row.learn(states.get(row.id));
    }
  }

  /** Say how many arrived, and let the reader go on when some did not. */
  #tellOutcome() {
    if (!this.#goOn || this.#sending) return;
    const arrived = this.#rows.filter(({ hasArrived }) => hasArrived).length;
    const words = this.#texts["stored.some"].replace("{arrived}", arrived).replace("{total}", this.#rows.length);
    this.#part("outcome-words").textContent = words;
    this.#part("go-on").hidden = false;
    if (arrived === this.#rows.length) this.#goOn();
    else this.#say(words);
  }

  async #showEarlier() {
    for (const file of (await statesAt(this.#endpoint)).values()) {
      const row = FileRow.earlier(file, this.#texts);
      this.#rows.push(row);
      this.#part("list").append(row.element);
      this.#part("list").hidden = false;
    }
  }

  #reviewRows() {
    const names = this.#rows.filter(({ isWaiting }) => isWaiting).map(({ name }) => name);
    return names.length ? [{ label: this.#texts.label, value: names.join(", ") }] : [];
  }

  #keepOnly(isKept) {
    this.#rows = this.#rows.filter(isKept);
    this.#part("list").replaceChildren(...this.#rows.map(({ element }) => element));
    this.#part("list").hidden = this.#rows.length === 0;
  }

  #say(words) {
    this.#part("status").textContent = words;
  }

  #part(name) {
    return this.#root.querySelector(`[data-attachments-part="${name}"]`);
  }
}

const template = document.querySelector("template[data-attachments-template]");
for (const place of document.querySelectorAll("[data-attachments-endpoint]")) {
  const root = template.content.cloneNode(true).querySelector('[data-module="attachments"]');
  place.replaceChildren(root); // it lists what came before, as the place did
  new Attachments(root, place.dataset.attachmentsEndpoint);
}
for (const root of document.querySelectorAll('form [data-module="attachments"]')) new Attachments(root);
