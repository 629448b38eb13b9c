// The functions that run at the edge, with a store in memory in place of CloudFront's.
import {test} from "node:test";
import assert from "node:assert/strict";
import {readFileSync} from "node:fs";

const ID = "20261122T134500Z-1183b1b0c2d3";
const LIVE = {release: ID, languages: "ko en", csp: "default-src 'none'", "csp:/chat/": "default-src 'self'"};

/** Return the handler of a file in `edge/`, which reads `values`. */
async function handlerOf(name, values) {
  const file = new URL(`../../edge/${name}.js`, import.meta.url);
  globalThis.stores ??= [];
  const number = globalThis.stores.push({
    get: async (key) => {
      if (!(key in values)) throw new Error("KeyNotFound");
      return values[key];
    },
  });
  const stub = `const cf = {kvs: () => globalThis.stores[${number - 1}]};`;
  const code = readFileSync(file, "utf8").replace("import cf from 'cloudfront';", stub);
  const module = await import(`data:text/javascript,${encodeURIComponent(code)}\nexport {handler};`);
  return module.handler;
}

/** Ask for an address as a browser does that comes from `site`; return what the function answers. */
async function ask(uri, {accept, site = "none", query = {}, headers = {}, values = LIVE} = {}) {
  const request = {method: "GET", uri, querystring: query, headers: {}, cookies: {}};
  if (accept !== undefined) request.headers["accept-language"] = {value: accept};
  if (site) request.headers["sec-fetch-site"] = {value: site};
  for (const [name, value] of Object.entries(headers)) request.headers[name] = {value};
  return (await handlerOf("viewer_request", values))({request});
}

const location = (answer) => answer.headers.location?.value;
const HOME = `/releases/${ID}/index.html`;

for (const [accept, where] of [
  ["en-US,en;q=0.9", "/en/"],
  ["en-US,en;q=0.9,ko;q=0.8", "/en/"],
  ["de,en;q=0.5,ko;q=0.9", HOME],
  ["ja-JP,ja", "/en/"],
  ["ko-KR,ko;q=0.9,en-US;q=0.8", HOME],
  ["KO", HOME],
  ["en;q=0,ko", HOME],
  ["*", HOME],
  ["", HOME],
  [";;;q=,,", HOME],
  [undefined, HOME],
]) {
  test(`the bare address leads who reads "${accept}" to ${where}`, async () => {
    const answer = await ask("/", {accept});
    assert.equal(location(answer) ?? answer.uri, where);
    if (location(answer)) {
      assert.equal(answer.statusCode, 302);
      assert.equal(answer.headers["cache-control"].value, "no-store");
    }
  });
}

for (const [how, given] of [
  ["the language switch or any link of ours", {site: "same-origin"}],
  ["a link that says something", {query: {lang: {value: "ko"}}}],
  ["a page that is there already", {headers: {"if-none-match": '"a"'}}],
  ["a reload", {headers: {"cache-control": "max-age=0"}}],
  ["a browser that does not say whence it comes", {site: ""}],
]) {
  test(`nobody is led away by ${how}`, async () => {
    assert.equal((await ask("/", {accept: "en", ...given})).uri, HOME);
  });
}

test("a search engine or a link from elsewhere is a first visit", async () => {
  assert.equal(location(await ask("/", {accept: "en", site: "cross-site"})), "/en/");
});

test("pages below the bare address are never led away", async () => {
  assert.equal((await ask("/contact/", {accept: "en"})).uri, `/releases/${ID}/contact/index.html`);
});

test("without languages in the store nobody is led away", async () => {
  assert.equal((await ask("/", {accept: "en", values: {release: ID}})).uri, HOME);
});

test("folders have pages, files are themselves", async () => {
  assert.equal((await ask("/en/chat/")).uri, `/releases/${ID}/en/chat/index.html`);
  assert.equal((await ask("/facts.ko.json")).uri, `/releases/${ID}/facts.ko.json`);
});

test("a folder without its slash gets it, with what stood behind", async () => {
  const query = {topic: {value: "refund"}, a: {value: "1", multiValue: [{value: "1"}, {value: "2"}]}};
  const answer = await ask("/en/inquiry", {query});
  assert.equal(answer.statusCode, 308);
  assert.equal(location(answer), "/en/inquiry/?topic=refund&a=1&a=2");
});

for (const uri of ["//evil.example", "//evil.example/x", "/\\evil.example", "/\\/evil.example", "/a\\b/c"]) {
  test(`no address of ours leads to ${uri}`, async () => {
    const answer = await ask(uri);
    assert.equal(location({headers: {}, ...answer}), undefined);
    assert.equal(answer.uri, `/releases/${ID}${uri}`);
  });
}

test("nobody reaches another release than the live one", async () => {
  assert.equal((await ask("/releases/old/index.html")).uri, `/releases/${ID}/releases/old/index.html`);
});

test("before the first release the site says that it is not there yet", async () => {
  const answer = await ask("/", {accept: "en", values: {}});
  assert.equal(answer.statusCode, 503);
  assert.equal(answer.headers["retry-after"].value, "60");
});

for (const [uri, policy] of [
  ["/", LIVE.csp],
  ["/chat/", LIVE["csp:/chat/"]],
  [`/releases/${ID}/chat/index.html`, LIVE["csp:/chat/"]],
  [`/releases/${ID}/index.html`, LIVE.csp],
  ["/facts.ko.json", LIVE.csp],
]) {
  test(`${uri} has its policy`, async () => {
    const response = await (await handlerOf("viewer_response", LIVE))({request: {uri}, response: {headers: {}}});
    assert.equal(response.headers["content-security-policy"].value, policy);
  });
}

test("without a policy in the store the one that comes from elsewhere stays", async () => {
  const response = {headers: {"content-security-policy": {value: "default-src 'self'"}}};
  const answer = await (await handlerOf("viewer_response", {}))({request: {uri: "/"}, response});
  assert.equal(answer.headers["content-security-policy"].value, "default-src 'self'");
});
