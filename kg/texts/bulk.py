"""What users read of `kg build --to-dump`."""

from __future__ import annotations

from kg.model.text import Text

ENDINGS = (".nq", ".nq.gz", ".nq.zst")
PARAMETERS = {
    "build.to-dump": Text(
        fr="N'écrire que des N-Quads triés (.nq, .nq.gz, .nq.zst), sans base ni formes SHACL.",
        en="Only write sorted N-Quads (.nq, .nq.gz, .nq.zst), without a store and without SHACL.",
        de="Nur sortierte N-Quads schreiben (.nq, .nq.gz, .nq.zst), ohne Datenbank und ohne SHACL.",
    ),
}
DONE = Text(fr="{statements} dans {file}", en="{statements} in {file}", de="{statements} in {file}")
NOT_JUDGED = Text(
    fr="Les formes SHACL n'ont pas été appliquées : `kg check` le fait, et rien n'a été retiré de ce qu'elles refusent.",
    en="SHACL shapes were not applied: `kg check` does that, and nothing that they refuse was left out.",
    de="SHACL-Formen wurden nicht angewandt: das tut `kg check`, und nichts, was sie ablehnen, wurde weggelassen.",
)
NO_NQUADS = Text(
    fr="--to-dump écrit des N-Quads ; {file} a un autre nom.",
    en="--to-dump writes N-Quads; {file} has another name.",
    de="--to-dump schreibt N-Quads; {file} heisst anders.",
)
END_IN = Text(fr="Il doit finir par {endings}.", en="Let it end in {endings}.", de="Er muss auf {endings} enden.")
NO_WATCH = Text(
    fr="--to-dump et --watch ne vont pas ensemble.",
    en="--to-dump and --watch do not go together.",
    de="--to-dump und --watch passen nicht zusammen.",
)
