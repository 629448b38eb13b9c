/**
 * A search form that answers while one types: a combobox whose list holds facts, articles and their sections.
 * The arrows choose, Enter follows, Escape closes.
 */
import { tell } from "../counting/counting.mjs";
import { say } from "../site-facts/site-facts.mjs";
import { ask, prepare } from "./asking.mjs";
import { Outcome } from "./outcome.mjs";
import { forgetSearches, recentSearches, remember } from "./recents.mjs";
import { answerOptions, recentOptions, topicOptions } from "./results.mjs";

const SETTLED_MS = 600; // a pause in typing after which the number of results is said
let count = 0;

export class SearchBox {
  #form;
  #field;
  #list;
  #status;
  #beyond;
  #toggle;
  #language;
  #texts = null;
  #asked = null; // the text that is being looked for, or shown
  #chosen = -1;
  #saying = 0;
  #outcome;

  constructor(form) {
    count += 1;
    this.#form = form;
    this.#field = form.elements.q;
    this.#language = form.dataset.language;
    [this.#list, this.#status, this.#beyond] = ["list", "status", "beyond"].map((name) => this.#part(name));
    this.#toggle = form.closest(".md-search") ? document.getElementById("__search") : null;
    this.#list.id = `search-list-${count}`;
    const roles = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.#list.id };
    for (const [name, value] of Object.entries(roles)) this.#field.setAttribute(name, value);
    prepare(this.#language);
    this.#outcome = new Outcome((happened) => tell(this.#language, happened));
    window.addEventListener("pagehide", () => this.#outcome.ended(Date.now()));
    this.#field.addEventListener("input", () => this.#look());
    this.#field.addEventListener("focus", () => this.#open());
    this.#field.addEventListener("keydown", (event) => this.#key(event));
    form.addEventListener("submit", (event) => this.#submit(event));
    form.addEventListener("reset", () => setTimeout(() => this.#cleared()));
    this.#part("output").addEventListener("click", (event) => this.#follow(event));
    document.addEventListener("pointerdown", ({ target }) => form.contains(target) || this.#isLabel(target) || this.#close());
    form.addEventListener("focusout", ({ relatedTarget }) => relatedTarget && !form.contains(relatedTarget) && this.#close());
    this.#toggle?.addEventListener("change", () => this.#toggle.checked || this.#close());
    if (document.activeElement === this.#field) this.#open();
  }

  #part(name) {
    return this.#form.querySelector(`[data-search-part="${name}"]`);
  }

  /** What scrolls in the header, where results can be longer than the screen. */
  get #scroller() {
    return this.#form.querySelector(".md-search__scrollwrap");
  }

  #isLabel(target) {
    return this.#toggle && target.closest('[for="__search"]');
  }

  #open() {
    if (this.#toggle) this.#toggle.checked = true;
    this.#part("output").hidden = false;
    this.#scroller?.setAttribute("tabindex", "0"); // who scrolls by keyboard can reach what is long
    this.#look();
  }

  #close() {
    this.#outcome.ended(Date.now());
    this.#choose(-1);
    this.#field.setAttribute("aria-expanded", "false");
    this.#part("output").hidden = true;
    this.#scroller?.removeAttribute("tabindex");
    if (this.#toggle) this.#toggle.checked = false;
  }

  /** Look for what the field says; an answer that comes too late is dropped. */
  async #look() {
    const text = this.#field.value.trim();
    if (text === this.#asked && this.#list.childElementCount) return this.#showList();
    this.#asked = text;
    try {
      if (!this.#texts) this.#status.textContent = this.#form.dataset.loading;
      this.#texts ??= await ask(this.#language, "texts");
      const answer = text ? await ask(this.#language, "search", text) : null;
      if (this.#asked === text) this.#show(text, answer);
    } catch {
      if (this.#asked === text) this.#fail();
    }
    return null;
  }

  #show(text, answer) {
    this.#chosen = -1;
    this.#field.removeAttribute("aria-activedescendant");
    this.#beyond.replaceChildren();
    const options = answer ? answerOptions(answer, this.#texts) : recentOptions(recentSearches(this.#language), this.#texts);
    if (answer?.topics.length) options.push(...topicOptions(answer.topics, this.#texts));
    this.#list.replaceChildren(...options);
    this.#options().forEach((option, place) => (option.id = `${this.#list.id}-${place}`));
    this.#showList();
    this.#tell(answer);
    if (answer) this.#outcome.answered(text, answer.articles[0]?.path ?? "", Date.now());
    if (answer && !answer.isConfident) this.#showOpenNow(text);
  }

  #showList() {
    this.#field.setAttribute("aria-expanded", String(this.#list.childElementCount > 0));
  }

  /** Say what came out: at once to the eye, after a pause to the ear. */
  #tell(answer) {
    clearTimeout(this.#saying);
    if (!answer) {
      this.#status.textContent = "";
      return;
    }
    const found = answer.articles.length;
    const code = found === 0 ? "none" : answer.isConfident ? "found" : "nearest";
    const hasArrows = code === "found" && window.matchMedia("(hover: hover)").matches; // a phone has none
    const words = [
      answer.readAs && say(this.#texts, "search.read_as", { query: answer.readAs }),
      this.#texts[`search.${code}.${found}`] ?? say(this.#texts, `search.${code}`, { count: found }),
      hasArrows && say(this.#texts, "search.arrows"),
    ].filter(Boolean);
    const isFirst = [this.#form.dataset.loading, ""].includes(this.#status.textContent);
    this.#saying = setTimeout(() => (this.#status.textContent = words.join(" ")), isFirst ? 0 : SETTLED_MS);
  }

  async #showOpenNow(text) {
    const { openNow } = await import("./open-now.mjs");
    const shown = await openNow(this.#texts).catch(() => null);
    if (shown && this.#asked === text) this.#beyond.replaceChildren(shown);
  }

  #fail() {
    this.#list.replaceChildren();
    this.#showList();
    this.#status.textContent = this.#form.dataset.failed;
    this.#asked = null;
  }

  #options() {
    return [...this.#list.querySelectorAll('[role="option"]')];
  }

  #choose(place) {
    const options = this.#options();
    options[this.#chosen]?.setAttribute("aria-selected", "false");
    this.#chosen = place;
    const option = options[place];
    if (!option) {
      this.#field.removeAttribute("aria-activedescendant");
      return;
    }
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    this.#field.setAttribute("aria-activedescendant", option.id);
  }

  #key(event) {
    if (event.isComposing || event.keyCode === 229) return; // the keys belong to the input method
    const last = this.#options().length - 1;
    const moves = {
      ArrowDown: () => this.#choose(this.#chosen < last ? this.#chosen + 1 : -1),
      ArrowUp: () => this.#choose(this.#chosen === -1 ? last : this.#chosen - 1),
    };
    if (event.key === "Escape") {
      if (!this.#part("output").hidden) event.preventDefault();
      this.#close();
      if (this.#toggle) this.#field.blur();
    } else if (moves[event.key] && last >= 0) {
      event.preventDefault();
      if (this.#part("output").hidden) this.#open();
      moves[event.key]();
    }
  }

  /** Enter follows what is chosen, or the best article. */
  async #submit(event) {
    event.preventDefault();
    const option = this.#options()[this.#chosen];
    if (option) return option.click();
    this.#open();
    const text = this.#field.value.trim();
    const answer = text && (await ask(this.#language, "search", text).catch(() => null));
    if (answer === null) return this.#form.submit(); // the page of all articles needs no index
    if (answer?.articles.length && this.#field.value.trim() === text) {
      this.#show(text, answer);
      this.#list.querySelector("[data-search-article]")?.click();
    }
    return null;
  }

  #follow(event) {
    const option = event.target.closest("[data-search-again], [data-search-forget], a");
    if (!option) return;
    if (option.dataset.searchAgain !== undefined) {
      this.#field.value = option.dataset.searchAgain;
      this.#field.focus();
      this.#look();
    } else if (option.dataset.searchForget !== undefined) {
      forgetSearches(this.#language);
      this.#list.replaceChildren();
      this.#showList();
      this.#status.textContent = say(this.#texts, "search.recent.forgotten");
      this.#field.focus();
    } else {
      // Who calls instead of reading did not find it.
      if (!this.#beyond.contains(option)) this.#outcome.followed();
      remember(this.#language, this.#field.value);
      if (!event.ctrlKey && !event.metaKey && !event.shiftKey) this.#close();
    }
  }

  #cleared() {
    this.#field.focus();
    this.#look();
  }
}
