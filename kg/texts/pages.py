"""The words of the pages, by key: what every page says."""

from __future__ import annotations

from kg.model.text import Text

WORDS = {
    "site": Text(fr="Graphe des initiatives", en="Graph of initiatives", de="Graph der Initiativen"),
    "skip": Text(fr="Aller au contenu", en="Skip to content", de="Zum Inhalt"),
    "menu": Text(fr="Navigation", en="Navigation", de="Navigation"),
    "languages": Text(fr="Langue", en="Language", de="Sprache"),
    "home": Text(fr="Accueil", en="Home", de="Start"),
    "initiatives": Text(fr="Initiatives", en="Initiatives", de="Initiativen"),
    "no_page": Text(fr="Cette page n'existe pas", en="There is no such page", de="Diese Seite gibt es nicht"),
    "no_page_why": Text(
        fr="Rien ne se trouve à cette adresse.",
        en="Nothing stands at this address.",
        de="An dieser Adresse steht nichts.",
    ),
    "did_you_mean": Text(fr="Vouliez-vous dire", en="Did you mean", de="Meinten Sie"),
}
