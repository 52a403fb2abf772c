"""Characters that no text should hold."""

from __future__ import annotations

import re

# What XML 1.0 cannot hold (section 2.2) or a terminal obeys: C0 but for tab and line feed, DEL, C1, non-characters.
# U+2028 and U+2029 are no line ends in an editor.
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
_STEERS = re.compile(f"{CONTROL.pattern[:-1]}\u202a-\u202e\u2066-\u2069]")  # and what turns letters around (UTR 36)


def escaped(text: str) -> str:
    """JSON without what would steer a terminal: a program reads the same of it."""
    return _STEERS.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def visible(text: str) -> str:
    """Text of a note without what would steer a terminal or turn its letters around."""
    return _STEERS.sub("\ufffd", text)
