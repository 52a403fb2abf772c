"""A file of the vault as an editor shows it: its encoding, its lines. What counts or quotes lines asks here."""

from __future__ import annotations

import codecs
import re
import unicodedata
from pathlib import Path

from kg.model.record import record, replace
from kg.model.system import bytes_of, is_there

# Byte order marks, the longer ones first, for that of UTF-32 begins like that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MOST, _MOST_ROWS = 500_000, 20_000_000  # characters of a note (250 printed pages), and of a table (200,000 rows)
_HIGH = bytes(range(128, 256))
_NO_LETTER = "\ufffd"  # what stands for bytes that cannot be read
_MOST_MARKS, _JOINER = 30, "\u034f"  # marks over a letter, and what keeps apart those before it and behind
_MARKS_ROW = re.compile(r"[^\w\s\x00-\u02ff]{31,}")  # signs that are no letters: marks are among them
_SECTOR = 512  # bytes that a disk writes at once
_SAMPLE = 4000  # bytes that tell the encoding of a text without a mark


@record
class Source:
    """The text of a file in NFC, its lines ended by `\\n`; `odd` is the first byte that is no UTF-8, or -1."""

    text: str
    odd: int = -1
    damaged: bool = False  # UTF-8 all the same, but for some bytes

    @property
    def lines(self) -> list[str]:
        """The lines, the first one being line 1 of an editor. A form feed or U+2028 ends none."""
        return self.text.split("\n")


def decode(raw: bytes) -> Source | None:
    """The text of bytes in UTF-8, UTF-16 or UTF-32, with or without a mark, else in Windows-1252; None for no text."""
    if len(raw) >= _SECTOR and not raw[:_SAMPLE].strip(b"\x00"):
        return None  # room for a file that a cloud service or a crash never filled
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _source(raw[len(mark) :].decode(encoding, errors="replace"))
    if (wide := _wide(raw)) is not None:
        return _source(raw.decode(wide, errors="replace"))
    try:
        return _source(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        if b"\x00" in raw[: 2 * _SAMPLE]:
            return None
        text = raw.decode("utf-8-sig", errors="replace")
        if _mostly_utf8(text):
            return replace(_source(text, error.start), damaged=True)
        return _source(raw.decode("cp1252", errors="replace"), error.start)


def _mostly_utf8(text: str) -> bool:
    """Whether more letters beyond ASCII were read as UTF-8 than bytes were none: another encoding hardly makes any."""
    bad = text.count(_NO_LETTER)
    return sum(not c.isascii() for c in text) > 2 * bad


def most_of(name: str) -> int:
    """How many characters of a file are read: more than anyone writes into one note, or one table."""
    return _MOST if name.casefold().endswith((".md", ".markdown")) else _MOST_ROWS


def beginning(file: Path) -> bytes:
    """The bytes of a file, but for what is too long to be read; a letter is never cut. Raises OSError."""
    most = 4 * most_of(file.name) + 4  # the bytes of as many characters, whatever the encoding
    raw = bytes_of(file, most)
    return raw if len(raw) < most else raw[:-3] + raw[-3:].rstrip(_HIGH)


def line_at(raw: bytes, offset: int) -> int:
    """The line of a byte of a file whose line ends are single bytes."""
    return raw[:offset].replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") + 1


def file_of(path: str, vault: Path) -> Path:
    """The file of a problem's path: in the vault, or beside it, where kg.toml may stand."""
    inside, beside = vault / path, vault.parent / path
    return beside if is_there(beside) and not is_there(inside) else inside


def lines_of(file: Path) -> list[str]:
    """The lines of a file; none where it cannot be read."""
    try:
        source = decode(beginning(file))
    except OSError:
        return []
    return source.lines if source is not None else []


def _source(text: str, odd: int = -1) -> Source:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return Source(text=text if text.isascii() else unicodedata.normalize("NFC", _MARKS_ROW.sub(_safe, text)), odd=odd)


def _safe(row: re.Match[str]) -> str:
    """Marks over one letter without end, broken up: to sort them takes the square of their number (UAX 15, section 13)."""
    found: list[str] = []
    length = 0
    for mark in row.group():
        length = length + 1 if unicodedata.combining(mark) else 0
        if length > _MOST_MARKS:
            found.append(_JOINER)
            length = 1
        found.append(mark)
    return "".join(found)


def _wide(raw: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark: of each two or four bytes of a text in Latin letters most are zero."""
    sample = raw[:_SAMPLE]
    if len(sample) < 4 or sample.count(0) * 3 < len(sample):
        return None
    zeros = [sample[i::4].count(0) * 10 >= len(sample[i::4]) * 8 for i in range(4)]
    return {
        (False, True, True, True): "utf-32-le",
        (True, True, True, False): "utf-32-be",
        (False, True, False, True): "utf-16-le",
        (True, False, True, False): "utf-16-be",
    }.get((zeros[0], zeros[1], zeros[2], zeros[3]))
