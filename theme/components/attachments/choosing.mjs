/** Three ways to choose files: the picker, dropping them anywhere on the form, pasting a screenshot. */

export class Choosing {
  #place;
  #chosen;
  #pasted = 0;

  /** `area` takes drops and pastes, `drop` shows it; `pastedName` names a screenshot, with `{count}`. */
  constructor(place, chosen) {
    this.#place = place;
    this.#chosen = chosen;
    place.input.addEventListener("change", () => this.#picked());
    place.area.addEventListener("dragover", (event) => this.#over(event));
    place.area.addEventListener("dragleave", (event) => this.#left(event));
    place.area.addEventListener("drop", (event) => this.#dropped(event));
    place.area.addEventListener("paste", (event) => this.#paste(event));
  }

  #picked() {
    const files = [...this.#place.input.files];
    this.#place.input.value = ""; // the same file may be chosen again, and none goes with the form
    this.#chosen(files);
  }

  #over(event) {
    if (!event.dataTransfer.types.includes("Files") || this.#isClosed) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "copy";
    this.#place.drop.classList.add("attachments__drop--over");
  }

  #left(event) {
    if (!this.#place.area.contains(event.relatedTarget)) this.#place.drop.classList.remove("attachments__drop--over");
  }

  #dropped(event) {
    if (!event.dataTransfer.types.includes("Files") || this.#isClosed) return;
    event.preventDefault(); // the browser would open the file in place of the form
    this.#place.drop.classList.remove("attachments__drop--over");
    this.#chosen([...event.dataTransfer.files]);
  }

  /** Take pictures from the clipboard; where there is text too, the text is meant. */
  #paste(event) {
    const { files, types } = event.clipboardData;
    if (files.length === 0 || types.includes("text/plain") || this.#isClosed) return;
    event.preventDefault();
    this.#chosen([...files].map((file) => this.#named(file)));
  }

  #named(file) {
    if (!/^image\.\w+$/.test(file.name)) return file; // browsers call every screenshot so
    this.#pasted += 1;
    const extension = file.name.slice(file.name.lastIndexOf("."));
    const name = this.#place.pastedName.replace("{count}", this.#pasted) + extension;
    return new File([file], name, { type: file.type, lastModified: file.lastModified });
  }

  get #isClosed() {
    return this.#place.drop.hidden;
  }
}
