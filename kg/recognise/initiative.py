"""What is an entry, and of what kind: one piece of evidence is enough, one veto too."""

from __future__ import annotations

import re
from collections import ChainMap, Counter, defaultdict
from collections.abc import Mapping, Sequence

from kg.model.fact import Kind
from kg.model.folding import fold, without_article
from kg.model.note import Field
from kg.recognise.candidate import Candidate
from kg.recognise.defining import BARE, IS, defines, names_runner, own_sentences, runner_behind, tagged
from kg.recognise.field_names import term_of
from kg.recognise.museum_size import sizes_in
from kg.recognise.organisation import active_in
from kg.recognise.period import periods_in
from kg.recognise.verdict import names_one_organisation
from kg.recognise.vetoes import VETOES, reads_like_a_sentence, under_a_negative_heading
from kg.recognise.wording import is_funder_name, named_as_kind, names_an_organisation, reads_like_a_name
from kg.recognise.words import PUBLICATION, is_kind, is_negative, is_negative_name, kind_of_word

_BODIES = frozenset(
    """
    association fondation ministere universite office agence federation ong organisme syndicat societe foundation council trust ministry university agency
    charity nonprofit organisation organization stiftung verband verein ministerium gesellschaft hochschule universitat bundesamt amt behorde dachverband
    vereniging stichting ministerie universiteit museumsbund fundacion asociacion ministerio universidad federacion gmbh ag company entreprise institut
    institute instituut landesstelle organisatie organizacion organizzazione associazione asociacion ligue
    """.split()
)
_BODY_ENDINGS = ("verband", "stiftung", "bund", "amt", "landesstelle")
_DECLARED: dict[str, Kind] = {
    "organisation": "organisation", "organization": "organisation", "organismo": "organisation", "association": "organisation", "fondation": "organisation",
    "funder": "organisation", "financeur": "organisation", "institution": "organisation", "stiftung": "organisation", "organisatie": "organisation",
    "organizacion": "organisation", "verein": "organisation", "resource": "resource", "ressource": "resource", "guide": "initiative",
}  # fmt: skip


def kind_of(candidate: Candidate) -> Kind | None:
    """What the candidate is, or None when it is no entry."""
    name = candidate.head.name
    declared = declared_kind(candidate)
    if declared is not None:
        return declared
    if candidate.context.entries:
        return _asked(candidate)
    named = _named_by_field(candidate)
    if not named and (under_a_negative_heading(candidate) or reads_like_a_sentence(candidate)):
        return None  # most of what a note holds
    if not _evident(candidate) or (not named and any(veto(candidate) for veto in VETOES)):
        return None
    if is_child(candidate) and _is_publication(name) and not candidate.head.bracketed and candidate.form != "inline":
        return "resource"
    return _sort_of(candidate)


def by_company(found: Sequence[Candidate], kinds: Mapping[int, Kind]) -> dict[int, Kind]:
    """What is an entry because of what stands beside, below or above it.

    In a list of which at least half are entries, an item with a bracket, a field or a description is one too; so
    is the organisation whose programmes are nested below it, and a linked name nested below an entry.
    """
    more = _beside(found, kinds)
    known = ChainMap(more, dict(kinds))
    for candidate in found:
        parent = candidate.parent
        if (parent is not None and id(candidate) in known and id(parent) not in known and _may_run(parent)) or (
            parent is not None and id(candidate) in known and _lists_its_funds(parent)
        ):
            more[id(parent)] = "organisation"
    for candidate in found:
        if id(candidate) not in known and id(candidate.parent) in known and _may_be_nested(candidate):
            more[id(candidate)] = _sort_of(candidate)
    return more


def _beside(found: Sequence[Candidate], kinds: Mapping[int, Kind]) -> dict[int, Kind]:
    """The items of lists that hold mostly entries, when something is said of them."""
    more: dict[int, Kind] = {}
    lists: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in found:
        if candidate.form == "item":
            lists[candidate.listing].append(candidate)
    everywhere = [c for items in lists.values() for c in items if c.context.verdict >= 0]
    mostly = len(everywhere) > 5 and 3 * sum(id(c) in kinds for c in everywhere) > 2 * len(everywhere)
    for items in lists.values():
        accepted = sum(id(c) in kinds for c in items)
        if 2 * accepted >= len(items) and (accepted >= 2 or (mostly and accepted)):
            others = [c for c in items if id(c) not in kinds and _is_said_of(c)]
            more.update((id(c), _sort_of(c)) for c in others if not any(veto(c) for veto in VETOES))
    return more


def _is_said_of(candidate: Candidate) -> bool:
    """Whether an item says more than its name, and is neither a sentence nor a to-do."""
    head = candidate.head
    sentence = head.link is None and sum(w[:1].islower() and len(w) > 4 for w in head.name.split()) > 2
    if sentence or (candidate.task and not any(p.understood for p in head.pieces)):
        return False
    if candidate.context.far and candidate.context.verdict > 0 and len(head.name.split()) <= _FEW:
        return True
    more = head.bracketed or candidate.fields or head.link or _described(candidate) or sizes_in(head.line.text)
    return bool(more)


def _may_run(parent: Candidate) -> bool:
    """Whether what entries are nested in may be the organisation that runs them."""
    named = names_an_organisation(parent.head.name) or is_funder_name(parent.head.name) or parent.head.bold
    return parent.form in ("item", "heading") and named and parent.context.verdict >= 0


def _lists_its_funds(parent: Candidate) -> bool:
    """Whether an item that says nothing of itself, in a list of funds, is who gives those nested below it."""
    head = parent.head
    if parent.form != "item" or parent.context.kind not in ("fund", "call") or parent.texts or parent.fields:
        return False
    bare = head.link is None and not head.bracketed and not parent.rest.text
    return bare and head.name[:1].isupper() and not any(kind_of_word(w) for w in fold(head.name).split())


def _may_be_nested(candidate: Candidate) -> bool:
    """Whether an item nested in an entry's is one too: a linked name that is no publication's."""
    name = candidate.head.name
    if candidate.form != "item" or candidate.head.link is None or not reads_like_a_name(name):
        return False
    publication = set(fold(name).split()[:1]) & PUBLICATION or is_negative_name(name)
    return not publication and not any(veto(candidate) for veto in VETOES)


def _sort_of(candidate: Candidate) -> Kind:
    return "organisation" if _is_organisation(candidate) else "initiative"


def labels(found: Sequence[Candidate]) -> set[int]:
    """The bare items of one list that only group what is nested in them: cities, themes."""
    size = Counter(c.listing for c in found if c.form == "item" and c.parent is None)
    groups: dict[str, list[Candidate]] = defaultdict(list)
    for parent in {id(c.parent): c.parent for c in found if c.parent is not None and c.form == "item"}.values():
        head = parent.head
        bare = (
            head.link is None and not head.bracketed and not parent.texts and not parent.fields and not parent.rest.text
        )
        if parent.form == "item" and bare and not names_an_organisation(head.name):
            groups[parent.listing].append(parent)
    return {id(p) for listing, group in groups.items() if len(group) > 1 and len(group) == size[listing] for p in group}


def declared_kind(candidate: Candidate) -> Kind | None:
    """The kind that a field of type says, or None."""
    for field in candidate.fields:
        if term_of(field) != "type":
            continue
        for value in field.values:
            for word in fold(value.text).split():
                if word in _DECLARED:
                    return _DECLARED[word]
                if is_kind(word) and not is_negative(word):
                    return "initiative"
    return None


def _asked(candidate: Candidate) -> Kind | None:
    """The author's `entries:`."""
    wanted = candidate.context.entries
    if wanted == "none" or reads_like_a_sentence(candidate) or candidate.form == "inline":
        return None
    if wanted == "organisation":
        return "organisation"
    if wanted == "resource":
        return "resource"
    return _sort_of(candidate)


def _named_by_field(candidate: Candidate) -> bool:
    """Whether a field says its name: then the heading need not read like one."""
    fields = candidate.fields
    return bool(fields) and candidate.context.verdict >= 0 and any(term_of(f) == "name" for f in fields)


_FEW = 7  # words of a name that only the list speaks for
_SAYS = frozenset(
    "country start end funder led_by part_of target_size status period wikidata europeana geonames".split()
)


def _evident(candidate: Candidate) -> bool:
    """One piece of evidence: columns or fields, its own words, a bracket behind a linked name, an announced list."""
    head, verdict = candidate.head, candidate.context.verdict
    linked = head.link is not None or head.page is not None or (head.bracketed and candidate.head.bold)
    if candidate.form == "inline":
        return candidate.parent is not None and verdict >= 0
    if candidate.form == "prose":
        return True  # what runs in a text was taken for what the text says of it
    if candidate.task and head.link is None:
        return False
    if candidate.columns or any(map(_says, candidate.fields)):
        return True
    if tagged(candidate) or defines(candidate) or names_runner(candidate):
        return True
    if head.funder is not None or (candidate.form == "heading" and head.bracketed and candidate.texts):
        return True
    if head.bracketed and any(is_kind(w) for w in fold(head.before).split()):
        return True  # "Service d'appui « X » – depuis 2021"
    if linked and any(is_kind(w) for w in fold(head.prefix).split()):
        return True
    if linked and verdict == 0 and named_as_kind(head.name):
        return True
    if head.bracketed:
        return verdict > 0 or is_child(candidate) or (linked and _reads_like_a_name(candidate))
    if is_child(candidate):
        named = head.link is not None or not head.name.islower()  # "bilan → https://…" is a page
        return verdict > 0 and named and (linked or _described(candidate))
    if candidate.form == "heading":
        named = names_one_organisation(head.name) and _is_organisation(candidate)
        return verdict > 0 and (linked or _is_told_of(candidate) or named)
    if candidate.context.weak:
        line = head.line.text
        told = reads_like_a_name(head.name) and (periods_in(line) or sizes_in(line) or named_as_kind(head.name))
        return verdict > 0 and (linked or bool(told))
    return verdict > 0 and (linked or (len(head.name.split()) <= _FEW and not candidate.context.far))


_TIMES = frozenset("start end period".split())


def _says(field: Field) -> bool:
    """Whether a field says what is said of entries: where or when it is, who runs or pays for it … "Quand : lundi 10h" is a meeting's."""
    term = term_of(field)
    return term in _SAYS and (term not in _TIMES or any(_DIGITS.search(v.text) for v in field.values))


_DIGITS = re.compile(r"\d{4}|\d\d\s?[/-]\s?\d\d\b")


def _is_told_of(candidate: Candidate) -> bool:
    """Whether the text below a heading says something that is said of entries: a period, a place, a size, a page."""
    return any(f.key == "unnamed" for f in candidate.fields) or any(
        periods_in(line.text) or sizes_in(line.text) or any(x.form in ("url", "bare") for x in line.links)
        for line in candidate.texts[:4]
    )


def _described(candidate: Candidate) -> bool:
    """A dash and a description behind a short name: "Skills Academy – free online courses"."""
    rest = candidate.head.line.text[candidate.head.end :].strip()
    return rest[:1] in "–—-:" and len(candidate.head.name.split()) <= 5 and candidate.head.name[:1].isupper()


def _reads_like_a_name(candidate: Candidate) -> bool:
    """In no announced list a linked title with place and year is more often an article's or a show's than an entry's.

    A name is short; behind it stands a place, or a period with two ends or "since".
    """
    head = candidate.head
    first = fold(head.name).split()[:1]
    if not reads_like_a_name(head.name) or set(first) & PUBLICATION or is_negative_name(head.name):
        return False
    said = [p for p in head.pieces if p.understood]
    lone = [p for p in said if p.period is not None and re.fullmatch(r"\d{4}", head.line.text[p.start : p.end].strip())]
    return not lone or candidate.context.verdict > 0


def is_child(candidate: Candidate) -> bool:
    """Whether it is nested in another candidate's item."""
    parent = candidate.parent
    if parent is not None and parent.form == "heading":
        return candidate.form in ("heading", "item") and candidate.context.verdict >= 0
    return parent is not None and parent.form in ("item", "row", "inline")


def _is_publication(name: str) -> bool:
    return any(w in PUBLICATION for w in fold(name).split())


_PREPOSITIONS = frozenset(
    """
    par by von vom durch door por pour for fur voor para de du des of der avec with mit met con
    """.split()
)


def _noun_phrase(words: list[str]) -> list[str]:
    """The words before the first preposition: what a thing is called, not whom it belongs to."""
    for index, word in enumerate(words):
        if word in _PREPOSITIONS:
            return words[:index]
    return words


def _names_a_body(words: Sequence[str]) -> bool:
    """Whether one of some folded words is a common noun for an organisation ("fondation", "Landesverband")."""
    return any(w in _BODIES or w[1:].endswith(_BODY_ENDINGS) for w in words)


def says_it_is_a_body(candidate: Candidate) -> bool:
    """Whether its first sentence, which its name begins, says that it is an organisation ("La Ligue X est une association …")."""
    for line, _ in own_sentences(candidate)[:1]:
        match = IS.search(line.text.lower()) if _begins_with(line.text, candidate.head.name) else None
        said = _noun_phrase(fold(match.group("rest")).split()[:4]) if match else []
        if _names_a_body(said) and not any(kind_of_word(w) for w in said[:2]):
            return True
    return False


def _begins_with(text: str, name: str) -> bool:
    return bool(fold(name)) and fold(without_article(text)).startswith(fold(without_article(name)))


def _is_organisation(candidate: Candidate) -> bool:
    head = candidate.head
    name = head.name if head.programme is None else head.line.text[slice(*head.programme)]
    folded = fold(name)
    odd = () if any(p.leader for p in head.pieces) else head.odd  # behind "par X" stands another runner
    spelled = [head.line.text[a:b] for a, b in (*odd, *([head.acronym] if head.acronym else ()))]
    phrases = [_noun_phrase(fold(t).split()) for t in spelled]
    if any(_names_a_body(p) and not any(kind_of_word(w) for w in p) for p in phrases):
        return not any(kind_of_word(w) for w in folded.split())
    kinds = [w for w in (*folded.split(), *fold(head.prefix).split()) if kind_of_word(w)]
    kinds.extend(["tag"] if tagged(candidate) else [])
    for line, _ in own_sentences(candidate)[:2]:
        if active_in(line):
            continue  # "The Tern Foundation pays for it" speaks of another
        if line is candidate.rest and runner_behind(candidate):
            continue
        lower = line.text.lower()
        bare = None if kinds or ":" in lower[:40] else BARE.match(lower)  # "coordinator: University of X"
        match = IS.search(lower) or bare
        said = _noun_phrase(fold(match.group("rest")).split()[:4]) if match else []
        if _names_a_body(said) and not any(kind_of_word(w) for w in said[:2]):
            return True
        if any(kind_of_word(w) for w in said[:3]):
            return False
    words = folded.split()
    if len(words) > 1 and _names_a_body(words[:1]):
        return True
    nested = candidate.parent is not None and candidate.parent.form == "item"
    if candidate.context.organisations and not nested:
        return not kinds or _names_a_body(words)
    return not kinds and _names_a_body(words)
