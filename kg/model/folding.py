"""Folding: the form in which names and words are compared."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ß": "ss", "ł": "l", "’": "'", "‘": "'", "ʼ": "'"})
_ARTICLES = re.compile(
    r"^(?:l['’]|d['’]|(?:les?|la|une?|the|an?|der|die|das|den|dem|des|ein|eine|de|het|een|el|los|las|il|lo|gli|unos?|unas?)\s+)",
    re.IGNORECASE,
)


class _Folded(dict[int, str]):
    """What a character is folded to, found out once for each: without its marks, a blank where it is no letter or digit."""

    def __missing__(self, code: int) -> str:
        parts = unicodedata.normalize("NFKD", chr(code))
        bare = "".join(c for c in parts if not unicodedata.combining(c))
        folded = self[code] = "".join(c if c.isalnum() else " " for c in bare)
        return folded


class _First(dict[str, str]):
    """The first of the characters that a character is made of, in lower case, found out once for each."""

    def __missing__(self, char: str) -> str:
        first = self[char] = "".join(unicodedata.normalize("NFKD", c)[:1] for c in char.lower())
        return first


_FOLDED = _Folded(_LETTERS | {ord("_"): " ", ord("'"): " "} | {ord(c): " " for c in "’‘ʼ"})
_FIRST = _First({chr(code): letters for code, letters in _LETTERS.items()})
_MARKED = re.compile(r"[^\x00-\x7f]")


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """`text` in lower case, without accents and punctuation, its words one blank apart."""
    lower = text.casefold()
    if lower.isascii() and lower.isalnum():
        return lower
    return " ".join(lower.translate(_FOLDED).split())


@lru_cache(maxsize=8192)
def fold_same(text: str) -> str:
    """`text` folded for comparing characters one by one: same length where no ligature stands."""
    return (text if text.isascii() else _MARKED.sub(_first, text)).lower()


def _first(match: re.Match[str]) -> str:
    return _FIRST[match.group()]


def without_article(text: str) -> str:
    """A name without the article before it ("Le projet DOORS" → "projet DOORS")."""
    match = _ARTICLES.match(text)
    rest = text[match.end() :] if match else text
    return rest if rest else text


@lru_cache(maxsize=8192)
def key_of(name: str) -> str:
    """What two writings of one name have in common: folded, no article, no blanks."""
    return fold(without_article(name)).replace(" ", "")
