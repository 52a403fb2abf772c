"""Front matter: YAML in, fields with their places out.

YAML 1.1 reads `country: NO` as False and `012` as ten, so every scalar stays the text that the
author typed; places come from PyYAML's nodes. What YAML refuses is read line by line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml
from frontmatter.default_handlers import YAMLHandler
from yaml.composer import ComposerError

from kg.model.characters import CONTROL
from kg.model.codes import CODES
from kg.model.note import Field, Line
from kg.model.problem import Problem
from kg.model.span import Span
from kg.notes.fields import fold_key
from kg.notes.markdown import parse_inline
from kg.notes.refusals import refused

_BASE: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_HANDLER = YAMLHandler()
_NULL = ("~", "null", "Null", "NULL")  # YAML 1.2, section 10.3.2
_OWN_TAG = re.compile(r"!!\w+|!?")  # those of YAML, none, and "no other" (YAML 1.2, section 6.9.1)
_USUAL_TAGS = frozenset(["!!str", "!!seq", "!!map"])
_PAIR = re.compile(r"^([^\s:#\-][^:]*?)[ \t]*:(?:[ \t]+(.*))?$")
_ITEM = re.compile(
    r"^[-*+] \[[^\]\n]*\]\(", re.MULTILINE
)  # a list of the note, which YAML refuses: the mark below it is a rule
_ENTRY = re.compile(r"^\s*-\s+(.*)$")


TEXT_LOADER = type("TextLoader", (_BASE,), {"yaml_implicit_resolvers": {}})  # every scalar is text


def split(text: str) -> tuple[str, int]:
    """The front matter of `text` and the number of lines that it takes, marks included.

    Without front matter: an empty text and 0. An unclosed `---` is no front matter, nor is one with the note's list in it.
    """
    if not text.startswith("---"):
        return "", 0
    first, _, _rest = text.partition("\n")
    if first.rstrip() != "---":
        return "", 0
    closing = re.search(r"^(?:---|\.\.\.)[ \t]*\r?$", text[len(first) + 1 :], re.MULTILINE)
    if closing is None:
        return "", 0
    end = len(first) + 1 + closing.end()
    try:
        metadata, _body = _HANDLER.split(text[:end] + "\n")
    except ValueError:
        metadata = text[len(first) + 1 : len(first) + 1 + closing.start()]
    inner = text[len(first) + 1 : len(first) + 1 + closing.start()]
    if _ITEM.search(inner):
        return "", 0
    whole = metadata.removeprefix("\n")  # the handler keeps the end of the line of the mark
    return (whole if whole.strip("\n") == inner.strip("\n") else inner), text[:end].count("\n") + 1


def read(text: str, path: str) -> tuple[tuple[Field, ...], tuple[Problem, ...]]:
    """The fields of a front matter `text`, whose first line is line 2 of the note at `path`."""
    inner = text.lstrip("\n")
    shift = 2 + len(text) - len(inner)
    try:
        root = yaml.compose(inner, Loader=TEXT_LOADER)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        return _line_by_line(inner, path, shift), (refused(error, path, shift),)
    if root is None:
        return (), ()
    if not isinstance(root, yaml.MappingNode):
        span = Span(path=path, line=shift, column=1, end=2)
        return (), (CODES["KG102"].at(span),)
    try:
        fields = tuple(_field(key, value, path, shift) for key, value in root.value)
        return fields, (*_doubles(root, path, shift), *_tags(root, path, shift))
    except (yaml.YAMLError, RecursionError) as error:  # an alias in a circle, or values nested hundreds deep
        return _line_by_line(inner, path, shift), (refused(error, path, shift),)


def _doubles(root: yaml.MappingNode, path: str, shift: int) -> Iterator[Problem]:
    """The keys that stand there a second time."""
    first: dict[str, int] = {}
    for key, _ in root.value:
        if isinstance(key, yaml.ScalarNode):
            line, column = key.start_mark.line + shift, key.start_mark.column + 1
            if first.setdefault(key.value, line) != line:
                span = Span(path=path, line=line, column=column, end=column + len(key.value))
                yield CODES["KG115"].at(span, key=key.value, line=first[key.value])


def _tags(root: yaml.MappingNode, path: str, shift: int) -> Iterator[Problem]:
    """The values with a tag that is none of YAML's own."""
    for _, value in root.value:
        tag = str(value.tag).replace("tag:yaml.org,2002:", "!!")
        if tag not in _USUAL_TAGS and not _OWN_TAG.fullmatch(tag):
            line, column = value.start_mark.line + shift, value.start_mark.column + 1
            yield CODES["KG127"].at(Span(path=path, line=line, column=column, end=column + 1), tag=tag)


def _field(key: yaml.Node, value: yaml.Node, path: str, shift: int) -> Field:
    name = str(getattr(key, "value", ""))
    line, column = key.start_mark.line + shift, key.start_mark.column + 1
    span = Span(path=path, line=line, column=column, end=column + max(len(name), 1))
    return Field(key=fold_key(name), values=tuple(_values(value, path, shift, set())), span=span)


def _values(node: yaml.Node, path: str, shift: int, met: set[int]) -> list[Line]:
    """The texts of a value. `met` are the lists that it held so far: an alias that brings one again is refused, for
    ten lines of aliases can stand for a billion values.

    Raises ComposerError.
    """
    if isinstance(node, yaml.CollectionNode):
        if id(node) in met:
            raise ComposerError(None, None, "an alias repeats a list", node.start_mark)
        met.add(id(node))
    if isinstance(node, yaml.ScalarNode):
        if not str(node.value).strip() or (not node.style and node.value in _NULL):
            return []
        quoted = 1 if node.style in ("'", '"') else 0
        line, column = node.start_mark.line + shift, node.start_mark.column + 1 + quoted
        text = str(node.value)
        bare = (text if text.isprintable() else CONTROL.sub(" ", text)).strip()
        return [parse_inline(bare, path, line, column)]
    if isinstance(node, yaml.SequenceNode):
        inner = list(node.value)
        if len(inner) == 1 and isinstance(inner[0], yaml.SequenceNode) and node.flow_style:
            leaf = inner[0].value  # [[a wikilink]] that YAML reads as a list in a list
            if len(leaf) == 1 and isinstance(leaf[0], yaml.ScalarNode):
                line, column = node.start_mark.line + shift, node.start_mark.column + 1
                return [parse_inline(f"[[{leaf[0].value}]]", path, line, column)]
        return [line for child in inner for line in _values(child, path, shift, met)]
    if isinstance(node, yaml.MappingNode):
        return [line for _, child in node.value for line in _values(child, path, shift, met)]
    return []


def _line_by_line(text: str, path: str, shift: int) -> tuple[Field, ...]:
    """What can be saved of a front matter that YAML refuses: its plain `key: value` lines."""
    found: list[tuple[str, list[Line], Span]] = []
    for number, line in enumerate(text.split("\n"), start=shift):
        pair = _PAIR.match(line.rstrip("\r"))
        entry = _ENTRY.match(line)
        if pair:
            value = (pair.group(2) or "").strip()
            bare = value.strip("[]'\" ") if not value.startswith("[[") else value
            column = line.find(bare) + 1 if bare else 1
            values = [parse_inline(bare, path, number, column)] if bare else []
            span = Span(path=path, line=number, column=1, end=1 + len(pair.group(1)))
            found.append((fold_key(pair.group(1)), values, span))
        elif entry and found:
            value = entry.group(1).strip().strip("'\"")
            found[-1][1].append(parse_inline(value, path, number, line.find(value) + 1))
    return tuple(Field(key=key, values=tuple(values), span=span) for key, values, span in found)
