"""Read a provider's JSON field by field, and note everything that is wrong with it at once."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from helpcenter.api.problem import FieldError, unknown_field
from helpcenter.inquiry.texts import text_problem
from helpcenter.records import record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)", re.ASCII)


@record
class JsonObject:
    """One object of a delivery. `path` is where it stands: `messages[3].` or, for the whole, nothing.

    A field that is wrong is noted in `errors`, which all objects of a delivery share, and read as a value of
    the right type that means nothing.
    """

    data: Mapping[str, object]
    errors: list[FieldError]
    path: str = ""

    def refuse(self, name: str, code: str, **values: object) -> None:
        """Note that the field `name` is wrong."""
        self.errors.append(FieldError(self.path + name, code, values))

    def only(self, *names: str) -> None:
        """Refuse every field but these: a misspelt `visibility` must not publish an internal note."""
        for name in self.data:
            if name not in names:
                error = unknown_field(name)
                self.refuse(error.field, error.code)

    def line(self, name: str, limit: int, *, required: bool = False) -> str:
        """Return a text of one line, NFC and trimmed; a missing one or null is empty."""
        text = self._text(name, limit, one_line=True).strip()
        if required and not text and not self._noted(name):
            self.refuse(name, "required")
        return text

    def text(self, name: str, limit: int) -> str:
        """Return a text of several lines, NFC and otherwise as it is; a missing one or null is empty."""
        return self._text(name, limit, one_line=False)

    def choice(self, name: str, choices: Sequence[str], default: str | None = None) -> str:
        """Return one of `choices`; without a default the field is required."""
        value = self.data.get(name, default)
        if value is None:
            self.refuse(name, "required")
        elif not isinstance(value, str):
            self.refuse(name, "wrong_type")
        elif value in choices:
            return value
        else:
            self.refuse(name, "not_one_of", choices=", ".join(choices))
        return choices[0]

    def flag(self, name: str) -> bool | None:
        """Return true or false; a missing one or null is None."""
        value = self.data.get(name)
        if value is not None and not isinstance(value, bool):
            self.refuse(name, "not_one_of", choices="true, false")
            return None
        return value

    def moment(self, name: str, earliest: datetime, latest: datetime) -> datetime:
        """Return an RFC 3339 moment with an offset, in UTC; both bounds are allowed."""
        value = self.data.get(name)
        if value is None:
            self.refuse(name, "required")
        elif not isinstance(value, str):
            self.refuse(name, "wrong_type")
        elif not _RFC_3339.fullmatch(value):
            self.refuse(name, "invalid_moment")
        else:
            try:
                moment = datetime.fromisoformat(value).astimezone(UTC)
            except (ValueError, OverflowError):
                self.refuse(name, "invalid_moment")
            else:
                if earliest <= moment <= latest:
                    return moment
                self.refuse(name, "moment_out_of_range")
        return earliest

    def part(self, name: str) -> JsonObject:
        """Return an object; a missing one or null is empty."""
        value = self.data.get(name)
        return self._part(name, {} if value is None else value) or JsonObject({}, self.errors)

    def parts(self, name: str, limit: int, *, required: bool = True) -> list[JsonObject]:
        """Return a list of at most `limit` objects; it may be empty, and missing if it is not required."""
        values = self.data.get(name)
        if values is None:
            if required:
                self.refuse(name, "required")
        elif not isinstance(values, list):
            self.refuse(name, "not_list")
        elif len(values) > limit:
            self.refuse(name, "too_many", limit=limit)
        else:
            found = [self._part(f"{name}[{place}]", value) for place, value in enumerate(values)]
            return [item for item in found if item is not None]
        return []

    def _part(self, name: str, value: object) -> JsonObject | None:
        if isinstance(value, dict):
            return JsonObject(value, self.errors, f"{self.path}{name}.")
        self.refuse(name, "not_object")
        return None

    def _text(self, name: str, limit: int, *, one_line: bool) -> str:
        value = self.data.get(name)
        if value is None:
            return ""
        if code := text_problem(value, one_line=one_line):
            self.refuse(name, code)
            return ""
        text = unicodedata.normalize("NFC", str(value))
        if len(text) > limit:
            self.refuse(name, "too_long", limit=limit)
        return text

    def _noted(self, name: str) -> bool:
        return bool(self.errors) and self.errors[-1].field == self.path + name
