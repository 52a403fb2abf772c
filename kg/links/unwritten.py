"""Why nothing is written into a file of decisions: each a LinkError that says what to do."""

from __future__ import annotations

from pathlib import Path

from kg.errors import LinkError
from kg.links.folder import OUTSIDE
from kg.model.text import Text

_NOTHING = Text(
    fr="Rien n'est écrit dans {file} : {why}.",
    en="Nothing is written into {file}: {why}.",
    de="In {file} wird nichts geschrieben: {why}.",
)


def _nothing(file: Path, why: Text, hint: Text) -> LinkError:
    return LinkError(_NOTHING.filled(file=str(file), why=why), hint)


def unreadable(file: Path, why: Text) -> LinkError:
    """It cannot be read."""
    said = Text(
        fr="le fichier ne peut pas être lu ({why})",
        en="the file cannot be read ({why})",
        de="die Datei ist nicht lesbar ({why})",
    )
    hint = Text(
        fr="Corrigez-le, ou reprenez-le dans Git.",
        en="Mend it, or take it from Git.",
        de="Berichtigen Sie sie, oder holen Sie sie aus Git.",
    )
    return _nothing(file, said.filled(why=why), hint)


def too_wide(file: Path) -> LinkError:
    """A row has more cells than there are columns."""
    said = Text(
        fr="une de ses lignes a plus de cellules que l'en-tête n'a de colonnes",
        en="one of its rows has more cells than there are columns",
        de="eine ihrer Zeilen hat mehr Zellen, als es Spalten gibt",
    )
    hint = Text(
        fr="Il faudrait ajouter des colonnes, où ces cellules tomberaient : corrigez d'abord la ligne (`kg check` la nomme).",
        en="Columns would have to be added, and those cells would fall into them: mend the row first (`kg check` names it).",
        de="Spalten müssten dazukommen, und die Zellen fielen hinein: berichtigen Sie zuerst die Zeile (`kg check` nennt sie).",
    )
    return _nothing(file, said, hint)


def unchangeable(file: Path) -> LinkError:
    """Its metadata takes no more prefixes."""
    said = Text(
        fr="ses lignes « # » ne laissent pas de place à un préfixe de plus",
        en="its `#` lines leave no room for one more prefix",
        de="ihre `#`-Zeilen lassen keinen Platz für ein weiteres Präfix",
    )
    hint = Text(
        fr="Écrivez `curie_map:` sur une ligne, puis un préfixe par ligne, en retrait.",
        en="Write `curie_map:` on a line of its own, then one prefix a line, indented.",
        de="Schreiben Sie `curie_map:` in eine eigene Zeile, darunter eingerückt ein Präfix pro Zeile.",
    )
    return _nothing(file, said, hint)


def outside(file: Path) -> LinkError:
    """It is a link that leads out of the folder of notes: what stood there would never be read."""
    hint = Text(
        fr="Mettez le fichier lui-même dans links/ : kg ne lit aucune décision ailleurs.",
        en="Put the file itself into links/: kg reads no decisions elsewhere.",
        de="Legen Sie die Datei selbst in links/: anderswo liest kg keine Entscheidungen.",
    )
    return _nothing(file, OUTSIDE, hint)
