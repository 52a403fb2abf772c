"""What users read of `kg serve`: its help, its options, and what it says as it runs."""

from __future__ import annotations

from kg.model.text import Text, same

HELP = Text(
    fr="""Publie le graphe : pages, données liées, et un point d'accès SPARQL. Ctrl-C l'arrête.

    \b
    Exemples :
      kg serve                                       http://127.0.0.1:8000/
      kg serve --watch                               à chaque note enregistrée
      kg serve --snapshot graphe.tar.zst             ce fichier, sans notes
      kg serve --host 0.0.0.0 --trust-proxy \\
        --base-url https://musees.example/kg/        derrière un serveur web
    """,
    en="""Publish the graph: pages, linked data, and a SPARQL endpoint. Ctrl-C ends it.

    \b
    Examples:
      kg serve                                       http://127.0.0.1:8000/
      kg serve --watch                               builds again at each save
      kg serve --snapshot graph.tar.zst              this file, without notes
      kg serve --host 0.0.0.0 --trust-proxy \\
        --base-url https://museums.example/kg/       behind a web server
    """,
    de="""Veröffentlicht den Graphen: Seiten, verknüpfte Daten und einen SPARQL-Endpunkt. Ctrl-C beendet ihn.

    \b
    Beispiele:
      kg serve                                       http://127.0.0.1:8000/
      kg serve --watch                               baut bei jedem Speichern neu
      kg serve --snapshot graph.tar.zst              diese Datei, ohne Notizen
      kg serve --host 0.0.0.0 --trust-proxy \\
        --base-url https://museen.example/kg/        hinter einem Webserver
    """,
)
PARAMETERS = {
    "serve.folder": Text(fr="Comme --vault.", en="The same as --vault.", de="Wie --vault."),
    "serve.host": Text(
        fr="Adresse d'écoute ; 0.0.0.0 : toutes.",
        en="Address to listen at; 0.0.0.0: all.",
        de="Adresse zum Lauschen; 0.0.0.0: alle.",
    ),
    "serve.port": Text(
        fr="Port d'écoute ; 0 : un port libre.",
        en="Port to listen at; 0: a free one.",
        de="Port zum Lauschen; 0: ein freier.",
    ),
    "serve.base-url": Text(
        fr="Adresse publique du site, avec son chemin.",
        en="Public address of the site, with its path.",
        de="Öffentliche Adresse der Site, mit ihrem Pfad.",
    ),
    "serve.workers": Text(
        fr="Processus qui répondent aux requêtes SPARQL.",
        en="Processes that answer SPARQL queries.",
        de="Prozesse, die SPARQL-Abfragen beantworten.",
    ),
    "serve.timeout": Text(
        fr="Secondes après lesquelles une requête est arrêtée.",
        en="Seconds after which a query is stopped.",
        de="Sekunden, nach denen eine Abfrage beendet wird.",
    ),
    "serve.memory": Text(
        fr="Mo de mémoire par processus, en plus du graphe.",
        en="MB of memory for each process, beyond the graph.",
        de="MB Speicher je Prozess, zusätzlich zum Graphen.",
    ),
    "serve.cache": Text(
        fr="Mo de mémoire pour les réponses déjà données.",
        en="MB of memory for answers that were given before.",
        de="MB Speicher für Antworten, die schon gegeben wurden.",
    ),
    "serve.trust-proxy": Text(
        fr="Croire X-Forwarded-For : seulement derrière un serveur qui l'écrit.",
        en="Believe X-Forwarded-For: only behind a server that writes it.",
        de="X-Forwarded-For glauben: nur hinter einem Server, der es schreibt.",
    ),
    "serve.assets": Text(
        fr="Dossier de l'éditeur de requêtes (sinon il vient d'un CDN).",
        en="Folder of the query editor (by default it comes from a CDN).",
        de="Ordner des Abfrage-Editors (sonst kommt er von einem CDN).",
    ),
    "serve.watch": Text(
        fr="Reconstruire dès qu'une note change ; la page se recharge.",
        en="Build again whenever a note changes; the page reloads.",
        de="Neu bauen, sobald sich eine Notiz ändert; die Seite lädt neu.",
    ),
    "serve.log": Text(
        fr="Comment le journal est écrit ; json a une ligne par demande.",
        en="How the log is written; json has a line a request.",
        de="Wie das Protokoll geschrieben wird; json hat eine Zeile je Anfrage.",
    ),
}
METAVARS = {
    "HOST": same("HOST"),
    "URL": same("URL"),
    "SECONDS": Text(fr="SECONDES", en="SECONDS", de="SEKUNDEN"),
    "MB": Text(fr="MO", en="MB", de="MB"),
}
READY = Text(fr="{address} · Ctrl-C pour arrêter", en="{address} · Ctrl-C to end", de="{address} · Ctrl-C zum Beenden")
NO_PORT = Text(
    fr="Le port {port} de {host} ne peut pas être ouvert : {why}.",
    en="Port {port} of {host} cannot be opened: {why}.",
    de="Port {port} von {host} lässt sich nicht öffnen: {why}.",
)
OTHER_PORT = Text(
    fr="Essayez --port {port}, ou --port 0 pour un port libre.",
    en="Try --port {port}, or --port 0 for a free one.",
    de="Versuchen Sie --port {port}, oder --port 0 für einen freien.",
)
NO_ADDRESS = Text(
    fr="« {address} » n'est pas l'adresse d'un site, comme https://musees.example/kg/.",
    en="“{address}” is no address of a site, such as https://museums.example/kg/.",
    de="„{address}“ ist keine Adresse einer Site wie https://museen.example/kg/.",
)
NOT_WATCHED = Text(
    fr="--watch reconstruit le graphe de ce dossier ; c'est celui d'un moteur qui est servi.",
    en="--watch builds the graph of this folder again; what is served is that of an engine.",
    de="--watch baut den Graphen dieses Ordners neu; bereitgestellt wird der eines Servers.",
)
PUBLISH_AGAIN = Text(
    fr="Publiez-y avec `kg publish` : ce qui est nouveau est pris en quelques secondes.",
    en="Publish there with `kg publish`: what is new is taken up within seconds.",
    de="Veröffentlichen Sie dort mit `kg publish`: Neues wird in Sekunden übernommen.",
)
