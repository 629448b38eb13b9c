/** The browser's ranking against the shared table; `FACTS` is a file with the browser facts of each language. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { Calendar, CalendarRangeError } from "../../theme/components/clock/calendar.mjs";
import { rankChannels } from "../../theme/components/launcher/ranking.mjs";

const { cases } = JSON.parse(readFileSync(new URL("../vectors/ranking.json", import.meta.url), "utf8"));
const facts = JSON.parse(readFileSync(process.env.FACTS, "utf8"));

function rank({ need, at }) {
  const own = facts[need.language];
  const wanted = { topic: need.topic, service: need.service, cannotSignIn: need.cannot_sign_in };
  return rankChannels(own, new Calendar(own), wanted, Date.parse(at));
}

for (const one of cases) {
  test(one.why, () => {
    if (one.error) {
      assert.throws(() => rank(one), CalendarRangeError);
      return;
    }
    const { channels, nobodyNow } = rank(one);
    assert.deepEqual(
      channels.map(({ channel, open, until, wait }) => [channel.id, open, until, wait?.[1] ?? null]),
      one.expect.map(([id, open, until, wait]) => [id, open, until && Date.parse(until), wait]),
    );
    assert.equal(nobodyNow, one.nobody_now);
  });
}
