/** What was ticked and noted, kept on the visitor's own device. */

const STORAGE_KEY = "checklists";

/** The kept state: list name -> {count, ticked: [index], notes: {index: text}}, and the text carried last. */
export function loadTicks() {
  const kept = withStorage((storage) => JSON.parse(storage.getItem(STORAGE_KEY)));
  return { lists: kept?.lists ?? {}, carried: kept?.carried ?? "" };
}

/** Keep the state; nothing is left behind when there is nothing to keep. */
export function keepTicks(state) {
  const isEmpty = !Object.keys(state.lists).length && !state.carried;
  withStorage((storage) =>
    isEmpty ? storage.removeItem(STORAGE_KEY) : storage.setItem(STORAGE_KEY, JSON.stringify(state)),
  );
}

/** Use the storage if the browser lets us; without it, lists can be ticked all the same. */
function withStorage(use) {
  try {
    return use(window.localStorage);
  } catch {
    return null;
  }
}
