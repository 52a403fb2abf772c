"""A file of the vault as an editor shows it: its encoding, its lines. What counts or quotes lines asks here."""

from __future__ import annotations

import codecs
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
_NO_LETTER = "\ufffd"  # what stands for bytes that cannot be read
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
        source = decode(bytes_of(file))
    except OSError:
        return []
    return source.lines if source is not None else []


def _source(text: str, odd: int = -1) -> Source:
    return Source(text=unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")), odd=odd)


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
