"""Of shapes without a code (KG300), of identity and of addresses: KG4xx."""

from __future__ import annotations

from kg.model.codes.code import Code
from kg.model.text import Text

GRAPH = (
    Code(
        code="KG300",
        severity="violation",
        message=Text(
            fr="Une forme SHACL sans code n'est pas respectée (celles du dossier `shapes` de kg.toml).",
            en="A SHACL shape without a code is broken (those of the folder `shapes` in kg.toml).",
            de="Eine SHACL-Form ohne Code ist verletzt (die des Ordners `shapes` aus kg.toml).",
        ),
    ),
    Code(
        code="KG401",
        severity="information",
        message=Text(
            fr="« {name} » ressemble à « {other} » ({place}) : {why}.",
            en="“{name}” looks like “{other}” ({place}): {why}.",
            de="„{name}“ sieht aus wie „{other}“ ({place}): {why}.",
        ),
        hint=Text(
            fr="Si c'est une seule chose, donnez-lui un seul nom, ou ajoutez l'autre comme `alias:` ; sinon, laissez ainsi.",
            en="If they are one thing, give it one name, or add the other as `alias:`; otherwise leave it so.",
            de="Wenn es eines ist, geben Sie ihm einen Namen, oder fügen Sie den anderen als `alias:` an; sonst lassen Sie es so.",
        ),
    ),
    Code(
        code="KG402",
        severity="warning",
        message=Text(
            fr="L'IRI publiée de « {old} » disparaît : {iri}. « {name} », qui semble prendre sa place, a {new}.",
            en="The published IRI of “{old}” vanishes: {iri}. “{name}”, which seems to take its place, has {new}.",
            de="Die veröffentlichte IRI von „{old}“ verschwindet: {iri}. „{name}“, wohl an deren Stelle, hat {new}.",
        ),
        hint=Text(
            fr="Si c'est la même chose, ajoutez cette ligne à iris.tsv :\n{row}",
            en="If it is the same thing, add this line to iris.tsv:\n{row}",
            de="Wenn es dasselbe ist, fügen Sie diese Zeile in iris.tsv ein:\n{row}",
        ),
    ),
    Code(
        code="KG403",
        severity="information",
        message=Text(
            fr="« {old} » n'est plus dans les notes : son IRI publiée disparaît, {iri}.",
            en="“{old}” is no longer in the notes: its published IRI vanishes, {iri}.",
            de="„{old}“ steht nicht mehr in den Notizen: die veröffentlichte IRI verschwindet, {iri}.",
        ),
    ),
    Code(
        code="KG404",
        severity="information",
        message=Text(
            fr="« {old} » ne fait plus qu'un avec « {name} » : son IRI publiée disparaît, {iri}.",
            en="“{old}” is one with “{name}” now: its published IRI vanishes, {iri}.",
            de="„{old}“ ist jetzt eins mit „{name}“: die veröffentlichte IRI verschwindet, {iri}.",
        ),
    ),
    Code(
        code="KG405",
        severity="error",
        message=Text(
            fr="Cette ligne de iris.tsv n'est pas lue : {why}.",
            en="This line of iris.tsv is not read: {why}.",
            de="Diese Zeile von iris.tsv wird nicht gelesen: {why}.",
        ),
    ),
    Code(
        code="KG406",
        severity="warning",
        message=Text(
            fr="Plusieurs choses s'appellent « {name} » ; cette IRI est donnée à celle de {place}.",
            en="Several things are called “{name}”; this IRI is given to that of {place}.",
            de="Mehrere Dinge heissen „{name}“; diese IRI bekommt das von {place}.",
        ),
        hint=Text(
            fr="Ajoutez une tabulation et la note ou la page de celle dont il s'agit.",
            en="Add a tab and the note or page of the one meant.",
            de="Fügen Sie einen Tabulator und die Notiz oder Seite des Gemeinten an.",
        ),
    ),
    Code(
        code="KG407",
        severity="warning",
        message=Text(
            fr="`base` a changé : toutes les IRI publiées sous {old} disparaissent, elles commencent par {new}.",
            en="`base` has changed: all IRIs published under {old} vanish, they begin with {new} now.",
            de="`base` ist anders: alle unter {old} veröffentlichten IRIs verschwinden, sie beginnen mit {new}.",
        ),
    ),
    Code(
        code="KG408",
        severity="warning",
        message=Text(
            fr="Une ligne de iris.tsv donne déjà {iri} à « {name} » : celle-ci ne sert à rien.",
            en="A line of iris.tsv gives {iri} to “{name}” already: this one does nothing.",
            de="Eine Zeile von iris.tsv gibt {iri} schon „{name}“: diese bewirkt nichts.",
        ),
        hint=Text(
            fr="Deux choses ne peuvent pas avoir une même IRI : gardez une seule des deux lignes.",
            en="Two things cannot have one IRI: keep one of the two lines.",
            de="Zwei Dinge können nicht eine IRI haben: behalten Sie eine der beiden Zeilen.",
        ),
    ),
)
