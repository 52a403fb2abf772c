"""The words that notes are made of, by language."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What an author of one language writes."""

    kinds: tuple[str, ...]  # what an initiative is called
    headings: tuple[str, ...]  # above a list of initiatives
    countries: tuple[str, ...]
    since: str
    closed: str
    paid: str
    run: str
    part: str
    keys: tuple[str, ...]  # of front matter: type, country, start, end, led by, funded by, page, tags
    describing: tuple[str, ...]  # sentences about an initiative
    prose: tuple[str, ...]  # sentences that name none; {s} is a subject
    subjects: tuple[str, ...]
    titles: tuple[str, ...]  # of notes that name no initiative
    sections: tuple[str, ...]
    sources: str


WORDS: dict[str, Words] = {
    "fr": Words(
        kinds=("plateforme", "réseau", "programme", "fonds", "portail", "projet"),
        headings=("Plateformes et réseaux", "Projets pour les petits et moyens musées", "Programmes en cours", "Liste de portails", "Fonds et appels"),
        countries=("Suisse", "France", "Belgique", "Canada", "Royaume-Uni", "Allemagne", "Italie", "Espagne", "Pays-Bas", "Autriche", "Belgique - Flandres", "transeuropéen"),
        since="depuis {y}", closed="fermé depuis {y}", paid="financé par {o}", run="porté par {o}", part="fait partie de [[{n}]]",
        keys=("type", "pays", "début", "fin", "porté par", "financé par", "lien", "tags"),
        describing=("Une plateforme où les musées déposent leurs images et leurs fiches.", "Un réseau d'entraide entre petites équipes, avec des rencontres chaque trimestre.",
                    "Le programme accompagne vingt établissements par an dans leurs premiers pas numériques.", "On y trouve des modèles, des contrats types et des retours d'expérience."),
        prose=("On a longtemps cru que {s} demandait un service informatique ; une personne formée et deux jours par mois suffisent souvent.",
               "La question revient à chaque rencontre : par où commencer quand personne n'a le temps de s'occuper de {s} ?",
               "Dans une petite équipe, {s} passe après l'accueil, les scolaires et la toiture qui fuit.",
               "Les réserves sont froides en hiver, et le scanner ne marche plus en dessous de dix degrés.",
               "Ce que l'on ne décrit pas aujourd'hui, personne ne le retrouvera en 2040.",
               "Nous avons repris cette fiche en mars 2021 après les retours de l'atelier, et une autre fois en 2023.",
               "Quand le prestataire a fermé, les images sont restées sur un disque que personne n'a su lire."),
        subjects=("l'inventaire", "la photogrammétrie", "le récolement", "l'accessibilité des sites", "la médiation en ligne", "les droits d'auteur", "la billetterie", "l'audioguide"),
        titles=("Comment nous avons repris {s} sans budget", "Ce que les chiffres disent de {s}", "Dix ans de {s} : un bilan", "{s}, mode d'emploi pour pressés"),
        sections=("Le constat", "Ce qui aide", "Ce qui reste à faire"), sources="Sources"),
    "en": Words(
        kinds=("platform", "network", "programme", "fund", "portal", "project"),
        headings=("Platforms and networks", "Projects for small and medium museums", "Current programmes", "A list of portals", "Funds and calls"),
        countries=("UK", "Ireland", "US", "Canada", "Norway", "Scotland", "Germany", "Sweden", "Australia", "Portland, OR", "Netherlands", "transeuropean"),
        since="since {y}", closed="closed since {y}", paid="funded by {o}", run="developed by {o}", part="part of [[{n}]]",
        keys=("type", "country", "start", "end", "led by", "funder", "url", "tags"),
        describing=("A platform where museums share their pictures and records.", "A network of small teams that meet each quarter.",
                    "The programme takes twenty museums a year through their first digital steps.", "It offers templates, sample contracts and case studies."),
        prose=("For years we thought that {s} needed an IT department; one trained person and two days a month are often enough.",
               "It comes up at every meeting: where to begin when nobody has time for {s}?",
               "In a small team {s} comes after the front desk, the school groups and the leaking roof.",
               "The stores are cold in winter, and the scanner gives up below ten degrees.",
               "What we do not describe today nobody will find in 2040.",
               "We rewrote this page in March 2021 after the workshop, and once more in 2023.",
               "When the supplier closed, the pictures stayed on a disk that nobody could read."),
        subjects=("the inventory", "photogrammetry", "the audit of the stores", "web accessibility", "online learning", "copyright", "ticketing", "the audio guide"),
        titles=("How we took up {s} without a budget", "What the figures say about {s}", "Ten years of {s}", "{s}, a guide for the hurried"),
        sections=("What we saw", "What helps", "What is left"), sources="Sources"),
    "de": Words(
        kinds=("Plattform", "Netzwerk", "Programm", "Fonds", "Portal", "Projekt"),
        headings=("Plattformen und Netzwerke", "Projekte für kleine und mittlere Museen", "Laufende Programme", "Liste von Portalen", "Förderprogramme"),
        countries=("Deutschland", "Österreich", "Schweiz", "Bayern", "Niederlande", "Frankreich", "Dänemark", "Polen", "Liechtenstein", "Luxemburg", "CH", "DE"),
        since="seit {y}", closed="geschlossen seit {y}", paid="gefördert von {o}", run="entwickelt von {o}", part="Teil von [[{n}]]",
        keys=("typ", "land", "beginn", "ende", "träger", "gefördert von", "webseite", "schlagwörter"),
        describing=("Eine Plattform, auf der Museen ihre Bilder und Datensätze teilen.", "Ein Netzwerk kleiner Häuser, das sich jedes Quartal trifft.",
                    "Das Programm begleitet zwanzig Häuser im Jahr bei den ersten digitalen Schritten.", "Man findet dort Vorlagen, Musterverträge und Erfahrungsberichte."),
        prose=("Lange dachten wir, {s} brauche eine eigene Abteilung; eine geschulte Person und zwei Tage im Monat genügen oft.",
               "Die Frage kommt bei jedem Treffen: Wo anfangen, wenn niemand Zeit für {s} hat?",
               "In einem kleinen Haus steht {s} hinter Kasse, Schulklassen und undichtem Dach zurück.",
               "Im Winter ist das Depot kalt, und der Scanner streikt unter zehn Grad.",
               "Was wir heute nicht beschreiben, findet 2040 niemand mehr.",
               "Diese Seite haben wir im März 2021 nach dem Workshop überarbeitet, und 2023 noch einmal."),
        subjects=("die Inventarisierung", "die Fotogrammetrie", "die Revision", "die Barrierefreiheit", "das Urheberrecht", "die Besucherzählung", "die Hörführung"),
        titles=("Wie wir {s} ohne Budget angegangen sind", "Was die Zahlen über {s} sagen", "Zehn Jahre {s}", "{s}, kurz erklärt"),
        sections=("Was wir sahen", "Was hilft", "Was noch fehlt"), sources="Quellen"),
    "nl": Words(
        kinds=("platform", "netwerk", "programma", "fonds", "portaal", "project"),
        headings=("Platforms en netwerken", "Projecten voor kleine musea", "Lopende programma's", "Lijst van portalen", "Subsidies en fondsen"),
        countries=("Nederland", "België", "Vlaanderen", "Duitsland", "Frankrijk", "Luxemburg", "NL", "BE"),
        since="sinds {y}", closed="gesloten sinds {y}", paid="gefinancierd door {o}", run="ontwikkeld door {o}", part="onderdeel van [[{n}]]",
        keys=("type", "land", "start", "einde", "uitvoerder", "gefinancierd door", "url", "tags"),
        describing=("Een platform waarop musea hun beelden en beschrijvingen delen.", "Een netwerk van kleine teams dat elk kwartaal samenkomt.",
                    "Het programma begeleidt twintig musea per jaar bij hun eerste digitale stappen."),
        prose=("Lang dachten we dat {s} een eigen afdeling vroeg; één geschoolde medewerker en twee dagen per maand volstaan vaak.",
               "De vraag komt elke keer terug: waar te beginnen als niemand tijd heeft voor {s}?",
               "In een klein team komt {s} na de kassa, de schoolklassen en het lekkende dak.",
               "Wat we vandaag niet beschrijven, vindt in 2040 niemand terug.",
               "Deze pagina is in maart 2021 herzien na de workshop, en in 2023 nog eens."),
        subjects=("de inventaris", "de fotogrammetrie", "het auteursrecht", "de toegankelijkheid", "de kaartverkoop", "de audiotour"),
        titles=("Hoe we {s} zonder budget aanpakten", "Wat de cijfers zeggen over {s}", "Tien jaar {s}"),
        sections=("Wat we zagen", "Wat helpt", "Wat er nog moet"), sources="Bronnen"),
    "es": Words(
        kinds=("plataforma", "red", "programa", "fondo", "portal", "proyecto"),
        headings=("Plataformas y redes", "Proyectos para museos pequeños", "Programas en curso", "Lista de portales", "Fondos y convocatorias"),
        countries=("España", "Portugal", "Francia", "México", "Argentina", "Chile", "Cataluña", "Italia"),
        since="desde {y}", closed="cerrado desde {y}", paid="financiado por {o}", run="desarrollado por {o}", part="forma parte de [[{n}]]",
        keys=("tipo", "país", "inicio", "fin", "dirigido por", "financiado por", "web", "etiquetas"),
        describing=("Una plataforma donde los museos comparten sus imágenes y fichas.", "Una red de equipos pequeños que se reúne cada trimestre.",
                    "El programa acompaña a veinte museos al año en sus primeros pasos digitales."),
        prose=("Durante años creímos que {s} pedía un departamento propio; una persona formada y dos días al mes bastan a menudo.",
               "La pregunta vuelve en cada reunión: ¿por dónde empezar cuando nadie tiene tiempo para {s}?",
               "En un equipo pequeño, {s} viene después de la taquilla, los escolares y las goteras.",
               "Lo que hoy no describimos, nadie lo encontrará en 2040.",
               "Revisamos esta página en marzo de 2021 después del taller, y otra vez en 2023."),
        subjects=("el inventario", "la fotogrametría", "los derechos de autor", "la accesibilidad", "la taquilla", "la audioguía"),
        titles=("Cómo abordamos {s} sin presupuesto", "Lo que dicen las cifras de {s}", "Diez años de {s}"),
        sections=("Lo que vimos", "Lo que ayuda", "Lo que falta"), sources="Fuentes"),
}  # fmt: skip
LANGUAGES = ("fr", "fr", "fr", "en", "en", "de", "de", "nl", "es")  # French is what most of a vault is written in
PEOPLE = ("Anne M.", "Karim", "Lucie B.", "Théo", "Mme Rochat", "Paul-Henri", "Inès D.", "Jules")
