/** Material's own search worker, unchanged, in Node: what it would load is read from the theme's folder. */
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import vm from "node:vm";

const SCRIPTS = process.env.MATERIAL_SCRIPTS; // …/material/templates/assets/javascripts
const [SETUP, READY, QUERY, RESULT] = [0, 1, 2, 3];
const FIRST = 5;

/** Search a set; `stock` is the index that Material's plugin wrote for it, when there is one. */
export async function material({ docs, queries }, stock) {
  const worker = open();
  const index = stock ?? { config: stockConfig(), docs: docs.map(({ id, title, text }) => ({ location: id, title, text })) };
  await worker.ask({ type: SETUP, data: { ...index, options: { suggest: false } } }, READY);
  const found = [];
  for (const { q } of queries) {
    const { items } = (await worker.ask({ type: QUERY, data: q }, RESULT)).data;
    found.push(items.slice(0, FIRST).map(([{ location }]) => location.split("#")[0]));
  }
  return found;
}

/** What the plugin writes for a Korean and English site. */
function stockConfig() {
  const fields = { title: { boost: 1000 }, text: { boost: 1 }, tags: { boost: 1000000 } };
  return { lang: ["ko", "en"], separator: "[\\s\\-]+", pipeline: [], fields };
}

function open() {
  const folder = join(SCRIPTS, "workers");
  const file = join(folder, readdirSync(folder).find((name) => /^search\..*\.min\.js$/.test(name)));
  let listener;
  let waiting;
  const scope = { console: { warn() {} }, URL, setTimeout, clearTimeout, structuredClone };
  scope.self = scope.globalThis = scope;
  scope.addEventListener = (_, handler) => (listener = handler);
  scope.postMessage = (message) => waiting(message);
  scope.importScripts = (...files) => files.forEach((name) => run(join(dirname(file), name)));
  const context = vm.createContext(scope);
  const run = (path) => vm.runInContext(readFileSync(path, "utf8"), context, { filename: path });
  run(file);
  const ask = (data, type) =>
    new Promise((resolve, reject) => {
      waiting = (message) => (message.type === type ? resolve(message) : reject(new Error(`type ${message.type}`)));
      listener({ data });
    });
  return { ask };
}
