"""The words of the pages that ask: queries, pictures, the state of the notes."""

from __future__ import annotations

from kg.model.text import Text

ASKING = {
    # -- queries ----------------------------------------------------------------------------------------
    "query": Text(fr="Requête", en="Query", de="Abfrage"),
    "run": Text(fr="Lancer", en="Run", de="Ausführen"),
    "format": Text(fr="Format", en="Format", de="Format"),
    "as_page": Text(fr="une page", en="a page", de="eine Seite"),
    "row": Text(fr="1 ligne", en="1 row", de="1 Zeile"),
    "rows": Text(fr="{count} lignes", en="{count} rows", de="{count} Zeilen"),
    "cut": Text(
        fr="Les {count} premières sont montrées ; les formats ci-dessus ont tout.",
        en="The first {count} are shown; the formats above have all.",
        de="Die ersten {count} werden gezeigt; die Formate oben haben alles.",
    ),
    "cut_graph": Text(
        fr="Le début est montré ; les formats ci-dessus ont tout.",
        en="The beginning is shown; the formats above have all.",
        de="Der Anfang wird gezeigt; die Formate oben haben alles.",
    ),
    "seconds": Text(fr="{seconds} s", en="{seconds} s", de="{seconds} s"),
    "share": Text(fr="lien vers cette requête", en="link to this query", de="Link zu dieser Abfrage"),
    "prefixes": Text(
        fr="Préfixes connus sans déclaration",
        en="Prefixes known without declaration",
        de="Ohne Deklaration bekannte Präfixe",
    ),
    "not_answered": Text(
        fr="La requête n'a pas de réponse", en="The query has no answer", de="Die Abfrage hat keine Antwort"
    ),
    "open_editor": Text(fr="Ouvrir dans l'éditeur", en="Open in the editor", de="Im Editor öffnen"),
    "choose_example": Text(fr="Exemples", en="Examples", de="Beispiele"),
    "show_form": Text(fr="Formulaire simple", en="Plain form", de="Einfaches Formular"),
    "show_editor": Text(fr="Éditeur", en="Editor", de="Editor"),
    "page_size": Text(fr="Lignes par page", en="Rows a page", de="Zeilen pro Seite"),
    "response": Text(fr="La réponse telle quelle", en="The response as it came", de="Die Antwort, wie sie kam"),
    "graph": Text(fr="Graphe", en="Graph", de="Graph"),
    "map_needs": Text(
        fr="La carte compte les lignes par pays : il faut une colonne de codes ISO ou de pays.",
        en="The map counts rows by country: it needs a column of ISO codes or of countries.",
        de="Die Karte zählt Zeilen nach Land: Sie braucht eine Spalte mit ISO-Codes oder Ländern.",
    ),
    "graph_cut": Text(
        fr="Les premiers liens sont montrés.", en="The first links are shown.", de="Die ersten Verbindungen werden gezeigt."
    ),
    "sparql_about": Text(
        fr="Interrogez le graphe en SPARQL 1.1. Cette adresse répond aussi aux programmes.",
        en="Ask the graph in SPARQL 1.1. This address answers programs, too.",
        de="Befragen Sie den Graphen in SPARQL 1.1. Diese Adresse antwortet auch Programmen.",
    ),
    "queries_about": Text(
        fr="Des questions toutes prêtes, avec leurs réponses.",
        en="Questions that are ready to ask, with their answers.",
        de="Fertige Fragen mit ihren Antworten.",
    ),
    # -- for programs -----------------------------------------------------------------------------------
    "api_about": Text(
        fr="Chaque question a aussi une adresse pour les programmes, qui répond en JSON ou en CSV.",
        en="Each question has an address for programs, too, which answers in JSON or CSV.",
        de="Jede Frage hat auch eine Adresse für Programme, die in JSON oder CSV antwortet.",
    ),
    "tag_queries": Text(fr="Requêtes nommées", en="Named queries", de="Benannte Abfragen"),
    "tag_sparql": Text(fr="Toute requête SPARQL", en="Any SPARQL query", de="Jede SPARQL-Abfrage"),
    "tag_dumps": Text(fr="Le graphe entier", en="The whole graph", de="Der ganze Graph"),
    "no_sparql": Text(
        fr="Un paramètre ou la requête n'est pas correct.",
        en="A parameter or the query is not right.",
        de="Ein Parameter oder die Abfrage stimmt nicht.",
    ),
    "no_format": Text(
        fr="Aucun des formats demandés n'existe.", en="None of the formats asked for is there.", de="Keines der verlangten Formate gibt es."
    ),
    "too_many": Text(
        fr="Trop de requêtes à la fois : voir Retry-After.",
        en="Too many queries at once: see Retry-After.",
        de="Zu viele Abfragen auf einmal: siehe Retry-After.",
    ),
    "stopped": Text(
        fr="Arrêtée : trop longue, trop grande, ou tout est occupé.",
        en="Stopped: too long, too large, or all is busy.",
        de="Beendet: zu lang, zu gross, oder alles ist belegt.",
    ),
    "data_set": Text(
        fr="Les graphes du jeu de données (protocole SPARQL 1.1).",
        en="The graphs of the data set (SPARQL 1.1 Protocol).",
        de="Die Graphen des Datensatzes (SPARQL-1.1-Protokoll).",
    ),
    # -- pictures ---------------------------------------------------------------------------------------
    "map_about": Text(
        fr="Combien d'initiatives dans chaque pays. Plus un carré est coloré, plus il y en a ; un carré mène à ses initiatives.",
        en="How many initiatives there are in each country. The stronger a square's colour, the more; a square leads to its initiatives.",
        de="Wie viele Initiativen es in jedem Land gibt. Je kräftiger ein Quadrat, desto mehr; ein Quadrat führt zu seinen Initiativen.",
    ),
    "map_square": Text(fr="{name} : {count}", en="{name}: {count}", de="{name}: {count}"),
    "wider": Text(fr="Plus large qu'un pays", en="Wider than a country", de="Grösser als ein Land"),
    "nowhere": Text(fr="Sans lieu", en="Without a place", de="Ohne Ort"),
    "timeline_about": Text(
        fr="Quand les initiatives ont eu lieu : {shown} sur {count} avec une date. Une barre pâle n'a pas de fin connue.",
        en="When the initiatives ran: {shown} of {count} with a date. A pale bar has no known end.",
        de="Wann die Initiativen liefen: {shown} von {count} mit Datum. Ein blasser Balken hat kein bekanntes Ende.",
    ),
    "network_about": Text(
        fr="Qui finance et qui porte quoi : les {shown} organisations les plus liées sur {count}. Un trait fort : elle finance.",
        en="Who funds and who leads what: the {shown} most connected organisations of {count}. A strong line: it funds.",
        de="Wer was fördert und trägt: die {shown} am stärksten verbundenen Organisationen von {count}. Eine kräftige Linie: Sie fördert.",
    ),
    "show_more": Text(fr="En montrer plus", en="Show more", de="Mehr zeigen"),
    "nothing_yet": Text(
        fr="Les notes n'en disent rien.", en="The notes say nothing of it.", de="Die Notizen sagen nichts dazu."
    ),
    "as_table": Text(fr="La même chose en tableau", en="The same as a table", de="Dasselbe als Tabelle"),
    "pays": Text(fr="finance", en="funds", de="fördert"),
    "runs": Text(fr="porte", en="leads", de="trägt"),
    "role": Text(fr="Rôle", en="Role", de="Rolle"),
    # -- the state of the notes -------------------------------------------------------------------------
    "quality_about": Text(
        fr="Ce que la dernière lecture des notes a trouvé à redire, et ce qui manque aux fiches. Chaque remarque mène à sa ligne.",
        en="What the last reading of the notes found wrong, and what entries lack. Each problem leads to its line.",
        de="Was das letzte Lesen der Notizen beanstandet hat, und was den Einträgen fehlt. Jede Bemerkung führt zu ihrer Zeile.",
    ),
    "none_wrong": Text(fr="Rien à redire.", en="Nothing is wrong.", de="Nichts zu beanstanden."),
    "kept_elsewhere": Text(
        fr="Ce graphe vient d'un moteur : ce que la construction a trouvé est chez qui construit (`kg check`).",
        en="This graph comes from an engine: what its build found is with whoever builds it (`kg check`).",
        de="Dieser Graph kommt von einem Server: Was sein Bau fand, ist bei denen, die ihn bauen (`kg check`).",
    ),
    "not_kept": Text(
        fr="Ce que la dernière construction a trouvé n'est pas lisible : relancez `kg build`.",
        en="What the last build found cannot be read: run `kg build` again.",
        de="Was der letzte Bau gefunden hat, ist nicht lesbar: starten Sie `kg build` noch einmal.",
    ),
    "lacking": Text(fr="Ce qui manque", en="What is missing", de="Was fehlt"),
    "lack": Text(fr="Il manque", en="Missing", de="Es fehlt"),
    "lacking_of": Text(
        fr="Sans : {lack} ({count})", en="Without: {lack} ({count})", de="Ohne: {lack} ({count})"
    ),
    "how_many": Text(fr="Combien", en="How many", de="Wie viele"),
    "of_all": Text(fr="{count} sur {total}", en="{count} of {total}", de="{count} von {total}"),
    "by_code": Text(fr="Par code", en="By code", de="Nach Code"),
    "by_note": Text(fr="Par note", en="By note", de="Nach Notiz"),
    "code": Text(fr="Code", en="Code", de="Code"),
    "meaning": Text(fr="Ce qu'il dit", en="What it says", de="Was er sagt"),
    "problems": Text(fr="Remarques ({count})", en="Problems ({count})", de="Bemerkungen ({count})"),
    "problems_cut": Text(
        fr="Les {count} premières sont montrées.", en="The first {count} are shown.", de="Die ersten {count} werden gezeigt."
    ),
    "problems_all": Text(fr="Montrer toutes les remarques", en="Show all problems", de="Alle Bemerkungen zeigen"),
}  # fmt: skip
