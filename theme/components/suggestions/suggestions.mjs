/** Loads the suggestions when somebody begins to write an inquiry, not before. */

for (const aside of document.querySelectorAll('[data-module="suggestions"]')) {
  const { message } = aside.closest("form").elements;
  message.addEventListener(
    "focus",
    () => import("./panel.mjs").then(({ Suggestions }) => new Suggestions(aside), () => {}), // the form works without
    { once: true },
  );
}
