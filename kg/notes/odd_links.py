"""Links that are none: their address leads to no page, or their name or address is not closed."""

from __future__ import annotations

import re

from kg.model.note import LONGEST

_NO_PAGE = re.compile(
    r"\s*(?:(?:javascript|vbscript|data|file|blob|filesystem):|(?!https?://)(?:h+t+p*s?|t+ps?)[:;]?/{1,2}(?=\w))",  # "htps://"
    re.IGNORECASE,
)
_CUT = re.compile(  # "[Nom](https://" anywhere; at the beginning "[Nom] (https://", "[Nom (https://" and "[Nom][1]" too
    r"(?P<cut>\]\(<?https?://)|^[^\w\[]*\[[^\[\]]+?(?P<open>\] \(https?://|\(https?://(?=[^\]]*$)|\]\[[^\[\]]+\])",
    re.IGNORECASE,
)


def leads_nowhere(address: str) -> bool:
    """Whether a link's address is no page of the web: a script, a file, a slip ("htps://")."""
    return _NO_PAGE.match(address) is not None


def cut_link(text: str) -> tuple[int, int] | None:
    """Where a text without markup still holds the middle of a link: its name or its address is not closed."""
    if "[" not in text or ("(" not in text and "][" not in text) or len(text) > LONGEST:
        return None
    cut = _CUT.search(text)
    return None if cut is None else cut.span("cut" if cut["cut"] else "open")
