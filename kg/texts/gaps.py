"""What `kg gaps` says, and the words that it offers to paste."""

from __future__ import annotations

from kg.model.text import Text, same

LACKS = {
    "country": Text(fr="pays", en="country", de="Land"),
    "page": Text(fr="page web", en="web page", de="Webseite"),
    "period": Text(fr="période", en="period", de="Zeitraum"),
    "runner": Text(fr="porteur ou financeur", en="runner or funder", de="Träger oder Förderer"),
    "size": Text(fr="taille de musée", en="museum size", de="Museumsgrösse"),
    "description": Text(fr="description", en="description", de="Beschreibung"),
    "translation": Text(fr="nom dans une autre langue", en="name in another language", de="Name in einer anderen Sprache"),
}  # fmt: skip
LACKING = Text(fr="Manque le plus souvent :", en="Missed most often:", de="Fehlt am häufigsten:")
OF = Text(fr="{lack} {missing} sur {all}", en="{lack} {missing} of {all}", de="{lack} {missing} von {all}")
ENTRIES = Text(fr="À compléter", en="To complete", de="Zu ergänzen")
WANTED = Text(fr="Notes attendues", en="Wanted notes", de="Erwartete Notizen")
ALIKE = Text(fr="Peut-être la même chose", en="Perhaps the same thing", de="Vielleicht dasselbe")
TRACKED = Text(fr="Liens qui pistent", en="Links that track", de="Links, die verfolgen")
TIMES = same("×{count}")
MORE = Text(fr="… {count} de plus : kg gaps -v", en="… {count} more: kg gaps -v", de="… {count} weitere: kg gaps -v")
NOTHING = Text(
    fr="Rien ne manque dans ces notes.", en="Nothing is missing in these notes.", de="In diesen Notizen fehlt nichts."
)
TITLE = Text(fr="Ce que les notes laissent ouvert", en="What the notes leave open", de="Was die Notizen offen lassen")

# What to paste, by where it goes; the words in capitals are to be replaced.
BRACKET = {
    ("country", "period"): Text(fr="(PAYS, 2019-2022)", en="(COUNTRY, 2019-2022)", de="(LAND, 2019-2022)"),
    ("country",): Text(fr="(PAYS)", en="(COUNTRY)", de="(LAND)"),
    ("period",): same("(2019-2022)"),
}
PAGE = same("[{name}](https://ADDRESS)")
RUNNER = Text(fr="porté par ORGANISATION", en="run by ORGANISATION", de="getragen von ORGANISATION")
SIZE = Text(fr="pour les petits musées", en="for small museums", de="für kleine Museen")
DESCRIPTION = Text(fr="une plateforme qui …", en="a platform that …", de="eine Plattform, die …")
KEYS = {
    "country": Text(fr="pays", en="country", de="land"),
    "page": Text(fr="site", en="url", de="webseite"),
    "period": Text(fr="début", en="start", de="beginn"),
    "runner": Text(fr="porteur", en="led by", de="träger"),
    "size": Text(fr="taille", en="target size", de="zielgrösse"),
    "description": Text(fr="description", en="description", de="beschreibung"),
    "translation": same("alias"),
}
VALUES = {
    "country": Text(fr="PAYS", en="COUNTRY", de="LAND"),
    "page": same("https://ADDRESS"),
    "period": same("2019"),
    "runner": same("ORGANISATION"),
    "size": Text(fr="petits", en="small", de="klein"),
    "description": DESCRIPTION,
    "translation": same("NAME"),
}
