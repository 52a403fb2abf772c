"""Writing decisions into `links/*.sssom.tsv`: what stands there stays, but for the rows that are decided anew.

A person's decision is replaced only by the same person's. A row that cannot be read is never touched.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from kg.errors import LinkError
from kg.links.curies import Prefixes
from kg.links.decisions import contradicts
from kg.links.folder import FOLDER, SUFFIX, files, leads_out, path_of
from kg.links.records import Decision
from kg.links.rows import COLUMNS, FEATURES, Bad, by_person, cells_of, decision_of, same_reviewer, source_of, target_of
from kg.links.sssom import VERSION, Document, Row, ordered, parse, render, row_of, scalar, with_columns, with_declared
from kg.links.unwritten import outside, too_wide, unchangeable, unreadable
from kg.model.addresses import WIKIDATA
from kg.model.record import record, replace
from kg.model.system import bytes_of, replaced
from kg.model.text import Text

_UNSPECIFIED = "https://w3id.org/sssom/license/unspecified"  # where the vault says none
_CURIES = ("subject_id", "predicate_id", "object_id", "reviewer_id", "object_source", "author_id", "creator_id")
_DATES = ("mapping_date", "review_date")


@record
class Saved:
    """What saving did: how many rows are new or other than before, in which files, and which decisions were not written,
    for a person decided otherwise."""

    written: int
    files: tuple[Path, ...]
    kept: tuple[Decision, ...] = ()


def save(
    vault: Path, decided: Iterable[Decision], base: str, licence: str = "", forget: Iterable[Decision] = ()
) -> Saved:
    """Write decisions into the files of a vault, and take out those to `forget` (as `undo` wants it).

    A decision that stands there already is not written again, though it be of another day. `base` is that of the vault's
    IRIs, `licence` an address. Raises LinkError where a file cannot be read, changed or written: then none is changed.
    """
    by_target: dict[str, tuple[list[Decision], list[Decision]]] = defaultdict(lambda: ([], []))
    for d in decided:
        by_target[target_of(d)][0].append(d)
    for d in forget:
        by_target[target_of(d)][1].append(d)
    pages = [_opened(vault, vault / FOLDER / f"{target}{SUFFIX}", base, licence) for target in sorted(by_target)]
    for page, (_, (new, old)) in zip(pages, sorted(by_target.items()), strict=True):
        for d in old:
            page.forget(d)
        for d in new:
            page.decide(d)
    return _written(pages)


def amend(vault: Path, changed: Iterable[tuple[Decision, Decision]], base: str) -> Saved:
    """Write what has become of the items of decisions into their rows: object, name and remark, and nothing else of a row.

    A decision whose new item something was decided of already stays as it is; it is among the `kept`. Raises LinkError where
    a file cannot be read, changed or written: then none is changed.
    """
    by_path: dict[str, list[tuple[Decision, Decision]]] = defaultdict(list)
    for old, new in changed:
        by_path[old.path].append((old, new))
    pages = [_opened(vault, file, base) for file in files(vault) if path_of(file) in by_path]
    for page in pages:
        for old, new in by_path[path_of(page.file)]:
            page.amend(old, new)
    return _written(pages)


def _opened(vault: Path, file: Path, base: str, licence: str = "") -> _Page:
    if leads_out(file, vault):
        raise outside(file)
    return _Page(file, _bytes(file), file.name.removesuffix(SUFFIX), base, licence)


def _written(pages: Sequence[_Page]) -> Saved:
    changed = [page for page in pages if page.changes]
    texts = [(page.file, page.text().encode("utf-8")) for page in changed]
    for file, raw in texts:
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            with replaced(file) as out:
                out.write(raw)
        except OSError as error:
            raise LinkError.refused(file, error) from error
    return Saved(
        written=sum(page.changes for page in changed),
        files=tuple(file for file, _ in texts),
        kept=tuple(d for page in pages for d in page.kept),
    )


def as_sssom(decided: Iterable[Decision], target: str, base: str, licence: str = "") -> str:
    """Decisions as a file of SSSOM/TSV of its own."""
    page = _Page(Path(f"{target}{SUFFIX}"), None, target, base, licence)
    for d in decided:
        page.add(d)
    return page.text()


def _bytes(file: Path) -> bytes | None:
    try:
        return bytes_of(file)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise LinkError.refused(file, error) from error


@record
class _Entry:
    """A row with what it says: `decision` is None where that cannot be read, or its reviewer was not sure."""

    number: int
    row: Row
    decision: Decision | None
    person: bool


class _Page:
    """A file while decisions are written into it."""

    def __init__(self, file: Path, before: bytes | None, target: str, base: str, licence: str) -> None:
        document = parse(before) if before is not None else _new(target, base, licence)
        if isinstance(document, Text):
            raise unreadable(file, document)
        self.file, self._target, self._document = file, target, document
        if not document.metadata:  # somebody's bare table
            self._document = replace(document, metadata=_new(target, base, licence).metadata)
        self._prefixes = Prefixes(base, document.curie_map)
        if not document.curie_map:
            for row in document.rows:
                self._prefixes.declare(c for n in _CURIES for c in (row.cells or {}).get(n, "").split("|"))
        self._entries = {number: self._entry(row, number) for number, row in enumerate(document.rows)}
        self._next = len(self._entries)
        self._by_subject: dict[str, list[_Entry]] = defaultdict(list)
        for entry in self._entries.values():
            if entry.decision is not None:
                self._by_subject[entry.decision.subject].append(entry)
        self._used: set[str] = set()
        self.kept: list[Decision] = []
        self.changes = 0

    def _entry(self, row: Row, number: int) -> _Entry:
        if row.cells is None:
            return _Entry(number=number, row=row, decision=None, person=False)
        found = decision_of(row.cells, self._prefixes, self._target, "", row.line)
        return _Entry(
            number=number,
            row=row,
            decision=None if isinstance(found, Bad) else found,
            person=by_person(row.cells, self._prefixes),
        )

    def decide(self, d: Decision) -> None:
        """Write a decision, in place of what it replaces; nothing where it stands already or a person decided otherwise."""
        about = [e for e in self._by_subject[d.subject] if e.decision is not None and _concerns(d, e.decision)]
        mine = [e for e in about if _may_replace(d, e)]
        if not d.reviewer and len(mine) < len(about):
            if any(e.decision is not None and contradicts(d, e.decision) for e in about):
                self.kept.append(d)
            return
        same = next((e for e in mine if e.decision is not None and e.decision.object == d.object), None)
        cells = cells_of(d, self._prefixes, self._target)
        if same is not None and len(mine) == 1 and same.row.cells is not None and _says(same.row.cells, cells):
            return
        above = tuple(line for e in mine for line in e.row.above)
        for e in mine:
            self._remove(e)
        others = dict(same.row.cells) if same is not None and same.row.cells is not None else {}
        self._put(d, {**others, **cells}, above)

    def amend(self, old: Decision, new: Decision) -> None:
        """Write the item that `new` names into the row of `old`."""
        about = self._by_subject[old.subject]
        entry = next(
            (e for e in about if e.row.line == old.line and e.decision and e.decision.object == old.object), None
        )
        if entry is None or entry.row.cells is None:
            return
        if any(e is not entry and e.decision and e.decision.object == new.object for e in about):
            self.kept.append(new)
            return
        cells = cells_of(new, self._prefixes, self._target)
        changed = {name: cells[name] for name in ("object_id", "object_label", "comment")}
        self._remove(entry)
        self._put(new, {**entry.row.cells, **changed}, entry.row.above)

    def add(self, d: Decision) -> None:
        """Write a decision whatever stands there."""
        self._put(d, cells_of(d, self._prefixes, self._target), ())

    def forget(self, d: Decision) -> None:
        """Take out what the same person (or the rule) decided of these two."""
        for e in list(self._by_subject[d.subject]):
            if (
                e.decision is not None
                and (e.decision.object, e.decision.said) == (d.object, d.said)
                and _may_replace(d, e)
            ):
                self._remove(e)
                self.changes += 1

    def _put(self, d: Decision, cells: dict[str, str], above: tuple[str, ...]) -> None:
        row = row_of(cells, [*cells], above)
        entry = _Entry(number=self._next, row=row, decision=d, person=bool(d.reviewer))
        self._entries[self._next] = entry
        self._next += 1
        self._by_subject[d.subject].append(entry)
        self._used.update(name for name in FEATURES if cells.get(name))
        self.changes += 1

    def _remove(self, entry: _Entry) -> None:
        assert entry.decision is not None
        del self._entries[entry.number]
        about = self._by_subject[entry.decision.subject]
        about[:] = [e for e in about if e.number != entry.number]

    def text(self) -> str:
        """The file as it is to be."""
        document = with_columns(self._document, COLUMNS, FEATURES)
        if document is None:
            raise too_wide(self.file)
        declared = with_declared(document, self._prefixes.added, [n for n in FEATURES if n in self._used])
        if declared is None:
            raise unchangeable(self.file)
        stood = {row.line: row for row in document.rows}
        rows = [
            stood[e.row.line] if e.row.line else row_of(e.row.cells or {}, document.columns, e.row.above)
            for e in self._entries.values()
        ]
        place = sorted(range(len(rows)), key=lambda i: (*_key(rows[i], declared.columns), i))
        return render(replace(declared, rows=tuple(rows[i] for i in place)))


def _concerns(d: Decision, other: Decision) -> bool:
    return d.object == other.object or contradicts(d, other)


def _may_replace(d: Decision, entry: _Entry) -> bool:
    """Whether a decision may take the place of a row: the rule's always may, a person's by the same person."""
    assert entry.decision is not None
    return not entry.person or (bool(d.reviewer) and same_reviewer(d.reviewer, entry.decision.reviewer))


def _says(cells: dict[str, str], new: dict[str, str]) -> bool:
    return all(cells.get(name, "") == value for name, value in new.items() if name not in _DATES)


def _key(row: Row, columns: tuple[str, ...]) -> tuple[str, str]:
    """What rows are sorted by: subject and object as written, also of a row that cannot be read."""
    cells = row.said(columns)
    return cells.get("subject_id", "").strip(), cells.get("object_id", "").strip()


def _new(target: str, base: str, licence: str) -> Document:
    """A file without rows."""
    said = {
        "sssom_version": f'"{VERSION}"',
        "mapping_set_id": scalar(f"{base}{FOLDER}/{target}{SUFFIX}"),
        "mapping_set_title": scalar(f"Links to {target}"),
        "license": scalar(licence or _UNSPECIFIED),
        "object_source": source_of(target),
    }
    lines = ["#curie_map:", *(f"#{key}: {value}" for key, value in said.items() if value)]
    document = Document(metadata=tuple(lines), said={}, columns=ordered(COLUMNS, FEATURES), rows=())
    if source_of(target):
        found = with_declared(document, {"wikidata": WIKIDATA}, ())
        assert found is not None
        return found
    return document
