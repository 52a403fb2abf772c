"""Bytes in, the text of a note out, and what is odd about it."""

from __future__ import annotations

from kg import source
from kg.model.characters import CONTROL
from kg.model.codes import CODES
from kg.model.note import LONGEST
from kg.model.problem import Problem
from kg.model.span import Span
from kg.model.text import Text
from kg.notes.files import unreadable

_LONGEST = 100_000  # characters of a line: what is longer is not even parsed
_BINARY = Text(fr="des données binaires", en="binary data", de="binäre Daten")
_TEXT_FILE = Text(
    fr="Si c'est une note, enregistrez-la comme du texte en UTF-8 ; sinon, donnez au fichier une autre extension",
    en="If it is a note, save it as text in UTF-8; if not, give the file another ending",
    de="Ist es eine Notiz, speichern Sie sie als Text in UTF-8; sonst geben Sie der Datei eine andere Endung",
)
_ZEROS = Text(
    fr="elle ne contient que des octets nuls",
    en="it holds nothing but zero bytes",
    de="sie enthält nur Nullbytes",
)
_FETCH = Text(
    fr="Ouvrez-la pour que la synchronisation l'apporte, ou reprenez une sauvegarde",
    en="Open it so that the synchronisation fetches it, or take it from a backup",
    de="Öffnen Sie sie, damit der Abgleich sie holt, oder holen Sie sie aus einer Sicherung",
)


def decode(raw: bytes, name: str) -> tuple[str | None, tuple[Problem, ...]]:
    """The text of the note `name`; None for what is no text.

    What is not in Unicode is read as Windows-1252, with a warning at its line; control characters are read as blanks,
    with a remark at the first one.
    """
    found = source.decode(raw)
    if found is None:
        empty = not raw.strip(b"\x00")
        return None, (unreadable(name, _ZEROS if empty else _BINARY, _FETCH if empty else _TEXT_FILE),)
    text, problems = found.text, list[Problem]()
    if not raw:
        problems.append(CODES["KG122"].at(Span(path=name, line=1, column=1, end=2)))
    if found.odd >= 0:
        line = source.line_at(raw, found.odd)
        code = "KG123" if found.damaged else "KG106"
        problems.append(CODES[code].at(Span(path=name, line=line, column=1, end=2)))
    if (odd := CONTROL.search(text)) is not None:
        problems.append(CODES["KG110"].at(_place(text, odd.start(), name), code=f"U+{ord(odd.group()):04X}"))
        text = CONTROL.sub(" ", text)
    if len(text) > _LONGEST:
        text, long = _readable(text, name)
        problems.extend(long)
    return text, tuple(problems)


def _readable(text: str, name: str) -> tuple[str, list[Problem]]:
    """A text without what is no writing: lines that are data, and what stands behind the most that is read."""
    problems: list[Problem] = []
    if len(text) > (most := source.most_of(name)):
        text = text[: text.rfind("\n", 0, most) + 1 or most]
        problems.append(CODES["KG128"].at(_place(text, len(text), name), most=most))
    lines = text.split("\n")
    for index, line in enumerate(lines):
        if len(line) > _LONGEST:
            lines[index] = ""
            problems.append(CODES["KG113"].at(Span(path=name, line=index + 1, column=1, end=2), most=LONGEST))
    return "\n".join(lines), problems


def _place(text: str, offset: int, name: str) -> Span:
    line, column = text.count("\n", 0, offset) + 1, offset - (text.rfind("\n", 0, offset) + 1) + 1
    return Span(path=name, line=line, column=column, end=column + 1)
