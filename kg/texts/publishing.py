"""What `kg publish` says, and what the commands say of an engine elsewhere."""

from __future__ import annotations

from kg.model.text import Text

COMMANDS = {
    "publish": Text(
        fr="""Envoie le graphe à un moteur SPARQL : Virtuoso, Fuseki, GraphDB, Oxigraph…

        Seuls partent les graphes qui ont changé ; recommencez sans crainte après une panne. Nom et mot de passe viennent de
        l'environnement : KG_STORE_USER et KG_STORE_PASSWORD, ou KG_STORE_TOKEN.

        \b
        Exemples :
          kg publish --to https://data.example/sparql
          kg publish --dry-run
        """,
        en="""Send the graph to a SPARQL engine: Virtuoso, Fuseki, GraphDB, Oxigraph …

        Only graphs that changed are sent; after a failure simply repeat it. Name and password come from the environment:
        KG_STORE_USER and KG_STORE_PASSWORD, or KG_STORE_TOKEN.

        \b
        Examples:
          kg publish --to https://data.example/sparql
          kg publish --dry-run
        """,
        de="""Schickt den Graphen an einen SPARQL-Server: Virtuoso, Fuseki, GraphDB, Oxigraph …

        Nur geänderte Graphen werden geschickt; nach einer Panne wiederholen Sie es einfach. Name und Passwort kommen aus der Umgebung:
        KG_STORE_USER und KG_STORE_PASSWORD, oder KG_STORE_TOKEN.

        \b
        Beispiele:
          kg publish --to https://data.example/sparql
          kg publish --dry-run
        """,
    ),
}
PARAMETERS = {
    "publish.to": Text(
        fr="Adresse des requêtes du moteur (sinon `store` de kg.toml).", en="Address of the engine's queries (else `store` of kg.toml).",
        de="Adresse der Abfragen des Servers (sonst `store` in kg.toml).",
    ),
    "publish.update": Text(
        fr="Adresse de ses écritures, si ce n'est pas l'habituelle.", en="Address of its updates, where it is not the usual one.",
        de="Adresse seiner Änderungen, wenn sie nicht die übliche ist.",
    ),
    "publish.data": Text(
        fr="Adresse de ses graphes (Graph Store Protocol).", en="Address of its graphs (Graph Store Protocol).",
        de="Adresse seiner Graphen (Graph Store Protocol).",
    ),
    "publish.timeout": Text(
        fr="Secondes sans réponse avant d'abandonner.", en="Seconds without an answer before it gives up.",
        de="Sekunden ohne Antwort bis zum Abbruch.",
    ),
    "publish.everything": Text(
        fr="Tout envoyer, même ce qui n'a pas changé.", en="Send all, also what has not changed.", de="Alles schicken, auch Unverändertes.",
    ),
    "publish.dry-run": Text(
        fr="Dire ce qui partirait, sans rien envoyer.", en="Say what would be sent; send nothing.",
        de="Sagen, was geschickt würde; nichts schicken.",
    ),
    "store": Text(
        fr="Interroger le moteur à cette adresse, et non le graphe local.", en="Ask the engine at this address, not the graph on this machine.",
        de="Den Server unter dieser Adresse befragen, nicht den lokalen Graphen.",
    ),
}  # fmt: skip
NO_ENGINE = Text(
    fr="À quel moteur ? Aucune adresse n'est donnée.", en="To which engine? No address is given.",
    de="An welchen Server? Es ist keine Adresse angegeben.",
)  # fmt: skip
GIVE_ENGINE = Text(
    fr="Donnez --to https://…/sparql, ou `store` dans kg.toml.", en="Give --to https://…/sparql, or `store` in kg.toml.",
    de="Geben Sie --to https://…/sparql an, oder `store` in kg.toml.",
)  # fmt: skip
UP_TO_DATE = Text(
    fr="{address} contient déjà ce graphe.", en="{address} holds this graph already.", de="{address} enthält diesen Graphen bereits.",
)  # fmt: skip
PUBLISHED = Text(
    fr="Publié à {address} : {sent} graphes envoyés, {removed} retirés, sur {graphs}.",
    en="Published to {address}: {sent} graphs sent, {removed} removed, of {graphs}.",
    de="Veröffentlicht auf {address}: {sent} Graphen geschickt, {removed} entfernt, von {graphs}.",
)
STEPWISE = Text(
    fr="Ce moteur ne change pas tout d'un coup : ses lecteurs ont vu les graphes changer un à un.",
    en="This engine does not change all at once: its readers saw the graphs change one by one.",
    de="Dieser Server ändert nicht alles auf einmal: Seine Leser sahen die Graphen einen nach dem andern wechseln.",
)
WOULD = Text(
    fr="À envoyer à {address} : {sent} graphes ; à retirer : {removed} ; sur {graphs}.",
    en="To be sent to {address}: {sent} graphs; to be removed: {removed}; of {graphs}.",
    de="Zu schicken an {address}: {sent} Graphen; zu entfernen: {removed}; von {graphs}.",
)
