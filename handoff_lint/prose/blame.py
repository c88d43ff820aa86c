"""Whether a cause is a person's slip: somebody who can slip, followed by what only people do wrong.

Word by word, without patterns that look back and forth, so that no text can make it slow. What follows “because” is
the cause of what stands before it, and what follows “so” or “if” is none: only the cause itself is looked at.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from handoff_lint.prose.lists import Lists

_TOKEN = re.compile(r"[^\W_]+(?:['’.\-‑@][^\W_]+)*(?:['’](?!\w))?|[,;:.!?…()–—]")
_STOPS = frozenset(",;:.!?…()–—")
_BE = frozenset("is are was were be been being got".split())
_POSSESSIVE = ("'s", "s'")
_SHORTEST_NAME = 2
_MOST_WORDS_OF_A_NAME = 2
_MOST_WORDS_OF_A_SUBJECT = 4
_Phrase = tuple[str, ...]


class _Word(NamedTuple):
    """A word of a cause, folded, and whether it is written with a capital letter."""

    text: str
    is_capital: bool


class Names:
    """The people whom the settings know, as words.

    Attributes:
        single: first and last names and handles → name to show.

    """

    def __init__(self, people: Mapping[str, Mapping[str, object]]) -> None:
        """Take handle → person, as the settings have them."""
        self.single: dict[str, str] = {}
        self._whole: dict[str, list[tuple[_Phrase, str]]] = {}
        for handle, person in people.items():
            name = str(person.get("name", ""))
            parts = tuple(word.text for word in _words(name))
            for one in (parts, tuple(word.text for word in _words(handle))):
                if len(one) > 1 or (one and "." in one[0]):
                    self._whole.setdefault(one[0], []).append((one, name or handle))
            for part in (*parts[:1], *parts[-1:], handle.casefold()):
                if len(part) >= _SHORTEST_NAME:
                    self.single.setdefault(part, name or handle)

    def whole(self, words: Sequence[str], at: int) -> str:
        """Whose whole name or handle begins at a word; empty when nobody's does."""
        for parts, name in self._whole.get(_owner(words[at]), ()):
            if _owned(words[at : at + len(parts)]) == parts:
                return name
        return ""


class Blame:
    """How a language words that somebody is to blame.

    Each attribute is a list of `blame` in the language's word lists; see there.
    """

    def __init__(self, words: Mapping[str, tuple[str, ...]]) -> None:
        """Take the lists by their name."""
        self._human, self._slips = _index(words["human_slips"]), _index(words["slips"])
        self._absences, self._agents = _index(words["absences"]), _index(words["done_by"])
        self._fixed, self._fine = _index(words["phrases"]), _index(words["phrases_except"])
        self._nobody_did = _index(words["nobody_did"])
        self._nobody, self._anybody = frozenset(words["nobody"]), frozenset(words["anybody"])
        self._roles, self._not_people = frozenset(words["roles"]), frozenset(words["not_people"])
        self._prepositions, self._adverbs = frozenset(words["prepositions"]), frozenset(words["adverbs"])
        self._because, self._aside = frozenset(words["because"]), frozenset(words["aside"])
        self._when, self._splits = frozenset(words["when"]), frozenset(words["joins"])
        self._relative, self._fillers = frozenset(words["relative"]), frozenset(words["fillers"])

    def found(self, cause: str, names: Names) -> str:
        """Whom a cause blames: a name, `somebody's slip`, or empty when nobody."""
        words = [one for one in _words(cause) if one.text not in self._adverbs]
        words = words[self._begin(words) :]
        plain = [one.text for one in words]
        if who := _named(plain, names):
            return who
        before: list[_Word] = []
        for is_first, clause in self._clauses(words):
            if who := self._in_clause(clause, before, names, is_first=is_first):
                return who
            before += clause
        said = [index for index in range(len(plain)) if _starts(self._fixed, plain, index)]
        fine = [(index, length) for index in range(len(plain)) if (length := _starts(self._fine, plain, index))]
        if any(not any(start <= index < start + length for start, length in fine) for index in said):
            return SOMEBODY
        left = [word for word in plain if word not in self._fillers and word not in _STOPS]
        if 0 < len(left) <= _MOST_WORDS_OF_A_NAME and all(_owner(word) in names.single for word in left):
            return names.single[_owner(left[0])]
        return ""

    def _begin(self, words: Sequence[_Word]) -> int:
        """Where the cause itself begins: behind the last “because”."""
        return max((index + 1 for index, word in enumerate(words) if word.text in self._because), default=0)

    def _clauses(self, words: Sequence[_Word]) -> Iterator[tuple[bool, list[_Word]]]:
        """(whether it is the first, its words) of each part that says something of its own; “when” stays in front."""
        clause: list[_Word] = []
        is_first, aside = True, False
        for word in (*words, _Word(".", is_capital=False)):
            opens = word.text in self._aside or word.text in self._when
            if not (opens or word.text in _STOPS or word.text in self._splits):
                clause.append(word)
                continue
            if clause and not aside:
                yield is_first, clause
                is_first = False
            aside = word.text in self._aside or (aside and word.text in self._splits)
            clause = [word] if word.text in self._when else []

    def _in_clause(self, clause: Sequence[_Word], before: Sequence[_Word], names: Names, *, is_first: bool) -> str:
        plain = [one.text for one in clause]
        is_time = plain[0] in self._when
        for index in range(len(plain)):
            if length := _starts(self._agents, plain, index):
                subject: Sequence[_Word] = clause[index + length :]
                if who := self._agent(subject, names):
                    return who
            human = bool(_starts(self._human, plain, index))
            if not human and not _starts(self._slips, plain, index):
                absent = not is_time and _starts(self._absences, plain, index)
                idle = is_first and index and plain[index - 1] in self._nobody
                if not absent and not (idle and _starts(self._nobody_did, plain, index)):
                    continue
            if index and plain[index - 1] in _BE:  # passive: by whom stands behind it, if anywhere
                continue
            subject = clause[is_time:index]
            if who := self._person(subject, names, may_be_any_name=human, is_first=is_first):
                return who
            if not subject and (who := self._who_began(before, names)):
                return who
            if human and not subject and not before:  # “Forgot the rota”
                return SOMEBODY
        return ""

    def _person(self, subject: Sequence[_Word], names: Names, *, may_be_any_name: bool, is_first: bool) -> str:
        """Who the subject of a clause is, if a person that works on the campaign."""
        cut = next((index for index, word in enumerate(subject) if word.text in self._relative), len(subject))
        subject = subject[:cut]
        at = next((index for index, word in enumerate(subject) if word.text in self._prepositions), 0)
        head = (subject[:at] or subject)[-1:]
        if not head or head[0].text in self._not_people:
            return ""
        text = head[0].text
        if text in names.single:
            return names.single[text]
        if text in self._roles or (is_first and (text in self._anybody or text in self._nobody)):
            return SOMEBODY
        is_name = (
            may_be_any_name
            and len(subject) <= _MOST_WORDS_OF_A_NAME
            and all(word.is_capital and word.text not in self._not_people for word in subject)
            and not text.endswith(_POSSESSIVE)
            and text not in self._anybody
            and text not in self._nobody
        )
        return SOMEBODY if is_name else ""

    def _who_began(self, before: Sequence[_Word], names: Names) -> str:
        """Whom a clause without a subject goes on about: “Kofi was new and forgot it”."""
        tried = (
            self._person(before[:end], names, may_be_any_name=False, is_first=True)
            for end in range(1, min(len(before), _MOST_WORDS_OF_A_SUBJECT) + 1)
        )
        return next(filter(None, tried), "")

    def _agent(self, words: Sequence[_Word], names: Names) -> str:
        """Who did it, from the words behind “by”: the last word before the next preposition."""
        cut = next((index for index, word in enumerate(words) if word.text in self._prepositions), len(words))
        return self._person(words[:cut], names, may_be_any_name=False, is_first=True)


SOMEBODY = "somebody's slip"


@cache
def blame_of(lists: Lists) -> Blame:
    """How the language of some word lists words blame."""
    return Blame(lists.blame)


def named(cause: str, names: Names) -> str:
    """Whose whole name or handle a text of any language holds; empty when nobody's."""
    return _named([word.text for word in _words(cause)], names)


def _named(plain: Sequence[str], names: Names) -> str:
    for index in range(len(plain)):
        who = names.whole(plain, index)
        if who and (index == 0 or plain[index - 1] != "only"):  # what only one person can do is a fault of the process
            return who
    return ""


def _words(text: str) -> list[_Word]:
    """The words and stops of a text; “didn't” becomes two words."""
    found: list[_Word] = []
    for token in _TOKEN.findall(unicodedata.normalize("NFC", text)):
        folded = token.casefold().replace("’", "'").replace("‑", "-")
        is_capital = token[:1].isupper()
        if folded.endswith("n't"):
            found += [_Word(folded[:-3], is_capital), _Word("not", is_capital=False)]
        else:
            found.append(_Word(folded, is_capital))
    return found


def _owner(word: str) -> str:
    """A word without its possessive ending."""
    return word.removesuffix("'s").removesuffix("'")


def _owned(words: Sequence[str]) -> _Phrase:
    return (*words[:-1], _owner(words[-1]))


def _index(phrases: Iterable[str]) -> Mapping[str, list[_Phrase]]:
    """First word → the phrases that begin with it, the longest first; `a|b` stands for either."""
    found: dict[str, list[_Phrase]] = {}
    for phrase in phrases:
        for chosen in itertools.product(*(part.split("|") for part in phrase.split())):
            found.setdefault(chosen[0], []).append(chosen)
    return {first: sorted(ways, key=len, reverse=True) for first, ways in found.items()}


def _starts(index: Mapping[str, list[_Phrase]], words: Sequence[str], at: int) -> int:
    """How many words of a phrase begin at a place; 0 when none does."""
    for phrase in index.get(words[at], ()):
        if tuple(words[at : at + len(phrase)]) == phrase:
            return len(phrase)
    return 0
