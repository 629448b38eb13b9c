/** The topics to choose from, sub-topics under their heading as in the inquiry form. */
import { say } from "../site-facts/site-facts.mjs";
import { element } from "./element.mjs";

/** Make the field, with the topic of the page chosen. A heading can be chosen only where the page is about it. */
export function topicField({ topics, texts }, chosen) {
  const field = element(
    "select",
    { id: "launcher-topic", class: "launcher__topic", autocomplete: "off", autofocus: true },
    element("option", { value: "" }, say(texts, "launcher.topic.choose")),
    ...topics.filter(({ parent }) => !parent).map((topic) => entry(topic, topics, chosen)),
  );
  field.value = topics.some(({ id }) => id === chosen) ? chosen : "";
  return field;
}

function entry(topic, topics, chosen) {
  const subTopics = topics.filter(({ parent }) => parent === topic.id);
  if (!subTopics.length) return option(topic);
  const own = topic.id === chosen ? [option(topic)] : [];
  return element("optgroup", { label: topic.name }, ...own, ...subTopics.map(option));
}

function option({ id, name }) {
  return element("option", { value: id }, name);
}
