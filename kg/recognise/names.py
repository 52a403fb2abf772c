"""Where an organisation's name ends: "la Fondation X", "Office fédéral de la culture", "Arts and Humanities Council".

A name goes on over capitalised words and the small words between them. Behind a common noun that
heads names (office, musée, ministerio) the Romance languages write small what other languages write
big ("Musée canadien de l'histoire"); "and" parts two names unless both sides are topics of one.
"""

from __future__ import annotations

import re

from kg.model.folding import fold
from kg.model.note import Line
from kg.model.regex import regex
from kg.recognise.wording import HEADS, TOPICS, names_an_organisation
from kg.recognise.words import ORGANISATION, kind_of_word

_ARTICLE = regex(
    r"(?:(?:l|d|un|dell|dall|nell|all)['’]|(?:les?|il|lo|gli|la|une?|the|an?|der|die|das|den|dem|des|de|du|het|een|el|los|las|del|von|vom|van|al|au|aux|its|their|son|sa|"
    r"dem|einer|einem|zur|zum)\s+)",
    re.IGNORECASE,
)
_COMMON = regex(
    r"(?:(?:Verein|Firma|Fa\.|Agentur|asbl|vzw|collectif|associations?|fondations?(?=\s+[A-Z«])|société|entreprise|agence|start-up|startup|studio|collectif|réseau|initiative|programme|projet|project|"
    r"projekt|programm|platform|plateforme|company|organisation|firma|verein|bedrijf|empresa|asociación|asociacion|association|ngo|ong|non-profit|charity|charities|cabinet|éditeur|museum consortium|consortium|"
    r"associazione|cooperativa|consorzio|consorcio|colectivo|collettivo|ditta|azienda|impresa|agencia|agenzia|sociedad|rete|coopérative|groupement|coöperatie|collectief|stichting(?=\s+van)|iniciativa|proyecto|programa|initiatief|Programms|Projekte?s|Netzwerke?s|Verbunde?s|Vereine?s|Portals|Förderprogramms)\s+)(?=[«“\"A-ZÀ-Þ\d]|\w+-\w)"
)
_WORD = regex(r"(?:['’](?=[ts]\s))?[^\W_][\w.&'’+/\-·]*|[&+]|[«»“”\"„]", re.UNICODE)
_QUOTES = '«»“”"„'
_ELIDED = regex(r"^[ld]['’]\w")
_YEAR = regex(r"(?:19|20)\d\d")
_INITIALS = regex(r"(?:[A-Z]\.)+")
_BLANKS = " \t\u00a0\u202f"
_NEXT = regex(
    r"[»”\")]?(?:\s*\([A-ZÀ-Þ][\w&.\-]{1,14}\))?\s*(?:,\s*(?:et|and|und|en|y|e|sowie|ainsi que|as well as)?|et|and|und|en|y|e|sowie|&|\+|/|ainsi que|as well as|"
    r",?\s?(?:together with|zusammen mit|samen met|junto (?:a|con)|avec|in partnership with|en partenariat avec|in (?:cooperation|collaboration) with|"
    r"en collaboration avec|in (?:Kooperation|Zusammenarbeit|Partnerschaft) mit|in samenwerking met|en colaboración con)|;)\s+"
)
_LISTED = regex(r"[»”\"]?\s*(?:\([^)]*\)\s*)?(?:[,.;:!)|–—]|$|(?:et|and|und|en|y|e|sowie|&)\s|\s-\s)")
_GLUE = frozenset(
    """
    de des du la le les l d of the for fur für der die das dem den van aan voor het del los las el zu zur zum di per
    il lo gli dei delle della degli dello dell do da dos von vom dal i & + 't ’t 's ’s
    """.split()
)
_ARTICLES = frozenset("el los las le les".split())
_JOINERS = frozenset("et and und en y e og och".split())
_OF = frozenset("de des du d of der van del di dei delle della do da dos for fur für voor pour para".split())
_FOR = frozenset("per pour para für voor for".split())
_INSIDE = frozenset("in im en à a".split())  # only before a place in the name of an umbrella ("Museen in Bayern")
_DIGITAL = frozenset(
    "numerique digital digitale digitaal connecte connectee creatif creative culturel culturelle".split()
)
# The common nouns that head names, and those that stand small before a proper name in any language ("the ministry of Culture", "provincie Antwerpen").
_SMALL_HEADS = HEADS | frozenset(
    "ministerie universiteit gemeente stad ministry university province provincie department".split()
)
# Those that head names only where they are written big: "le Réseau des musées jurassiens".
_BIG_HEADS = frozenset(
    "reseau conference forum club cluster carrefour fabrique plateforme coordination consortium collectif red rete foro rencontres assises".split()
)
_MINISTRIES = regex(
    r"(?:.*ministerium|ministere|ministry|department|ministerio|ministerie|.*verwaltung|.*kanzlei|direction|direccion|beauftragte)$"
)
_TAILS = frozenset("overheid regering gemeenschap government gouvernement provincie county council region".split())
_ADJECTIVE = regex(
    r"(?:.{2,}(?:al|ale|aux|ales|aise?s?|oise?s?|eens?|eennes?|iens?|iennes?|aine?s?|iques?|euse?s?|eux|ives?|elles?|[nrt]els?|aires?|phones?|oles?|ands?|andes?|"
    r"ano|ana|anos|anas|ico|ica|icos|icas|ol|ola|oles|olas|esa|eses|ese)|suisses?|belges?|libres?|mixtes?|superieure?s?|appliquee?s?|publics?|publiques?|vasco|vasca|tessin|autonome)$"
)
_NO_ADJECTIVE = frozenset(
    "actives active ensuite aussi mais jamais desormais afin enfin entretien lien bien fille ville elles pagina".split()
)
_PEOPLE = frozenset(
    "freiwilligen freiwillige ehrenamtlichen ehrenamtliche benevoles volunteers vrijwilligers voluntarios software museums museen musees museos musea".split()
)
_GOVERNMENTS = frozenset("gouvernement gobierno governo government regering overheid".split())
_NO_GOVERNMENT = frozenset(
    "national nationale federal federale local locale regional central cantonal nacional nationaal lokale".split()
)
_PRONOUNS = frozenset(
    "we they you it he she i ils elles il elle on nous vous je wir sie er es ihr ich ze zij wij hij ik ellos ellas nosotros yesterday today".split()
)
_OPENINGS = frozenset(
    """
    En In Im Au Aux Dans À A Bei Chez At Pour Para Für For Con Avec Mit Met With Dort Hier Da Heute Gestern Ici Là Here There Now
    Today Aquí Ahí Hoy Daar Nu
    """.split()
)  # of a sentence
_STOP = frozenset(
    """
    il elle ils elles ce cette ces qui que dont pour avec sans dans depuis permet propose offre it this that
    which who with for from since until er sie es diese dieser dieses für mit seit bis als wenn he she they met
    sinds para con desde entre kooperation zusammenarbeit partnerschaft auftrag rahmen
    """.split()
)


def names_from(line: Line, start: int, until: int | None = None) -> list[tuple[int, int]]:
    """The names in a row from offset `start` on: "la Fondation X, Y et le Musée Z"; no more once one ends behind `until`."""
    found: list[tuple[int, int]] = []
    position = start
    comma = False
    while (one := _name_at(line, position)) is not None:
        if comma and not _LISTED.match(line.text, one[1]):
            break  # a new sentence part begins behind the comma, not another name
        found.append(one)
        position = one[1]
        follow = _NEXT.match(line.text, position) if until is None or position <= until else None
        if follow is None:
            break
        comma = follow.group().strip() in (",", ";")
        if follow.group().strip() == ";" and not names_an_organisation(line.text[follow.end() :].split(";")[0]):
            break  # "Träger: Verein X; Tonaufnahmen + Objekte"
        position = follow.end()
    return found


def _name_at(line: Line, start: int) -> tuple[int, int] | None:
    text = line.text
    position = start
    common = False
    for _ in range(4):
        while position < len(text) and text[position] in _BLANKS + ':«“"„*':
            position += 1
        link = next((x for x in line.links if x.start == position and x.form in ("url", "wiki")), None)
        if link is not None:
            return _trim(text, link.start, link.end)
        match = _ARTICLE.match(text, position)
        if match is None:
            match = _COMMON.match(text, position)
            common = common or match is not None
        if match is None or text.startswith("La ", position):
            break
        position = match.end()
    if (first := _WORD.match(text, position)) is not None and (
        first.group().casefold() in _PRONOUNS or (first.group() in _OPENINGS and position == start == 0)
    ):
        return None
    end = _reach(line, position, common)
    return _trim(text, position, end) if end > position else None


_GAP = regex(r"[ \t\u00a0\u202f]+")


def _reach(line: Line, start: int, common: bool) -> int:
    """How far a name goes; `common` tells that a common noun stands before it ("l'association X et Y")."""
    text = line.text
    end = position = start
    words: list[str] = []
    linked = {x.start for x in line.links if x.form in ("url", "wiki")}
    while (match := _WORD.match(text, position)) is not None:
        raw = match.group()
        word = raw if _INITIALS.fullmatch(raw) else raw.rstrip(".'’")
        if word in _QUOTES or (words and match.start() in linked):
            break
        if _is_proper(word):
            if (
                words
                and (_YEAR.fullmatch(word) or (word.casefold() in _STOP and word.islower()))
                and words[-1].casefold() != "horizon"
            ):
                break
            end = match.start() + len(word)
        elif words and words[0].casefold() == "horizon" and word.casefold() in ("de", "der", "of"):
            break  # "Horizon 2020 de l'UE"
        elif _is_head(word, words) or _is_glue(word, words, text, match.end(), common):
            pass
        elif (
            _is_german_adjective(word, words, text[match.end() :])
            or _goes_on(word, words)
            or _closes(word, words, text[match.end() :], common)
        ):
            end = match.start() + len(word)
        else:
            break
        words.append(word)
        if raw != word and raw.endswith("."):
            break
        gap = _GAP.match(text[match.end() :]) or _listed(text, match.end(), words)
        if gap is None:
            break
        position = match.end() + gap.end()
    return end


_COMPOUND = 6  # characters of a word that its hyphen makes a name; "formation-action" says what it is


def _is_proper(word: str) -> bool:
    if word.lower() != word or word[:1].isdigit():
        return True
    return "-" in word and len(word) > _COMPOUND and not any(kind_of_word(fold(w)) for w in word.split("-"))


def _is_head(word: str, words: list[str]) -> bool:
    return not words and fold(word) in _SMALL_HEADS


def _is_glue(word: str, words: list[str], text: str, after: int, common: bool) -> bool:
    """Whether a small word may stand inside a name; it never ends one."""
    low = word.casefold()
    if not words:
        return False
    if low in _JOINERS and not (low == "en" and "et" in words):  # "Musées et Société en Wallonie"
        return not _splits(text, after, words, common)
    if low.endswith("en") and fold(word) in TOPICS and _MINISTRIES.match(fold(words[0])):
        return True  # "… für Kunst, Kultur, öffentlichen Dienst und Sport"
    if low in _ARTICLES and len(words) == 1 and fold(words[0]) not in _SMALL_HEADS:
        return False  # "En España el Ministerio de Cultura"
    if low in _INSIDE:
        if low == "en" and (len(words) < 2 or not words[0][:1].isupper()):
            return False
        return (low == "in" and "for" in words) or all(
            fold(w) in ORGANISATION | _GLUE | _JOINERS | {"museen"} or fold(w).endswith("verband") for w in words
        )
    return low in _GLUE or (low in ("pour", "para", "voor") and _is_chain(words) and len(words) <= 2)


def _goes_on(word: str, words: list[str]) -> bool:
    """Whether a small word is part of the name: an adjective or noun behind a head, "overheid" behind "Vlaamse"."""
    if not words:
        return False
    low = fold(word)
    if low in _TAILS:
        return words[-1][:1].isupper()
    if not _is_chain(words):
        return False
    if _ADJECTIVE.match(low) and low not in _NO_ADJECTIVE and fold(words[-1]) not in _OF:
        return True
    behind = words[-1].casefold()
    opened = behind in _OF or (behind in ("la", "l", "le", "les", "el", "los", "las", "et", "y") and len(words) > 1)
    return (opened and low not in _STOP) or _ELIDED.match(word) is not None


_GERMAN_HEAD = regex(
    r"(?:\w*(?:stelle|verband|verein|amt|ministerium|stiftung|gesellschaft|institut|akademie|buro|zentrum|bund|verwaltung|direktion|kammer|beauftragten?))$"
)


def _is_german_adjective(word: str, words: list[str], after: str) -> bool:
    """Whether a small word is the adjective in "Landesstelle für die nichtstaatlichen Museen"."""
    if len(words) < 2 or words[-1].casefold() not in _GLUE | _JOINERS or not _GERMAN_HEAD.match(fold(words[0])):
        return False
    return (
        re.fullmatch(r"[a-zäöüß]{5,}e[nrs]?", word) is not None
        and re.match(r"\s+(?:und\s|[A-ZÄÖÜ])", after) is not None
    )


_NAME_ENDS = regex(r"\s*(?:[,.;:()|–—]|$|(?:et|and|und|en|y|e)\s)")


def _closes(word: str, words: list[str], after: str, common: bool) -> bool:
    """Whether a small adjective ends a name of two words: "Québec numérique", "Saarland digital", "l'association Mémoire lémanique"."""
    ends = _NAME_ENDS.match(after) is not None
    adjective = fold(word) in _DIGITAL or (common and _ADJECTIVE.match(fold(word)) is not None)
    return len(words) == 1 and words[0][:1].isupper() and ends and adjective


def _is_chain(words: list[str]) -> bool:
    """Whether all so far is a head with its adjectives and what it is "of"."""
    if fold(words[0]) not in HEADS and not (words[0][:1].isupper() and fold(words[0]) in _BIG_HEADS):
        return False
    return all(not w[:1].isupper() or fold(w) in HEADS | TOPICS or _ADJECTIVE.match(fold(w)) for w in words[1:])


_THE = regex(r"(?:l['’]|le |la |les |the |der |die |das |het |el |los |las )")


_OF_WHOM = regex(r"(?:de la |de l['’]|des |du |d['’]|de los |de las |del |de )")


def _splits(text: str, after: int, words: list[str], common: bool) -> bool:
    """Whether "and" parts two names rather than standing in one ("Arts and Humanities Council")."""
    rest = text[after:].lstrip()
    last = fold(words[-1])
    if words[-1].endswith("-"):
        return False
    if (
        len(words) > 2
        and words[-2].casefold() in ("for", "für", "pour", "voor")
        and fold(words[0]) in ORGANISATION | {"american", "national"}
        and rest[:1].isupper()
    ):
        return False
    topical = last in TOPICS or all(fold(w) in TOPICS | _GLUE for w in words if w[:1].isupper())
    of = _OF_WHOM.match(rest)
    if of is not None:
        return not (topical or words[-1][:1].islower())
    article = _THE.match(rest)
    if article is not None:
        follows = fold(re.split(r"[\s,.;]", rest[article.end() :] + " ")[0])
        if (
            _FOR.intersection(words[1:])
            and fold(words[0]) in HEADS | ORGANISATION
            and follows not in HEADS | ORGANISATION
        ):
            return False  # "Istituto Centrale per il Catalogo e la Documentazione"
        same = article.group().strip() in ("der", "des") and article.group().strip() in words
        return not (same and topical and follows not in ORGANISATION)
    follows = fold(re.split(r"[\s,.;]", rest + " ")[0])
    if (
        common
        and len(words) == 1
        and rest[:1].isupper()
        and words[0][1:].islower()
        and re.match(r"\w+\s*(?:[,.;)]|$)", rest)
    ):
        return follows in ORGANISATION
    return not (topical and (rest[:1].isupper() or follows in TOPICS))


def _listed(text: str, position: int, words: list[str]) -> re.Match[str] | None:
    """The comma inside "Ministerium für Wissenschaft, Forschung und Kunst"."""
    topics = all(fold(w) in TOPICS for w in words)
    if not (topics or _MINISTRIES.match(fold(words[0]))) or fold(words[-1]) not in TOPICS:
        return None
    gap = re.match(r",\s+", text[position:])
    if gap is None:
        return None
    follow = re.match(r"(?:(?:des|de la|de l['’]|du|de)\s?)?(\w+)", text[position + gap.end() :])
    return gap if follow is not None and fold(follow.group(1)) in TOPICS else None


_SUM = regex(r"\d[\d.,’']*\s?\w{0,4}")


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start] in _BLANKS + "«“\"„'*":
        start += 1
    match = _ARTICLE.match(text, start)
    if match is not None and match.end() < end and not text.startswith("La ", start):
        start = match.end()
    common = _COMMON.match(text, start)
    if common is not None and common.end() < end:
        start = common.end()
    while end > start and text[end - 1] in _BLANKS + "»”\",.;:'*":
        end -= 1
    words = text[start:end].split()
    if not words or len(words) > 14 or not any(c.isalpha() for c in text[start:end]):
        return None
    if all(fold(w) in _PEOPLE for w in words):
        return None
    if _SUM.fullmatch(text[start:end]):
        return None  # an amount
    if (len(words) == 1 and _is_common(words[0])) or (words[0].isdigit() and fold(words[-1]) in _PEOPLE):
        return None  # "22 Museen"
    return (start, end) if any(_is_proper(w) for w in words) or _is_government(words) else None


def _is_common(word: str) -> bool:
    """Whether a word alone is a German common noun in the genitive: "des Museumsverbands"."""
    low = fold(word)
    return (
        low[-1:] == "s"
        and (low.removesuffix("s") in ORGANISATION or low.removesuffix("es") in ORGANISATION)
        and low not in ORGANISATION
    )


def _is_government(words: list[str]) -> bool:
    """ "gouvernement flamand" names one; "gouvernement national" does not."""
    return len(words) == 2 and fold(words[0]) in _GOVERNMENTS and fold(words[1]) not in _NO_GOVERNMENT
