"""What goes wrong in real notes: each way says what the note's text becomes, with a made-up word in it."""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.vault.names import chance_of, coined
from benchmarks.vault.notes import Draft


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A way to spoil a note: its text as a template of what it was, a word, and the word as a host has it."""

    name: str
    becomes: str
    encoding: str = "utf-8"

    def spoils(self, text: str, word: str) -> bytes:
        """The note's bytes when this has happened to its text."""
        said = self.becomes.format(text=text, word=word, host=word.lower())
        return said.encode(self.encoding, errors="replace")


WAYS: tuple[Way, ...] = (
    Way(name="open head", becomes="---\ntitle: {word}\ntags: [projet\n\n{text}"),
    Way(name="bad YAML", becomes="---\ntype: projet\nalias:\n  - {word}\npays: [Suisse\n---\n{text}"),
    Way(name="old bytes", becomes="{text}", encoding="windows-1252"),
    Way(name="unknown place", becomes="{text}\n## Projets\n\n- [{word}](https://{host}.example/) (Syldavie, 2019)\n"),
    Way(name="open link", becomes="{text}\n## Projets\n\n- [{word}](https://{host}.example/ (Suisse, 2019)\n"),
    Way(name="turned years", becomes="---\ntype: projet\nnom: {word}\npays: Suisse\ndébut: 2021\nfin: 2012\n---\n# {word}\n\nUne plateforme.\n"),
    Way(name="no page", becomes="---\ntype: projet\nnom: {word}\nlien: www {word}\n---\n# {word}\n\nUne plateforme.\n"),
    Way(name="bad Turtle", becomes="{text}\n```turtle\nkg:{host} a mxtd:Initiative ;\n  rdfs:label '{word}'@fr ,\n```\n"),
    Way(name="without a name", becomes="{text}\n```turtle\nkg:{host}-x a mxtd:Initiative .\n```\n"),
    Way(name="dead wikilink", becomes="{text}\n## Projets\n\n- [[{word} disparu]] (Suisse)\n"),
    Way(name="conflict", becomes="{text}\n<<<<<<< HEAD\nun paragraphe\n=======\nun autre\n>>>>>>> {word}\n"),
)  # fmt: skip
_BAD_ROW = Way(name="bad row", becomes='{text}{word},projet,Suisse\n"{word},projet,Suisse,2019\n')


def spoilt(draft: Draft, seed: int, index: int) -> bytes:
    """The note with something wrong in it."""
    way = _BAD_ROW if draft.path.endswith(".csv") else chance_of(seed, "way", index).choice(WAYS)
    return way.spoils(draft.text, coined(12_000_000 + index))
