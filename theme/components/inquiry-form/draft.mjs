/**
 * A draft on the visitor's own device, with the idempotency key that goes with it. Consent is never kept. Each
 * version has a stamp: a tab writes only over the version that it knows, so that no tab undoes another's work.
 */

const STORAGE_KEY = "inquiry-draft";

export class Draft {
  #fields;
  #masked;
  #key = null;
  #stamp = null;

  /** `masked` turns a field into a text that may be kept on a device that others may use. */
  constructor(fields, masked) {
    this.#fields = fields;
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

  /** What another tab has done with the draft since: "changed", "gone", or null. */
  get conflict() {
    const kept = read();
    if (stampOf(kept) === this.#stamp) return null;
    if (!kept) return "gone";
    return sameTexts(kept.values, this.#values()) ? null : "changed";
  }

  /** Keep what is in the form; an empty form leaves nothing behind. What another tab has done stays as it is. */
  keep() {
    if (this.conflict) return;
    const values = this.#values();
    if (!Object.keys(values).length) {
      this.erase();
      return;
    }
    this.#stamp = crypto.randomUUID();
    write({ key: this.key, stamp: this.#stamp, values });
  }

  /** Keep what is in this form, whatever another tab has done. */
  insist() {
    this.#stamp = stampOf(read());
    this.keep();
  }

  /** Put the kept draft into the form. Returns whether there was one. */
  restore() {
    const kept = read();
    this.#stamp = stampOf(kept);
    if (!kept?.values) return false;
    this.#key = kept.key;
    for (const field of this.#fields.kept) {
      field.value = kept.values[field.name] ?? "";
      if (field.selectedIndex === -1) field.value = ""; // a topic that no longer exists
    }
    return true;
  }

  /** The inquiry is sent: forget its draft, unless another tab has made another one of it. */
  sent() {
    if (stampOf(read()) === this.#stamp) this.erase();
    this.#key = null;
  }

  /** Forget the draft and its key. */
  erase() {
    this.#key = null;
    this.#stamp = null;
    withStorage((storage) => storage.removeItem(STORAGE_KEY));
  }

  #values() {
    const filled = this.#fields.kept.filter(({ value }) => value);
    return Object.fromEntries(filled.map((field) => [field.name, this.#masked(field)]));
  }
}

/** Call `changed` when another tab changes or erases the draft. */
export function watchDraft(changed) {
  window.addEventListener("storage", ({ key }) => {
    if (key === STORAGE_KEY || key === null) changed();
  });
}

/**
 * Put `text` into the message of the kept draft: in the place of `earlier`, which was put there before, or
 * beneath what is there. The form finds it when it opens.
 */
export function carryIntoDraft(text, earlier) {
  const { key = crypto.randomUUID(), values = {} } = read() ?? {};
  const written = values.message ?? "";
  const isThere = Boolean(earlier) && written.includes(earlier);
  const message = isThere ? written.replace(earlier, () => text) : [written.trimEnd(), text].filter(Boolean).join("\n\n");
  write({ key, stamp: crypto.randomUUID(), values: { ...values, message } });
}

function sameTexts(one, other) {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].every((name) => (one[name] ?? "") === (other[name] ?? ""));
}

function stampOf(kept) {
  return kept?.stamp ?? null;
}

function read() {
  return withStorage((storage) => JSON.parse(storage.getItem(STORAGE_KEY)));
}

function write(draft) {
  withStorage((storage) => storage.setItem(STORAGE_KEY, JSON.stringify(draft)));
}

/** Use the storage if the browser lets us; without it the form still works, drafts just don't last. */
function withStorage(use) {
  try {
    return use(window.localStorage);
  } catch {
    return null;
  }
}
