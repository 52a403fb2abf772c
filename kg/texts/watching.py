"""What `kg build --watch` says."""

from __future__ import annotations

from kg.model.text import Text, same

WATCHES = Text(
    fr="kg attend que vous enregistriez dans {folder} ; Ctrl-C arrête.",
    en="Waiting for what you save in {folder}; Ctrl-C ends it.",
    de="kg wartet darauf, dass Sie in {folder} etwas speichern; Ctrl-C beendet es.",
)
BUILT = Text(
    fr="{time} {saved} : {statements}, en {milliseconds} ms",
    en="{time} {saved}: {statements}, in {milliseconds} ms",
    de="{time} {saved}: {statements}, in {milliseconds} ms",
)
AND_MORE = Text(fr="{saved} et {count} de plus", en="{saved} and {count} more", de="{saved} und {count} weitere")
NEW = same("+ {problem}")
GONE = same("− {problem}")
POLLS = Text(
    fr="Le système ne peut pas annoncer ce qui change dans {folder} : kg regarde lui-même, ce qui est plus lent.",
    en="The system cannot tell what changes in {folder}: kg looks for itself, which is slower.",
    de="Das System kann nicht melden, was sich in {folder} ändert: kg sieht selbst nach, das ist langsamer.",
)
