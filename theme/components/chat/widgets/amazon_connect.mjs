/** Amazon Connect's communications widget. Its attributes arrive marked as what anybody could have typed. */
import { loadScript, valuesOf } from "./script.mjs";

const LOCALES = {
  ...{ de: "de_DE", en: "en_US", es: "es_ES", fr: "fr_FR", id: "id_ID", it: "it_IT", ja: "ja_JP", ko: "ko_KR" },
  ...{ pt: "pt_BR", zh: "zh_CN" },
};

export async function start({ script, key, id }, visit) {
  const connect = (...call) => connect.ac.push(call);
  connect.ac = [];
  window.amazon_connect = connect;
  const launched = { skipIconButtonAndAutoLaunch: true };
  connect("snippetId", key);
  connect("styles", { iconType: "CHAT" });
  connect("supportedMessagingContentTypes", ["text/plain", "text/markdown"]);
  connect("customLaunchBehavior", launched);
  connect("language", LOCALES[visit.language] ?? LOCALES.en);
  connect("contactAttributes", { ...valuesOf(visit), ...(visit.email ? { email: visit.email } : {}) });
  await loadScript(script, { id });
  return () => document.querySelector("iframe[src*='connect']")?.focus();
}
