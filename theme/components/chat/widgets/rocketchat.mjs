/** Rocket.Chat Omnichannel. The custom fields `language`, `case_id` and `consent` must be made for visitors there. */
import { loadScript, valuesOf } from "./script.mjs";

export async function start({ script, url }, visit) {
  const push = (call) => push._.push(call);
  push._ = [];
  push.url = `${url}/livechat`;
  window.RocketChat = push;
  await loadScript(script);
  const show = () =>
    window.RocketChat(function open() {
      this.maximizeWidget();
    });
  window.RocketChat(function tell() {
    if (visit.email) this.setGuestEmail(visit.email);
    for (const [name, value] of Object.entries(valuesOf(visit))) this.setCustomField(name, value);
    this.setLanguage(visit.language);
  });
  show();
  return show;
}
