"""Files that are compressed as their name says, and read as their first bytes say: Zstandard, gzip, or not at all."""

from __future__ import annotations

import gzip
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

_LEVEL, _GZIP_LEVEL = 6, 6
_WINDOW = 27  # bits of the most memory that a reader gives to a file's own wish: 128 MB, as Zstandard's own tools do
BROKEN = (EOFError, zstd.ZstdError, gzip.BadGzipFile)  # what a damaged file is told by; zlib.error is one of gzip's
_ZSTD, _GZIP = b"\x28\xb5\x2f\xfd", b"\x1f\x8b"


@contextmanager
def packed(out: IO[bytes], name: str) -> Iterator[IO[bytes]]:
    """What is written is compressed into `out` as the ending of a name says; the same bytes every time: no time, no name."""
    if name.endswith((".zst", ".tzst")):
        with zstd.ZstdFile(out, "wb", level=_LEVEL) as file:
            yield cast(IO[bytes], file)
    elif name.endswith((".gz", ".tgz")):
        with gzip.GzipFile(filename="", fileobj=out, mode="wb", compresslevel=_GZIP_LEVEL, mtime=0) as zipped:
            yield cast(IO[bytes], zipped)
    else:
        yield out


@contextmanager
def unpacked(file: Path) -> Iterator[IO[bytes]]:
    """What a file holds, whatever it is compressed with. Raises OSError; reading raises one of BROKEN for a damaged one."""
    with file.open("rb") as raw:
        head = raw.read(4)
        raw.seek(0)
        if head == _ZSTD:
            options: dict[int, int] = {zstd.DecompressionParameter.window_log_max: _WINDOW}
            with zstd.ZstdFile(raw, "rb", options=options) as opened:
                yield cast(IO[bytes], opened)
        elif head.startswith(_GZIP):
            with gzip.GzipFile(fileobj=raw, mode="rb") as zipped:
                yield cast(IO[bytes], zipped)
        else:
            yield raw
