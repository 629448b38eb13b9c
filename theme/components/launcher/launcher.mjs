/**
 * What to contact now: the visitor names a topic and says whether they can sign in, the channels stand in order,
 * and it stays right as time passes. Shown in a dialog on every page and inline on the contact page.
 */
import { Calendar, CalendarRangeError } from "../clock/calendar.mjs";
import { say } from "../site-facts/site-facts.mjs";
import { channelItem } from "./channel-item.mjs";
import { element } from "./element.mjs";
import { rankChannels } from "./ranking.mjs";
import { topicField } from "./topic-field.mjs";

const MINUTE = 60_000;

export class Launcher {
  #facts;
  #calendar;
  #service;
  #topic;
  #signIn;
  #status;
  #meanwhile;
  #list;
  #zone;
  #shown = null;
  #timer = null;

  /** `facts` are the site's; `topic` and `service`, ids or nothing, are what the page is about. */
  constructor(facts, { topic, service }) {
    this.#facts = facts;
    this.#calendar = new Calendar(facts);
    this.#service = service ?? facts.topics.find(({ id }) => id === topic)?.service;
    this.#topic = topicField(facts, topic);
    this.#signIn = element("input", { id: "launcher-sign-in", type: "checkbox", autocomplete: "off" });
    this.#status = element("p", { class: "launcher__status", role: "status" });
    this.#meanwhile = element("div", { class: "launcher__meanwhile" });
    this.#list = element("ol", { class: "launcher__channels", role: "list" });
    this.#zone = element("p", { class: "launcher__zone" });
    this.element = this.#assembled();
    this.element.addEventListener("input", () => this.#update());
  }

  /** Show how things are now, and keep it so until `stop`. */
  start() {
    this.stop();
    this.#tick();
    document.addEventListener("visibilitychange", this.#whenVisible);
  }

  /** Stop following the time: nobody is looking. */
  stop() {
    clearTimeout(this.#timer);
    document.removeEventListener("visibilitychange", this.#whenVisible);
  }

  #whenVisible = () => {
    if (document.visibilityState === "visible") this.start();
  };

  /** Everything changes at a whole minute, if at all: hours, waits, and what is called tomorrow. */
  #tick() {
    this.#update();
    this.#timer = setTimeout(() => this.#tick(), MINUTE - (Date.now() % MINUTE));
  }

  #update() {
    const now = Date.now();
    const need = { topic: this.#topic.value, service: this.#service, cannotSignIn: this.#signIn.checked };
    try {
      const ranking = rankChannels(this.#facts, this.#calendar, need, now);
      this.#show(ranking, need, now);
    } catch (error) {
      if (!(error instanceof CalendarRangeError)) throw error;
      this.#announce(say(this.#facts.texts, "launcher.unknown")); // a clock that is years off
      this.#list.replaceChildren();
    }
  }

  #show({ channels, nobodyNow }, need, now) {
    const { texts, topics } = this.#facts;
    const topic = topics.find(({ id }) => id === need.topic);
    const count = channels.filter(({ open }) => open).length;
    // Before anything is said about the matter, no channel is the right one.
    const isBest = (one, place) => place === 0 && one.open && Boolean(topic || this.#service);
    const items = channels.map((one, place) =>
      channelItem(one, { texts, calendar: this.#calendar, now, topic, isBest: isBest(one, place) }),
    );
    const advice = nobodyNow && topic.when_closed;
    const shown = [advice, ...items.map((item) => item.outerHTML)].join("\n");
    if (shown === this.#shown) return; // the reader's place in the list stays
    this.#shown = shown;
    this.#announce(texts[`launcher.count.${count}`] ?? say(texts, "launcher.count", { count }));
    this.#meanwhile.replaceChildren(
      ...(advice ? [element("h3", {}, say(texts, "launcher.meanwhile")), element("p", {}, advice)] : []),
    );
    const focused = document.activeElement?.closest(".launcher-channel")?.dataset.channel;
    this.#list.replaceChildren(...items);
    if (focused) this.#list.querySelector(`[data-channel="${CSS.escape(focused)}"] a`)?.focus();
    this.#zone.textContent = say(texts, "launcher.zone", { zone: texts.zone });
  }

  #announce(words) {
    if (this.#status.textContent !== words) this.#status.textContent = words; // said once, not at each minute
  }

  #assembled() {
    const { texts } = this.#facts;
    return element(
      "div",
      { class: "launcher" },
      element(
        "div",
        { class: "launcher__need" },
        element("label", { for: this.#topic.id }, say(texts, "launcher.topic")),
        this.#topic,
        element(
          "span",
          { class: "launcher__choice" },
          this.#signIn,
          element("label", { for: this.#signIn.id }, say(texts, "launcher.sign_in")),
        ),
      ),
      this.#status,
      this.#meanwhile,
      this.#list,
      this.#zone,
    );
  }
}
