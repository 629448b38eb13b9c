/** The browser's calendar against the shared table. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { Calendar, CalendarRangeError, UnknownScheduleError } from "../../theme/components/clock/calendar.mjs";

const vectors = JSON.parse(readFileSync(new URL("../vectors/calendar.json", import.meta.url), "utf8"));
const calendars = Object.fromEntries(
  Object.entries(vectors.facts).map(([name, facts]) => [name, new Calendar(facts)]),
);

function answer(calendar, { ask, schedule, promise, at }) {
  const instant = Date.parse(at);
  try {
    if (ask === "is_open") return calendar.isOpen(schedule, instant);
    if (ask === "next_change") return calendar.nextChange(schedule, instant);
    if (ask === "promised_moment") return calendar.promisedMoment(promise, instant);
  } catch (error) {
    if (error instanceof CalendarRangeError) return { error: "range" };
    throw error;
  }
  const local = calendar.localTime(instant);
  const two = (number) => String(number).padStart(2, "0");
  return {
    local: `${local.year}-${two(local.month)}-${two(local.date)}T${[local.hour, local.minute, local.second].map(two).join(":")}`,
    offset: local.offset,
    abbreviation: local.abbreviation,
  };
}

for (const [number, one] of vectors.cases.entries()) {
  test(`${number}: ${one.facts} ${one.ask} ${one.schedule ?? ""} ${one.at} ${one.why ?? ""}`, () => {
    const expected = typeof one.answer === "string" ? Date.parse(one.answer) : one.answer;
    assert.deepEqual(answer(calendars[one.facts], one), expected);
  });
}

test("the table is large enough", () => assert.ok(vectors.cases.length >= 300));

test("a schedule must exist", () => {
  assert.throws(() => calendars.seoul.isOpen("fone", Date.parse("2026-11-23T03:00:00Z")), UnknownScheduleError);
});

test("what is no instant is outside the covered days", () => {
  assert.throws(() => calendars.seoul.isOpen("phone", NaN), CalendarRangeError);
});
