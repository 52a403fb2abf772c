"""The form of a file of decisions: SSSOM/TSV 1.1, a block of metadata in `#` lines, then a table.

What stands in a file is kept as it stands: metadata, remarks, columns and rows of others, and rows that cannot be read
(mapping-commons.github.io/sssom/spec-formats-tsv; Python's csv for quoted cells, as RFC 4180 has them).
"""

from __future__ import annotations

import codecs
import csv
import json
import re
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kg.model.record import record, replace
from kg.model.text import Text

VERSION = "1.1"
_CELL = re.compile(r'(?<![^\t])(?:"(?:[^"]|"")*"[^\t]*|[^\t]*)')
_LONGEST = 50  # lines of one row: a quote that is open for longer was forgotten
_KEY = re.compile(r"[\w-]+\s*:(?:\s|$)|[\s#-]|$")
_MAP = re.compile(r"#\s*curie_map\s*:\s*(?P<inline>\{.*\})?\s*$")
_DEFINITIONS = re.compile(r"#\s*extension_definitions\s*:\s*$")
_PLAIN = re.compile(r"[^\W_]\S*[\w/#]|[^\W_]")  # an address: other texts are put into quotes
_INNER = re.compile(r"#(?P<indent>\s*)(?P<mark>-\s)?")

# All columns of SSSOM 1.1 in their order (its schema's class Mapping).
SLOTS = tuple(
    """
    record_id subject_id subject_label subject_category predicate_id predicate_label predicate_modifier object_id
    object_label object_category mapping_justification author_id author_label reviewer_id reviewer_label creator_id
    creator_label license subject_type subject_source subject_source_version object_type object_source
    object_source_version predicate_type mapping_provider mapping_source mapping_cardinality cardinality_scope
    mapping_tool mapping_tool_id mapping_tool_version mapping_date publication_date review_date confidence
    reviewer_agreement curation_rule curation_rule_text subject_match_field object_match_field match_string
    subject_preprocessing object_preprocessing similarity_score similarity_measure see_also issue_tracker_item other
    comment
    """.split()
)
_NEEDED = ("subject_id", "predicate_id", "object_id", "mapping_justification")

_QUOTE = Text(
    fr="un guillemet ouvert n'est pas fermé",
    en="a quote is not closed",
    de="ein Anführungszeichen ist nicht geschlossen",
)
_CELLS = Text(
    fr="cellules : {got}, colonnes : {want}",
    en="cells: {got}, columns: {want}",
    de="Zellen: {got}, Spalten: {want}",
)
_NO_UTF8 = Text(fr="il n'est pas en UTF-8", en="it is not in UTF-8", de="sie ist nicht in UTF-8")
_NO_HEADER = Text(
    fr="il manque la ligne des colonnes, ou une des colonnes {names}",
    en="the line of columns is missing, or one of the columns {names}",
    de="die Zeile der Spalten fehlt, oder eine der Spalten {names}",
)
_NO_YAML = Text(
    fr="les lignes « # » du début ne sont pas du YAML",
    en="the `#` lines at its beginning are no YAML",
    de="die `#`-Zeilen am Anfang sind kein YAML",
)


@record
class Row:
    """A row as it stands: `cells` by column, None where it cannot be read, and then `why`.

    `line` is its first line in the file, `raw` its text; `above` are lines before it that are no row: somebody's remarks.
    """

    line: int
    raw: str
    cells: dict[str, str] | None
    above: tuple[str, ...] = ()
    why: Text | None = None

    def said(self, columns: Sequence[str]) -> Mapping[str, str]:
        """The cells by column, as far as they can be told where the row cannot be read."""
        return self.cells if self.cells is not None else dict(zip(columns, self.raw.split("\t"), strict=False))

    def column_of(self, name: str, columns: Sequence[str]) -> int:
        """The column (from 1) of the file where the cell `name` begins; 1 where that cannot be told."""
        if self.cells is None or name not in columns or "\n" in self.raw:
            return 1
        starts = [found.start() + 1 for found in _CELL.finditer(self.raw)]
        at = columns.index(name)
        return starts[at] if at < len(starts) else 1


@record
class Document:
    """A file: its lines of metadata, what they say, its columns and rows, and the remarks behind the last row."""

    metadata: tuple[str, ...]
    said: dict[str, Any]
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    after: tuple[str, ...] = ()

    @property
    def curie_map(self) -> dict[str, str]:
        """The prefixes that it declares."""
        found = self.said.get("curie_map")
        pairs = found.items() if isinstance(found, dict) else ()
        return {str(k): str(v) for k, v in pairs if isinstance(v, str)}

    @property
    def extensions(self) -> frozenset[str]:
        """The names of the extension slots that it declares."""
        found = self.said.get("extension_definitions")
        return frozenset(
            str(d["slot_name"])
            for d in (found if isinstance(found, list) else ())
            if isinstance(d, dict) and "slot_name" in d
        )


# -- reading --------------------------------------------------------------------------------------------
def parse(raw: bytes) -> Document | Text:
    """A file from its bytes, or why it cannot be read."""
    try:
        text = raw.decode("utf-16" if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig")
    except UnicodeDecodeError:
        return _NO_UTF8
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    head = next((i for i, line in enumerate(lines) if line.strip() and not line.startswith(("#", '"#'))), len(lines))
    metadata = tuple(_of_metadata(line) for line in lines[:head] if line.strip())
    columns = tuple(name.strip() for name in _row(lines, head)[0] or ()) if head < len(lines) else ()
    if not set(_NEEDED) <= set(columns) or len(set(columns)) < len(columns):
        return _NO_HEADER.filled(names=", ".join(_NEEDED))
    said = _yaml(metadata)
    if said is None:
        return _NO_YAML
    rows, after = _rows(lines, head + 1, columns)
    return Document(metadata=metadata, said=said, columns=columns, rows=rows, after=after)


def _of_metadata(line: str) -> str:
    """A line of metadata without what a spreadsheet adds: quotes around a cell, tabs up to the last column."""
    cells = _row([line], 0)[0] if line.startswith('"') else None
    return "\t".join(cells or [line]).rstrip("\t")


def _yaml(metadata: Sequence[str]) -> dict[str, Any] | None:
    """What the metadata says, remarks between its keys left out; None where it is no YAML. All values are texts."""
    import yaml  # not loaded where nothing was decided

    lines = textwrap.dedent("\n".join(line[1:] for line in metadata)).split("\n")
    for tried in (lines, [line for line in lines if _KEY.match(line)]):
        try:
            found = yaml.load("\n".join(tried), Loader=yaml.BaseLoader)
        except (yaml.YAMLError, ValueError, RecursionError):
            continue
        if found is None or isinstance(found, dict):
            return found or {}
    return None


def _rows(lines: Sequence[str], at: int, columns: Sequence[str]) -> tuple[tuple[Row, ...], tuple[str, ...]]:
    rows: list[Row] = []
    above: list[str] = []
    while at < len(lines):
        if not lines[at].strip() or lines[at].startswith("#"):
            above.extend(line for line in [lines[at]] if line.strip())
            at += 1
            continue
        values, used = _row(lines, at)
        raw = "\n".join(lines[at : at + used])
        why = _QUOTE if values is None else None
        cells = None
        if values is not None:
            while len(values) > len(columns) and not values[-1].strip():
                values.pop()  # an editor's empty cells behind the last column
            if len(values) > len(columns) or len(values) < min(len(columns), 4):
                why = _CELLS.filled(got=len(values), want=len(columns))
            else:
                cells = dict(zip(columns, [v.strip() for v in values], strict=False))
        rows.append(Row(line=at + 1, raw=raw, cells=cells, above=tuple(above), why=why))
        above, at = [], at + used
    return tuple(rows), tuple(above)


def _row(lines: Sequence[str], at: int) -> tuple[list[str] | None, int]:
    """The cells of the row that begins on line `at` (None where a quote is not closed), and how many lines it takes."""
    if '"' not in lines[at]:
        return lines[at].split("\t"), 1
    reader = csv.reader((f"{line}\n" for line in lines[at : at + _LONGEST]), delimiter="\t", strict=True)
    try:
        return next(reader), reader.line_num
    except (csv.Error, StopIteration):
        return None, 1


# -- writing --------------------------------------------------------------------------------------------
def render(document: Document) -> str:
    """A file as text."""
    lines = [*document.metadata, "\t".join(document.columns)]
    for row in document.rows:
        lines.extend([*row.above, row.raw])
    return "\n".join([*lines, *document.after]) + "\n"


def row_of(cells: Mapping[str, str], columns: Sequence[str], above: tuple[str, ...] = ()) -> Row:
    """A row to be written."""
    values = [_quoted(cells.get(name, "")) for name in columns]
    if values[0].startswith("#"):
        values[0] = f'"{values[0]}"'  # else it would be metadata
    return Row(line=0, raw="\t".join(values), cells=dict(cells), above=above)


def _quoted(value: str) -> str:
    if not any(c in value for c in '"\t\n'):
        return value
    return '"{}"'.format(value.replace('"', '""'))


def ordered(names: Iterable[str], extensions: Sequence[str]) -> tuple[str, ...]:
    """Columns in their order: those of SSSOM, our extensions, then others as they came."""
    given = list(dict.fromkeys(names))
    places = {name: i for i, name in enumerate((*SLOTS, *extensions))}
    return tuple(sorted(given, key=lambda name: places.get(name, len(places))))


def with_columns(document: Document, wanted: Sequence[str], extensions: Sequence[str]) -> Document | None:
    """A file that has all columns of `wanted`, in order. Where a row cannot be read the columns stay where they are, and
    new ones stand behind them: else what that row holds would get into wrong columns. None where it has more cells than
    there are columns: they would get into the new ones."""
    if any(row.cells is None for row in document.rows):
        new = [name for name in wanted if name not in document.columns]
        if new and any(row.cells is None and row.raw.count("\t") >= len(document.columns) for row in document.rows):
            return None
        columns = (*document.columns, *new)
    else:
        columns = ordered((*document.columns, *wanted), extensions)
    if columns == document.columns:
        return document
    rows = tuple(
        row if row.cells is None else replace(row_of(row.cells, columns, row.above), line=row.line)
        for row in document.rows
    )
    return replace(document, columns=columns, rows=rows)


def with_declared(document: Document, prefixes: Mapping[str, str], extensions: Sequence[str]) -> Document | None:
    """A file whose metadata declares these prefixes and extension slots too; None where they cannot be added, for the
    metadata is written in a way that a line cannot be put into."""
    lines = list(document.metadata)
    if prefixes:
        declared = _with_prefixes(lines, document.curie_map, prefixes)
        if declared is None:
            return None
        lines = declared
    lacking = [name for name in extensions if name not in document.extensions]
    if lacking:
        lines = _with_extensions(lines, lacking)
    said = _yaml(lines)
    if said is None:
        return None
    found = replace(document, metadata=tuple(lines), said=said)
    whole = found.curie_map == {**document.curie_map, **prefixes} and set(extensions) <= found.extensions
    return found if whole else None


def _with_prefixes(lines: list[str], known: Mapping[str, str], new: Mapping[str, str]) -> list[str] | None:
    at = next((i for i, line in enumerate(lines) if _MAP.match(line)), -1)
    if at < 0:
        if any(re.match(r"#\s*curie_map\s*:", line) for line in lines):
            return None
        return [*_map_lines("", new), *lines]
    match = _MAP.match(lines[at])
    if match is not None and match["inline"]:
        return [*lines[:at], *_map_lines(_indent(lines[at]), {**known, **new}), *lines[at + 1 :]]
    end = at + 1
    while end < len(lines) and len(_indent(lines[end])) > len(_indent(lines[at])):
        end += 1
    inner = _indent(lines[at + 1]) if end > at + 1 else f"{_indent(lines[at])}  "
    own = lines[at + 1 : end]
    for line in (f"#{inner}{p}: {scalar(space)}" for p, space in sorted(new.items())):
        own.insert(next((i for i, other in enumerate(own) if other > line), len(own)), line)
    return [*lines[: at + 1], *own, *lines[end:]]


def _map_lines(indent: str, prefixes: Mapping[str, str]) -> list[str]:
    return [f"#{indent}curie_map:", *(f"#{indent}  {p}: {scalar(prefixes[p])}" for p in sorted(prefixes))]


def scalar(text: str) -> str:
    """A text as a value in YAML, in quotes where it needs them."""
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def _with_extensions(lines: list[str], names: Sequence[str]) -> list[str]:
    at = next((i for i, line in enumerate(lines) if _DEFINITIONS.match(line)), -1)
    top = _indent(lines[0]) if lines else ""
    if at < 0:
        return [*lines, f"#{top}extension_definitions:", *(f"#{top}  - slot_name: {name}" for name in names)]
    end = at + 1
    while end < len(lines) and (
        (found := _INNER.match(lines[end])) and (len(found["indent"]) > len(top) or found["mark"])
    ):
        end += 1
    inner = _indent(lines[at + 1]) if end > at + 1 else f"{top}  "
    return [*lines[:end], *(f"#{inner}- slot_name: {name}" for name in names), *lines[end:]]


def _indent(line: str) -> str:
    found = _INNER.match(line)
    return found["indent"] if found is not None else ""
