/**
 * Keeps what was ticked on this device. Lists that prepare an inquiry (`data-carry`) take a note beside each
 * ticked item, and a link carries both over into the draft of the inquiry form.
 */
import { carryIntoDraft } from "../inquiry-form/draft.mjs";
import { element } from "../launcher/element.mjs";
import { keepTicks, loadTicks } from "./kept-ticks.mjs";

const NOTE_MAX = 300; // characters

class Checklist {
  #list;
  #items;
  #texts;

  constructor(list, texts) {
    this.#list = list;
    this.#texts = texts;
    this.#items = [...list.querySelectorAll(".task-list-item")].map((item) => this.#read(item));
  }

  get name() {
    return this.#list.dataset.checklist;
  }

  get carries() {
    return "carry" in this.#list.dataset;
  }

  get count() {
    return this.#items.length;
  }

  get ticked() {
    return this.#items.filter(({ box }) => box.checked).length;
  }

  /** The ticked items with their notes, one a line. */
  get lines() {
    return this.#items
      .filter(({ box }) => box.checked)
      .map(({ words, note }) => `- ${words.replace(/\s*\([^()]*\)$/, "")}: ${note?.value.trim() ?? ""}`.trimEnd());
  }

  get state() {
    const ticked = this.#items.flatMap(({ box }, index) => (box.checked ? [index] : []));
    const notes = Object.fromEntries(
      this.#items.flatMap(({ note }, index) => (note?.value ? [[index, note.value]] : [])),
    );
    return ticked.length || Object.keys(notes).length ? { count: this.count, ticked, notes } : null;
  }

  /** Show a kept state; one of a list that has changed since is of no use. */
  show(state) {
    const kept = state?.count === this.count ? state : null;
    this.#items.forEach(({ box, note }, index) => {
      box.checked = Boolean(kept?.ticked.includes(index));
      if (note) note.value = kept?.notes[index] ?? "";
    });
    this.update();
  }

  /** A note can be taken of what is ticked. */
  update() {
    for (const { box, note } of this.#items) if (note) note.hidden = !box.checked;
  }

  #read(item) {
    const box = item.querySelector("input");
    const words = item.textContent.trim();
    const note = this.carries ? this.#noteFor(words) : null;
    if (note) item.append(note);
    return { box, words, note };
  }

  #noteFor(words) {
    return element("input", {
      class: "checklist__note",
      type: "text",
      maxlength: NOTE_MAX,
      autocomplete: "off",
      placeholder: this.#texts.note,
      "aria-label": this.#texts.noteName.replace("{item}", words),
    });
  }
}

/** All lists of a page: what is done with them together stands below the last. */
class Checklists {
  #lists;
  #texts;
  #state = loadTicks();
  #status = element("p", { class: "checklist-bar__status", role: "status" });
  #carry = null;

  constructor(places, texts) {
    this.#texts = texts;
    this.#lists = places.map((place) => new Checklist(place, texts));
    for (const place of places) place.addEventListener("input", () => this.#changed());
    const last = places.findLast((place) => "carry" in place.dataset) ?? places.at(-1);
    last.after(this.#bar());
    this.#showKept();
    window.addEventListener("pageshow", (event) => event.persisted && this.#showKept());
  }

  #showKept() {
    this.#state = loadTicks();
    for (const list of this.#lists) list.show(this.#state.lists[list.name]);
    this.#describe();
  }

  #changed() {
    for (const list of this.#lists) {
      list.update();
      const { state } = list;
      if (state) this.#state.lists[list.name] = state;
      else delete this.#state.lists[list.name];
    }
    keepTicks(this.#state);
    this.#describe();
  }

  #describe() {
    const [done, count] = ["ticked", "count"].map((what) => this.#lists.reduce((sum, list) => sum + list[what], 0));
    const words = this.#texts.count.replace("{done}", done).replace("{count}", count);
    if (this.#status.textContent !== words) this.#status.textContent = words;
  }

  #clear() {
    for (const list of this.#lists) list.show(null);
    this.#changed();
  }

  /** The link itself leads to the form; what it takes along is put into the draft just before. */
  #carryOver() {
    const text = this.#lists.filter(({ carries }) => carries).flatMap(({ lines }) => lines).join("\n");
    if (!text) return;
    carryIntoDraft(text, this.#state.carried);
    this.#state.carried = text;
    keepTicks(this.#state);
  }

  #bar() {
    const { inquiry, topic, carry, clear, kept } = this.#texts;
    const clearing = element("button", { type: "button", class: "checklist-bar__clear" }, clear);
    clearing.addEventListener("click", () => this.#clear());
    if (this.#lists.some(({ carries }) => carries)) {
      const href = topic ? `${inquiry}?topic=${encodeURIComponent(topic)}` : inquiry;
      this.#carry = element("a", { class: "md-button md-button--primary checklist-bar__carry", href }, carry);
      for (const event of ["click", "auxclick"]) this.#carry.addEventListener(event, () => this.#carryOver());
    }
    return element(
      "div",
      { class: "checklist-bar" },
      this.#status,
      element("p", { class: "checklist-bar__actions" }, this.#carry, clearing),
      element("p", { class: "checklist-bar__kept" }, kept),
    );
  }
}

const places = [...document.querySelectorAll(".checklist")];
const texts = document.querySelector('[data-module="checklist"]');
if (places.length && texts) new Checklists(places, JSON.parse(texts.textContent));
