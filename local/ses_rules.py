"""What SES refuses of a SendEmail request with simple content: its documented limits.

The embedded SES takes anything. With these rules a mail that SES would refuse is refused here too, on this
machine and in tests. Sources, in docs.aws.amazon.com/ses/latest:

- dg/quotas.html: 40 MB a message, 50 recipients, 500 MIME parts
- APIReference-V2/API_MessageHeader.html and API_Message.html: headers of our own
- dg/header-fields.html: headers that may stand once, and those that SES puts its own in place of
- APIReference-V2/API_Destination.html: addresses
- APIReference-V2/API_MessageTag.html: tags
- APIReference-V2/API_Attachment.html and dg/mime-types.html: attachments
"""

from __future__ import annotations

import base64
import re
from email.utils import parseaddr
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MESSAGE_MAX = 40_000_000  # bytes, after base64
RECIPIENTS_MAX, HEADERS_MAX, PARTS_MAX = 50, 15, 500
HEADER_NAME_MAX, HEADER_VALUE_MAX, HEADER_MAX = 126, 995, 996  # characters; the last: name and value together
FILE_NAME_MAX, FILE_TYPE_MAX = 255, 78  # characters
TAG_MAX = 256  # characters
ADDRESS_MAX, LOCAL_PART_MAX = 254, 64  # octets, RFC 5321 4.5.3.1
LINE_MAX = 998  # octets without the line break, RFC 5322 2.1.1

_HEADER_NAME = re.compile(r"[!-9;-~]+")
_HEADER_VALUE = re.compile(r"[ -~]+")
_TAG = re.compile(r"[A-Za-z0-9_-]+")
_LOCAL_PART = re.compile(r"[!#-'*+/-9=?A-Z^-~-]+(?:\.[!#-'*+/-9=?A-Z^-~-]+)*")
_DOMAIN = re.compile(r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z0-9-]{2,63}")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]")
# SES writes these itself; the API has fields of their own for the rest.
_NOT_OURS = {"bcc", "cc", "content-transfer-encoding", "content-type", "date", "dkim-signature", "from"}
_NOT_OURS |= {"message-id", "mime-version", "reply-to", "return-path", "sender", "subject", "to"}
_FILE_ENDINGS = re.compile(
    r"(?:ade|adp|app|asp|bas|bat|cer|chm|cmd|com|cpl|crt|csh|der|exe|fxp|gadget|hlp|hta|inf|ins|isp|its"
    r"|js|jse|ksh|lib|lnk|mad|maf|mag|mam|maq|mar|mas|mat|mau|mav|maw|mda|mdb|mde|mdt|mdw|mdz|msc|msh"
    r"|msh1|msh2|mshxml|msh1xml|msh2xml|msi|msp|mst|ops|pcd|pif|plg|prf|prg|reg|scf|scr|sct|shb|shs"
    r"|sys|ps1|ps1xml|ps2|ps2xml|psc1|psc2|tmp|url|vb|vbe|vbs|vps|vsmacros|vss|vst|vsw|vxd|ws|wsc|wsf"
    r"|wsh|xnk)"
)


class Refusal(NamedTuple):
    """An error of SendEmail; SES writes more into the message."""

    code: str
    message: str


def refusal(request: Mapping[str, Any]) -> Refusal | None:
    """Return why SES refuses a request (as it is on the wire, contents of files in base64), or None."""
    message = next(_complaints(request), None)
    return Refusal("BadRequestException", message) if message else None


def _complaints(request: Mapping[str, Any]) -> Iterator[str]:
    simple = request["Content"]["Simple"]
    yield from _address_complaints(request)
    yield from _header_complaints(simple.get("Headers", ()))
    for tag in request.get("EmailTags", ()):
        if not all(_TAG.fullmatch(text) and len(text) <= TAG_MAX for text in (tag["Name"], tag["Value"])):
            yield "tag"
    if _CONTROLS.search(simple["Subject"]["Data"]) or not simple["Subject"]["Data"]:
        yield "subject"
    yield from _content_complaints(simple)


def _address_complaints(request: Mapping[str, Any]) -> Iterator[str]:
    destination = request["Destination"]
    recipients = [address for kind in destination.values() for address in kind]
    if not 1 <= len(recipients) <= RECIPIENTS_MAX:
        yield "number of recipients"
    for address in [*recipients, *request.get("ReplyToAddresses", ()), request["FromEmailAddress"]]:
        if not address.isascii() or _CONTROLS.search(address):
            yield "address with characters that are not ASCII, or control characters"
        bare = parseaddr(address)[1]
        local, _, domain = bare.rpartition("@")
        if not _LOCAL_PART.fullmatch(local) or not _DOMAIN.fullmatch(domain):
            yield "address"
        if len(local) > LOCAL_PART_MAX or len(bare) > ADDRESS_MAX:
            yield "length of address"


def _header_complaints(headers: Any) -> Iterator[str]:  # noqa: ANN401 - JSON
    names = [header["Name"].lower() for header in headers]
    if len(names) > HEADERS_MAX or len(set(names)) < len(names) or _NOT_OURS & set(names):
        yield "headers: too many, twice the same, or one that is not ours to set"
    for header in headers:
        name, value = header["Name"], header["Value"]
        if not _HEADER_NAME.fullmatch(name) or not _HEADER_VALUE.fullmatch(value):
            yield "characters of a header"
        if len(name) > HEADER_NAME_MAX or len(value) > HEADER_VALUE_MAX or len(name + value) > HEADER_MAX:
            yield "length of a header"


def _content_complaints(simple: Mapping[str, Any]) -> Iterator[str]:
    bodies = [part["Data"].encode() for part in simple["Body"].values()]
    files = simple.get("Attachments", ())
    if len(files) + len(bodies) > PARTS_MAX:
        yield "number of parts"
    for file in files:
        name = file["FileName"]
        if not name or len(name) > FILE_NAME_MAX or _CONTROLS.search(name):
            yield "name of an attachment"
        if _FILE_ENDINGS.fullmatch(name.rpartition(".")[2].lower()):
            yield "ending of an attachment's name"
        if not 1 <= len(file.get("ContentType", "-")) <= FILE_TYPE_MAX:
            yield "type of an attachment"
    size = sum(len(base64.b64encode(body)) for body in bodies) + sum(
        len(file["RawContent"]) for file in files
    )
    if size > MESSAGE_MAX:
        yield "size of the message"
