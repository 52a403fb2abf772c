"""A worker in a process of its own: `python -m kg.store.workers.alone STORE MEMORY near|far`, by its standard pipes."""

from __future__ import annotations

import os
import sys

import pyoxigraph as ox

from kg.store.workers import worker


class Standard:
    """Standard input and output, as a worker's pipe."""

    def recv(self, size: int, /) -> bytes:
        """Bytes of a question; none at the end."""
        return os.read(0, size)

    def sendall(self, data: bytes, /) -> None:
        """Send all bytes."""
        left = memoryview(data)
        while left:
            left = left[os.write(1, left) :]


def main() -> None:
    """Answer until the pipe is closed."""
    folder, memory, reach = sys.argv[1:]
    if sys.platform == "win32":
        import msvcrt

        for number in (0, 1):
            msvcrt.setmode(number, os.O_BINARY)
    store = ox.Store.read_only(folder)
    worker.bound(int(memory), None if reach == "far" else worker.open_files())
    worker.serve(Standard(), store)


if __name__ == "__main__":
    main()
