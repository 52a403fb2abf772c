"""Of the data set (KG5xx), and of decided links (KG6xx)."""

from __future__ import annotations

from kg.model.codes.code import Code
from kg.model.text import Text

LINKS = (
    Code(
        code="KG501",
        severity="information",
        message=Text(
            fr="Le jeu de données ne dit pas encore : {names}.",
            en="The data set does not say yet: {names}.",
            de="Der Datensatz nennt noch nicht: {names}.",
        ),
        hint=Text(
            fr="Complétez kg.toml (kg init en écrit un).",
            en="Fill in kg.toml (kg init writes one).",
            de="Ergänzen Sie kg.toml (kg init legt eine an).",
        ),
    ),
    Code(
        code="KG502",
        severity="warning",
        message=Text(
            fr="La licence « {text} » n'est pas connue : elle n'est pas publiée.",
            en="The licence “{text}” is not known: it is not published.",
            de="Die Lizenz „{text}“ ist nicht bekannt: sie wird nicht veröffentlicht.",
        ),
        hint=Text(
            fr="Donnez son adresse (https://…) ou un nom court comme « CC BY 4.0 ».",
            en="Give its address (https://…) or a short name such as “CC BY 4.0”.",
            de="Geben Sie ihre Adresse (https://…) oder einen Kurznamen wie „CC BY 4.0“ an.",
        ),
    ),
    Code(
        code="KG601",
        severity="error",
        message=Text(
            fr="Le fichier de décisions ne peut pas être lu ({why}).",
            en="The file of decisions cannot be read ({why}).",
            de="Die Datei der Entscheidungen ist nicht lesbar ({why}).",
        ),
        hint=Text(
            fr="Il faut des lignes « # » en YAML, la ligne des colonnes, puis une ligne par décision, en UTF-8.",
            en="It takes `#` lines in YAML, the line of columns, then a row a decision, in UTF-8.",
            de="Es braucht `#`-Zeilen in YAML, die Zeile der Spalten, dann eine Zeile pro Entscheidung, in UTF-8.",
        ),
    ),
    Code(
        code="KG602",
        severity="error",
        message=Text(
            fr="Cette décision ne peut pas être lue ({why}). Les autres le sont.",
            en="This decision cannot be read ({why}). The others are.",
            de="Diese Entscheidung ist nicht lesbar ({why}). Die anderen schon.",
        ),
        hint=Text(
            fr="Corrigez la cellule ; la ligne reste dans le fichier, elle ne compte pas tant qu'elle n'est pas lisible.",
            en="Mend the cell; the row stays in the file, and does not count until it can be read.",
            de="Berichtigen Sie die Zelle; die Zeile bleibt in der Datei und zählt nicht, solange sie nicht lesbar ist.",
        ),
    ),
    Code(
        code="KG603",
        severity="error",
        message=Text(
            fr="Cette décision contredit celle de la ligne {line} : aucune des deux ne compte.",
            en="This decision contradicts that of line {line}: neither of them counts.",
            de="Diese Entscheidung widerspricht der in Zeile {line}: keine der beiden zählt.",
        ),
        hint=Text(
            fr="Gardez une des deux lignes.",
            en="Keep one of the two rows.",
            de="Behalten Sie eine der beiden Zeilen.",
        ),
    ),
    Code(
        code="KG604",
        severity="error",
        message=Text(
            fr="« {text} » n'est pas un identifiant : cette décision n'est pas lue.",
            en="“{text}” is no identifier: this decision is not read.",
            de="„{text}“ ist kein Bezeichner: diese Entscheidung wird nicht gelesen.",
        ),
        hint=Text(
            fr="Copiez-le de la page de l'élément : wikidata:Q42, europeana:agent/42, ou une adresse entière.",
            en="Copy it from the page of the item: wikidata:Q42, europeana:agent/42, or a whole address.",
            de="Kopieren Sie ihn von der Seite des Objekts: wikidata:Q42, europeana:agent/42, oder eine ganze Adresse.",
        ),
    ),
    Code(
        code="KG605",
        severity="warning",
        message=Text(
            fr="Les notes ne connaissent pas {iri} : cette décision reste dans le fichier et ne compte pas.",
            en="The notes know no {iri}: this decision stays in the file and does not count.",
            de="Die Notizen kennen {iri} nicht: diese Entscheidung bleibt in der Datei und zählt nicht.",
        ),
        hint=Text(
            fr="Si la fiche a changé de nom, gardez son IRI dans iris.tsv ou corrigez subject_id ; si elle n'existe plus, supprimez la ligne.",
            en="If the entry has another name now, keep its IRI in iris.tsv or correct subject_id; if it is gone, delete the row.",
            de="Heisst der Eintrag nun anders, behalten Sie seine IRI in iris.tsv oder berichtigen Sie subject_id; gibt es ihn nicht mehr, löschen Sie die Zeile.",
        ),
    ),
    Code(
        code="KG606",
        severity="information",
        message=Text(
            fr="La décision d'une personne, à la ligne {line}, l'emporte sur celle-ci, prise par la règle.",
            en="A person's decision in line {line} stands against this one, which the rule took.",
            de="Die Entscheidung einer Person in Zeile {line} gilt vor dieser, die die Regel getroffen hat.",
        ),
        hint=Text(
            fr="Supprimez celle des deux lignes qui ne vaut plus.",
            en="Delete the row that does not hold any more.",
            de="Löschen Sie die Zeile, die nicht mehr gilt.",
        ),
    ),
    Code(
        code="KG607",
        severity="warning",
        message=Text(
            fr="{item} est déjà lié à « {other} » : deux entrées ne sont pas la même chose.",
            en="{item} is linked to “{other}” already: two entries are not one thing.",
            de="{item} ist schon mit „{other}“ verknüpft: zwei Einträge sind nicht dasselbe.",
        ),
        hint=Text(
            fr="Rejetez l'un des deux liens, ou dites par `same_as:` que les entrées sont une seule chose.",
            en="Reject one of the two links, or say with `same_as:` that the entries are one thing.",
            de="Lehnen Sie einen der beiden Links ab, oder sagen Sie mit `same_as:`, dass die Einträge dasselbe sind.",
        ),
    ),
    Code(
        code="KG608",
        severity="error",
        message=Text(
            fr="{item} est une page d'homonymie, pas une chose.",
            en="{item} is a disambiguation page, not a thing.",
            de="{item} ist eine Begriffsklärungsseite, kein Ding.",
        ),
        hint=Text(
            fr="Rejetez ce lien (`Not`), et cherchez la chose elle-même : kg link suggest --only.",
            en="Reject this link (`Not`), and look for the thing itself: kg link suggest --only.",
            de="Lehnen Sie diesen Link ab (`Not`), und suchen Sie das Ding selbst: kg link suggest --only.",
        ),
    ),
    Code(
        code="KG609",
        severity="information",
        message=Text(
            fr="Seul le site parle pour « {label} » ({item}) : est-ce l'entrée elle-même, ou qui la porte ?",
            en="Only the site speaks for “{label}” ({item}): is it the entry itself, or who runs it?",
            de="Nur die Website spricht für „{label}“ ({item}): ist es der Eintrag selbst, oder wer ihn trägt?",
        ),
        hint=Text(
            fr="Si c'est qui la porte, rejetez le lien et écrivez « porté par {label} » dans la note.",
            en="If it is who runs it, reject the link and write `run by {label}` in the note.",
            de="Wenn es der Träger ist, lehnen Sie den Link ab und schreiben Sie „getragen von {label}“ in die Notiz.",
        ),
    ),
    Code(
        code="KG610",
        severity="warning",
        message=Text(
            fr="{item} n'existe plus : l'élément a été supprimé.",
            en="{item} is there no more: the item was deleted.",
            de="{item} gibt es nicht mehr: das Objekt wurde gelöscht.",
        ),
        hint=Text(
            fr="Supprimez la ligne, et cherchez de nouveau : kg link suggest --only.",
            en="Delete the row, and look again: kg link suggest --only.",
            de="Löschen Sie die Zeile, und suchen Sie neu: kg link suggest --only.",
        ),
    ),
)
