"""One line of bytes into a note's front matter: `wikidata: Q42` before the line that closes it.

Nothing else in the file changes. What is to be written is parsed first, and written only where it reads as before plus
that one field; the file is replaced as a whole.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from kg.errors import LinkError
from kg.model.addresses import ELSEWHERE, EUROPEANA, WIKIDATA, item_of
from kg.model.record import record
from kg.model.system import bytes_of, replaced
from kg.model.text import Text

_WIDE = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAY_WRITE = 0o222  # anybody
_BYTEWISE = "latin-1"  # a character a byte: what follows looks only for ASCII, in UTF-8 as in Windows-1252
_END = re.compile(r"\r\n|\r|\n")
_OPENS, _CLOSES = re.compile(r"---[ \t]*"), re.compile(r"(?:---|\.\.\.)[ \t]*")
_KEYED = re.compile(r"(?P<indent> *)[^\s#\-{\[][^:]*:(?: |$)")

_TOML = Text(
    fr="son en-tête est en TOML, qui n'est pas lu",
    en="its front matter is in TOML, which is not read",
    de="ihr Kopf ist in TOML, das nicht gelesen wird",
)
_NO_HEAD = Text(fr="elle n'a pas d'en-tête", en="it has no front matter", de="sie hat keinen Kopf")
_UNCLOSED = Text(
    fr="son en-tête n'est pas fermé",
    en="its front matter is not closed",
    de="ihr Kopf ist nicht geschlossen",
)
_OTHER = Text(
    fr="elle dit déjà « {key}: {value} »",
    en="it says `{key}: {value}` already",
    de="sie sagt schon `{key}: {value}`",
)
_EMPTY = Text(
    fr="« {key}: » y est déjà, sans valeur",
    en="`{key}:` stands there already, without a value",
    de="`{key}:` steht schon da, ohne Wert",
)
_ENCODING = Text(
    fr="son encodage n'est pas connu",
    en="its encoding is not known",
    de="ihre Kodierung ist nicht bekannt",
)
_NO_FIELD = Text(
    fr="il n'y a pas de champ pour {iri}",
    en="there is no field for {iri}",
    de="es gibt kein Feld für {iri}",
)
GONE = Text(fr="elle n'est plus là", en="it is there no more", de="es gibt sie nicht mehr")
_LOCKED = Text(fr="elle est en lecture seule", en="it is read-only", de="sie ist schreibgeschützt")
_CHANGES = Text(
    fr="une ligne de plus changerait ce qui y est lu",
    en="one more line would change what is read there",
    de="eine weitere Zeile würde ändern, was dort gelesen wird",
)


@record
class Front:
    """What is read in a note: the fields of its front matter as (term, values), and the text below it."""

    fields: tuple[tuple[str, tuple[str, ...]], ...]
    body: str


Read: TypeAlias = Callable[[bytes], Front | None]  # the front matter of a note's bytes; None where there is none


@record
class Spliced:
    """The bytes of a note with the new line, and the number of that line; no line (0) where it said so already."""

    raw: bytes
    line: int


@record
class Held:
    """Why nothing is written into a note."""

    why: Text


def field_of(iri: str) -> tuple[str, str] | None:
    """The front matter field that links to an item, as key and value; None for what has none."""
    for key, space in (("wikidata", WIKIDATA), ("europeana", EUROPEANA)):
        if iri.startswith(space) and item_of(value := iri.removeprefix(space), key) == iri:
            return key, value
    return None


def write_back(file: Path, iri: str, read: Read, *, begin: bool = False, dry_run: bool = False) -> Spliced | Held:
    """Write the field that links to `iri` into the front matter of a note, unless it says so already.

    `read` is how kg reads a note. `begin`: a note without front matter gets one, of three lines. Raises LinkError where
    the file cannot be read or written.
    """
    try:
        found = spliced(bytes_of(file), iri, read, begin=begin)
        if isinstance(found, Spliced) and found.line and not file.stat().st_mode & _MAY_WRITE:
            return Held(why=_LOCKED)  # it could be replaced all the same
        if isinstance(found, Spliced) and found.line and not dry_run:
            with replaced(file) as out:
                out.write(found.raw)
    except OSError as error:
        raise LinkError.refused(file, error) from error
    return found


def spliced(raw: bytes, iri: str, read: Read, *, begin: bool = False) -> Spliced | Held:
    """The bytes of a note with the field that links to `iri`, or why they stay as they are."""
    field = field_of(iri)
    if field is None:
        return Held(why=_NO_FIELD.filled(iri=iri))
    before = read(raw)
    if before is not None and any(item == iri for _, _, item in _named(before)):
        return Spliced(raw=raw, line=0)
    if before is not None and (other := _other(before, field[0])) is not None:
        return Held(why=other)
    written = _put(raw, "{}: {}".format(*field), begin)
    if isinstance(written, Held):
        return written
    after = read(written.raw)
    fields = before.fields if before is not None else ()
    body = before.body if before is not None else None
    if after is None or after.fields != (*fields, (field[0], (field[1],))) or body not in (None, after.body):
        return Held(why=_CHANGES)
    return written


def _named(front: Front) -> list[tuple[str, str, str]]:
    """What the front matter says that the thing is elsewhere: the field, its value, the IRI that this names."""
    return [(k, v, item_of(v, k)) for k, values in front.fields if k in ELSEWHERE for v in values]


def _other(front: Front, key: str) -> Text | None:
    """What keeps a field from being added: another item of the same data set, or the field without a value."""
    host = "wikidata.org" if key == "wikidata" else "europeana.eu"
    for name, value, item in _named(front):
        if name == key or host in item:
            return _OTHER.filled(key=name, value=value)
    return _EMPTY.filled(key=key) if any(name == key for name, _ in front.fields) else None


def _put(raw: bytes, line: str, begin: bool) -> Spliced | Held:
    """The bytes with one more line before the one that closes the front matter."""
    mark, encoding = next(((m, e) for m, e in _WIDE if raw.startswith(m)), (b"", _BYTEWISE))
    if not mark and raw.startswith(codecs.BOM_UTF8):
        mark = codecs.BOM_UTF8
    if not mark and b"\x00" in raw:
        return Held(why=_ENCODING)
    try:
        text = raw[len(mark) :].decode(encoding)
    except UnicodeDecodeError:
        return Held(why=_ENCODING)
    lines = _lines(text)
    place = _place(lines)
    if isinstance(place, Text):
        if place is not _NO_HEAD or not begin:
            return Held(why=place)
        end = next((e for _, _, e in lines if e), "\n")
        added, at, number = f"---{end}{line}{end}---{end}", 0, 2
    else:
        at, number = lines[place][0], place + 1
        added = f"{_indent(lines[1:place])}{line}{lines[place - 1][2]}"
    offset = len(mark) + len(text[:at].encode(encoding))
    return Spliced(raw=raw[:offset] + added.encode(encoding) + raw[offset:], line=number)


def _lines(text: str) -> list[tuple[int, str, str]]:
    """The lines of a text: where each begins, what it says, how it ends."""
    found: list[tuple[int, str, str]] = []
    start = 0
    for match in _END.finditer(text):
        found.append((start, text[start : match.start()], match.group()))
        start = match.end()
    return [*found, (start, text[start:], "")]


def _place(lines: list[tuple[int, str, str]]) -> int | Text:
    """The index of the line that closes the front matter, or why there is none."""
    first = lines[0][1]
    if first.rstrip() == "+++":
        return _TOML
    if not _OPENS.fullmatch(first):
        return _NO_HEAD
    closing = next((i for i, line in enumerate(lines) if i and _CLOSES.fullmatch(line[1])), None)
    return _UNCLOSED if closing is None else closing


def _indent(lines: list[tuple[int, str, str]]) -> str:
    """The blanks before the first key: all keys of a front matter stand under one another."""
    found = next((m for _, text, _ in lines if (m := _KEYED.match(text))), None)
    return found["indent"] if found is not None else ""
