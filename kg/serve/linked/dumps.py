"""Dumps of the whole graph, in every format, made once a generation: when first asked for, in a process of its own, into a file."""

from __future__ import annotations

import asyncio
import gzip
import shutil
import sys
import tempfile
import weakref
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Route

from kg.serve.negotiation import best
from kg.serve.pages.render import page, site_of
from kg.serve.site import Site
from kg.store.answering import MEDIA

FORMATS = {"ttl": "turtle", "jsonld": "jsonld", "trig": "trig", "nq": "nquads", "nt": "ntriples", "rdf": "rdfxml"}
WITH_PROVENANCE = ("ttl", "trig", "nq", "nt")
_PATIENCE = 600.0  # seconds that a dump may take


class Dumps:
    """The dumps of one generation; two that ask at once for the same get the same."""

    def __init__(self, store: Path, base: str) -> None:
        self._store = store
        self.folder = Path(tempfile.mkdtemp(prefix="kg-dump-"))
        self._making: dict[str, asyncio.Task[Path]] = {}
        self._gone = weakref.finalize(self, shutil.rmtree, self.folder, ignore_errors=True)

    async def file(self, name: str) -> Path:
        """The file of a dump such as `graph.ttl.gz`. Raises OSError when it cannot be made."""
        task = self._making.get(name)
        if task is None or (task.done() and (task.cancelled() or task.exception() is not None)):
            task = self._making[name] = asyncio.ensure_future(self._make(name))
        return await asyncio.shield(task)

    async def _make(self, name: str) -> Path:
        target = self.folder / name
        if name.endswith(".gz"):
            plain = await self.file(name.removesuffix(".gz"))
            await asyncio.to_thread(_zip, plain, target)
            return target
        stem, _, suffix = name.partition(".")
        provenance = "1" if stem == "provenance" else ""
        command = [
            sys.executable,
            "-m",
            "kg.serve.linked.dumping",
            str(self._store),
            FORMATS[suffix],
            provenance,
            str(target),
        ]
        process = await asyncio.create_subprocess_exec(*command, stdin=asyncio.subprocess.DEVNULL)
        try:
            async with asyncio.timeout(_PATIENCE):
                status = await process.wait()
        except (TimeoutError, asyncio.CancelledError):
            process.kill()
            raise
        if status != 0:
            raise OSError(f"the dump {name} could not be made")
        return target


def _zip(plain: Path, target: Path) -> None:
    with (
        plain.open("rb") as source,
        target.open("wb") as raw,
        gzip.GzipFile(filename="", fileobj=raw, mode="wb", compresslevel=6, mtime=0) as out,
    ):  # no time: the same bytes
        shutil.copyfileobj(source, out, 1 << 20)


def names() -> list[str]:
    """The files that there are."""
    plain = [f"graph.{suffix}" for suffix in FORMATS] + [f"provenance.{suffix}" for suffix in WITH_PROVENANCE]
    return [*plain, *(f"{name}.gz" for name in plain)]


def media_of(name: str) -> str:
    """The media type of a dump."""
    return "application/gzip" if name.endswith(".gz") else MEDIA[FORMATS[name.rpartition(".")[2]]]


def dumps_of(site: Site) -> Dumps:
    """The dumps of a generation."""
    found: Dumps | None = site.kept.get("dumps")
    if found is None:
        found = site.kept.setdefault("dumps", Dumps(site.generation.path / "store", site.base))
    return found


async def listing(request: Request) -> Response:
    """`/dump/`: what there is."""
    site = site_of(request)
    if best(request.headers.get("accept"), (("json", "application/json"), ("html", "text/html"))) == "html":
        return page(request, "dumps.html", names=names(), media_of=media_of)
    rows = [{"name": n, "url": site.link(f"/dump/{n}"), "mediaType": media_of(n)} for n in names()]
    return JSONResponse(rows, headers={"access-control-allow-origin": "*"})


async def dump(request: Request) -> Response:
    """`/dump/graph.ttl.gz` and so on."""
    name = request.path_params["name"]
    if name not in names():
        raise HTTPException(404, f"/dump/: {', '.join(names())}")
    site = site_of(request)
    file = await dumps_of(site).file(name)
    headers = {"access-control-allow-origin": "*", "cache-control": "public, no-cache", "x-content-type-options": "nosniff",
               "etag": f'"{site.name}-{name}"'}  # fmt: skip
    if request.headers.get("if-none-match") == headers["etag"]:
        return Response(status_code=304, headers=headers)
    return FileResponse(file, media_type=media_of(name), headers=headers, filename=name)


def routes() -> list[BaseRoute]:
    """The addresses of dumps."""
    return [Route("/dump/", listing), Route("/dump", listing), Route("/dump/{name}", dump)]
