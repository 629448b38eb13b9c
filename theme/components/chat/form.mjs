/** What is asked before a chat: whether its record shall be mailed, and where to. Nothing is chosen beforehand. */
import { clearErrors, showErrors } from "../inquiry-form/errors.mjs";
import { element } from "../launcher/element.mjs";
import { say } from "../site-facts/site-facts.mjs";

/**
 * Make the form. `send` gets {email, consent}: true with an address, false without one, or null where the chat
 * system asks by itself. Returns {element, busy(words), failed(words)}.
 */
export function chatForm(texts, widget, send) {
  const asks = widget.provider !== "generic" || widget.url.includes("{email}");
  const summary = element(
    "div",
    { class: "error-summary", role: "alert", tabindex: "-1", hidden: true },
    element("h4", { class: "error-summary__title" }, say(texts, "chat.error.title")),
    element("ul", { class: "error-summary__list" }),
  );
  const email = emailField(texts);
  const record = recordField(texts);
  const loads = say(texts, "chat.loads", { system: systemName(texts, widget) });
  const button = element("button", { type: "submit", class: "md-button md-button--primary" }, say(texts, "chat.begin"));
  const status = element("p", { class: "chat-start__busy", role: "status" });
  const failure = element("p", { class: "chat-start__failed", role: "alert" });
  const form = element(
    "form",
    { class: "inquiry-form", novalidate: true },
    asks && summary,
    asks && record,
    asks && email,
    element("p", { class: "chat-start__note" }, loads),
    element("p", { class: "chat-start__note" }, say(texts, "chat.secrets")),
    button,
    status,
    failure,
  );

  const answers = () => {
    const consent = asks ? form.elements.record.value === "yes" : null;
    return { consent, email: consent ? form.elements.email.value.trim() : "" };
  };
  const showEmail = () => {
    email.hidden = !answers().consent;
  };
  form.addEventListener("change", showEmail);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (button.getAttribute("aria-disabled") === "true") return;
    if (asks) clearErrors(form, summary);
    const errors = asks ? errorsOf(form, texts) : [];
    if (errors.length) showErrors(form, summary, errors, say(texts, "chat.error.prefix"));
    else send(answers());
  });
  showEmail();
  return {
    element: form,
    busy: (words) => {
      failure.textContent = "";
      status.textContent = words;
      button.setAttribute("aria-disabled", "true");
    },
    failed: (words) => {
      status.textContent = "";
      failure.textContent = words;
      button.removeAttribute("aria-disabled");
    },
  };
}

function errorsOf(form, texts) {
  const { record, email } = form.elements;
  if (!record.value) return [{ field: "record", message: say(texts, "chat.error.record") }];
  if (record.value === "no" || (email.value.trim() && email.validity.valid)) return [];
  return [{ field: "email", message: say(texts, "chat.error.email") }];
}

function recordField(texts) {
  const choice = (value) => {
    const id = `chat-record-${value}`;
    const input = element("input", { id, type: "radio", name: "record", value, "aria-describedby": "chat-record-hint" });
    const label = element("label", { for: id }, say(texts, `chat.record.${value}`));
    return element("div", { class: "form-choice" }, input, label);
  };
  return element(
    "fieldset",
    { class: "form-field" },
    element("legend", {}, say(texts, "chat.record.legend")),
    element("p", { class: "form-field__hint", id: "chat-record-hint" }, say(texts, "chat.record.hint")),
    choice("yes"),
    choice("no"),
  );
}

function emailField(texts) {
  const attributes = { type: "email", maxlength: "254", autocomplete: "email", inputmode: "email", autocapitalize: "none" };
  return element(
    "div",
    { class: "form-field" },
    element("label", { class: "form-field__label", for: "chat-email" }, say(texts, "chat.email")),
    element("p", { class: "form-field__hint", id: "chat-email-hint" }, say(texts, "chat.email.hint")),
    element("input", { id: "chat-email", name: "email", spellcheck: "false", "aria-describedby": "chat-email-hint", ...attributes }),
  );
}

/** Whose system it is, as people know it; of a link the host that it leads to. */
function systemName(texts, { provider, url }) {
  return texts[`chat.system.${provider}`] ?? new URL(url.replace(/[{}]/g, ""), window.location.href).host;
}
