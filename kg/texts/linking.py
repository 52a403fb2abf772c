"""What users read of `kg link`: its help, its options, and what it says as it runs."""

from __future__ import annotations

from kg.model.text import Text, same

COMMANDS = {
    "link": Text(
        fr="""Relie les entrées à Wikidata, à Europeana et à d'autres services.

        \b
        Dans l'ordre :
          kg link suggest --contact vous@musee.example    cherche des candidats
          kg link accept --dry-run                        ce que la règle accepterait
          kg link review                                  décide du reste, au clavier
          kg build                                        lit les décisions
        """,
        en="""Link entries to Wikidata, Europeana and other services.

        \b
        In this order:
          kg link suggest --contact you@museum.example    looks for candidates
          kg link accept --dry-run                        what the strict rule accepts
          kg link review                                  decides the rest, key by key
          kg build                                        reads the decisions as facts
        """,
        de="""Verknüpft Einträge mit Wikidata, Europeana und anderen Diensten.

        \b
        Der Reihe nach:
          kg link suggest --contact sie@museum.example    sucht Kandidaten
          kg link accept --dry-run                        was die Regel annähme
          kg link review                                  entscheidet den Rest
          kg build                                        liest die Entscheidungen
        """,
    ),
    "link suggest": Text(
        fr="""Cherche des candidats pour les entrées du graphe.

        \b
        Exemples :
          kg link suggest --contact vous@musee.example
          kg link suggest --only one-by-one
          kg link suggest --target europeana    avec EUROPEANA_API_KEY
          kg link suggest --service https://x.example/reconcile
          kg link suggest --offline             seulement ce qui a déjà été répondu
        """,
        en="""Look for candidates for the entries of the graph.

        \b
        Examples:
          kg link suggest --contact you@museum.example
          kg link suggest --only one-by-one
          kg link suggest --target europeana    with EUROPEANA_API_KEY
          kg link suggest --service https://x.example/reconcile
          kg link suggest --offline             only what was answered before
        """,
        de="""Sucht Kandidaten für die Einträge des Graphen.

        \b
        Beispiele:
          kg link suggest --contact sie@museum.example
          kg link suggest --only one-by-one
          kg link suggest --target europeana    mit EUROPEANA_API_KEY
          kg link suggest --service https://x.example/reconcile
          kg link suggest --offline             nur was schon beantwortet wurde
        """,
    ),
    "link review": Text(
        fr="""Décide, une touche par décision : o oui, n non, s passer, 0 rien de tel, w ouvrir, u annuler, q finir.

        \b
        Exemples :
          kg link review
          kg link review --only one-by-one --reviewer 0000-0002-1825-0097
        """,
        en="""Decide, one key a decision: y yes, n no, s skip, 0 none of them, w open, u undo, q quit.

        \b
        Examples:
          kg link review
          kg link review --only one-by-one --reviewer 0000-0002-1825-0097
        """,
        de="""Entscheidet, eine Taste je Entscheidung: j ja, n nein, s später, 0 keiner davon, w öffnen, u zurück, q Ende.

        \b
        Beispiele:
          kg link review
          kg link review --only one-by-one --reviewer 0000-0002-1825-0097
        """,
    ),
    "link accept": Text(
        fr="""Accepte ce pour quoi la règle stricte parle : la même page et un nom proche, ou le même nom, pays et genre, et aucun autre près.

        Pour une organisation sur sa page d'accueil, des initiales, un nom court ou traduit suffisent.

        \b
        Exemples :
          kg link accept --dry-run
          kg link accept --min 0.95
        """,
        en="""Accept what the strict rule speaks for: the same page and a fair name, or the same name, country and class, and no other near.

        For an organisation on its home page, initials, a short or a translated name will do.

        \b
        Examples:
          kg link accept --dry-run
          kg link accept --min 0.95
        """,
        de="""Nimmt an, wofür die strenge Regel spricht: dieselbe Seite und ein naher Name, oder Name, Land und Art gleich, und kein anderer nah.

        Bei einer Organisation auf ihrer Startseite genügen Initialen, ein kurzer oder ein übersetzter Name.

        \b
        Beispiele:
          kg link accept --dry-run
          kg link accept --min 0.95
        """,
    ),
    "link apply": Text(
        fr="""Lit les décisions dans le graphe ; avec --write-notes, aussi dans l'en-tête des notes.

        \b
        Exemples :
          kg link apply
          kg link apply --write-notes --dry-run
        """,
        en="""Read the decisions into the graph; with --write-notes, into the front matter of the notes too.

        \b
        Examples:
          kg link apply
          kg link apply --write-notes --dry-run
        """,
        de="""Liest die Entscheidungen in den Graphen; mit --write-notes auch in den Kopf der Notizen.

        \b
        Beispiele:
          kg link apply
          kg link apply --write-notes --dry-run
        """,
    ),
    "link refresh": Text(
        fr="""Demande à Wikidata ce que sont devenus les éléments liés : redirections, suppressions, noms.

        \b
        Exemples :
          kg link refresh --dry-run
          kg link refresh
        """,
        en="""Ask Wikidata what has become of the linked items: redirects, deletions, names.

        \b
        Examples:
          kg link refresh --dry-run
          kg link refresh
        """,
        de="""Fragt Wikidata, was aus den verknüpften Objekten wurde: Weiterleitungen, Löschungen, Namen.

        \b
        Beispiele:
          kg link refresh --dry-run
          kg link refresh
        """,
    ),
    "link check": Text(
        fr="""Dit ce qui ne va pas dans les décisions : deux entrées pour un élément, pages d'homonymie, liens fondés sur un site seul.

        \b
        Exemple :
          kg link check
        """,
        en="""Say what is wrong with the decisions: two entries for one item, disambiguation pages, links that rest on a site alone.

        \b
        Example:
          kg link check
        """,
        de="""Sagt, was an den Entscheidungen nicht stimmt: zwei Einträge für ein Objekt, Begriffsklärungen, Links nur aufgrund einer Website.

        \b
        Beispiel:
          kg link check
        """,
    ),
    "link export": Text(
        fr="""Écrit les décisions pour d'autres : SSSOM, QuickStatements, Turtle.

        \b
        Exemples :
          kg link export -f turtle -o liens.ttl
          kg link export -f quickstatements
        """,
        en="""Write the decisions for others: SSSOM, QuickStatements, Turtle.

        \b
        Examples:
          kg link export -f turtle -o links.ttl
          kg link export -f quickstatements
        """,
        de="""Schreibt die Entscheidungen für andere: SSSOM, QuickStatements, Turtle.

        \b
        Beispiele:
          kg link export -f turtle -o links.ttl
          kg link export -f quickstatements
        """,
    ),
}
_ONLY = Text(
    fr="Seulement une entité : son nom, son identifiant court ou son IRI.",
    en="Only one entity: its name, slug or IRI.",
    de="Nur ein Ding: sein Name, Kürzel oder seine IRI.",
)
_TARGET = Text(
    fr="wikidata, europeana, ou les deux avec une virgule.",
    en="wikidata, europeana, or both with a comma.",
    de="wikidata, europeana, oder beide mit einem Komma.",
)
_CONTACT = Text(
    fr="Votre adresse, que les services voient (ou KG_CONTACT, ou `contact` dans kg.toml).",
    en="Your address, which the services see (or KG_CONTACT, or `contact` in kg.toml).",
    de="Ihre Adresse, die die Dienste sehen (oder KG_CONTACT, oder `contact` in kg.toml).",
)
_RATE = Text(fr="Demandes par minute.", en="Requests a minute.", de="Anfragen pro Minute.")
_OFFLINE = Text(
    fr="Ne rien demander : seulement ce qui a déjà été répondu.",
    en="Ask nobody: only what was answered before.",
    de="Niemanden fragen: nur was schon beantwortet wurde.",
)
_DRY = Text(fr="Montrer, sans rien écrire.", en="Show, and write nothing.", de="Zeigen, und nichts schreiben.")
PARAMETERS = {
    "link suggest.target": _TARGET,
    "link suggest.only": _ONLY,
    "link suggest.contact": _CONTACT,
    "link suggest.rate": _RATE,
    "link suggest.offline": _OFFLINE,
    "link suggest.service": Text(
        fr="Adresse d'un service de réconciliation (W3C), en plus ou à la place.",
        en="Address of a reconciliation service (W3C), besides or instead.",
        de="Adresse eines Abgleichdienstes (W3C), dazu oder stattdessen.",
    ),
    "link review.target": _TARGET,
    "link review.only": _ONLY,
    "link review.reviewer": Text(
        fr="Qui décide : un ORCID ou une adresse (ou KG_REVIEWER, ou le contact).",
        en="Who decides: an ORCID or an address (or KG_REVIEWER, or the contact).",
        de="Wer entscheidet: eine ORCID oder Adresse (oder KG_REVIEWER, oder der Kontakt).",
    ),
    "link accept.min": Text(
        fr="Score à partir duquel, de 0 à 1.", en="Score from which on, 0 to 1.", de="Wert, ab dem, von 0 bis 1."
    ),
    "link accept.target": _TARGET,
    "link accept.dry-run": _DRY,
    "link apply.write-notes": Text(
        fr="Ajouter `wikidata: Q…` aux notes qui ont une entrée pour elles.",
        en="Add `wikidata: Q…` to the notes that are an entry's own.",
        de="`wikidata: Q…` in die Notizen schreiben, die einem Eintrag gehören.",
    ),
    "link apply.dry-run": _DRY,
    "link refresh.contact": _CONTACT,
    "link refresh.rate": _RATE,
    "link refresh.dry-run": _DRY,
    "link export.format": Text(
        fr="sssom, quickstatements ou turtle.",
        en="sssom, quickstatements or turtle.",
        de="sssom, quickstatements oder turtle.",
    ),
    "link export.output": Text(
        fr="Fichier à écrire (sinon la sortie standard).",
        en="File to write (else standard output).",
        de="Datei, die geschrieben wird (sonst die Standardausgabe).",
    ),
}
METAVARS = {
    "TARGET": Text(fr="CIBLE", en="TARGET", de="ZIEL"),
    "ADDRESS": Text(fr="ADRESSE", en="ADDRESS", de="ADRESSE"),
    "SCORE": Text(fr="SCORE", en="SCORE", de="WERT"),
    "WHO": Text(fr="QUI", en="WHO", de="WER"),
    "URL": same("URL"),
}

FOUND = Text(
    fr="{looked} recherches : {sure} sûres, {unsure} à décider, {none} sans candidat.",
    en="Looked for {looked}: {sure} sure, {unsure} to be decided, {none} without a candidate.",
    de="{looked} gesucht: {sure} sicher, {unsure} zu entscheiden, {none} ohne Kandidaten.",
)
NONE_OPEN = Text(
    fr="Rien à chercher : tout est décidé.",
    en="Nothing to look for: all is decided.",
    de="Nichts zu suchen: alles ist entschieden.",
)
FROM_WHEN = Text(
    fr="Réponses gardées ; la plus ancienne est du {day}.",
    en="Answers that were kept; the oldest is of {day}.",
    de="Aufbewahrte Antworten; die älteste ist vom {day}.",
)
UNANSWERED = Text(
    fr="{count} questions n'ont jamais été posées : relancez sans --offline.",
    en="{count} questions were never asked: run it without --offline.",
    de="{count} Fragen wurden nie gestellt: starten Sie ohne --offline.",
)
THEN = Text(
    fr="Ensuite : kg link accept --dry-run · kg link review",
    en="Next: kg link accept --dry-run · kg link review",
    de="Weiter: kg link accept --dry-run · kg link review",
)
SURE = Text(fr="sûr", en="sure", de="sicher")
OWNER = Text(fr="porteur ?", en="runs it?", de="Träger?")
ACCEPTED = Text(
    fr="{count} liens acceptés, écrits dans {files}.",
    en="{count} links accepted, written to {files}.",
    de="{count} Links angenommen, geschrieben in {files}.",
)
NOTHING_SURE = Text(
    fr="Rien n'est assez sûr : kg link review",
    en="Nothing is sure enough: kg link review",
    de="Nichts ist sicher genug: kg link review",
)
WOULD_ACCEPT = Text(
    fr="{count} liens seraient acceptés.", en="{count} links would be accepted.", de="{count} Links würden angenommen."
)
KEPT_BACK = Text(
    fr="{count} n'ont pas été écrits : une personne en a décidé autrement.",
    en="{count} were not written: a person decided otherwise.",
    de="{count} wurden nicht geschrieben: eine Person hat anders entschieden.",
)
BUILD_NEXT = Text(fr="Ensuite : kg link apply", en="Next: kg link apply", de="Weiter: kg link apply")
NOTHING_WAITS = Text(
    fr="Rien n'attend de décision. `kg link suggest` cherche des candidats.",
    en="Nothing waits for a decision. `kg link suggest` looks for candidates.",
    de="Nichts wartet auf eine Entscheidung. `kg link suggest` sucht Kandidaten.",
)
NO_REVIEWER = Text(
    fr="Il faut dire qui décide.", en="It has to be said who decides.", de="Es muss gesagt sein, wer entscheidet."
)
SAY_REVIEWER = Text(
    fr="Donnez --reviewer, un ORCID ou une adresse, ou réglez KG_REVIEWER.",
    en="Give --reviewer, an ORCID or an address, or set KG_REVIEWER.",
    de="Geben Sie --reviewer an, eine ORCID oder Adresse, oder setzen Sie KG_REVIEWER.",
)
NO_TERMINAL = Text(
    fr="`kg link review` demande un terminal.",
    en="`kg link review` needs a terminal.",
    de="`kg link review` braucht ein Terminal.",
)
LAST_KEYS = Text(
    fr="C'était la dernière. [u] annuler [q] finir",
    en="That was the last. [u]ndo [q]uit",
    de="Das war das Letzte. [u] zurück [q] Ende",
)
KEYS = Text(
    fr="[o]ui [n]on [s] passer [0] rien de tel [w] ouvrir [u] annuler [q] finir",
    en="[y]es [n]o [s]kip [0] none [w] open [u]ndo [q]uit",
    de="[j]a [n]ein [s]päter [0] keiner [w] öffnen [u] zurück [q] Ende",
)
OWNER_KEYS = Text(
    fr="[n] ne plus proposer [s] passer [0] rien de tel [w] ouvrir [u] annuler [q] finir",
    en="[n] not again [s]kip [0] none [w] open [u]ndo [q]uit",
    de="[n] nicht wieder [s]päter [0] keiner [w] öffnen [u] zurück [q] Ende",
)
OWNER_ASKED = Text(
    fr="Le site est celui de cette organisation : elle porte peut-être l'entrée. Si oui, écrivez « porté par {label} » dans la note ; « n » ne la propose plus.",
    en="The site is this organisation's: it may run the entry. If so, write `run by {label}` in the note; `n` does not propose it again.",
    de="Die Website gehört dieser Organisation: sie trägt vielleicht den Eintrag. Wenn ja, schreiben Sie „getragen von {label}“ in die Notiz; „n“ schlägt sie nicht mehr vor.",
)
REVIEWED = Text(
    fr="{yes} acceptés, {no} rejetés, {none} sans équivalent.",
    en="{yes} accepted, {no} rejected, {none} without an equal.",
    de="{yes} angenommen, {no} abgelehnt, {none} ohne Entsprechung.",
)
FEATURES = {
    "name": Text(fr="nom", en="name", de="Name"),
    "website": Text(fr="site", en="website", de="Website"),
    "country": Text(fr="pays", en="country", de="Land"),
    "class": Text(fr="genre", en="class", de="Art"),
    "year": Text(fr="année", en="year", de="Jahr"),
    "acronym": Text(fr="sigle", en="initials", de="Kürzel"),
    "same_as": Text(fr="identité", en="same as", de="dasselbe"),
}
REFRESHED = Text(
    fr="{asked} éléments regardés : {moved} redirigés, {renamed} renommés, {gone} supprimés.",
    en="{asked} items looked at: {moved} redirected, {renamed} renamed, {gone} deleted.",
    de="{asked} Objekte angesehen: {moved} weitergeleitet, {renamed} umbenannt, {gone} gelöscht.",
)
UNREAD = Text(
    fr="{count} lignes de décisions ne comptent pas : kg link check dit pourquoi.",
    en="{count} rows of decisions do not count: kg link check says why.",
    de="{count} Zeilen mit Entscheidungen zählen nicht: kg link check sagt, warum.",
)
LEFT_OUT = Text(
    fr="{label} : rien n'est accepté, une ligne qui en décide ne peut pas être lue.",
    en="{label}: nothing is accepted, a row that decides of it cannot be read.",
    de="{label}: nichts wird angenommen, eine Zeile, die darüber entscheidet, ist nicht lesbar.",
)
NOT_FOLLOWED = Text(
    fr="{path}:{line} reste : quelque chose a déjà été décidé de l'entrée et de {item}.",
    en="{path}:{line} stays as it is: something was decided of the entry and {item} already.",
    de="{path}:{line} bleibt: über den Eintrag und {item} ist schon etwas entschieden.",
)
NO_DECISIONS = Text(
    fr="Il n'y a pas encore de décisions.", en="There are no decisions yet.", de="Es gibt noch keine Entscheidungen."
)
ALL_RIGHT = Text(
    fr="{count} décisions, rien à redire.",
    en="{count} decisions, nothing wrong.",
    de="{count} Entscheidungen, nichts zu beanstanden.",
)
WROTE_LINE = Text(
    fr="{path} : une ligne ajoutée, {line}",
    en="{path}: one line added, {line}",
    de="{path}: eine Zeile hinzugefügt, {line}",
)
HAS_LINE = Text(fr="{path} : le dit déjà.", en="{path}: says it already.", de="{path}: sagt es schon.")
IN_LIST = Text(
    fr="{label} : n'a pas de note à elle ; le lien reste dans links/.",
    en="{label}: has no note of its own; the link stays in links/.",
    de="{label}: hat keine eigene Notiz; der Link bleibt in links/.",
)
HELD = Text(fr="{path} : {why}", en="{path}: {why}", de="{path}: {why}.")
NO_EXPORT = Text(fr="« {name} » n'est pas un format.", en="{name!r} is no format.", de="„{name}“ ist kein Format.")
