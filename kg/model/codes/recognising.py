"""Of what is read and not understood: KG2xx."""

from __future__ import annotations

from kg.model.codes.code import Code
from kg.model.text import Text

RECOGNISING = (
    Code(
        code="KG201",
        severity="information",
        message=Text(
            fr="« {text} » n'a été reconnu ni comme lieu, ni comme période, ni comme organisation.",
            en="“{text}” was not recognised as a place, a period or an organisation.",
            de="„{text}“ wurde nicht als Ort, Zeitraum oder Organisation erkannt.",
        ),
        hint=Text(fr="Vouliez-vous dire {near} ?", en="Did you mean {near}?", de="Meinten Sie {near}?"),
    ),
    Code(
        code="KG202",
        severity="information",
        message=Text(
            fr="« {text} » peut être {places} : aucun n'est retenu.",
            en="“{text}” can be {places}: none is taken.",
            de="„{text}“ kann {places} sein: keiner wird genommen.",
        ),
        hint=Text(fr="Ajoutez le pays.", en="Add the country.", de="Fügen Sie das Land hinzu."),
    ),
    Code(
        code="KG203",
        severity="information",
        message=Text(
            fr="« {text} » n'a pas été compris comme une date ou une période.",
            en="“{text}” was not understood as a date or a period.",
            de="„{text}“ wurde nicht als Datum oder Zeitraum verstanden.",
        ),
        hint=Text(
            fr="Formes comprises : 2019, 2017-2022, depuis 2020, fermé en 2020.",
            en="Forms understood: 2019, 2017-2022, since 2020, closed in 2020.",
            de="Verstanden werden: 2019, 2017-2022, seit 2020, geschlossen 2020.",
        ),
    ),
    Code(
        code="KG204",
        severity="information",
        message=Text(
            fr="« {text} » n'a pas été compris comme {what}.",
            en="“{text}” was not understood as {what}.",
            de="„{text}“ wurde nicht als {what} verstanden.",
        ),
        hint=Text(fr="Écrivez {forms}.", en="Write {forms}.", de="Schreiben Sie {forms}."),
    ),
    Code(
        code="KG205",
        severity="information",
        message=Text(
            fr="« {text} » n'est le nom d'aucune fiche et d'aucune note : le lien n'est pas fait.",
            en="“{text}” is the name of no entry and no note: no link is made.",
            de="„{text}“ ist der Name keines Eintrags und keiner Notiz: es wird nicht verbunden.",
        ),
        hint=Text(fr="Vouliez-vous dire {near} ?", en="Did you mean {near}?", de="Meinten Sie {near}?"),
    ),
    Code(
        code="KG206",
        severity="information",
        message=Text(
            fr="« {text} » est le nom de {count} notes : le lien mène à {path}.",
            en="“{text}” is the name of {count} notes: the link leads to {path}.",
            de="„{text}“ ist der Name von {count} Notizen: der Link führt zu {path}.",
        ),
        hint=Text(
            fr="Écrivez le chemin de la note : {ways}.",
            en="Write the path of the note: {ways}.",
            de="Schreiben Sie den Pfad der Notiz: {ways}.",
        ),
    ),
)
