"""What `kg explain` says of a code."""

from __future__ import annotations

from kg.model.text import Text

LEFT_OUT = Text(
    fr="kg n'écrit pas l'énoncé fautif dans le graphe ; tout le reste est publié, et `kg build` finit avec le code 1.",
    en="kg leaves the wrong statement out of the graph; all the rest is published, and `kg build` ends with exit code 1.",
    de="kg lässt die falsche Aussage weg; alles andere wird veröffentlicht, und `kg build` endet mit dem Code 1.",
)
ERROR = Text(
    fr="Ce qui n'a pas pu être lu manque dans le graphe ; tout le reste est publié, et `kg build` finit avec le code 1.",
    en="What could not be read is missing in the graph; all the rest is published, and `kg build` ends with exit code 1.",
    de="Was nicht gelesen werden konnte, fehlt im Graphen; alles andere wird veröffentlicht, und `kg build` endet mit dem Code 1.",
)
PUBLISHED = Text(
    fr="Le graphe est publié, et rien n'échoue : c'est à vous de voir s'il y a quelque chose à changer.",
    en="The graph is published and nothing fails: it is for you to see whether something is to be changed.",
    de="Der Graph wird veröffentlicht, nichts schlägt fehl: Sie entscheiden, ob etwas zu ändern ist.",
)
EXAMPLE = Text(fr="Par exemple :", en="For instance:", de="Zum Beispiel:")
MENDED = Text(fr="Corrigé :", en="Mended:", de="Berichtigt:")
IGNORE = Text(
    fr="Pour ne plus le lire : `<!-- kg: ignore {code} -->` dans la ligne, ou seul sur une ligne pour toute la note ; "
    '`ignore_codes = ["{code}"]` dans kg.toml pour toutes ; `--ignore {code}` pour cette fois.',
    en="Not to read it again: `<!-- kg: ignore {code} -->` in the line, or on a line of its own for the whole note; "
    '`ignore_codes = ["{code}"]` in kg.toml for all; `--ignore {code}` for once.',
    de="Um es nicht mehr zu lesen: `<!-- kg: ignore {code} -->` in der Zeile, oder allein in einer Zeile für die ganze Notiz; "
    '`ignore_codes = ["{code}"]` in kg.toml für alle; `--ignore {code}` für dieses Mal.',
)
