"""What the commands, their options and their values say of themselves: help with examples."""

from __future__ import annotations

from kg.model.text import Text, same
from kg.texts import bulk, linking, publishing, serving, snapshots

COMMANDS = {
    "kg": Text(
        fr="""Fait d'un dossier de notes Markdown un graphe de données ouvertes et liées, vérifié et interrogeable.

        \b
        kg init mes-notes         commencer un dossier de notes
        kg build                  lire les notes, les vérifier, publier le graphe
        kg query countries        l'interroger
        kg export -f turtle       l'emporter
        kg serve                  le publier : pages, SPARQL
        """,
        en="""Turn a folder of Markdown notes into a checked, queryable linked-open-data graph.

        \b
        kg init my-notes          start a folder of notes
        kg build                  read the notes, check them, publish the graph
        kg query countries        ask it
        kg export -f turtle       take it away
        kg serve                  publish it: pages, SPARQL
        """,
        de="""Macht aus einem Ordner mit Markdown-Notizen einen geprüften, abfragbaren Graphen offener Daten.

        \b
        kg init meine-notizen     einen Ordner mit Notizen beginnen
        kg build                  lesen, prüfen, den Graphen veröffentlichen
        kg query countries        ihn befragen
        kg export -f turtle       ihn mitnehmen
        kg serve                  ihn veröffentlichen: Seiten, SPARQL
        """,
    ),
    "init": Text(
        fr="""Commence un dossier de notes : kg.toml et deux notes à changer. Ce qui est là reste tel quel.

        Dans un terminal, kg demande le titre, la licence, l'éditeur et une adresse.

        Exemple : kg init mes-notes
        """,
        en="""Start a folder of notes: kg.toml and two notes to change. What is there stays as it is.

        On a terminal, kg asks for title, licence, publisher and an address.

        Example: kg init my-notes
        """,
        de="""Beginnt einen Ordner mit Notizen: kg.toml und zwei Notizen zum Ändern. Was da ist, bleibt.

        In einem Terminal fragt kg nach Titel, Lizenz, Herausgeber und Adresse.

        Beispiel: kg init meine-notizen
        """,
    ),
    "build": Text(
        fr="""Lit les notes, les vérifie et publie le graphe.

        \b
        Exemples :
          kg build
          kg build notes --strict
          kg build --to-dump graphe.nq.zst      sans base, pour un autre moteur
        """,
        en="""Read the notes, check them, and publish the graph.

        \b
        Examples:
          kg build
          kg build notes --strict
          kg build --to-dump graph.nq.zst       without a store, for another engine
        """,
        de="""Liest die Notizen, prüft sie und veröffentlicht den Graphen.

        \b
        Beispiele:
          kg build
          kg build notes --strict
          kg build --to-dump graph.nq.zst       ohne Datenbank, für andere Server
        """,
    ),
    "check": Text(
        fr="""Dit ce qui ne va pas, à quelle ligne de quelle note ; ne publie rien.

        \b
        Exemples :
          kg check
          kg check --severity warning --ignore KG401
          kg check --format sarif > kg.sarif
        """,
        en="""Say what is wrong in which line of which note; publish nothing.

        \b
        Examples:
          kg check
          kg check --severity warning --ignore KG401
          kg check --format sarif > kg.sarif
        """,
        de="""Sagt, was in welcher Zeile welcher Notiz nicht stimmt; veröffentlicht nichts.

        \b
        Beispiele:
          kg check
          kg check --severity warning --ignore KG401
          kg check --format sarif > kg.sarif
        """,
    ),
    "query": Text(
        fr="""Interroge le graphe : du SPARQL, un fichier, ou le nom d'une requête.

        \b
        Exemples :
          kg query --list
          kg query by-country -p country=BE
          kg query 'SELECT ?n { ?e a mxtd:Funder ; rdfs:label ?n }' -f csv
        """,
        en="""Ask the graph: SPARQL text, a file, or the name of a query.

        \b
        Examples:
          kg query --list
          kg query by-country -p country=BE
          kg query 'SELECT ?n { ?e a mxtd:Funder ; rdfs:label ?n }' -f csv
        """,
        de="""Befragt den Graphen: SPARQL, eine Datei oder der Name einer Abfrage.

        \b
        Beispiele:
          kg query --list
          kg query by-country -p country=BE
          kg query 'SELECT ?n { ?e a mxtd:Funder ; rdfs:label ?n }' -f csv
        """,
    ),
    "export": Text(
        fr="""Écrit le graphe, ou une de ses entités, dans un format RDF.

        \b
        Exemples :
          kg export -f jsonld -o graphe.jsonld
          kg export --entity Culture24
        """,
        en="""Write a dump of the graph, or of one entity.

        \b
        Examples:
          kg export -f jsonld -o graph.jsonld
          kg export --entity Culture24
        """,
        de="""Schreibt den Graphen, oder eines seiner Dinge, in einem RDF-Format.

        \b
        Beispiele:
          kg export -f jsonld -o graph.jsonld
          kg export --entity Culture24
        """,
    ),
    "why": Text(
        fr="""Dit à quelle ligne de quelle note chaque énoncé a été lu, et par quelle règle.

        Exemple : kg why "Le projet DOORS" url
        """,
        en="""Say which line of which note each statement was read from, and by which rule.

        Example: kg why "Le projet DOORS" url
        """,
        de="""Sagt, in welcher Zeile welcher Notiz jede Aussage steht und welche Regel sie gelesen hat.

        Beispiel: kg why "Le projet DOORS" url
        """,
    ),
    "gaps": Text(
        fr="""Dit ce qui manquerait à un lecteur, où, et de quoi le compléter ; ne publie rien.

        \b
        Exemples :
          kg gaps
          kg gaps --format md > a-completer.md
        """,
        en="""Say what a reader would miss, where, and what to paste there; publish nothing.

        \b
        Examples:
          kg gaps
          kg gaps --format md > to-complete.md
        """,
        de="""Sagt, was einem Leser fehlen würde, wo, und was sich dort einsetzen lässt; veröffentlicht nichts.

        \b
        Beispiele:
          kg gaps
          kg gaps --format md > zu-ergaenzen.md
        """,
    ),
    "explain": Text(
        fr="""Explique un code : ce qu'il veut dire, un exemple, et le même exemple corrigé. Sans code, les montre tous.

        Exemple : kg explain KG391
        """,
        en="""Explain a code: what it means, an example, and the same example mended. Without a code, show them all.

        Example: kg explain KG391
        """,
        de="""Erklärt einen Code: was er bedeutet, ein Beispiel, und dasselbe berichtigt. Ohne Code alle zeigen.

        Beispiel: kg explain KG391
        """,
    ),
    "serve": serving.HELP,
    **publishing.COMMANDS,
    "snapshot": snapshots.HELP,
    **linking.COMMANDS,
}

# Options and arguments: `command.name`, or `name` where it means the same in every command.
PARAMETERS = {
    "vault": Text(
        fr="Dossier des notes (sinon celui de kg.toml, notes/ ou .).",
        en="Folder of the notes (by default that of kg.toml, notes/ or .).",
        de="Ordner der Notizen (sonst der aus kg.toml, notes/ oder .).",
    ),
    "folder": Text(fr="Comme --vault.", en="The same as --vault.", de="Wie --vault."),
    "lang": Text(fr="Langue des messages.", en="Language of the messages.", de="Sprache der Meldungen."),
    "quiet": Text(fr="Ne dire que ce qui ne va pas.", en="Say only what is wrong.", de="Nur sagen, was nicht stimmt."),
    "verbose": Text(fr="Tout dire.", en="Say everything.", de="Alles sagen."),
    "help": Text(fr="Montrer cette aide.", en="Show this help.", de="Diese Hilfe zeigen."),
    "version": Text(fr="Dire la version.", en="Say the version.", de="Die Version sagen."),
    "init.folder": Text(
        fr="Dossier à commencer (sinon celui où vous êtes).",
        en="Folder to start (by default the one you are in).",
        de="Zu beginnender Ordner (sonst der aktuelle).",
    ),
    "init.yes": Text(
        fr="Ne rien demander.",
        en="Ask nothing.",
        de="Nichts fragen.",
    ),
    "build.strict": Text(
        fr="Ne rien publier s'il y a une erreur ou une infraction (pour l'intégration continue).",
        en="Publish nothing when there is an error or violation (for CI).",
        de="Nichts veröffentlichen, wenn es einen Fehler oder Verstoss gibt (für CI).",
    ),
    "build.watch": Text(
        fr="Reconstruire dès qu'une note est enregistrée, et dire ce qui est nouveau ou réglé.",
        en="Build again whenever a note is saved, and say what is new or mended.",
        de="Neu bauen, sobald eine Notiz gespeichert wird, und sagen, was neu oder behoben ist.",
    ),
    "severity": Text(
        fr="Ne dire que ce qui est au moins aussi grave.",
        en="Say only what is at least so severe.",
        de="Nur sagen, was mindestens so schwer wiegt.",
    ),
    "only": Text(
        fr="Ne dire que les problèmes de ce code (plusieurs : KG201,KG203).",
        en="Say only problems of this code (several: KG201,KG203).",
        de="Nur Probleme mit diesem Code nennen (mehrere: KG201,KG203).",
    ),
    "ignore": Text(
        fr="Taire les problèmes de ce code.",
        en="Leave out problems of this code.",
        de="Probleme mit diesem Code weglassen.",
    ),
    "check.format": Text(
        fr="Comment les remarques sont écrites.",
        en="How the problems are written.",
        de="Wie die Bemerkungen geschrieben werden.",
    ),
    "gaps.format": Text(
        fr="Un écran de texte, du JSON, ou une note de tâches en Markdown.",
        en="A screen of text, JSON, or a note of tasks in Markdown.",
        de="Ein Bildschirm Text, JSON oder eine Aufgabenliste in Markdown.",
    ),
    "query.query": Text(
        fr="SPARQL, fichier, ou nom d'une requête (--list les montre).",
        en="SPARQL, a file, or the name of a query (--list shows them).",
        de="SPARQL, Datei oder Name einer Abfrage (--list zeigt sie).",
    ),
    "query.format": Text(
        fr="table, csv, tsv, json, xml, md ; pour les graphes turtle, ntriples, rdfxml …",
        en="table, csv, tsv, json, xml, md; for graphs turtle, ntriples, rdfxml …",
        de="table, csv, tsv, json, xml, md; für Graphen turtle, ntriples, rdfxml …",
    ),
    "query.param": Text(
        fr="Un paramètre d'une requête nommée.",
        en="A parameter of a named query.",
        de="Ein Parameter einer benannten Abfrage.",
    ),
    "query.list": Text(
        fr="Montrer les requêtes nommées.", en="Show the named queries.", de="Die benannten Abfragen zeigen."
    ),
    "export.format": same("turtle, jsonld, trig, nquads, ntriples, rdfxml."),
    "export.output": Text(fr="Écrire dans un fichier.", en="Write to a file.", de="In eine Datei schreiben."),
    "export.entity": Text(
        fr="Une seule entité : son nom, son identifiant court ou son IRI.",
        en="Only one entity: its name, slug or IRI.",
        de="Nur ein Ding: sein Name, Kürzel oder seine IRI.",
    ),
    "export.provenance": Text(
        fr="Avec la note, la ligne et la règle de chaque énoncé (RDF 1.2).",
        en="With the note, line and rule of every statement (RDF 1.2).",
        de="Mit Notiz, Zeile und Regel jeder Aussage (RDF 1.2).",
    ),
    "explain.code": Text(fr="Le code, comme KG391.", en="The code, such as KG391.", de="Der Code, etwa KG391."),
    "why.entity": Text(
        fr="Son nom, son identifiant court ou son IRI.",
        en="Its name, slug or IRI.",
        de="Sein Name, Kürzel oder seine IRI.",
    ),
    "why.property": Text(
        fr="Seulement cette propriété : url, country, mxtd:funder …",
        en="Only this property: url, country, mxtd:funder …",
        de="Nur diese Eigenschaft: url, country, mxtd:funder …",
    ),
    **serving.PARAMETERS,
    **publishing.PARAMETERS,
    **snapshots.PARAMETERS,
    **bulk.PARAMETERS,
    **linking.PARAMETERS,
}

METAVARS = {
    "NUMBER": Text(fr="NOMBRE", en="NUMBER", de="ZAHL"),
    "DIR": Text(fr="DOSSIER", en="DIR", de="ORDNER"),
    "FOLDER": Text(fr="DOSSIER", en="FOLDER", de="ORDNER"),
    "FILE": Text(fr="FICHIER", en="FILE", de="DATEI"),
    "NAME": Text(fr="NOM", en="NAME", de="NAME"),
    "NAME=VALUE": Text(fr="NOM=VALEUR", en="NAME=VALUE", de="NAME=WERT"),
    "QUERY": Text(fr="REQUÊTE", en="QUERY", de="ABFRAGE"),
    "ENTITY": Text(fr="ENTITÉ", en="ENTITY", de="DING"),
    "PROPERTY": Text(fr="PROPRIÉTÉ", en="PROPERTY", de="EIGENSCHAFT"),
    "OPTIONS": Text(fr="OPTIONS", en="OPTIONS", de="OPTIONEN"),
    "COMMAND": Text(fr="COMMANDE", en="COMMAND", de="BEFEHL"),
    "FORMAT": same("FORMAT"),
    "CODE": same("CODE"),
    **serving.METAVARS,
    **snapshots.METAVARS,
    **linking.METAVARS,
}
