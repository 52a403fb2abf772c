"""Why nothing is written into a file of decisions: each a LinkError that says what to do."""

from __future__ import annotations

from pathlib import Path

from kg.errors import LinkError
from kg.model.text import Text


def unreadable(file: Path, why: Text) -> LinkError:
    """It cannot be read."""
    said = Text(
        fr=f"Rien n'est écrit dans {file} : le fichier ne peut pas être lu ({{why}}).",
        en=f"Nothing is written into {file}: the file cannot be read ({{why}}).",
        de=f"In {file} wird nichts geschrieben: die Datei ist nicht lesbar ({{why}}).",
    ).filled(why=why)
    hint = Text(
        fr="Corrigez-le, ou reprenez-le dans Git.",
        en="Mend it, or take it from Git.",
        de="Berichtigen Sie sie, oder holen Sie sie aus Git.",
    )
    return LinkError(said, hint)


def too_wide(file: Path) -> LinkError:
    """A row has more cells than there are columns."""
    said = Text(
        fr=f"Rien n'est écrit dans {file} : une de ses lignes a plus de cellules que l'en-tête n'a de colonnes.",
        en=f"Nothing is written into {file}: one of its rows has more cells than there are columns.",
        de=f"In {file} wird nichts geschrieben: eine ihrer Zeilen hat mehr Zellen, als es Spalten gibt.",
    )
    hint = Text(
        fr="Il faudrait ajouter des colonnes, où ces cellules tomberaient : corrigez d'abord la ligne (`kg check` la nomme).",
        en="Columns would have to be added, and those cells would fall into them: mend the row first (`kg check` names it).",
        de="Spalten müssten dazukommen, und die Zellen fielen hinein: berichtigen Sie zuerst die Zeile (`kg check` nennt sie).",
    )
    return LinkError(said, hint)


def unchangeable(file: Path) -> LinkError:
    """Its metadata takes no more prefixes."""
    said = Text(
        fr=f"Rien n'est écrit dans {file} : ses lignes « # » ne laissent pas de place à un préfixe de plus.",
        en=f"Nothing is written into {file}: its `#` lines leave no room for one more prefix.",
        de=f"In {file} wird nichts geschrieben: seine `#`-Zeilen lassen keinen Platz für ein weiteres Präfix.",
    )
    hint = Text(
        fr="Écrivez `curie_map:` sur une ligne, puis un préfixe par ligne, en retrait.",
        en="Write `curie_map:` on a line of its own, then one prefix a line, indented.",
        de="Schreiben Sie `curie_map:` in eine eigene Zeile, darunter eingerückt ein Präfix pro Zeile.",
    )
    return LinkError(said, hint)


def outside(file: Path) -> LinkError:
    """It is a link that leads out of the folder of notes: what stood there would never be read."""
    said = Text(
        fr="Rien n'est écrit dans {file} : c'est un lien qui mène hors du dossier des notes.",
        en="Nothing is written into {file}: it is a link that leads out of the folder of notes.",
        de="In {file} wird nichts geschrieben: es ist eine Verknüpfung aus dem Ordner der Notizen hinaus.",
    )
    hint = Text(
        fr="Mettez le fichier lui-même dans links/ : kg ne lit aucune décision ailleurs.",
        en="Put the file itself into links/: kg reads no decisions elsewhere.",
        de="Legen Sie die Datei selbst in links/: anderswo liest kg keine Entscheidungen.",
    )
    return LinkError(said.filled(file=str(file)), hint)
