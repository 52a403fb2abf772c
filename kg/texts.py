"""What the commands say, in French, English and German: the one table of it.

Help of commands and options first, then messages. What stops kg carries its own text (kg/errors.py and
where it is raised), and so does what an author can mend (a Problem).
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.model.text import LANGUAGES, Text, same

COMMANDS = {
    "kg": Text(
        fr="""Fait d'un dossier de notes Markdown un graphe de données ouvertes et liées, vérifié et interrogeable.

        \b
        kg init mes-notes         commencer un dossier de notes
        kg build                  lire les notes, les vérifier, publier le graphe
        kg query countries        l'interroger
        kg export -f turtle       l'emporter
        """,
        en="""Turn a folder of Markdown notes into a checked, queryable linked-open-data graph.

        \b
        kg init my-notes          start a folder of notes
        kg build                  read the notes, check them, publish the graph
        kg query countries        ask it
        kg export -f turtle       take it away
        """,
        de="""Macht aus einem Ordner mit Markdown-Notizen einen geprüften, abfragbaren Graphen offener Daten.

        \b
        kg init meine-notizen     einen Ordner mit Notizen beginnen
        kg build                  die Notizen lesen, prüfen, den Graphen veröffentlichen
        kg query countries        ihn befragen
        kg export -f turtle       ihn mitnehmen
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
        """,
        en="""Read the notes, check them, and publish the graph.

        \b
        Examples:
          kg build
          kg build notes --strict
        """,
        de="""Liest die Notizen, prüft sie und veröffentlicht den Graphen.

        \b
        Beispiele:
          kg build
          kg build notes --strict
        """,
    ),
    "check": Text(
        fr="""Dit ce qui ne va pas, à quelle ligne de quelle note ; ne publie rien.

        \b
        Exemples :
          kg check
          kg check --format sarif > kg.sarif
        """,
        en="""Say what is wrong in which line of which note; publish nothing.

        \b
        Examples:
          kg check
          kg check --format sarif > kg.sarif
        """,
        de="""Sagt, was in welcher Zeile welcher Notiz nicht stimmt; veröffentlicht nichts.

        \b
        Beispiele:
          kg check
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
        fr="Reconstruire dès qu'une note change.",
        en="Build again whenever a note changes.",
        de="Neu bauen, sobald sich eine Notiz ändert.",
    ),
    "check.format": Text(
        fr="Comment les remarques sont écrites.",
        en="How the problems are written.",
        de="Wie die Bemerkungen geschrieben werden.",
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
}

METAVARS = {
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
}

# The frame of the help, and what is wrong in how a command was called.
USAGE = Text(fr="Usage :", en="Usage:", de="Aufruf:")
ARGUMENTS = Text(fr="Arguments ", en="Arguments", de="Argumente")
OPTIONS = Text(fr="Options ", en="Options", de="Optionen")
COMMANDS_HEADING = Text(fr="Commandes ", en="Commands", de="Befehle")
SEE_HELP = Text(
    fr="`{command} --help` montre ce qui est possible.",
    en="`{command} --help` shows what there is.",
    de="`{command} --help` zeigt, was es gibt.",
)
NO_COMMAND = Text(
    fr="La commande {name} n'existe pas.", en="There is no command {name}.", de="Den Befehl {name} gibt es nicht."
)
NO_OPTION = Text(
    fr="L'option {name} n'existe pas.", en="There is no option {name}.", de="Die Option {name} gibt es nicht."
)
MISSING = Text(fr="Il manque {name}.", en="{name} is missing.", de="Es fehlt {name}.")
MISSING_COMMAND = Text(fr="Il manque la commande.", en="The command is missing.", de="Es fehlt der Befehl.")
ONE_OF = Text(
    fr="{name} : il faut l'un de {choices}.",
    en="{name} must be one of {choices}.",
    de="{name}: möglich sind {choices}.",
)
NO_FILE = Text(
    fr="{name} doit être un fichier où l'on peut écrire.",
    en="{name} must be a file that can be written.",
    de="{name} muss eine Datei sein, die sich schreiben lässt.",
)
NO_VALUE = Text(
    fr="L'option {name} demande une valeur.",
    en="The option {name} needs a value.",
    de="Die Option {name} verlangt einen Wert.",
)
NO_FLAG_VALUE = Text(
    fr="L'option {name} ne prend pas de valeur.",
    en="The option {name} takes no value.",
    de="Die Option {name} nimmt keinen Wert.",
)
TOO_MANY = Text(fr="En trop : {what}.", en="Too many arguments: {what}.", de="Zu viel: {what}.")
ABORTED = Text(fr="Interrompu.", en="Interrupted.", de="Abgebrochen.")

# Messages of the commands
ASK = Text(
    fr="Que dit le jeu de données de lui-même ? Entrée laisse vide ; tout se change dans kg.toml.",
    en="What does the data set say of itself? Enter leaves it empty; all can be changed in kg.toml.",
    de="Was sagt der Datensatz von sich? Eingabe lässt leer; alles lässt sich in kg.toml ändern.",
)
COLON = Text(fr=" : ", en=": ", de=": ")
QUESTIONS = {
    "title": Text(fr="Titre", en="Title", de="Titel"),
    "licence": Text(fr="Licence (CC BY 4.0, CC0, une adresse …)", en="Licence (CC BY 4.0, CC0, an address …)", de="Lizenz (CC BY 4.0, CC0, eine Adresse …)"),
    "publisher": Text(fr="Qui publie", en="Publisher", de="Herausgeber"),
    "contact": Text(fr="Adresse électronique", en="E-mail address", de="E-Mail-Adresse"),
}  # fmt: skip
WRITTEN = Text(fr="écrit : {file}", en="written: {file}", de="geschrieben: {file}")
ALL_THERE = Text(fr="Tout est déjà là.", en="Everything is there already.", de="Alles ist schon da.")
NEXT = Text(fr="Ensuite : {command}", en="Next: {command}", de="Weiter: {command}")
TRY_QUERIES = Text(
    fr="kg query countries · kg why NOM · kg export -f turtle",
    en="kg query countries · kg why NAME · kg export -f turtle",
    de="kg query countries · kg why NAME · kg export -f turtle",
)
READ_AND_FOUND = Text(
    fr="{read} → {found} ; {statements}.", en="{read} → {found}; {statements}.", de="{read} → {found}; {statements}."
)
OF_WHICH = Text(fr="{all} (dont {some})", en="{all} ({some} among them)", de="{all} (davon {some})")
DRAFTS = same("{read} ({drafts})")
KINDS = Text(fr="Genres : {kinds}", en="Kinds: {kinds}", de="Arten: {kinds}")
NOTHING_WRONG = Text(fr="rien à signaler", en="nothing to report", de="nichts zu melden")
LEFT_OUT = Text(
    fr="Ce qui enfreint une règle n'a pas été publié ; le reste l'est.",
    en="What breaks a rule was left out; the rest is published.",
    de="Was gegen eine Regel verstösst, wurde ausgelassen; der Rest ist veröffentlicht.",
)
CHECKED = Text(fr="{read} : {problems}.", en="{read}: {problems}.", de="{read}: {problems}.")
MORE = Text(fr="… {count} de plus : kg check", en="… {count} more: kg check", de="… {count} weitere: kg check")
NOT_PUBLISHED = Text(fr="Rien n'a été publié.", en="Nothing was published.", de="Es wurde nichts veröffentlicht.")
NO_NOTES = Text(
    fr="Aucune note ici (.md, .markdown, .csv){ignored} : écrivez-en une, ou commencez avec `kg init`.",
    en="There is no note here (.md, .markdown, .csv){ignored}: write one, or start with `kg init`.",
    de="Hier ist keine Notiz (.md, .markdown, .csv){ignored}: schreiben Sie eine, oder beginnen Sie mit `kg init`.",
)
ALL_IGNORED = Text(
    fr=" ; {count} fichiers ou dossiers sont ignorés (brouillons, modèles, .gitignore, `ignore` de kg.toml)",
    en="; {count} files or folders are ignored (drafts, templates, .gitignore, `ignore` of kg.toml)",
    de="; {count} Dateien oder Ordner werden übergangen (Entwürfe, Vorlagen, .gitignore, `ignore` in kg.toml)",
)
NONE_FOUND = Text(
    fr="Aucune initiative reconnue : écrivez par exemple `- [Nom](https://…) (Suisse, 2020)` sous un titre « Projets ».",
    en="No initiative was recognised: write for instance `- [Name](https://…) (Switzerland, 2020)` under a heading “Projects”.",
    de="Keine Initiative erkannt: schreiben Sie etwa `- [Name](https://…) (Schweiz, 2020)` unter eine Überschrift „Projekte“.",
)
NO_GRAPH_YET = Text(
    fr="Pas encore de graphe : kg le construit …",
    en="No graph yet: building it first …",
    de="Noch kein Graph: er wird gebaut …",
)
STAGES = {
    "read": Text(fr="Lecture des notes", en="Reading the notes", de="Notizen lesen"),
    "recognise": Text(fr="Reconnaissance", en="Recognising", de="Erkennen"),
    "check": Text(fr="Vérification …", en="Checking …", de="Prüfen …"),
    "publish": Text(fr="Publication …", en="Publishing …", de="Veröffentlichen …"),
}
WAITS = Text(
    fr="Une autre construction est en cours : kg attend qu'elle finisse …",
    en="Another build is running: waiting for it to end …",
    de="Ein anderer Bau läuft: kg wartet, bis er fertig ist …",
)
NOTES_ARE_NEWER = Text(
    fr="Des notes sont plus récentes que le graphe : kg build",
    en="Some notes are newer than the graph: kg build",
    de="Einige Notizen sind neuer als der Graph: kg build",
)
NO_PARAMETER = Text(
    fr="« {pair} » n'est pas un paramètre.", en="{pair!r} is no parameter.", de="„{pair}“ ist kein Parameter."
)
WRITE_PARAMETER = Text(fr="Écrivez -p nom=valeur.", en="Write -p name=value.", de="Schreiben Sie -p name=wert.")

# What is counted: (one, many)
NOUNS = {
    "note": (Text(fr="note lue", en="note read", de="Notiz gelesen"), Text(fr="notes lues", en="notes read", de="Notizen gelesen")),
    "Initiative": (Text(fr="initiative", en="initiative", de="Initiative"), Text(fr="initiatives", en="initiatives", de="Initiativen")),
    "Resource": (Text(fr="ressource", en="resource", de="Ressource"), Text(fr="ressources", en="resources", de="Ressourcen")),
    "Organisation": (Text(fr="organisation", en="organisation", de="Organisation"), Text(fr="organisations", en="organisations", de="Organisationen")),
    "Funder": (Text(fr="financeur", en="funder", de="Förderer"), Text(fr="financeurs", en="funders", de="Förderer")),
    "statement": (Text(fr="énoncé", en="statement", de="Aussage"), Text(fr="énoncés", en="statements", de="Aussagen")),
    "country": (Text(fr="pays", en="country", de="Land"), Text(fr="pays", en="countries", de="Länder")),
    "draft": (Text(fr="brouillon laissé de côté", en="draft left out", de="Entwurf ausgelassen"), Text(fr="brouillons laissés de côté", en="drafts left out", de="Entwürfe ausgelassen")),
    "error": (Text(fr="erreur", en="error", de="Fehler"), Text(fr="erreurs", en="errors", de="Fehler")),
    "violation": (Text(fr="infraction", en="violation", de="Verstoss"), Text(fr="infractions", en="violations", de="Verstösse")),
    "warning": (Text(fr="avertissement", en="warning", de="Warnung"), Text(fr="avertissements", en="warnings", de="Warnungen")),
    "information": (Text(fr="remarque", en="remark", de="Hinweis"), Text(fr="remarques", en="remarks", de="Hinweise")),
    "more place": (Text(fr="autre endroit", en="more place", de="weitere Stelle"), Text(fr="autres endroits", en="more places", de="weitere Stellen")),
}  # fmt: skip


def counted(number: int, what: str) -> Text:
    """A number with its noun: "1 note read", "0 initiative" (French: singular below two)."""
    one, many = NOUNS[what]
    return Text(
        fr=f"{number} {(one if number < 2 else many).fr}",
        en=f"{number} {(one if number == 1 else many).en}",
        de=f"{number} {(one if number == 1 else many).de}",
    )


def listed(parts: Sequence[Text]) -> Text:
    """Parts behind one another, with commas."""
    return Text(**{x: ", ".join(p.in_language(x) for p in parts) for x in LANGUAGES})
