"""What the commands answer: what was read and found, what comes next, how many of what."""

from __future__ import annotations

from collections.abc import Sequence

from kg.model.text import LANGUAGES, Text, same

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
BY_CODE = Text(
    fr="{counts} (`kg explain CODE` : ce que cela veut dire)",
    en="{counts} (`kg explain CODE` says what it means)",
    de="{counts} (`kg explain CODE`: was es bedeutet)",
)
MORE = Text(fr="… {count} de plus : kg check", en="… {count} more: kg check", de="… {count} weitere: kg check")
NOT_PUBLISHED = Text(fr="Rien n'a été publié.", en="Nothing was published.", de="Es wurde nichts veröffentlicht.")
NO_NOTES = Text(
    fr="Aucune note ici (.md, .markdown, .csv){ignored} : écrivez-en une, ou commencez avec `kg init`.",
    en="There is no note here (.md, .markdown, .csv){ignored}: write one, or start with `kg init`.",
    de="Hier ist keine Notiz (.md, .markdown, .csv){ignored}: schreiben Sie eine, oder beginnen Sie mit `kg init`.",
)
ALL_IGNORED = Text(
    fr=" ; {ignored} (brouillons, modèles, .gitignore, `ignore` de kg.toml)",
    en="; {ignored} (drafts, templates, .gitignore, `ignore` of kg.toml)",
    de="; {ignored} (Entwürfe, Vorlagen, .gitignore, `ignore` in kg.toml)",
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
    "ask": Text(fr="Recherche de candidats", en="Looking for candidates", de="Suche nach Kandidaten"),
    "send": Text(fr="Envoi", en="Sending", de="Senden"),
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
    "ignored": (
        Text(fr="fichier ou dossier est ignoré", en="file or folder is ignored", de="Datei oder Ordner wird übergangen"),
        Text(fr="fichiers ou dossiers sont ignorés", en="files or folders are ignored", de="Dateien oder Ordner werden übergangen"),
    ),
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
