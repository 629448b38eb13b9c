/**
 * Which channel first. The same rule as src/helpcenter/center/ranking.py, where it is explained;
 * tests/vectors/ranking.json holds both to it.
 */
import { isoOf } from "../clock/clock.mjs";

const [LIVE, LATER, UNOFFICIAL] = [0, 1, 2];
const PROMPTNESS = { phone: LIVE, chat: LIVE, inquiry: LATER, mail: LATER, community: UNOFFICIAL };
const NEVER = Number.MAX_SAFE_INTEGER;

/**
 * Rank the channels of the browser facts for a need `{topic, service, cannotSignIn}` (ids, or null) at an
 * instant in milliseconds. Returns `{channels: [{channel, open, until, wait, busy}], nobodyNow}`.
 * Throws CalendarRangeError.
 */
export function rankChannels(facts, calendar, { topic: topicId, service, cannotSignIn }, at) {
  const topic = facts.topics.find(({ id }) => id === topicId) ?? null;
  const local = calendar.localTime(at);
  const ranked = facts.channels
    .filter((channel) => isFor(channel, topic, service) && !(channel.sign_in && cannotSignIn))
    .filter((channel) => isValid(channel, isoOf(local.day)))
    .map((channel) => stateOf(channel, facts, calendar, at, local));
  const keys = new Map(ranked.map((one) => [one, keyOf(one, topic)]));
  ranked.sort((one, other) => compare(keys.get(one), keys.get(other)));
  const reachable = ranked.some(({ channel, open }) => channel.speaks && open && PROMPTNESS[channel.kind] === LIVE);
  return { channels: ranked, nobodyNow: Boolean(topic?.urgent) && !reachable };
}

function isFor(channel, topic, service) {
  if (topic && channel.topics) return channel.topics.includes(topic.id);
  const wanted = topic ? topic.service : service;
  return !channel.service || channel.service === wanted || (!topic && !service);
}

function isValid(channel, isoDay) {
  return (channel.valid_from ?? isoDay) <= isoDay && isoDay <= (channel.valid_to ?? isoDay);
}

function stateOf(channel, facts, calendar, at, local) {
  const extra = extraWaitPercent(channel, facts, local);
  return {
    channel,
    open: !channel.schedule || calendar.isOpen(channel.schedule, at),
    until: channel.schedule ? calendar.nextChange(channel.schedule, at) : null,
    wait: channel.wait ? [channel.wait[0], Math.ceil((channel.wait[1] * (100 + extra)) / 100)] : null,
    busy: extra > 0,
  };
}

function extraWaitPercent(channel, facts, { weekday, hour, minute }) {
  const now = hour * 60 + minute;
  // A peak past midnight is one of the day on which it starts.
  const readings = [
    [weekday, now],
    [(weekday + 6) % 7, now + 1440],
  ];
  const percents = facts.peaks
    .filter(({ channels }) => channels.includes(channel.id))
    .filter(({ days, start, end }) => readings.some(([day, time]) => days.includes(day) && start <= time && time < end))
    .map((peak) => peak.extra_wait_percent);
  return Math.max(0, ...percents);
}

function keyOf({ channel, open, until, wait }, topic) {
  const promptness = PROMPTNESS[channel.kind];
  const special = Boolean(channel.topics);
  const purpose = topic ? [!special, 0] : [special, -(channel.topics?.length ?? 0)];
  const soonestFirst = !topic || topic.urgent;
  return [
    !channel.speaks,
    !open,
    open ? 0 : (until ?? NEVER),
    promptness === UNOFFICIAL,
    ...(soonestFirst ? [promptness, ...purpose] : [...purpose, promptness]),
    wait ? wait[1] : NEVER,
  ].map(Number);
}

function compare(one, other) {
  const place = one.findIndex((value, index) => value !== other[index]);
  return place === -1 ? 0 : one[place] - other[place];
}
