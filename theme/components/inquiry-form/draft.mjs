/** A draft on the visitor's own device, with the idempotency key that goes with it. Consent is never kept. */

const STORAGE_KEY = "inquiry-draft";
const FIELDS = ["topic", "name", "email", "message"];

export class Draft {
  #form;
  #masked;
  #key = null;

  /** `masked` turns a text into one that may be kept on a device that others may use. */
  constructor(form, masked) {
    this.#form = form;
    this.#masked = masked;
  }

  /** The key under which this draft is one inquiry, however often it is sent. */
  get key() {
    this.#key ??= crypto.randomUUID();
    return this.#key;
  }

  /** Make this another inquiry: the server knows the key with another content. */
  renewKey() {
    this.#key = crypto.randomUUID();
    this.keep();
  }

  /** Keep what is in the form; an empty form leaves nothing behind. */
  keep() {
    const values = Object.fromEntries(FIELDS.map((name) => [name, this.#masked(this.#form.elements[name].value)]));
    if (Object.values(values).some(Boolean)) {
      withStorage((storage) => storage.setItem(STORAGE_KEY, JSON.stringify({ key: this.key, values })));
    } else {
      this.erase();
    }
  }

  /** Put a kept draft into the form. Returns whether there was one. */
  restore() {
    const kept = withStorage((storage) => JSON.parse(storage.getItem(STORAGE_KEY)));
    if (!kept?.values) return false;
    this.#key = kept.key;
    for (const name of FIELDS) {
      const field = this.#form.elements[name];
      field.value = kept.values[name] ?? "";
      if (field.selectedIndex === -1) field.value = ""; // a topic that no longer exists
    }
    return true;
  }

  /** Forget the draft and its key. */
  erase() {
    this.#key = null;
    withStorage((storage) => storage.removeItem(STORAGE_KEY));
  }
}

/**
 * Put `text` into the message of the kept draft: in the place of `earlier`, which was put there before, or
 * beneath what is there. The form finds it when it opens.
 */
export function carryIntoDraft(text, earlier) {
  withStorage((storage) => {
    const { key = crypto.randomUUID(), values = {} } = JSON.parse(storage.getItem(STORAGE_KEY)) ?? {};
    const written = values.message ?? "";
    const isThere = Boolean(earlier) && written.includes(earlier);
    const message = isThere ? written.replace(earlier, () => text) : [written.trimEnd(), text].filter(Boolean).join("\n\n");
    storage.setItem(STORAGE_KEY, JSON.stringify({ key, values: { ...values, message } }));
  });
}

/** Use the storage if the browser lets us; without it the form still works, drafts just don't last. */
function withStorage(use) {
  try {
    return use(window.localStorage);
  } catch {
    return null;
  }
}
