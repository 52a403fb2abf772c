"""Folding: the form in which names and words are compared."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ß": "ss", "ł": "l", "’": "'", "‘": "'", "ʼ": "'"})
_BREAK = re.compile(r"[\W_]+")
_ARTICLES = re.compile(
    r"^(?:l['’]|d['’]|(?:les?|la|une?|the|an?|der|die|das|den|dem|des|ein|eine|de|het|een|el|los|las|il|lo|gli|unos?|unas?)\s+)",
    re.IGNORECASE,
)


class _Bare(dict[int, str]):
    """What is left of a character without its marks, found out once for each."""

    def __missing__(self, code: int) -> str:
        parts = unicodedata.normalize("NFKD", chr(code))
        bare = self[code] = "".join(c for c in parts if not unicodedata.combining(c))
        return bare


class _First(dict[int, str]):
    """The first of the characters that a character is made of, found out once for each."""

    def __missing__(self, code: int) -> str:
        first = self[code] = unicodedata.normalize("NFKD", chr(code))[:1]
        return first


_BARE, _FIRST = _Bare(_LETTERS), _First()


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """`text` in lower case, without accents and punctuation, its words one blank apart."""
    lower = text.casefold()
    if not lower.isascii():
        lower = lower.translate(_BARE)
    if lower.isalnum():
        return lower
    return _BREAK.sub(" ", lower).strip()


@lru_cache(maxsize=8192)
def fold_same(text: str) -> str:
    """`text` folded for comparing characters one by one: same length where no ligature stands."""
    lower = text.translate(_LETTERS).lower()
    if lower.isascii():
        return lower
    return lower.translate(_FIRST)


def without_article(text: str) -> str:
    """A name without the article before it ("Le projet DOORS" → "projet DOORS")."""
    match = _ARTICLES.match(text)
    rest = text[match.end() :] if match else text
    return rest if rest else text


@lru_cache(maxsize=8192)
def key_of(name: str) -> str:
    """What two writings of one name have in common: folded, no article, no blanks."""
    return fold(without_article(name)).replace(" ", "")
