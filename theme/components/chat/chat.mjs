/**
 * Starts a chat: says whether it is open and in which languages, asks about the record, and only then loads the
 * chat system that the facts name. Until the button is pressed nothing of anybody else's is asked for.
 */
import { Calendar } from "../clock/calendar.mjs";
import { openingWords, waitWords } from "../launcher/channel-item.mjs";
import { element } from "../launcher/element.mjs";
import { rankChannels } from "../launcher/ranking.mjs";
import { loadSiteFacts, say, siteUrl } from "../site-facts/site-facts.mjs";
import { chatForm } from "./form.mjs";

const MINUTE = 60_000;
const PATIENCE = 20_000;
const ANY_NEED = { topic: null, service: null, cannotSignIn: false };
const CASE_ID = /^[0-9A-Z]{3,11}(?:-[0-9A-Z]{2,8}){0,3}$/i;

class ChatStart {
  #facts;
  #calendar;
  #asked;
  #chats;
  #channel;
  #which;
  #state = element("p", { class: "chat-start__state", role: "status" });
  #body = element("div", {});
  #shown = "";

  /** `asked` are the parameters of the page's address: channel, topic, case. */
  constructor(facts, asked) {
    this.#facts = facts;
    this.#calendar = new Calendar(facts);
    this.#asked = asked;
    this.#chats = facts.channels.filter(({ widget }) => widget);
    this.#channel = this.#chats.find(({ id }) => id === asked.get("channel")) ?? this.#promptest();
    this.#which = this.#whichField();
    this.parts = [this.#which, this.#state, this.#body].filter(Boolean);
  }

  /** Show how things are now, and keep it so. */
  start() {
    this.#show();
    setTimeout(() => this.start(), MINUTE - (Date.now() % MINUTE));
  }

  #promptest() {
    const ranked = rankChannels(this.#facts, this.#calendar, ANY_NEED, Date.now()).channels;
    return ranked.find(({ channel }) => channel.widget)?.channel ?? this.#chats[0];
  }

  #whichField() {
    if (this.#chats.length === 1) return null;
    const { texts } = this.#facts;
    const field = element(
      "select",
      { id: "chat-which", autocomplete: "off" },
      ...this.#chats.map(({ id, name }) => element("option", { value: id }, name)),
    );
    field.value = this.#channel.id;
    field.addEventListener("change", () => {
      this.#channel = this.#chats.find(({ id }) => id === field.value);
      this.#show();
    });
    const label = element("label", { class: "form-field__label", for: field.id }, say(texts, "chat.which"));
    return element("div", { class: "inquiry-form" }, element("div", { class: "form-field" }, label, field));
  }

  #show() {
    const { texts } = this.#facts;
    const now = Date.now();
    const ranked = rankChannels(this.#facts, this.#calendar, ANY_NEED, now).channels;
    const own = ranked.find(({ channel }) => channel === this.#channel);
    const state = !own || !this.#channel.speaks ? "foreign" : own.open ? "open" : "closed";
    const words = state === "foreign" ? this.#foreignWords() : this.#openWords(own, now);
    if (this.#state.textContent !== words) this.#state.textContent = words;
    const shown = `${this.#channel.id} ${state}`;
    if (shown === this.#shown || this.#shown === "started") return; // who is filling it in goes on
    this.#shown = shown;
    this.#body.replaceChildren(...(state === "open" ? [this.#form()] : this.#otherwise()));
    if (state === "open" && this.#channel.sign_in) this.#body.prepend(note(say(texts, "sign_in.needed")));
  }

  #openWords(own, now) {
    const { texts } = this.#facts;
    const state = say(texts, own.open ? "launcher.open" : "launcher.closed");
    return [state, openingWords(own, texts, this.#calendar, now), waitWords(own, texts)].filter(Boolean).join(" · ");
  }

  #foreignWords() {
    return say(this.#facts.texts, "chat.foreign", { languages: this.#channel.language_names });
  }

  #otherwise() {
    const { texts } = this.#facts;
    const topic = this.#asked.get("topic");
    const { otherwise } = this.#channel.widget;
    const href = siteUrl(topic ? `${otherwise}?topic=${encodeURIComponent(topic)}` : otherwise);
    const link = element("a", { class: "md-button md-button--primary", href }, say(texts, "chat.write"));
    return [element("p", {}, say(texts, "chat.meanwhile")), element("p", {}, link)];
  }

  #form() {
    const form = chatForm(this.#facts.texts, this.#channel.widget, (answers) => this.#begin(form, answers));
    return form.element;
  }

  async #begin(form, answers) {
    const { texts, language } = this.#facts;
    const { widget } = this.#channel;
    form.busy(say(texts, "chat.connecting"));
    try {
      const { start } = await import(`./widgets/${widget.provider}.mjs`);
      const show = await inTime(start(widget, { ...answers, language, caseId: this.#caseId() }));
      this.#started(answers, show);
    } catch {
      form.failed(say(texts, "chat.failed"));
    }
  }

  #caseId() {
    const named = this.#asked.get("case") ?? "";
    return CASE_ID.test(named) ? named : "";
  }

  #started({ email, consent }, show) {
    const { texts } = this.#facts;
    this.#shown = "started";
    this.#which?.remove();
    const heading = element("h3", { tabindex: "-1" }, say(texts, "chat.started"));
    const again = element("button", { type: "button", class: "md-button" }, say(texts, "chat.show"));
    again.addEventListener("click", () => show());
    const record = email ? say(texts, "chat.record.sent", { email }) : say(texts, "chat.record.none");
    const told = consent === null ? null : element("p", {}, record);
    this.#body.replaceChildren(...[heading, told, element("p", {}, again)].filter(Boolean));
    heading.focus();
  }
}

function note(words) {
  return element("p", { class: "chat-start__note" }, words);
}

/** A system that neither comes nor fails is one that failed. */
function inTime(promise) {
  return Promise.race([promise, new Promise((_, reject) => setTimeout(() => reject(new Error("late")), PATIENCE))]);
}

async function mount(place) {
  const facts = await loadSiteFacts().catch(() => null);
  if (!facts?.channels.some(({ widget }) => widget)) {
    place.remove();
    return;
  }
  const asked = new URLSearchParams(window.location.search);
  // The case is nobody's but ours until the visitor starts: the chat system reads the page's address.
  if (asked.has("case")) window.history.replaceState(null, "", window.location.pathname);
  const chat = new ChatStart(facts, asked);
  place.append(...chat.parts);
  chat.start();
  place.hidden = false;
}

for (const place of document.querySelectorAll('[data-module="chat-start"]')) mount(place);
