/** Moments in words, by the center's clock whatever the visitor's. Seconds are left out, never rounded up. */
import { say } from "../site-facts/site-facts.mjs";

/** When something opens or closes, as seen from `now`: a time today, tomorrow, a weekday, or a date. */
export function momentWords(texts, calendar, at, now) {
  return inWords(texts, calendar.localTime(at), calendar.localTime(now).day);
}

/** When something closes; midnight is 24:00 of the day that ends. */
export function closingWords(texts, calendar, at, now) {
  const local = calendar.localTime(at);
  if (local.hour || local.minute) return momentWords(texts, calendar, at, now);
  return inWords(texts, { ...calendar.localTime(at - 1), hour: 24, minute: 0 }, calendar.localTime(now).day);
}

/** By when an answer is promised: always a date; the year when it is another, the zone when it is another. */
export function dueWords(texts, calendar, at, now) {
  const local = calendar.localTime(at);
  const code = local.year === calendar.localTime(now).year ? "moment.due" : "moment.due.year";
  const moment = say(texts, code, valuesOf(texts, local));
  const isElsewhere = new Date(at).getTimezoneOffset() * -60 !== local.offset;
  return isElsewhere ? say(texts, "moment.zone", { moment, zone: local.abbreviation }) : moment;
}

function inWords(texts, local, today) {
  const ahead = local.day - today;
  const code = ["moment.today", "moment.tomorrow"][ahead] ?? (ahead < 7 ? "moment.week" : "moment.date");
  return say(texts, code, valuesOf(texts, local));
}

function valuesOf(texts, { year, month, date, weekday, hour, minute }) {
  return {
    year,
    month: texts[`month.${month}`],
    day: date,
    weekday: texts[`weekday.${weekday}`],
    weekday_short: texts[`weekday.${weekday}.short`],
    time: [hour, minute].map((number) => String(number).padStart(2, "0")).join(":"),
  };
}
