"""Candidates of Wikidata: by name through the Action API, by website through the query service.

Asked are `wbsearchentities` for each name, in its language and in `mul` (a name that all languages share; an item may have no
other), `wbgetentities` for what was found, 50 ids a call, and one query for the items that have a page of ours as their
official website (P856). The target of a redirect is the candidate, never the item that redirects.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from SPARQLWrapper import JSON, POST, SPARQLWrapper

from kg.links.garbage import listed, mapping, text
from kg.links.polite import Asker
from kg.links.questions import Question
from kg.links.records import Candidate, Label, Subject, Told
from kg.links.refusals import unexpected
from kg.links.websites import in_ascii, is_anybodys
from kg.model.addresses import WIKIDATA, host_of
from kg.model.record import record

API = "https://www.wikidata.org/w/api.php"
QUERY_SERVICE = "https://query.wikidata.org/sparql"

_ITEM = re.compile(r"Q[1-9][0-9]*")
_ENDING = re.compile(r"(?:^|[/:])(Q[1-9][0-9]*)/?$")
_HIGHEST = 2**31 - 1  # an id above is refused, and the other 49 of the call with it
_MUL = "mul"
_PAGE = 50  # results of a search, and ids of a call, for those without a bot's rights
_GROUP = 25  # subjects between two looks at the items that were found for them
_LONGEST = 250  # characters of a search
_PAGES = 50  # pages of ours in a query: 400 forms of addresses
_CLASS, _COUNTRY, _WEBSITE = "P31", "P17", "P856"
_STARTS, _ENDS = ("P571", "P580"), ("P576", "P582")  # inception, start time; dissolved, end time
_USED = (_CLASS, _COUNTRY, _WEBSITE, *_STARTS, *_ENDS)
_YEAR = re.compile(r"\+0*([0-9]{4})-")
_TO_A_YEAR = 9  # Wikibase's precision of a time: 9 a year, 10 a month, 11 a day
_NO_IRI = re.compile(r"[\x00-\x20<>\"{}|\\^`]")
_PREFIX = "PREFIX wdt: <http://www.wikidata.org/prop/direct/>"


@record
class Items:
    """What has become of items: `found` by the id that was asked for, of one that redirects its target; `missing`, deleted or
    never there. Offline, an item that was never asked for is in neither."""

    found: dict[str, Candidate]
    missing: frozenset[str]


class Wikidata:
    """The source `wikidata`.

    `languages` are those of labels, the vault's among them; `countries` gives ISO 3166-1 codes by item ("Q39": "CH");
    `most` is how many results of a search are taken; `api` and `query_service` are addresses.
    """

    name = "wikidata"

    def __init__(
        self,
        asker: Asker,
        *,
        languages: Sequence[str] = ("fr", "en", "de"),
        countries: Mapping[str, str] | None = None,
        most: int = _PAGE,
        api: str = API,
        query_service: str = QUERY_SERVICE,
    ) -> None:
        self._asker = asker
        self._languages = tuple(dict.fromkeys((*languages, "fr", "en", "de", _MUL)))
        self._countries = countries or {}
        self._most = most
        self._api = api
        self._query_service = query_service

    def candidates(self, subjects: Sequence[Subject], tell: Told) -> dict[str, tuple[Candidate, ...]]:
        """Candidates by the subject's IRI: those with its page first, then by the order of the searches. Raises LinkError.

        Give some hundred subjects at a time: what comes back is held in memory.
        """
        found: dict[str, tuple[Candidate, ...]] = {}
        for start in range(0, len(subjects), _GROUP):
            group = subjects[start : start + _GROUP]
            by_site = self._by_site([site for subject in group for site in self._sites(subject)])
            ids: dict[str, list[str]] = {}
            for done, subject in enumerate(group, start=1):
                sites = [i for site in self._sites(subject) for i in by_site.get(site, ())]
                ids[subject.iri] = list(dict.fromkeys([*sites, *self._by_name(subject)]))
                tell(2 * start + done, 2 * len(subjects))
            items = self.items(i for some in ids.values() for i in some).found
            found |= {iri: _once(items[i] for i in some if i in items) for iri, some in ids.items()}
            tell(2 * (start + len(group)), 2 * len(subjects))
        return found

    def items(self, ids: Iterable[str]) -> Items:
        """What items are now, by their ids ("Q42") or IRIs. Raises LinkError."""
        asked = {name: _id_in(name) for name in ids}
        space = f"{self._api}\n{'|'.join(self._languages)}\n{'|'.join(_USED)}"
        said = self._asker.each(space, (q for q in asked.values() if q), _PAGE, self._entities)
        made: dict[str, Candidate] = {}
        found: dict[str, Candidate] = {}
        for name, q in asked.items():
            entity = mapping(said.get(q))
            if _ITEM.fullmatch(target := text(entity.get("id"))) and "missing" not in entity:
                if target not in made:
                    made[target] = self._candidate(target, entity)
                found[name] = made[target]
        gone = {name for name, q in asked.items() if not q or "missing" in mapping(said.get(q))}
        return Items(found=found, missing=frozenset(gone))

    def _by_name(self, subject: Subject) -> list[str]:
        """Items by the names of a subject; by its aliases where no name finds any."""
        for main in (True, False):
            names = dict.fromkeys(
                (name, language)
                for label in subject.labels
                if label.main is main and (name := " ".join(label.text.split())[:_LONGEST])
                for language in (self._language(label.language), _MUL)
            )
            if found := list(dict.fromkeys(i for name, language in names for i in self._search(name, language))):
                return found
        return []

    def _language(self, tag: str) -> str:
        """The language to search in: one that Wikidata does not know is an error of the whole call."""
        tag = tag.casefold()
        known = [x for x in (tag, tag.partition("-")[0]) if x in self._languages]
        return known[0] if known else self._languages[0]

    def _search(self, name: str, language: str) -> list[str]:
        found: list[str] = []
        start: int | None = 0
        while start is not None and len(found) < self._most:
            params = {"action": "wbsearchentities", "search": name, "language": language}
            size = min(_PAGE, self._most - len(found))
            more = {"type": "item", "limit": str(size), **({"continue": str(start)} if start else {})}
            said = self._call({**params, **more}, kept=True)
            if said is None:
                break
            if not isinstance(said.get("search"), list):
                raise unexpected(host_of(self._api), "search")
            hits = [text(mapping(hit).get("id")) for hit in said["search"]]
            found += [i for i in hits if _ITEM.fullmatch(i)]
            following = said.get("search-continue")
            start = following if hits and isinstance(following, int) and following > start else None
        return found

    def _entities(self, ids: Sequence[str]) -> dict[str, Any] | None:
        props = "info|labels|aliases|descriptions|claims"
        asked = {"action": "wbgetentities", "ids": "|".join(ids), "props": props, "redirects": "yes"}
        said = self._call({**asked, "languages": "|".join(self._languages)}, kept=False)
        if said is None:
            return None
        if not isinstance(said.get("entities"), dict):
            raise unexpected(host_of(self._api), "entities")
        entities: dict[str, Any] = {}
        for key, entity in said["entities"].items():
            source = text(mapping(mapping(entity).get("redirects")).get("from")) or key
            entities[source] = _what_counts(mapping(entity))
        if lacking := [i for i in ids if i not in entities]:
            raise unexpected(host_of(self._api), lacking[0])
        return entities

    def _call(self, params: dict[str, str], *, kept: bool) -> dict[str, Any] | None:
        always = {"format": "json", "formatversion": "2", "maxlag": "5"}
        heard = self._asker.ask(Question(address=self._api, params=(*params.items(), *always.items()), kept=kept))
        return None if heard is None else mapping(heard.data)

    def _candidate(self, q: str, entity: Mapping[str, Any]) -> Candidate:
        claims = mapping(entity.get("claims"))
        descriptions = mapping(entity.get("descriptions"))
        described = [text(mapping(descriptions.get(x)).get("value")) for x in self._languages]
        countries = [self._countries.get(i, "") for i in _items(_best(claims, _COUNTRY))]
        return Candidate(
            iri=f"{WIKIDATA}{q}",
            source=self.name,
            labels=tuple(self._labels(entity)),
            description=next((x for x in described if x), ""),
            websites=tuple(dict.fromkeys(x for v in _values(claims, _WEBSITE) if (x := text(v)))),
            countries=tuple(dict.fromkeys(c for c in countries if c)),
            classes=tuple(dict.fromkeys(_items(_values(claims, _CLASS)))),
            start=_first_year(claims, _STARTS),
            end=_first_year(claims, _ENDS),
        )

    def _labels(self, entity: Mapping[str, Any]) -> Iterable[Label]:
        names, aliases = mapping(entity.get("labels")), mapping(entity.get("aliases"))
        for language in self._languages:
            if name := text(mapping(names.get(language)).get("value")):
                yield Label(text=name, language=language)
        for language in self._languages:
            for alias in listed(aliases.get(language)):
                if name := text(mapping(alias).get("value")):
                    yield Label(text=name, language=language, main=False)

    def _sites(self, subject: Subject) -> list[str]:
        """The pages of a subject, then the front pages of their hosts: those of who leads or funds it. Where anybody may have a
        page, the front page is nobody's that counts."""
        fronts = []
        for page in subject.pages:
            found = re.match(r"https?://[^/?#\s]+", page, re.IGNORECASE)
            if found and not is_anybodys(page):
                fronts.append(f"{found[0]}/")
        return [site for site in dict.fromkeys((*subject.pages, *fronts)) if forms(site)]

    def _by_site(self, sites: Sequence[str]) -> dict[str, list[str]]:
        """Items by the website that is theirs."""
        found = self._asker.each(f"{self._query_service}\nP856", sites, _PAGES, self._with_sites)
        return {site: [i for i in map(text, listed(ids)) if i] for site, ids in found.items()}

    def _with_sites(self, sites: Sequence[str]) -> dict[str, list[str]]:
        of: dict[str, list[str]] = {}
        for site in sites:
            for form in forms(site):
                of.setdefault(form, []).append(site)
        query = _PolitelyAsked(self._query_service, self._asker)
        query.setQuery(website_query(of))
        found: dict[str, list[str]] = {}
        for row in listed(mapping(mapping(query.queryAndConvert()).get("results")).get("bindings")):
            url = text(mapping(mapping(row).get("url")).get("value"))
            if q := _id_in(text(mapping(mapping(row).get("item")).get("value"))):
                for site in of.get(url, ()):
                    found.setdefault(site, []).append(q)
        return {site: sorted(set(ids), key=lambda q: int(q[1:])) for site, ids in found.items()}


class _PolitelyAsked(SPARQLWrapper):
    """A SPARQL query that SPARQLWrapper builds and reads, and the Asker sends: its rate, contact and patience hold for it too."""

    def __init__(self, endpoint: str, asker: Asker) -> None:
        super().__init__(endpoint, returnFormat=JSON, agent=asker.agent)
        self.setMethod(POST)
        self.setOnlyConneg(True)
        self._asker = asker

    def _query(self) -> tuple[Any, str]:
        accept = self._getAcceptHeader()
        question = Question(address=self.endpoint, form=(("query", self.queryString),), accept=accept, kept=False)
        heard = self._asker.ask(question)
        data = mapping(heard.data if heard is not None else None)
        if not isinstance(mapping(data.get("results")).get("bindings"), list):
            raise unexpected(host_of(self.endpoint), "results")
        return _Said(data), JSON


class _Said(io.BytesIO):
    """An answer as SPARQLWrapper reads one from the network."""

    def __init__(self, data: dict[str, Any]) -> None:
        super().__init__(json.dumps(data).encode())

    def info(self) -> dict[str, str]:
        """The headers that are looked at."""
        return {"content-type": "application/sparql-results+json"}


def website_query(addresses: Iterable[str]) -> str:
    """The query for the items that have one of the addresses as their official website: plain SPARQL 1.1."""
    values = " ".join(f"<{address}>" for address in addresses)
    return f"{_PREFIX}\nSELECT DISTINCT ?url ?item WHERE {{ VALUES ?url {{ {values} }} ?item wdt:P856 ?url }}"


def forms(page: str) -> list[str]:
    """A page's address in the forms in which Wikidata may have it: scheme, `www.`, closing slash, letters of a host; none where it is no
    address, or could not stand in a query."""
    found = re.fullmatch(r"https?://(?:www\.(?=[^/?#.]+\.))?([^/?#]+)([^?#]*)(\?[^#]*)?(?:#.*)?", page, re.IGNORECASE)
    if found is None or _NO_IRI.search(page):
        return []
    host, path, query = found[1].lower(), found[2].rstrip("/"), found[3] or ""
    ends = (f"{path or '/'}{query}",) if query else (f"{path}/", path)
    hosts = dict.fromkeys((host, in_ascii(host)))
    return [
        f"{scheme}://{www}{name}{end}"
        for name in hosts
        for scheme in ("https", "http")
        for www in ("", "www.")
        for end in ends
    ]


def _id_in(name: str) -> str:
    """The id in an id or IRI of an item; empty where there is none that can be."""
    found = _ENDING.search(name.strip())
    return found[1] if found is not None and int(found[1][1:]) <= _HIGHEST else ""


def _once(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    return tuple({candidate.iri: candidate for candidate in candidates}.values())


def _what_counts(entity: Mapping[str, Any]) -> dict[str, Any]:
    """An item with the statements that are compared: a large one has thousands of others."""
    kept = {name: entity[name] for name in ("id", "missing", "labels", "aliases", "descriptions") if name in entity}
    claims = mapping(entity.get("claims"))
    return {**kept, "claims": {p: claims[p] for p in _USED if p in claims}}


def _statements(claims: Mapping[str, Any], prop: str) -> list[tuple[str, Any]]:
    """Rank and value of each statement that is not deprecated and has a value: "some value" and "no value" have none."""
    found = []
    for statement in map(mapping, listed(claims.get(prop))):
        value = mapping(mapping(statement.get("mainsnak")).get("datavalue")).get("value")
        if statement.get("rank") != "deprecated" and value is not None:
            found.append((text(statement.get("rank")), value))
    return found


def _values(claims: Mapping[str, Any], prop: str) -> list[Any]:
    return [value for _, value in _statements(claims, prop)]


def _best(claims: Mapping[str, Any], prop: str) -> list[Any]:
    """The preferred values, or all where none is preferred: a state that is no more is rarely preferred."""
    found = _statements(claims, prop)
    return [value for rank, value in found if rank == "preferred"] or [value for _, value in found]


def _items(values: Iterable[Any]) -> list[str]:
    return [i for value in values if _ITEM.fullmatch(i := text(mapping(value).get("id")))]


def _first_year(claims: Mapping[str, Any], props: Iterable[str]) -> str:
    for prop in props:
        years = [year for value in _best(claims, prop) if (year := _year(mapping(value)))]
        if years:
            return min(years)
    return ""


def _year(value: Mapping[str, Any]) -> str:
    """The year of a time of Wikibase ("+2017-00-00T00:00:00Z"); empty where it is before our era or less exact than a year."""
    precision = value.get("precision")
    found = _YEAR.match(text(value.get("time")))
    return found[1] if found and isinstance(precision, int) and precision >= _TO_A_YEAR else ""
