"""Which files hold decisions: `links/*.sssom.tsv` beside the notes, one a target."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from kg.model.text import Text

FOLDER, SUFFIX = "links", ".sssom.tsv"
OUTSIDE = Text(
    fr="c'est un lien qui mène hors du dossier des notes",
    en="it is a link that leads out of the folder of notes",
    de="es ist eine Verknüpfung aus dem Ordner der Notizen hinaus",
)


def files(vault: Path) -> list[Path]:
    """The files of decisions of a vault, by name; none where the folder is not there or cannot be read."""
    try:
        names = sorted(f.name for f in (vault / FOLDER).iterdir())
    except OSError:
        return []
    return [vault / FOLDER / n for n in names if n.casefold().endswith(SUFFIX) and not n.startswith(".")]


def path_of(file: Path) -> str:
    """The path of a file of decisions in its vault, as Problems and decisions have it."""
    return f"{FOLDER}/{unicodedata.normalize('NFC', file.name)}"


def leads_out(file: Path, vault: Path) -> bool:
    """Whether a file, or the folder that it is in, is a link that leads out of the vault. Raises OSError for a link in a circle."""
    return not file.resolve().is_relative_to(vault.resolve())


def target_in(name: str) -> str:
    """What a file links to, by its name: "wikidata" for `wikidata.sssom.tsv`."""
    return name[: -len(SUFFIX)]
