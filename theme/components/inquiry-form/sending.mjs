/** Sends the inquiry and tells what became of it. */

const TIMEOUT_MS = 30_000;
const KEY_REUSED = "key_reused";

/**
 * Post the inquiry under the draft's key. The outcome is one of
 *   {answer}                accepted: what the API answered, with the address of the receipt
 *   {errors}                refused: [{field, code, message}], messages in the page's language
 *   {failure, waitSeconds}  not taken: "network", "busy" or "server"; seconds to wait, or null
 */
export async function sendInquiry(address, inquiry, draft) {
  let outcome = await postWithProof(address, inquiry, draft.key);
  if (outcome.keyReused) {
    draft.renewKey();
    outcome = await postWithProof(address, inquiry, draft.key);
  }
  if (!outcome.keyReused) return outcome;
  return { failure: "server", waitSeconds: null };
}

/** A center may ask for work before it takes an inquiry. */
async function postWithProof(address, inquiry, key) {
  const outcome = await post(address, inquiry, key);
  if (!outcome.challenge) return outcome;
  try {
    const { solve } = await import("./proof.mjs");
    const proven = await post(address, { ...inquiry, altcha: await solve(outcome.challenge) }, key);
    return proven.challenge ? { failure: "server", waitSeconds: null } : proven;
  } catch {
    return { failure: "network", waitSeconds: null };
  }
}

async function post(address, inquiry, key) {
  let response;
  let body;
  try {
    response = await fetch(address, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json", "Idempotency-Key": key },
      body: JSON.stringify(inquiry),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    body = await response.json().catch(() => ({}));
  } catch {
    return { failure: "network", waitSeconds: null };
  }
  if (response.ok && body.receipt_url) return { answer: body };
  if (response.status === 429) return { failure: "busy", waitSeconds: retryAfter(response) };
  if (response.status >= 500 || response.ok) return { failure: "server", waitSeconds: retryAfter(response) };
  if (body.challenge) return { challenge: body.challenge };
  const errors = body.errors ?? [];
  if (body.type?.endsWith(`:${KEY_REUSED}`) || errors.some((error) => error.code === KEY_REUSED)) {
    return { keyReused: true };
  }
  if (errors.length) return { errors };
  if (body.detail) return { errors: [{ field: null, code: null, message: body.detail }] };
  return { failure: "server", waitSeconds: null };
}

/** Read Retry-After, which is seconds or a date (RFC 9110, 10.2.3). */
function retryAfter(response) {
  const value = response.headers.get("Retry-After");
  if (!value) return null;
  const seconds = /^\d+$/.test(value) ? Number(value) : Math.ceil((Date.parse(value) - Date.now()) / 1000);
  return seconds > 0 ? seconds : null;
}
