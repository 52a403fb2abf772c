"""Fields: `key:: value`, `Key: value`, lists and two-column tables of them; which term a key stands for, in five languages."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.model.folding import fold
from kg.model.note import LONGEST, Block, Field, Items, Line, Table, unwrap
from kg.model.regex import regex
from kg.recognise.phrases import PHRASES
from kg.recognise.words import is_kind

# Term → keys and table headers, folded, divided by commas.
_NAMES = {
    "name": "how is it called, comment ca s appelle, como se llama, come si chiama, wie heisst es, hoe heet het, what is it called, iniziativa, progetti, strumento, piattaforma, rete, bando, name, nom, titre, title, titel, bezeichnung, naam, nombre, titulo, nome, titolo, project, projet, projekt, proyecto, progetto, programme, program, "
    "programm, programma, programa, initiative, initiatief, iniciativa, outil, tool, werkzeug, herramienta, hulpmiddel, plateforme, platform, plattform, plataforma, "
    "dispositif, scheme, intitule, denomination, nom du projet, project name, projektname, nom de l initiative, fonds, fund, grant, call, appel, appel a projets, convocatoria, ayuda, "
    "aide, subvention, subsidie, regeling, forderprogramm, forderung name, reseau, network, netzwerk, "
    "netwerk, red, ressource, resource, recurso, angebot, service, dienst, servicio, portail, portal, what, quoi, was, wat, que, entry, eintrag, formation, massnahme, item, element",
    "country": "regione, regioni, comune, citta, dove, paesi coinvolti, cantone, ambito geografico, sede, in welchem land, dans quel pays, country, countries, pays, land, lander, landen, pais, paises, paese, paesi, region, regions, regio, regiones, canton, cantons, kanton, kantone, province, provinces, provincie, "
    "provincia, bundesland, state, staat, etat, estado, comunidad autonoma, comunidad, ccaa, place, places, lieu, lieux, ort, plaats, lugar, luogo, location, locations, localisation, where, "
    "ou, wo, waar, donde, territoire, territory, territorio, standort, sitz, ville, city, stadt, stad, ciudad, scope, perimetre, portee, reichweite, geltungsbereich, bereik, alcance, ambito, area, "
    "zone, zona, geographic scope, gebiet, raum, country region, nation, couverture, coverage, raumlicher bezug, based in, werkgebied, gebied, regio s, ambito geografico",
    "start": "online since, online seit, en ligne depuis, online sinds, en linea desde, online dal, attiva dal, dal, data di inizio, anno di inizio, avvio, open since, ouvert depuis, offen seit, geoffnet seit, open sinds, abierto desde, aperto dal, attivo dal, active since, start, seit wann, running since, since when, lauft seit, laufend seit, en cours depuis, loopt sinds, en marcha desde, depuis quand, since when, sinds wanneer, desde cuando, starts, started, start date, start year, startdate, startdatum, startjahr, startjaar, beginn, begin, begindatum, debut, date de debut, annee de debut, inicio, fecha de inicio, "
    "ano de inicio, inizio, from, since, von, ab, seit, depuis, sinds, vanaf, desde, dal, gestartet, gestart, lance, lance en, lancement, launch, launched, launch date, launch year, creation, cree, cree en, "
    "date de creation, annee de creation, founded, foundation year, fondation, fonde, fonde en, fondee en, gegrundet, grundung, grundungsjahr, opgericht, oprichting, fundado, fundacion ano, anfang, "
    "ano, year started, established, opening, ouverture, online seit, en ligne depuis, annee de lancement, lanzamiento",
    "end": "al, data di fine, fino al, chiusura, open until, offen bis, ouvert jusqu en, end, ends, ended, end date, end year, enddate, enddatum, endjahr, eindjaar, einddatum, ende, einde, eind, fin, date de fin, annee de fin, fecha de fin, fine, until, till, to, bis, tot, "
    "jusqu en, jusqu a, jusque, hasta, cloture, closed, closed in, ferme, ferme en, fermeture, geschlossen, beendet, gesloten, cerrado, final, abschluss, slot",
    "period": "periodo, durata, quando, anni di attivita, period, de a, du au, from to, von bis, van tot, desde hasta, debut fin, periode, periods, periodo, dates, date, date s, years, year, annees, annee, jahr, jahre, jaar, jaren, anos, anno, anni, duree, duration, laufzeit, projektlaufzeit, zeitraum, "
    "looptijd, duur, duracion, durata, running, runs, temporalite, when, quand, wann, wanneer, cuando, vigencia, plazo de ejecucion, duree du projet, timeframe, tijd, active",
    "url": "sito internet, collegamento, indirizzo web, netz, mehr dazu, en savoir plus, more info, more information, meer info, mas informacion, per saperne di piu, wo nachsehen, ou trouver, url, see it, apply, how to apply, apply here, candidater, postuler, inscription, bewerbung, antrag, aanvragen, aanmelden, solicitar, solicitud, inscripcion, site, sites, site web, site internet, site officiel, website, webseite, web, webpage, web page, page, page web, homepage, home page, lien, liens, link, links, lien web, enlace, "
    "sitio, sitio web, pagina, pagina web, web site, adresse, adres, adresse web, webadresse, internet, internetseite, webpagina, webstek, sito, sito web, uri, www, adresse internet, official site, source url",
    "funder": "lo financia, lo paga, lo finanzia, quien pone la plata, quien pone el dinero, quien lo paga, qui met l argent, wer gibt das geld, wer bezahlt, wer bezahlt das, wie betaalt het, chi paga, chi finanzia, finanziatori, finanziato dalla, sostenuto da, con il sostegno di, funder, qui paie, qui soutient, paie, finance, zahlt, who pays, money from, argent de, geld von, geld van, dinero de, funders, funding, qui finance, payeur, payeurs, zahler, betaler, pagador, who funds, wer fordert, wer zahlt, wie betaalt, quien financia, fordergeber, fordergeberin, funded by, funding body, funding source, financement, financements, finance par, financee par, finances par, financeur, financeurs, bailleur, bailleurs, "
    "bailleur de fonds, soutien, soutiens, soutenu par, subventionne par, avec le soutien de, forderung, forderer, fordergeber, forderin, fordermittelgeber, mittelgeber, gefordert von, gefordert durch, "
    "finanzierung, finanziert von, finanziert durch, geldgeber, financiering, financier, financiers, gefinancierd door, subsidie door, subsidiegever, subsidient, met steun van, steun, financiacion, financiador, "
    "financiado por, financiadora, financia, financiada por, apoyo, apoyado por, finanziatore, finanziamento, finanziato da, sponsor, sponsors, supported by, support, backer, paid by, donor, mecene, mecenes, "
    "kostentrager, geld, argent, money, dinero, unterstutzt von, unterstutzt durch, grant maker, grantmaker, patrocinador, programme de financement, forderprogramm eu",
    "led_by": "lo gestiona, lo organiza, lo lleva, lo gestisce, chi gestisce, gere par qui, betrieben von wem, capofila, promotore, gestore, promosso dalla, gestito dalla, chi lo fa, chi lo gestisce, responsabile del progetto, ente gestore, ente capofila, led by, par qui, by whom, von wem, durch wen, door wie, por quien, wer steckt dahinter, wer steht dahinter, qui est derriere, who is behind it, who is behind, wie zit erachter, wie zit er achter, quien esta detras, qui porte, qui pilote, qui gere, porte, wer tragt, wer macht, wie trekt, who leads, quien lleva, chi, ledby, lead, lead organisation, lead organization, lead partner, leader, leaders, lead body, run by, runby, runner, operator, operated by, host, hosted by, organiser, organizer, organised by, "
    "managed by, coordinator, coordination, coordinated by, made by, maker, makers, developer, developed by, created by, creator, provider, provided by, publisher, delivered by, delivery partner, who, by, "
    "porteur, porteurs, porteuse, porte par, portee par, portage, structure porteuse, organisation porteuse, organisme porteur, institution porteuse, institution responsable, mene par, menee par, pilote, "
    "pilote par, pilotage, pilotee par, operateur, organisateur, organise par, coordinateur, coordinatrice, coordonne par, developpe par, developpee par, cree par, creee par, gere par, geree par, gestionnaire, editeur, "
    "chef de file, maitre d ouvrage, qui, par, initiateur, trager, tragerin, tragerschaft, projekttrager, verantwortlich, getragen von, betreiber, betreiberin, betrieben von, "
    "federfuhrung, koordination, koordinator, entwickelt von, herausgeber, herausgeberin, anbieter, anbieterin, veranstalter, durchfuhrung, umsetzung, wer, trekker, trekkers, penvoerder, uitvoerder, uitgevoerd door, "
    "initiatiefnemer, initiatiefnemers, ontwikkeld door, beheerder, beheer, organisator, aanbieder, coordinatie, wie, door, impulsado por, impulsa, promotor, promotora, promueve, promovido por, lidera, liderado por, "
    "entidad, entidad promotora, organiza, organizador, organizadora, coordina, coordinador, coordinadora, desarrollado por, gestiona, gestor, gestionado por, quien, convoca, convocante, entidad convocante, wer macht das, ente, ente promotore, promosso da, gestito da",
    "organisation": "organisation, organization, organisme, organizacion, organisatie, institution, organizzazione, verein, verband, association, instelling, institucion",
    "partners": "partners, partner, partenaires, partenaire, socios, consortium, konsortium, partner countries, pays partenaires, participating countries, partnerlander, partnerlanden",
    "responsible": "owner, eigenaar, proprietaire, responsable, responsables, leitung, projektleitung, verantwortlich, ansprechperson, contactpersoon, referente, projectleider, project lead, project leader, project manager, chef de projet",
    "target_size": "para museos, pour musees, pour quels musees, fur museen, fur welche museen, for museums, for which museums, voor musea, voor welke musea, per musei, destinatari, pubblico, a chi si rivolge, per chi, per chi e, rivolto a, dimensioni, museos destinatarios, taille visee des musees, target size, target sizes, size, sizes, museum size, museum sizes, target, targets, target group, target audience, audience, taille visee, tailles visees, musees vises, public vise, zielgrosse, for, for whom, who for, who is it for, who it is for, who can apply, c est pour qui, a qui s adresse, an wen richtet es sich, voor wie is het, para quien es, taille, tailles, taille cible, taille des musees, taille de musee, taille du musee, "
    "cible, cibles, public, public cible, publics, pour, pour qui, destinataires, beneficiaires, grosse, groesse, museumsgrosse, hausgrosse, zielgruppe, zielgruppen, fur, fur wen, zielgrosse, "
    "omvang, grootte, museumgrootte, doelgroep, doelgroepen, voor, voor wie, tamano, tamano de museo, tamano del museo, publico, destinatarios, dirigido a, para, para quien, dimensione, eligible, eligibility",
    "part_of": "parte di, parte del, nell ambito di, rientra in, part of, partof, belongs to, parent, parent project, parent programme, programme parent, projet parent, within, under, strand of, fait partie de, partie de, partie du, dans le cadre de, cadre, "
    "programme cadre, rattache a, integre a, inclus dans, teil von, teilprojekt von, gehort zu, rahmen, rahmenprogramm, dachprojekt, ubergeordnet, ubergeordnetes projekt, onderdeel van, deel van, hoort bij, valt onder, "
    "parte de, forma parte de, pertenece a, dentro de, marco, umbrella, fa parte di",
    "status": "stato, status, statut, etat du projet, estado, stand, etat actuel, state of project, situacion, stato, actif, current status, situation",
    "type": "genre, tipologia, type, types, typ, kind, kinds, genre, art, categorie, categories, category, kategorie, kategorien, type de fiche, type de projet, tipo, tipo de ficha, soort, categoria, nature, class, klasse",
    "description": "detail, detalle, detalles, dettaglio, dettagli, info, information, informations, informationen, informatie, informacion, informazioni, presentation, cosa fa, what is it, c est quoi, was ist es, was ist das, que es, cos e, che cos e, description, comentario, comentarios, kommentar, kommentare, hinweis, hinweise, bijzonderheden, beschreibung, beschrijving, descripcion, descrizione, resume, summary, abstract, about, note, notes, notities, notiz, notizen, remarque, remarques, commentaire, commentaires, "
    "comment, comments, bemerkung, bemerkungen, anmerkung, anmerkungen, opmerking, opmerkingen, omschrijving, kurzbeschreibung, inhalt, contenu, content, objectif, objectifs, but, goal, aim, "
    "ziel, ziele, doel, objetivo, objetivos, notas, nota, resumen, wat is het, en bref, in short, details, infos",
    "alias": "alias, aliases, aka, autre nom, autres noms, aussi appele, other name, other names, also known as, acronyme, acronym, sigle, short name, nom court, abkurzung, kurzel, kurzname, kurzform, "
    "auch, afkorting, ook bekend als, siglas, sigla, otro nombre, acronimo, nom complet, full name, langname, voller name, volledige naam, nombre completo",
    "same_as": "same as, sameas, identique a, gleich, zelfde als, igual a, exact match",
    "wikidata": "wikidata, wikidata id, qid, wikidata qid",
    "europeana": "europeana, europeana id",
    "geonames": "geonames, geonames id, geoname, geonameid",
    "tags": "tags, tag, mots cles, mots clefs, keywords, schlagworter, schlagworte, stichworter, trefwoorden, etiquetas, palabras clave, themes, theme, thema, themen, themas, temas, tema",
    "language": "lang, langue, language, sprache, taal, idioma",
}  # fmt: skip
_TABLE = {key.replace(" ", ""): name for name, keys in reversed(_NAMES.items()) for key in keys.split(", ")}
_INLINE = regex(r"(?P<open>[\[(])?(?P<key>[^\W\d_][\w .\-’']{0,40}?)\s?::\s*")
_KEYED = regex(r"^[^\W\d_][\w .\-’'/]{0,30}?[ \u00a0\u202f]?:(?:\s|$)")
_SEVERAL = regex(
    r"(?:\.|;|\s[–—·|-]|\s{3,}|,)\s*(?=[^\W\d_][\w .\-’'/]{1,24}?[ \u00a0\u202f]?:[ \u00a0\u202f]+\S)|\s[–—-]\s(?=partners\s)"
)
_PLAIN = regex(r"^(?P<key>[^\W\d_][\w .\-’'/]{0,30}?)[ \u00a0\u202f]?:[ \u00a0\u202f]+(?=\S)")


_BETWEEN_KEYS = regex(r"\s*(?:[/&|,]|\s(?:et|ou|and|or|und|oder|en|of|y|o)\s)\s*")


_FIRST_OF = regex(r"(\w+)\s+(?:d['’]|de |of |van |des |der )\s?\w+$")
_NAME_OF = regex(
    r"(\w+)\s+(?:(?:d|de l|dell)['’]|(?:de la|de|of the|of|van het|van de|van|des|der|du|del|della|dello|di|von) )(\w+)$"
)


_WRITTEN_OUT = regex(r"([aou])e(?!i)")  # "traeger", "foerderer"


_BRACKETS_BEHIND = regex(r"\s*[(\[].*$")


@lru_cache(maxsize=4096)
def property_of(key: str) -> str | None:
    """The term that a key or a table's header stands for, or None ("run_by", "Pays / région", "Laufzeit (Jahre)")."""
    plain = fold(key).replace(" ", "")
    found = _TABLE.get(plain) or _TABLE.get(_WRITTEN_OUT.sub(r"\1", plain))
    if found is not None:
        return found
    if (said := _said_by(fold(key))) is not None:
        return said
    bare = _BRACKETS_BEHIND.sub("", key)
    first = _FIRST_OF.match(bare)
    if first is not None and _TABLE.get(fold(first[1])) in ("country", "period", "url", "type"):
        return _TABLE[fold(first[1])]
    named = _NAME_OF.match(bare)
    if named is not None and _TABLE.get(fold(named[1])) == "name" and _is_named(fold(named[2])):
        return "name"  # "Nom du dispositif"
    for part in _BETWEEN_KEYS.split(bare):
        if part and (found := _TABLE.get(fold(part).replace(" ", ""))):
            return found
    return None


_BY = frozenset("par by von vom durch door por da dal dalla dall".split())
_SAID = {"mxtd:funder": "funder", "mxtd:ledBy": "led_by"}


def _said_by(key: str) -> str | None:
    """The term of a key that is the phrase itself: "geleid door", "cofinancé par"."""
    if key.rpartition(" ")[2] not in _BY:
        return None
    return next((_SAID[r] for r, pattern in PHRASES if r in _SAID and pattern.fullmatch(key) is not None), None)


def _is_named(word: str) -> bool:
    """Whether a folded word, in the genitive too, is one for what is an entry."""
    return any(is_kind(w) or _TABLE.get(w) == "name" for w in (word, word.removesuffix("s"), word.removesuffix("es")))


# Pictograms that stand for keys at the head of a note: "📍 Suisse · 📅 2019-2022 · 👤 Réseau X" (names: Unicode CLDR).
_PICTURES = {
    "📍": "country", "🌍": "country", "🌎": "country", "🌏": "country", "🗺": "country",
    "📅": "period", "🗓": "period", "📆": "period", "⏳": "period", "⌛": "period",
    "👤": "led_by", "💶": "funder", "💰": "funder", "💵": "funder", "💷": "funder",
    "📏": "target_size", "🔗": "url", "🌐": "url", "👉": "url",
}  # fmt: skip
_PICTURE = regex(r"(?P<picture>[\u231b\u23f3\u2600-\u27bf\U0001F300-\U0001FAFF])\ufe0f?\s*:?\s*")


def pictured(line: Line) -> tuple[Field, ...]:
    """The fields of a line that begins with a pictogram for a key; what stands behind other pictograms is let go."""
    if _PICTURE.match(line.text) is None:
        return ()
    marks = list(_PICTURE.finditer(line.text))
    if marks[0].group("picture") not in _PICTURES and len(marks) < 2:
        return ()
    keys = [_PICTURES.get(m.group("picture")) for m in marks]
    if not {"country", "period", "url"} & set(keys):
        return ()
    found: list[Field] = []
    for mark, key, end in zip(marks, keys, [*(m.start() for m in marks[1:]), len(line.text)], strict=True):
        value = line.cut(mark.end(), end)
        value = value.cut(0, len(value.text.rstrip(" ·|,;•–—-\u00a0")))
        if key is not None and value.text.strip("?"):
            found.append(Field(key=key, values=(value,), span=line.span(mark.start(), mark.end())))
    return tuple(found)


def term_of(field: Field) -> str:
    """The term that a field's key stands for, or the key itself."""
    return property_of(field.key) or field.key


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
    match = _PLAIN.match(line.text) if ":" in line.text else None
    known = property_of(match.group("key")) if match else None
    if match is None or known is None:
        return None
    return Field(key=known, values=(line.cut(match.end()),), span=line.span(0, match.end("key")))


def is_label(field: Field) -> bool:
    """Whether a field's key says nothing but the key of a field: "Stand", "Träger"; not "Programme" or "Réseau"."""
    return field.key in (
        "country",
        "period",
        "start",
        "end",
        "status",
        "led_by",
        "funder",
        "responsible",
        "url",
        "target_size",
        "language",
    )


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


def split(lines: tuple[Line, ...]) -> tuple[tuple[Line, ...], tuple[Field, ...]]:
    """Part lines into running text and the fields that stand among them."""
    if not lines:
        return (), ()
    texts: list[Line] = []
    fields: list[Field] = []
    for line in lines:
        if len(line.text) > LONGEST:
            continue
        found, cut = inline(line)
        if found:
            fields.extend(found)
            rest = line.cut(0, cut)
            if rest.text:
                texts.append(rest)
            continue
        several = pictured(line) or _several(line)
        if several:
            fields.extend(several)
        else:
            texts.append(line)
    return unwrap(tuple(texts)), tuple(fields)


_PIPE = regex(r"\s\|\s")


def _several(line: Line) -> tuple[Field, ...]:
    """The fields of a line that begins with one; more may follow ("Coordinator: X (AT). Partners: BE, NL")."""
    first = plain(line)
    if first is None:
        return ()
    starts = [0, *(m.end() for m in _SEVERAL.finditer(line.text) if _begins_field(line.cut(m.end())))]
    found: list[Field] = []
    for begin, end in zip(starts, [*starts[1:], len(line.text)], strict=True):
        part = line.cut(begin, end)
        trimmed = part.cut(0, len(part.text.rstrip(" .;,–—·|-"))) if end < len(line.text) else part
        if (pipe := _PIPE.search(trimmed.text)) is not None:  # "Coordinator: X (IT) | 05/2020–04/2023 | ES, IE"
            for cell in re.finditer(r"[^|]+", trimmed.text[pipe.end() :]):
                value = trimmed.cut(pipe.end() + cell.start(), pipe.end() + cell.end())
                found.append(Field(key="unnamed", values=(value,), span=value.span()))
            trimmed = trimmed.cut(0, pipe.start())
        one = plain(trimmed) or _partners(trimmed)
        if one is not None and one.key in ("country", "partners") and (stop := re.search(r"\.\s", one.values[0].text)):
            value = one.values[0]
            found.append(Field(key="unnamed", values=(value.cut(stop.end()),), span=value.span(stop.end())))
            one = Field(key=one.key, values=(value.cut(0, stop.start()),), span=one.span)
        if one is not None:
            found.append(one)
    return tuple(found)


def _begins_field(line: Line) -> bool:
    return plain(line) is not None or _partners(line) is not None


def _partners(line: Line) -> Field | None:
    """ "partners PT, NL, SI": the key without its colon."""
    match = re.match(r"partners?\s+(?=[A-Z]{2}\b)", line.text)
    if match is None:
        return None
    return Field(key="partners", values=(line.cut(match.end()),), span=line.span(0, match.end()))


def of_block(block: Block) -> tuple[Field, ...]:
    """The fields of a block that is nothing but fields: a list ("- Pays : Suisse") or a table of keys and values."""
    if isinstance(block, Items):
        return _of_list(block)
    return _of_table(block) if isinstance(block, Table) else ()


def _of_list(items: Items) -> tuple[Field, ...]:
    found: list[Field] = []
    known = 0
    for item in items.items:
        if not item.lines or item.task:
            return ()
        line = item.lines[0]
        fields, cut = inline(line)
        if fields and cut == 0:
            found.extend(fields)
            known += sum(property_of(f.key) is not None for f in fields)
        elif (one := plain(line)) is not None:
            found.append(one)
            known += 1
        elif not _KEYED.match(line.text):
            return ()
    return tuple(found) if 2 * known >= len(items.items) else ()


def _of_table(table: Table) -> tuple[Field, ...]:
    """A table of two columns whose first holds keys; its header may be empty or the first of them."""
    rows = [r for r in (table.header, *table.rows) if len(r) == 2 and r[0].text.strip()]
    if len(table.header) != 2 or len(rows) < 2:
        return ()
    if property_of(table.header[0].text) is None and len(rows) > 3:
        rows = [r for r in rows if r is not table.header]  # "| Feld | Angabe |"
    keys = [property_of(r[0].text) for r in rows]
    headed = bool(table.header[0].text.strip()) and rows[0] is table.header
    if 2 * sum(k is not None for k in keys) < len(keys) or (headed and keys[0] in (None, "name")):
        return ()
    return tuple(
        Field(key=k, values=r[1].broken(), span=r[0].span()) for k, r in zip(keys, rows, strict=True) if k and r[1].text
    )
