"""A forge's JSON answer, read value by value: what is not as documented is refused in plain words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from handoff_lint.forge.model import Forge, ForgeError
from handoff_lint.words import shown

_FULL_ID = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)")
_LARGEST_ID = 2**63 - 1
_AGAIN = "Let the CI step that fetches the reviews write the file again; do not edit it by hand."
_ACCESS = "Check that the token of the CI step may read this repository and its {requests}."


@dataclass(frozen=True, slots=True)
class Answer:
    """A value and where it was found.

    Attributes:
        name: as in `reviews[3].user.id`, for messages.
        file: where it was read, for messages.

    """

    value: Any
    name: str
    file: str
    forge: Forge

    def get(self, key: str) -> Answer:
        """The member of an object; its value is None when there is none."""
        if not isinstance(self.value, dict):
            raise self.wrong("a group of fields")
        return Answer(self.value.get(key), f"{self.name}.{key}" if self.name else key, self.file, self.forge)

    def whole(self) -> Answer:
        """The answer itself, unless the forge answered with an error instead."""
        reason = _refusal(self.value)
        if reason:
            requests = "pull requests" if self.forge is Forge.GITHUB else "merge requests"
            raise ForgeError(
                f"{self.forge.label} answered {shown(reason)} instead of {self.name}.",
                help=_ACCESS.format(requests=requests),
                place=self.file,
            )
        return self

    def items(self) -> list[Answer]:
        """The items of a list.

        A list that was fetched in pages may come as a list of pages (`gh api --paginate --slurp`), and that in a list
        again (`jq --slurpfile`).
        """
        return self._flat(2)

    def _flat(self, pages: int) -> list[Answer]:
        if not isinstance(self.value, list):
            raise self.whole().wrong("a list")
        found: list[Answer] = []
        for index, value in enumerate(self.value):
            item = Answer(value, f"{self.name}[{index}]", self.file, self.forge)
            found += item._flat(pages - 1) if isinstance(value, list) and pages else [item.whole()]
        return found

    def text(self) -> str:
        """A text that is not empty."""
        if not isinstance(self.value, str) or not self.value:
            raise self.wrong("text")
        return self.value

    def flag(self) -> bool:
        """True or false; false when there is none."""
        if self.value is not None and not isinstance(self.value, bool):
            raise self.wrong("true or false")
        return bool(self.value)

    def number(self) -> int:
        """A whole number from 1, such as an id."""
        value = self.value
        if not isinstance(value, int) or isinstance(value, bool) or not 0 < value <= _LARGEST_ID:
            raise self.wrong("a whole number")
        return value

    def commit(self) -> str:
        """The full id of a commit: 40 or 64 hexadecimal digits."""
        if not isinstance(self.value, str) or not _FULL_ID.fullmatch(self.value):
            raise self.wrong("the full id of a commit")
        return self.value

    def moment(self) -> datetime:
        """A date and time with its offset, in UTC."""
        if isinstance(self.value, str) and _MOMENT.fullmatch(self.value):
            try:
                return datetime.fromisoformat(self.value).astimezone(UTC)
            except (ValueError, OverflowError) as error:  # 31 February, or the very first hours of the year 1
                raise self.wrong("a date and time such as 2026-08-05T10:12:00Z") from error
        raise self.wrong("a date and time such as 2026-08-05T10:12:00Z")

    def wrong(self, expected: str) -> ForgeError:
        """The error that says what was expected here."""
        if self.value is None:
            return self.fail(f"{self.name} is missing; it should be {expected}.")
        return self.fail(f"{self.name} should be {expected}, not {shown(self.value)}.")

    def fail(self, message: str, advice: str = _AGAIN) -> ForgeError:
        """An error about this file."""
        return ForgeError(message, help=advice, place=self.file)


def _refusal(value: Any) -> str:
    """What the forge said when it refused to answer, empty when it did answer.

    GitHub: `{"message": …, "documentation_url": …}`; GitLab: `{"message": …}`, or `{"error": …}` from its sign-in.
    """
    if not isinstance(value, dict) or "id" in value:
        return ""
    said = value.get("message") or value.get("error_description") or value.get("error")
    return said if isinstance(said, str) else ""
