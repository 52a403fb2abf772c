"""A file of the web, fetched only when it is another than the last one. It can be given up at any moment."""

from __future__ import annotations

import asyncio
import shutil
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from kg.model.addresses import without_secrets
from kg.model.record import record
from kg.model.text import same
from kg.texts import snapshots as texts
from kg.texts.snapshots import SnapshotError

if TYPE_CHECKING:
    import httpx

_STEP, _CONNECT = 30, 10  # seconds for each step
_LONGEST = 3600  # seconds for all of it
_REDIRECTS = 5
_NOT_CHANGED = 304
_ASKS = {"user-agent": f"kg/{version('kg')}", "accept-encoding": "identity"}  # it is packed as it is


@record
class Seen:
    """What a server said of the file that it gave last: its validators (RFC 9110, section 8.8)."""

    etag: str = ""
    modified: str = ""

    @property
    def headers(self) -> dict[str, str]:
        """What asks only for another one."""
        if self.etag:
            return {"if-none-match": self.etag}
        return {"if-modified-since": self.modified} if self.modified else {}


async def fetch(url: str, target: Path, seen: Seen) -> Seen | None:
    """Write what is at an address to a file; None where it is the one that was `seen`. Raises SnapshotError."""
    import httpx  # who serves a vault on this machine fetches nothing, and starts sooner

    name = without_secrets(url)
    times = httpx.Timeout(_STEP, connect=_CONNECT)
    try:
        async with asyncio.timeout(_LONGEST), httpx.AsyncClient(
            timeout=times, follow_redirects=True, max_redirects=_REDIRECTS, headers=_ASKS
        ) as client, client.stream("GET", url, headers=seen.headers) as answer:  # fmt: skip
            if answer.status_code == _NOT_CHANGED:
                return None
            if answer.status_code != httpx.codes.OK:
                raise SnapshotError.unfetched(name, texts.STATUS.filled(status=answer.status_code))
            await _write(answer, target, name)
            return Seen(etag=answer.headers.get("etag", ""), modified=answer.headers.get("last-modified", ""))
    except (TimeoutError, httpx.TimeoutException) as error:
        raise SnapshotError.unfetched(name, texts.LATE) from error
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        why = same(" ".join(str(error).split())[:200] or type(error).__name__)
        raise SnapshotError.unfetched(name, texts.UNREACHED.filled(why=why)) from error


async def _write(answer: httpx.Response, target: Path, name: str) -> None:
    free = shutil.disk_usage(target.parent).free
    size = int(length) if (length := answer.headers.get("content-length", "")).isdigit() else 0
    try:
        with target.open("wb") as out:
            async for piece in answer.aiter_raw():
                out.write(piece)
                size = max(size, out.tell())
                if size > free:
                    raise SnapshotError.too_large(name, size, target.parent)
    except OSError as error:
        raise SnapshotError.unwritten(name, target.parent, error) from error


def is_address(source: str) -> bool:
    """Whether it is an address of the web, not the path of a file."""
    return source.lower().startswith(("http://", "https://"))
