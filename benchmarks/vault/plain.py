"""Notes that are one initiative each, with nothing to find fault with: what is measured is the size alone."""

from __future__ import annotations

from benchmarks.vault.names import chance_of, coined
from benchmarks.vault.notes import Draft

_COUNTRIES = (
    "Suisse",
    "France",
    "Belgique",
    "Canada",
    "Allemagne",
    "Italie",
    "Espagne",
    "Autriche",
    "Portugal",
    "Norvège",
)
_KINDS = ("projet", "réseau", "plateforme", "programme", "portail", "outil")
_FUNDERS = 500


def initiative(seed: int, index: int) -> Draft:
    """The note of a number: about fourteen statements."""
    chance = chance_of(seed, "plain", index)
    word, year = coined(index), chance.randrange(1998, 2020)
    runner, funder = (coined(8_000_000 + n * _FUNDERS + chance.randrange(_FUNDERS)) for n in range(2))
    text = (
        f"---\ntype: {chance.choice(_KINDS)}\nnom: {word}\npays: {chance.choice(_COUNTRIES)}\ndébut: {year}\nfin: {year + chance.randrange(1, 8)}\n"
        f"porté par: Association {runner}\nfinancé par: Fondation {funder}\npublic cible: [petits musées]\nlien: https://{word.lower()}.example/\n"
        f"tags: [{chance.choice(('inventaire', 'médiation', 'images', 'formation'))}]\nlang: fr\n---\n\n# {word}\n\n"
        f"{word} aide les équipes à décrire et à montrer leurs collections, depuis {chance.choice(('un atelier', 'un dépôt', 'une régie'))} du réseau.\n"
    )
    return Draft(path=f"{index // 1000:03}/{word}.md", text=text)
