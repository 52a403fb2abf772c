"""Which term a field's key stands for, in five languages."""

from __future__ import annotations

import re

from kg.model.folding import fold
from kg.model.note import Field, Line

_NAMES = {
    "name": "name nom titre title titel bezeichnung naam nombre titulo projet project projekt programme programm programma programa initiative "
    "initiatief iniciativa proyecto outil tool plateforme plattform platform dispositif intitule denomination nom du projet fonds fund grant "
    "organisation organisme institution reseau network netzwerk werkzeug herramienta forderprogramm ressource angebot",
    "country": "country pays land pais paese countries lander lieu location place ort plaats lugar region regions canton kanton province bundesland "
    "localisation territoire standort etat state provincie",
    "start": "start debut beginn begin inicio inizio start date date de debut startdatum annee de debut start year creation gegrundet lance lancement launched launch founded since depuis seit sinds desde annee de creation anfang fondation startjahr startjaar fecha de inicio",
    "end": "end fin ende einde final end date date de fin enddatum annee de fin end year cloture closed ferme einddatum eindjaar fecha de fin bis tot until jusqu en",
    "period": "period periode periodo dates date years annees annee year jahr jahre duree laufzeit zeitraum looptijd duration jaar jaren anos ano",
    "url": "url site lien link website webseite web page homepage site web sitio web internet adresse enlace site internet pagina webpagina",
    "funder": "funder funding financement financeur financeurs finance par funded by forderung forderer gefordert durch gefordert von finanzierung finanziert von finanziert durch subsidie subsidiegever "
    "financiering financier gefinancierd door financiacion financiador financiado por bailleur bailleur de fonds geldgeber forderin funders mittelgeber subventionne par financiere par",
    "led_by": "led by porte par porteur porteuse trager tragerin tragerschaft run by leader lead responsable operateur organisateur betreiber anbieter "
    "leitung coordinateur coordination trekker uitvoerder coordinador ledby made by maker editeur entwickelt von developpe par developed by developer organisation porteuse institution porteuse mene par coordinator initiatiefnemer impulsado por herausgeber getragen von uitgevoerd door ontwikkeld door organizador promotor",
    "target_size": "target size taille taille des musees target museum size museumsgrosse grosse omvang tamano public cible museums for zielgroesse zielgruppe size pour doelgroep publico taille de musee taille cible target sizes museum size grootte",
    "part_of": "part of fait partie de teil von onderdeel van parte de parent partie de programme parent programme cadre rahmenprogramm forma parte de gehort zu",
    "status": "status statut etat du projet estado stand",
    "type": "type typ kind genre art categorie type de fiche tipo soort",
    "description": "description beschreibung beschrijving descripcion resume summary abstract note notes remarque bemerkung omschrijving",
    "alias": "alias aliases autre nom autres noms acronyme acronym abkurzung afkorting sigle siglas",
    "same_as": "same as sameas identique a gleich",
    "wikidata": "wikidata wikidata id qid",
    "tags": "tags tag mots cles schlagworter trefwoorden etiquetas keywords",
    "language": "lang langue language sprache taal idioma",
}
_TABLE: dict[str, str] = {}
for _name, _words in _NAMES.items():
    _tokens = _words.split()
    for _size in (1, 2, 3, 4):
        for _i in range(len(_tokens) - _size + 1):
            _phrase = " ".join(_tokens[_i : _i + _size])
            if _size == 1 and _phrase in {
                "de",
                "du",
                "by",
                "of",
                "par",
                "a",
                "des",
                "von",
                "van",
                "le",
                "for",
                "lance",
                "en",
                "as",
                "projet du",
                "est",
                "id",
                "por",
                "door",
                "durch",
                "cible",
                "parent",
            }:
                continue
            if _phrase not in _TABLE or _size > 1:
                _TABLE.setdefault(_phrase, _name)
_EXACT = {"date de debut": "start", "date de fin": "end", "start date": "start", "end date": "end", "site web": "url", "part of": "part_of",
          "programme": "name", "status": "status", "kategorie": "type", "stand": "status", "organisation porteuse": "led_by", "target": "target_size"}  # fmt: skip
_INLINE = re.compile(r"(?P<open>[\[(])?(?P<key>[^\W\d_][\w .\-’']{0,40}?)\s?::\s*")
_PLAIN = re.compile(r"^(?P<key>[^\W\d_][\w .\-’'/]{0,30}?)[ \u00a0\u202f]?:[ \u00a0\u202f]+(?=\S)")


def property_of(key: str) -> str | None:
    """The term that a key or a table's header stands for, or None."""
    folded = fold(key)
    if folded in _EXACT:
        return _EXACT[folded]
    return _TABLE.get(folded)


def inline(line: Line) -> tuple[tuple[Field, ...], int | None]:
    """The `key:: value` fields of a line and where they begin; `[key:: value]` may stand anywhere."""
    if "::" not in line.text:
        return (), None
    found: list[Field] = []
    first: int | None = None
    position = 0
    while (match := _INLINE.search(line.text, position)) is not None:
        opening = match.group("open")
        if opening is None and first is None and line.text[: match.start()].strip(" \t-*"):
            position = match.end()
            continue
        end = _closing(line.text, match.end(), opening)
        value = line.cut(match.end(), end)
        key = property_of(match.group("key")) or fold(match.group("key"))
        found.append(
            Field(key=key, values=(value,) if value.text else (), span=line.span(match.start("key"), match.end("key")))
        )
        first = match.start() if first is None else first
        position = end + 1
    return tuple(found), first


def plain(line: Line) -> Field | None:
    """The field of a `Key: value` line when the key is one we know."""
    match = _PLAIN.match(line.text)
    known = property_of(match.group("key")) if match else None
    if match is None or known is None:
        return None
    return Field(key=known, values=(line.cut(match.end()),), span=line.span(0, match.end("key")))


def _closing(text: str, start: int, opening: str | None) -> int:
    if opening is None:
        return len(text)
    closing = "]" if opening == "[" else ")"
    depth = 1
    for index in range(start, len(text)):
        depth += (text[index] == opening) - (text[index] == closing)
        if depth == 0:
            return index
    return len(text)
