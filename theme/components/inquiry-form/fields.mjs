/** The form's fields: which of them the chosen topic asks for, and what stands in them. */

const DETAIL = "details.";
const NOT_KEPT = new Set(["language", "step", "consent", "homepage"]);

/** How many minutes the clock here is ahead of UTC: the department is told what time it is for the customer. */
export function utcOffset() {
  return 0 - new Date().getTimezoneOffset(); // in London in winter -0 would come of a minus sign
}

/** The offset as people read it: `UTC+09:00`. */
export function zoneWords(offset) {
  const [hours, minutes] = [Math.trunc(Math.abs(offset) / 60), Math.abs(offset) % 60];
  const digits = [hours, minutes].map((number) => String(number).padStart(2, "0"));
  return `UTC${offset < 0 ? "-" : "+"}${digits.join(":")}`;
}

export class Fields {
  #form;

  constructor(form) {
    this.#form = form;
  }

  get topic() {
    return this.#form.elements.topic.value;
  }

  /** What is typed or chosen, and may be kept as a draft; agreeing is always done anew. */
  get kept() {
    return [...this.#form.elements].filter(({ name }) => name && !NOT_KEPT.has(name));
  }

  /** What goes out: all that the topic asks for. */
  get asked() {
    return this.kept.filter((field) => !field.closest("[data-asked-by][hidden]"));
  }

  /** Where people write what they like. */
  get freeTexts() {
    return this.asked.filter((field) => "freeText" in field.dataset);
  }

  get isEmpty() {
    return !this.kept.some(({ value }) => value);
  }

  /** Show what the topic asks for, for browsers in which the style sheet does not. */
  update() {
    const { topic } = this;
    for (const place of this.#form.querySelectorAll("[data-asked-by]")) place.hidden = !names(place.dataset.askedBy, topic);
    for (const place of this.#form.querySelectorAll("[data-required-by]")) {
      place.querySelector(".form-field__optional").hidden = names(place.dataset.requiredBy, topic);
    }
  }

  isRequired(field) {
    return field.required || names(field.closest("[data-required-by]")?.dataset.requiredBy ?? "", this.topic);
  }

  /** The inquiry as the API takes it. */
  inquiry() {
    const { language, consent, homepage } = this.#form.elements;
    const { name, ...texts } = Object.fromEntries(
      this.asked.filter((field) => !field.name.startsWith(DETAIL)).map((field) => [field.name, field.value]),
    );
    const details = Object.fromEntries(
      this.asked
        .filter((field) => field.name.startsWith(DETAIL) && field.value)
        .map((field) => [field.name.slice(DETAIL.length), field.value]),
    );
    return {
      ...texts,
      language: language.value,
      consent: consent.checked,
      utc_offset: utcOffset(),
      ...(name && { name }),
      ...(Object.keys(details).length && { details }),
      ...(homepage.value && { homepage: homepage.value }),
    };
  }

  /** What is filled in, as people read it: [{label, value}]. */
  rows() {
    return this.asked
      .filter((field) => field.value && field.dataset.label)
      .map((field) => ({ label: field.dataset.label, value: field.selectedOptions?.[0].text ?? field.value }));
  }
}

/** Whether a list of words has this one; no word is in no list, an empty one included. */
function names(list, word) {
  return word !== "" && list.split(" ").includes(word);
}
