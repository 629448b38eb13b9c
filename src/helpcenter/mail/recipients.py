"""Recipients told apart without keeping their addresses: digests that only the holder of the secret can make.

A plain hash would do nothing for them: whoever reads the store can hash every address there is.
"""

from __future__ import annotations

import hashlib
import hmac

from helpcenter.records import record

_DIGEST_BYTES = 16  # 128 bits: no two recipients share a digest
_GMAIL = {"gmail.com", "googlemail.com"}


@record
class Recipients:
    """Makes the digests. Another `secret` makes other ones: what was counted or suppressed is forgotten."""

    secret: bytes

    def mailbox(self, address: str) -> str:
        """Tell mailboxes apart: whatever is counted against one counts, however its address is written.

        What follows a plus sign is left out (RFC 5233), capitals are, and for Gmail dots
        (https://support.google.com/mail/answer/7436150): otherwise one mailbox could be flooded by as many
        addresses as there are spellings.
        """
        local, _, domain = address.casefold().rpartition("@")
        local = local.partition("+")[0] or local
        if domain in _GMAIL:
            local, domain = local.replace(".", ""), "gmail.com"
        return self._digest("mailbox", f"{local}@{domain}")

    def address(self, address: str) -> str:
        """Tell addresses apart: that one of them bounced says nothing of another spelling."""
        return self._digest("address", address.casefold())

    def _digest(self, purpose: str, text: str) -> str:
        message = f"{purpose}:{text}".encode()
        return hmac.new(self.secret, message, hashlib.sha256).digest()[:_DIGEST_BYTES].hex()
