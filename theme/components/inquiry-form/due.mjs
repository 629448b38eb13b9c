/** By when an inquiry sent now is answered: what the receipt will say, before sending. */
import { Calendar } from "../clock/calendar.mjs";
import { dueWords } from "../clock/moments.mjs";
import { loadSiteFacts } from "../site-facts/site-facts.mjs";

/** The moment for a topic, in words. Rejects when it cannot be known: no facts, or a clock that is years off. */
export async function dueOf(topicId) {
  const facts = await loadSiteFacts();
  const calendar = new Calendar(facts);
  const { promise } = facts.topics.find(({ id }) => id === topicId);
  const now = Date.now();
  return dueWords(facts.texts, calendar, calendar.promisedMoment(promise, now), now);
}
