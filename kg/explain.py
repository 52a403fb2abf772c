"""What a code means: what kg does then, how to mend it, an example, how not to hear of it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg import texts
from kg.examples import EXAMPLES
from kg.model.codes import Code
from kg.model.text import Text
from kg.report import COLOURS, Style, plain
from kg.texts import explaining

_BLANK = re.compile(r"\{\w+\}")


def explained(code: Code, language: str, style: Style = plain) -> str:
    """A page on one code, in lines of text."""
    kind = texts.NOUNS[code.severity][0].in_language(language)
    out = [f"{style(f'{code.code} {kind}', COLOURS[code.severity])} {said(code.message, language)}", ""]
    out.append(_effect(code).in_language(language))
    if code.hint is not None and (hint := said(code.hint, language)).strip("… "):
        out.append(f"→ {hint}")
    if (example := EXAMPLES.get(code.code)) is not None:
        out += ["", explaining.EXAMPLE.in_language(language), *_quoted(example.broken)]
        out += [explaining.MENDED.in_language(language), *_quoted(example.mended)]
    out += ["", explaining.IGNORE.filled(code=code.code).in_language(language)]
    return "\n".join(out) + "\n"


def listed(codes: Iterable[Code], language: str, style: Style = plain) -> str:
    """A line a code."""
    rows = [
        (
            style(c.code, COLOURS[c.severity]),
            texts.NOUNS[c.severity][0].in_language(language),
            said(c.message, language),
        )
        for c in codes
    ]
    return "".join(f"{code}  {kind:13} {said}\n" for code, kind, said in rows)


def said(text: Text, language: str) -> str:
    """A text with dots where a note's own words would stand."""
    return _BLANK.sub("…", text.in_language(language))


def _quoted(note: str) -> list[str]:
    return [f"    {line}".rstrip() for line in note.rstrip("\n").split("\n")]


def _effect(code: Code) -> Text:
    """What becomes of the graph."""
    if code.severity == "violation":
        return explaining.LEFT_OUT
    return explaining.ERROR if code.severity == "error" else explaining.PUBLISHED
