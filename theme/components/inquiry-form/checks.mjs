/** What the browser can tell is wrong before anything is sent, in the words of the API. */

/** The problems in the order of the form: [{field, message}]. */
export function problemsIn(form, fields, texts) {
  const { consent } = form.elements;
  const problems = fields.asked.flatMap((field) => {
    const said = problemOf(field, fields, texts);
    return said ? [{ field: field.name, message: said }] : [];
  });
  return consent.checked ? problems : [...problems, { field: "consent", message: texts["error.consent_required"] }];
}

function problemOf(field, fields, texts) {
  const { label, limit } = field.dataset;
  if (!field.value.trim()) {
    return fields.isRequired(field) ? words(texts, "required", field, { name: label }) : null;
  }
  const tooLong = limit && [...field.value.normalize("NFC").trim()].length > Number(limit); // as the API counts
  return tooLong ? words(texts, "too_long", field, { name: label, limit: Number(limit).toLocaleString() }) : null;
}

function words(texts, code, { name }, values) {
  const [own, group] = [`error.${code}.${name}`, `error.${code}.${name.split(".")[0]}`];
  const text = texts[own] ?? texts[group] ?? texts[`error.${code}`];
  return text.replace(/\{(\w+)[^}]*\}/g, (_, key) => values[key]);
}
