/** Chatwoot. What is told of the contact is there at once; a conversation takes it when it begins. */
import { loadScript, valuesOf } from "./script.mjs";

export async function start({ script, url, key }, visit) {
  window.chatwootSettings = { locale: visit.language, useBrowserLanguage: false };
  const ready = new Promise((resolve) => {
    window.addEventListener("chatwoot:ready", resolve, { once: true });
  });
  await loadScript(script);
  window.chatwootSDK.run({ websiteToken: key, baseUrl: url });
  await ready;
  const chat = window.$chatwoot;
  const values = valuesOf(visit);
  chat.setLocale(visit.language);
  if (visit.email) chat.setUser(visit.email, { email: visit.email });
  chat.setCustomAttributes(values);
  window.addEventListener("chatwoot:on-start-conversation", () => chat.setConversationCustomAttributes(values));
  chat.toggle("open");
  return () => chat.toggle("open");
}
