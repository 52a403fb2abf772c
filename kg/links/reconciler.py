"""Candidates of any service that speaks the W3C Reconciliation Service API: 0.2, or 1.0-draft where it speaks only that.

The manifest is read first: it says which version to speak, how large a batch may be, and what an identifier's IRI is. The
schemas of what is asked and answered are in tests/links/schemas.
"""

from __future__ import annotations

import json
import math
import urllib.parse
from collections.abc import Mapping, Sequence
from typing import Any

from kg.links.curies import is_iri
from kg.links.garbage import listed, mapping, text
from kg.links.polite import Asker
from kg.links.questions import Question
from kg.links.records import Candidate, Label, Subject, SubjectKind, Told
from kg.links.refusals import unexpected
from kg.model.addresses import host_of
from kg.model.record import record

_BATCH = 10  # queries, as OpenRefine sends them
_OLD = ("0.1", "0.2")
_NEW = "1.0"


@record
class _Manifest:
    """What a service says of itself: `address` is where it answers, behind redirects; `draft` is whether to speak 1.0."""

    address: str
    draft: bool
    batch: int
    space: str
    view: str


class Reconciler:
    """The source behind a service's address, which is its name.

    `types` gives the service's types by our kinds, where they are known; a type is a wish, never a condition.
    `most` is how many candidates of a query are asked for.
    """

    def __init__(
        self, asker: Asker, address: str, *, types: Mapping[SubjectKind, str] | None = None, most: int = 10
    ) -> None:
        self.name = address
        self._asker = asker
        self._types = types or {}
        self._most = most
        self._read: _Manifest | None = None

    def candidates(self, subjects: Sequence[Subject], tell: Told) -> dict[str, tuple[Candidate, ...]]:
        """Candidates by the subject's IRI, by the scores of the service. Raises LinkError."""
        manifest = self._manifest()
        if manifest is None:
            return {subject.iri: () for subject in subjects}
        found: dict[str, tuple[Candidate, ...]] = {}
        for start in range(0, len(subjects), manifest.batch):
            group = subjects[start : start + manifest.batch]
            queries = {subject.iri: self._queries(subject, manifest) for subject in group}
            said = self._asker.each(
                f"{manifest.address}\n{'1.0' if manifest.draft else '0.2'}",
                (query for some in queries.values() for query in some),
                manifest.batch,
                lambda some: self._match(some, manifest),
            )
            found |= {iri: self._found(some, said, manifest) for iri, some in queries.items()}
            tell(start + len(group), len(subjects))
        return found

    def _manifest(self) -> _Manifest | None:
        if self._read is None:
            heard = self._asker.ask(Question(address=self.name))
            if heard is None:
                return None
            said = heard.data
            if not isinstance(said, dict) or not text(said.get("name")):
                raise unexpected(host_of(self.name), "name")
            self._read = _manifest(said, heard.address)
        return self._read

    def _queries(self, subject: Subject, manifest: _Manifest) -> list[str]:
        """One query a name, as JSON; names that differ only in their language are one in 0.2, which knows none."""
        queries = [
            self._query(name, label.language, subject.kind, manifest)
            for label in subject.labels
            if label.main and (name := " ".join(label.text.split()))
        ]
        return list(dict.fromkeys(json.dumps(query, ensure_ascii=False) for query in queries))

    def _query(self, name: str, language: str, kind: SubjectKind, manifest: _Manifest) -> dict[str, Any]:
        wished = self._types.get(kind, "")
        if not manifest.draft:
            typed = {"type": wished, "type_strict": "should"} if wished else {}
            return {"query": name, "limit": self._most, **typed}
        said = {"lang": language} if language not in ("", "mul") else {}
        condition = {"matchType": "name", "propertyValue": name}
        return {"conditions": [condition], "limit": self._most, **({"type": wished} if wished else {}), **said}

    def _match(self, queries: Sequence[str], manifest: _Manifest) -> dict[str, list[Any]] | None:
        """The candidates of each query. Raises LinkError."""
        read = [json.loads(query) for query in queries]
        if manifest.draft:
            content = json.dumps({"queries": read}, ensure_ascii=False)
            question = Question(address=f"{manifest.address.rstrip('/')}/match", content=content, kept=False)
        else:
            batch = {f"q{number}": query for number, query in enumerate(read)}
            form = (("queries", json.dumps(batch, ensure_ascii=False)),)
            question = Question(address=manifest.address, form=form, kept=False)
        heard = self._asker.ask(question)
        if heard is None:
            return None
        found = _results(heard.data, len(queries), manifest)
        if found is None:
            raise unexpected(host_of(manifest.address), "results" if manifest.draft else "result")
        return dict(zip(queries, found, strict=True))

    def _found(self, queries: list[str], said: Mapping[str, Any], manifest: _Manifest) -> tuple[Candidate, ...]:
        results = [mapping(result) for query in queries for result in listed(said.get(query))]
        best = sorted(results, key=_score, reverse=True)
        by_iri: dict[str, Candidate] = {}
        for result in best:
            if (candidate := self._candidate(result, manifest)) is None:
                continue
            before = by_iri.get(candidate.iri)  # 1.0: one candidate may come once a language
            by_iri[candidate.iri] = candidate if before is None else _both(before, candidate)
        return tuple(by_iri.values())

    def _candidate(self, result: Mapping[str, Any], manifest: _Manifest) -> Candidate | None:
        labels = tuple(_names(result))
        iri = _iri(text(result.get("id")), manifest)
        if not is_iri(iri) or not labels:
            return None
        types = [text(x) or text(mapping(x).get("id")) for x in listed(result.get("type"))]
        return Candidate(
            iri=iri,
            source=self.name,
            labels=labels,
            description=_first(result.get("description")),
            classes=tuple(x for x in types if x),
        )


def _manifest(said: Mapping[str, Any], address: str) -> _Manifest:
    versions = [text(x) for x in listed(said.get("versions"))]
    size = said.get("batchSize")
    return _Manifest(
        address=address,
        # Version 0.1 had no versions to say; who speaks 0.2 as well is asked in it, for the draft still changes.
        draft=any(x.startswith(_NEW) for x in versions) and not any(x in _OLD for x in versions),
        batch=min(_BATCH, size) if isinstance(size, int) and size > 0 else _BATCH,
        space=text(said.get("identifierSpace")),
        view=text(mapping(said.get("view")).get("url")),
    )


def _results(data: Any, count: int, manifest: _Manifest) -> list[list[Any]] | None:
    """Candidates in the order of the queries; None where the answer is no answer."""
    if manifest.draft:
        results = mapping(data).get("results")
        found = [mapping(x).get("candidates") for x in listed(results)]
    else:
        found = [mapping(mapping(data).get(f"q{number}")).get("result") for number in range(count)]
    if len(found) != count or not all(isinstance(x, list) for x in found):
        return None
    return [listed(x) for x in found]


def _iri(identifier: str, manifest: _Manifest) -> str:
    """The IRI of an identifier: itself where it is one; behind the service's identifier space where that ends so that
    something follows; else its page. Raises LinkError where the service does not say: all its candidates would be lost."""
    if identifier.startswith(("http://", "https://")) or not identifier:
        return identifier
    if manifest.space.startswith(("http://", "https://")) and manifest.space.endswith(("/", "#", "=", ":")):
        return manifest.space + urllib.parse.quote(identifier, safe="/:@!$&'()*+,;=~")
    for form, safe in (("{{id}}", "/"), ("{+id}", "/:?#[]@!$&'()*+,;="), ("{id}", "")):
        if form in manifest.view:
            page = manifest.view.replace(form, urllib.parse.quote(identifier, safe=safe))
            if there := _joined(manifest.address, page):
                return there
    raise unexpected(host_of(manifest.address), "view")


def _joined(address: str, page: str) -> str:
    """The address of a page, which may be relative to the service's; empty where it is none of the web."""
    try:
        there = urllib.parse.urljoin(address, page)
    except ValueError:
        return ""
    return there if there.startswith(("http://", "https://")) else ""


def _names(result: Mapping[str, Any]) -> list[Label]:
    """The name: a text, or (in older drafts) texts with their languages."""
    name = result.get("name")
    if isinstance(name, list):
        said = [(text(mapping(x).get("str")), text(mapping(x).get("lang"))) for x in name]
        return [Label(text=x, language=language.casefold()) for x, language in said if x]
    return [Label(text=text(name), language=text(result.get("lang")).casefold())] if text(name) else []


def _both(first: Candidate, second: Candidate) -> Candidate:
    return Candidate(
        iri=first.iri,
        source=first.source,
        labels=tuple(dict.fromkeys((*first.labels, *second.labels))),
        description=first.description or second.description,
        classes=tuple(dict.fromkeys((*first.classes, *second.classes))),
    )


def _first(value: Any) -> str:
    return text(value) or next((x for v in listed(value) if (x := text(mapping(v).get("str")))), "")


def _score(result: Mapping[str, Any]) -> float:
    """A number to sort by: services send scores up to 1, 100 or 1,000, some as text, and some none."""
    score = result.get("score")
    if isinstance(score, str):
        try:
            score = float(score)
        except ValueError:
            return 0.0
    if isinstance(score, bool) or not isinstance(score, int | float) or math.isnan(score):
        return 0.0
    return float(min(max(score, -1e9), 1e9))
