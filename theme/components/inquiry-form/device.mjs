/** What a browser tells of the device it runs on, put into fields for people to see, change or remove. */

const BRANDS_OF_NOBODY = /not.?a.?brand|^chromium$|headless/i;
const SYSTEMS = [
  [/(iPhone|iPad).* OS (\d+(?:_\d+)?)/, (found) => `${found[1]}, iOS ${found[2].replace("_", ".")}`],
  [/Android (\d+)/, (found) => `Android ${found[1]}`],
  [/Mac OS X/, () => "macOS"],
  [/Windows/, () => "Windows"],
  [/CrOS/, () => "ChromeOS"],
  [/Linux/, () => "Linux"],
];
const BROWSERS = [
  [/(?:Firefox|FxiOS)\/(\d+)/, (found) => `Firefox ${found[1]}`],
  [/SamsungBrowser\/(\d+)/, (found) => `Samsung Internet ${found[1]}`],
  [/(?:CriOS|Chrome)\/(\d+)/, (found) => `Chrome ${found[1]}`],
  [/Version\/(\d+(?:\.\d+)?).* Safari/, (found) => `Safari ${found[1]}`],
];

export class DeviceFields {
  #fields;
  #decided = new Set();
  #changed;

  /** `changed`: called after something was filled in or removed here. */
  constructor(form, changed) {
    this.#changed = changed;
    this.#fields = [...form.querySelectorAll("[data-from-device]")];
    for (const field of this.#fields) {
      field.addEventListener("input", () => this.#decide(field));
      noteOf(field).querySelector("button").addEventListener("click", () => {
        field.value = "";
        this.#decide(field);
        field.focus();
        changed();
      });
    }
  }

  /** Fill in what is asked for, empty, and was not changed or removed before. */
  async fill() {
    const open = () =>
      this.#fields.filter((field) => !field.value && !this.#decided.has(field) && !field.closest("[data-asked-by][hidden]"));
    if (!open().length) return;
    const told = await deviceFacts();
    const filled = open().filter((field) => told[field.dataset.fromDevice]);
    for (const field of filled) {
      field.value = told[field.dataset.fromDevice];
      noteOf(field).hidden = false;
    }
    if (filled.length) this.#changed();
  }

  /** A draft says what its writer wants. */
  leave() {
    for (const field of this.#fields) this.#decide(field);
  }

  /** A new inquiry may be filled in again. */
  forget() {
    for (const field of this.#fields) noteOf(field).hidden = true;
    this.#decided.clear();
  }

  #decide(field) {
    this.#decided.add(field);
    noteOf(field).hidden = true;
  }
}

/** {system, browser}, each empty where the browser does not say. */
export async function deviceFacts({ userAgent, userAgentData } = navigator) {
  const hints = await userAgentData?.getHighEntropyValues(["model", "platformVersion", "fullVersionList"]).catch(() => null);
  const brand = hints?.fullVersionList?.find((one) => !BRANDS_OF_NOBODY.test(one.brand));
  return {
    system: hints?.platform ? systemOf(hints) : firstOf(SYSTEMS, userAgent),
    browser: brand
      ? `${brand.brand} ${brand.version.split(".")[0]}`
      : firstOf(BROWSERS, userAgent),
  };
}

/** Windows 11 still calls itself NT 10; its platform version is 13 or more. */
function systemOf({ model, platform, platformVersion = "" }) {
  const major = Number.parseInt(platformVersion, 10);
  const version = platform === "Windows" ? (major >= 13 ? "11" : major > 0 ? "10" : "") : platformVersion.split(".")[0];
  const system = [platform, platform === "Linux" ? "" : version].filter(Boolean).join(" ");
  return [model, system].filter(Boolean).join(", ");
}

function firstOf(table, text) {
  for (const [pattern, say] of table) {
    const found = pattern.exec(text);
    if (found) return say(found);
  }
  return "";
}

function noteOf(field) {
  return field.closest(".form-field").querySelector("[data-filled-note]");
}
