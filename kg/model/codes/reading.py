"""Of what cannot be read, or only in part: KG1xx."""

from __future__ import annotations

from kg.model.codes.code import Code
from kg.model.text import Text

_QUOTE = Text(
    fr="Mettez entre guillemets les valeurs qui contiennent « : », « ? », « [ », « # », « * » ou « & ».",
    en="Put quotes around values that hold `:`, `?`, `[`, `#`, `*` or `&`.",
    de="Werte mit `:`, `?`, `[`, `#`, `*` oder `&` in Anführungszeichen setzen.",
)

READING = (
    Code(
        code="KG101",
        severity="warning",
        message=Text(
            fr="L'en-tête de la note n'est pas lisible en entier : YAML refuse cette ligne ({what}).",
            en="The front matter cannot be read as a whole: YAML refuses this line ({what}).",
            de="Der Kopf der Notiz ist nicht ganz lesbar: YAML lehnt diese Zeile ab ({what}).",
        ),
        hint=_QUOTE,
    ),
    Code(
        code="KG102",
        severity="warning",
        message=Text(
            fr="L'en-tête de la note n'est pas lisible : ce n'est pas une liste « clé : valeur ».",
            en="The front matter cannot be read: it is no list of `key: value`.",
            de="Der Kopf der Notiz ist nicht lesbar: er ist keine Liste von `Schlüssel: Wert`.",
        ),
        hint=Text(
            fr="Écrivez une clé et sa valeur par ligne, par exemple « country: Suisse ».",
            en="Write one key and its value a line, for instance `country: Switzerland`.",
            de="Schreiben Sie einen Schlüssel und seinen Wert pro Zeile, etwa `country: Schweiz`.",
        ),
    ),
    Code(
        code="KG103",
        severity="error",
        message=Text(
            fr="Cette ligne du fichier CSV ne peut pas être lue ({what}). Les autres le sont.",
            en="This row of the CSV file cannot be read ({what}). The others are.",
            de="Diese Zeile der CSV-Datei ist nicht lesbar ({what}). Die anderen schon.",
        ),
        hint=Text(
            fr="Vérifiez ses guillemets : dans une cellule entre guillemets, un guillemet s'écrit deux fois.",
            en="Look at its quotes: within a quoted cell, a quote is written twice.",
            de="Prüfen Sie ihre Anführungszeichen: in einer Zelle in Anführungszeichen werden sie doppelt geschrieben.",
        ),
    ),
    Code(
        code="KG104",
        severity="warning",
        message=Text(
            fr="Cette ligne a {got} cellules, l'en-tête en a {want} : elle n'est pas lue.",
            en="This row has {got} cells, the header has {want}: it is not read.",
            de="Diese Zeile hat {got} Zellen, die Kopfzeile {want}: sie wird nicht gelesen.",
        ),
        hint=Text(
            fr="Mettez entre guillemets les cellules qui contiennent le séparateur.",
            en="Put quotes around cells that hold the separator.",
            de="Zellen mit dem Trennzeichen in Anführungszeichen setzen.",
        ),
    ),
    Code(
        code="KG105",
        severity="error",
        message=Text(
            fr="La note ne peut pas être lue ({why}).",
            en="The note cannot be read ({why}).",
            de="Die Notiz ist nicht lesbar ({why}).",
        ),
        hint=Text(
            fr="{todo}, puis relancez `kg build`.",
            en="{todo}, then run `kg build` again.",
            de="{todo}, und starten Sie `kg build` neu.",
        ),
    ),
    Code(
        code="KG106",
        severity="warning",
        message=Text(
            fr="La note n'est pas en UTF-8 ; elle a été lue comme du Windows-1252.",
            en="The note is not in UTF-8; it was read as Windows-1252.",
            de="Die Notiz ist nicht in UTF-8; sie wurde als Windows-1252 gelesen.",
        ),
        hint=Text(fr="Enregistrez-la en UTF-8.", en="Save it as UTF-8.", de="Speichern Sie sie als UTF-8."),
    ),
    Code(
        code="KG107",
        severity="error",
        message=Text(
            fr="Cet énoncé Turtle ne peut pas être lu ; les autres du bloc le sont.",
            en="This Turtle statement cannot be read; the others of the block are.",
            de="Diese Turtle-Aussage ist nicht lesbar; die anderen des Blocks schon.",
        ),
        hint=Text(
            fr="Le lecteur de Turtle dit (en anglais) : {what}",
            en="The Turtle parser says: {what}",
            de="Der Turtle-Leser sagt (auf Englisch): {what}",
        ),
    ),
    Code(
        code="KG108",
        severity="warning",
        message=Text(
            fr="Un énoncé sur un nœud sans nom est laissé de côté.",
            en="A statement about a nameless (blank) node is left out.",
            de="Eine Aussage über einen namenlosen Knoten wird ausgelassen.",
        ),
        hint=Text(fr="Donnez-lui une IRI.", en="Give it an IRI.", de="Geben Sie ihm eine IRI."),
    ),
    Code(
        code="KG109",
        severity="warning",
        message=Text(
            fr="Un énoncé de ce bloc Turtle est laissé de côté : {why}.",
            en="A statement of this Turtle block is left out: {why}.",
            de="Eine Aussage dieses Turtle-Blocks wird ausgelassen: {why}.",
        ),
        hint=Text(
            fr="Corrigez-le, ou supprimez-le du bloc.",
            en="Mend it, or take it out of the block.",
            de="Berichtigen Sie sie, oder nehmen Sie sie aus dem Block.",
        ),
    ),
    Code(
        code="KG110",
        severity="information",
        message=Text(
            fr="La note contient un caractère de commande ({code}) ; il est lu comme un blanc.",
            en="The note holds a control character ({code}); it is read as a blank.",
            de="Die Notiz enthält ein Steuerzeichen ({code}); es wird als Leerzeichen gelesen.",
        ),
        hint=Text(
            fr="Effacez-le : il vient souvent d'un copier-coller.",
            en="Delete it: it often comes with copied text.",
            de="Löschen Sie es: es kommt oft mit kopiertem Text.",
        ),
    ),
    Code(
        code="KG111",
        severity="error",
        message=Text(
            fr="Le dossier ne peut pas être lu ({why}) : ses notes manquent.",
            en="The folder cannot be read ({why}): its notes are missing.",
            de="Der Ordner ist nicht lesbar ({why}): seine Notizen fehlen.",
        ),
        hint=Text(
            fr="Donnez-vous le droit de le lire, ou nommez-le sous `ignore` dans kg.toml.",
            en="Give yourself the right to read it, or name it under `ignore` in kg.toml.",
            de="Geben Sie sich das Recht, ihn zu lesen, oder nennen Sie ihn unter `ignore` in kg.toml.",
        ),
    ),
    Code(
        code="KG112",
        severity="warning",
        message=Text(
            fr="Deux fichiers portent ce nom, écrit de deux façons en Unicode : un seul est lu.",
            en="Two files bear this name, written in two ways in Unicode: one of them is read.",
            de="Zwei Dateien tragen diesen Namen, auf zwei Arten in Unicode geschrieben: eine davon wird gelesen.",
        ),
        hint=Text(fr="Renommez-en un.", en="Rename one of them.", de="Benennen Sie eine um."),
    ),
    Code(
        code="KG113",
        severity="information",
        message=Text(
            fr="Ce texte a plus de {most} caractères d'affilée : rien n'y est cherché.",
            en="This text has more than {most} characters in a row: nothing is looked for in it.",
            de="Dieser Text hat mehr als {most} Zeichen am Stück: darin wird nichts gesucht.",
        ),
        hint=Text(
            fr="Coupez-le en paragraphes ou en liste.",
            en="Cut it into paragraphs or a list.",
            de="Teilen Sie ihn in Absätze oder eine Liste.",
        ),
    ),
    Code(
        code="KG114",
        severity="information",
        message=Text(
            fr="Cette ligne a {got} cellules, l'en-tête en a {want} : celles qui manquent comptent comme vides.",
            en="This row has {got} cells, the header has {want}: the missing ones count as empty.",
            de="Diese Zeile hat {got} Zellen, die Kopfzeile {want}: die fehlenden zählen als leer.",
        ),
        hint=Text(
            fr="S'il manque un séparateur au milieu de la ligne, ajoutez-le.",
            en="If a separator is missing within the row, add it.",
            de="Fehlt ein Trennzeichen in der Zeile, fügen Sie es ein.",
        ),
    ),
    Code(
        code="KG115",
        severity="warning",
        message=Text(
            fr="La clé « {key} » est déjà à la ligne {line} : les deux valeurs sont lues.",
            en="The key “{key}” stands in line {line} already: both values are read.",
            de="Der Schlüssel „{key}“ steht schon in Zeile {line}: beide Werte werden gelesen.",
        ),
        hint=Text(
            fr="Gardez-en une, ou écrivez les deux valeurs en liste : {key}: [a, b].",
            en="Keep one, or write both values as a list: {key}: [a, b].",
            de="Behalten Sie einen, oder schreiben Sie beide Werte als Liste: {key}: [a, b].",
        ),
    ),
    Code(
        code="KG116",
        severity="warning",
        message=Text(
            fr="La note contient un conflit de Git qui n'est pas résolu : les deux versions sont lues.",
            en="The note holds a Git conflict that is not resolved: both versions are read.",
            de="Die Notiz enthält einen ungelösten Git-Konflikt: beide Fassungen werden gelesen.",
        ),
        hint=Text(
            fr="Gardez la bonne version, et supprimez les lignes « <<<<<<< », « ======= » et « >>>>>>> ».",
            en="Keep the right version, and delete the lines `<<<<<<<`, `=======` and `>>>>>>>`.",
            de="Behalten Sie die richtige Fassung, und löschen Sie die Zeilen `<<<<<<<`, `=======` und `>>>>>>>`.",
        ),
    ),
    Code(
        code="KG117",
        severity="warning",
        message=Text(
            fr="L'en-tête de la note n'est pas fermé : il est lu comme du texte.",
            en="The front matter is not closed: it is read as text.",
            de="Der Kopf der Notiz ist nicht geschlossen: er wird als Text gelesen.",
        ),
        hint=Text(
            fr="Écrivez « {mark} » seul sur une ligne derrière la dernière clé.",
            en="Write `{mark}` on a line of its own behind the last key.",
            de="Schreiben Sie `{mark}` allein in eine Zeile hinter den letzten Schlüssel.",
        ),
    ),
    Code(
        code="KG118",
        severity="warning",
        message=Text(
            fr="L'en-tête de la note est en {form} : il n'est pas lu comme un en-tête.",
            en="The front matter is in {form}: it is not read as front matter.",
            de="Der Kopf der Notiz ist in {form}: er wird nicht als Kopf gelesen.",
        ),
        hint=Text(
            fr="Écrivez-le en YAML, entre deux lignes « --- » : « pays: Suisse ».",
            en="Write it in YAML, between two lines `---`: `country: Switzerland`.",
            de="Schreiben Sie ihn in YAML, zwischen zwei Zeilen `---`: `land: Schweiz`.",
        ),
    ),
    Code(
        code="KG119",
        severity="warning",
        message=Text(
            fr="Ce fichier semble être une copie de {other}, faite à la main ou par une synchronisation : les deux sont lus.",
            en="This file looks like a copy of {other}, made by hand or by a synchronisation: both are read.",
            de="Diese Datei scheint eine Kopie von {other} zu sein, von Hand oder beim Abgleichen gemacht: beide werden gelesen.",
        ),
        hint=Text(
            fr="Gardez-en un seul, ou nommez la copie sous `ignore` dans kg.toml.",
            en="Keep one of them, or name the copy under `ignore` in kg.toml.",
            de="Behalten Sie eine davon, oder nennen Sie die Kopie unter `ignore` in kg.toml.",
        ),
    ),
    Code(
        code="KG120",
        severity="warning",
        message=Text(
            fr="Cette entrée mène hors du dossier des notes : elle n'est pas suivie.",
            en="This link leads out of the folder of notes: it is not followed.",
            de="Diese Verknüpfung führt aus dem Ordner der Notizen: ihr wird nicht gefolgt.",
        ),
        hint=Text(
            fr="Copiez parmi les notes ce qui doit être lu.",
            en="Copy what is to be read into the folder.",
            de="Kopieren Sie in den Ordner, was gelesen werden soll.",
        ),
    ),
    Code(
        code="KG121",
        severity="warning",
        message=Text(
            fr="La note {note} n'est pas sur cet ordinateur : iCloud ne l'a pas encore apportée.",
            en="The note {note} is not on this computer: iCloud has not brought it yet.",
            de="Die Notiz {note} ist nicht auf diesem Computer: iCloud hat sie noch nicht gebracht.",
        ),
        hint=Text(
            fr="Ouvrez-la une fois, puis relancez `kg build`.",
            en="Open it once, then run `kg build` again.",
            de="Öffnen Sie sie einmal, und starten Sie `kg build` neu.",
        ),
    ),
    Code(
        code="KG122",
        severity="information",
        message=Text(
            fr="Le fichier est vide.",
            en="The file is empty.",
            de="Die Datei ist leer.",
        ),
        hint=Text(
            fr="S'il ne devrait pas l'être, attendez la fin de la synchronisation, ou reprenez une sauvegarde.",
            en="If it should not be, wait for the synchronisation to end, or take it from a backup.",
            de="Falls sie es nicht sein sollte, warten Sie das Abgleichen ab, oder holen Sie sie aus einer Sicherung.",
        ),
    ),
    Code(
        code="KG123",
        severity="warning",
        message=Text(
            fr="Cette ligne contient des octets qui ne sont pas de l'UTF-8 : ils sont lus comme « � ».",
            en="This line holds bytes that are no UTF-8: they are read as “�”.",
            de="Diese Zeile enthält Bytes, die kein UTF-8 sind: sie werden als „�“ gelesen.",
        ),
        hint=Text(
            fr="Récrivez ce qui manque ; si la fin de la note manque aussi, reprenez une sauvegarde.",
            en="Write what is missing again; if the end of the note is missing too, take it from a backup.",
            de="Schreiben Sie das Fehlende neu; fehlt auch das Ende der Notiz, holen Sie sie aus einer Sicherung.",
        ),
    ),
    Code(
        code="KG124",
        severity="warning",
        message=Text(
            fr="Le lien {target} n'est pas publié : il ne mène pas à une page du web.",
            en="The link {target} is not published: it leads to no page of the web.",
            de="Der Link {target} wird nicht veröffentlicht: er führt zu keiner Webseite.",
        ),
        hint=Text(
            fr="Donnez une adresse qui commence par https://, ou supprimez le lien.",
            en="Give an address that begins with https://, or delete the link.",
            de="Geben Sie eine Adresse an, die mit https:// beginnt, oder löschen Sie den Link.",
        ),
    ),
    Code(
        code="KG125",
        severity="information",
        message=Text(
            fr="Ce lien n'est pas complet : il est lu comme du texte.",
            en="This link is not complete: it is read as text.",
            de="Dieser Link ist nicht vollständig: er wird als Text gelesen.",
        ),
        hint=Text(
            fr="Écrivez `[nom](adresse)` ; dans une adresse, un blanc s'écrit %20, « < » et « > » s'écrivent %3C et %3E.",
            en="Write `[name](address)`; in an address, a blank is written %20, `<` and `>` are %3C and %3E.",
            de="Schreiben Sie `[Name](Adresse)`; in einer Adresse wird ein Leerzeichen zu %20, `<` und `>` zu %3C und %3E.",
        ),
    ),
    Code(
        code="KG126",
        severity="warning",
        message=Text(
            fr="Cette cellule contient une formule : elle est lue comme vide.",
            en="This cell holds a formula: it is read as empty.",
            de="Diese Zelle enthält eine Formel: sie wird als leer gelesen.",
        ),
        hint=Text(
            fr="Dans le tableur, remplacez la formule par sa valeur, puis enregistrez de nouveau.",
            en="In the spreadsheet, put the value in the place of the formula, and save again.",
            de="Ersetzen Sie in der Tabelle die Formel durch ihren Wert, und speichern Sie neu.",
        ),
    ),
    Code(
        code="KG127",
        severity="information",
        message=Text(
            fr="L'étiquette YAML {tag} n'est pas connue : la valeur est lue comme du texte.",
            en="The YAML tag {tag} is not known: the value is read as text.",
            de="Das YAML-Etikett {tag} ist nicht bekannt: der Wert wird als Text gelesen.",
        ),
        hint=Text(
            fr="Supprimez-la, ou mettez la valeur entre guillemets si elle commence par « ! ».",
            en="Delete it, or put quotes around a value that begins with `!`.",
            de="Löschen Sie es, oder setzen Sie einen Wert, der mit `!` beginnt, in Anführungszeichen.",
        ),
    ),
    Code(
        code="KG128",
        severity="error",
        message=Text(
            fr="La note a plus de {most} caractères : ce qui suit n'est pas lu.",
            en="The note has more than {most} characters: what follows is not read.",
            de="Die Notiz hat mehr als {most} Zeichen: was folgt, wird nicht gelesen.",
        ),
        hint=Text(
            fr="Coupez-la en plusieurs notes.",
            en="Cut it into several notes.",
            de="Teilen Sie sie in mehrere Notizen.",
        ),
    ),
    Code(
        code="KG129",
        severity="error",
        message=Text(
            fr="{count} autres lignes de ce fichier ne peuvent pas être lues ou ne vont pas avec l'en-tête ; la première est celle-ci.",
            en="{count} more rows of this file cannot be read or do not go with the header; the first is this one.",
            de="{count} weitere Zeilen dieser Datei sind nicht lesbar oder passen nicht zur Kopfzeile; die erste ist diese.",
        ),
        hint=Text(
            fr="Vérifiez le séparateur et les guillemets de tout le fichier.",
            en="Look at the separator and the quotes of the whole file.",
            de="Prüfen Sie Trennzeichen und Anführungszeichen der ganzen Datei.",
        ),
    ),
    Code(
        code="KG130",
        severity="warning",
        message=Text(
            fr="Cette ligne du tableau a {got} cellules, l'en-tête en a {want} : les dernières ne sont pas lues.",
            en="This row of the table has {got} cells, the header has {want}: the last ones are not read.",
            de="Diese Zeile der Tabelle hat {got} Zellen, die Kopfzeile {want}: die letzten werden nicht gelesen.",
        ),
        hint=Text(
            fr="Dans une cellule, écrivez « \\| » pour « | » ; sinon, ajoutez une colonne à l'en-tête.",
            en="Within a cell, write `\\|` for `|`; otherwise add a column to the header.",
            de="In einer Zelle schreiben Sie `\\|` für `|`; sonst fügen Sie der Kopfzeile eine Spalte an.",
        ),
    ),
    Code(
        code="KG131",
        severity="information",
        message=Text(
            fr="Ce nom est trop long ({words} mots, {count} caractères) : aucune fiche n'en est faite.",
            en="This name is too long ({words} words, {count} characters): no entry is made of it.",
            de="Dieser Name ist zu lang ({words} Wörter, {count} Zeichen): daraus wird kein Eintrag.",
        ),
        hint=Text(
            fr="Faites d'un nom court le lien ({most_words} mots et {most} caractères au plus), et écrivez le reste derrière.",
            en="Make a short name the link ({most_words} words and {most} characters at most), and write the rest behind it.",
            de="Machen Sie einen kurzen Namen zum Link (höchstens {most_words} Wörter und {most} Zeichen), den Rest schreiben Sie dahinter.",
        ),
    ),
    Code(
        code="KG132",
        severity="warning",
        message=Text(
            fr="Ce bloc de code n'est jamais fermé : rien n'est lu dans ses {lines} lignes.",
            en="This block of code is never closed: nothing is read in its {lines} lines.",
            de="Dieser Codeblock ist nie geschlossen: in seinen {lines} Zeilen wird nichts gelesen.",
        ),
        hint=Text(
            fr="Écrivez les mêmes signes (``` ou ~~~) seuls sur une ligne là où il finit.",
            en="Write the same marks (``` or ~~~) on a line of their own where it ends.",
            de="Schreiben Sie dieselben Zeichen (``` oder ~~~) allein in eine Zeile, wo er endet.",
        ),
    ),
    Code(
        code="KG133",
        severity="warning",
        message=Text(
            fr="Ce commentaire n'est jamais fermé : rien n'est lu dans ses {lines} lignes.",
            en="This comment is never closed: nothing is read in its {lines} lines.",
            de="Dieser Kommentar ist nie geschlossen: in seinen {lines} Zeilen wird nichts gelesen.",
        ),
        hint=Text(
            fr="Écrivez « --> » là où il finit.",
            en="Write `-->` where it ends.",
            de="Schreiben Sie `-->`, wo er endet.",
        ),
    ),
    Code(
        code="KG134",
        severity="information",
        message=Text(
            fr="Cette liste ou ce tableau est en HTML : rien n'y est lu.",
            en="This list or table is in HTML: nothing is read in it.",
            de="Diese Liste oder Tabelle ist in HTML: darin wird nichts gelesen.",
        ),
        hint=Text(
            fr="Écrivez-la en Markdown : « - [Nom](https://…) (Suisse) ».",
            en="Write it in Markdown: `- [Name](https://…) (Switzerland)`.",
            de="Schreiben Sie sie in Markdown: `- [Name](https://…) (Schweiz)`.",
        ),
    ),
    Code(
        code="KG135",
        severity="warning",
        message=Text(
            fr="Ce tableau n'a pas de ligne de tirets sous ses titres : rien n'est lu dans ses {lines} lignes.",
            en="This table has no line of dashes below its headers: nothing is read in its {lines} lines.",
            de="Diese Tabelle hat keine Zeile mit Strichen unter ihren Überschriften: in ihren {lines} Zeilen wird nichts gelesen.",
        ),
        hint=Text(
            fr="Écrivez sous la première ligne `|---|---|`, avec autant de `---` que de colonnes.",
            en="Write `|---|---|` below the first line, with as many `---` as there are columns.",
            de="Schreiben Sie unter die erste Zeile `|---|---|`, mit so vielen `---` wie Spalten.",
        ),
    ),
    Code(
        code="KG136",
        severity="error",
        message=Text(
            fr="kg a échoué en lisant cette note ({what}) : rien n'en est lu, les autres le sont.",
            en="kg failed at reading this note ({what}): nothing of it is read, the others are.",
            de="kg ist an dieser Notiz gescheitert ({what}): nichts davon wird gelesen, die anderen schon.",
        ),
        hint=Text(
            fr="C'est une erreur de kg, pas la vôtre : signalez-la avec la note, ou avec les lignes qui suffisent à la provoquer.",
            en="This is a mistake of kg, not yours: report it with the note, or with the lines that are enough to cause it.",
            de="Das ist ein Fehler von kg, nicht Ihrer: Melden Sie ihn mit der Notiz, oder mit den Zeilen, die ihn auslösen.",
        ),
    ),
)
