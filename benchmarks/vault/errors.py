"""What goes wrong in real notes: each way takes a note's text and answers its bytes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from benchmarks.vault.names import chance_of, coined
from benchmarks.vault.notes import Draft

Way: TypeAlias = Callable[[str, str], bytes]  # a note's text and a made-up word


def _open_head(text: str, word: str) -> bytes:
    return f"---\ntitle: {word}\ntags: [projet\n\n{text}".encode()


def _bad_yaml(text: str, word: str) -> bytes:
    return f"---\ntype: projet\nalias:\n  - {word}\npays: [Suisse\n---\n{text}".encode()


def _old_bytes(text: str, word: str) -> bytes:
    return text.encode("windows-1252", errors="replace")


def _unknown_place(text: str, word: str) -> bytes:
    return f"{text}\n## Projets\n\n- [{word}](https://{word.lower()}.example/) (Syldavie, 2019)\n".encode()


def _open_link(text: str, word: str) -> bytes:
    return f"{text}\n## Projets\n\n- [{word}](https://{word.lower()}.example/ (Suisse, 2019)\n".encode()


def _turned_years(text: str, word: str) -> bytes:
    return f"---\ntype: projet\nnom: {word}\npays: Suisse\ndébut: 2021\nfin: 2012\n---\n# {word}\n\nUne plateforme.\n".encode()


def _no_page(text: str, word: str) -> bytes:
    return f"---\ntype: projet\nnom: {word}\nlien: www {word}\n---\n# {word}\n\nUne plateforme.\n".encode()


def _bad_turtle(text: str, word: str) -> bytes:
    return f"{text}\n```turtle\nkg:{word.lower()} a mxtd:Initiative ;\n  rdfs:label '{word}'@fr ,\n```\n".encode()


def _without_name(text: str, word: str) -> bytes:
    return f"{text}\n```turtle\nkg:{word.lower()}-x a mxtd:Initiative .\n```\n".encode()


def _dead_wikilink(text: str, word: str) -> bytes:
    return f"{text}\n## Projets\n\n- [[{word} disparu]] (Suisse)\n".encode()


def _conflict(text: str, word: str) -> bytes:
    return f"{text}\n<<<<<<< HEAD\nun paragraphe\n=======\nun autre\n>>>>>>> {word}\n".encode()


WAYS: tuple[Way, ...] = (_open_head, _bad_yaml, _old_bytes, _unknown_place, _open_link, _turned_years, _no_page, _bad_turtle, _without_name, _dead_wikilink, _conflict)  # fmt: skip


def _bad_row(text: str, word: str) -> bytes:
    return f'{text}{word},projet,Suisse\n"{word},projet,Suisse,2019\n'.encode()


def spoilt(draft: Draft, seed: int, index: int) -> bytes:
    """The note with something wrong in it."""
    way = _bad_row if draft.path.endswith(".csv") else chance_of(seed, "way", index).choice(WAYS)
    return way(draft.text, coined(12_000_000 + index))
