"""Fenced Turtle blocks: statements that an author wrote in RDF, each at its line."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import TypeAlias

import pyoxigraph as ox

from kg.graph.describe import Described, Source
from kg.graph.literals import is_ill_typed
from kg.graph.vocabulary import ONTOLOGY, PLACE, PREFIXES, iri
from kg.model.characters import CONTROL
from kg.model.codes import CODES
from kg.model.note import TurtleBlock
from kg.model.problem import Problem
from kg.model.span import Span
from kg.model.text import Text

Value: TypeAlias = ox.NamedNode | ox.Literal
_DECLARES = re.compile(r"\s*@?(?:prefix|base)\b", re.IGNORECASE)
_DECLARED = re.compile(r"(?:@prefix|PREFIX)\s+([\w-]*):", re.IGNORECASE)
_COMMENT = re.compile(r"^\s*#.*$", re.MULTILINE)
# What may hold a full stop that ends nothing, what ends a statement, and any other character. An open quote holds nothing.
_TOKEN = re.compile(
    r'''"""(?:[^"\\]|\\.|"(?!""))*+"""|"(?:[^"\\\n]|\\.)*+"'''
    r"""|'''(?:[^'\\]|\\.|'(?!''))*+'''|'(?:[^'\\\n]|\\.)*+'"""
    r"|<[^<>\n]*+>|#.*"
    r"|(?P<declared>(?<!\S)(?:PREFIX\s+[\w.-]*:|BASE)\s*<[^<>\n]*>)"
    r"|(?P<stop>\.(?=\s|#|\Z))|(?s:.)",
    re.IGNORECASE,
)
_UNSAFE = re.compile(r"(?:javascript|vbscript|data|file|filesystem|blob|about|view-source):", re.IGNORECASE)
_NUMBERS = frozenset(map(iri, ("xsd:double", "xsd:float")))
_PROVENANCE = frozenset(map(iri, ("mxtd:line", "mxtd:column", "mxtd:recogniser", "prov:wasDerivedFrom", "rdf:reifies")))
_PLAIN = frozenset(map(iri, ("xsd:string", "rdf:langString")))

_DOUBLE = Text(
    fr="un nombre à virgule flottante ; écrivez-le sans « e » (1500.0)",
    en="a floating-point number; write it without `e` (1500.0)",
    de="eine Gleitkommazahl; schreiben Sie sie ohne `e` (1500.0)",
)
_ADDRESS = Text(
    fr="l'adresse {iri} n'est pas sûre", en="the address {iri} is not safe", de="die Adresse {iri} ist nicht sicher"
)
_OURS = Text(
    fr="{iri} est décrit par kg", en="{iri} is described by kg itself", de="{iri} wird von kg selbst beschrieben"
)
_TRACED = Text(
    fr="kg dit lui-même d'où vient chaque énoncé",
    en="kg itself says where each statement comes from",
    de="woher jede Aussage kommt, sagt kg selbst",
)
_ABOUT_ONE = Text(
    fr="c'est un énoncé sur un énoncé",
    en="it is a statement about a statement",
    de="sie ist eine Aussage über eine Aussage",
)
_ILL = Text(
    fr="« {text} » n'est pas une valeur de son type",
    en="“{text}” is no value of its type",
    de="„{text}“ ist kein Wert seines Typs",
)
_UNPRINTABLE = Text(
    fr="elle contient un caractère de commande",
    en="it holds a control character",
    de="sie enthält ein Steuerzeichen",
)


def read_blocks(blocks: Iterable[TurtleBlock], graph: Described) -> list[Problem]:
    """Add the statements of all blocks to the graph; each that cannot be read or kept is a Problem at its line.

    A block may describe things of its own and add to those of the notes; not the ontology, the places or the notes,
    which kg describes.
    """
    problems: list[Problem] = []
    for block in blocks:
        for found in _read(block, graph.base):
            if isinstance(found, Problem):
                problems.append(found)
                continue
            quad, span = found
            kept = _kept(quad, graph.base)
            if isinstance(kept, Text):
                problems.append(CODES["KG109"].at(span, why=kept))
            elif kept is None:
                problems.append(CODES["KG108"].at(span))
            else:
                _add(graph, span, *kept)
    return list(dict.fromkeys(problems))


def _read(block: TurtleBlock, base: str) -> Iterator[tuple[ox.Quad, Span] | Problem]:
    """The statements of a block, each at its place, or what keeps one from being read.

    They are read one by one; as a whole where only the whole can be read.
    """
    declared = set(_DECLARED.findall(block.text))
    prefixes = {**PREFIXES, "place": PLACE, "kg": f"{base}id/"}
    head = "".join(f"@prefix {p}: <{i}> .\n" for p, i in prefixes.items() if p not in declared)
    found: list[tuple[ox.Quad, Span]] = []
    broken: list[Problem] = []
    given = head
    for line, statement in _statements(block.text):
        try:
            found.extend((quad, _place(block, line, statement, quad)) for quad in _parsed(head, statement, base))
        except SyntaxError as error:
            broken.append(_broken(block, error, line - head.count("\n")))
        else:
            head += f"{statement}\n" if _DECLARES.match(statement) else ""
    if broken:
        try:
            found = [(quad, _place(block, 0, block.text, quad)) for quad in _parsed(given, block.text, base)]
            broken = []
        except SyntaxError:
            pass
    yield from found
    yield from broken


def _parsed(head: str, text: str, base: str) -> list[ox.Quad]:
    return list(ox.parse(head + text, format=ox.RdfFormat.TURTLE, base_iri=f"{base}id/"))


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """The statements of a block with the number of lines before each.

    A statement ends with a full stop before a blank that stands in no text, address or comment; SPARQL's declarations
    end without one.
    """
    begin = lines = 0
    for token in _TOKEN.finditer(text):
        if token.lastgroup is None or (token.lastgroup == "declared" and text[begin : token.start()].strip()):
            continue
        yield lines, text[begin : token.end()]
        lines += text.count("\n", begin, token.end())
        begin = token.end()
    if _COMMENT.sub("", text[begin:]).strip():
        yield lines, text[begin:]


def _kept(quad: ox.Quad, base: str) -> tuple[str, str, Value] | Text | None:
    """The statement as it is kept; why it is not; None for one about a nameless node."""
    subject, predicate, value = quad.subject, quad.predicate, quad.object
    if isinstance(subject, ox.Triple) or isinstance(value, ox.Triple):
        return _ABOUT_ONE
    if isinstance(subject, ox.BlankNode) or isinstance(value, ox.BlankNode):
        return None
    if predicate.value in _PROVENANCE:
        return _TRACED
    ours = (ONTOLOGY, PLACE, *(f"{base}{part}/" for part in ("note", "provenance", "reading", "graph")))
    if subject.value.startswith(ours) or subject.value == f"{base}dataset":
        return _OURS.filled(iri=subject.value)
    for node in (subject, predicate, value):
        address = node.datatype if isinstance(node, ox.Literal) else node
        if _UNSAFE.match(address.value):
            return _ADDRESS.filled(iri=address.value)
    if isinstance(value, ox.Literal):
        if value.datatype.value in _NUMBERS:
            return _DOUBLE
        if CONTROL.search(value.value):
            return _UNPRINTABLE
        if value.datatype.value not in _PLAIN and is_ill_typed(value):
            return _ILL.filled(text=value.value)
    return _nfc(subject.value), _nfc(predicate.value), _canonical(value)


def _canonical(value: Value) -> Value:
    """A value as the store gives it back: it rewrites numbers, booleans, dates and durations. Texts are in NFC."""
    if isinstance(value, ox.NamedNode):
        return ox.NamedNode(_nfc(value.value))
    if value.language:
        return ox.Literal(_nfc(value.value), language=value.language.lower())
    if value.datatype.value in _PLAIN:
        return ox.Literal(_nfc(value.value))
    store = ox.Store()
    store.add(ox.Quad(ox.NamedNode("urn:x"), ox.NamedNode("urn:x"), value))
    (quad,) = store
    return quad.object if isinstance(quad.object, ox.Literal) else value


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _add(graph: Described, span: Span, subject: str, predicate: str, value: Value) -> None:
    graph.statements[subject, predicate, value].append(Source(span=span, recogniser="turtle"))
    graph.spans.setdefault(subject, span)


def _place(block: TurtleBlock, begin: int, text: str, quad: ox.Quad) -> Span:
    """Where a statement of `text` stands: the line of its value, where that first stands behind subject and predicate.

    `begin` are the lines of the block before the text.
    """
    position = len(text) - len(text.lstrip())
    for node in (quad.subject, quad.predicate, quad.object):
        word = _local(node.value) if isinstance(node, ox.NamedNode | ox.Literal) else ""
        at = text.find(word, position)
        position = at if at >= 0 else position
    line = block.line + begin + text.count("\n", 0, position)
    return Span(path=block.path, line=line, column=1, end=2)


def _local(text: str) -> str:
    return re.split(r"[/#:]", text)[-1].split("\n")[0] or text


def _broken(block: TurtleBlock, error: SyntaxError, shift: int) -> Problem:
    """A statement that cannot be read; `shift` is what the block's lines count more than the parser's."""
    line = block.line + max((error.lineno or 1) + shift, 1) - 1
    span = Span(path=block.path, line=line, column=error.offset or 1, end=(error.offset or 1) + 1)
    what = re.sub(r"^Parser error (?:at|between) .*?: ", "", str(error.msg))  # its lines are not the note's
    return CODES["KG107"].at(span, what=re.sub(r" \(line \d+\)$", "", what))
