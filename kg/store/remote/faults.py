"""What an engine refuses or fails at, in the words of who asked."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urljoin, urlsplit

from kg.errors import EngineError
from kg.model.system import system_says
from kg.model.text import Text, same
from kg.store.remote.engine import PASSWORD, TOKEN, USER

_SHORT = 300  # characters of an engine's message
_SAYS = Text(
    fr="Le moteur dit (en anglais) : {why}", en="The engine says: {why}", de="Der Server sagt (auf Englisch): {why}"
)
_UNHEARD = Text(
    fr="Le moteur à {address} ne répond pas : {why}.", en="The engine at {address} does not answer: {why}.",
    de="Der Server unter {address} antwortet nicht: {why}.",
)  # fmt: skip
_STALLED = Text(
    fr="Le moteur à {address} n'a rien envoyé pendant {seconds} s.", en="The engine at {address} sent nothing for {seconds} s.",
    de="Der Server unter {address} hat {seconds} s lang nichts gesendet.",
)  # fmt: skip
# Why nobody answers, by what Python's libraries say of it (in English).
_UNTRUSTED = Text(
    fr="son certificat n'est pas reconnu", en="its certificate is not trusted", de="seinem Zertifikat wird nicht vertraut",
)  # fmt: skip
_REASONS: tuple[tuple[re.Pattern[str], Text], ...] = (
    (re.compile(r"connection refused|actively refused", re.IGNORECASE), Text(
        fr="personne n'y écoute", en="nobody listens there", de="dort hört niemand zu",
    )),
    (re.compile(r"name or service|nodename|name resolution|getaddrinfo|no address associated", re.IGNORECASE), Text(
        fr="son nom d'hôte est inconnu", en="its host name is not known", de="sein Hostname ist unbekannt",
    )),
    (re.compile(r"certificate.verify.failed", re.IGNORECASE), _UNTRUSTED),
    (re.compile(r"incompleteread|broke off|closed connection|disconnected|connection reset|peer closed", re.IGNORECASE), Text(
        fr="la réponse s'est interrompue", en="the answer broke off", de="die Antwort brach ab",
    )),
)  # fmt: skip
_OWN_AUTHORITY = Text(
    fr="Faites-le renouveler ; s'il vient d'une autorité à vous, SSL_CERT_FILE nomme son certificat.",
    en="Have it renewed; where an authority of your own made it, SSL_CERT_FILE names that one's certificate.",
    de="Lassen Sie es erneuern; kommt es von einer eigenen Stelle, so nennt SSL_CERT_FILE deren Zertifikat.",
)
_IS_IT_THERE = Text(
    fr="Est-il en marche, et l'adresse est-elle la bonne ?", en="Is it running, and is the address right?",
    de="Läuft er, und stimmt die Adresse?",
)  # fmt: skip
_LATER = Text(
    fr="Ce qui est publié reste ; réessayez plus tard, ou donnez plus de temps (--timeout).",
    en="What is published stays; try again later, or give it more time (--timeout).",
    de="Was veröffentlicht ist, bleibt; versuchen Sie es später, oder geben Sie mehr Zeit (--timeout).",
)
_NOBODY = Text(
    fr="Le moteur à {address} demande qui vous êtes.", en="The engine at {address} asks who you are.",
    de="Der Server unter {address} fragt, wer Sie sind.",
)  # fmt: skip
_STRANGER = Text(
    fr="Le moteur à {address} n'accepte pas ce nom et ce mot de passe.", en="The engine at {address} does not accept this name and password.",
    de="Der Server unter {address} nimmt diesen Namen und dieses Passwort nicht an.",
)  # fmt: skip
_GIVE_NAMES = Text(
    fr=f"Mettez {USER} et {PASSWORD} (ou {TOKEN}) dans l'environnement.", en=f"Put {USER} and {PASSWORD} (or {TOKEN}) into the environment.",
    de=f"Setzen Sie {USER} und {PASSWORD} (oder {TOKEN}) in der Umgebung.",
)  # fmt: skip
_READ_ONLY = Text(
    fr="Le moteur à {address} n'accepte pas d'écriture.", en="The engine at {address} takes no writes.",
    de="Der Server unter {address} nimmt keine Änderungen an.",
)  # fmt: skip
_OTHER_ADDRESS = Text(
    fr="Si ses écritures ont une autre adresse, donnez-la : store_update et store_data dans kg.toml, ou --update et --data.",
    en="If it takes writes at another address, give that: store_update and store_data in kg.toml, or --update and --data.",
    de="Nimmt er Änderungen unter einer anderen Adresse an, geben Sie diese an: store_update und store_data in kg.toml, oder --update und --data.",
)
_FULL = Text(
    fr="Le moteur à {address} n'a plus de place.", en="The engine at {address} has no room left.",
    de="Der Server unter {address} hat keinen Platz mehr.",
)  # fmt: skip
_TIRED = Text(
    fr="Le moteur à {address} est débordé, ou absent (HTTP {status}).", en="The engine at {address} is too busy, or away (HTTP {status}).",
    de="Der Server unter {address} ist überlastet oder nicht da (HTTP {status}).",
)  # fmt: skip
_NO_SERVICE = Text(
    fr="À {address}, il n'y a pas de service SPARQL (HTTP {status}).", en="There is no SPARQL service at {address} (HTTP {status}).",
    de="Unter {address} gibt es keinen SPARQL-Dienst (HTTP {status}).",
)  # fmt: skip
_FORBIDS = Text(
    fr="Le moteur à {address} ne permet pas cela (HTTP {status}).", en="The engine at {address} does not allow this (HTTP {status}).",
    de="Der Server unter {address} erlaubt das nicht (HTTP {status}).",
)  # fmt: skip
_TOO_MUCH = Text(
    fr="Le moteur à {address}, ou le serveur devant lui, n'accepte pas une requête aussi grande (HTTP 413).",
    en="The engine at {address}, or the server before it, takes no request of this size (HTTP 413).",
    de="Der Server unter {address}, oder der davor, nimmt keine so grosse Anfrage an (HTTP 413).",
)
_MORE_ROOM = Text(
    fr="Relevez sa limite (nginx : client_max_body_size 64m).", en="Raise its limit (nginx: client_max_body_size 64m).",
    de="Heben Sie seine Grenze an (nginx: client_max_body_size 64m).",
)  # fmt: skip
_FAILS = Text(
    fr="Le moteur à {address} échoue (HTTP {status}).", en="The engine at {address} fails (HTTP {status}).",
    de="Der Server unter {address} scheitert (HTTP {status}).",
)  # fmt: skip
_LEADS_ON = Text(
    fr="L'adresse {address} renvoie à {other}.", en="The address {address} leads on to {other}.",
    de="Die Adresse {address} verweist auf {other}.",
)  # fmt: skip
_GIVE_THAT = Text(
    fr="Si c'est bien le moteur, donnez cette adresse-là ; rien n'y a été envoyé.",
    en="If that is the engine, give that address; nothing was sent there.",
    de="Ist das der Server, so geben Sie jene Adresse an; dorthin wurde nichts geschickt.",
)
_AT = Text(
    fr="{said} Cela concerne {graph}.", en="{said} It is about {graph}.", de="{said} Es geht um {graph}.",
)  # fmt: skip
_BUSY = Text(
    fr="Quelqu'un d'autre publie en ce moment sur {address}.", en="Somebody else is publishing to {address} at this moment.",
    de="Jemand anders veröffentlicht gerade auf {address}.",
)  # fmt: skip
_WAIT = Text(
    fr="Recommencez quand c'est fini. Une publication coupée net cède la place au bout de {seconds} s.",
    en="Repeat it when that has ended. A publication that was killed makes way after {seconds} s.",
    de="Wiederholen Sie es, wenn das zu Ende ist. Eine abgewürgte Veröffentlichung macht nach {seconds} s Platz.",
)
_CHANGING = Text(
    fr="Sur {address}, on publie en ce moment : ce qui serait lu serait un mélange.",
    en="Somebody is publishing to {address} at this moment: what would be read is a mixture.",
    de="Auf {address} wird gerade veröffentlicht: Was gelesen würde, wäre eine Mischung.",
)
_WHEN_ENDED = Text(
    fr="Recommencez ensuite ; si la publication a été coupée net, refaites d'abord `kg publish`.",
    en="Repeat it afterwards; where the publication was killed, run `kg publish` again first.",
    de="Wiederholen Sie es danach; wurde die Veröffentlichung abgewürgt, so starten Sie zuerst `kg publish` neu.",
)
_GARBAGE = Text(
    fr="La réponse de {address} n'en est pas une de SPARQL.", en="The answer of {address} is none of SPARQL.",
    de="Die Antwort von {address} ist keine von SPARQL.",
)  # fmt: skip
_ROOM = re.compile(
    r"no space left|disk full|out of disk|no more space|insufficient storage|file size limit", re.IGNORECASE
)
_CUT_OFF = Text(
    fr="Le moteur à {address} n'a donné que {rows} lignes : il en limite le nombre.",
    en="The engine at {address} gave {rows} rows only: it limits their number.",
    de="Der Server unter {address} gab nur {rows} Zeilen: Er begrenzt ihre Zahl.",
)
_TOO_LARGE = Text(
    fr="La réponse de {address} dépasse {most} Mo.", en="The answer of {address} is larger than {most} MB.",
    de="Die Antwort von {address} ist grösser als {most} MB.",
)  # fmt: skip
MORE_ROWS = Text(
    fr="Ajoutez LIMIT et OFFSET, ou relevez sa limite (Virtuoso : ResultSetMaxRows).",
    en="Add LIMIT and OFFSET, or raise its limit (Virtuoso: ResultSetMaxRows).",
    de="Fügen Sie LIMIT und OFFSET an, oder heben Sie seine Grenze an (Virtuoso: ResultSetMaxRows).",
)


BUSY = (429, 502, 503, 504)  # what may be over in a moment
ELSEWHERE = (301, 302, 303, 307, 308)  # RFC 9110, section 15.4


class Stalled(EngineError):
    """It lets us wait too long."""


class TooLarge(EngineError):
    """It sends more than is taken."""


class Fails(EngineError):
    """It can do nothing with what was sent, or has an error of its own."""


class TooMuch(EngineError):
    """It is sent more than it takes."""


class CutOff(EngineError):
    """It sends less than was asked for."""


def unheard(address: str, why: object) -> EngineError:
    """Nobody answers there."""
    text = short(why)
    known = next((said for pattern, said in _REASONS if pattern.search(text)), None)
    advice = _OWN_AUTHORITY if known is _UNTRUSTED else _IS_IT_THERE
    return EngineError(_UNHEARD.filled(address=address, why=known or _reason(why)), advice)


def _reason(why: object) -> Text:
    """What the system says, where that is at the root of it; else the words of whoever asked."""
    at: object = why
    while isinstance(at, BaseException):
        if isinstance(at, ConnectionError):
            return system_says(at)
        if isinstance(at, OSError) and at.strerror:  # a name or a certificate: its number is none of the system's
            return same(short(at.strerror))
        at = at.__cause__ or at.__context__
    return same(short(why) or "–")


def stalled(address: str, seconds: float) -> Stalled:
    """It let us wait too long."""
    return Stalled(_STALLED.filled(address=address, seconds=f"{seconds:g}"), _LATER)


def refused(address: str, status: int, body: str, *, writing: bool, named: bool) -> EngineError:
    """It answered with an error. `writing`: it was asked to change something; `named`: we said who we are."""
    detail = _SAYS.filled(why=short(body)) if short(body) else None
    if status == 507 or _ROOM.search(body):
        return EngineError(_FULL.filled(address=address), detail)
    if status == 401:
        return EngineError((_STRANGER if named else _NOBODY).filled(address=address), _GIVE_NAMES)
    if writing and status in (400, 403, 404, 405, 415, 501):
        advice = _GIVE_NAMES if status == 403 and not named else _OTHER_ADDRESS
        return EngineError(_READ_ONLY.filled(address=address), advice if status != 400 or detail is None else detail)
    if status == 413:
        return TooMuch(_TOO_MUCH.filled(address=address), _MORE_ROOM)
    if status in _WORDS:
        said, advice = _WORDS[status]
        hint = advice if status in _NOT_THERE else detail or advice
        return EngineError(said.filled(address=address, status=status), hint)
    return Fails(_FAILS.filled(address=address, status=status), detail)


_NOT_THERE = (404, 405, 406)
_WORDS: dict[int, tuple[Text, Text]] = {
    **dict.fromkeys(_NOT_THERE, (_NO_SERVICE, _IS_IT_THERE)),
    **dict.fromkeys(BUSY, (_TIRED, _LATER)),
    403: (_FORBIDS, _GIVE_NAMES),
}


def leads_on(address: str, other: str) -> EngineError:
    """It says that what was asked for is at another address."""
    parts = urlsplit(urljoin(address, other))
    shown = parts._replace(netloc=parts.netloc.rpartition("@")[2], query="", fragment="").geturl()
    return EngineError(_LEADS_ON.filled(address=address, other=short(shown)), _GIVE_THAT)


def at(error: EngineError, graph: str) -> EngineError:
    """The same, with the note or the graph that was sent when it happened."""
    return type(error)(_AT.filled(said=error.said, graph=graph), error.advice)


def busy(address: str, seconds: float) -> EngineError:
    """Somebody else publishes there."""
    return EngineError(_BUSY.filled(address=address), _WAIT.filled(seconds=f"{seconds:g}"))


def changing(address: str) -> EngineError:
    """What it holds is another than a moment ago, or will be."""
    return EngineError(_CHANGING.filled(address=address), _WHEN_ENDED)


def garbage(address: str) -> EngineError:
    """What it sends cannot be read."""
    return EngineError(_GARBAGE.filled(address=address), _IS_IT_THERE)


def too_large(address: str, most: int) -> TooLarge:
    """It sends more than is taken."""
    return TooLarge(_TOO_LARGE.filled(address=address, most=most >> 20))


def cut_off(address: str, rows: int) -> CutOff:
    """It sent less than was asked for, because it never sends more."""
    return CutOff(_CUT_OFF.filled(address=address, rows=rows), MORE_ROWS)


def no_writes(address: str) -> EngineError:
    """Nobody said where it takes writes."""
    return EngineError(_READ_ONLY.filled(address=address), _OTHER_ADDRESS)


def short(said: object) -> str:
    """What an engine says, on one line and without HTML."""
    text = unescape(re.sub(r"<[^<>]{1,200}>", " ", str(said))) if "<html" in str(said)[:500].lower() else str(said)
    return " ".join(text.split())[:_SHORT]
