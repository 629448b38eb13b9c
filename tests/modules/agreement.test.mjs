/**
 * The browser's modules give Python's answers at instants that nobody chose. `CASES` is a file that
 * test_modules.py writes: browser facts by name, questions, and what Python answered.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { Calendar, CalendarRangeError } from "../../theme/components/clock/calendar.mjs";
import { rankChannels } from "../../theme/components/launcher/ranking.mjs";

const { facts, calendar: questions, ranking: needs } = JSON.parse(readFileSync(process.env.CASES, "utf8"));
const calendars = Object.fromEntries(Object.entries(facts).map(([name, own]) => [name, new Calendar(own)]));

function moment(calendar, promise, at) {
  try {
    return calendar.promisedMoment(promise, at);
  } catch (error) {
    if (error instanceof CalendarRangeError) return null;
    throw error;
  }
}

test(`${questions.length} questions to the calendar`, () => {
  assert.ok(questions.length > 1000);
  for (const { facts: name, schedule, at, promise, answer } of questions) {
    const calendar = calendars[name];
    const found = [calendar.isOpen(schedule, at), calendar.nextChange(schedule, at), moment(calendar, promise, at)];
    assert.deepEqual(found, answer, `${name} ${schedule} ${JSON.stringify(promise)} ${new Date(at).toISOString()}`);
  }
});

test(`${needs.length} needs to be ranked`, () => {
  assert.ok(needs.length > 200);
  for (const { facts: name, need, at, answer } of needs) {
    const { channels, nobodyNow } = rankChannels(facts[name], calendars[name], need, at);
    const found = channels.map(({ channel, open, until, wait, busy }) => [channel.id, open, until, wait, busy]);
    assert.deepEqual([found, nobodyNow], answer, `${name} ${JSON.stringify(need)} ${new Date(at).toISOString()}`);
  }
});
