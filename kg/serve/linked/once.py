"""What is computed once a generation, when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import TypeVar
from weakref import WeakKeyDictionary

from kg.serve.site import Site

T = TypeVar("T")


def once(make: Callable[[Site], T]) -> Callable[[Site], T]:
    """A function of a generation that computes its value once, whoever asks at the same time.

    The value goes with the generation, so it must not hold the site itself.
    """
    kept: WeakKeyDictionary[Site, T] = WeakKeyDictionary()
    lock = Lock()

    def get(site: Site) -> T:
        with lock:
            if site not in kept:
                kept[site] = make(site)
            return kept[site]

    return get
