"""The words of the pages, by key: what every page says."""

from __future__ import annotations

from kg.model.text import Text

WORDS = {
    "site": Text(fr="Graphe des initiatives", en="Graph of initiatives", de="Graph der Initiativen"),
    "skip": Text(fr="Aller au contenu", en="Skip to content", de="Zum Inhalt"),
    "menu": Text(fr="Navigation", en="Navigation", de="Navigation"),
    "languages": Text(fr="Langue", en="Language", de="Sprache"),
    "home": Text(fr="Accueil", en="Home", de="Start"),
    "initiatives": Text(fr="Initiatives", en="Initiatives", de="Initiativen"),
    "no_page": Text(fr="Cette page n'existe pas", en="There is no such page", de="Diese Seite gibt es nicht"),
    "no_page_why": Text(
        fr="Rien ne se trouve à cette adresse.",
        en="Nothing stands at this address.",
        de="An dieser Adresse steht nichts.",
    ),
    "did_you_mean": Text(fr="Vouliez-vous dire", en="Did you mean", de="Meinten Sie"),
    "said": Text(fr="Ce que disent les notes", en="What the notes say", de="Was die Notizen sagen"),
    "line": Text(fr="{path}, ligne {number}", en="{path}, line {number}", de="{path}, Zeile {number}"),
    "rule": Text(fr="règle : {rule}", en="rule: {rule}", de="Regel: {rule}"),
    "others": Text(fr="Cité par", en="Named by", de="Genannt von"),
    "data": Text(fr="Données", en="Data", de="Daten"),
    "address": Text(fr="Adresse permanente (IRI)", en="Permanent address (IRI)", de="Dauerhafte Adresse (IRI)"),
    "note": Text(fr="Note", en="Note", de="Notiz"),
    "entries": Text(fr="Fiches de cette note", en="Entries of this note", de="Einträge dieser Notiz"),
    "no_note": Text(
        fr="Le fichier de cette note n'est plus là, ou ne peut pas être lu : voici ce qui en a été lu.",
        en="The file of this note is not there any more, or cannot be read: here is what was read from it.",
        de="Die Datei dieser Notiz ist nicht mehr da oder nicht lesbar: Das wurde aus ihr gelesen.",
    ),
    "ontology": Text(fr="Vocabulaire", en="Vocabulary", de="Vokabular"),
    "ontology_about": Text(
        fr="Les termes avec lesquels le graphe parle des initiatives. Chacun a une adresse.",
        en="The terms in which the graph speaks of initiatives. Each has an address.",
        de="Die Begriffe, mit denen der Graph von Initiativen spricht. Jeder hat eine Adresse.",
    ),
    "class": Text(fr="Classes", en="Classes", de="Klassen"),
    "property": Text(fr="Propriétés", en="Properties", de="Eigenschaften"),
    "concept": Text(fr="Concepts", en="Concepts", de="Konzepte"),
    "example": Text(fr="Exemple : {text}", en="Example: {text}", de="Beispiel: {text}"),
    "dumps": Text(fr="Dumps", en="Dumps", de="Dumps"),
    "dumps_about": Text(
        fr="Le graphe entier ; « provenance » : avec la note et la ligne de chaque énoncé.",
        en="The whole graph; “provenance”: with the note and line of each statement.",
        de="Der ganze Graph; „provenance“: mit Notiz und Zeile jeder Aussage.",
    ),
}

# Before its value, from the side of the thing.
PROPERTIES = {
    "rdf:type": Text(fr="Type", en="Type", de="Typ"),
    "rdfs:label": Text(fr="Nom", en="Name", de="Name"),
    "skos:altLabel": Text(fr="Autre nom", en="Other name", de="Anderer Name"),
    "dcterms:description": Text(fr="Description", en="Description", de="Beschreibung"),
    "schema:url": Text(fr="Site web", en="Web page", de="Webseite"),
    "mxtd:country": Text(fr="Pays", en="Country", de="Land"),
    "mxtd:region": Text(fr="Région", en="Region", de="Region"),
    "mxtd:area": Text(fr="Espace", en="Area", de="Raum"),
    "mxtd:kind": Text(fr="Genre", en="Kind", de="Art"),
    "mxtd:status": Text(fr="État", en="Status", de="Stand"),
    "mxtd:funder": Text(fr="Financé par", en="Funded by", de="Gefördert von"),
    "mxtd:ledBy": Text(fr="Porté par", en="Led by", de="Getragen von"),
    "mxtd:targetSize": Text(fr="Pour des musées", en="For museums that are", de="Für Museen, die sind"),
    "mxtd:isoCode": Text(fr="Code ISO", en="ISO code", de="ISO-Code"),
    "schema:startDate": Text(fr="Début", en="Start", de="Anfang"),
    "schema:endDate": Text(fr="Fin", en="End", de="Ende"),
    "dcterms:isPartOf": Text(fr="Fait partie de", en="Part of", de="Teil von"),
    "dcterms:relation": Text(fr="En lien avec", en="Related to", de="Verbunden mit"),
    "dcterms:references": Text(fr="Renvoie à", en="Refers to", de="Verweist auf"),
    "dcterms:subject": Text(fr="Étiquette", en="Tag", de="Schlagwort"),
    "owl:sameAs": Text(fr="Identique à", en="Same as", de="Dasselbe wie"),
    "skos:exactMatch": Text(fr="Équivalent à", en="Exact match", de="Genau entsprechend"),
    "skos:closeMatch": Text(fr="Proche de", en="Close match", de="Ähnlich"),
}
# From the side of its value.
INVERSES = {
    "mxtd:funder": Text(fr="Finance", en="Funds", de="Fördert"),
    "mxtd:ledBy": Text(fr="Porte", en="Leads", de="Trägt"),
    "mxtd:country": Text(fr="Dans ce pays", en="In this country", de="In diesem Land"),
    "mxtd:region": Text(fr="Dans cette région", en="In this region", de="In dieser Region"),
    "mxtd:area": Text(fr="Dans cet espace", en="In this area", de="In diesem Raum"),
    "dcterms:isPartOf": Text(fr="En font partie", en="Its parts", de="Teile davon"),
    "dcterms:relation": Text(fr="En lien avec", en="Related to", de="Verbunden mit"),
    "dcterms:references": Text(fr="Y renvoient", en="Refer to it", de="Verweisen darauf"),
    "dcterms:subject": Text(fr="Avec cette étiquette", en="With this tag", de="Mit diesem Schlagwort"),
    "mxtd:targetSize": Text(
        fr="Pour des musées de cette taille", en="For museums of this size", de="Für Museen dieser Grösse"
    ),
}
