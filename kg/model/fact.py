"""What was read in a note: a statement with the place where it stands and the rule that read it."""

from __future__ import annotations

from typing import Literal, TypeAlias

from kg.model.note import TurtleBlock
from kg.model.record import record
from kg.model.span import Span

Kind: TypeAlias = Literal["initiative", "resource", "organisation", "note"]


@record
class Words:
    """A text, with its language where that is known."""

    text: str
    language: str = ""


@record
class Iri:
    """An address."""

    iri: str


@record
class When:
    """A date in EDTF level 0: `2020`, `2020-03` or `2020-03-09`."""

    edtf: str


@record
class Place:
    """A place of the places file, by its code (ISO 3166-1, 3166-2, UN M49 or `EU`)."""

    code: str


@record
class Concept:
    """A concept of one of our lists: `size-small`, `status-closed`, `kind-platform`."""

    name: str


@record
class Tag:
    """A tag of the vault."""

    name: str


@record
class Ref:
    """Another mention, by its key."""

    key: str


@record
class NoteRef:
    """A note of the vault, by its path."""

    path: str


@record
class Typed:
    """A literal of a Turtle block, in canonical form."""

    text: str
    language: str = ""
    datatype: str = ""


Value: TypeAlias = Words | Iri | When | Place | Concept | Tag | Ref | NoteRef | Typed


@record
class Fact:
    """One statement: about the mention `subject` (of a decided link: the IRI), under a term of the ontology.

    `property` is a prefixed name such as `schema:url`; `recogniser` is the name of the rule.
    """

    subject: str
    property: str
    value: Value
    span: Span
    recogniser: str


@record
class Name:
    """One written name of a mention."""

    text: str
    span: Span
    recogniser: str
    language: str = ""
    main: bool = True


@record
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
    same_as: tuple[tuple[str, Span], ...] = ()  # as written, and where
    iri: str = ""
    weak: bool = False
    entry: bool = True  # False: only a link to something that may be an entry elsewhere
    declared: bool = False  # the author said what kind it is


@record
class Reading:
    """What one note says. `names` are those that a wikilink may call it by."""

    path: str
    title: Name
    names: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()
    facts: tuple[Fact, ...] = ()
    turtle: tuple[TurtleBlock, ...] = ()
