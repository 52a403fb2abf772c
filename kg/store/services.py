"""Other servers that a query would ask (SPARQL 1.1 Federated Query): found before anything runs."""

from __future__ import annotations

import re

# What only looks like SPARQL: texts and comments (SPARQL 1.1, section 19.8); IRIs are kept, for they are what is asked.
_TOKENS = re.compile(
    r'(?P<iri><[^<>"{}|^`\\\s]*>)|"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*\'\'\''
    r'|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|#[^\n]*',
    re.DOTALL,
)
_SERVICE = re.compile(r"(?<![\w?$:@-])SERVICE\b(?!\s*:)(?:\s+SILENT\b)?\s*(?P<iri>\x01\d+\x02)?", re.IGNORECASE)
_ESCAPED = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")  # section 19.2: they stand for characters anywhere
_UNKNOWN = "?"


def services(text: str) -> frozenset[str]:
    """The addresses that a query would ask; `?` for one that only the query itself finds out. Empty where it asks none."""
    return _found(text) | (_found(_unescaped(text)) if "\\" in text else frozenset())


def deepest(text: str) -> int:
    """How deep a query nests its brackets, those in texts, comments and IRIs left out."""
    depth = most = 0
    for character in re.findall(r"[({\[\])}]", _TOKENS.sub(" ", text)):
        depth += 1 if character in "({[" else -1
        most = max(most, depth)
    return most


def _found(text: str) -> frozenset[str]:
    if "service" not in text.casefold():
        return frozenset()
    iris: list[str] = []

    def kept(match: re.Match[str]) -> str:
        if match["iri"] is None:
            return " "
        iris.append(match["iri"][1:-1])
        return f"\x01{len(iris) - 1}\x02"

    plain = _TOKENS.sub(kept, text.replace("\x01", " "))
    return frozenset(iris[int(m["iri"][1:-1])] if m["iri"] else _UNKNOWN for m in _SERVICE.finditer(plain))


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(_character, text)


def _character(match: re.Match[str]) -> str:
    number = int(match[1] or match[2], 16)
    return chr(number) if number < 0x110000 else " "
