"""Whether a sentence says how many or how much, in digits or in words."""

from __future__ import annotations

import re

_SMALL = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|hundred|thousand|million"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_PARTS = "half|halves|halved|thirds?|quarters?|fifths?|tenths?"
_TIMES = "once|twice|doubl(?:e|es|ed)|tripl(?:e|es|ed)|quadrupl(?:e|es|ed)|halv(?:e|es|ed)"
_NUMBER = re.compile(rf"[\d¼½¾⅓⅔⅕⅛]|\b(?:{_SMALL}|{_TENS}|{_PARTS}|{_TIMES})\b", re.IGNORECASE)
_WHOLE = re.compile(r"\b(?:all|every|everybody|everyone|none|no|nobody|no-one)\b", re.IGNORECASE)


def is_in(text: str) -> bool:
    """Whether a number is in a text.

    >>> is_in("Bookings tripled"), is_in("Bookings rose")
    (True, False)
    """
    return _NUMBER.search(text) is not None


def is_counted(text: str) -> bool:
    """Whether a text holds a number or says that it was all or none.

    >>> is_counted("Nobody clicked"), is_counted("Few clicked")
    (True, False)
    """
    return is_in(text) or _WHOLE.search(text) is not None
