"""What was read in a note: a statement with the place where it stands and the rule that read it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from kg.model.note import TurtleBlock
from kg.model.span import Span

Kind: TypeAlias = Literal["initiative", "resource", "organisation", "note"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A text, with its language where that is known."""

    text: str
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Iri:
    """An address."""

    iri: str


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A date in EDTF level 0: `2020`, `2020-03` or `2020-03-09`."""

    edtf: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place of the places file, by its code (ISO 3166-1, 3166-2, UN M49 or `EU`)."""

    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """A concept of one of our lists: `size-small`, `status-closed`, `kind-platform`."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A tag of the vault."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ref:
    """Another mention, by its key."""

    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteRef:
    """A note of the vault, by its path."""

    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """A literal of a Turtle block, in canonical form."""

    text: str
    language: str = ""
    datatype: str = ""


Value: TypeAlias = Words | Iri | When | Place | Concept | Tag | Ref | NoteRef | Typed


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One statement: about the mention (or entity) `subject`, under a term of the ontology.

    `property` is a prefixed name such as `schema:url`; `recogniser` is the name of the rule.
    """

    subject: str
    property: str
    value: Value
    span: Span
    recogniser: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """One written name of a mention."""

    text: str
    span: Span
    recogniser: str
    language: str = ""
    main: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One place in one note where a thing is named.

    `kind` is what the place itself says; identity decides among several. `listing` names the list
    it is an item of: two items of one list with one name and two pages are two things.
    `wiki` is the wikilink that names it, `about` the note that is wholly about it.
    `weak` mentions (a name behind "porté par") make an organisation only.
    """

    key: str
    kind: Kind
    names: tuple[Name, ...]
    span: Span
    pages: tuple[str, ...] = ()
    wiki: str = ""
    about: str = ""
    listing: str = ""
    same_as: tuple[str, ...] = ()
    iri: str = ""
    weak: bool = False
    entry: bool = True  # False: only a link to something that may be an entry elsewhere
    declared: bool = False  # the author said what kind it is


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """One thing, from all its mentions. `key` is the smallest key of them."""

    key: str
    kind: Kind
    names: tuple[Name, ...]
    paths: tuple[str, ...]
    span: Span
    about: str = ""
    iri: str = ""
    funder: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one note says. `names` are those that a wikilink may call it by."""

    path: str
    title: str
    names: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()
    facts: tuple[Fact, ...] = ()
    turtle: tuple[TurtleBlock, ...] = ()
