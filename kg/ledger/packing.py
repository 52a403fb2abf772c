"""Records as bytes and back: plain tuples through marshal, which takes a fifth of the time of pickle.

The path of a note is kept once with the note, so spans come and go without it. The form of the bytes is this version's
and this Python's: a ledger of another is not read (opening.py).
"""

from __future__ import annotations

import marshal
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from kg.model.fact import Concept, Fact, Iri, Mention, Name, NoteRef, Place, Ref, Tag, Typed, Value, When, Words
from kg.model.note import TurtleBlock
from kg.model.problem import Problem, Text
from kg.model.span import Span
from kg.model.thing import Account, Thing

_Place = tuple[int, int, int]


class DamagedError(Exception):
    """The bytes of the ledger are none that were written."""


def loads(packed: bytes) -> Any:
    """What was packed. Raises DamagedError: bytes that nobody wrote may lead to more errors than one."""
    try:
        return marshal.loads(packed)
    except (ValueError, EOFError, TypeError) as error:
        raise DamagedError(str(error)) from error


# -- values ---------------------------------------------------------------------------------------------
def _value(value: Value) -> tuple[Any, ...]:
    if isinstance(value, Words):
        return 0, value.text, value.language
    if isinstance(value, Iri):
        return 1, value.iri
    if isinstance(value, When):
        return 2, value.edtf
    if isinstance(value, Place):
        return 3, value.code
    if isinstance(value, Concept):
        return 4, value.name
    if isinstance(value, Tag):
        return 5, value.name
    if isinstance(value, Ref):
        return 6, value.key
    if isinstance(value, NoteRef):
        return 7, value.path
    return 8, value.text, value.language, value.datatype


def _value_of(packed: tuple[Any, ...]) -> Value:
    kind = packed[0]
    if kind == 0:
        return Words(text=packed[1], language=packed[2])
    if kind == 1:
        return Iri(iri=packed[1])
    if kind == 2:
        return When(edtf=packed[1])
    if kind == 3:
        return Place(code=packed[1])
    if kind == 4:
        return Concept(name=packed[1])
    if kind == 5:
        return Tag(name=packed[1])
    if kind == 6:
        return Ref(key=packed[1])
    if kind == 7:
        return NoteRef(path=packed[1])
    return Typed(text=packed[1], language=packed[2], datatype=packed[3])


def _span(span: Span) -> _Place:
    return span.line, span.column, span.end


def _span_of(packed: _Place, path: str) -> Span:
    return Span(path=path, line=packed[0], column=packed[1], end=packed[2])


# -- mentions and their facts ---------------------------------------------------------------------------
def pack_account(mention: Mention, facts: Iterable[Fact]) -> bytes:
    """A mention and the facts about it."""
    names = tuple((n.text, _span(n.span), n.recogniser, n.language, n.main) for n in mention.names)
    same = tuple((text, _span(span)) for text, span in mention.same_as)
    said = tuple((f.property, _value(f.value), _span(f.span), f.recogniser) for f in facts)
    return marshal.dumps((
        mention.key, mention.kind, names, _span(mention.span), mention.pages, mention.wiki, mention.about, mention.listing,
        same, mention.iri, mention.weak, mention.entry, mention.declared, said,
    ))  # fmt: skip


def account_of(packed: bytes, path: str, number: int) -> Account:
    """The mention and its facts, of the note at `path`; `number` is the mention's in the ledger."""
    (key, kind, names, span, pages, wiki, about, listing, same, iri, weak, entry, declared, said) = loads(packed)
    mention = Mention(
        key=key, kind=kind, span=_span_of(span, path), pages=pages, wiki=wiki, about=about, listing=listing,
        names=tuple(Name(text=t, span=_span_of(s, path), recogniser=r, language=x, main=m) for t, s, r, x, m in names),
        same_as=tuple((t, _span_of(s, path)) for t, s in same), iri=iri, weak=weak, entry=entry, declared=declared,
    )  # fmt: skip
    facts = tuple(
        Fact(subject=key, property=p, value=_value_of(v), span=_span_of(s, path), recogniser=r) for p, v, s, r in said
    )
    return Account(mention=mention, facts=facts, id=number)


# -- notes ----------------------------------------------------------------------------------------------
def pack_note(title: Name, turtle: Iterable[TurtleBlock]) -> bytes:
    """A note's own title and its Turtle blocks."""
    blocks = tuple((b.text, b.line) for b in turtle)
    return marshal.dumps((title.text, _span(title.span), title.recogniser, title.language, title.main, blocks))


def note_of(packed: bytes, path: str) -> tuple[Name, tuple[TurtleBlock, ...]]:
    """The title and the blocks of the note at `path`."""
    text, span, rule, language, main, blocks = loads(packed)
    title = Name(text=text, span=_span_of(span, path), recogniser=rule, language=language, main=main)
    return title, tuple(TurtleBlock(text=t, path=path, line=n) for t, n in blocks)


# -- things ---------------------------------------------------------------------------------------------
def pack_thing(thing: Thing) -> bytes:
    """A thing, but for its IRI."""
    firsts = tuple((p, _value(v)) for p, v in thing.firsts)
    return marshal.dumps((
        thing.key, thing.kind, thing.funder, thing.names, thing.labels, (thing.span.path, *_span(thing.span)), thing.about,
        thing.given, firsts, thing.paths, thing.stands,
    ))  # fmt: skip


def thing_of(packed: bytes, iri: str) -> Thing:
    """The thing, with its IRI."""
    key, kind, funder, names, labels, span, about, given, firsts, paths, stands = loads(packed)
    return Thing(
        key=key, kind=kind, funder=funder, names=names, labels=labels, span=_span_of(span[1:], span[0]), about=about,
        given=given, firsts=tuple((p, _value_of(v)) for p, v in firsts), paths=paths, stands=stands, iri=iri,
    )  # fmt: skip


# -- problems -------------------------------------------------------------------------------------------
def pack_problem(problem: Problem) -> bytes:
    """A problem: in the first version of the format, in which what is equal has the same bytes."""
    span = (problem.span.path, *_span(problem.span))
    said = (problem.code, problem.severity, pack_text(problem.message), span, pack_text(problem.hint))
    return marshal.dumps(said, 0)


@lru_cache(maxsize=1 << 16)  # most are the same at the next build, where one process builds again
def problem_of(packed: bytes) -> Problem:
    """The problem."""
    code, severity, message, span, hint = loads(packed)
    return Problem(code=code, severity=severity, message=text_of(message), span=_span_of(span[1:], span[0]),
                   hint=text_of(hint) if hint else None)  # fmt: skip


def pack_text(text: Text | None) -> tuple[str, str, str] | None:
    """A message or hint, to be packed with what it belongs to."""
    return None if text is None else (text.fr, text.en, text.de)


def text_of(packed: tuple[str, str, str]) -> Text:
    """The message or hint."""
    return Text(fr=packed[0], en=packed[1], de=packed[2])
