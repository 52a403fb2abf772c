"""Settings, read once from kg.toml and handed down."""

from __future__ import annotations

import difflib
import re
import tomllib
from pathlib import Path

from kg.errors import SettingsError, VaultError, did_you_mean
from kg.licences import licence_of
from kg.model.record import record
from kg.model.span import Span
from kg.model.system import bytes_of, is_file, is_folder, is_there, system_says
from kg.model.text import LANGUAGES, Text
from kg.source import lines_of

BASE = "https://museumxtd.ch/kg/"
_BASE = re.compile(r"https?://[^\s/?#<>\"{}|\\^`]+(?:/[^\s<>\"{}|\\^`]*)?[/#]")
_TOP = Span(path="kg.toml", line=1, column=1, end=2)
_KEYS = (
    "vault",
    "base",
    "ignore",
    "ignore_codes",
    "title",
    "licence",
    "publisher",
    "contact",
    "language",
    "shapes",
    "queries",
    "services",
    "store",
    "store_update",
    "store_data",
)
_SETTINGS = Text(
    fr=f"Réglages : {', '.join(_KEYS)}.", en=f"Settings: {', '.join(_KEYS)}.", de=f"Einstellungen: {', '.join(_KEYS)}."
)


@record
class Settings:
    """What kg.toml says, or the defaults.

    `vault` is the folder of the notes; `licence_at` is where the licence stands in kg.toml; `language` is that of the messages where neither `--lang` nor
    the environment says one. `store` is the address of an engine that holds the graph ("": the embedded store does), with those of
    its updates and graphs where they are not the usual ones.
    """

    vault: Path
    base: str = BASE
    ignore: tuple[str, ...] = ()
    ignore_codes: tuple[str, ...] = ()
    title: str = ""
    licence: str = ""
    licence_at: Span = _TOP
    publisher: str = ""
    contact: str = ""
    language: str = ""
    shapes: Path | None = None
    queries: Path | None = None
    services: tuple[str, ...] = ()
    store: str = ""
    store_update: str = ""
    store_data: str = ""


def load(given: Path | None = None) -> Settings:
    """Settings of the vault `given`, or of the one that belongs to the working folder.

    Raises VaultError when there is no such folder, SettingsError when kg.toml cannot be read.
    """
    start = given if given is not None else Path()
    if not is_there(start):
        raise VaultError.missing(start)
    if not is_folder(start):
        raise VaultError.no_folder(start, start.parent)
    file = find_file(start.resolve())
    said = _read(file) if file is not None else {}
    vault = given if given is not None and not _names_vault(file, given, said) else _vault(start, file, said)
    if not is_folder(vault):
        raise _no_vault(vault, file)
    base = str(said.get("base", BASE))
    if not is_base(base):
        raise _wrong(
            file,
            fr="`base` doit être une adresse http(s) sans blanc qui finit par / ou #.",
            en="`base` must be an http(s) address without blanks that ends in / or #.",
            de="`base` muss eine http(s)-Adresse ohne Leerzeichen sein, die mit / oder # endet.",
        )
    language = str(said.get("language", ""))
    if language and language not in LANGUAGES:
        raise _wrong(
            file,
            fr=f"`language` doit être l'une de {', '.join(LANGUAGES)}.",
            en=f"`language` must be one of {', '.join(LANGUAGES)}.",
            de=f"`language` muss eine von {', '.join(LANGUAGES)} sein.",
        )
    home = file.parent if file is not None else vault
    return Settings(
        vault=vault,
        base=base,
        ignore=_texts(said, "ignore", file, "**/old/**"),
        ignore_codes=_texts(said, "ignore_codes", file, "KG395"),
        title=_text(said, "title", file),
        licence=licence_of(_text(said, "licence", file)),
        licence_at=_place("licence", file),
        publisher=_text(said, "publisher", file),
        contact=_text(said, "contact", file),
        language=language,
        shapes=_folder(home, said, "shapes", file),
        queries=_folder(home, said, "queries", file),
        services=_texts(said, "services", file, "https://query.wikidata.org/sparql"),
        store=_text(said, "store", file),
        store_update=_text(said, "store_update", file),
        store_data=_text(said, "store_data", file),
    )


def is_base(text: str) -> bool:
    """Whether IRIs can begin so."""
    return _BASE.fullmatch(text) is not None


def _no_vault(vault: Path, file: Path | None) -> VaultError:
    missing = VaultError.missing(vault)
    if file is None:
        return missing
    hint = Text(
        fr=f"Changez `vault` dans {file}.", en=f"Change `vault` in {file}.", de=f"Ändern Sie `vault` in {file}."
    )
    return VaultError(missing.said, hint)


def _wrong(file: Path | None, *, fr: str, en: str, de: str) -> SettingsError:
    return SettingsError(Text(fr=f"{file} : {fr}", en=f"{file}: {en}", de=f"{file}: {de}"))


def find_file(start: Path) -> Path | None:
    """The nearest kg.toml at or above `start`, up to the root of the repository."""
    for folder in (start, *start.parents):
        if is_file(folder / "kg.toml"):
            return folder / "kg.toml"
        if is_there(folder / ".git"):
            return None
    return None


def _names_vault(file: Path | None, given: Path, said: dict[str, object]) -> bool:
    """Whether the folder given is the one of kg.toml, which names another as the vault."""
    return file is not None and file.parent == given.resolve() and "vault" in said


def _vault(start: Path, file: Path | None, said: dict[str, object]) -> Path:
    home = file.parent if file is not None else start
    if "vault" in said:
        return home / str(said["vault"])
    if is_folder(home / "notes"):
        return home / "notes"
    return home


def _read(file: Path) -> dict[str, object]:
    try:
        said = tomllib.loads(bytes_of(file).decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise _unreadable(file, error) from error
    for key in said:
        if key not in _KEYS:
            near = difflib.get_close_matches(key, _KEYS, n=1)
            raise SettingsError(
                Text(
                    fr=f"{file} : `{key}` n'est pas un réglage.",
                    en=f"{file}: `{key}` is no setting.",
                    de=f"{file}: `{key}` ist keine Einstellung.",
                ),
                did_you_mean([f"`{near[0]}`"]) if near else _SETTINGS,
            )
    return said


def _unreadable(file: Path, error: Exception) -> SettingsError:
    if isinstance(error, OSError):
        why = system_says(error)
        return _wrong(file, fr=f"{why.fr}.", en=f"{why.en}.", de=f"{why.de}.")
    where = re.search(r"at line (\d+), column (\d+)", str(error))
    line, column = where.groups() if where else ("", "")
    said = Text(
        fr=f"{file} n'est pas lisible{f', ligne {line}, colonne {column}' if where else ''}.",
        en=f"{file} cannot be read{f', line {line}, column {column}' if where else ''}.",
        de=f"{file} ist nicht lesbar{f', Zeile {line}, Spalte {column}' if where else ''}.",
    )
    detail = str(error).partition(" (at ")[0]
    if isinstance(error, UnicodeDecodeError):
        return SettingsError(
            said, Text(fr="Enregistrez-le en UTF-8.", en="Save it as UTF-8.", de="Speichern Sie sie als UTF-8.")
        )
    return SettingsError(
        said,
        Text(
            fr=f"Le lecteur de TOML dit (en anglais) : {detail}",
            en=f"The TOML parser says: {detail}",
            de=f"Der TOML-Leser sagt (auf Englisch): {detail}",
        ),
    )


def _place(key: str, file: Path | None) -> Span:
    """Where kg.toml says something: the value's line and columns."""
    for number, line in enumerate(lines_of(file) if file is not None else (), start=1):
        if (match := re.match(rf"\s*{key}\s*=\s*(?=\S)", line)) is not None:
            return Span(path="kg.toml", line=number, column=match.end() + 1, end=len(line.rstrip()) + 1)
    return _TOP


def _texts(said: dict[str, object], key: str, file: Path | None, such_as: str) -> tuple[str, ...]:
    value = said.get(key, [])
    if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
        raise _wrong(
            file,
            fr=f'`{key}` doit être une liste de textes entre guillemets : {key} = ["{such_as}"].',
            en=f'`{key}` must be a list of texts in quotes: {key} = ["{such_as}"].',
            de=f'`{key}` muss eine Liste von Texten in Anführungszeichen sein: {key} = ["{such_as}"].',
        )
    return tuple(str(v) for v in value)


def _text(said: dict[str, object], key: str, file: Path | None) -> str:
    value = said.get(key, "")
    if not isinstance(value, str):
        raise _wrong(
            file,
            fr=f'`{key}` doit être un texte entre guillemets : {key} = "…".',
            en=f'`{key}` must be a text in quotes: {key} = "…".',
            de=f'`{key}` muss ein Text in Anführungszeichen sein: {key} = "…".',
        )
    return value.strip()


def _folder(home: Path, said: dict[str, object], key: str, file: Path | None) -> Path | None:
    name = _text(said, key, file)
    if name and not is_folder(home / name):
        raise _wrong(
            file,
            fr=f"`{key}` : le dossier {home / name} n'existe pas.",
            en=f"`{key}`: there is no folder {home / name}.",
            de=f"`{key}`: den Ordner {home / name} gibt es nicht.",
        )
    return home / name if name else None
