"""The words of the pages of linked data: statements, the ontology, dumps, the catalogue."""

from __future__ import annotations

from kg.model.text import Text, same

WORDS = {
    "statements": Text(fr="Ce que dit le graphe", en="What the graph says", de="Was der Graph sagt"),
    "incoming": Text(fr="Ce qui s'y rapporte", en="What refers to it", de="Was darauf verweist"),
    "inside": Text(fr="Ce graphe parle de", en="This graph speaks of", de="Dieser Graph spricht von"),
    "property": Text(fr="Propriété", en="Property", de="Eigenschaft"),
    "values": Text(fr="Valeurs", en="Values", de="Werte"),
    "more": Text(fr="et {count} autres, dans les données", en="and {count} more, in the data", de="und {count} weitere, in den Daten"),
    "data": Text(fr="Données", en="Data", de="Daten"),
    "iri": same("IRI"),
    "contents": Text(fr="Sommaire", en="Contents", de="Inhalt"),
    "classes": Text(fr="Classes", en="Classes", de="Klassen"),
    "properties": Text(fr="Propriétés", en="Properties", de="Eigenschaften"),
    "concepts": Text(fr="Concepts", en="Concepts", de="Begriffe"),
    "example": Text(fr="Exemple", en="Example", de="Beispiel"),
    "version": Text(fr="Version", en="Version", de="Version"),
    "dumps": Text(fr="Dumps", en="Dumps", de="Dumps"),
    "dumps_why": Text(
        fr="Tout le graphe en un fichier, dans chaque format. « provenance » dit aussi de quelle ligne de quelle note vient chaque énoncé (RDF 1.2).",
        en="The whole graph as one file, in each format. “provenance” also says which line of which note each statement was read from (RDF 1.2).",
        de="Der ganze Graph als eine Datei, in jedem Format. «provenance» sagt auch, aus welcher Zeile welcher Notiz jede Aussage stammt (RDF 1.2).",
    ),
    "file": Text(fr="Fichier", en="File", de="Datei"),
    "format": Text(fr="Format", en="Format", de="Format"),
    "size": Text(fr="Octets", en="Bytes", de="Bytes"),
    "catalogue": Text(fr="Le jeu de données", en="The data set", de="Der Datensatz"),
    "licence": Text(fr="Licence", en="Licence", de="Lizenz"),
    "publisher": Text(fr="Éditeur", en="Publisher", de="Herausgeber"),
    "contact": Text(fr="Contact", en="Contact", de="Kontakt"),
    "triples": Text(fr="Énoncés", en="Statements", de="Aussagen"),
    "graphs": Text(fr="Graphes nommés", en="Named graphs", de="Benannte Graphen"),
    "endpoint": Text(fr="Point d'accès SPARQL", en="SPARQL endpoint", de="SPARQL-Endpunkt"),
    "links": Text(fr="Liens vers d'autres jeux de données", en="Links to other data sets", de="Links zu anderen Datensätzen"),
    "number": Text(fr="Nombre", en="Number", de="Anzahl"),
    "descriptions": Text(fr="Descriptions pour les programmes", en="Descriptions for programs", de="Beschreibungen für Programme"),
    "vocabulary": Text(fr="Vocabulaire", en="Vocabulary", de="Vokabular"),
    "no_query": Text(
        fr="Envoyez une requête SPARQL à cette adresse : ?query=…",
        en="Send a SPARQL query to this address: ?query=…",
        de="Senden Sie eine SPARQL-Abfrage an diese Adresse: ?query=…",
    ),
}  # fmt: skip
