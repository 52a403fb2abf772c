"""What a synchronisation or a file manager leaves among the notes, and links that lead out of them."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from pathlib import Path

from kg.model.codes import CODES
from kg.model.problem import Problem
from kg.model.span import Span
from kg.model.system import is_there

# "a (conflicted copy 2024-05-01).md" (Dropbox, Nextcloud, Obsidian), "a.sync-conflict-20240501-101500-ABCDEFG.md" (Syncthing),
# "a-DESKTOP-ABC1234.md" (OneDrive), "a (1).md" (browsers, Google Drive), "a - Copie.md" (Windows), "a copy 2.md" (macOS).
_COPY = re.compile(
    r"(?: ?\([^()]*(?:conflict|conflit|konflikt)[^()]*\)|\.sync-conflict-\d{8}-\d{6}(?:-\w+)?"
    r"|(?-i:-(?:DESKTOP|LAPTOP|WIN)-[A-Z0-9]{5,12})(?:-\d{1,2})?| ?\(\d{1,2}\)"
    r"| (?:- )?(?:copie|copy|kopie|copia)(?: ?\(?\d+\)?)?)(?=\.\w+$)",
    re.IGNORECASE,
)
_COPY_OF = re.compile(  # "Copie de a.md" (Google Drive)
    r"\A((?:.*/)?)(?:copie de|copy of|kopie von|kopie van|copia de|copia di) ([^/]+?)(?: \(\d{1,2}\))?(\.\w+)\Z",
    re.IGNORECASE | re.DOTALL,
)
_LIKE_A_COPY = re.compile(
    r"[(]|-(?:DESKTOP|LAPTOP|WIN)-|(?i:conflict|cop[iy]|kopi)"
)  # without it neither is worth trying
_PLACEHOLDER = re.compile(r"\.(.+\.(?:md|markdown|csv))\.icloud", re.IGNORECASE)


def awaited(file: str) -> str:
    """The note that stands behind the placeholder `file` of iCloud, or nothing."""
    match = _PLACEHOLDER.fullmatch(file)
    return match[1] if match is not None else ""


def copies(names: Container[str], found: Iterator[str]) -> Iterator[Problem]:
    """Which of the notes `found` look like copies of one that is there as well."""
    for name in found:
        if _LIKE_A_COPY.search(name) is None:
            continue
        others = (_COPY.sub("", name), _COPY_OF.sub(r"\1\2\3", name))
        other = next((o for o in others if o != name and o in names), None)
        if other is not None:
            yield CODES["KG119"].at(_first(name), other=other)


def leads_out(link: str, root: Path) -> bool:
    """Whether a link leads to something outside of the folder `root`, whose own path has no links."""
    return is_there(link) and not Path(link).resolve().is_relative_to(root)


def _first(name: str) -> Span:
    return Span(path=name, line=1, column=1, end=2)
