/** What a browser tells of its device, as people would write it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { deviceFacts } from "../../theme/components/inquiry-form/device.mjs";

const MOZILLA = "Mozilla/5.0";
const AGENTS = {
  [`${MOZILLA} (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Mobile/15E148 Safari/604.1`]:
    { system: "iPhone, iOS 17.4", browser: "Safari 17.4" },
  [`${MOZILLA} (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15`]:
    { system: "macOS", browser: "Safari 18.1" },
  [`${MOZILLA} (Windows NT 10.0; Win64; x64; rv:132.0) Gecko/20100101 Firefox/132.0`]: { system: "Windows", browser: "Firefox 132" },
  [`${MOZILLA} (Linux; Android 14; SM-S911N) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/26.0 Chrome/122.0.0.0 Mobile Safari/537.36`]:
    { system: "Android 14", browser: "Samsung Internet 26" },
  "something else": { system: "", browser: "" },
};

test("without client hints the user agent is read", async () => {
  for (const [userAgent, told] of Object.entries(AGENTS)) assert.deepEqual(await deviceFacts({ userAgent }), told);
});

test("client hints tell model and version, and nobody's brand is left out", async () => {
  const hints = {
    platform: "Android",
    platformVersion: "14.0.0",
    model: "SM-S911N",
    fullVersionList: [
      { brand: "Not_A Brand", version: "99" },
      { brand: "Chromium", version: "131.0.1" },
      { brand: "Google Chrome", version: "131.0.6778.86" },
    ],
  };
  const userAgentData = { getHighEntropyValues: async () => hints };
  assert.deepEqual(await deviceFacts({ userAgent: "", userAgentData }), {
    system: "SM-S911N, Android 14",
    browser: "Google Chrome 131",
  });
  for (const [platformVersion, system] of [["15.0.0", "Windows 11"], ["10.0.0", "Windows 10"], ["", "Windows"]]) {
    Object.assign(hints, { platform: "Windows", platformVersion, model: "" });
    assert.equal((await deviceFacts({ userAgent: "", userAgentData })).system, system);
  }
});

test("a browser that refuses to tell is taken at its user agent", async () => {
  const [[userAgent, told]] = Object.entries(AGENTS);
  const userAgentData = { getHighEntropyValues: () => Promise.reject(new Error("NotAllowedError")) };
  assert.deepEqual(await deviceFacts({ userAgent, userAgentData }), told);
});
