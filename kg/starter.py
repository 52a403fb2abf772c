"""The files of a starter vault."""

from __future__ import annotations

from pathlib import Path

from kg.errors import VaultError

KG_TOML = """# What the data set says of itself. All four may stay empty; `kg check` reminds you.
vault = "notes"
title = ""       # for instance "Initiatives numériques pour les musées"
licence = ""     # for instance "https://creativecommons.org/licenses/by/4.0/"
publisher = ""   # who publishes it
contact = ""     # an e-mail address
"""
_NOTES = {
    "notes/Projets suivis.md": """# Projets suivis

Périmètre -> petits et moyens musées

## Projets en Suisse
- [Un projet d'exemple](https://example.org/projet) (2021-2023)
  porté par la Fondation Exemple, financé par Canton Exemple.
- [[Une fiche]] (Vaud, depuis 2022)
""",
    "notes/Une fiche.md": """# Une fiche

Une fiche est une plateforme d'exemple. Remplacez-la par une vraie : [site](https://example.org/fiche).
""",
}


def write(folder: Path) -> list[Path]:
    """Write a starter vault into `folder`; files that are there stay. Raises VaultError when it is a file."""
    if folder.exists() and not folder.is_dir():
        raise VaultError.no_folder(folder, folder.parent / "vault")
    written: list[Path] = []
    files = {"kg.toml": KG_TOML, **({} if (folder / "notes").exists() else _NOTES)}
    for name, text in files.items():
        file = folder / name
        if not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
            written.append(file)
    return written
