"""What every mail is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpcenter.records import record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mypy_boto3_dynamodb import DynamoDBClient

    from helpcenter.center.calendar import Calendar
    from helpcenter.center.facts import Facts
    from helpcenter.mail.templates import MailTemplates
    from helpcenter.messages import Messages
    from helpcenter.settings import DeliverySettings


@record
class MailParts:
    """Settings, client and, of the center, what mails say. `facts` link to where this center is."""

    settings: DeliverySettings
    client: DynamoDBClient
    facts: Facts
    calendar: Calendar
    messages: Mapping[str, Messages]
    templates: MailTemplates
