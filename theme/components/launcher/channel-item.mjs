/** One channel as the launcher lists it. */
import { closingWords, dueWords, momentWords } from "../clock/moments.mjs";
import { say, siteUrl } from "../site-facts/site-facts.mjs";
import { element } from "./element.mjs";

/** Make the list item of a ranked channel; the best one has a button. */
export function channelItem(ranked, { texts, calendar, now, topic, isBest }) {
  const { channel, open } = ranked;
  const name = `launcher-${channel.id}`;
  const styles = ["launcher-channel", `launcher-channel--${open ? "open" : "closed"}`];
  if (isBest) styles.push("launcher-channel--first");
  return element(
    "li",
    { class: styles.join(" "), "data-channel": channel.id },
    element("h3", { id: name, class: "launcher-channel__name" }, channel.name),
    element(
      "p",
      { class: "launcher-channel__when" },
      element("strong", { class: "launcher-channel__state" }, say(texts, open ? "launcher.open" : "launcher.closed")),
      ` ${openingWords(ranked, texts, calendar, now)}`,
    ),
    ...[
      waitWords(ranked, texts),
      answerWords(channel, topic, texts, calendar, now),
      exceptionWords(channel, texts, calendar, now),
    ]
      .filter(Boolean)
      .map((words) => element("p", { class: "launcher-channel__note" }, words)),
    element("p", { class: "launcher-channel__purpose" }, channel.purpose),
    element("p", { class: "launcher-channel__note" }, accessWords(channel, texts)),
    action(ranked, texts, topic, name, isBest),
  );
}

/** When an open channel closes, or a closed one opens. */
export function openingWords({ open, until }, texts, calendar, now) {
  if (until === null) return say(texts, open ? "launcher.always" : "launcher.never");
  const when = (open ? closingWords : momentWords)(texts, calendar, until, now);
  return say(texts, open ? "launcher.closes" : "launcher.opens", { when });
}

/** How long one usually waits; null for a channel that is closed or says nothing of it. */
export function waitWords({ open, wait, busy }, texts) {
  if (!open || !wait) return null;
  const [least, most] = wait;
  return say(texts, busy ? "launcher.wait.busy" : "wait", { least, most });
}

function answerWords({ kind }, topic, texts, calendar, now) {
  if (kind !== "inquiry" || !topic) return null;
  return say(texts, "launcher.due", { moment: dueWords(texts, calendar, calendar.promisedMoment(topic.promise, now), now) });
}

function exceptionWords({ schedule }, texts, calendar, now) {
  const name = schedule && calendar.exceptionOn(schedule, now);
  return name ? say(texts, "launcher.exception", { name }) : null;
}

function accessWords({ speaks, language_names: languages, sign_in: signIn }, texts) {
  const spoken = speaks ? languages : say(texts, "launcher.languages.only", { languages });
  return [spoken, say(texts, signIn ? "sign_in.needed" : "sign_in.not_needed")].join(" · ");
}

/** What to press. Its name for a screen reader holds the channel's, for a list of links says nothing by itself. */
function action(ranked, texts, topic, name, isButton) {
  const [href, label, isElsewhere] = channelLink(ranked, texts, topic);
  if (!href) return element("p", { class: "launcher-channel__action" }, say(texts, "channels.in_service"));
  const id = `${name}-action`;
  const style = isButton ? "md-button md-button--primary" : "launcher-channel__link";
  return element(
    "p",
    { class: "launcher-channel__action" },
    element("a", { id, class: style, href, target: isElsewhere && "_blank", "aria-labelledby": `${id} ${name}` }, label),
  );
}

/**
 * Where a channel is used, as [address, label, whether in a tab of its own]; no address where it starts inside the
 * service. A chat that starts on the site goes on in a tab of its own, so that reading on does not end it; while
 * it can't start, the way leads to the inquiry form.
 */
export function channelLink({ channel, open }, texts, topic = null) {
  const { kind, number, address, page, widget, speaks } = channel;
  if (number) return [`tel:${number.replace(/[^\d+]/g, "")}`, say(texts, "launcher.call", { number })];
  if (address) return [`mailto:${address}`, say(texts, "launcher.mail", { address })];
  if (widget && open && speaks) return [siteUrl(withTopic(widget.page, topic)), texts["chat.start"], true];
  if (widget) return [siteUrl(withTopic(widget.otherwise, topic)), texts["chat.write"]];
  const path = kind === "inquiry" ? withTopic(page, topic) : page;
  return [page && siteUrl(path), texts[`channels.open.${kind}`]];
}

function withTopic(page, topic) {
  return topic ? `${page}${page.includes("?") ? "&" : "?"}topic=${topic.id}` : page;
}
