"""The words of the genre in five languages, folded: kinds, what is no entry, organisations."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.model.folding import fold, without_article
from kg.model.regex import regex

# Nouns of kinds: concept → singular and plural forms. A plural in a heading announces a list of them.
_KINDS: tuple[tuple[str, str, str], ...] = (
    (
        "programme",
        "programme program programm programma programa",
        "programmes programs programme programmas programas programmi",
    ),
    (
        "project",
        "projet project projekt proyecto progetto pilotprojekt",
        "projets projects projekte projecten proyectos progetti",
    ),
    (
        "programme",
        "initiative initiatief iniciativa iniziativa dispositif mesure scheme action massnahme",
        "initiatives initiativen initiatieven iniciativas iniziative dispositifs mesures schemes actions angebote massnahmen",
    ),
    (
        "platform",
        "plateforme platform plattform plataforma piattaforma portail portal portaal site website webseite aggregator agregateur agregador aggregatore",
        "plateformes platforms plattformen platformen plataformas portails portals portale portali portalen portales piattaforme sites websites",
    ),
    (
        "network",
        "reseau network netzwerk netwerk red rete samenwerkingsverband communaute community gemeinschaft verbund alliance consortium konsortium",
        "reseaux networks netzwerke netwerken redes reti communautes communities comunidades verbunde alliances consortiums allianzen",
    ),
    (
        "fund",
        "fonds fund grant fellowship bursary microgrants subvention aide bourse subsidie foerderung forderung beca ayuda subvencion financement stipendium fondo finanziamento contributo borsa",
        "fonds funds grants fellowships subventions aides bourses subsidies foerderungen forderungen foerderprogramme forderprogramme becas ayudas "
        "subvenciones financements funding stipendien foerdermittel fordermittel fordertopfe foerdertoepfe regelingen fondi finanziamenti contributi borse",
    ),
    (
        "call",
        "appel call ausschreibung oproep convocatoria bando concours wettbewerb prix",
        "appels calls ausschreibungen oproepen convocatorias bandi concours wettbewerbe",
    ),
    (
        "tool",
        "outil systeme sistema tool werkzeug hulpmiddel herramienta logiciel software application app baukasten instrument strumento generator anwendung",
        "outils tools werkzeuge hulpmiddelen herramientas logiciels software applications apps instruments strumenti anwendungen",
    ),
    (
        "training",
        "formation formazione training weiterbildung opleiding cours course kurs cursus mooc curso academie academy lehrgang leertraject parcours",
        "formations corsi trainings weiterbildungen opleidingen courses kurse cursussen moocs cursos academies lehrgange",
    ),
    ("strategy", "strategie strategy estrategia plan", "strategies strategien estrategias"),
    (
        "service",
        "service dienst servicio servizio centre center zentrum kompetenzzentrum hub lab laboratoire labo labor beratungsstelle "
        "incubateur incubator accelerator accelerateur fachstelle servicestelle anlaufstelle centro laboratorio steunpunt",
        "services dienste diensten servicios servizi centres zentren kompetenzzentren hubs labs laboratoires beratungsstellen "
        "incubateurs incubators anlaufstellen fachstellen kompetenznetzwerke centros laboratorios steunpunten",
    ),
    (
        "collection",
        "bibliotheque library bibliothek bibliotheek biblioteca corpus database datenbank databank sammlungsportal "
        "archiv archive archief repositorio repository gateway registre register inventaire catalogue catalogo base",
        "bibliotheques libraries bibliotheken bibliotecas corpora databases datenbanken databanken archives catalogues catalogos bases",
    ),
    (
        "publication",
        "guide rapport report toolkit leitfaden handreichung handbuch handboek guia informe manuel manual boite "
        "livre handbook study etude studie playbook referentiel checkliste checklist rapporten",
        "",
    ),
)
KIND: dict[str, str] = {w: k for k, one, many in _KINDS for w in (*many.split(), *one.split())}
PLURAL: dict[str, str] = {w: k for k, _, many in _KINDS for w in many.split()}
_EITHER = frozenset(PLURAL) & frozenset(w for _, one, _ in _KINDS for w in one.split())
PUBLICATION = frozenset(_KINDS[-1][1].split()) | frozenset(
    """
    rapports reports guides toolkits leitfaden guias informes manuels handbucher studies etudes studien
    """.split()
)
_SUFFIXES = tuple(
    (s, k)
    for s, k in (
        ("programm", "programme"), ("projekt", "project"), ("projekte", "project"), ("programme", "programme"),
        ("plattform", "platform"), ("plattformen", "platform"), ("portal", "platform"), ("portale", "platform"),
        ("netzwerk", "network"), ("netzwerke", "network"), ("fonds", "fund"), ("forderung", "fund"),
        ("werkzeug", "tool"), ("werkzeuge", "tool"), ("software", "tool"), ("datenbank", "collection"),
        ("datenbanken", "collection"), ("bibliothek", "collection"), ("zentrum", "service"), ("zentren", "service"),
        ("stelle", "service"), ("stellen", "service"), ("initiative", "programme"), ("initiativen", "programme"),
        ("kurs", "training"), ("kurse", "training"), ("ausschreibung", "call"), ("ausschreibungen", "call"),
        ("dienst", "service"), ("dienste", "service"), ("project", "project"), ("projecten", "project"),
        ("platform", "platform"), ("platformen", "platform"), ("netwerk", "network"), ("netwerken", "network"),
        ("programma", "programme"), ("programmas", "programme"), ("subsidie", "fund"), ("moglichkeiten", "fund"), ("coaching", "training"), ("beurs", "fund"), ("subsidies", "fund"),
        ("regeling", "fund"), ("regelingen", "fund"), ("initiatief", "programme"), ("initiatieven", "programme"),
        ("app", "tool"), ("baukasten", "tool"), ("verbund", "network"), ("labor", "service"), ("mittel", "fund"), ("hilfe", "fund"), ("hilfen", "fund"),
        ("archiv", "collection"), ("register", "collection"), ("angebote", "programme"), ("databank", "collection"),
        ("opleiding", "training"), ("opleidingen", "training"), ("reihe", "programme"), ("portaal", "platform"), ("traject", "training"),
    )
)  # fmt: skip
_ENDS = tuple(suffix for suffix, _ in _SUFFIXES)
_PLURAL_SUFFIX = tuple(
    """
    projekte programme plattformen portale netzwerke fonds werkzeuge datenbanken zentren stellen initiativen
    kurse ausschreibungen dienste projecten platformen netwerken programmas subsidies regelingen initiatieven
    mittel angebote forderung opleidingen software moglichkeiten hilfen instrumente massnahmen
    """.split()
)

NEGATIVE = frozenset(
    """
    materiel equipement equipements mobilier ausstattung gerate equipment apparatuur
    readme liesmich lisezmoi ficha
    mentions propos start home index bellen mentionslegales contributeurs remerciements credits
    personeel personnel personal
    kommentare kommentar comments commentaires reacties comentarios acronyms abbreviations abkurzungen sigles afkortingen
    ansprechpartner ansprechpartnerin kontaktperson contactpersoon interlocuteur interlocutrice referente
    lecture lectures lire bibliographie bibliographies litterature article articles references sources presse
    podcast podcasts blog blogs blogue blogues newsletter newsletters infolettre infolettres evenement
    evenements agenda conference conferences colloque colloques journee journees rencontre rencontres personne
    personnes gens intervenant intervenants intervenantes contact contacts equipe auteur auteurs autrices
    participant participants participantes presents conseil conseils astuce astuces retenir recommandation
    recommandations etapes methode methodes methodologie definition definitions glossaire notions citation
    citations question questions discussion discussions ordre tache taches remarque remarques idee idees
    exposition expositions oeuvre oeuvres film films livre livres video videos constat constats chiffres
    partenaire partenaires enjeu enjeux objectifs limites avantages criteres conditions calendrier modalites
    seance reunion proces compte webinaire webinaires ateliers atelier salon salons publications publication
    theses memoires vocabulaire excuses decisions lexique termes concepts principes erreurs lecons
    apprentissages visites reading readings bibliography literature read press events event diary talk talks
    speaker speakers people person persons staff team author authors attendees advice tips tip takeaways
    recommendations steps methods glossary quotes minutes meeting meetings tasks task notes ideas exhibitions
    exhibition artworks movies books book papers figures partners goals objectives benefits drawbacks criteria
    workshops workshop webinar webinars lessons learned apologies colophon terms words principles mistakes
    studies texte literatur lesen lekture leseliste aufsatze aufsatz artikel quellen quelle veranstaltungen
    veranstaltung termine termin tagungen tagung konferenzen personen menschen kontakte kontakt autoren
    autorinnen referenten referentinnen teilnehmende anwesend anwesende entschuldigt tipps tipp empfehlungen
    schritte methoden glossar begriffe begriff zitate fragen diskussion protokoll sitzung sitzungen aufgaben
    notizen ideen ausstellungen ausstellung werke filme bucher buch merkzettel zahlen partner ziele vorteile
    nachteile kriterien vortrage vortrag beschlusse lernpunkte fazit lezen leeslijst literatuur artikelen
    bronnen evenementen bijeenkomsten sprekers mensen contacten aanbevelingen stappen begrippen woordenlijst
    citaten vragen verslag vergadering taken notities tentoonstellingen boeken adviezen aanwezig actiepunten
    lessen publicaties leestips advies lecturas leer bibliografia articulos fuentes prensa eventos actos
    ponentes personas contactos consejos recomendaciones pasos glosario definiciones citas preguntas acta tareas
    notas exposiciones libros peliculas jornadas seminarios publicaciones congresos asistentes bulletin
    bulletins revue revues magazine magazines journal zeitschriften ansprechpersonen kontaktpersonen pages
    navigation sommaire menu accueil expo expos sortie sorties visite vu vus vues lu lus ecouter seen gesehen
    gelesen gehort listen listening watch jobs job emploi emplois stellen stellenangebote vacature vacatures
    empleo empleos karriere reads leute telefonat telefonate gesprach gesprache gesprek gesprekken fristen
    deadlines dienstleister suppliers fournisseurs prestataires leveranciers proveedores faq log inbox impressum
    foto fotos photo photos charla charlas metadaten metadonnees metadata rules regles regeln reglas regole tagungsband tagungsbande sammelband kongressband proceedings congresbundel slides folien diapositives
    dates budget kosten weiterlesen lecturers interviews entretiens visto vistas escuchar oir gezien gehoord
    beluisteren kalender calendar calendario mailing news actualites actualite aktuelles neuigkeiten nieuws noticias
    leggere promemoria rendez nachlesen leido leesvoer rappeler callbacks ruckrufe anrufen terugbellen llamar recrutement recruitment nominations nomination accessibility cookies
    entretien interview intervista interviste entrevista entrevistas nieuwsbrief nieuwsbrieven werkafspraken afspraken overleg compiti
    compito devoirs hausaufgaben huiswerk deberes pense notizzettel
    erfahrungsbericht erfahrungsberichte feedback ervaringen pendenzen merkposten merkpunkte
    """.split()
)
ORGANISATION = frozenset(
    """
    staatsbibliothek landesarchiv drac landesmuseen landesamt landesbibliothek bibliotheksverband museen archives archief     endowment association associations fondation fondations ministere ministeres universite universites office agence
    institut institution institutions departement conseil societe societes haute ecole ecoles federation
    syndicat organisme organismes collectif cooperative entreprise musee musees museum museums ville canton
    region direction secretariat etat confederation comite organisation organisations organization organizations
    foundation foundations council councils trust trusts ministry university universities agency agencies
    institute department society company school college union charity board authority academy stiftung
    stiftungen verband verbande verein vereine ministerium amt gesellschaft hochschule universitat gmbh ag
    landschaftsverband bundesamt museumsverband museumsverbande staatsministerium trager dachverbande
    dachverband landesstelle bundesstiftung kulturstiftung vereniging verenigingen stichting stichtingen
    ministerie universiteit hogeschool overheid gemeente fundacion fundaciones asociacion asociaciones
    ministerio universidad universidades organismo organismos ayuntamiento gobierno museo museos ltd inc sa sarl
    srl bv nv asbl vzw compagnia cassa banca banque ligue liga lega associazione associazioni fondazione fondazioni cooperativa consorzio consorcio istituto ministero soprintendenza
    """.split()
)
ORGANISATIONS = frozenset(
    """
    associations fondations organismes organisations organizations institutions foundations stiftungen verbande
    vereine museumsverbande stichtingen verenigingen fundaciones asociaciones dachverbande federations agencies
    agences ministeres financeurs funders bailleurs forderer geldgeber financiers institutionen acteurs actors
    akteure
    """.split()
)
GENERIC_LINK = frozenset(
    """
    fiche ficha dossier infos appel apply anmeldung aanmelden inscription formulaire weiterlesen
    website webseite site web link lien links liens hier ici here aqui mehr more plus info infos information
    informations page homepage url pdf article details voir see siehe zie ver online en ligne savoir erfahren
    weitere meer lire suite lesen read download telecharger source quelle bron fuente video youtube mas saber informacion
    zur zum projektseite le la du de the to go projet projekt programm projectsite seite internet officiel
    official about presentation decouvrir discover besoek bekijk ce cette visiter visit acceder consulter notice
    programme flyer guidance form forms formulaires resources sign up register leer leggi leggere scopri scheda vedi vai sito pagina sitio
    dedicata dedicada dediee dedicated ansehen anzeigen bekijken lees toon meer detalle detalles dettagli testo text bando aanvraag
    """.split()
)
_NEGATIVE_SUFFIX = ("veranstaltungen", "tagungen", "tipps", "literatur", "ausstellungen", "bijeenkomsten", "tagung")
_USE = (
    r"we use|we used|i use|i used|que nous utilisons|nous utilisons|utilisons|utilisees? par nous|utilises? par nous|j utilise|on utilise|cuisine interne|gebruiken|utilizamos|usamos|"
    r"que tenemos|tenemos instalad[oa]s?|que nous avons|dont on dispose|die wir haben|wir haben|that we have|we have installed|die we hebben|geinstalleerd hebben|"
    r"im einsatz|selbst arbeiten|womit wir|zelf werken|we work with|i work with|in house"
)
_USES = regex(rf"\b(?:{_USE})\b")
_OWN = regex(
    r"\b(?:nos|notre|mes|mon|our|my|unsere|unser|unseren|meine|onze|mijn|nuestras|nuestros|mis) (?:\w+ )?(?:outils?|tools?|werkzeuge?|software|logiciels?|apps?|hulpmiddelen|herramientas|technik|equipement|setup)\b|"
    rf"\b(?:wir|wij|im buro|au bureau|{_USE})\b"
)
_WITH_US = regex(r"\b(?:chez nous|bij ons|bei uns)\b")


@lru_cache(maxsize=16384)
def kind_of_word(word: str) -> str:
    """The kind that one folded word names, or an empty text. German and Dutch compounds count by their end."""
    if word in KIND:
        return KIND[word]
    if len(word) > 7 and word.endswith(_ENDS) and word not in ORGANISATION:
        return next(kind for suffix, kind in _SUFFIXES if word.endswith(suffix))
    return ""


@lru_cache(maxsize=16384)
def is_kind(word: str) -> bool:
    """Whether a folded word names a kind of thing that can be an entry: not a publication."""
    return kind_of_word(word) not in ("", "publication")


@lru_cache(maxsize=16384)
def is_plural(word: str) -> bool:
    """Whether a folded word announces several of a kind ("projets", "Digitalisierungsprojekte")."""
    return word in PLURAL or (len(word) > 7 and word[1:].endswith(_PLURAL_SUFFIX))


# Headings of papers in which entries stand between other things: an entry's own words overrule them.
_SOFT = frozenset(
    """
    presse press revue newsletter newsletters infolettre blog notes notizen notities notas journal diary tagebuch bulletin
    magazine log mailing seance reunion meeting meetings minutes protokoll sitzung verslag vergadering acta compte article
    discussion conference conferences tagung tagungen congres veranstaltung rencontre agenda inbox vu vus vues seen gesehen gezien visto
    questions question fragen vragen preguntas domande faq idees ideas ideen ideeen digest brouillon entwurf draft borrador entretien entretiens
    interview interviews intervista entrevista gesprach gesprek
    """.split()
)


def is_negative_name(name: str) -> bool:
    """Whether a name begins with a word for what is no entry ("Article de …"); "People's Collection" does not."""
    first = (without_article(name).split(maxsplit=1) or [""])[0]
    return (
        "'" not in first
        and "’" not in first
        and any(is_negative(w) and not kind_of_word(w) for w in fold(first).split()[:1])
    )


_SEEN = frozenset("vu vus vues seen gesehen gezien visto vista vistos vistas".split())
_PAPERS = frozenset(
    "presse press revue newsletter newsletters infolettre blog notes notizen notities notas bulletin magazine log inbox vu vus vues seen gesehen gezien visto visite visites visit visits besuch besuche bezoek visita reise partenaire partenaires partner partners".split()
)


def is_soft(folded: str, *, title: bool) -> bool:
    """Whether a heading's negative words only name the paper that it stands in ("Revue de presse", a title "Protokoll")."""
    negative = [w for w in folded.split() if is_negative(w)]
    return bool(negative) and all(w in (_SOFT if title else _PAPERS) for w in negative)


def is_diary(folded: str) -> bool:
    """Whether a title's negative words only name a diary or notes, in which anything may stand ("Journal de stage", "Notizen")."""
    negative = [w for w in folded.split() if is_negative(w)]
    return bool(negative) and all(w in _DIARIES for w in negative) and not speaks_of_own_use(folded, title=True)


_DIARIES = frozenset(
    "journal diary tagebuch log note notes notizen notities notas appunti brouillon draft entwurf borrador".split()
)


# What a page that was copied from a web site brings along.
_NAVIGATION = frozenset(
    text.strip()
    for text in """
    menu, navigation, search, home, homepage, about, about us, our team, our work, news, latest news, what s on, contact,
    contact us, support us, work for us, annual review, stay in touch, follow us, privacy, privacy policy, cookies,
    accessibility, sitemap, login, log in, sign in, share, skip to main content, skip to content, back to top, shop, press,
    publications, blog, events, donate, accueil, recherche, rechercher, a propos, qui sommes nous, notre equipe, actualites,
    agenda, nous contacter, mentions legales, plan du site, aller au contenu, aller au contenu principal, se connecter,
    boutique, espace presse, partager, retour, retour en haut, suivez nous, suche, startseite, uber uns, aktuelles, kontakt,
    impressum, datenschutz, zum inhalt springen, anmelden, presse, veranstaltungen, nach oben, zoeken, over ons, nieuws,
    inloggen, naar de inhoud, privacyverklaring, buscar, inicio, quienes somos, noticias, contacto, aviso legal,
    ir al contenido, acceder, cerca, chi siamo, notizie, contatti, vai al contenuto, accedi
    """.split(",")
)


def is_navigation(folded: str) -> bool:
    """Whether a folded text is but a part of a web page's frame ("Menu", "Skip to main content", "À propos")."""
    return folded in _NAVIGATION


def is_either(word: str) -> bool:
    """Whether a kind's word is singular in one language and plural in another ("programme", "fonds")."""
    return word in _EITHER


def is_seen(folded: str) -> bool:
    """Whether a heading's negative words only tell that one saw what stands below ("Vus pendant le stage")."""
    negative = [w for w in folded.split() if is_negative(w)]
    return bool(negative) and all(w in _SEEN for w in negative)


def may_name_one(text: str) -> bool:
    """Whether a heading with a kind's word may all the same be one entry's name ("Fonds Digital", "Pionierfonds")."""
    words = fold(text).split()
    plural = [w for w in words if is_plural(w)]
    if len(words) == 1:
        return words[0] not in PLURAL and words[0].endswith("fonds")
    return all(w in _EITHER or w.endswith("fonds") for w in plural)


def is_negative(word: str) -> bool:
    """Whether a folded word in a heading says that what stands below is no entry."""
    return word in NEGATIVE or (len(word) > 8 and word.endswith(_NEGATIVE_SUFFIX))


_SOCIAL = regex(
    r"\b(?:reseaux sociaux|reseau social|social networks?|social media|sozialen? (?:netzwerke|medien)|sociale (?:netwerken|media)|redes sociales|reti sociali)\b"
)


def without_social_networks(folded: str) -> str:
    """A folded text without the networks that nobody lists as initiatives."""
    return _SOCIAL.sub(" ", folded) if "soci" in folded or "sozial" in folded else folded


def speaks_of_own_use(folded: str, *, title: bool = False) -> bool:
    """Whether a heading speaks of what its authors use themselves ("Nos outils", "Tools we use"). "Ce qui se fait chez nous" as a
    note's title speaks of a country."""
    return _OWN.search(folded) is not None or (not title and _WITH_US.search(folded) is not None)


def uses_itself(folded: str) -> bool:
    """Whether a running text says that its authors use what it lists ("les outils que nous utilisons")."""
    return _USES.search(folded) is not None


_ADDRESS = regex(
    r"^(https?://|www\.)|^[\w.-]+\.(org|com|ch|de|fr|eu|net|uk|be|nl|at|es|it|ca|io|museum|example)(/\S*)?$", re.I
)


_BETWEEN = frozenset(
    "l d sur auf on zu op der die das a au un les e du del des della di van of al alla il naar".split()
)  # words of a link's text that say nothing
_PAGE_WORDS = frozenset("site page website webseite seite sito pagina sitio web".split())


@lru_cache(maxsize=4096)
def is_generic_link(text: str) -> bool:
    """Whether a link's text says only that it is a link ("Website", "en savoir plus", "↗", an address)."""
    words = fold(text).split()
    if not words:
        return True
    if _ADDRESS.match(text.strip()):
        return True
    sited = not _PAGE_WORDS.isdisjoint(words)  # "le site du fonds"
    return len(words) <= 5 and all(
        w in GENERIC_LINK or (sited and bool(kind_of_word(w))) or w in _BETWEEN for w in words
    )
