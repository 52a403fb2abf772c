"""Candidates of Europeana's Entity API: by the Wikidata item that an entry already is, else by its name.

`/entity/resolve` leads from an item to Europeana's entity (301 with its IRI, or 404), and says the same thing of it; `/suggest`
only finds names. Organisations were given new numbers in 2024; the old ones redirect, and the new one is the candidate.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kg.links.garbage import mapping, text, texts
from kg.links.polite import Asker
from kg.links.questions import Key, Question
from kg.links.records import Candidate, Label, Subject, Told
from kg.links.refusals import key_missing, key_refused, unexpected
from kg.links.replies import MOVED
from kg.model.addresses import WIKIDATA, host_of
from kg.model.record import replace

API = "https://api.europeana.eu/entity"
VARIABLE = "EUROPEANA_API_KEY"
DATA = "http://data.europeana.eu"

_KEYS = "https://pro.europeana.eu/pages/get-api"
_ITEM = re.compile(r"https?://www\.wikidata\.org/entity/(Q[1-9][0-9]*)")
# As `Location` has it: with or without scheme, and with `/base/` as older IRIs have it.
_IRI = re.compile(r"(?:https?://)?data\.europeana\.eu/(\w+)/(?:base/)?([0-9]+)/?")
_KIND = "organization"  # of Europeana's kinds, the only one that an entry of ours can be
_NAMES = 3  # of a subject that are looked for
_ROWS = "10"
_LANGUAGES = "en"


class Europeana:
    """The source `europeana`. `key` is the value of EUROPEANA_API_KEY, `api` the address of the Entity API.

    Raises LinkError where there is no key and the Asker is not offline.
    """

    name = "europeana"

    def __init__(self, asker: Asker, key: str, *, api: str = API) -> None:
        if not key.strip() and not asker.offline:
            raise key_missing("Europeana", VARIABLE, _KEYS)
        if not (key.isascii() and key.strip().isprintable()):
            raise key_refused("Europeana", VARIABLE)
        self._asker = asker
        self._key = Key(VARIABLE, "X-Api-Key", key)
        self._api = api.rstrip("/")

    def candidates(self, subjects: Sequence[Subject], tell: Told) -> dict[str, tuple[Candidate, ...]]:
        """Candidates by the subject's IRI: what its Wikidata item leads to, or else what bears its name. Raises LinkError."""
        found: dict[str, tuple[Candidate, ...]] = {}
        for done, subject in enumerate(subjects, start=1):
            found[subject.iri] = self._resolved(subject) or self._suggested(subject)
            tell(done, len(subjects))
        return found

    def entity(self, iri: str) -> Candidate | None:
        """What an entity is now, under its present IRI; None where it is gone, or was never asked for and the Asker is offline.

        Raises LinkError.
        """
        found = _IRI.fullmatch(iri.strip())
        if found is None:
            return None
        heard = self._ask(f"/{found[1]}/{found[2]}", (), answers=(200, 404, 410))
        if heard is None or heard.status != 200:
            return None
        return self._candidate(mapping(heard.data))

    def _resolved(self, subject: Subject) -> tuple[Candidate, ...]:
        items = [found[1] for iri in subject.linked if (found := _ITEM.fullmatch(iri))]
        candidates = [self._same_as(item) for item in dict.fromkeys(items)]
        return tuple({c.iri: c for c in candidates if c is not None}.values())

    def _same_as(self, item: str) -> Candidate | None:
        uri = ("uri", f"{WIKIDATA}{item}")
        heard = self._ask("/resolve", (uri,), answers=(200, *MOVED, 404))
        if heard is None or heard.status == 404:
            return None
        found = self._candidate(mapping(heard.data)) if heard.status == 200 else self.entity(heard.location)
        return replace(found, same_as=tuple(dict.fromkeys((*found.same_as, uri[1])))) if found is not None else None

    def _suggested(self, subject: Subject) -> tuple[Candidate, ...]:
        names = dict.fromkeys((label.text.strip(), label.language) for label in subject.labels if label.main)
        found: dict[str, Candidate] = {}
        for name, language in list(names)[:_NAMES]:
            for entity in self._suggest(name, language):
                if (candidate := self._candidate(mapping(entity))) is not None:
                    found.setdefault(candidate.iri, candidate)
        return tuple(found.values())

    def _suggest(self, name: str, language: str) -> list[Any]:
        asked = {"text": name, "language": language.partition("-")[0] or _LANGUAGES, "type": _KIND, "rows": _ROWS}
        heard = self._ask("/suggest", tuple(asked.items())) if name else None
        if heard is None:
            return []
        items = mapping(heard.data).get("items", [])  # nothing found: no such key
        if not isinstance(heard.data, dict) or not isinstance(items, list):
            raise unexpected(host_of(self._api), "items")
        return items

    def _ask(self, path: str, params: tuple[tuple[str, str], ...], answers: tuple[int, ...] = (200,)) -> Any:
        accept = "application/ld+json, application/json;q=0.9"
        address = f"{self._api}{path}"
        return self._asker.ask(Question(address=address, params=params, accept=accept, answers=answers, key=self._key))

    def _candidate(self, entity: Mapping[str, Any]) -> Candidate | None:
        found = _IRI.fullmatch(text(entity.get("id")))
        if found is None:
            return None
        described = mapping(entity.get("description"))
        return Candidate(
            iri=f"{DATA}/{found[1]}/{found[2]}",
            source=self.name,
            labels=tuple(dict.fromkeys(_labels(entity))),
            description=next((x for v in (described.get("en"), *described.values()) for x in texts(v)), ""),
            websites=tuple(texts(entity.get("homepage"))),
            countries=tuple(c for c in texts(entity.get("country")) if re.fullmatch(r"[A-Z]{2}", c)),
            classes=tuple(texts(entity.get("type"))),
            same_as=tuple(texts(entity.get("sameAs"))),
        )


def _labels(entity: Mapping[str, Any]) -> Iterable[Label]:
    for main, field in ((True, "prefLabel"), (False, "altLabel"), (False, "acronym"), (False, "hiddenLabel")):
        for language, names in mapping(entity.get(field)).items():
            for name in texts(names):
                yield Label(text=name, language=language.casefold(), main=main)
