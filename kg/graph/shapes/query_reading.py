"""The triple patterns of a SELECT, group within group: as much of SPARQL as rules are written in.

What is not known here is `Unclear`: property paths, MINUS, GRAPH, SERVICE, VALUES, queries inside queries.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kg.graph.shapes.words import Unclear
from kg.graph.vocabulary import iri
from kg.model.record import record

_TOKEN = re.compile(
    r"""
    (?P<space>\s+|\#[^\n]*)
    | (?P<iri><[^<>"{}|^`\\\s]*>)
    | (?P<text>\"{3}.*?\"{3}|'{3}.*?'{3}|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
    | (?P<variable>[?$]\w+)
    | (?P<tag>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<name>[A-Za-z][\w-]*(?:\.[\w-]+)*:(?:[\w-]+(?:\.[\w-]+)*)?|:[\w-]+)
    | (?P<word>[A-Za-z]\w*)
    | (?P<number>[0-9]+(?:\.[0-9]+)?)
    | (?P<mark>\^\^|&&|\|\||!=|<=|>=|[{}()\[\].;,=<>!+*/|^?-])
    """,
    re.VERBOSE | re.DOTALL,
)
_UNKNOWN = {"minus", "graph", "service", "values", "select", "from", "limit", "offset", "construct"}


@record
class Pattern:
    """A triple pattern; each part is the text of a term, or a variable with its question mark."""

    subject: str
    predicate: str
    value: str

    @property
    def parts(self) -> tuple[str, str, str]:
        """Its three parts."""
        return self.subject, self.predicate, self.value

    @property
    def variables(self) -> frozenset[str]:
        """Its variables."""
        return frozenset(p for p in self.parts if p.startswith("?"))

    def __str__(self) -> str:
        return " ".join(self.parts)


@dataclass(slots=True)
class Group:
    """What stands between braces: its patterns, and the groups in it (EXISTS, OPTIONAL, UNION)."""

    patterns: list[Pattern] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)


def patterns_of(select: str, prefixes: Mapping[str, str]) -> Group:
    """The group of a SELECT's WHERE. Raises Unclear for a query that holds what is not known here."""
    tokens = list(_tokens(select))
    words = [t.lower() for t in tokens]
    if words[:1] != ["select"] or words.count("select") != 1 or "where" not in words:
        raise Unclear
    if _UNKNOWN & set(words[1:]):
        raise Unclear
    begin = words.index("where") + 1
    reader = _Reader(tokens, begin, prefixes)
    group = reader.group()
    _check_grouping(words, reader.at)
    return group


def among(select: str, values: str) -> str:
    """The query of a SELECT that is asked of just some nodes: `values` are the terms that ?this may stand for."""
    at = next(at for at, token in _placed(select) if token == "{") + 1
    return f"{select[:at]} VALUES ?this {{ {values} }} {select[at:]}"


def _check_grouping(words: list[str], at: int) -> None:
    """Where rows are grouped, it must be by $this: else one change may show in the row of any node."""
    rest = words[at:]
    if "group" in rest:
        if "having" in rest or "?this" not in rest[rest.index("group") :]:
            raise Unclear
    elif any(
        w in words[: words.index("where")] for w in ("count", "sum", "min", "max", "avg", "sample", "group_concat")
    ):
        raise Unclear


def _tokens(text: str) -> Iterator[str]:
    return (token for _, token in _placed(text))


def _placed(text: str) -> Iterator[tuple[int, str]]:
    """The tokens of a query, and where each begins."""
    position = 0
    while position < len(text):
        found = _TOKEN.match(text, position)
        if found is None:
            raise Unclear
        position = found.end()
        if found.lastgroup == "variable":
            yield found.start(), "?" + found.group()[1:]
        elif found.lastgroup != "space":
            yield found.start(), found.group()


class _Reader:
    def __init__(self, tokens: list[str], at: int, prefixes: Mapping[str, str]) -> None:
        self.tokens = tokens
        self.at = at
        self.prefixes = prefixes

    def next(self) -> str:
        """The next token, taken."""
        if self.at >= len(self.tokens):
            raise Unclear
        self.at += 1
        return self.tokens[self.at - 1]

    def peek(self) -> str:
        """The next token, small; nothing at the end."""
        return self.tokens[self.at].lower() if self.at < len(self.tokens) else ""

    def expect(self, token: str) -> None:
        """Take a token that must come."""
        if self.next().lower() != token:
            raise Unclear

    def group(self) -> Group:
        """A group, from its brace on."""
        self.expect("{")
        found = Group()
        while (token := self.peek()) != "}":
            if token == "{":
                found.groups.append(self.group())
            elif token in ("optional", "union"):
                self.next()
                found.groups.append(self.group())
            elif token in ("filter", "bind"):
                self.next()
                self.expression(found)
            elif token == ".":
                self.next()
            else:
                self.triples(found)
        self.next()
        return found

    def expression(self, group: Group) -> None:
        """A filter or an assignment: only what it looks up in the store is kept."""
        while self.peek() != "(":
            word = self.next().lower()
            if word == "exists":
                group.groups.append(self.group())
                return
            if word in ("{", "}", "."):
                raise Unclear
        depth = 0
        while True:
            token = self.next().lower()
            depth += (token == "(") - (token == ")")
            if token == "exists":
                group.groups.append(self.group())
            elif token in ("{", "}"):
                raise Unclear
            if depth == 0:
                return

    def triples(self, group: Group) -> None:
        """Triple patterns of one subject."""
        subject = self.term()
        while True:
            predicate = self.verb()
            while True:
                group.patterns.append(Pattern(subject=subject, predicate=predicate, value=self.term()))
                if self.peek() != ",":
                    break
                self.next()
            if self.peek() != ";":
                break
            while self.peek() == ";":
                self.next()
            if self.peek() in (".", "}"):
                break
        if self.peek() not in (".", "}", "filter", "optional", "bind", "{"):
            raise Unclear

    def verb(self) -> str:
        """A predicate. Raises Unclear for a path."""
        if self.peek() == "a":
            self.next()
            return f"<{iri('rdf:type')}>"
        return self.term()

    def term(self) -> str:
        """A variable, an IRI or a literal."""
        token = self.next()
        if token.startswith(("?", "<")) and len(token) > 1:
            return token
        if token[0] in "\"'":
            if self.peek().startswith("@"):
                return token + self.next()
            if self.peek() == "^^":
                self.next()
                return f"{token}^^{self.term()}"
            return token
        prefix, colon, local = token.partition(":")
        if not colon or prefix not in self.prefixes:
            raise Unclear
        return f"<{self.prefixes[prefix]}{local}>"
