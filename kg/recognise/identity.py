"""Which mentions are one thing, and what kind that thing is.

One thing are: a wikilink and the note it names; the same page under names that can be one thing's;
the same folded name, unless both have pages on different hosts, both are items of one list, or the
name is a common noun. Anything less is reported as a look-alike.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from kg.model.addresses import host_of, item_of, same_page
from kg.model.fact import Fact, Kind, Mention, Name, Value
from kg.model.folding import fold, key_of
from kg.model.span import Span
from kg.model.thing import SINGLE, Account, Thing, in_order
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
_BESIDE = frozenset(("organisation", "part_of"))  # rules that read a name within what is said of another
_CROWD = 50  # names of one page that others are compared with: where there are more, only equal ones are one thing
_COMMON_PREFIX = frozenset(
    """
    projet project projekt proyecto programme programm program programma programa plateforme plattform platform
    initiative reseau network netzwerk
    """.split()
)


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


def marks(mention: Mention) -> dict[str, bool]:
    """By what a mention may be found to be one thing with another: names, pages, items, the note it is about.

    Those that bear one mark may be one thing when it says True of one of them; those that no mark holds together, not even by
    way of others, are not. What it calls (`calls`) is a mark as well, once it is known what bears that name (`called`).
    """
    found: dict[str, bool] = {}
    common = _is_common(mention.names[0].text)
    for name in mention.names:
        for key in (key_of(name.text), _short(name.text)):
            found[f"n:{key}"] = bool(key) and not common
    found.update((f"u:{same_page(page)}", True) for page in mention.pages)
    if mention.about:
        found[f"p:{mention.about}"] = False
    for written, _ in mention.same_as:
        item = item_of(written)
        found[f"i:{item}" if item else f"n:{key_of(written.strip('[] '))}"] = True
    return found


def calls(mention: Mention) -> set[str]:
    """The folded names by which a mention calls notes."""
    bare = {fold(written.strip("[] ")) for written, _ in mention.same_as if not item_of(written)}
    return bare | ({fold(mention.wiki)} if mention.wiki else set())


def called(name: str, path: str) -> str:
    """The mark of those that call `name`: the note at `path` bears it, or none does."""
    return f"p:{path}" if path else f"w:{name}"


def unite(mentions: Iterable[Mention], notes: Mapping[str, str]) -> tuple[list[list[Mention]], list[tuple[str, Span]]]:
    """The mentions of each thing among those that marks hold together, by key; and the names given by `same_as:` that
    nothing bears. What is no entry anywhere is a thing too.

    `notes` gives the note's path for a folded wikilink target, of those that the mentions call.
    """
    ordered = sorted(mentions, key=lambda m: m.key)
    union = _Union()
    _join_notes(ordered, notes, union)
    nowhere = _join_declared(ordered, notes, union)
    _join_pages(ordered, union)
    _join_names(ordered, union)
    groups: dict[str, list[Mention]] = defaultdict(list)
    for mention in {m.key: m for m in ordered}.values():
        groups[union.find(mention.key)].append(mention)
    return list(groups.values()), nowhere


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
            for key in dict.fromkeys((key_of(name.text), _short(name.text))):
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


def thing_of(accounts: Sequence[Account], funds: bool, leads: bool) -> Thing:
    """One thing from all its mentions, ordered by key. `funds` and `leads` say whether a fact makes it a funder or leader."""
    group = [a.mention for a in accounts]
    ordered = in_order(group)
    names = list(dict.fromkeys(n for m in ordered for n in m.names))
    names = [n for n in names if n.main] + [n for n in names if not n.main]
    firsts: dict[str, Value] = {}
    for fact in sorted((f for a in accounts for f in a.facts if f.property in SINGLE), key=_order):
        firsts.setdefault(fact.property, fact.value)
    return Thing(
        key=group[0].key, kind=_kind(group, funds or leads), funder=funds,
        names=tuple(dict.fromkeys((n.text, n.language) for n in names)), labels=_labels(names), span=ordered[0].span,
        about=next((m.about for m in ordered if m.about), ""), given=next((m.iri for m in ordered if m.iri), ""),
        stands=any(n.recogniser not in _BESIDE for n in names), firsts=tuple(firsts.items()), paths=tuple(sorted({m.span.path for m in group})),
    )  # fmt: skip


def _labels(names: Iterable[Name]) -> tuple[tuple[str, str], ...]:
    """The names, as (text, language), that are the one label of their language: of names in order, the main ones first."""
    taken: set[str] = set()
    seen: dict[tuple[str, str], bool] = {}
    for name in names:
        key = (name.text, name.language)
        if key not in seen:
            seen[key] = name.language not in taken and (name.main or not taken)
            taken.add(name.language)
    return tuple(key for key, main in seen.items() if main)


def _kind(group: Sequence[Mention], runs: bool) -> Kind:
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


def _order(fact: Fact) -> tuple[str, int, int, int, str]:
    span = fact.span
    return span.path, span.line, span.column, span.end, fact.property
