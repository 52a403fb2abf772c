"""The set: subjects as a note could name them, and what is right for each.

Names and countries are those of OpenStreetMap, matched to the items by people; pages are drawn (pages.py).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Literal, TypeAlias

from benchmarks.linking.derived import countries_within
from benchmarks.linking.draw import Half, draw, half, pick
from benchmarks.linking.package import Item, Named, Package
from benchmarks.linking.pages import PageKind, anybodys, below, by_host, host_of, page_of
from kg.links.records import Label, Role, Subject, SubjectKind
from kg.model.folding import fold
from kg.model.record import record

Group: TypeAlias = Literal["culture", "namesake", "chain", "owner", "project"]
# How many are taken of each group at most; who they are is drawn.
MOST: dict[Group, int] = {"culture": 2400, "namesake": 500, "chain": 1600, "owner": 400, "project": 300}
WITHHELD = 0.18  # the share whose right item is not among the candidates
# The share of subjects that our graph calls an initiative: mostly what has an owner, but not only, and not all of it.
INITIATIVES = {"itself": 0.3, "owner": 0.7}


@record
class Case:
    """A subject and what is right for it.

    `right` are the items that may be proposed in the `role`, () where none may; `withheld` are those that are not
    among its candidates, `hidden` the websites that its own item does not show. `qid` is the item it was made of.
    """

    subject: Subject
    group: Group
    half: Half
    qid: str
    page: PageKind
    right: tuple[str, ...]
    role: Role = "itself"
    withheld: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()


_CULTURE = re.compile(
    r"/(?:museum|library|university|college|social_facility|social_centre|charity|scout|freemasonry|association|union|"
    r"cinema|theatre|arts_centre|information|protected_area|national_park|nature_reserve|archaeological_site|"
    r"music_school|language_school|government|political_party|wilderness_hut|theme_park)$"
)
_CULTURAL = re.compile(
    r"\b(?:museums?|librar(?:y|ies)|universit(?:y|ies)|college|archives?|foundation|charit\w+|association|society|"
    r"heritage|cultur\w+|theat(?:re|er)|cinemas?|non-?profit|research|institute|academy|scouts?|council)\b",
    re.IGNORECASE,
)
_LATIN = re.compile(r"^[\x20-\u024f\u1e00-\u1eff\u2010-\u2027]+$")
_NAME_TAG = re.compile(r"^(?:name|brand|operator):([a-z]{2})$")
_SHORT_TAGS = ("short_name", "operator:short", "brand:short", "network:short")
# Names of projects; {} stands for who runs them.
_PROJECTS = (
    "{} Scholarships",
    "{} Open Data",
    "Friends of {}",
    "{} Research Fund",
    "{} : appel à projets",
    "Fonds d'innovation {}",
    "{} Stipendienprogramm",
    "Digital Collections",
    "Young Curators Network",
    "Musées en réseau",
    "Programme de mentorat",
    "Offene Sammlungen",
    "Open Heritage Lab",
    "Reading Together",
)


@record
class _World:
    """What the cases are made of: items by number, names by item, items by the host whose root they show."""

    items: tuple[Item, ...]
    names: dict[str, list[Named]]
    roots: dict[str, tuple[Item, ...]]

    def entry(self, item: Item) -> Named:
        """The entry that names the subject."""
        return pick(self.names[item.qid], "entry", item.qid)


def cases(package: Package) -> tuple[Case, ...]:
    """All cases, each item at most once.

    Namesakes come last: cultural organisations and chains have as many of them as there are by nature.
    """
    known = {item.qid for item in package.items}
    world = _World(items=package.items, names=_names(package.named, known), roots=by_host(package.items, roots=True))
    named = [item for item in package.items if item.qid in world.names]
    cultural = [item for item in named if _is_cultural(item, world)]
    taken: set[str] = set()
    return (
        *_taken("owner", named, taken, lambda item: _below_an_owner(item, world)),
        *_taken("project", cultural, taken, lambda item: _project(item, world)),
        *_taken("culture", cultural, taken, lambda item: _itself(item, "culture", world)),
        *_taken("chain", named, taken, lambda item: _itself(item, "chain", world)),
        *_taken("namesake", _namesakes(named, world), taken, lambda item: _itself(item, "namesake", world)),
    )


def _names(named: Sequence[Named], known: set[str]) -> dict[str, list[Named]]:
    """Names by item: those in Latin script, as our notes have them; the cultural ones alone where there are any."""
    found: dict[str, list[Named]] = defaultdict(list)
    for entry in named:
        if entry.qid in known and _LATIN.match(entry.name) and fold(entry.name):
            found[entry.qid].append(entry)
    return {qid: [e for e in several if _CULTURE.search(e.tree)] or several for qid, several in found.items()}


def _is_cultural(item: Item, world: _World) -> bool:
    named = any(_CULTURE.search(entry.tree) for entry in world.names[item.qid])
    return named or _CULTURAL.search(item.description) is not None


def _namesakes(named: Sequence[Item], world: _World) -> list[Item]:
    """Those whose name is the name or the label of another item too."""
    bearers: dict[str, set[str]] = defaultdict(set)
    for item in world.items:
        bearers[fold(item.label)].add(item.qid)
    for item in named:
        bearers[fold(world.entry(item).name)].add(item.qid)
    return [item for item in named if len(bearers[fold(world.entry(item).name)]) > 1]


def _taken(group: Group, items: Sequence[Item], taken: set[str], make: Callable[[Item], Case | None]) -> Iterator[Case]:
    """As many cases as the group may have, of items that are not taken yet."""
    drawn = sorted((item for item in items if item.qid not in taken), key=lambda item: draw(group, item.qid))
    for case in islice(filter(None, map(make, drawn)), MOST[group]):
        taken.add(case.qid)
        yield case


def _itself(item: Item, group: Group, world: _World) -> Case:
    """A subject that is an item, which one time in five or six is not among its candidates."""
    entry = world.entry(item)
    page = page_of(item, world.items)
    withheld = draw("withheld", item.qid) < WITHHELD
    return Case(
        subject=_subject(item, "itself", _labels(entry), page.address, entry),
        group=group,
        half=half(item.qid),
        qid=item.qid,
        page=page.kind,
        right=() if withheld else (item.qid,),
        withheld=(item.qid,) if withheld else (),
        hidden=page.hidden,
    )


def _below_an_owner(item: Item, world: _World) -> Case | None:
    """A subject that Wikidata does not know, on a page below somebody else's site, who is the answer: as the owner."""
    for website in item.websites:
        above = () if anybodys(website) else world.roots.get(host_of(website), ())
        if above and item not in above and all(fold(one.label) != fold(item.label) for one in above):
            entry = world.entry(item)
            return Case(
                subject=_subject(item, "owner", _labels(entry), website, entry),
                group="owner",
                half=half(item.qid),
                qid=item.qid,
                page="own",
                right=tuple(one.qid for one in above),
                role="owner",
                withheld=(item.qid,),
            )
    return None


def _project(item: Item, world: _World) -> Case | None:
    """A made-up project of an item, on a page of its site; one of four links the site itself."""
    website = pick(item.websites, "website", item.qid) if item.websites else ""
    if not website or anybodys(website):
        return None
    entry = world.entry(item)
    name = pick(_PROJECTS, "project", item.qid).format(entry.name)
    at_home = draw("home", item.qid) < 0.25
    above = (item, *world.roots.get(host_of(website), ()))
    return Case(
        subject=_subject(item, "owner", (Label(text=name),), website if at_home else below(website, item), entry),
        group="project",
        half=half(item.qid),
        qid=item.qid,
        page="home" if at_home else "deep",
        right=tuple(dict.fromkeys(one.qid for one in above)),
        role="owner",
    )


def _subject(item: Item, role: Role, labels: tuple[Label, ...], page: str, entry: Named) -> Subject:
    kind: SubjectKind = "initiative" if draw("kind", item.qid) < INITIATIVES[role] else "organisation"
    return Subject(
        iri=f"https://example.org/id/{item.qid}",
        kind=kind,
        labels=labels,
        pages=(page,) if page else (),
        countries=countries_within(entry.places),
    )


def _labels(entry: Named) -> tuple[Label, ...]:
    """The name; for one of three those of other languages too; a short form beside it, or one time in six alone."""
    tags = dict(entry.tags)
    short = next((tags[tag] for tag in _SHORT_TAGS if tag in tags and tags[tag] != entry.name), "")
    drawn = draw("labels", entry.qid)
    if short and drawn < 1 / 6:
        return (Label(text=short),)
    found = [Label(text=entry.name)]
    if short and drawn < 2 / 3:
        found.append(Label(text=short, main=False))
    if draw("languages", entry.qid) < 1 / 3:
        for tag, text in tags.items():
            match = _NAME_TAG.match(tag)
            if match is not None and text != entry.name:
                found.append(Label(text=text, language=match[1]))
    return tuple(dict.fromkeys(found))
