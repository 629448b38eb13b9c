/**
 * The one clock in the browser: is it open, when does that change, and by when is an answer promised. The same
 * answers as src/helpcenter/center/calendar.py, where each is explained; tests/vectors/calendar.json holds both
 * to it. Instants are milliseconds since 1970 in UTC. It knows the days that the facts cover and never guesses
 * beyond.
 */
import { Clock, dayOf, isoOf } from "./clock.mjs";

/** The instant, or the answer, lies outside the days that the facts cover. */
export class CalendarRangeError extends RangeError {}

/** A schedule that the facts do not have. */
export class UnknownScheduleError extends Error {}

export class Calendar {
  #facts;
  #clock;
  #firstDay;
  #lastDay;
  #start;
  #end;
  #changes = new Map(); // the last answer for each schedule: it holds until it comes

  /** `facts` have `clock`, `covers`, `schedules` and `holidays` as publishing/facts compiles them. */
  constructor(facts) {
    this.#facts = facts;
    this.#clock = new Clock(facts.clock);
    [this.#firstDay, this.#lastDay] = facts.covers.map(dayOf);
    this.#start = this.#clock.instant(this.#firstDay, 0);
    this.#end = this.#clock.instant(this.#lastDay, 1440);
  }

  /** What the center's clocks show; works for any instant. */
  localTime(at) {
    return this.#clock.local(at);
  }

  /** Whether the schedule is open. The second of closing is closed already. Throws CalendarRangeError. */
  isOpen(scheduleId, at) {
    const schedule = this.#schedule(scheduleId);
    const today = this.#dayAt(at);
    return [today - 1, today].some((day) =>
      this.#openings(schedule, day).some(([opens, closes]) => opens <= at && at < closes),
    );
  }

  /**
   * The first instant after `at` at which the schedule opens or closes; null when nothing is known to change
   * until the covered days end. Throws CalendarRangeError.
   */
  nextChange(scheduleId, at) {
    this.#dayAt(at);
    const known = this.#changes.get(scheduleId);
    if (known && known.from <= at && at < (known.until ?? Infinity)) return known.until;
    const until = this.#changeAfter(scheduleId, at);
    this.#changes.set(scheduleId, { from: at, until });
    return until;
  }

  /**
   * The moment by which what is accepted at `at` is answered: a promise is `{schedule, open_hours}` or
   * `{schedule, business_days}`. Throws CalendarRangeError.
   */
  promisedMoment(promise, at) {
    if (promise.business_days) return this.#endOfBusinessDay(promise.schedule, promise.business_days, at);
    let remaining = promise.open_hours * 3_600_000;
    let counted = at;
    for (const [opens, closes] of this.#openingsAfter(promise.schedule, at)) {
      const begins = Math.max(opens, counted);
      if (closes - begins >= remaining) return begins + remaining;
      remaining -= Math.max(closes - begins, 0);
      counted = Math.max(counted, closes);
    }
    throw new CalendarRangeError(String(at));
  }

  /** What makes the hours of the local day of `at` other than the week's: as the facts name it, or null. */
  exceptionOn(scheduleId, at) {
    const schedule = this.#schedule(scheduleId);
    const isoDay = isoOf(this.#dayAt(at));
    const special = schedule.special[isoDay];
    if (special) return special.reason;
    const week = weekOn(schedule, isoDay);
    return (week?.holiday && this.#holidays(schedule)[isoDay]) ?? null;
  }

  #changeAfter(scheduleId, at) {
    if (neverCloses(this.#schedule(scheduleId))) return null; // the walk over all days would end there too
    let end = null;
    for (const [opens, closes] of this.#openingsAfter(scheduleId, at)) {
      if (end === null) {
        if (opens > at) return opens;
        end = closes;
      } else if (opens <= end) {
        end = Math.max(end, closes);
      } else {
        return end;
      }
    }
    return end !== null && end < this.#end ? end : null;
  }

  #endOfBusinessDay(scheduleId, number, at) {
    const schedule = this.#schedule(scheduleId);
    let left = number;
    for (let day = this.#dayAt(at) + 1; day <= this.#lastDay; day += 1) {
      const spans = this.#hours(schedule, day);
      if (spans.length) left -= 1;
      if (!left) return this.#clock.instant(day, Math.max(...spans.map(([, end]) => end)));
    }
    throw new CalendarRangeError(String(at));
  }

  /** The openings that end after `at`, the earliest first; those of two days may overlap. */
  *#openingsAfter(scheduleId, at) {
    const schedule = this.#schedule(scheduleId);
    // The day before the first covered one counts too: its night shift may end on it.
    for (let day = this.#dayAt(at) - 1; day <= this.#lastDay; day += 1) {
      for (const opening of this.#openings(schedule, day)) if (opening[1] > at) yield opening;
    }
  }

  /** The day's spans as instants; one that a change of offset swallows is none. */
  #openings(schedule, day) {
    return this.#hours(schedule, day)
      .map(([start, end]) => [this.#clock.instant(day, start), this.#clock.instant(day, end)])
      .filter(([opens, closes]) => opens < closes)
      .sort((one, other) => one[0] - other[0] || one[1] - other[1]);
  }

  #hours(schedule, day) {
    const isoDay = isoOf(day);
    const special = schedule.special[isoDay];
    if (special) return special.hours;
    const week = weekOn(schedule, isoDay);
    if (!week) return [];
    if (week.holiday && isoDay in this.#holidays(schedule)) return week.holiday;
    return week.days[(((day + 3) % 7) + 7) % 7]; // day 0 was a Thursday
  }

  #holidays(schedule) {
    return this.#facts.holidays[schedule.country] ?? {};
  }

  #dayAt(at) {
    if (!(this.#start <= at && at < this.#end)) throw new CalendarRangeError(String(at));
    return this.#clock.local(at).day;
  }

  #schedule(scheduleId) {
    const schedule = this.#facts.schedules[scheduleId];
    if (!schedule) throw new UnknownScheduleError(scheduleId);
    return schedule;
  }
}

/** Whether every day, holidays included, is open from midnight to midnight. */
function neverCloses({ weeks: [week, ...others], special }) {
  if (others.length || week.from || week.to || week.holiday || Object.keys(special).length) return false;
  return week.days.every((spans) => spans.length === 1 && spans[0][0] === 0 && spans[0][1] === 1440);
}

function weekOn(schedule, isoDay) {
  return schedule.weeks.find((week) => (week.from ?? isoDay) <= isoDay && isoDay <= (week.to ?? isoDay));
}
