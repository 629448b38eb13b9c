/**
 * What other components of the form are asked and told, as events on the form element:
 *   inquiry:check   before the review and before sending: push {field, message, target} to `detail.problems`
 *   inquiry:review  the last look: push {label, value} to `detail.rows`
 *   inquiry:stored  the case is stored: `detail.answer` is the API's answer; a promise given to
 *                   `detail.waitFor` is waited for, however it ends, before the receipt opens
 */

/** The problems that others have: [{field, message, target}]. */
export function problemsOfOthers(form) {
  return ask(form, "check", { problems: [] }).problems;
}

/** What others add to the rows of the review. */
export function rowsOfOthers(form) {
  return ask(form, "review", { rows: [] }).rows;
}

/** Tell that the case is stored, and wait for what others do with it. */
export async function tellStored(form, answer) {
  const waits = [];
  ask(form, "stored", { answer, waitFor: (promise) => waits.push(promise) });
  await Promise.allSettled(waits);
}

function ask(form, name, detail) {
  form.dispatchEvent(new CustomEvent(`inquiry:${name}`, { bubbles: true, detail }));
  return detail;
}
