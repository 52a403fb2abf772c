"""The files of a starter vault, in the language of the one who starts it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from kg.errors import OutputError, VaultError
from kg.model.system import is_folder, is_there
from kg.model.text import Text
from kg.notes.listing import list_files

QUESTIONS = ("title", "licence", "publisher", "contact")
_TOML = Text(
    fr="""# Ce que le jeu de données dit de lui-même. Tout peut rester vide ; `kg check` le rappelle.

vault = "notes"
# par exemple "Initiatives numériques pour les musées"
title = {title}
# par exemple "https://creativecommons.org/licenses/by/4.0/"
licence = {licence}
# qui le publie
publisher = {publisher}
# une adresse électronique
contact = {contact}
# la langue des messages, si l'environnement n'en dit aucune
# language = "fr"
""",
    en="""# What the data set says of itself. All of it may stay empty; `kg check` reminds you.

vault = "notes"
# for instance "Digital initiatives for museums"
title = {title}
# for instance "https://creativecommons.org/licenses/by/4.0/"
licence = {licence}
# who publishes it
publisher = {publisher}
# an e-mail address
contact = {contact}
# the language of the messages, where the environment says none
# language = "en"
""",
    de="""# Was der Datensatz von sich sagt. Alles darf leer bleiben; `kg check` erinnert daran.

vault = "notes"
# zum Beispiel "Digitale Initiativen für Museen"
title = {title}
# zum Beispiel "https://creativecommons.org/licenses/by/4.0/"
licence = {licence}
# wer ihn veröffentlicht
publisher = {publisher}
# eine E-Mail-Adresse
contact = {contact}
# die Sprache der Meldungen, wenn die Umgebung keine sagt
# language = "de"
""",
)
_LIST = Text(
    fr="""# Projets pour les petits et moyens musées

## Projets en Suisse
- [Un projet d'exemple](https://example.org/projet) (2021-2023)
  porté par la Fondation Exemple, financé par Canton Exemple.
- [[Une fiche]] (Vaud, depuis 2022)
""",
    en="""# Projects for small and medium museums

## Projects in Switzerland
- [An example project](https://example.org/project) (2021-2023)
  led by Example Foundation, funded by Canton Example.
- [[A sheet]] (Vaud, since 2022)
""",
    de="""# Projekte für kleine und mittlere Museen

## Projekte in der Schweiz
- [Ein Beispielprojekt](https://example.org/projekt) (2021-2023)
  getragen von der Stiftung Beispiel, gefördert von Kanton Beispiel.
- [[Ein Blatt]] (Waadt, seit 2022)
""",
)
_SHEET = Text(
    fr="""# Une fiche

Une fiche est une plateforme d'exemple. Remplacez-la par une vraie : [site](https://example.org/fiche).
""",
    en="""# A sheet

A sheet is an example platform. Put a real one in its place: [website](https://example.org/sheet).
""",
    de="""# Ein Blatt

Ein Blatt ist eine Beispielplattform. Setzen Sie eine echte an ihre Stelle: [Website](https://example.org/blatt).
""",
)
_NAMES = {
    "list": Text(fr="Projets suivis", en="Projects that we follow", de="Projekte im Blick"),
    "sheet": Text(fr="Une fiche", en="A sheet", de="Ein Blatt"),
}


def write(folder: Path, said: Mapping[str, str] | None = None, language: str = "en") -> list[Path]:
    """Write a starter vault into `folder`; files that are there stay. Raises VaultError when it is a file,
    OutputError when it cannot be written.

    `said` are answers to QUESTIONS, for kg.toml.
    """
    if is_there(folder) and not is_folder(folder):
        raise VaultError.no_folder(folder, folder.parent / "vault")
    answers = {key: toml((said or {}).get(key, "")) for key in QUESTIONS}
    settings = _TOML.in_language(language).format(**answers)
    own = _has_notes(folder)
    files = {"kg.toml": settings.replace('vault = "notes"', 'vault = "."') if own else settings}
    if not own and not is_there(folder / "notes"):
        for name, text in (("list", _LIST), ("sheet", _SHEET)):
            files[f"notes/{_NAMES[name].in_language(language)}.md"] = text.in_language(language)
    written: list[Path] = []
    for name, text_ in files.items():
        file = folder / name
        try:
            if not file.exists():
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text_, encoding="utf-8")
                written.append(file)
        except OSError as error:
            raise OutputError.refused(file, error) from error
    return written


def _has_notes(folder: Path) -> bool:
    """Whether a folder without `notes/` holds notes of its own: those are the vault. A README is none."""
    if not is_folder(folder) or is_there(folder / "notes"):
        return False
    return any(not name.rsplit("/", 1)[-1].casefold().startswith("readme") for _, name in list_files(folder).files)


def toml(text: str) -> str:
    """A text as a string of TOML."""
    return json.dumps("".join(c for c in text.strip() if c.isprintable()), ensure_ascii=False)
