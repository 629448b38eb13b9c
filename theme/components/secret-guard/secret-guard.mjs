/**
 * Stands between a form and its sending: explains secrets beside their fields and masks them on one click. Nothing
 * is sent before that is decided. Every word comes with the page.
 */
import { showErrors } from "../inquiry-form/errors.mjs";
import rules from "./rules.mjs";
import { SecretScanner } from "./scanner.mjs";

const scanner = new SecretScanner(rules);

/** The text with its secrets masked. */
export function mask(text) {
  return scanner.mask(text).text;
}

export class SecretGuard {
  #form;
  #fields;
  #texts;
  #panels = new Map();

  /** `fields`: the free-text fields; `texts`: the page's `secret.` texts. */
  constructor(form, fields, texts) {
    this.#form = form;
    this.#fields = fields;
    this.#texts = texts;
  }

  /** Whether no field holds a secret. Else each is explained, and `decided(words)` is called when all are masked. */
  isClear(summary, decided) {
    this.clear();
    const held = this.#fields
      .map((field) => ({ field, ...scanner.mask(field.value) }))
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
      field.setAttribute("aria-describedby", `${panel.firstChild.id} ${field.getAttribute("aria-describedby")}`);
    }
    return false;
  }

  /** Take the explanations away again. */
  clear() {
    for (const [field, panel] of this.#panels) {
      const described = field.getAttribute("aria-describedby").split(" ");
      const left = described.filter((id) => id !== panel.firstChild.id);
      field.setAttribute("aria-describedby", left.join(" "));
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
    const { text, counts } = scanner.mask(field.value);
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    const rest = [...this.#panels.keys()].filter((other) => other !== field && scanner.find(other.value).length);
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
    const [first] = scanner.find(field.value);
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
