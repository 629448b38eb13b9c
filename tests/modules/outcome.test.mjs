/** What becomes of searches, as the center is told. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { Outcome } from "../../theme/components/search/outcome.mjs";

const PATH = "topics/payment/charged-twice/";

function searching(steps) {
  const told = [];
  steps(new Outcome((what) => told.push(what)));
  return told;
}

test("a search that is followed led somewhere, and is told once", () => {
  const told = searching((outcome) => {
    outcome.answered("환불", PATH, 0);
    outcome.followed();
    outcome.ended(9000);
  });
  assert.deepEqual(told, [{ what: "found" }]);
});

test("one that nobody follows led nowhere, and names what it offered", () => {
  const told = searching((outcome) => {
    outcome.answered("위약", "", 0);
    outcome.answered("위약금", PATH, 400);
    outcome.ended(5000);
    outcome.ended(9000);
  });
  assert.deepEqual(told, [{ what: "missed", terms: "위약금", path: PATH }]);
});

test("what was on the screen for a moment only was no search", () => {
  assert.deepEqual(searching((outcome) => {
    outcome.answered("위약금", PATH, 0);
    outcome.ended(1000);
  }), []);
});

test("who tries other words missed with the first", () => {
  const told = searching((outcome) => {
    outcome.answered("위약금", "", 0);
    outcome.answered("해지 비용", PATH, 4000);
    outcome.followed();
  });
  assert.deepEqual(told.map(({ what, terms }) => [what, terms]), [["missed", "위약금"], ["found", undefined]]);
});

test("the same words are told once, however often the list is opened", () => {
  const told = searching((outcome) => {
    for (const start of [0, 10_000, 20_000]) {
      outcome.answered("위약금", "", start);
      outcome.ended(start + 5000);
    }
  });
  assert.equal(told.length, 1);
});

test("a letter is no search", () => {
  assert.deepEqual(searching((outcome) => {
    outcome.answered("위", "", 0);
    outcome.ended(5000);
  }), []);
});
