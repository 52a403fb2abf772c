"""What is an entry, and of what kind: one piece of evidence is enough, one veto too."""

from __future__ import annotations

import re

from kg.model.fact import Kind
from kg.model.folding import fold
from kg.model.note import Line
from kg.recognise.field_names import property_of
from kg.recognise.names import is_organisation_name
from kg.recognise.organisation import named_in
from kg.recognise.outline import Candidate
from kg.recognise.words import PUBLICATION, is_negative, kind_of_word

_DEFINES = re.compile(
    r"^(?:(?:il s['’]agit d['’]|c['’]est |est |it is |this is |is |es ist |das ist |ist |dit is |is |es |se trata de )?(?:une?|an?|the|eine?[nmrs]?|der|die|das|een|una?|le|la|l['’]|d['’])\s?)?(?P<rest>.+)$",
    re.IGNORECASE,
)
_IS = re.compile(
    r"(?:\b(?:est|is|ist|es|était|was|war|sont|are|sind|zijn|fue)\s+(?:aussi |auch |also |ook )?(?:une?|an?|the|eine?|der|die|das|een|una?|le|la|l['’])\s*|"
    r"\b(?:il s['’]agit|se trata) d(?:['’]|e )(?:une?\s)?|\bc['’]est (?:une?|le|la)\s)(?P<rest>.+)$",
    re.IGNORECASE,
)
_STRONG_ORG = re.compile(
    r"\b(?:association|fondation|ministere|universite|office|agence|federation|ong|organisme|syndicat|societe|foundation|council|trust|ministry|university|agency|"
    r"charity|nonprofit|organisation|organization|stiftung|verband|verein|ministerium|gesellschaft|hochschule|universitat|bundesamt|amt|behorde|dachverband|\w+verband|\w+stiftung|vereniging|stichting|ministerie|"
    r"universiteit|fundacion|asociacion|ministerio|universidad|federacion|gmbh|ag|company|entreprise|institut|institute)\b"
)
_WEAK_ORG = frozenset(
    """
    musee musees museum museums museen museo museos ville canton region direction
    """.split()
)
_CITES = re.compile(
    r"\b(?:in:|dans\s*:|hg\.|hrsg|éds?\.|eds?\.|vol\.|n°\s?\d|pp?\.\s?\d|s\.\s?\d+\s?[-–f]|isbn|doi|et al\.|pdf$|\d+\s?min\b|podcast|vidéo|video|article|interview|entretien|billet|blog|conférence|vortrag|lezing|talk|webinar|webinaire)",
    re.IGNORECASE,
)
_EVENT = re.compile(
    r"\b(?:journees? d etudes?|colloque|congres|conference|tagung|kongress|workshop|atelier|webinaire|webinar|symposium|seminaire|seminar|congreso|jornadas?|studiedag|symposion|"
    r"assemblee|fruhjahrstagung|jahrestagung|nuit des musees|museumsnacht|salon|forum \d{4}|barcamp|newsletter|infolettre|exposition|ausstellung|exhibition|tentoonstelling|exposicion|vernissage)\b"
)
_PERSON = re.compile(
    r"\b(?:directeur|directrice|conservateur|conservatrice|curator|professeur\w*|professor\w*|director|chef\w* de projet|head of|responsable|chercheur\w*|mediateur|mediatrice|leiter(?:in)?|"
    r"kurator(?:in)?|kuratorin|conservator|consultant\w*|directora|conservadora|comisaria|referent(?:in)?|chargee? d|wissenschaftliche|coordinatrice|coordinateur|president\w*|journaliste|autrice|auteur)\b"
)
_INFINITIVE = re.compile(
    r"^(?:(?:cr[ée]er|faire|mettre|prendre|lire|écrire|utiliser|définir|choisir|penser|regarder|commencer|demander|prévoir|éviter|privilégier|"
    r"documenter|numériser|partager|former|tester|impliquer|associer|trouver|chercher|contacter|envoyer|vérifier|garder|rester|avoir|être|savoir|"
    r"montrer|raconter|préparer|organiser|planifier|évaluer|donner|parler|poser|ajouter|relire|appeler|identifier|connaître|oser|laisser|"
    r"ne|ne pas|toujours|jamais|never|always|immer|nie|niet|nooit|altijd|nunca|siempre|commencer|faire|bien|penser|think|start|keep|use|make|don['’]t|do|ask|try|avoid|"
    r"klein|nicht|kein|keine|begin|denk|maak|vraag|pourquoi|comment|why|how|what|wie|was|warum|hoe|wat|qué|cómo|si|when|wenn|se)\b)",
    re.IGNORECASE,
)
_OFFERS = re.compile(
    r"\b(?:accompagne|soutient|aide|propose|offre|finance|forme|met a disposition|permet (?:aux|de)|s adresse|reunit|federe|supports?|helps?|offers?|provides?|funds?|trains?|connects?|brings together|"
    r"unterstutzt|fordert|bietet|berat|begleitet|vernetzt|hilft|richtet sich|ondersteunt|biedt|helpt|begeleidt|verbindt|apoya|ofrece|ayuda|financia|acompana|forma|conecta)\b"
)
_DECLARED: dict[str, Kind] = {
    "organisation": "organisation", "organization": "organisation", "organismo": "organisation", "association": "organisation", "fondation": "organisation",
    "funder": "organisation", "financeur": "organisation", "institution": "organisation", "stiftung": "organisation", "organisatie": "organisation",
    "organizacion": "organisation", "verein": "organisation", "resource": "resource", "ressource": "resource", "guide": "initiative",
}  # fmt: skip


def kind_of(candidate: Candidate) -> Kind | None:
    """What the candidate is, or None when it is no entry."""
    name = candidate.head.name
    declared = _declared(candidate)
    if declared is not None:
        return declared
    if candidate.context.entries:
        return _asked(candidate)
    if not _is_name(candidate) or _vetoed(candidate):
        return None
    if not _evident(candidate):
        return None
    if is_child(candidate) and _is_publication(name) and not candidate.head.bracketed and candidate.form != "inline":
        return "resource"
    return "organisation" if _is_organisation(candidate) else "initiative"


def _declared(candidate: Candidate) -> Kind | None:
    for field in candidate.fields:
        if (property_of(field.key) or field.key) != "type":
            continue
        for value in field.values:
            for word in fold(value.text).split():
                if word in _DECLARED:
                    return _DECLARED[word]
                if kind_of_word(word) and not is_negative(word):
                    return "initiative"
    return None


def _asked(candidate: Candidate) -> Kind | None:
    """The author's `entries:`."""
    wanted = candidate.context.entries
    if wanted == "none" or not _is_name(candidate) or candidate.form == "inline":
        return None
    if wanted == "organisation":
        return "organisation"
    if wanted == "resource":
        return "resource"
    return "organisation" if _is_organisation(candidate) else "initiative"


def _is_name(candidate: Candidate) -> bool:
    """Whether the head reads like a name rather than like a sentence."""
    head = candidate.head
    if any((property_of(f.key) or f.key) == "name" for f in candidate.fields):
        return True
    name = head.name
    words = name.split()
    if not words or len(name) > 160 or name.rstrip().endswith(("?", "!", "…", "...")):
        return False
    if (
        head.link is None
        and not any(c.isupper() or c.isdigit() for c in name[:1] + "".join(w[:1] for w in words[:3]))
        and not any(c.isupper() for c in name)
    ):
        return False
    if head.link is None and (len(words) > 9 or _INFINITIVE.match(name)):
        return False
    return len(words) <= 18


def _vetoed(candidate: Candidate) -> bool:
    head, context = candidate.head, candidate.context
    name, rest = head.name, head.line.text[head.rest :]
    folded = fold(name)
    if context.verdict < 0 and not (context.weak and (defines(candidate) or head.bracketed)):
        return True
    if head.quoted or (head.deadline and context.kind not in ("fund", "call", "programme") and context.verdict <= 0):
        return True
    if head.deadline and context.verdict > 0 and context.kind not in ("fund", "call", "programme", ""):
        return True
    if _EVENT.search(folded) and not defines(candidate):
        return True
    if (
        _PERSON.search(fold(rest[:60]))
        and re.fullmatch(r"(?:[A-ZÀ-Þ][\w.'’-]*\s){1,3}[A-ZÀ-Þ][\w'’-]*", name)
        and not defines(candidate)
    ):
        return True
    if _CITES.search(rest) and not _names_runner(candidate) and not defines(candidate) and context.verdict <= 0:
        return True
    emphasised = any(a <= head.start and b >= head.end for a, b in head.line.emphasis)
    return emphasised and head.link is None and not head.bracketed


def _evident(candidate: Candidate) -> bool:
    head, context = candidate.head, candidate.context
    linked = head.link is not None or head.page is not None
    if candidate.form == "inline":
        return candidate.parent is not None and context.verdict >= 0
    if candidate.columns:
        return True
    known = {property_of(f.key) or f.key for f in candidate.fields}
    if known & set(
        """
        country start end funder led_by part_of target_size status period wikidata
        """.split()
    ):
        return True
    if head.bracketed and linked and not _only_year(candidate):
        return True
    if defines(candidate) or _names_runner(candidate):
        return True
    if context.verdict > 0 and head.bracketed:
        return True
    if is_child(candidate):
        return context.verdict > 0 and linked
    if context.verdict > 0 and context.weak:
        return linked or head.bracketed
    if candidate.form == "heading":
        return context.verdict > 0 and (linked or bool(candidate.texts))
    if context.verdict > 0:
        return linked or len(head.name.split()) <= 7
    return False


def is_child(candidate: Candidate) -> bool:
    """Whether it is nested in another candidate's item."""
    return candidate.parent is not None and candidate.parent.form in ("item", "row", "inline")


def _only_year(candidate: Candidate) -> bool:
    """A bare year behind a linked name in no announced list is more often a citation's."""
    pieces = [p for p in candidate.head.pieces if p.understood]
    one = len(pieces) == 1 and pieces[0].period is not None and not (pieces[0].period.end or pieces[0].period.status)
    text = candidate.head.line.text[pieces[0].start : pieces[0].end] if one else ""
    return one and re.fullmatch(r"\d{4}", text.strip()) is not None and candidate.context.verdict <= 0


def defines(candidate: Candidate) -> bool:
    """Whether its own text says that it is something of a kind ("une plateforme suisse …")."""
    return any(defining_kind(line, first) for line, first in own_sentences(candidate))


def own_sentences(candidate: Candidate) -> list[tuple[Line, bool]]:
    """The rest of its first line and the first of its texts; True where the text may be a bare noun phrase."""
    head = candidate.head
    found: list[tuple[Line, bool]] = []
    rest = head.line.cut(head.end if head.rest < head.end else head.rest)
    if rest.text:
        found.append((rest, True))
    found.extend((line, True) for line in candidate.texts[:2])
    return found


def defining_kind(line: Line, bare: bool = True) -> str:
    """The kind that a defining sentence names, or an empty text."""
    for pattern in (_IS, _DEFINES) if bare else (_IS,):
        match = pattern.search(line.text) if pattern is _IS else pattern.match(line.text)
        if match is None:
            continue
        words = fold(match.group("rest")).split()[: 7 if pattern is _IS else 4]
        for index, word in enumerate(words):
            if is_negative(word) and index < 3 and not kind_of_word(word):
                return ""
            kind = kind_of_word(word)
            if kind and not (kind == "publication" and pattern is _DEFINES):
                return kind
            if word in ("pour", "for", "fur", "qui", "that", "which", "voor", "para", "de", "des", "of") and index > 3:
                break
    return ""


def _names_runner(candidate: Candidate) -> bool:
    return any(
        n.relation in ("mxtd:ledBy", "mxtd:funder") for line, _ in own_sentences(candidate) for n in named_in(line)
    )


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


def _is_organisation(candidate: Candidate) -> bool:
    name = candidate.head.name
    folded = fold(name)
    kinds = [w for w in folded.split() if kind_of_word(w)]
    for line, _ in own_sentences(candidate)[:2]:
        match = _IS.search(line.text) or _DEFINES.match(line.text)
        said = _noun_phrase(fold(match.group("rest")).split()[:4]) if match else []
        if _STRONG_ORG.search(" ".join(said)) and not any(kind_of_word(w) for w in said[:2]):
            return True
        if any(kind_of_word(w) for w in said[:3]):
            return False
    if _STRONG_ORG.fullmatch(folded.split()[0]) and len(folded.split()) > 1:
        return True
    if candidate.context.organisations:
        return not kinds or bool(_STRONG_ORG.search(folded))
    if _STRONG_ORG.search(folded) and not kinds:
        return True
    return (
        is_organisation_name(name)
        and not kinds
        and not (set(folded.split()) & _WEAK_ORG)
        and bool(_STRONG_ORG.search(folded))
    )
