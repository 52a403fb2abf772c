"""A request of the SPARQL 1.1 Protocol (W3C, section 2.1: the query operation) into a question, or what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from urllib.parse import parse_qsl

from kg.model.record import record
from kg.model.text import Text
from kg.serve import refusal
from kg.serve.negotiation import best
from kg.serve.refusal import NO_FORMAT, Refusal, Said
from kg.store.answering import GRAPHS, ROWS
from kg.store.services import deepest, services
from kg.store.workers.frames import Question

LONGEST_URL = 48 << 10  # bytes of a query in an address
LARGEST_BODY = 1 << 20  # bytes of a query in a body
DEEPEST = 400  # brackets in brackets; the engine dies of some thousands
_FIELDS = 64
_BROKEN = re.compile(rb"%(?![0-9A-Fa-f]{2})")
_FORM, _QUERY, _UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
# What a client may ask for by `Accept`, the best first; the shorter media types are what browsers and scripts know.
_ROWS = (*((name, media) for name, (media, _) in ROWS.items()), ("json", "application/json"), ("xml", "application/xml"),
         ("xml", "text/xml"), ("csv", "text/plain"))  # fmt: skip
_GRAPHS = (*((name, media) for name, (media, _) in GRAPHS.items()), ("jsonld", "application/json"),
           ("rdfxml", "application/xml"), ("rdfxml", "text/xml"), ("ntriples", "text/plain"))  # fmt: skip
OFFERED = (*_ROWS, *_GRAPHS)
_SHORT = {
    "ttl": "turtle",
    "nt": "ntriples",
    "nq": "nquads",
    "rdf": "rdfxml",
    "json-ld": "jsonld",
    "srj": "json",
    "srx": "xml",
}

_NO_QUERY = Said(
    status=400,
    said=Text(fr="La requête manque.", en="The query is missing.", de="Die Abfrage fehlt."),
    advice=Text(fr="Donnez-la avec `query=`.", en="Give it as `query=`.", de="Geben Sie sie als `query=` an."),
)
_TWO = Said(
    status=400,
    said=Text(
        fr="Le paramètre « query » est donné plusieurs fois.",
        en="The parameter “query” is given more than once.",
        de="Der Parameter „query“ ist mehrfach angegeben.",
    ),
)
_NOT_UTF8 = Said(
    status=400,
    said=Text(
        fr="La demande n'est pas en UTF-8, ou un code « % » est incomplet.",
        en="The request is not in UTF-8, or a “%” code is incomplete.",
        de="Die Anfrage ist nicht in UTF-8, oder ein „%“-Code ist unvollständig.",
    ),
)
_FIELDS_TOO_MANY = Said(
    status=400,
    said=Text(
        fr="La demande a trop de paramètres.",
        en="The request has too many parameters.",
        de="Die Anfrage hat zu viele Parameter.",
    ),
)
_READ_ONLY = Said(
    status=403,
    said=Text(
        fr="Ce point d'accès ne fait que lire : les données viennent des notes.",
        en="This endpoint only reads: its data come from the notes.",
        de="Dieser Endpunkt liest nur: Die Daten kommen aus den Notizen.",
    ),
)
_WRONG_TYPE = Said(
    status=415,
    said=Text(
        fr="Un POST contient un formulaire (application/x-www-form-urlencoded) ou une requête (application/sparql-query), en UTF-8.",
        en="A POST holds a form (application/x-www-form-urlencoded) or a query (application/sparql-query), in UTF-8.",
        de="Ein POST enthält ein Formular (application/x-www-form-urlencoded) oder eine Abfrage (application/sparql-query), in UTF-8.",
    ),
)
_TOO_DEEP = Said(
    status=400,
    said=Text(
        fr=f"La requête emboîte plus de {DEEPEST} parenthèses ou accolades.",
        en=f"The query nests more than {DEEPEST} brackets or braces.",
        de=f"Die Abfrage verschachtelt mehr als {DEEPEST} Klammern.",
    ),
)
_NO_SERVICE = Said(
    status=403,
    said=Text(
        fr="Cette requête interrogerait un autre serveur (SERVICE), ce qui n'est pas permis ici.",
        en="This query would ask another server (SERVICE), which is not allowed here.",
        de="Diese Abfrage würde einen anderen Server befragen (SERVICE); das ist hier nicht erlaubt.",
    ),
    advice=Text(
        fr="Posez-la à ce serveur lui-même. Qui exploite celui-ci peut permettre des adresses : `services` dans kg.toml.",
        en="Ask that server itself. Who runs this one can allow addresses: `services` in kg.toml.",
        de="Befragen Sie jenen Server selbst. Wer diesen betreibt, kann Adressen erlauben: `services` in kg.toml.",
    ),
)
_NO_FORMAT = Said(
    status=406,
    said=NO_FORMAT,
    advice=Text(
        fr="Lignes : {rows}. Graphes : {graphs}. Ou `?format=` avec l'un de ces noms.",
        en="Rows: {rows}. Graphs: {graphs}. Or `?format=` with one of these names.",
        de="Zeilen: {rows}. Graphen: {graphs}. Oder `?format=` mit einem dieser Namen.",
    ),
)
_BAD_GRAPH = Said(
    status=400,
    said=Text(fr="« {iri} » n'est pas une IRI.", en="“{iri}” is no IRI.", de="„{iri}“ ist keine IRI."),
)
TOO_LONG = Said(
    status=414,
    said=refusal.TOO_LONG,
    advice=Text(fr="Envoyez la requête par POST.", en="Send the query by POST.", de="Senden Sie die Abfrage per POST."),
)
TOO_LARGE = Said(
    status=413,
    said=Text(
        fr="La requête dépasse {size} octets.",
        en="The query is larger than {size} bytes.",
        de="Die Abfrage ist grösser als {size} Bytes.",
    ),
)


@record
class Asked:
    """What a request asks: the question, and whether other servers may be asked for it."""

    question: Question
    far: bool = False


def asked(
    method: str, query_string: bytes, headers: Mapping[str, str], body: bytes, allowed: frozenset[str]
) -> Asked | None:
    """What a request asks; None when it holds no query at all and wants the description of the service.

    `allowed` are the addresses that SERVICE may ask. Raises Refusal.
    """
    fields = _fields(query_string)
    text: str | None = None
    if method == "POST":
        kind, charset = _kind(headers.get("content-type", ""))
        if kind == _UPDATE:
            raise _READ_ONLY.refusal()
        if kind not in (_FORM, _QUERY) or charset not in ("", "utf-8", "utf8", "us-ascii"):
            raise _WRONG_TYPE.refusal()
        if kind == _FORM:
            fields = [*fields, *_fields(body)]
        else:
            text = _decoded(body)
    if any(name == "update" for name, _ in fields):
        raise _READ_ONLY.refusal()
    texts = [value for name, value in fields if name == "query"]
    if len(texts) + (text is not None) > 1:
        raise _TWO.refusal()
    text = texts[0] if texts else text
    if text is None and method == "POST":
        raise _NO_QUERY.refusal()
    if text is None:
        return None
    return _checked(text, fields, headers.get("accept"), allowed)


def _checked(text: str, fields: Sequence[tuple[str, str]], accept: str | None, allowed: frozenset[str]) -> Asked:
    far = reaches_out(text, allowed)
    rows, graph = formats(next((v for n, v in fields if n == "format"), ""), accept)
    default = tuple(v for n, v in fields if n == "default-graph-uri")
    named = tuple(v for n, v in fields if n == "named-graph-uri")
    for iri in (*default, *named):
        if not re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]*", iri):
            raise _BAD_GRAPH.refusal(iri=iri[:200])
    return Asked(question=Question(text=text, rows=rows, graph=graph, default=default, named=named), far=far)


def reaches_out(text: str, allowed: frozenset[str]) -> bool:
    """Whether a query asks other servers, all of them `allowed`. Raises Refusal for a query that no worker shall see."""
    if not text.strip():
        raise _NO_QUERY.refusal()
    if deepest(text) > DEEPEST:
        raise _TOO_DEEP.refusal()
    far = services(text)
    if not far <= allowed:
        raise _NO_SERVICE.refusal()
    return bool(far)


def formats(name: str, accept: str | None) -> tuple[str, str]:
    """The formats for an answer in rows and for a graph: by `format=`, a name or media type, or by `Accept`. Raises Refusal."""
    if name:
        wanted = name.strip().casefold()
        wanted = _SHORT.get(wanted, wanted)
        rows = wanted if wanted in ROWS else ("" if wanted in GRAPHS else _by_media(wanted, _ROWS))
        graph = wanted if wanted in GRAPHS else ("" if wanted in ROWS else _by_media(wanted, _GRAPHS))
    else:
        rows, graph = best(accept, _ROWS), best(accept, _GRAPHS)
    if not rows and not graph:
        raise _NO_FORMAT.refusal(rows=", ".join(ROWS), graphs=", ".join(GRAPHS))
    return rows, graph


def _by_media(media: str, offered: Sequence[tuple[str, str]]) -> str:
    return next((name for name, kind in offered if kind.split(";")[0] == media), "")


def _kind(header: str) -> tuple[str, str]:
    kind, _, parameters = header.partition(";")
    found = re.search(r"charset\s*=\s*\"?([\w-]+)", parameters, re.IGNORECASE)
    return kind.strip().casefold(), found[1].casefold() if found else ""


def _fields(encoded: bytes) -> list[tuple[str, str]]:
    if _BROKEN.search(encoded):
        raise _NOT_UTF8.refusal()
    try:
        return parse_qsl(encoded.decode("utf-8"), keep_blank_values=True, errors="strict", max_num_fields=_FIELDS)
    except UnicodeDecodeError as error:
        raise _NOT_UTF8.refusal() from error
    except ValueError as error:
        raise _FIELDS_TOO_MANY.refusal() from error


def _decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _NOT_UTF8.refusal() from error


__all__ = ["OFFERED", "Asked", "Refusal", "asked", "formats", "reaches_out"]
