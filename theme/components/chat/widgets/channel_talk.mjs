/** Channel Talk (채널톡). It speaks three languages; the profile carries what the record needs. */
import { loadScript, valuesOf } from "./script.mjs";

const LANGUAGES = ["ko", "en", "ja"];

export async function start({ script, key }, visit) {
  const queue = (...call) => queue.c(call);
  queue.q = [];
  queue.c = (call) => queue.q.push(call);
  window.ChannelIO = queue;
  await loadScript(script);
  const language = LANGUAGES.includes(visit.language) ? visit.language : "en";
  const profile = { ...valuesOf(visit), ...(visit.email ? { email: visit.email } : {}) };
  await new Promise((resolve, reject) => {
    window.ChannelIO("boot", { pluginKey: key, language, profile }, (error) => (error ? reject(error) : resolve()));
  });
  const show = () => window.ChannelIO("openChat");
  show();
  return show;
}
