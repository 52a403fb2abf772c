"""The SPARQL endpoint: a request into a question, its answer into a response, and never a broken body under 200.

It is an ASGI application of its own: what is asked again and again is answered from the cache before anything else is done.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import IO, Any, TypeAlias

from kg.model.text import LANGUAGES, Text
from kg.serve.cache import Cache, Entry, etag, matches
from kg.serve.connections import RAW
from kg.serve.negotiation import best, language
from kg.serve.protocol import LARGEST_BODY, LONGEST_URL, OFFERED, TOO_LARGE, TOO_LONG, Asked, asked
from kg.serve.publication import Publication
from kg.serve.refusal import Refusal, Said
from kg.store.workers.frames import Question
from kg.store.workers.line import Answer

Scope: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send: TypeAlias = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Describe: TypeAlias = Callable[[Scope, Receive, Send], Awaitable[None]]

_CORS = [
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", b"ETag, Retry-After, Content-Length, X-Query-Seconds"),
]
_CACHE = [(b"cache-control", b"public, no-cache"), (b"vary", b"Accept")]
_SAFE = [(b"x-content-type-options", b"nosniff"), (b"content-security-policy", b"default-src 'none'; sandbox")]
_METHODS = b"GET, HEAD, POST, OPTIONS"
_PAGES = (*OFFERED, ("html", "text/html"))
_PIECE = 1 << 18
_SOON = 0.05  # seconds; only a query that takes longer is worth asking whether its client is still there
_PATIENCE = 30.0  # seconds that a client has to send its query

_METHOD = Said(
    status=405,
    said=Text(
        fr="Ce point d'accès répond à GET, HEAD, POST et OPTIONS.",
        en="This endpoint answers GET, HEAD, POST and OPTIONS.",
        de="Dieser Endpunkt beantwortet GET, HEAD, POST und OPTIONS.",
    ),
)
_SMALLER = Text(
    fr="Demandez-en moins (LIMIT, un filtre), ou prenez un dump : /dump/.",
    en="Ask for less (LIMIT, a filter), or take a dump: /dump/.",
    de="Verlangen Sie weniger (LIMIT, ein Filter), oder nehmen Sie einen Dump: /dump/.",
)
_AGAIN = Text(fr="Réessayez dans {after} s.", en="Try again in {after} s.", de="Versuchen Sie es in {after} s wieder.")
_REFUSALS: dict[str, Said] = {
    "time": Said(status=503, advice=_SMALLER, said=Text(
        fr="La requête a été arrêtée après {seconds} s.", en="The query was stopped after {seconds} s.", de="Die Abfrage wurde nach {seconds} s beendet.")),
    "memory": Said(status=503, advice=_SMALLER, said=Text(
        fr="La requête demande plus de mémoire que les {memory} Mo permis.", en="The query needs more memory than the {memory} MB allowed.", de="Die Abfrage braucht mehr Speicher als die erlaubten {memory} MB.")),
    "size": Said(status=503, advice=_SMALLER, said=Text(
        fr="La réponse dépasse {answer} Mo.", en="The answer is larger than {answer} MB.", de="Die Antwort ist grösser als {answer} MB.")),
    "depth": Said(status=400, said=Text(
        fr="La requête est trop longue ou trop emboîtée pour être lue.", en="The query is too long or too deeply nested to be read.", de="Die Abfrage ist zu lang oder zu tief verschachtelt, um gelesen zu werden.")),
    "busy": Said(status=503, advice=_AGAIN, said=Text(
        fr="Trop de requêtes attendent.", en="Too many queries are waiting.", de="Zu viele Abfragen warten.")),
    "client": Said(status=429, advice=_AGAIN, said=Text(
        fr="Vous posez trop de requêtes à la fois.", en="You ask too many queries at once.", de="Sie stellen zu viele Abfragen gleichzeitig.")),
    "gone": Said(status=503, advice=_AGAIN, said=Text(
        fr="Cette requête n'a pas abouti.", en="This query did not come to an end.", de="Diese Abfrage kam nicht zu Ende.")),
}  # fmt: skip
_STATUS = {"syntax": 400, "failed": 400, "format": 406, "away": 503}


class Endpoint:
    """`/sparql`."""

    def __init__(
        self,
        publication: Publication,
        *,
        cache: int,
        allowed: frozenset[str] = frozenset(),
        trust_proxy: bool = False,
        short: bool = True,
    ) -> None:
        """`cache` is in bytes; `allowed` are addresses that SERVICE may ask; `trust_proxy` takes clients' addresses from
        X-Forwarded-For; `short` lets the bytes of a request be answered before anything else sees it."""
        self.publication = publication
        self.cache = Cache(cache)
        self.raw = Cache(cache // 4 if short else 0)  # the same by the bytes of a request
        self.allowed = allowed
        self.trust_proxy = trust_proxy
        self.counted: dict[tuple[str, int], int] = {}  # responses by outcome and status
        self.seconds = 0.0
        self.describe: Describe | None = None  # answers a GET without a query
        publication.changed += [self.cache.clear, self.raw.clear]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        method = scope["method"]
        headers = scope["headers"]
        key = None
        if method in ("GET", "HEAD"):
            key = (scope["query_string"], _header(headers, b"accept"))
            entry = self.cache.get(key)
            if entry is not None:
                if (raw := scope.get("state", {}).get(RAW)) is not None:
                    self.raw.put(raw, entry)
                await self._send_entry(entry, headers, send, head=method == "HEAD")
                return
        try:
            await self._answer(scope, receive, send, key)
        except Refusal as refused:
            await self._refuse(refused, scope, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send, key: object) -> None:
        method = scope["method"]
        if method == "OPTIONS":
            await _send(send, 204, [*_preflight()], b"")
            return
        if method not in ("GET", "HEAD", "POST"):
            raise Refusal(405, _METHOD.said, headers={"Allow": _METHODS.decode()})
        if len(scope["query_string"]) > LONGEST_URL:
            raise TOO_LONG.refusal()
        said = {k.decode("latin-1"): v.decode("latin-1") for k, v in scope["headers"]}
        body = await _body(receive, said) if method == "POST" else b""
        if method != "POST" and self.describe is not None and for_people(scope["query_string"], said.get("accept", "")):
            await self.describe(scope, receive, send)
            return
        wanted = asked(method, scope["query_string"], said, body, self.allowed)
        if wanted is None:
            assert self.describe is not None
            await self.describe(scope, receive, send)
            return
        site = self.publication.site
        answer = await self._asked(wanted, self.client(scope), receive)
        same = self.publication.site is site  # else it is not of the generation whose answers are kept
        await self._respond(answer, scope, send, key if same else None)

    async def _asked(self, wanted: Asked, client: str, receive: Receive) -> Answer:
        """The answer; the worker is taken back when the client goes away before."""
        work = asyncio.ensure_future(self._of_a_worker(wanted, client))
        done, _ = await asyncio.wait({work}, timeout=_SOON)
        if not done:
            gone = asyncio.ensure_future(_disconnected(receive))
            await asyncio.wait({work, gone}, return_when=asyncio.FIRST_COMPLETED)
            gone.cancel()
        if not work.done():
            work.cancel()
            raise Gone
        return work.result()

    async def whole(self, question: Question, scope: Scope, receive: Receive, far: bool = False) -> Answer:
        """The whole answer to a question that was found to be allowed. Raises Refusal."""
        answer = await self._asked(Asked(question=question, far=far), self.client(scope), receive)
        self.seconds += answer.seconds
        if answer.outcome != "done":
            raise self._refusal(answer)
        return answer

    async def _of_a_worker(self, wanted: Asked, client: str) -> Answer:
        answer = await (await self.publication.standing()).ask(wanted.question, client, wanted.far)
        if (
            answer.outcome == "gone" and not wanted.far
        ):  # the workers were exchanged, or died of something else: once more
            answer = await (await self.publication.standing()).ask(wanted.question, client)
        return answer

    async def _respond(self, answer: Answer, scope: Scope, send: Send, key: object) -> None:
        self.seconds += answer.seconds
        if answer.outcome != "done":
            raise self._refusal(answer)
        head = scope["method"] == "HEAD"
        site = self.publication.site
        headers = [(b"content-type", answer.media.encode()), *_CORS, *_CACHE, *_SAFE]
        if answer.file is not None:
            headers.append((b"content-length", str(answer.size).encode()))
            self._count("done", 200)
            await _send_file(send, headers, answer.file, head)
            return
        tag = etag(site.name, answer.body)
        headers += [(b"etag", tag), (b"content-length", str(len(answer.body)).encode())]
        entry = Entry(headers, answer.body, tag)
        if key is not None:
            self.cache.put(key, entry)
        await self._send_entry(entry, scope["headers"], send, head)

    async def _send_entry(self, entry: Entry, headers: list[tuple[bytes, bytes]], send: Send, head: bool) -> None:
        if matches(_header(headers, b"if-none-match"), entry.etag):
            self._count("done", 304)
            kept = [h for h in entry.headers if h[0] not in (b"content-type", b"content-length")]
            await _send(send, 304, kept, b"")
            return
        self._count("done", 200)
        await send({"type": "http.response.start", "status": 200, "headers": entry.headers})
        await send({"type": "http.response.body", "body": b"" if head else entry.body})

    def _refusal(self, answer: Answer) -> Refusal:
        if answer.outcome in _STATUS:
            said, advice = (Text(fr=x[0], en=x[1], de=x[2]) for x in (answer.said, answer.advice))
            headers = {"Retry-After": "5"} if answer.outcome == "away" else {}
            return Refusal(_STATUS[answer.outcome], said, advice, headers)
        limits = self.publication.limits
        values: dict[str, Text | str | int] = {
            "seconds": f"{limits.timeout:g}",
            "memory": limits.memory >> 20,
            "answer": limits.answer >> 20,
        }
        refused = _REFUSALS[answer.outcome]
        if refused.status in (429, 503):
            values["after"] = 1 if answer.outcome in ("client", "busy", "gone") else max(int(limits.timeout), 1)
        return refused.refusal(**values)

    async def _refuse(self, refused: Refusal, scope: Scope, send: Send) -> None:
        self._count("refused", refused.status)
        accepted = _header(scope["headers"], b"accept-language")
        spoken = language(accepted.decode("latin-1") if accepted else None, LANGUAGES, "en")
        body = refused.text(spoken).encode()
        headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-language", spoken.encode()),
                   (b"cache-control", b"no-store"), (b"content-length", str(len(body)).encode()), *_CORS, *_SAFE]  # fmt: skip
        headers += [(k.lower().encode(), v.encode()) for k, v in refused.headers.items()]
        await _send(send, refused.status, headers, b"" if scope["method"] == "HEAD" else body)

    def client(self, scope: Scope) -> str:
        """Who asks: an address; behind a proxy that is trusted, the last one that it names."""
        if self.trust_proxy and (forwarded := _header(scope["headers"], b"x-forwarded-for")):
            return forwarded.decode("latin-1").split(",")[-1].strip()[:64]
        client = scope.get("client")
        return str(client[0]) if client else ""

    def _count(self, outcome: str, status: int) -> None:
        self.counted[outcome, status] = self.counted.get((outcome, status), 0) + 1


def for_people(query_string: bytes, accept: str) -> bool:
    """Whether a request is one of a browser, which likes a page better than any data: `format=` is empty or not there."""
    asks_format = re.search(rb"(?:^|&)format=[^&]", query_string) is not None
    return "text/html" in accept and not asks_format and best(accept, _PAGES) == "html"


class Gone(Exception):
    """The client went away."""


async def _disconnected(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _body(receive: Receive, headers: Mapping[str, str]) -> bytes:
    if (headers.get("content-length") or "0").isdigit() and int(headers.get("content-length") or 0) > LARGEST_BODY:
        raise TOO_LARGE.refusal(size=LARGEST_BODY)
    try:
        async with asyncio.timeout(_PATIENCE):
            return await _whole(receive)
    except TimeoutError as error:
        raise Gone from error


async def _whole(receive: Receive) -> bytes:
    parts: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Gone
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if size > LARGEST_BODY:
            raise TOO_LARGE.refusal(size=LARGEST_BODY)
        if not message.get("more_body"):
            return b"".join(parts)


def _header(headers: list[tuple[bytes, bytes]], name: bytes) -> bytes | None:
    for key, value in headers:
        if key == name:
            return value
    return None


def _preflight() -> list[tuple[bytes, bytes]]:
    return [*_CORS, (b"allow", _METHODS), (b"access-control-allow-methods", _METHODS),
            (b"access-control-allow-headers", b"Accept, Accept-Language, Content-Type, If-None-Match"),
            (b"access-control-max-age", b"86400"), (b"content-length", b"0")]  # fmt: skip


async def _send(send: Send, status: int, headers: list[tuple[bytes, bytes]], body: bytes) -> None:
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def _send_file(send: Send, headers: list[tuple[bytes, bytes]], file: IO[bytes], head: bool) -> None:
    """A large answer, as fast as the client takes it; no worker waits for that."""
    with file:
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        file.seek(0)
        while not head and (piece := file.read(_PIECE)):
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b""})
