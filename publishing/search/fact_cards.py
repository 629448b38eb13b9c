"""Facts as answers: a number, opening hours or a promise that search shows above the articles."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from publishing.site.opening_hours import schedule_sentence
from publishing.site.vocabulary import page_path, promise_words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from helpcenter.center.facts import Channel, Facts
    from helpcenter.messages import Messages


class FactCard(NamedTuple):
    """One fact: what it is about, the answer itself and what belongs to it.

    `kind` is `number`, `address`, `hours` or `promise`; `page` is a path below the site's root. `names` are
    what people call it.
    """

    kind: str
    title: str
    answer: str
    detail: str
    page: str
    names: list[str]


def fact_cards(facts: Facts, messages: Messages, today: date) -> list[FactCard]:
    """Return the facts of one language that can answer a search by themselves."""
    cards = [
        card for channel in facts.channels.values() for card in _of_channel(channel, facts, messages, today)
    ]
    return [*cards, *_promises(facts, messages)]


def asking_words(messages: Messages) -> dict[str, list[str]]:
    """Return the words, by kind of card, with which people ask for one."""
    prefix = "search.asks."
    return {
        code.removeprefix(prefix): text.split(", ")
        for code, text in messages.texts.items()
        if code.startswith(prefix)
    }


def _of_channel(channel: Channel, facts: Facts, messages: Messages, today: date) -> Iterator[FactCard]:
    language = messages.language
    name = channel.name[language]
    names = [name, channel.purpose[language], *_topic_names(channel, facts, language)]
    if channel.service:
        names.append(facts.services[channel.service].name[language])
    schedule = channel.schedule_in(language)
    hours = schedule_sentence(facts.schedules[schedule], today, messages) if schedule else ""
    page = page_path(channel, facts, language)
    contact = "contact/" if language == facts.languages[0] else f"{language}/contact/"
    if channel.number:
        yield FactCard("number", name, channel.number, hours, page or contact, [*names, channel.number])
    if channel.address:
        yield FactCard("address", name, channel.address, channel.purpose[language], page or contact, names)
    if hours:
        yield FactCard("hours", name, hours, channel.number or "", page or contact, names)


def _topic_names(channel: Channel, facts: Facts, language: str) -> list[str]:
    return [facts.topics[topic].name[language] for topic in channel.topics]


def _promises(facts: Facts, messages: Messages) -> Iterator[FactCard]:
    language = messages.language
    page = "inquiry/" if language == facts.languages[0] else f"{language}/inquiry/"
    for topic in facts.choices.values():
        name = topic.name[language]
        parent = [facts.topics[topic.parent].name[language]] if topic.parent else []
        yield FactCard("promise", name, promise_words(topic.promise, messages), "", page, [name, *parent])
