/**
 * Local time without a time zone database: the zone's offsets come with the facts. The same answers as
 * src/helpcenter/center/clock.py. An instant is a number of milliseconds since 1970 in UTC, like Date.now();
 * a day is a number of days since 1970-01-01; a minute counts from the local midnight of a day.
 */

const DAY_SECONDS = 86_400;

export class Clock {
  #instants;
  #walls;
  #offsets;
  #names;

  /** `transitions` are [from unix seconds, offset in seconds, abbreviation], the earliest first. */
  constructor(transitions) {
    this.#offsets = transitions.map(([, offset]) => offset);
    this.#names = transitions.map(([, , name]) => name);
    this.#instants = transitions.slice(1).map(([from]) => from);
    // A wall time that a change of offset skips or repeats is read with the offset before the change.
    this.#walls = this.#instants.map((from, index) => from + Math.max(this.#offsets[index], this.#offsets[index + 1]));
  }

  /** What the center's clocks show at an instant: `weekday` is 0 on Monday, `offset` in seconds. */
  local(at) {
    const place = countUpTo(this.#instants, at / 1000);
    const wall = new Date(at + this.#offsets[place] * 1000);
    return {
      day: Math.floor(wall.getTime() / (DAY_SECONDS * 1000)),
      year: wall.getUTCFullYear(),
      month: wall.getUTCMonth() + 1,
      date: wall.getUTCDate(),
      weekday: (wall.getUTCDay() + 6) % 7,
      hour: wall.getUTCHours(),
      minute: wall.getUTCMinutes(),
      second: wall.getUTCSeconds(),
      offset: this.#offsets[place],
      abbreviation: this.#names[place],
    };
  }

  /**
   * The instant at which the clocks show `minute` minutes after midnight of `day`; from 1440 on it is on the
   * following days. A wall time that exists twice means the first, one that does not exist is read with the
   * offset before the change.
   */
  instant(day, minute) {
    const wall = day * DAY_SECONDS + minute * 60;
    return (wall - this.#offsets[countUpTo(this.#walls, wall)]) * 1000;
  }
}

/** The day of an ISO date. */
export function dayOf(isoDay) {
  return Date.parse(isoDay) / (DAY_SECONDS * 1000);
}

/** The ISO date of a day. */
export function isoOf(day) {
  return new Date(day * DAY_SECONDS * 1000).toISOString().slice(0, 10);
}

/** How many of the sorted numbers are not greater than the limit. */
function countUpTo(numbers, limit) {
  let count = 0;
  while (count < numbers.length && numbers[count] <= limit) count += 1;
  return count;
}
