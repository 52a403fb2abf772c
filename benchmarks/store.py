"""A published store of any size, without notes to build it of: what dumps are measured on."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from kg.settings import BASE
from kg.store import generations
from kg.store.prefixes import PREFIXES

_WORDS = "musée numérique réseau plateforme collection archive région atelier fonds culture patrimoine image lumière vallée rive pont".split()
_PLACES = "CH FR BE DE NL GB CA AT IT ES".split()
_FOREIGN = ("mxtd", "schema", "rdf", "rdfs", "skos", "dcterms", "prov", "xsd")
_MXTD, _SCHEMA, _RDF, _RDFS, _SKOS, _DCT, _PROV, _XSD = (PREFIXES[p] for p in _FOREIGN)
Part = tuple[str, list[str]]  # a rule, and the statements that it reads at one place


def fill(vault: Path, initiatives: int, notes: int, *, provenance: bool = True) -> Path:
    """Publish a generation of about 14 statements an initiative, the same each time. Gives back its store."""
    vault.mkdir(parents=True, exist_ok=True)
    quads = _Writer(initiatives, notes, provenance).quads()
    return generations.publish(vault, quads, {"notes": str(notes), "base": BASE, "paths": "{}"}) / "store"


class _Writer:
    """Makes up what notes say, the same each time."""

    def __init__(self, initiatives: int, notes: int, provenance: bool) -> None:
        self.chance = random.Random(7)
        self.initiatives, self.notes, self.provenance = initiatives, notes, provenance

    def quads(self) -> Iterator[str]:
        """Quads as lines, as a build writes them: by note."""
        for note in range(self.notes):
            first, end = (self.initiatives * n // self.notes for n in (note, note + 1))
            yield self.note(f"{self.words(2, '-')}-{note}", range(first, end))
        for code in _PLACES:
            for said in (f"<{_RDF}type> <{_MXTD}Country>", f'<{_MXTD}isoCode> "{code}"'):
                line = f"<{BASE}place/{code}> {said}"
                yield f"{line} .\n{line} <{BASE}graph/places> .\n"

    def note(self, name: str, initiatives: range) -> str:
        own = f"<{BASE}note/{name}>"
        parts: list[Part] = [("note", [f"{own} <{_RDF}type> <{_MXTD}Note>", f'{own} <{_RDFS}label> "{self.words(3)}"@fr'])]  # fmt: skip
        parts += (part for i in initiatives for part in self.initiative(i))
        return "".join(self.lines(name, own, line, *part) for line, part in enumerate(parts, 1))

    def initiative(self, number: int) -> list[Part]:
        it, year = self.entity(number), self.chance.randrange(1990, 2020)
        found = [
            ("identity", [f"{it} <{_RDF}type> <{_MXTD}Initiative>", f'{it} <{_RDFS}label> "{self.words(3)} {number}"@fr',
                          f'{it} <{_SKOS}altLabel> "{self.words(2)} \\"{number}\\""@en']),
            ("page", [f"{it} <{_SCHEMA}url> <https://{self.words(1)}{number}.example/fr>"]),
            ("country", [f"{it} <{_MXTD}country> <{BASE}place/{self.chance.choice(_PLACES)}>"]),
            ("kind", [f"{it} <{_MXTD}kind> <{_MXTD}kind-{self.chance.choice(('platform', 'fund', 'project'))}>"]),
            ("period", [f'{it} <{_SCHEMA}{name}Date> "{y}"^^<{_XSD}gYear>' for name, y in (("start", year), ("end", year + 4))]),
            ("organisation", [f"{it} <{_MXTD}ledBy> {self.entity(self.chance.randrange(self.initiatives))}"]),
            ("museum-size", [f"{it} <{_MXTD}targetSize> <{_MXTD}size-{size}>" for size in ("small", "medium")]),
            ("description", [f'{it} <{_DCT}description> "une {self.words(14)} – {number}"@fr']),
        ]  # fmt: skip
        if number % 20 == 0:  # what two notes say
            other = self.entity(self.chance.randrange(self.initiatives))
            found.append(("relation", [f"{it} <{_DCT}relation> {other}", f"{other} <{_RDF}type> <{_MXTD}Initiative>"]))
        return found

    def lines(self, name: str, own: str, line: int, rule: str, said: list[str]) -> str:
        plain = "".join(f"{s} .\n{s} {own} .\n" for s in said)
        if not self.provenance:
            return plain
        reading, home = f"<{BASE}reading/{name}/L{line}C1-{rule}>", f"<{BASE}provenance/{name}>"
        return plain + "".join(f"{reading} <{_RDF}reifies> <<( {s} )>> {home} .\n" for s in said) + (
            f"{reading} <{_PROV}wasDerivedFrom> {own} {home} .\n"
            f'{reading} <{_MXTD}line> "{line}"^^<{_XSD}integer> {home} .\n'
            f'{reading} <{_MXTD}column> "1"^^<{_XSD}integer> {home} .\n'
            f'{reading} <{_MXTD}recogniser> "{rule}" {home} .\n'
        )  # fmt: skip

    def entity(self, number: int) -> str:
        """Its address, in an order that is not that of the notes."""
        chance = random.Random(number)
        return f"<{BASE}id/{chance.choice(_WORDS)}-{chance.choice(_WORDS)}-{number}>".replace("é", "e").replace("è", "e")  # fmt: skip

    def words(self, count: int, between: str = " ") -> str:
        return between.join(self.chance.choice(_WORDS) for _ in range(count))
