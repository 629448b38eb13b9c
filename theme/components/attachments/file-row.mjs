/** One file in the list: what it is, how far it is, and what can be done with it. */

const PREVIEW = 96; // pixels

export class FileRow {
  element = document.createElement("li");
  button = null;
  id = null;
  file;
  name;
  key = crypto.randomUUID();
  #state = "reading";
  #texts;
  #act;
  #parts = {};
  #stop = null;

  /** `act` are {remove, retry, said(words)}. */
  constructor(file, texts, act) {
    this.file = file;
    this.name = file.name;
    this.#texts = texts;
    this.#act = act;
    this.element.className = "attachments__file";
    for (const [name, tag] of Object.entries({ preview: "canvas", name: "bdi", size: "span", words: "p", bar: "progress", buttons: "span" })) {
      const part = document.createElement(tag);
      part.className = `attachments__${name}`;
      this.#parts[name] = part;
      this.element.append(part);
    }
    this.#parts.preview.setAttribute("aria-hidden", "true"); // the name stands beside it
    this.#parts.name.textContent = this.name;
    this.#parts.size.textContent = sizeWords(file.size, texts);
    this.#parts.bar.setAttribute("aria-label", this.name);
    this.#parts.bar.hidden = true;
  }

  /** A file that came before this page was opened, as the API tells of it. */
  static earlier(told, texts) {
    const row = new FileRow({ name: told.name, size: told.size }, texts, { said: () => {} });
    row.id = told.id;
    row.#show(told.state, told.message);
    return row;
  }

  get isWaiting() {
    return this.#state === "chosen";
  }

  /** Whether it takes one of the places a case has for files. */
  get isCounted() {
    return this.#state !== "refused" && this.#state !== "reading";
  }

  get hasArrived() {
    return ["sent", "uploaded", "clean"].includes(this.#state);
  }

  /** False while it is there and nobody has said yet what it is. */
  get isChecked() {
    return this.#state === "sent" || this.#state === "uploaded" ? false : undefined;
  }

  isSame({ name, size, lastModified }) {
    return this.file.name === name && this.file.size === size && this.file.lastModified === lastModified;
  }

  async showChosen() {
    this.#show("chosen", this.#texts.chosen, ["remove"]);
    await this.#drawPreview();
  }

  makeReady() {
    this.#show("chosen", this.#texts.waiting);
  }

  refuse(message) {
    this.#show("refused", message, ["remove"]);
    this.#act.said(`${this.name}: ${message}`);
  }

  /** Begin to send; returns what the upload needs. */
  start() {
    this.#stop = new AbortController();
    this.#show("sending", this.#texts.sending.replace("{percent}", 0), ["cancel"]);
    this.#parts.bar.value = 0;
    const progress = (share) => {
      this.#parts.bar.value = share;
      const percent = Math.floor(share * 100);
      this.#parts.words.textContent = this.#texts.sending.replace("{percent}", percent);
    };
    return { progress, signal: this.#stop.signal };
  }

  /** Show how the upload ended. */
  finish({ id, state, message, failure }) {
    this.id = id ?? this.id;
    if (failure === "refused") this.refuse(message || this.#texts.failed);
    else if (failure) this.#end(failure === "cancelled" ? "cancelled" : "failed", ["retry", "remove"]);
    else if (state && state !== "expected") this.learn({ state, message });
    else this.#end("sent", []);
  }

  /** Show what the server says of it. */
  learn(told) {
    if (!told || told.state === "expected" || told.state === this.#state) return;
    if (told.state === "refused") this.refuse(told.message);
    else {
      this.#show(told.state, told.message);
      this.#act.said(`${this.name}: ${told.message}`);
    }
  }

  #end(state, buttons) {
    this.#show(state, this.#texts[state], buttons);
    this.#act.said(`${this.name}: ${this.#texts[state]}`);
  }

  #show(state, words, buttons = []) {
    const hadFocus = this.#parts.buttons.contains(document.activeElement);
    this.#state = state;
    this.element.dataset.state = state;
    this.#parts.words.textContent = words;
    this.#parts.bar.hidden = state !== "sending";
    this.#parts.buttons.replaceChildren(...buttons.map((name) => this.#newButton(name)));
    this.button = this.#parts.buttons.firstElementChild;
    if (hadFocus && this.button) this.button.focus(); // the pressed one is gone
  }

  #newButton(name) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "attachments__button";
    button.textContent = this.#texts[name];
    button.setAttribute("aria-label", `${this.#texts[name]}: ${this.name}`);
    button.addEventListener("click", () => (name === "cancel" ? this.#stop.abort() : this.#act[name]()));
    return button;
  }

  /** Draw a small picture. A canvas needs no address of the picture, which the page's policy would have to allow. */
  async #drawPreview() {
    const { preview } = this.#parts;
    try {
      const picture = await createImageBitmap(this.file, { resizeHeight: PREVIEW, resizeQuality: "medium" });
      [preview.width, preview.height] = [picture.width, picture.height];
      preview.getContext("2d").drawImage(picture, 0, 0);
      picture.close();
      preview.classList.add("attachments__preview--drawn");
    } catch {
      this.#drawKind(preview); // a PDF, or a picture that the server will say is damaged
    }
  }

  #drawKind(preview) {
    preview.width = preview.height = PREVIEW;
    const context = preview.getContext("2d");
    context.fillStyle = getComputedStyle(preview).color;
    context.font = `700 ${PREVIEW / 3}px sans-serif`;
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.fillText(this.name.split(".").at(-1).slice(0, 4).toUpperCase(), PREVIEW / 2, PREVIEW / 2, PREVIEW);
  }
}

/** In the words of the page, which are those of the API: browsers say kB beside our MB. */
function sizeWords(bytes, texts) {
  const [count, unit] = bytes < 1_000_000 ? [Math.max(1, Math.round(bytes / 1000)), "kilobytes"] : [bytes / 1_000_000, "megabytes"];
  const digits = count.toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 });
  return texts[unit].replace("{count}", digits);
}
