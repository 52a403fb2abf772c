"""What is said of an engine elsewhere that refuses, fails, or does not answer, and what to do then."""

from __future__ import annotations

from kg.model.text import Text

SAYS = Text(
    fr="Le moteur dit (en anglais) : {why}", en="The engine says: {why}", de="Der Server sagt (auf Englisch): {why}"
)
UNHEARD = Text(
    fr="Le moteur à {address} ne répond pas : {why}.", en="The engine at {address} does not answer: {why}.",
    de="Der Server unter {address} antwortet nicht: {why}.",
)  # fmt: skip
STALLED = Text(
    fr="Le moteur à {address} n'a rien envoyé pendant {seconds} s.", en="The engine at {address} sent nothing for {seconds} s.",
    de="Der Server unter {address} hat {seconds} s lang nichts gesendet.",
)  # fmt: skip
UNTRUSTED = Text(
    fr="son certificat n'est pas reconnu", en="its certificate is not trusted", de="seinem Zertifikat wird nicht vertraut",
)  # fmt: skip
NOBODY_LISTENS = Text(
    fr="personne n'y écoute", en="nobody listens there", de="dort hört niemand zu",
)  # fmt: skip
NO_SUCH_HOST = Text(
    fr="son nom d'hôte est inconnu", en="its host name is not known", de="sein Hostname ist unbekannt",
)  # fmt: skip
BROKE_OFF = Text(
    fr="la réponse s'est interrompue", en="the answer broke off", de="die Antwort brach ab",
)  # fmt: skip
OWN_AUTHORITY = Text(
    fr="Faites-le renouveler ; s'il vient d'une autorité à vous, SSL_CERT_FILE nomme son certificat.",
    en="Have it renewed; where an authority of your own made it, SSL_CERT_FILE names that one's certificate.",
    de="Lassen Sie es erneuern; kommt es von einer eigenen Stelle, so nennt SSL_CERT_FILE deren Zertifikat.",
)
IS_IT_THERE = Text(
    fr="Est-il en marche, et l'adresse est-elle la bonne ?", en="Is it running, and is the address right?",
    de="Läuft er, und stimmt die Adresse?",
)  # fmt: skip
LATER = Text(
    fr="Ce qui est publié reste ; réessayez plus tard, ou donnez plus de temps (--timeout).",
    en="What is published stays; try again later, or give it more time (--timeout).",
    de="Was veröffentlicht ist, bleibt; versuchen Sie es später, oder geben Sie mehr Zeit (--timeout).",
)
NOBODY = Text(
    fr="Le moteur à {address} demande qui vous êtes.", en="The engine at {address} asks who you are.",
    de="Der Server unter {address} fragt, wer Sie sind.",
)  # fmt: skip
STRANGER = Text(
    fr="Le moteur à {address} n'accepte pas ce nom et ce mot de passe.", en="The engine at {address} does not accept this name and password.",
    de="Der Server unter {address} nimmt diesen Namen und dieses Passwort nicht an.",
)  # fmt: skip
GIVE_NAMES = Text(
    fr="Mettez KG_STORE_USER et KG_STORE_PASSWORD (ou KG_STORE_TOKEN) dans l'environnement.", en="Put KG_STORE_USER and KG_STORE_PASSWORD (or KG_STORE_TOKEN) into the environment.",
    de="Setzen Sie KG_STORE_USER und KG_STORE_PASSWORD (oder KG_STORE_TOKEN) in der Umgebung.",
)  # fmt: skip
READ_ONLY = Text(
    fr="Le moteur à {address} n'accepte pas d'écriture.", en="The engine at {address} takes no writes.",
    de="Der Server unter {address} nimmt keine Änderungen an.",
)  # fmt: skip
OTHER_ADDRESS = Text(
    fr="Si ses écritures ont une autre adresse, donnez-la : store_update et store_data dans kg.toml, ou --update et --data.",
    en="If it takes writes at another address, give that: store_update and store_data in kg.toml, or --update and --data.",
    de="Nimmt er Änderungen unter einer anderen Adresse an, geben Sie diese an: store_update und store_data in kg.toml, oder --update und --data.",
)
FULL = Text(
    fr="Le moteur à {address} n'a plus de place.", en="The engine at {address} has no room left.",
    de="Der Server unter {address} hat keinen Platz mehr.",
)  # fmt: skip
TIRED = Text(
    fr="Le moteur à {address} est débordé, ou absent (HTTP {status}).", en="The engine at {address} is too busy, or away (HTTP {status}).",
    de="Der Server unter {address} ist überlastet oder nicht da (HTTP {status}).",
)  # fmt: skip
NO_SERVICE = Text(
    fr="À {address}, il n'y a pas de service SPARQL (HTTP {status}).", en="There is no SPARQL service at {address} (HTTP {status}).",
    de="Unter {address} gibt es keinen SPARQL-Dienst (HTTP {status}).",
)  # fmt: skip
FORBIDS = Text(
    fr="Le moteur à {address} ne permet pas cela (HTTP {status}).", en="The engine at {address} does not allow this (HTTP {status}).",
    de="Der Server unter {address} erlaubt das nicht (HTTP {status}).",
)  # fmt: skip
TOO_MUCH = Text(
    fr="Le moteur à {address}, ou le serveur devant lui, n'accepte pas une requête aussi grande (HTTP 413).",
    en="The engine at {address}, or the server before it, takes no request of this size (HTTP 413).",
    de="Der Server unter {address}, oder der davor, nimmt keine so grosse Anfrage an (HTTP 413).",
)
MORE_ROOM = Text(
    fr="Relevez sa limite (nginx : client_max_body_size 64m).", en="Raise its limit (nginx: client_max_body_size 64m).",
    de="Heben Sie seine Grenze an (nginx: client_max_body_size 64m).",
)  # fmt: skip
FAILS = Text(
    fr="Le moteur à {address} échoue (HTTP {status}).", en="The engine at {address} fails (HTTP {status}).",
    de="Der Server unter {address} scheitert (HTTP {status}).",
)  # fmt: skip
LEADS_ON = Text(
    fr="L'adresse {address} renvoie à {other}.", en="The address {address} leads on to {other}.",
    de="Die Adresse {address} verweist auf {other}.",
)  # fmt: skip
GIVE_THAT = Text(
    fr="Si c'est bien le moteur, donnez cette adresse-là ; rien n'y a été envoyé.",
    en="If that is the engine, give that address; nothing was sent there.",
    de="Ist das der Server, so geben Sie jene Adresse an; dorthin wurde nichts geschickt.",
)
AT = Text(
    fr="{said} Cela concerne {graph}.", en="{said} It is about {graph}.", de="{said} Es geht um {graph}.",
)  # fmt: skip
BUSY = Text(
    fr="Quelqu'un d'autre publie en ce moment sur {address}.", en="Somebody else is publishing to {address} at this moment.",
    de="Jemand anders veröffentlicht gerade auf {address}.",
)  # fmt: skip
WAIT = Text(
    fr="Recommencez quand c'est fini. Une publication coupée net cède la place au bout de {seconds} s.",
    en="Repeat it when that has ended. A publication that was killed makes way after {seconds} s.",
    de="Wiederholen Sie es, wenn das zu Ende ist. Eine abgewürgte Veröffentlichung macht nach {seconds} s Platz.",
)
CHANGING = Text(
    fr="Sur {address}, on publie en ce moment : ce qui serait lu serait un mélange.",
    en="Somebody is publishing to {address} at this moment: what would be read is a mixture.",
    de="Auf {address} wird gerade veröffentlicht: Was gelesen würde, wäre eine Mischung.",
)
WHEN_ENDED = Text(
    fr="Recommencez ensuite ; si la publication a été coupée net, refaites d'abord `kg publish`.",
    en="Repeat it afterwards; where the publication was killed, run `kg publish` again first.",
    de="Wiederholen Sie es danach; wurde die Veröffentlichung abgewürgt, so starten Sie zuerst `kg publish` neu.",
)
GARBAGE = Text(
    fr="La réponse de {address} n'en est pas une de SPARQL.", en="The answer of {address} is none of SPARQL.",
    de="Die Antwort von {address} ist keine von SPARQL.",
)  # fmt: skip
CUT_OFF = Text(
    fr="Le moteur à {address} n'a donné que {rows} lignes : il en limite le nombre.",
    en="The engine at {address} gave {rows} rows only: it limits their number.",
    de="Der Server unter {address} gab nur {rows} Zeilen: Er begrenzt ihre Zahl.",
)
TOO_LARGE = Text(
    fr="La réponse de {address} dépasse {most} Mo.", en="The answer of {address} is larger than {most} MB.",
    de="Die Antwort von {address} ist grösser als {most} MB.",
)  # fmt: skip
MORE_ROWS = Text(
    fr="Ajoutez LIMIT et OFFSET, ou relevez sa limite (Virtuoso : ResultSetMaxRows).",
    en="Add LIMIT and OFFSET, or raise its limit (Virtuoso: ResultSetMaxRows).",
    de="Fügen Sie LIMIT und OFFSET an, oder heben Sie seine Grenze an (Virtuoso: ResultSetMaxRows).",
)
