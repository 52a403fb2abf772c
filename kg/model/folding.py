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


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """`text` in lower case, without accents and punctuation, its words one blank apart."""
    lower = text.casefold().translate(_LETTERS)
    if not lower.isascii():
        lower = unicodedata.normalize("NFKD", lower)
        lower = "".join(c for c in lower if not unicodedata.combining(c))
    return _BREAK.sub(" ", lower).strip()


@lru_cache(maxsize=8192)
def fold_same(text: str) -> str:
    """`text` folded for comparing characters one by one: same length where no ligature stands."""
    lower = text.translate(_LETTERS).lower()
    if lower.isascii():
        return lower
    out = []
    for char in lower:
        plain = unicodedata.normalize("NFKD", char)
        out.append(plain[0] if plain else char)
    return "".join(out)


def without_article(text: str) -> str:
    """A name without the article before it ("Le projet DOORS" → "projet DOORS")."""
    match = _ARTICLES.match(text)
    rest = text[match.end() :] if match else text
    return rest if rest else text


@lru_cache(maxsize=8192)
def key_of(name: str) -> str:
    """What two writings of one name have in common: folded, no article, no blanks."""
    return fold(without_article(name)).replace(" ", "")
