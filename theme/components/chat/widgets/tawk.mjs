/** tawk.to. Its webhook tells neither attributes nor language back: agents see them, the record knows the address. */
import { loadScript, valuesOf } from "./script.mjs";

export async function start({ script }, visit) {
  const api = { ...(visit.email ? { visitor: { name: visit.email, email: visit.email } } : {}) };
  window.Tawk_API = api;
  window.Tawk_LoadStart = new Date();
  const loaded = new Promise((resolve) => {
    api.onLoad = resolve;
  });
  await loadScript(script, { crossorigin: "*" });
  await loaded;
  // Keys are small letters, digits and hyphens.
  const told = Object.entries(valuesOf(visit)).map(([name, value]) => [name.replace("_", "-"), value]);
  api.setAttributes(Object.fromEntries(told), () => {});
  api.maximize();
  return () => api.maximize();
}
