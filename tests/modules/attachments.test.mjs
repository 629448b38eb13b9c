/** Which files the browser takes before it asks the server. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { kindOf, problemOf } from "../../theme/components/attachments/kinds.mjs";

const file = (bytes, name = "a.png") => new File([new Uint8Array(bytes)], name);
const text = (words, name = "a.png") => new File([words], name);
const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0];

const KINDS = [
  ["a picture whatever its name says", file(PNG, "a.txt"), "image/png"],
  ["a photo", file([0xff, 0xd8, 0xff, 0xe1]), "image/jpeg"],
  ["a WebP", text("RIFF\x10\0\0\0WEBPVP8 "), "image/webp"],
  ["another RIFF", text("RIFF\x10\0\0\0WAVEfmt "), null],
  ["a PDF", text("%PDF-1.7\n"), "application/pdf"],
  ["a PDF behind a byte order mark", file([0xef, 0xbb, 0xbf, ...Buffer.from("\r\n%PDF-1.4")]), "application/pdf"],
  ["a picture that is a program", text("<svg onload=alert(1)>", "a.svg"), null],
  ["a page", text("<!doctype html>"), null],
  ["a HEIC", text("\0\0\0\x18ftypheic"), null],
  ["something short", file([0x89]), null],
];

for (const [name, given, kind] of KINDS) {
  test(`the kind of ${name} is told by its first bytes`, async () => {
    assert.equal(await kindOf(given), kind);
  });
}

test("what can't be added is named", async () => {
  assert.equal(await problemOf(file([]), 10), "empty");
  assert.equal(await problemOf(file(PNG), 9), "too_large");
  assert.equal(await problemOf(file(PNG), 10), null);
  assert.equal(await problemOf(text("text"), 10), "wrong_kind");
  const unreadable = { size: 5, slice: () => ({ arrayBuffer: () => Promise.reject(new Error("gone")) }) };
  assert.equal(await problemOf(unreadable, 10), "unreadable");
});
