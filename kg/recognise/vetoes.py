"""What is never an entry: readings, persons, events, advice, sentences. One veto is enough.

Each veto is a function of a candidate; VETOES shows them all.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from kg.model.folding import fold, without_article
from kg.model.regex import regex
from kg.recognise.candidate import Candidate, Head
from kg.recognise.defining import defines, names_runner, tagged
from kg.recognise.field_names import term_of
from kg.recognise.wording import is_funder_name, looks_like_a_person
from kg.recognise.words import ORGANISATION, is_navigation, is_negative, is_negative_name, kind_of_word

_CITES = regex(
    r"\b(?:in:|dans\s*:|hg\.|hrsg|éds?\.|eds?\.|vol\.|n°\s?\d|pp?\.\s?\d|s\.\s?\d+\s?[-–f]|\d+\s?(?:p|pages|seiten|blz|págs?)\b|isbn|doi|et al\.|pdf$|\d+\s?min\b|"
    r"podcast|vidéo|video|article|interview|entretien|billet|blog|conférence|vortrag|lezing|talk|webinar|webinaire|phd thesis|thèse|aufsatz|artikel|blog ?post|essay|gelesen|gelezen)"
)  # for text in lower case
_EVENT = regex(
    r"\b(?:journees? d etudes?|colloque|congres|conference|tagung|kongress|workshop|atelier|webinaire|webinar|symposium|seminaire|seminar|congreso|jornadas?|studiedag|symposion|"
    r"assemblee|\w+tagung|nuit des musees|museumsnacht|\w*museumstag|salon|forum \d{4}|barcamp|newsletter|infolettre|exposition|ausstellung|exhibition|tentoonstelling|exposicion|vernissage|"
    r"keynote|vorstellung|gutachten|\w+treffen|buchtipp|facture|devis|invoice|rechnung|angebot \w+|offre \w+|maquette|procedure|formulaire|jahreskongress)\b"
)
_EVENT_DATE = regex(
    r"(?:\b\d{1,2}(?:[./]\d{1,2}[./]?(?:\d{2,4})?|\.?\s?[–-]\s?\d{1,2}\.?|er|st|nd|rd|th|\.)?\s+)?"
    r"\b(?:janv(?:ier)?|f[ée]vr(?:ier)?|mars|avr(?:il)?|mai|juin|juil(?:let)?|ao[uû]t|sept(?:embre)?|oct(?:obre)?|nov(?:embre)?|d[ée]c(?:embre)?|january|february|march|april|may|june|july|august|september|october|"
    r"november|december|jan|feb|mar|apr|jun|jul|aug|sep|dec|januar|februar|märz|juni|juli|september|oktober|dezember|okt|dez|januari|februari|maart|mei|augustus|enero|febrero|marzo|abril|mayo|junio|"
    r"julio|agosto|septiembre|octubre|noviembre|diciembre)\.?\s+(?:de\s+)?(?:19|20)\d\d\b|\b\d{1,2}\.\s?\d{1,2}\.\s?(?:19|20)\d\d\b",
    re.IGNORECASE,
)
_PERSON = regex(
    r"\b(?:directeur|directrice|conservateur|conservatrice|curator|professeur\w*|professor\w*|prof|director|chef\w* de projet|head of|responsable|chercheur\w*|mediateur|mediatrice|leiter(?:in)?|geschaftsfuhrer(?:in)?|"
    r"kurator(?:in)?|kuratorin|conservator|consultant\w*|directora|conservadora|comisaria|referent(?:in)?|chargee? d|wissenschaftliche|coordinatrice|coordinateur|president\w*|journaliste|autrice|auteur|"
    r"graphiste|conseillere?|stagiaire|independante?|freelance|redaktion|berater(?:in)?)\b"
)
_PERSON_NAME = regex(
    r"(?:(?:Dr|Prof|Mme|Mr|M|Mrs|Ms|Frau|Fr|Herr|Hr|Mag|Sir|Dame|Mevr|Dhr|Sra|Sr)\.?\s)*(?:[A-ZÀ-Þ][\w.'’-]*\s){1,3}(?:(?:de|van|der|von|da|di|del|la|le)\s){0,2}[A-ZÀ-Þ][\w'’-]*\.?"
)
_TITLED = regex(r"^(?:dr|prof|mme|mlle|mrs?|ms|frau|herr|hr|fr|mag|mevr|dhr|sra|sr)\.?\s+[A-ZÀ-Þ]", re.IGNORECASE)
_INITIAL = regex(r"[A-ZÀ-Þ]\.\s?[A-ZÀ-Þ][a-zà-ÿ]+")
_SHORTENED = regex(r"[A-ZÀ-Þ][a-zà-ÿ]+(?:-[A-ZÀ-Þ][a-zà-ÿ]+)?\s[A-ZÀ-Þ]\.(?=\W|$)")
# "Behnke, K.: …", "Deutscher Museumsbund (Hg.): …"
_AUTHOR = regex(r"^\W*[A-ZÀ-Þ][\w'’-]+,\s(?:[A-ZÀ-Þ]\.[\s-]?){1,3}|.*\((?:Hg|Hrsg|[ée]ds?|dir)\.?\)", re.IGNORECASE)
_LINKEDIN = regex(r"linkedin\.com/in/|^https?://(?:www\.)?(?:twitter|x)\.com/\w+/?$|orcid\.org", re.IGNORECASE)
_PRIVATE = regex(
    r"^https?://(?:drive|docs)\.google\.|forms\.gle|figma\.com|trello\.com|xd\.adobe\.com|photos\.app|wikipedia\.org/wiki|medium\.com/|journals?\.|doi\.org|hypotheses\.org|youtube\.com|youtu\.be|spotify\.com",
    re.IGNORECASE,
)
# Small words that no name begins with: "Pour finir", "En bref", "Wat opvalt".
_OPENERS = frozenset(
    "pour en a au zum zur im to in for wat was what nog noch nicht ce ceci voila bref waarom wie wer how why para sobre other autres weitere".split()
)
_FIRST_PREPOSITIONS = frozenset("en in dans chez bei im auf sur at bij op con sin sans ohne without zonder".split())
_LAST_PREPOSITIONS = frozenset(
    "de du des d of about von vom uber mit avec with sur par by van over met sobre con a au".split()
)
_THAT = regex(r"^(?:\S+\s){1,3}(?:que|qu['’]\S+|dass|that|dat)\s", re.IGNORECASE)  # "Julie rappelle que …"
_OFFICE = regex(r"^(?:fonction|funktion|function|functie|r[ôo]le|rolle|poste|job title|cargo)\s?:", re.IGNORECASE)
_SUM = regex(r"(?:summe|total|gesamt|totaal|somme|suma)\b", re.IGNORECASE)
_INFINITIVE = regex(
    r"^(?:(?:cr[ée]er|faire|mettre|prendre|lire|écrire|utiliser|définir|choisir|penser|regarder|commencer|demander|prévoir|éviter|privilégier|"
    r"documenter|numériser|partager|former|tester|impliquer|associer|trouver|chercher|contacter|envoyer|vérifier|garder|rester|avoir|être|savoir|"
    r"montrer|raconter|préparer|organiser|planifier|évaluer|donner|parler|poser|ajouter|relire|appeler|identifier|connaître|oser|laisser|relancer|rappeler|revoir|relire|rendre|"
    r"ne|ne pas|toujours|jamais|never|always|immer|nie|niet|nooit|altijd|nunca|siempre|bien|think|start|keep|use|make|don['’]t|do|ask|try|avoid|"
    r"nicht|kein|keine|begin|denk|maak|vraag|pourquoi|comment|why|how|what|wie|was|warum|hoe|wat|qué|cómo|si|when|wenn|se)\b)",
    re.IGNORECASE,
)


# "Cambiar la bombilla", "Digitaliser les plans", "Comprare il toner": an infinitive and an article
_ORDER = regex(
    r"(?:[A-ZÀ-Þ][a-zà-ÿ]+(?:ar|er|ir)(?:le|les|se)?\s(?:la|el|los|las|un|una|al)|[A-ZÀ-Þ][a-zà-ÿ]+(?:(?<!i)er|ir|re)\s(?:le\s|la\s|les\s|l['’]|un\s|une\s|au\s|aux\s)|"
    r"[A-ZÀ-Þ][a-zà-ÿ]+(?:are|ere|ire)\s(?:il|lo|la|le|gli|un|una|l['’]))"
)
_CHAPTER = regex(
    r"\W*(?:chapter|chapitre|kapitel|hoofdstuk|cap[íi]tulo|capitolo|partie|teil|deel|part|section|sektion|abschnitt|annexe?|anhang|bijlage|anexo|allegato)\s+[\dIVX]+\b",
    re.IGNORECASE,
)


def is_chapter(text: str) -> bool:
    """Whether a heading is that of a part of a book ("Hoofdstuk 3. …")."""
    return _CHAPTER.match(text) is not None


MOST_WORDS = 18  # of a name …
_SHORT = 4  # words of a name in a note without capitals
LONGEST_NAME = 160  # … and its characters: what is longer is a sentence


def is_long(name: str) -> bool:
    """Whether a text is longer than a name is."""
    return len(name) > LONGEST_NAME or len(name.split()) > MOST_WORDS


def reads_like_a_sentence(candidate: Candidate) -> bool:
    """A question, an order, a text of many words, or words written small without a link."""
    head = candidate.head
    words = head.name.split()
    unlinked = head.link is None and head.page is None
    if candidate.form == "item" and unlinked and not head.bracketed and _ends(candidate):
        return True
    if not words or is_long(head.name) or head.name.rstrip().endswith(("?", "!", "…", "...")):
        return not _is_exclaimed(candidate, words)
    if _is_broken(head, words) or not any(c.isalpha() for c in head.name) or _SUM.match(head.name):
        return True
    if candidate.form == "prose" and candidate.told:
        return False
    if head.link is not None:
        return candidate.context.verdict <= 0 and len(words) > 3 and _INFINITIVE.match(head.name) is not None
    if candidate.form == "heading":
        if is_chapter(head.line.text):
            return True
        return fold(words[0]) in _OPENERS and not any(w[:1].isupper() for w in words[1:])
    if head.page is not None or candidate.form in ("note", "row"):
        return False
    return _is_an_order(head, words) or not _is_proper(candidate, words)


def _is_exclaimed(candidate: Candidate, words: list[str]) -> bool:
    """Whether a mark at its end is part of a name: "**Numérisons ensemble !** (Wallonie)"."""
    head = candidate.head
    marked = head.link is not None or head.bold or head.bracketed or head.whole is not None or candidate.form != "item"
    return 0 < len(words) <= 6 and head.name.rstrip().endswith("!") and marked


def _is_broken(head: Head, words: list[str]) -> bool:
    """Whether words without a link are the part of a sentence: "RTS parle aussi de", "Julie rappelle que …"."""
    if head.link is not None:
        return False
    if head.page is None and len(words) > 1 and words[-1] in _LAST_PREPOSITIONS:
        return True
    return len(words) > 5 and _THAT.search(head.name) is not None


_INFINITIVE_FIRST = regex(r"[a-zà-ÿ]+(?:er|ir|oir|re)\b")


def _is_an_order(head: Head, words: list[str]) -> bool:
    if _INFINITIVE_FIRST.match(head.name) and len(words) > 1 and not head.bold and not head.bracketed:
        return True  # "remercier Elsa"
    if _ORDER.match(head.name) and not head.bold and not head.bracketed and head.page is None:
        return True
    return len(words) > 9 or _INFINITIVE.match(head.name) is not None or words[0].isdigit()


def _is_proper(candidate: Candidate, words: list[str]) -> bool:
    """Whether a name is written like one: big, bold, with a field, or small but alone with what only entries have."""
    head, announced = candidate.head, candidate.context.verdict > 0
    article = head.line.text[: head.start].split()[-1:]  # "Le sac à dos numérique" was written big
    article = [w for w in article if w.isalpha() or w[-1] in "'’"]  # "Zeeland: niets gevonden" was not
    if any(w[:1].isupper() for w in (head.name, *article)) or any(c.isupper() or c.isdigit() for c in words[0]):
        return True
    if len(words) > 1 and kind_of_word(fold(words[0])) and words[1][:1].isupper():
        return True  # "programme Tremplin"
    alone = len(words) == 1 and len(head.name) > 5 and (names_runner(candidate) or (head.bracketed and announced))
    if candidate.context.small and announced and len(words) <= _SHORT:
        return head.bracketed or names_runner(candidate) or defines(candidate)
    return head.bold or alone or bool(candidate.fields) or (head.bracketed and announced and "-" in head.name)


def _ends(candidate: Candidate) -> bool:
    """Whether the whole line is one sentence, or begins like one with a preposition ("En Suisse, on …")."""
    text, words = candidate.head.line.text.rstrip(), candidate.head.name.split()
    if fold(words[0]) in _FIRST_PREPOSITIONS and not any(a <= 1 for a, _ in candidate.head.line.strong):
        return True
    return text.endswith(".") and len(words) > 3 and candidate.head.end >= len(text) - 1 and not candidate.texts


def under_a_negative_heading(candidate: Candidate) -> bool:
    """A reading list, an agenda, people …"""
    return candidate.context.verdict < 0 and not candidate.context.weak


def in_a_negative_note(candidate: Candidate) -> bool:
    """The same where only a tag or folder says so: that gives way to the entry's own words."""
    if candidate.context.verdict >= 0 or not candidate.context.weak or candidate.form == "prose":
        return False
    return not (tagged(candidate) or defines(candidate) or names_runner(candidate))


def quoted_or_dated(candidate: Candidate) -> bool:
    """A title in quotes; a task of someone's; a date first, where no funds or calls are listed."""
    head, context = candidate.head, candidate.context
    if candidate.task and head.funder is not None:
        return True  # "[ ] RH: alt texts" is what someone has to do
    if head.quoted and not (context.verdict > 0 and (head.bracketed or defines(candidate))):
        return True
    return head.deadline and (context.verdict <= 0 or context.kind not in ("fund", "call", "programme", ""))


_WORKSHOPS = frozenset("atelier ateliers workshop salon".split())


def _is_a_place_to_work(candidate: Candidate, folded: str) -> bool:
    """Whether an event's word is but the last of a linked name in an announced list: "Digitaal Erfgoed Atelier"."""
    announced = candidate.context.verdict > 0 and not candidate.context.weak and candidate.head.link is not None
    words = folded.split()
    return announced and len(words) > 1 and words[-1] in _WORKSHOPS


_HOUR = regex(r"\W*\d{1,2}\s?[:h]\s?\d\d\b")


def an_event(candidate: Candidate) -> bool:
    """A conference, exhibition, newsletter; in no announced list, a linked name with a day or month behind it."""
    folded = fold(candidate.head.name)
    part = candidate.parent is not None and candidate.parent.entry and candidate.head.link is not None
    if _EVENT.search(folded) and not defines(candidate) and not part and not _is_a_place_to_work(candidate, folded):
        return True
    if _HOUR.match(candidate.head.line.text):
        return True
    if candidate.context.verdict > 0 or candidate.form != "item":
        return False
    behind = candidate.head.line.text[candidate.head.end : candidate.head.rest]
    return _EVENT_DATE.search(behind) is not None and not (defines(candidate) or names_runner(candidate))


_SAID = regex(r"\W{0,3}[«“„\"]")


def a_person(candidate: Candidate) -> bool:
    """A first and last name with a title, an office behind it or a page of a person."""
    head = candidate.head
    if head.link is None and head.name.split()[:1] and head.name.split()[0] in candidate.context.present:
        return True
    if (
        _TITLED.match(head.line.text[head.start : head.start + 40])
        or (head.link is None and _INITIAL.match(head.line.text[head.start :]))
        or (head.link is None and _SHORTENED.match(head.line.text[head.start :]))
        or (head.page is not None and _LINKEDIN.search(head.page.target))
    ):
        return True
    if candidate.form == "note" and any(_OFFICE.match(line.text) for line in candidate.texts[:6]):
        return True
    if (
        head.link is None
        and not _is_listed(candidate)
        and looks_like_a_person(head.name)
        and _SAID.match(head.line.text, head.rest)
    ):
        return True  # "**Lena Berg** (Norvège) : « Petits musées, … »"
    rest = " ".join(fold(head.line.text[head.rest :][:60]).split()[:4])
    return bool(_PERSON.search(rest)) and _PERSON_NAME.fullmatch(head.name) is not None and not defines(candidate)


_INITIALS_DO = regex(r"\W*[A-ZÀ-Þ](?:[a-zà-ÿ]?[A-ZÀ-Þ]){1,2}\s?:\s+\S")
_OF_SOMEONE = regex(r"[A-ZÀ-Þ][a-zà-ÿ]+['’]s [a-z]")


def of_someone(candidate: Candidate) -> bool:
    """What initials are to do ("PB: begroting navragen"), or what is somebody's ("Harriet's slides"): nothing linked."""
    head, text = candidate.head, candidate.head.line.text
    if candidate.form != "item" or head.link is not None or head.bracketed:
        return False
    task = _INITIALS_DO.match(text) is not None and not candidate.fields and not defines(candidate)
    return task or _OF_SOMEONE.match(head.name) is not None


def a_citation(candidate: Candidate) -> bool:
    """A publication by its signs: pages, editors, an interview, a journal's or film's address."""
    head, context = candidate.head, candidate.context
    return context.verdict <= 0 and _is_cited(head) and not (names_runner(candidate) or defines(candidate))


def _is_cited(head: Head) -> bool:
    if head.page is not None and _PRIVATE.search(head.page.target):
        return True
    before = head.line.text[: head.start].rstrip()
    if before and (_AUTHOR.match(before) or (before.endswith(("«", "“", "„", '"')) and re.search(r"\w[,:]", before))):
        return True
    return _CITES.search(head.line.text[head.rest :].lower()) is not None


def a_title_in_italics(candidate: Candidate) -> bool:
    """The title of a work: the whole name in italics, nothing linked, nothing in brackets."""
    head = candidate.head
    emphasised = any(a <= head.start and b >= head.end for a, b in head.line.emphasis)
    if not emphasised or candidate.form == "prose" or names_runner(candidate):
        return False
    return head.link is None and not head.bracketed and head.whole is None


# "Article de presse …", "Interview avec …", "Podcast: …", "Job: …", in their languages.
_ABOUT_SOMETHING = regex(
    r"(?:article|interview|entretien|podcast|billet|blog ?post|communiqu[ée]|reportage|job|vacature|stellenausschreibung|artikel|aufsatz|boek|libro|art[íi]culo|entrevista|offre d['’]emploi)"
    r"(?:\s(?:de|du|des|d['’]|avec|sur|with|on|about|über|zu|mit|over|van|met|sobre|a|con|opening|presse)\b|\s?:|$)",
    re.IGNORECASE,
)


def labelled_otherwise(candidate: Candidate) -> bool:
    """A label says what it is: "Newsletter: [anmelden](…)", "Ansprechpartnerin Digitales: …"."""
    head = candidate.head
    if candidate.form not in ("item", "row"):
        return False
    if candidate.form == "row" or head.link is None or head.link.form == "wiki":
        shown = head.bold or head.page is not None
        return is_negative_name(head.name) and not (shown and names_runner(candidate))
    if _ABOUT_SOMETHING.match(without_article(head.name)) and not head.bracketed:
        return True
    before = fold(head.prefix).split()  # "Conseil des arts du Canada : [Fonds X](…)"
    return not is_funder_name(head.prefix) and any(is_negative(w) and not kind_of_word(w) for w in before)


_OTHER_TYPES = frozenset(
    """
    person personne persona persoon people article artikel articulo artikelen event evenement veranstaltung evento livre book buch
    boek libro lecture exposition ausstellung exhibition podcast video
    """.split()
)


def of_another_type(candidate: Candidate) -> bool:
    """A field or column of type says that it is a person, an article or an event."""
    types = [f for f in candidate.fields if term_of(f) == "type"]
    return any(set(fold(v.text).split()) <= _OTHER_TYPES and v.text.strip() != "" for f in types for v in f.values)


_OURS = regex(r"^\W*(?:notre|nos|our|unsere?[nrsm]?|onze|ons|nuestr[oa]s?)\b", re.IGNORECASE)


def of_our_own(candidate: Candidate) -> bool:
    """What the authors say is theirs: "FileMaker, notre base d'inventaire"."""
    said = (
        candidate.rest.text,
        candidate.head.line.text[candidate.head.start :] if candidate.head.link is None else "",
    )
    return candidate.form == "item" and any(_OURS.match(text) for text in said)


def a_common_noun(candidate: Candidate) -> bool:
    """A noun for many ("Dachverband", "Nouveau site"), not a name: nothing linked, nothing in brackets."""
    head = candidate.head
    if head.link is not None or head.bracketed or candidate.form != "item" or candidate.fields or "-" in head.name:
        return False
    return all(kind_of_word(w) or w in ORGANISATION for w in fold(head.name).split())


_STEP = regex(
    r"(?:phase|[ée]tape|etappe|etapa|fase|tappa|schritt|step|stap|paso|jalon|milestone|meilenstein|mijlpaal|hito|tranche|bilan (?:pr[ée]vu|final|interm[ée]diaire|d['’][ée]tape))\b",
    re.IGNORECASE,
)


def _is_listed(candidate: Candidate) -> bool:
    """Whether a list says that it is one of entries: then a name may be like that of a step, a person or an account."""
    return candidate.context.verdict > 0 and not candidate.context.weak


def a_step(candidate: Candidate) -> bool:
    """A step of something ("Phase pilote (2021)"), where no parts are listed and nothing is linked."""
    head = candidate.head
    if head.link is not None or head.page is not None or candidate.context.parts or _is_listed(candidate):
        return False
    return _STEP.match(head.name) is not None


_ACCOUNT = regex(
    r"^https?://(?:\w+\.)?(?:instagram|facebook|tiktok|twitter|x|pinterest|threads)\.(?:com|net)/[^/]+/?(?:\?.*)?$",
    re.IGNORECASE,
)
_EXAMPLE = regex(r"(?:exemples?|examples?|beispiele?|voorbeeld(?:en)?|ejemplos?|esempio?i?)\s")


def an_account(candidate: Candidate) -> bool:
    """Whose account on a social network is shown, where nothing says what it is."""
    page = candidate.head.page
    if page is None or _is_listed(candidate) or _ACCOUNT.match(page.target) is None:
        return False
    return not (defines(candidate) or names_runner(candidate))


def a_mere_example(candidate: Candidate) -> bool:
    """A link that says that it is an example of something ("exemple du Prado")."""
    return _EXAMPLE.match(candidate.head.name) is not None and not (defines(candidate) or names_runner(candidate))


def a_part_of_a_page(candidate: Candidate) -> bool:
    """The frame of a page that was copied: "Home", "À propos"."""
    return not candidate.head.bracketed and is_navigation(fold(candidate.head.name))


# Those that cost least come first: most of what a note holds is a sentence, and nothing more is asked of it.
VETOES: tuple[Callable[[Candidate], bool], ...] = (
    under_a_negative_heading, reads_like_a_sentence, quoted_or_dated, a_title_in_italics, of_another_type, of_our_own, labelled_otherwise, a_common_noun, a_step, an_account, a_mere_example, a_part_of_a_page, of_someone, a_person, an_event, a_citation, in_a_negative_note,
)  # fmt: skip
