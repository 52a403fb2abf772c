"""The whole graph in every format: each dump is made once a generation, when it is first asked for, into a file of its own."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from weakref import finalize

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute

from kg.model.record import record
from kg.model.text import Text
from kg.serve.cache import matches
from kg.serve.linked.answering import route
from kg.serve.linked.near import missing
from kg.serve.linked.offers import HEADERS
from kg.serve.linked.once import once
from kg.serve.negotiation import best
from kg.serve.pages.render import Words, language_of, page, site_of
from kg.serve.refusal import Said
from kg.serve.site import Site
from kg.store.answering import MEDIA
from kg.store.dumping import UNFIT
from kg.texts.linked import WORDS

FORMATS = {"ttl": "turtle", "jsonld": "jsonld", "trig": "trig", "nq": "nquads", "nt": "ntriples", "rdf": "rdfxml"}
_CARRIERS = ("ttl", "trig", "nq", "nt")
_PLAIN = (*(f"graph.{suffix}" for suffix in FORMATS), *(f"provenance.{suffix}" for suffix in _CARRIERS))
NAMES = tuple(name + end for name in _PLAIN for end in ("", ".gz"))
_PATIENCE = 900  # seconds that making a dump may take
_MOST = 8 << 30  # bytes of dumps that a generation keeps; what was made first leaves first
_PIECE = 1 << 20

_FAILED = Said(
    status=503,
    said=Text(
        fr="Ce dump n'a pas pu être fait. Réessayez plus tard, ou prenez un autre format.",
        en="This dump could not be made. Try again later, or take another format.",
        de="Dieser Dump konnte nicht erstellt werden. Versuchen Sie es später, oder nehmen Sie ein anderes Format.",
    ),
)
_UNFIT = Said(
    status=406,
    said=Text(
        fr="Ce format ne peut pas écrire tout ce que contient le graphe.",
        en="This format cannot hold all that the graph holds.",
        de="Dieses Format kann nicht alles enthalten, was der Graph enthält.",
    ),
    advice=Text(
        fr="Prenez graph.ttl ou graph.nq.", en="Take graph.ttl or graph.nq.", de="Nehmen Sie graph.ttl oder graph.nq."
    ),
)


@record
class Made:
    """A dump that was made: its file, size and validator."""

    file: Path
    size: int
    tag: str


class Dumps:
    """The dumps of one generation. Two clients that ask at once for one get the same; its folder goes with it."""

    def __init__(self, store: Callable[[Path], Path]) -> None:
        """`store` gives the folder of a store with the graph, made in a folder of ours where there is none yet."""
        self._store = store
        self.folder = Path(tempfile.mkdtemp(prefix="kg-dumps-"))
        self.made: dict[str, Made] = {}
        self._making: dict[str, asyncio.Task[Made]] = {}
        self._turn = asyncio.Lock()
        finalize(self, shutil.rmtree, self.folder, ignore_errors=True)

    async def get(self, name: str) -> Made:
        """A dump, which is made where there is none. Raises Refusal."""
        if name in self.made:
            return self.made[name]
        task = self._making.get(name)
        if task is None:
            task = self._making[name] = asyncio.create_task(self._make(name))
            task.add_done_callback(lambda done: self._forget(name, done))
        return await asyncio.shield(task)  # one client that goes away takes nothing from the others

    def _forget(self, name: str, done: asyncio.Task[Made]) -> None:
        self._making.pop(name, None)
        if not done.cancelled():
            done.exception()  # whoever still waits has it; nobody else needs to hear of it

    async def _make(self, name: str) -> Made:
        plain = await self.get(name.removesuffix(".gz")) if name.endswith(".gz") else None
        async with self._turn:  # one after the other: they would take the processors from the queries
            try:
                made = await self._written(name, plain)
            except OSError as error:
                raise _FAILED.refusal(after=60) from error
        self.made[name] = made
        self._bound(name)
        return made

    async def _written(self, name: str, plain: Made | None) -> Made:
        part, target = self.folder / f"{name}.part", self.folder / name
        try:
            if plain is not None:
                await asyncio.to_thread(_zip, plain.file, part)
            else:
                await self._dump(name, part)
            tag = await asyncio.to_thread(_tag, part)
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
        return Made(file=target, size=target.stat().st_size, tag=tag)

    async def _dump(self, name: str, target: Path) -> None:
        """In a process of its own, which gives back its memory, leaves this one to its requests, and ends with it."""
        stem, _, suffix = name.partition(".")
        extra = [stem] if stem == "provenance" else []
        store = await asyncio.to_thread(self._store, self.folder)
        command = [sys.executable, "-m", "kg.store.dumping", str(store), FORMATS[suffix], str(target), *extra]
        quiet = asyncio.subprocess.DEVNULL
        process = await asyncio.create_subprocess_exec(*command, stdin=quiet, stdout=quiet, stderr=quiet)
        try:
            async with asyncio.timeout(_PATIENCE):
                status = await process.wait()
        finally:
            if process.returncode is None:
                process.kill()
        if status == UNFIT:
            raise _UNFIT.refusal()
        if status != 0:
            raise OSError(f"the process that writes {name} ended with {status}")

    def _bound(self, name: str) -> None:
        while sum(made.size for made in self.made.values()) > _MOST and len(self.made) > 1:
            first = next(other for other in self.made if other != name)
            with suppress(OSError):
                self.made.pop(first).file.unlink()


def _zip(plain: Path, target: Path) -> None:
    """The same bytes every time: no time and no name in the header."""
    with (
        plain.open("rb") as source,
        target.open("wb") as raw,
        gzip.GzipFile(filename="", fileobj=raw, mode="wb", compresslevel=6, mtime=0) as out,
    ):
        shutil.copyfileobj(source, out, _PIECE)


def _tag(file: Path) -> str:
    with file.open("rb") as source:
        return f'"dump-{hashlib.file_digest(source, lambda: hashlib.blake2b(digest_size=9)).hexdigest()}"'


@once
def dumps_of(site: Site) -> Dumps:
    """The dumps of a generation."""
    return Dumps(site.published.folder)


def sizes(site: Site) -> Mapping[str, int]:
    """The sizes of the dumps that were made, by name."""
    return {name: made.size for name, made in dumps_of(site).made.items()}


def format_of(name: str) -> str:
    """The format of a dump, under its compression."""
    return FORMATS[name.removesuffix(".gz").rpartition(".")[2]]


def media_of(name: str) -> str:
    """The media type of a dump."""
    return "application/gzip" if name.endswith(".gz") else MEDIA[format_of(name)]


class _Streamed(FileResponse):
    """A file that stays while it is sent, for the response holds on to the folder that it lies in."""

    dumps: Dumps


async def dump(request: Request) -> Response:
    """`/dump/graph.ttl.gz` and so on: the file, a part of it (Range), or 304."""
    site, name = site_of(request), request.path_params["name"]
    if name not in NAMES:
        return await asyncio.to_thread(missing, request, f"dump/{name}")
    dumps = dumps_of(site)
    made = await dumps.get(name)
    headers = {**HEADERS, "etag": made.tag, "content-type": media_of(name),
               "content-disposition": f'attachment; filename="{name}"'}  # fmt: skip
    asked = request.headers.get("if-none-match")
    if matches(asked.encode("latin-1", "replace") if asked else None, made.tag.encode()):
        return Response(status_code=304, headers=headers)
    response = _Streamed(made.file, headers=headers)
    response.dumps = dumps
    return response


def listing(request: Request) -> Response:
    """`/dump/`: what there is, as a page or as JSON."""
    site = site_of(request)
    if not request.url.path.endswith("/"):
        return RedirectResponse(site.link("/dump/"), status_code=308)
    known = sizes(site)
    rows = [{"name": n, "url": site.link(f"/dump/{n}"), "mediaType": media_of(n), "bytes": known.get(n)} for n in NAMES]
    offered = (("json", "application/json"), ("html", "text/html"), ("html", "application/xhtml+xml"))
    if best(request.headers.get("accept"), offered) == "html":
        return page(request, "dumps.html", w=Words(language_of(request), WORDS), rows=rows)
    return JSONResponse(rows, headers={**HEADERS, "vary": "Accept"})


def routes() -> list[BaseRoute]:
    """The addresses of dumps."""
    return [route("/dump", listing), route("/dump/", listing), route("/dump/{name}", dump)]
