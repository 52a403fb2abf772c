"""Where an engine answers, and as whom it is asked.

SPARQL 1.1 knows three services, each with an address of its own: queries, updates (Protocol, section 2) and graphs (Graph
Store HTTP Protocol). From the address of queries follow the others where an engine is at home at its usual ones.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from kg.errors import SettingsError
from kg.model.addresses import without_secrets
from kg.model.characters import CONTROL
from kg.model.record import record
from kg.model.text import Text

_BLANK = re.compile(r"[\s\x00-\x1f]")
USER, PASSWORD, TOKEN = "KG_STORE_USER", "KG_STORE_PASSWORD", "KG_STORE_TOKEN"
_NO_ADDRESS = Text(
    fr="L'adresse d'un moteur commence par http:// ou https:// : {address}",
    en="The address of an engine begins with http:// or https://: {address}",
    de="Die Adresse eines Servers beginnt mit http:// oder https://: {address}",
)
_NO_SECRET = Text(
    fr="Le nom et le mot de passe ne s'écrivent pas dans l'adresse : ils resteraient dans des fichiers et des journaux.",
    en="Name and password do not belong in the address: they would stay in files and logs.",
    de="Name und Passwort gehören nicht in die Adresse: Sie blieben in Dateien und Protokollen.",
)
_FROM_ENVIRONMENT = Text(
    fr=f"Donnez-les par l'environnement : {USER} et {PASSWORD}, ou {TOKEN}.",
    en=f"Give them in the environment: {USER} and {PASSWORD}, or {TOKEN}.",
    de=f"Geben Sie sie über die Umgebung: {USER} und {PASSWORD}, oder {TOKEN}.",
)
_ODD_SECRET = Text(
    fr="La variable {name} contient un caractère qu'aucun en-tête de HTTP ne peut porter.",
    en="The variable {name} holds a character that no header of HTTP can carry.",
    de="Die Variable {name} enthält ein Zeichen, das kein Header von HTTP tragen kann.",
)
_SET_IT_AGAIN = Text(
    fr="Donnez-la de nouveau, sans saut de ligne.", en="Set it again, without a line break.", de="Setzen Sie sie neu, ohne Zeilenumbruch."
)  # fmt: skip
# Where engines have updates and graphs, by the address of their queries: {0} is what stands before.
_USUAL: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (re.compile(r"(https?://[^/]+)/sparql(?:-auth)?/?"), "{0}/sparql-auth", "{0}/sparql-graph-crud-auth"),  # Virtuoso
    (re.compile(r"(https?://[^/]+)/query/?"), "{0}/update", "{0}/store"),  # Oxigraph
    (
        re.compile(r"(https?://[^/]+/repositories/[^/]+)/?"),
        "{0}/statements",
        "{0}/rdf-graphs/service",
    ),  # GraphDB, RDF4J
    (re.compile(r"(https?://.+)/(?:query|sparql)/?"), "{0}/update", "{0}/data"),  # Fuseki, Stardog
)


@record
class Engine:
    """The addresses of an engine's queries, updates and graphs ("" where there is none), who asks, and how many seconds may
    pass without a byte from it.

    `turns` is how often it is asked which is busy, or does not answer; `seconds` within which an answer has to be whole (0: no
    matter when), `largest` how many bytes it may have.
    """

    query: str
    update: str = ""
    data: str = ""
    user: str = ""
    password: str = ""
    token: str = ""
    timeout: float = 30
    turns: int = 3
    seconds: float = 0
    largest: int = 1 << 30

    def __str__(self) -> str:
        return self.query

    @property
    def shown(self) -> str:
        """The address of its queries as it is said: without a key that stands in it."""
        return without_secrets(self.query)

    @property
    def is_named(self) -> bool:
        """Whether we can say who asks."""
        return bool(self.user or self.token)


def engine(query: str, update: str = "", data: str = "", *, environ: Mapping[str, str], timeout: float = 30) -> Engine:
    """The engine at the address of its queries; secrets come from the environment. Raises SettingsError."""
    for address in filter(None, (query, update, data)):
        _check(address)
    usual = _usual(query)
    return Engine(
        query=query, update=update or usual[0], data=data or usual[1], timeout=timeout,
        user=_secret(environ, USER), password=_secret(environ, PASSWORD), token=_token(environ),
    )  # fmt: skip


def _check(address: str) -> None:
    """Raises SettingsError for what is no address of an engine, without a word of what may be a password in it."""
    try:
        parts = urlsplit(address)
        if parts.username or parts.password:
            raise SettingsError(_NO_SECRET, _FROM_ENVIRONMENT)
        right = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port or an IPv6 address that is none
        right = False
    if not right or _BLANK.search(address):
        shown = address.rpartition("@")[2]
        raise SettingsError(_NO_ADDRESS.filled(address=shown))


def _secret(environ: Mapping[str, str], name: str) -> str:
    """A name or password. Files and `echo` end it with a line feed, which is no part of it."""
    said = environ.get(name, "").rstrip("\r\n")
    if CONTROL.search(said):
        raise SettingsError(_ODD_SECRET.filled(name=name), _SET_IT_AGAIN)
    return said


def _token(environ: Mapping[str, str]) -> str:
    """A token (RFC 6750: of ASCII)."""
    said = _secret(environ, TOKEN).strip()
    if not said.isascii() or "\n" in said:
        raise SettingsError(_ODD_SECRET.filled(name=TOKEN), _SET_IT_AGAIN)
    return said


def _usual(query: str) -> tuple[str, str]:
    for pattern, update, data in _USUAL:
        if (match := pattern.fullmatch(query)) is not None:
            return update.format(match[1]), data.format(match[1])
    return "", ""
