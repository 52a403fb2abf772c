"""How gaps look: on a screen, as JSON, and as a to-do list in Markdown, each with words to paste."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

from kg.gaps import Gaps
from kg.graph.gaps import Lack, Lacking
from kg.model.characters import escaped, visible
from kg.model.text import LANGUAGES, Text
from kg.report import Style, plain
from kg.source import file_of, lines_of
from kg.texts import gaps as texts

_MOST = {"entries": 5, "wanted": 3, "alike": 2, "tracked": 2}  # of each on one screen
Lines = dict[str, list[str]]


def paste(entry: Lacking, vault: Path, language: str, sources: Lines) -> list[str]:
    """Lines to paste for what an entry lacks, in its language, in the form in which it is written.

    An item takes a bracket and a line below it, a note of its own front matter, a heading lines below it, a row of a
    table or CSV file cells. The words in capitals are to be replaced.
    """
    spoken = entry.language if entry.language in LANGUAGES else "en" if entry.language else language
    line = _source(entry, vault, sources)
    say = _speaker(spoken)
    if entry.own_note or line.lstrip().startswith("#") or _is_row(entry, line):
        return [f"{say(texts.KEYS[x])}: {say(texts.VALUES[x])}" for x in entry.lacks]
    return _for_item(entry, line, say)


def _for_item(entry: Lacking, line: str, say: Callable[[Text], str]) -> list[str]:
    indent = line[: len(line) - len(line.lstrip())] + "  "
    name = texts.PAGE.filled(name=entry.name)
    head = [say(name)] if "page" in entry.lacks else []
    bracket = tuple(x for x in ("country", "period") if x in entry.lacks)
    head += [say(texts.BRACKET[bracket])] if bracket else []
    found = [" ".join(head)] if head else []
    for lack, text in (("description", texts.DESCRIPTION), ("size", texts.SIZE), ("runner", texts.RUNNER)):
        found += [indent + say(text)] if lack in entry.lacks else []
    return found + ([f"{indent}[alias:: {say(texts.VALUES['translation'])}]"] if "translation" in entry.lacks else [])


def _is_row(entry: Lacking, line: str) -> bool:
    return entry.span.path.endswith(".csv") or line.lstrip().startswith("|")


def _source(entry: Lacking, vault: Path, sources: Lines) -> str:
    path = entry.span.path
    if path not in sources:
        sources[path] = lines_of(file_of(path, vault))
    lines = sources[path]
    return lines[entry.span.line - 1] if 0 < entry.span.line <= len(lines) else ""


def _speaker(language: str) -> Callable[[Text], str]:
    def say(text: Text) -> str:
        return text.in_language(language)

    return say


# -- on a screen --------------------------------------------------------------------------------------------
def text(gaps: Gaps, vault: Path, language: str, style: Style = plain, *, everything: bool = False) -> str:
    """One screen, the most useful first; all of it when `everything` is asked for."""
    say, sources = _speaker(language), dict[str, list[str]]()
    out: list[str] = []
    if missing := gaps.missing():
        out.append(f"{say(texts.LACKING)} {' · '.join(_counted(*m, say) for m in missing)}")
    parts: list[tuple[str, Text, list[list[str]]]] = [
        ("entries", texts.ENTRIES, [_entry(e, vault, language, sources) for e in gaps.entries]),
        ("wanted", texts.WANTED, [[f"  [[{w.name}]]  {say(texts.TIMES.filled(count=len(w.spans)))}: {w.spans[0]}"] for w in gaps.wanted]),
        ("alike", texts.ALIKE, [[f"  {p.span}: {say(p.message)}"] for p in gaps.alike]),
        ("tracked", texts.TRACKED, [[f"  {t.span}", f"      {t.clean}"] for t in gaps.tracked]),
    ]  # fmt: skip
    for name, title, rows in parts:
        if rows:
            out += ["", style(f"{say(title)} ({len(rows)})", "cyan")]
            shown = rows if everything else rows[: _MOST[name]]
            out += [visible(line) for row in shown for line in row]
            if left := len(rows) - len(shown):
                out.append(f"  {say(texts.MORE.filled(count=left))}")
    return "".join(f"{line}\n" for line in out or [say(texts.NOTHING)])


def _counted(lack: Lack, missing: int, of: int, say: Callable[[Text], str]) -> str:
    return say(texts.OF.filled(lack=texts.LACKS[lack], missing=missing, all=of))


def _entry(entry: Lacking, vault: Path, language: str, sources: Lines) -> list[str]:
    say = _speaker(language)
    lacks = ", ".join(say(texts.LACKS[x]) for x in entry.lacks)
    lines = [f"      {line}" for line in paste(entry, vault, language, sources)]
    return [f"  {entry.span}  {entry.name}: {lacks}", *lines]


# -- for programs, and for the vault ------------------------------------------------------------------------
def as_json(gaps: Gaps, vault: Path, language: str) -> str:
    """One object: `missing` (counts), `entries`, `wanted`, `alike` and `tracked`, each with path, line and column."""
    sources: Lines = {}
    document = {
        "notes": gaps.notes,
        "missing": [{"lack": lack, "missing": n, "of": of} for lack, n, of in gaps.missing()],
        "entries": [
            {"name": e.name, "iri": e.iri, **_place(e.span.path, e.span.line, e.span.column), "lacks": list(e.lacks),
             "paste": paste(e, vault, language, sources)}
            for e in gaps.entries
        ],
        "wanted": [
            {"name": w.name, "links": [_place(s.path, s.line, s.column) for s in w.spans]} for w in gaps.wanted
        ],
        "alike": [
            {"message": p.message.in_language(language), **_place(p.span.path, p.span.line, p.span.column)}
            for p in gaps.alike
        ],
        "tracked": [
            {"written": t.written, "clean": t.clean, **_place(t.span.path, t.span.line, t.span.column)}
            for t in gaps.tracked
        ],
    }  # fmt: skip
    return escaped(json.dumps(document, ensure_ascii=False, indent=2)) + "\n"


def _place(path: str, line: int, column: int) -> dict[str, str | int]:
    return {"path": path, "line": line, "column": column}


def markdown(gaps: Gaps, vault: Path, language: str) -> str:
    """A note of to-dos, that says of itself that it holds no entries."""
    say, sources = _speaker(language), dict[str, list[str]]()
    out = ["---", "entries: none", "---", "", f"# {say(texts.TITLE)}"]
    if gaps.entries:
        out += ["", f"## {say(texts.ENTRIES)}", ""]
    for entry in gaps.entries:
        lacks = ", ".join(say(texts.LACKS[x]) for x in entry.lacks)
        out.append(f"- [ ] {_linked(entry.span.path)}:{entry.span.line} {_plain(entry.name)}: {lacks}")
        out += ["", "  ```", *(f"  {line}" for line in paste(entry, vault, language, sources)), "  ```", ""]
    sections: Sequence[tuple[Text, list[str]]] = (
        (texts.WANTED, [f"- [ ] {_plain(w.name)} ({', '.join(f'{_linked(s.path)}:{s.line}' for s in w.spans[:5])})" for w in gaps.wanted]),
        (texts.ALIKE, [f"- [ ] {_linked(p.span.path)}:{p.span.line} {_plain(say(p.message))}" for p in gaps.alike]),
        (texts.TRACKED, [f"- [ ] {_linked(t.span.path)}:{t.span.line} `{t.clean}`" for t in gaps.tracked]),
    )  # fmt: skip
    for title, rows in sections:
        if rows:
            out += ["", f"## {say(title)}", "", *rows]
    if not (gaps.entries or any(rows for _, rows in sections)):
        out += ["", say(texts.NOTHING)]
    return visible("\n".join(out)) + "\n"


def _linked(path: str) -> str:
    """A note as a wikilink; another file by its name."""
    stem, dot, suffix = path.rpartition(".")
    return f"[[{stem}]]" if dot and suffix.casefold() in ("md", "markdown") else f"`{path}`"


def _plain(text_: str) -> str:
    """Text in which nothing is a link or a mark."""
    return "".join(f"\\{c}" if c in "\\`*_[]<>#|" else c for c in text_)
