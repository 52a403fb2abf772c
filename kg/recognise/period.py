"""When it ran: `schema:startDate`, `schema:endDate`, `mxtd:status`.

The grammar is ours, for years and the forms around them that notes use in five languages; the
result is EDTF level 0 (https://www.loc.gov/standards/datetime/).
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from functools import lru_cache

from kg.model.folding import fold_same
from kg.model.record import record, replace
from kg.model.regex import regex


@record
class Period:
    """A start, an end (each EDTF or empty) and a status (`active`, `closed`, `planned` or empty)."""

    start: str = ""
    end: str = ""
    status: str = ""


_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "janvier january januar janner januari enero gennaio jan",
            "fevrier february februar februari febrero febbraio feb fevr",
            "mars march marz maerz maart marzo mar",
            "avril april avr apr abril aprile",
            "mai may mei mayo maggio",
            "juin june juni jun junio giugno",
            "juillet july juli jul julio luglio juil",
            "aout august augustus aug agosto",
            "septembre september sept sep septiembre settembre",
            "octobre october oktober okt oct octubre ottobre",
            "novembre november nov noviembre",
            "decembre december dezember dez dec diciembre dicembre",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DAY = r"(?:\d{1,2}(?:er|st|nd|rd|th|\.)?\s+(?:de\s+)?)?"
_DATE = rf"(?:(?:{_DAY}(?:{_MONTH})\.?,?\s+(?:de\s+|del\s+)?)?(?:19|20)\d\d|\d{{1,2}}[./]\d{{1,2}}[./](?:19|20)\d\d|(?:19|20)\d\d-\d\d(?:-\d\d)?|\d{{1,2}}[./](?:19|20)\d\d)"
_DASH = r"\s*(?:[-–—−/]|->|→|t/m|\ba\b|\bau\b|\bto\b|\bbis\b|\btot\b|\bund\b|\bhasta\b|\buntil\b|\bet\b|\band\b|\ben\b|\by\b|\bal?\b|\bjusqu'(?:a|en)\b|\btill?\b)\s*"
_SINCE = r"(?:depuis|dep\.|s\.|des|a partir de|since|seit|ab|sinds|vanaf|desde|dal|from|lancee?s? en|lancement|creee?s? en|cree en|debut|start(?:ed)?|launched(?: in)?|gestartet|gegrundet|fondee?s? en|founded(?: in)?|established(?: in)?|opgericht in|gestart in|creado en|creada en|lanzado en|lanzada en|fundado en|fundada en|lancie?rt|aufgebaut seit|est\.?|en ligne depuis|online since|online seit|actif depuis|active since|active depuis|aktiv seit|ouverte? (?:depuis|en)|eroffnet|en cours depuis|laufend seit|ongoing since|lopend sinds|actief sinds|activo desde|activa desde|in betrieb seit|existe depuis)"
_CLOSED = r"(?:fermee?s?|closed|ended|geschlossen|beendet|eingestellt|abgeschlossen|abgelaufen|ausgelaufen|gesloten|gestopt|afgerond|afgesloten|cerrad[oa]|chius[oaie]|terminat[oaie]|conclus[oaie]|finalizad[oa]|terminee?s?|acheve[es]?|arretee?s?|finished|discontinued|shut down|clos|close|afgelopen|stopgezet|inactive?|inaktiv|terminad[oa]|hors ligne|offline|supprimee?)"
_AT = r"(?:\s*(?:depuis|en|nel|dal|since|in|seit|sinds|desde|op|le|am|on|im|fin|ende|end of|des|:))*\s+"
_UNTIL = r"(?:jusqu'en|jusqu'a|until|till|bis|tot|hasta|jusqu'au|fino al|up to|fin|ended|ends?)"
_NOW = r"(?:aujourd'hui|present|heute|heden|nu|hoy|ce jour|today|now|en cours|ongoing|laufend|\.{1,3}|actualidad|maintenant|actualite)"
_PREFIX = r"(?:de|von|from|van|in|en|im|entre|between|zwischen|period[eo]?|periode|dates?|annees?|years?|jahr|laufzeit|projektlaufzeit|duree|looptijd|:|ca\.?|env\.?|vers)"

_RANGE = regex(rf"^(?:{_PREFIX}\s*)*({_DATE}){_DASH}({_DATE})$")
_SHORT = regex(r"^((?:19|20)\d\d)\s*[-–—/]\s*'?(\d\d)$")
_OPEN = regex(rf"^(?:{_PREFIX}\s*)*({_DATE})(?:{_DASH}(?:{_NOW})?|\s?ff)$")  # "2016 ff."
_FROM = regex(rf"^{_SINCE}\s*:?\s*(?:en |in |le |im |am )?({_DATE})$")
_FROM_TO = regex(rf"^{_SINCE}\s*({_DATE}),?\s*(?:et |and |und |,)?\s*(?:{_CLOSED}|{_UNTIL}){_AT}?\s*({_DATE})$")
_END = regex(rf"^(?:{_CLOSED}){_AT}({_DATE})$")
_TILL = regex(rf"^{_UNTIL}\s+({_DATE})$")
_ONE = regex(rf"^(?:(?:{_PREFIX})\s+)*({_DATE})$")
_DONE = regex(rf"^{_CLOSED}$")
_ACTIVE = r"(?:en cours|ongoing|running|in progress|laufend|lauft|lopend|loopt|en curso|en marcha|vigente|in corso|actif|active|aktiv|activ[oa]|actief|attiv[oa])"
_RUNNING = regex(rf"^{_ACTIVE}$")
_COMING = r"(?:prevue?|planned|geplant|gepland|previst[oa]|a venir|upcoming|en preparation|in vorbereitung|in planung|in voorbereiding)"
_PLANNED = regex(rf"^{_COMING}(?:\s+(?:pour|en|for|fur|voor|para|in|ab)\s*({_DATE})|\s+({_DATE}))?$")
SIGN = regex(rf"\d|\b(?:{_CLOSED}|{_ACTIVE}|{_COMING})\b")  # without one folded text says no period
# In running text: a word of time, then the date (or the other way round). Years before 1985 are history, no period.
_LOOSE = r"(?:(?:\d{1,2}(?:er|\.|st|nd|rd|th)?\s+)?(?:(?:" + _MONTH + r")\.?\s+(?:de\s+)?)?(?:19[89]|20\d)\d)"
_PART = r"(?:(?:le|im|in|en|den|au|el|op|de|het|l'ete|ete|printemps|automne|hiver|spring|summer|autumn|herbst|sommer|fruhjahr|winter|najaar|voorjaar|otono|primavera|debut|fin|mi-|mitte|anfang|ende|early|late|mid-?|the end of|eind|begin|halverwege|medio|finales de|principios de)\s*)*"
_BEGAN = (
    r"(?:lancee?s?|creee?s?|cree|fondee?s?|demarree?s?|debute\w*|initiee?s?|inauguree?s?|ouverte?s?|nee? en|launched|started|created|founded|established|opened|begun|set up|"
    r"gestartet|gegrundet|lanciert|aufgelegt|aufgebaut|eroffnet|begonnen|ins leben gerufen|gelanceerd|gestart|opgericht|opgezet|begonnen|geopend|lanzad[oa]s?|cread[oa]s?|"
    r"fundad[oa]s?|iniciad[oa]s?|inaugurad[oa]s?|nacid[oa]|nacio|nee?|ne|began|begann|startete|lanzo|se lanzo|arranco|abrio|ouvrit|ouvert|opende|offnete|entstand|entstanden|ontstond|live|empezo|comenzo|puest[oa] en marcha|erstmals|lance\w*)"
)
_OVER = (
    r"(?:a (?:ete )?ferme\w*|fermee?s?|terminee?s?|achevee?s?|arretee?s?|s'est (?:arretee?|terminee?)|clos|closed(?: down)?|shut down|ended|finished|discontinued|gone|wound up|"
    r"geschlossen|eingestellt|beendet|abgeschlossen|ausgelaufen|endete|vom netz|offline|abgeschaltet|switched off|taken offline|gesloten|gestopt|beeindigd|afgelopen|stopgezet|stopte|cerrad[oa]|cerro|finalizad[oa]|finalizo|terminad[oa]|termino|acabo)"
)
_RUNS = r"(?:ran|runs|running|run|lief|lauft|laufend|gelaufen|en cours|actif|active|dure|durait|durera|liep|loopt|lopend|aktiv|duro|dura|vigente|mene|menee|gefordert|geoffnet)"
_RANGE_WORD = r"\s*(?:t/m|-|–|—|−|→|->|\ba\b|\bau\b|\bto\b|\bbis\b|\btot\b|\bund\b|\bhasta\b|\buntil\b|\bet\b|\band\b|\ben\b|\by\b|\bal\b)\s*"
_FROM_WORD = (
    r"(?:duree? de|de|du|depuis|from|von|van|entre|between|zwischen|tussen|desde|del|in|lief|ran|laufzeit|gelaufen)"
)
_IN_TEXT: tuple[tuple[re.Pattern[str], Callable[..., Period]], ...] = (
    (regex(rf"\b(?:{_RUNS}\s+)?{_FROM_WORD}\s+{_PART}({_LOOSE}){_RANGE_WORD}{_PART}({_LOOSE})\b"), lambda a, b: Period(start=a, end=b)),
    (regex(rf"(?:^|[,;:.(]\s*|\s[–—-]\s|\b(?:jahre|years|annees|anos|jaren|fur|for|pour)\s|\b{_RUNS}\s)({_LOOSE})\s*(?:[-–—→]|to|bis|a|tot)\s*({_LOOSE})(?=\s*(?:$|[,;.)!]|\s[–—-]\s))"), lambda a, b: Period(start=a, end=b)),
    (regex(rf"\b{_OVER}\b[^.;:!?,]{{0,40}}?\s{_PART}(?:depuis |since |seit |sinds |desde )?({_LOOSE})\b"), lambda a: Period(end=a, status="closed")),
    (regex(rf"(?:\b(?:seit|depuis|since|sinds|desde|mitte|fin|ende|eind|in|en|im|wurde|wird|werd|fue)\s+|\A\s*|[,;(]\s*){_PART}({_LOOSE})\s+(?:\w+\s+){{0,2}}{_OVER}\b"), lambda a: Period(end=a, status="closed")),
    (regex(rf"\b(?:ging|went|site|seite)\s+(?:\w+\s)?({_LOOSE})\s+(?:vom netz|offline|down)\b"), lambda a: Period(end=a, status="closed")),
    (regex(rf"\b{_RUNS}\s+(?:\w+\s+)?(?:until|till|bis|jusqu'en|jusqu'a|tot|hasta)\s+{_PART}({_LOOSE})\b"), lambda a: Period(end=a)),
    (regex(rf"\b(?:{_SINCE})\s+{_PART}({_LOOSE})\b"), lambda a: Period(start=a)),
    (regex(rf"\b{_BEGAN}\b[^.;:!?,()]{{0,60}}?\s(?:(?:en|in|im|im jahr|im jahre|op|dans|au|desde)\s+{_PART}|{_PART})({_LOOSE})\b"), lambda a: Period(start=a)),
    (regex(rf"(?:\b(?:en|in|im|im jahr|im jahre|portal|plattform)\s|\A|[,;(]\s*)\s*{_PART}({_LOOSE})\s+(?:(?:door|von|vom|par|by|por)\s+[^.;:!?,()]{{3,50}}\s)?{_BEGAN}\b"), lambda a: Period(start=a)),
    (regex(rf"\A\W*(?:en|in|im)\s+{_PART}({_LOOSE}),?\s[^.;:!?()]{{0,60}}?\b{_BEGAN}\b"), lambda a: Period(start=a)),
    (regex(rf"\b(?:wurde|werd|fue|a ete|was|ist|die|das|der)\s+(?:\w+\s+)?(?:erstmals\s+)?({_LOOSE})\s+(?:[\w-]+\s+){{0,6}}{_BEGAN}\b"), lambda a: Period(start=a)),
)  # fmt: skip
_HINTS = regex(r"(?:19[89]|20\d)\d")


_LONGEST = 400  # characters of a text that may be a period, blanks counted


@lru_cache(maxsize=16384)
def period_of(text: str) -> Period | None:
    """The period that the whole of `text` says, or None when it says none or one that cannot be."""
    plain = " ".join(fold_same(text.strip().strip("()[]").rstrip(".,;")).split()) if len(text) < _LONGEST else ""
    if not plain or len(plain) > 60:
        return None
    if "(" in plain and (noted := _NOTED.fullmatch(plain)) is not None:  # "2012 – 2018 (closed)"
        when, how = period_of(noted[1]), period_of(noted[2])
        return replace(when, status=how.status) if when is not None and how is not None and how.status else None
    if (short := _SHORT.match(plain)) and int(short[2]) > int(short[1][2:]) and int(short[2]) != 0:
        return _valid(Period(start=short[1], end=short[1][:2] + short[2]))
    for pattern, build in _FORMS if _DIGIT.search(plain) else _WORDED:
        match = pattern.match(plain)
        if match is not None:
            said = _valid(build(*(_edtf(g) if g else "" for g in match.groups())))
            ended = said is not None and pattern is _FROM_TO and re.search(_CLOSED, plain) is not None
            return replace(said, status="closed") if said is not None and ended else said
    return None


_NOTED = regex(r"(.*\d)\s*\(([^()]+)\)?")
_FORMS: tuple[tuple[re.Pattern[str], Callable[..., Period]], ...] = (
    (_RANGE, lambda a, b: Period(start=a, end=b)),
    (_FROM_TO, lambda a, b: Period(start=a, end=b)),
    (_FROM, lambda a: Period(start=a)),
    (_OPEN, lambda a: Period(start=a)),
    (_END, lambda a: Period(end=a, status="closed")),
    (_TILL, lambda a: Period(end=a)),
    (_ONE, lambda a: Period(start=a)),
    (_DONE, lambda: Period(status="closed")),
    (_RUNNING, lambda: Period(status="active")),
    (_PLANNED, lambda a="", b="": Period(start=a or b, status="planned")),
)
_WORDED = tuple(form for form in _FORMS if form[0] in (_DONE, _RUNNING, _PLANNED))  # those that need no date
_DIGIT = regex(r"\d")


_YEAR = regex(r"\b(?:19|20)\d\d\b")


def looks_like_a_date(text: str) -> bool:
    """Whether a piece holds a year or a word of time, so that not understanding it is worth saying."""
    return _YEAR.search(text) is not None


def periods_in(text: str) -> list[tuple[int, int, Period]]:
    """What running text says about start and end ("a fermé son site en 2020", "depuis 2019"), as (start, end, Period)."""
    if not _HINTS.search(text):
        return []
    plain = fold_same(text)
    found: list[tuple[int, int, Period]] = []
    refused: list[tuple[int, int]] = []
    for pattern, build in _IN_TEXT:
        for match in pattern.finditer(plain):
            dates = [_edtf(g) for g in match.groups()]
            when = _valid(build(*dates)) if all(dates) else None
            if when is None and len(dates) > 1:
                refused.append((match.start(), match.end()))  # "from 2019 to 2016" says neither
            elif (
                when is not None
                and not _covered(match, found)
                and not any(match.start() < b and match.end() > a for a, b in refused)
            ):
                found.append((match.start(), match.end(), when))
    return found


def _covered(match: re.Match[str], found: list[tuple[int, int, Period]]) -> bool:
    return any(match.start() < end and match.end() > start for start, end, _ in found)


_WORDED_DATE = regex(rf"(?:(\d{{1,2}})\D*?\s+(?:de\s+)?)?({_MONTH})\.?,?\s+(?:del?\s+)?(\d{{4}})")


_NUMERIC = regex(r"(?:(\d{1,2})[./])?(\d{1,2})[./](\d{4})")


_EDTF = regex(r"\d{4}(-\d\d){0,2}")


def _edtf(text: str) -> str:
    """One written date in EDTF, or empty when no such day is in the calendar."""
    text = text.strip().rstrip(",")
    if _EDTF.fullmatch(text):
        year, month, day = (*map(int, text.split("-")), 0, 0)[:3]
    elif numeric := _NUMERIC.fullmatch(text):
        day, month, year = int(numeric[1] or 0), int(numeric[2]), int(numeric[3])
        if not month or (numeric[1] and not day):
            return ""  # no such month or day
    elif worded := _WORDED_DATE.fullmatch(text):
        day, month, year = int(worded[1] or 0), _MONTHS[worded[2]], int(worded[3])
    else:
        return text[-4:] if text[-4:].isdigit() else ""
    try:
        datetime.date(year, month or 1, day or 1)
    except ValueError:
        return ""
    return f"{year:04}" + (f"-{month:02}" if month else "") + (f"-{day:02}" if month and day else "")


def _valid(period: Period) -> Period | None:
    if period.start and period.end and period.start[:4] > period.end[:4]:
        return None
    if not (period.start or period.end or period.status):
        return None
    return period
