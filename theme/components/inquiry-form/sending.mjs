/** Sends the inquiry and tells what became of it. */

const TIMEOUT_MS = 30_000;
const KEY_REUSED = "key_reused";

/**
 * Post the form. The outcome is one of
 *   {receipt}               accepted: the address of the receipt
 *   {errors}                refused: [{field, code, message}], messages in the page's language
 *   {failure, waitSeconds}  not taken: "network", "busy" or "server"; seconds to wait, or null
 */
export async function sendInquiry(form, draft) {
  let outcome = await post(form, draft.key);
  if (outcome.keyReused) {
    draft.renewKey();
    outcome = await post(form, draft.key);
  }
  if (!outcome.keyReused) return outcome;
  return { failure: "server", waitSeconds: null };
}

async function post(form, key) {
  let response;
  let body;
  try {
    response = await fetch(form.action, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json", "Idempotency-Key": key },
      body: JSON.stringify(inquiryIn(form)),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    body = await response.json().catch(() => ({}));
  } catch {
    return { failure: "network", waitSeconds: null };
  }
  if (response.ok && body.receipt_url) return { receipt: body.receipt_url };
  if (response.status === 429) return { failure: "busy", waitSeconds: retryAfter(response) };
  if (response.status >= 500 || response.ok) return { failure: "server", waitSeconds: retryAfter(response) };
  const errors = body.errors ?? [];
  if (body.type?.endsWith(`:${KEY_REUSED}`) || errors.some((error) => error.code === KEY_REUSED)) {
    return { keyReused: true };
  }
  if (errors.length) return { errors };
  if (body.detail) return { errors: [{ field: null, code: null, message: body.detail }] };
  return { failure: "server", waitSeconds: null };
}

function inquiryIn(form) {
  const { topic, name, email, message, language, consent } = form.elements;
  const inquiry = {
    topic: topic.value,
    email: email.value,
    message: message.value,
    language: language.value,
    consent: consent.checked,
  };
  return name.value ? { ...inquiry, name: name.value } : inquiry;
}

/** Read Retry-After, which is seconds or a date (RFC 9110, 10.2.3). */
function retryAfter(response) {
  const value = response.headers.get("Retry-After");
  if (!value) return null;
  const seconds = /^\d+$/.test(value) ? Number(value) : Math.ceil((Date.parse(value) - Date.now()) / 1000);
  return seconds > 0 ? seconds : null;
}
