/**
 * Stands between a form and its sending: explains secrets beside their fields and masks them on one click. Nothing
 * is sent before that is decided. Every word comes with the page.
 */
import { describe, showErrors } from "../inquiry-form/errors.mjs";
import rules from "./rules.mjs";
import { SecretScanner } from "./scanner.mjs";

const scanner = new SecretScanner(rules);

/** What stands in a field with its secrets masked; only where people write what they like is there any. */
export function maskField(field) {
  return "freeText" in field.dataset ? masked(field).text : field.value;
}

/** A field's text is read with what stands before it (`data-free-text`): a number under "order number" is one. */
function masked(field) {
  const { text, counts } = scanner.mask(field.dataset.freeText + field.value);
  if (!text.startsWith(field.dataset.freeText)) return scanner.mask(field.value);
  return { text: text.slice(field.dataset.freeText.length), counts };
}

/** The secrets of a field, at their places in what was typed. */
function found({ value, dataset: { freeText } }) {
  const secrets = scanner.find(freeText + value);
  if (secrets.some(({ start }) => start < freeText.length)) return scanner.find(value);
  return secrets.map(({ start, end }) => ({ start: start - freeText.length, end: end - freeText.length }));
}

export class SecretGuard {
  #form;
  #fields;
  #texts;
  #panels = new Map();

  /** `fields`: returns the free-text fields; `texts`: the page's `secret.` texts. */
  constructor(form, fields, texts) {
    this.#form = form;
    this.#fields = fields;
    this.#texts = texts;
  }

  /** Whether no field holds a secret. Else each is explained, and `decided(words)` is called when all are masked. */
  isClear(summary, decided) {
    this.clear();
    const held = this.#fields()
      .map((field) => ({ field, ...masked(field) }))
      .filter(({ counts }) => Object.keys(counts).length);
    if (!held.length) return true;
    for (const { field, counts } of held) this.#panels.set(field, this.#panel(field, counts, decided));
    const errors = held.map(({ field, counts }) => ({
      field: field.name,
      message: this.#say("found", { secrets: this.#kinds(counts) }),
      target: this.#panels.get(field),
    }));
    showErrors(this.#form, summary, errors, this.#texts["secret.prefix"]);
    for (const [field, panel] of this.#panels) {
      document.getElementById(`${field.id}-error`).after(panel);
      describe(field, (ids) => [panel.firstChild.id, ...ids]);
    }
    return false;
  }

  /** Take the explanations away again. */
  clear() {
    for (const [field, panel] of this.#panels) {
      describe(field, (ids) => ids.filter((id) => id !== panel.firstChild.id));
      panel.remove();
    }
    this.#panels.clear();
  }

  #panel(field, counts, decided) {
    const panel = document.createElement("div");
    panel.className = "secret-guard";
    panel.tabIndex = -1;
    panel.setAttribute("role", "group");
    panel.setAttribute("aria-label", this.#say("found", { secrets: this.#kinds(counts) }));
    const why = document.createElement("p");
    why.id = `${field.id}-secret`;
    why.className = "secret-guard__why";
    why.textContent = this.#say("why");
    const maskIt = this.#button("mask", () => this.#mask(field, decided));
    maskIt.classList.add("md-button--primary");
    const edit = this.#button("edit", () => this.#edit(field));
    panel.append(why, maskIt, edit);
    return panel;
  }

  #button(name, act) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "md-button secret-guard__button";
    button.textContent = this.#say(name);
    button.addEventListener("click", act);
    return button;
  }

  #mask(field, decided) {
    const { text, counts } = masked(field);
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    const rest = [...this.#panels.keys()].filter((other) => other !== field && found(other).length);
    if (rest.length) {
      this.#panels.get(field).replaceChildren(this.#masked(counts));
      this.#panels.get(rest[0]).focus();
    } else {
      decided(this.#say("masked", { secrets: this.#kinds(counts) }));
    }
  }

  #masked(counts) {
    const done = document.createElement("p");
    done.className = "secret-guard__why";
    done.textContent = this.#say("masked", { secrets: this.#kinds(counts) });
    return done;
  }

  /** Lead to the first secret: whoever wants to change it by hand finds it selected. */
  #edit(field) {
    const [first] = found(field);
    field.focus();
    if (first) field.setSelectionRange(first.start, first.end);
  }

  #kinds(counts) {
    return Object.keys(counts)
      .map((kind) => this.#say(`kind.${kind}`))
      .join(this.#texts["secret.comma"]);
  }

  #say(code, values = {}) {
    return this.#texts[`secret.${code}`].replace(/\{(\w+)\}/g, (_, name) => values[name]);
  }
}
