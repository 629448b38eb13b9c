"""What answers GET and POST /api/lost-links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpcenter.api.reply_page import load_reply_pages
from helpcenter.aws.clients import dynamodb_client
from helpcenter.aws.counting import count
from helpcenter.aws.letters import DynamoLetters
from helpcenter.bootstrap.center import DATA, now
from helpcenter.center.facts import load_facts
from helpcenter.inquiry.lost_links import SendLinks
from helpcenter.inquiry.lost_links_endpoint import LostLinksEndpoint
from helpcenter.inquiry.receipt_endpoint import Desk
from helpcenter.messages import load_messages
from helpcenter.settings import LostLinkSettings, read_settings

if TYPE_CHECKING:
    from collections.abc import Mapping


def send_links(environment: Mapping[str, str]) -> LostLinksEndpoint:
    """Return what answers GET and POST /api/lost-links."""
    settings, facts = read_settings(LostLinkSettings, environment), load_facts(DATA / "facts.json")
    letters = DynamoLetters(dynamodb_client(), settings.table_name, now)
    desk = Desk(facts, load_messages(), load_reply_pages(DATA), settings.site_url)
    return LostLinksEndpoint(desk, SendLinks(letters, settings.case_secret, now), count)
