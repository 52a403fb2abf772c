"""Which mentions are one thing, and what kind that thing is.

One thing are: a wikilink and the note it names; the same page under names that can be one thing's;
the same folded name, unless both have pages on different hosts, both are items of one list, or the
name is a common noun. Anything less is reported as a look-alike.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from kg.model.addresses import host_of, item_of, same_page
from kg.model.fact import Entity, Fact, Kind, Mention, Reading, Ref
from kg.model.folding import fold, key_of
from kg.model.record import record, replace
from kg.model.span import Span
from kg.recognise.behind import is_acronym
from kg.recognise.words import kind_of_word

_STOP = frozenset(
    """
    le la les l d de des du un une the of a an der die das den dem el los las het een von van del und et and y
    en
    """.split()
)
_SAME = {
    "musee": "museum", "musees": "museum", "museums": "museum", "museen": "museum", "musea": "museum", "museo": "museum", "museos": "museum",
    "virtuel": "virtual", "virtuels": "virtual", "virtuelle": "virtual", "virtuelles": "virtual", "virtuell": "virtual", "virtueel": "virtual",
    "numerique": "digital", "numeriques": "digital", "digitale": "digital", "digitales": "digital", "digitaler": "digital", "digitaal": "digital",
    "kanada": "canada", "kanadas": "canada", "reseau": "network", "netzwerk": "network", "netwerk": "network", "red": "network",
    "programme": "program", "programm": "program", "programma": "program", "programa": "program", "projet": "project", "projekt": "project", "proyecto": "project",
    "fonds": "fund", "strategie": "strategy", "estrategia": "strategy", "strategique": "strategic", "culture": "culture", "kultur": "culture", "cultuur": "culture", "cultura": "culture",
    "patrimoine": "heritage", "kulturerbe": "heritage", "erfgoed": "heritage", "patrimonio": "heritage", "plateforme": "platform", "plattform": "platform", "plataforma": "platform",
    "europeen": "european", "europeenne": "european", "europaisch": "european", "europaische": "european", "europees": "european", "bibliotheque": "library", "bibliothek": "library",
    "boussole": "compass", "kompass": "compass", "competences": "skills", "guide": "guide", "leitfaden": "guide", "suisse": "swiss", "schweizer": "swiss", "schweiz": "swiss",
    "donnees": "data", "daten": "data", "ouvertes": "open", "offene": "open", "ecole": "school", "schule": "school", "archives": "archive", "archiv": "archive",
}  # fmt: skip
_CROWD = 50  # names of one page that others are compared with: where there are more, only equal ones are one thing
_COMMON_PREFIX = frozenset(
    """
    projet project projekt proyecto programme programm program programma programa plateforme plattform platform
    initiative reseau network netzwerk
    """.split()
)


@record
class Things:
    """All things, the facts with things for subjects, and which mention is which thing."""

    entities: tuple[Entity, ...]
    facts: tuple[Fact, ...]
    of: Mapping[str, str]
    nowhere: tuple[tuple[str, Span], ...] = ()  # names of wholes and of the same thing that nothing bears


class _Union:
    def __init__(self) -> None:
        self.above: dict[str, str] = {}

    def find(self, key: str) -> str:
        root = key
        while (above := self.above.get(root, root)) != root:
            root = above
        while key != root:
            self.above[key], key = root, self.above[key]
        return root

    def join(self, one: str, two: str) -> None:
        a, b = self.find(one), self.find(two)
        self.above[max(a, b)] = min(a, b)


def unite(readings: Iterable[Reading], notes: Mapping[str, str]) -> Things:
    """Unite the mentions of all notes. `notes` gives the note's path for a folded wikilink target."""
    mentions = sorted((m for r in readings for m in r.mentions), key=lambda m: m.key)
    facts = [f for r in readings for f in r.facts]
    union = _Union()
    by_key = {m.key: m for m in mentions}
    _join_notes(mentions, notes, union)
    nowhere = _join_declared(mentions, notes, union)
    _join_pages(mentions, union)
    _join_names(mentions, union)
    groups: dict[str, list[Mention]] = defaultdict(list)
    for mention in by_key.values():
        groups[union.find(mention.key)].append(mention)
    kept = {root: group for root, group in groups.items() if any(m.entry for m in group)}
    of = {m.key: root for root, group in kept.items() for m in group}
    nowhere.extend(
        (by_key[f.value.key].names[0].text, f.span)
        for f in facts
        if f.property == "dcterms:isPartOf" and isinstance(f.value, Ref) and f.subject in of and f.value.key not in of
    )
    return replace(_resolve(kept, facts, of), nowhere=tuple(nowhere))


def _join_notes(mentions: list[Mention], notes: Mapping[str, str], union: _Union) -> None:
    about = {m.about: m.key for m in mentions if m.about}
    wiki: dict[str, str] = {}
    for mention in mentions:
        if not mention.wiki:
            continue
        path = notes.get(fold(mention.wiki), "")
        target = about.get(path) or wiki.setdefault(path or fold(mention.wiki), mention.key)
        union.join(target, mention.key)


def _join_declared(mentions: list[Mention], notes: Mapping[str, str], union: _Union) -> list[tuple[str, Span]]:
    """`same_as:`: the same item elsewhere, or another note or name of this vault. Gives back what is neither, and where."""
    nowhere: list[tuple[str, Span]] = []
    about = {m.about: m.key for m in mentions if m.about}
    named = {key_of(n.text): m.key for m in reversed(mentions) for n in m.names}
    by_item: dict[str, str] = {}
    for mention in mentions:
        for written, span in mention.same_as:
            item = item_of(written)
            if item:
                union.join(by_item.setdefault(item, mention.key), mention.key)
                continue
            bare = written.strip("[] ")
            target = about.get(notes.get(fold(bare), "")) or named.get(key_of(bare))
            if target is not None:
                union.join(target, mention.key)
            else:
                nowhere.append((bare, span))
    return nowhere


def _join_pages(mentions: list[Mention], union: _Union) -> None:
    by_page: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        for page in mention.pages:
            by_page[same_page(page)].append(mention)
    for group in by_page.values():
        if len(group) > 1:
            _join_page(group, union)


def _join_page(group: list[Mention], union: _Union) -> None:
    """Join the mentions of one page whose names can be one thing's. A name is compared once, wherever it stands."""
    bearers: dict[str, str] = {}
    by_mark: dict[str | frozenset[str], str] = {}
    for one, name in ((m, n.text) for m in group for n in m.names):
        if name in bearers:
            union.join(bearers[name], one.key)
            continue
        if not key_of(name):
            continue
        for mark in (key_of(name), _tokens(name)):
            union.join(by_mark.setdefault(mark, one.key), one.key)
        for other, bearer in islice(bearers.items(), _CROWD):
            if union.find(bearer) != union.find(one.key) and _can_be_one(name, other):
                union.join(bearer, one.key)
        bearers[name] = one.key


def _join_names(mentions: list[Mention], union: _Union) -> None:
    by_name: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        for name in mention.names:
            for key in {key_of(name.text), _short(name.text)}:
                if key:
                    by_name[key].append(mention)
    for group in by_name.values():
        if len(group) > 1:
            _join_name(group, union)


@dataclass(slots=True, eq=False)
class _Thing:
    """What is known of a thing while the mentions of one name are joined: the hosts of its pages, the lists that name it."""

    root: str
    hosts: frozenset[str] = frozenset()
    lists: frozenset[str] = frozenset()

    def add(self, mention: Mention) -> None:
        self.hosts |= {host_of(p) for p in mention.pages[:1]}
        self.lists |= {mention.listing} if mention.listing else set()

    def take(self, other: _Thing) -> None:
        self.hosts |= other.hosts
        self.lists |= other.lists


_NO_HOST: frozenset[str] = frozenset()


class _Namesakes:
    """The things of one name, by their hosts and lists: whole groups are apart from a thing, or none of a group."""

    def __init__(self) -> None:
        self.by_root: dict[str, _Thing] = {}
        self.groups: dict[frozenset[str], dict[frozenset[str], dict[str, _Thing]]] = defaultdict(
            lambda: defaultdict(dict)
        )

    def put(self, thing: _Thing) -> None:
        self.by_root[thing.root] = self.groups[thing.hosts][thing.lists][thing.root] = thing

    def pop(self, root: str) -> _Thing:
        """Take the thing out, or make a new one."""
        thing = self.by_root.pop(root, None)
        if thing is None:
            return _Thing(root)
        group = self.groups[thing.hosts]
        del group[thing.lists][root]
        if not group[thing.lists]:
            del group[thing.lists]
        if not group:
            del self.groups[thing.hosts]
        return thing

    def one_for(self, thing: _Thing) -> _Thing | None:
        """The only thing that may be the same: its pages are on no other hosts, and no list names both. None if there are several."""
        hosts = [h for h in (thing.hosts, _NO_HOST) if h in self.groups] if thing.hosts else self.groups
        groups = (self.groups[h] for h in hosts)
        fitting = (t for group in groups for lists in group if not lists & thing.lists for t in group[lists].values())
        found = list(islice(fitting, 2))
        return found[0] if len(found) == 1 else None


def _join_name(group: list[Mention], union: _Union) -> None:
    """Join the mentions of one name that are one thing. One without a page that could be either of two is neither."""
    things = _Namesakes()
    for one in sorted(group, key=lambda m: (not m.pages, m.key)):
        if _is_common(one.names[0].text):
            continue
        mine = things.pop(union.find(one.key))
        mine.add(one)
        if (other := things.one_for(mine)) is not None:
            mine.take(things.pop(other.root))
            union.join(mine.root, other.root)
            mine.root = union.find(mine.root)
        things.put(mine)


def _short(name: str) -> str:
    """ "Le projet DOORS" is also "DOORS": a common noun before a proper name falls away."""
    words = fold(name).split()
    words = [w for i, w in enumerate(words) if not (i == 0 and w in _STOP)]
    if len(words) > 1 and words[0] in _COMMON_PREFIX and len("".join(words[1:])) > 3 and words[1] not in _STOP:
        return "".join(words[1:])
    return ""


def _is_common(name: str) -> bool:
    """Whether a name is a common noun: "Fonds" here is not the "Fonds" there."""
    words = [w for w in fold(name).split() if w not in _STOP]
    return bool(words) and all(kind_of_word(w) for w in words)


def _can_be_one(one: str, two: str) -> bool:
    """Whether one thing can bear two names, neither of them empty: one in the other, or an acronym."""
    x, y = key_of(one), key_of(two)
    inside = min(len(x), len(y)) > 3 and (x in y or y in x)
    return inside or is_acronym(one, two) or is_acronym(two, one)


@lru_cache(maxsize=4096)
def _tokens(name: str) -> frozenset[str]:
    return frozenset(_SAME.get(w, w) for w in fold(name).split() if w not in _STOP)


def _resolve(kept: dict[str, list[Mention]], facts: list[Fact], of: Mapping[str, str]) -> Things:
    funders = {
        of[f.value.key]
        for f in facts
        if f.property == "mxtd:funder" and isinstance(f.value, Ref) and f.value.key in of and f.subject in of
    }
    leaders = {
        of[f.value.key]
        for f in facts
        if f.property == "mxtd:ledBy" and isinstance(f.value, Ref) and f.value.key in of and f.subject in of
    }
    kinds = {root: _kind(group, root in funders or root in leaders) for root, group in kept.items()}
    entities = tuple(_entity(root, group, kinds[root], root in funders) for root, group in sorted(kept.items()))
    out: list[Fact] = []
    for fact in facts:
        if fact.subject not in of:
            continue
        root = of[fact.subject]
        moved = _moved(fact if root == fact.subject else replace(fact, subject=root), kinds, of)
        if moved is not None:
            out.append(moved)
    return Things(entities=entities, facts=tuple(_without_doubles(out)), of=of)


def _kind(group: list[Mention], runs: bool) -> Kind:
    declared = [m.kind for m in group if m.declared and m.entry]
    if declared:
        return declared[0]
    strong = [m.kind for m in group if m.entry and not m.weak]
    if not strong:
        weak = [m.kind for m in group if m.weak]
        return "organisation" if "organisation" in weak else weak[0] if weak else group[0].kind
    if "organisation" in strong or runs:
        return "organisation"
    return "initiative" if "initiative" in strong else strong[0]


def _entity(root: str, group: list[Mention], kind: Kind, funder: bool) -> Entity:
    ordered = sorted(group, key=lambda m: (not m.about or not m.entry, m.weak, not m.entry, m.key))
    names = tuple(n for m in ordered for n in m.names)
    first = ordered[0]
    return Entity(
        key=root,
        kind=kind,
        names=tuple(dict.fromkeys(names)),
        paths=tuple(sorted({m.span.path for m in group})),
        span=first.span,
        about=next((m.about for m in ordered if m.about), ""),
        iri=next((m.iri for m in ordered if m.iri), ""),
        funder=funder,
    )


def _moved(fact: Fact, kinds: Mapping[str, Kind], of: Mapping[str, str]) -> Fact | None:
    """A fact between things: to itself it says nothing, and part of an organisation is led by it."""
    if not isinstance(fact.value, Ref):
        same = fact.property == "skos:exactMatch" and kinds[fact.subject] == "organisation"
        return replace(fact, property="owl:sameAs") if same else fact
    target = of.get(fact.value.key)
    if target is None or target == fact.subject:
        return None
    if target != fact.value.key:
        fact = replace(fact, value=Ref(key=target))
    if fact.property == "dcterms:isPartOf" and kinds[target] == "organisation":
        if kinds[fact.subject] == "organisation":
            return fact
        return replace(fact, property="mxtd:ledBy")
    return fact


def _order(fact: Fact) -> tuple[str, str, int, int, int, str]:
    span = fact.span
    return fact.subject, span.path, span.line, span.column, span.end, fact.property


def _without_doubles(facts: list[Fact]) -> list[Fact]:
    """One page and one date of each sort a thing: the first in order stays, further pages are references."""
    seen: dict[tuple[str, str], object] = {}
    out: list[Fact] = []
    for fact in sorted(facts, key=_order):
        if fact.property in ("schema:url", "schema:startDate", "schema:endDate", "mxtd:status"):
            first = seen.setdefault((fact.subject, fact.property), fact.value)
            if first != fact.value:
                if fact.property == "schema:url":
                    out.append(replace(fact, property="dcterms:references"))
                continue
        out.append(fact)
    return out
