/** Sends one file: asks for a form to send it with, and posts that. */
import { kindOf } from "./kinds.mjs";

const ASK_TIMEOUT_MS = 30_000;

/**
 * Send `file` to the case at `endpoint`. `key` is the file's own, the same at each try. `ways` are
 * {progress(share), signal}. The outcome is one of
 *   {id}                 it is there and will be checked
 *   {id, state, message} it came before, and this is what became of it
 *   {failure, message}   "refused" with the server's words, "network" or "cancelled"
 */
export async function upload(endpoint, file, key, { progress, signal }) {
  try {
    const { name, size } = file;
    const body = JSON.stringify({ key, name: name.toWellFormed?.() ?? name, type: await kindOf(file), size });
    const headers = { "Content-Type": "application/json", ...inOurLanguage() };
    const timeout = AbortSignal.timeout(ASK_TIMEOUT_MS);
    const response = await fetch(endpoint, { method: "POST", headers, body, signal: AbortSignal.any([signal, timeout]) });
    const answer = await response.json();
    if (response.status === 429 || response.status >= 500) return { failure: "network" }; // later it may be taken
    if (!response.ok) return { failure: "refused", message: wordsIn(answer) };
    if (!answer.form) return answer.file;
    await post(answer.form, file, progress, signal);
    return { id: answer.file.id };
  } catch {
    return { failure: signal.aborted ? "cancelled" : "network" };
  }
}

/** What is known of the files of a case: a Map from their IDs; empty when it can't be asked. */
export async function statesAt(endpoint) {
  try {
    const response = await fetch(endpoint, { headers: inOurLanguage(), signal: AbortSignal.timeout(ASK_TIMEOUT_MS) });
    const { files = [] } = await response.json();
    return new Map(files.map((file) => [file.id, file]));
  } catch {
    return new Map();
  }
}

/** Post a form with its file last; fetch can't tell how far it is. */
function post({ url, fields }, file, progress, signal) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append("file", file);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", url);
    request.upload.addEventListener("progress", ({ loaded, total }) => progress(loaded / total));
    request.addEventListener("load", () => (request.status < 300 ? resolve() : reject(new Error(request.statusText))));
    for (const end of ["error", "abort", "timeout"]) request.addEventListener(end, () => reject(new Error(end)));
    signal.addEventListener("abort", () => request.abort());
    request.send(form);
  });
}

function inOurLanguage() {
  return { Accept: "application/json", "Accept-Language": document.documentElement.lang };
}

function wordsIn({ errors = [], detail = "", message = "" }) {
  return errors.map((error) => error.message).join(" ") || detail || message;
}
