/** Errors beside their fields and in a summary that takes the focus. */

/**
 * Show `errors` ([{field, message}]); an error of no visible field stands in the summary alone. Its link there leads
 * to the field, or to `target` if the error has one.
 */
export function showErrors(form, summary, errors, prefix) {
  const list = summary.querySelector("ul");
  for (const { field: name, message, target } of errors) {
    const field = name ? form.querySelector(`[name="${CSS.escape(name)}"]:not([type=hidden])`) : null;
    const item = document.createElement("li");
    if (field) {
      item.append(linkTo(field, message, target ?? field));
      mark(field, message, prefix);
    } else {
      item.textContent = message;
    }
    list.append(item);
  }
  summary.hidden = false;
  summary.focus();
}

/** Take every error away again. */
export function clearErrors(form, summary) {
  summary.hidden = true;
  summary.querySelector("ul").replaceChildren();
  for (const error of form.querySelectorAll(".form-field__error")) error.remove();
  for (const field of form.querySelectorAll("[aria-invalid]")) {
    field.removeAttribute("aria-invalid");
    describe(field, (ids) => ids.filter((id) => id !== `${field.id}-error`));
  }
}

function linkTo(field, message, target) {
  const link = document.createElement("a");
  link.href = `#${field.id}`;
  link.textContent = message;
  link.addEventListener("click", (event) => {
    event.preventDefault(); // following the link would scroll the label out of sight
    (field.closest(".form-field") ?? field).scrollIntoView();
    target.focus({ preventScroll: true });
  });
  return link;
}

function mark(field, message, prefix) {
  if (field.hasAttribute("aria-invalid")) return; // one message a field; the summary has them all
  const error = document.createElement("p");
  error.className = "form-field__error";
  error.id = `${field.id}-error`;
  const hidden = document.createElement("span");
  hidden.className = "form-field__error-prefix";
  hidden.textContent = `${prefix} `;
  error.append(hidden, message);
  (field.closest(".form-choice") ?? field).before(error);
  field.setAttribute("aria-invalid", "true");
  describe(field, (ids) => [error.id, ...ids]);
  field.closest("[aria-hidden]")?.removeAttribute("aria-hidden"); // what has to be changed has to be found
}

/** Change which elements describe a field; a field that nothing describes says so. */
export function describe(field, change) {
  const ids = change((field.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean));
  if (ids.length) field.setAttribute("aria-describedby", ids.join(" "));
  else field.removeAttribute("aria-describedby");
}
