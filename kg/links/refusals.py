"""Why a service cannot be asked, or what it said is of no use: each a LinkError that says what to do."""

from __future__ import annotations

import math
from pathlib import Path

from kg.errors import LinkError
from kg.model.text import Text, same

_SHORT = 200  # characters of what somebody else says
_LATER = Text(
    fr="Réessayez plus tard : ce qui a reçu une réponse est gardé ; `--offline` s'en contente.",
    en="Try again later: what was answered is kept; `--offline` makes do with it.",
    de="Versuchen Sie es später wieder: was beantwortet ist, bleibt; `--offline` begnügt sich damit.",
)
_ADDRESS = Text(
    fr="Vérifiez l'adresse du service.",
    en="Check the address of the service.",
    de="Prüfen Sie die Adresse des Dienstes.",
)
_CONTACT = Text(
    fr="Donnez une adresse électronique ou une page web : `--contact`, la variable KG_CONTACT, ou `contact` dans kg.toml.",
    en="Give an e-mail address or a web page: `--contact`, the variable KG_CONTACT, or `contact` in kg.toml.",
    de="Geben Sie eine E-Mail-Adresse oder Webseite an: `--contact`, die Variable KG_CONTACT oder `contact` in kg.toml.",
)


def no_contact(given: str) -> LinkError:
    """No contact of who runs kg, or one that nobody can write to."""
    if not given.strip():
        said = Text(
            fr="Aucun service n'est interrogé sans un contact de celle ou celui qui l'interroge.",
            en="No service is asked without a contact of who asks.",
            de="Kein Dienst wird ohne einen Kontakt dessen gefragt, der fragt.",
        )
        return LinkError(said, _CONTACT)
    said = Text(
        fr="« {given} » n'est pas un contact auquel un service puisse écrire.",
        en="“{given}” is no contact that a service could write to.",
        de="„{given}“ ist kein Kontakt, an den ein Dienst schreiben könnte.",
    )
    return LinkError(said.filled(given=_short(given)), _CONTACT)


def no_address(address: str) -> LinkError:
    """An address that cannot be one of a service."""
    said = Text(
        fr="{address} n'est pas l'adresse d'un service web.",
        en="{address} is no address of a web service.",
        de="{address} ist keine Adresse eines Webdienstes.",
    )
    hint = Text(
        fr="Elle commence par https:// ou http://.",
        en="It begins with https:// or http://.",
        de="Sie beginnt mit https:// oder http://.",
    )
    return LinkError(said.filled(address=_short(address)), hint)


def unreachable(host: str, why: str) -> LinkError:
    """Nobody answers there; `why` in the words of the library."""
    said = Text(
        fr="{host} ne peut pas être joint ({why}).",
        en="{host} cannot be reached ({why}).",
        de="{host} ist nicht erreichbar ({why}).",
    )
    hint = Text(
        fr="Vérifiez la connexion et l'adresse ; `--offline` se contente de ce qui a déjà reçu une réponse.",
        en="Check the connection and the address; `--offline` makes do with what was answered before.",
        de="Prüfen Sie Verbindung und Adresse; `--offline` begnügt sich mit dem, was schon beantwortet ist.",
    )
    return LinkError(said.filled(host=host, why=_short(why)), hint)


def no_way_out(why: Exception) -> LinkError:
    """A proxy or certificates that the system names, and that cannot be used; `why` in the words of the library."""
    said = Text(
        fr="Le réseau ne peut pas être utilisé comme l'environnement le dit ({why}).",
        en="The network cannot be used as the environment says ({why}).",
        de="Das Netz lässt sich nicht so verwenden, wie die Umgebung es sagt ({why}).",
    )
    hint = Text(
        fr="Vérifiez les variables HTTP_PROXY, HTTPS_PROXY, ALL_PROXY et SSL_CERT_FILE.",
        en="Check the variables HTTP_PROXY, HTTPS_PROXY, ALL_PROXY and SSL_CERT_FILE.",
        de="Prüfen Sie die Variablen HTTP_PROXY, HTTPS_PROXY, ALL_PROXY und SSL_CERT_FILE.",
    )
    return LinkError(said.filled(why=_short(str(why))), hint)


def too_slow(host: str, seconds: float) -> LinkError:
    """Nothing came within the time that was given."""
    said = Text(
        fr="{host} n'a pas répondu en {seconds} s.",
        en="{host} did not answer within {seconds} s.",
        de="{host} hat nicht innerhalb von {seconds} s geantwortet.",
    )
    return LinkError(said.filled(host=host, seconds=f"{seconds:g}"), _LATER)


def overrun(host: str, status: int) -> LinkError:
    """The service is busy, or has had enough of us."""
    said = Text(
        fr="{host} est surchargé ou limite les demandes (HTTP {status}).",
        en="{host} is overloaded or limits requests (HTTP {status}).",
        de="{host} ist überlastet oder begrenzt die Anfragen (HTTP {status}).",
    )
    return LinkError(said.filled(host=host, status=status), _LATER)


def asks_to_wait(host: str, seconds: float) -> LinkError:
    """The service wants us to wait for longer than anybody sits there."""
    said = Text(
        fr="{host} demande d'attendre {minutes} minutes.",
        en="{host} asks to wait for {minutes} minutes.",
        de="{host} bittet, {minutes} Minuten zu warten.",
    )
    return LinkError(said.filled(host=host, minutes=math.ceil(seconds / 60)), _LATER)


def broken_off(host: str) -> LinkError:
    """An answer that ends before its end."""
    said = Text(
        fr="La réponse de {host} est tronquée ou illisible.",
        en="The answer of {host} is cut short or unreadable.",
        de="Die Antwort von {host} ist abgeschnitten oder unlesbar.",
    )
    return LinkError(said.filled(host=host), _LATER)


def too_long(host: str, most: int) -> LinkError:
    """An answer without end."""
    said = Text(
        fr="La réponse de {host} dépasse {most} Mo : elle n'est pas lue.",
        en="The answer of {host} is over {most} MB: it is not read.",
        de="Die Antwort von {host} ist grösser als {most} MB: sie wird nicht gelesen.",
    )
    return LinkError(said.filled(host=host, most=most // 1_000_000), _ADDRESS)


def not_json(host: str, kind: str) -> LinkError:
    """A page where data was asked for."""
    said = Text(
        fr="{host} répond par autre chose que du JSON ({kind}).",
        en="{host} answers with something other than JSON ({kind}).",
        de="{host} antwortet mit etwas anderem als JSON ({kind}).",
    )
    hint = Text(
        fr="Vérifiez l'adresse du service, et qu'aucune page de connexion du réseau ne s'interpose.",
        en="Check the address of the service, and that no log-in page of the network stands between.",
        de="Prüfen Sie die Adresse des Dienstes, und dass keine Anmeldeseite des Netzes dazwischensteht.",
    )
    return LinkError(said.filled(host=host, kind=_short(kind) or "?"), hint)


def unexpected(host: str, lacking: str) -> LinkError:
    """JSON of another shape than the service's documentation says."""
    said = Text(
        fr="La réponse de {host} n'a pas la forme attendue : il manque « {lacking} ».",
        en="The answer of {host} is not of the form expected: it lacks “{lacking}”.",
        de="Die Antwort von {host} hat nicht die erwartete Form: „{lacking}“ fehlt.",
    )
    return LinkError(said.filled(host=host, lacking=lacking), _ADDRESS)


def refused(host: str, status: int) -> LinkError:
    """An answer that will not change by asking again."""
    said = Text(
        fr="{host} refuse la demande (HTTP {status}).",
        en="{host} refuses the request (HTTP {status}).",
        de="{host} lehnt die Anfrage ab (HTTP {status}).",
    )
    if status in (401, 403):
        hint = Text(
            fr="Le service bloque peut-être les clients sans contact valable, ou demande une clé.",
            en="The service may block clients without a valid contact, or ask for a key.",
            de="Der Dienst sperrt vielleicht Programme ohne gültigen Kontakt oder verlangt einen Schlüssel.",
        )
        return LinkError(said.filled(host=host, status=status), hint)
    return LinkError(said.filled(host=host, status=status), _ADDRESS)


def says_no(host: str, code: str, info: str) -> LinkError:
    """An error that comes with HTTP 200."""
    said = Text(
        fr="{host} répond par une erreur : {what}.",
        en="{host} answers with an error: {what}.",
        de="{host} antwortet mit einem Fehler: {what}.",
    )
    what = ": ".join(x for x in (code, _short(info).rstrip(".")) if x) or "?"
    return LinkError(said.filled(host=host, what=what), _LATER)


def moved(host: str, target: str) -> LinkError:
    """The service is elsewhere, and the question must not simply follow."""
    said = Text(
        fr="Le service de {host} est maintenant à l'adresse {target}.",
        en="The service of {host} is at {target} now.",
        de="Der Dienst von {host} ist jetzt unter {target}.",
    )
    hint = Text(
        fr="Donnez cette adresse, si vous lui faites confiance.",
        en="Give that address, if you trust it.",
        de="Geben Sie diese Adresse an, wenn Sie ihr vertrauen.",
    )
    return LinkError(said.filled(host=host, target=_short(target)), hint)


def key_refused(host: str, name: str) -> LinkError:
    """A key that the service does not take; `name` is the variable that holds it."""
    said = Text(
        fr="{host} refuse la clé de la variable {name}.",
        en="{host} refuses the key of the variable {name}.",
        de="{host} lehnt den Schlüssel der Variablen {name} ab.",
    )
    hint = Text(
        fr="Vérifiez qu'elle est complète et encore valable.",
        en="Check that it is complete and still valid.",
        de="Prüfen Sie, ob er vollständig und noch gültig ist.",
    )
    return LinkError(said.filled(host=host, name=name), hint)


def key_missing(service: str, name: str, page: str) -> LinkError:
    """A service that takes a key, and none was given; `page` is where one is had."""
    said = Text(
        fr="{service} demande une clé.",
        en="{service} asks for a key.",
        de="{service} verlangt einen Schlüssel.",
    )
    hint = Text(
        fr="Demandez-en une sur {page} et mettez-la dans la variable {name}.",
        en="Get one at {page} and put it into the variable {name}.",
        de="Holen Sie einen auf {page} und legen Sie ihn in die Variable {name}.",
    )
    return LinkError(said.filled(service=service), hint.filled(page=page, name=name))


def unkept(file: Path, why: Text | str) -> LinkError:
    """The file of answers cannot be opened or written."""
    said = Text(
        fr="Les réponses des services ne peuvent pas être gardées dans {file}.",
        en="The answers of services cannot be kept in {file}.",
        de="Die Antworten der Dienste lassen sich nicht in {file} aufbewahren.",
    )
    hint = Text(fr="Le système dit : {why}.", en="The system says: {why}.", de="Das System sagt: {why}.")
    return LinkError(said.filled(file=str(file)), hint.filled(why=why if isinstance(why, Text) else same(why)))


def _short(text: str) -> str:
    return " ".join(text.split())[:_SHORT]
