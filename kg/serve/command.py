"""`kg serve`: the socket, the server that listens at it, and how it ends."""

from __future__ import annotations

import asyncio
import logging
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

import uvicorn

from kg.errors import KgError
from kg.model.record import record, replace
from kg.model.system import system_says
from kg.model.text import Text
from kg.serve.app import Options, Server
from kg.serve.connections import protocol_of
from kg.serve.elsewhere import Elsewhere
from kg.serve.feed import Feed
from kg.serve.journal import Journal
from kg.settings import Settings
from kg.store.remote.engine import Engine
from kg.store.workers.pool import Limits
from kg.texts import serving

Say = Callable[[Text], None]
_BACKLOG = 2048
_IDLE = 65  # seconds that a connection is kept between two requests; longer than usual proxies keep theirs
_GRACE = 5  # seconds beyond the time of a query that requests have to come to an end


@record
class Command:
    """What `kg serve` was told: where it listens, and how it serves. `log` is `text` or `json`; `engine` is the one elsewhere that
    holds the graph (None: the vault's generations)."""

    host: str
    port: int
    options: Options
    log: str
    engine: Engine | None = None


def options(
    settings: Settings, *, host: str, port: int, base_url: str, workers: int, timeout: float, memory: int, cache: int,
    trust_proxy: bool, assets: Path | None, watch: bool, log: str, engine: Engine | None = None,
) -> Command:  # fmt: skip
    """The command of its options; `memory` and `cache` are in megabytes. Raises KgError for an address that is none, and where notes shall be
    watched that are not what is served."""
    if watch and engine is not None:
        raise KgError(serving.NOT_WATCHED, serving.PUBLISH_AGAIN)
    parts = urlsplit(base_url)
    if base_url and (parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment):
        raise KgError(serving.NO_ADDRESS.filled(address=base_url))
    limits = Limits(workers=workers, timeout=timeout, memory=memory << 20)
    how = Options(limits=limits, address=base_url, cache=cache << 20, services=frozenset(settings.services),
                  trust_proxy=trust_proxy, assets=assets, watch=watch)  # fmt: skip
    return Command(host=host, port=port, options=how, log=log, engine=engine)


@contextmanager
def replica(source: str, every: float) -> Iterator[tuple[Settings, Feed]]:
    """A snapshot that was fetched and checked, and the settings of a server that has nothing else. Raises SnapshotError."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # the first process of a container would not hear it
    feed = Feed(source, every)
    try:
        asyncio.run(feed.look())
        yield Settings(vault=feed.vault), feed
    finally:
        feed.close()


def following(command: Command, feed: Feed) -> Command:
    """The same command, for a server that follows a snapshot."""
    return replace(command, options=replace(command.options, feed=feed))


def run(settings: Settings, command: Command, say: Say) -> None:
    """Serve until a signal ends it. Raises KgError when the port cannot be opened, StoreError when the graph cannot."""
    listening = _socket(command.host, command.port)
    port = listening.getsockname()[1]
    _more_files()
    home = Elsewhere(command.engine, settings.base) if command.engine is not None else None
    server = Server(settings, command.options, command.log, home)
    host = f"[{command.host}]" if ":" in command.host else command.host
    address = command.options.address or f"http://{host}:{port}/"
    server.ready = lambda: say(serving.READY.filled(address=address))
    config = uvicorn.Config(
        Journal(server) if command.log == "json" else server, http=protocol_of(server.endpoint.raw), ws="none", lifespan="on", access_log=False, proxy_headers=False, log_config=None, log_level=logging.ERROR,
        server_header=False, timeout_keep_alive=_IDLE, backlog=_BACKLOG,
        timeout_graceful_shutdown=int(command.options.limits.timeout) + _GRACE,
    )  # fmt: skip
    signal.signal(signal.SIGTERM, lambda *_: None)  # uvicorn raises it again when it has ended well
    logging.getLogger("uvicorn.error").addFilter(lambda _: server.failure is None)  # that is said once, in our words
    with listening, suppress(KeyboardInterrupt, SystemExit):  # SystemExit: it could not start
        uvicorn.Server(config).run(sockets=[listening])
    if server.failure is not None:
        raise server.failure


def _socket(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=_BACKLOG)
    except (OSError, OverflowError) as error:
        why = system_says(error) if isinstance(error, OSError) else str(error)
        raise KgError(
            serving.NO_PORT.filled(host=host, port=port, why=why),
            serving.OTHER_PORT.filled(port=port + 1 if port else 8000),
        ) from error


def _more_files() -> None:
    """As many connections as the system lets this process have."""
    if sys.platform != "win32":
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = min(hard, 1 << 16) if hard != resource.RLIM_INFINITY else 1 << 16
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, wanted), hard))
