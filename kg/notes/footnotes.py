"""Footnotes that hold the page of what they stand behind: "Sentier[^1]", and further down "[^1]: https://…"."""

from __future__ import annotations

import re

_DEFINED = re.compile(r"^ {0,3}\[\^(?P<label>[^\]\s]+)\]:[ \t]*(?P<text>.*)$", re.MULTILINE)
_PAGE = re.compile(r"(?:https?://|www\.)[^\s<>()\[\]«»\"“”]+[^\s<>()\[\]«»\"“”.,;:!?]", re.IGNORECASE)
_QUOTES = re.compile(r"[«»“”„\"*_]")  # around a title: what is cited is not the thing's own page
_LINK = re.compile(r"\[[^\]]*\]\((?P<target>[^)\s]+)[^)]*\)")
_MOST, _LONGEST = 8, 400  # words beside the page; characters of a footnote that may be one


def pages_of(text: str) -> dict[str, str]:
    """The page that each footnote of a note gives, by its label: of those that say little else."""
    found: dict[str, str] = {}
    for match in _DEFINED.finditer(text) if "[^" in text else ():
        if len(match["text"]) > _LONGEST:
            continue
        said = _LINK.sub(lambda link: f" {link['target']} ", match["text"])
        pages = _PAGE.findall(said)
        rest = _PAGE.sub(" ", said)
        if len(pages) == 1 and not _QUOTES.search(rest) and len(rest.split()) <= _MOST:
            found[match["label"]] = pages[0] if "://" in pages[0] else f"https://{pages[0]}"
    return found
