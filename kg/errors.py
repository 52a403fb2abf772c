"""What stops kg: one tree of failures. What an author can mend is a Problem, not one of these.

KgError
├── VaultError        no vault here, or it cannot be read
├── SettingsError     kg.toml says something that cannot be
├── QueryError        a query that cannot be parsed, or a name or parameter nobody knows
├── FormatError       a format nobody knows
├── EntityError       an entity that is not in the graph
├── ShapeError        shapes of the vault's own that no validator can use
├── LinkError         a service of candidates cannot be asked, or decisions cannot be written
├── SnapshotError     a snapshot that cannot be had, is not whole, or does not fit (kg/texts/snapshots.py)
├── OutputError       a file that was asked for cannot be written
├── EngineError       an engine elsewhere does not answer, or refuses
└── StoreError        the store cannot be opened or written
"""

from __future__ import annotations

from pathlib import Path

from kg.model.system import is_folder, system_says
from kg.model.text import Text

_SAYS = Text(fr="Le système dit : {why}.", en="The system says: {why}.", de="Das System sagt: {why}.")


class KgError(Exception):
    """Something that keeps kg from doing what was asked.

    `said` is what, in one line; `advice` is what to try next, or None: texts in the languages of the
    interface. `message`, `hint` and `str(error)` are their English.
    """

    def __init__(self, message: Text, hint: Text | None = None) -> None:
        super().__init__(message, hint)
        self.said = message
        self.advice = hint

    def __str__(self) -> str:
        return self.said.en

    @property
    def message(self) -> str:
        """What keeps kg from it, in English."""
        return self.said.en

    @property
    def hint(self) -> str:
        """What to try next, in English; empty where there is nothing to say."""
        return self.advice.en if self.advice is not None else ""


class VaultError(KgError):
    """There is no vault where one was looked for."""

    @classmethod
    def missing(cls, folder: Path) -> VaultError:
        """There is no such folder."""
        said = Text(
            fr=f"Le dossier {folder} n'existe pas.",
            en=f"There is no folder {folder}.",
            de=f"Den Ordner {folder} gibt es nicht.",
        )
        hint = Text(
            fr="Indiquez le dossier de vos notes, ou commencez-en un avec `kg init`.",
            en="Give the folder of your notes, or start one with `kg init`.",
            de="Geben Sie den Ordner Ihrer Notizen an, oder beginnen Sie einen mit `kg init`.",
        )
        return cls(said, hint)

    @classmethod
    def no_folder(cls, file: Path, instead: Path) -> VaultError:
        """A file where a folder was meant."""
        said = Text(
            fr=f"{file} est un fichier ; il faut un dossier de notes.",
            en=f"{file} is a file; a vault is a folder of notes.",
            de=f"{file} ist eine Datei; ein Vault ist ein Ordner mit Notizen.",
        )
        return cls(said, Text(fr=f"Essayez {instead}.", en=f"Try {instead}.", de=f"Versuchen Sie {instead}."))


class SettingsError(KgError):
    """kg.toml cannot be read or holds a value that cannot be."""


class QueryError(KgError):
    """A query that cannot be parsed or run, or a name or parameter that is not known."""


class FormatError(KgError):
    """An output format that is not known, or does not fit the answer."""


class EntityError(KgError):
    """An entity that is not in the graph."""


class CodeError(KgError):
    """A code of a problem that is not known."""

    @classmethod
    def unknown(cls, code: str, near: list[str]) -> CodeError:
        """There is no such code; `near` are those that come near."""
        said = Text(
            fr=f"Aucun problème n'a le code {code}.",
            en=f"No problem has the code {code}.",
            de=f"Den Code {code} gibt es nicht.",
        )
        listed = Text(fr="`kg explain` les montre tous.", en="`kg explain` shows all.", de="`kg explain` zeigt alle.")
        return cls(said, did_you_mean(near) if near else listed)


class ShapeError(KgError):
    """Shapes of the vault's own cannot be read or used."""

    @classmethod
    def unreadable(cls, file: Path, error: OSError) -> ShapeError:
        """The system refuses to read a file of shapes, or it is a folder."""
        said = Text(
            fr=f"Les formes SHACL de {file} ne peuvent pas être lues.",
            en=f"The SHACL shapes of {file} cannot be read.",
            de=f"Die SHACL-Formen in {file} lassen sich nicht lesen.",
        )
        return cls(said, _SAYS.filled(why=system_says(error)))

    @classmethod
    def unusable(cls, where: Path, detail: str) -> ShapeError:
        """A file, or a folder, of shapes; `detail` are the validator's words, in English."""
        said = Text(
            fr=f"Les formes SHACL de {where} ne peuvent pas être utilisées.",
            en=f"The SHACL shapes of {where} cannot be used.",
            de=f"Die SHACL-Formen in {where} lassen sich nicht verwenden.",
        )
        short = " ".join(detail.split())[:300]
        return cls(
            said,
            Text(
                fr=f"Le validateur dit (en anglais) : {short}",
                en=f"The validator says: {short}",
                de=f"Der Prüfer sagt (auf Englisch): {short}",
            ),
        )


class LinkError(KgError):
    """A service that candidates come from cannot be asked, or a file of decisions cannot be written."""

    @classmethod
    def refused(cls, file: Path, error: OSError) -> LinkError:
        """The system refuses to read or write `file`, of decisions, of suggestions or a note."""
        return cls(_unwritten(file), _SAYS.filled(why=system_says(error)))


class OutputError(KgError):
    """A file that was asked for cannot be written."""

    @classmethod
    def refused(cls, file: Path, error: OSError) -> OutputError:
        """The system refuses to write `file`."""
        if not is_folder(file.parent):
            hint = Text(
                fr=f"Le dossier {file.parent} n'existe pas : créez-le d'abord.",
                en=f"There is no folder {file.parent}: make it first.",
                de=f"Den Ordner {file.parent} gibt es nicht: legen Sie ihn zuerst an.",
            )
        else:
            hint = _SAYS.filled(why=system_says(error))
        return cls(_unwritten(file), hint)


class EngineError(KgError):
    """An engine elsewhere, which holds the graph, does not answer, refuses or fails."""


class StoreError(KgError):
    """The store cannot be opened, read or written."""

    @classmethod
    def refused(cls, folder: Path, error: OSError) -> StoreError:
        """The system refuses to write the graph below `folder`."""
        said = Text(
            fr=f"Le graphe ne peut pas être écrit dans {folder}.",
            en=f"The graph cannot be written in {folder}.",
            de=f"Der Graph lässt sich nicht in {folder} schreiben.",
        )
        return cls(said, _SAYS.filled(why=system_says(error)))

    @classmethod
    def closed(cls, folder: Path, error: Exception) -> StoreError:
        """The graph in `folder` cannot be opened."""
        said = Text(
            fr=f"Le graphe de {folder} ne s'ouvre pas.",
            en=f"The graph in {folder} cannot be opened.",
            de=f"Der Graph in {folder} lässt sich nicht öffnen.",
        )
        short = " ".join(str(error).split())[:300]
        return cls(
            said,
            Text(
                fr=f"Lancez `kg build`. Le moteur dit (en anglais) : {short}",
                en=f"Run `kg build`. The engine says: {short}",
                de=f"Starten Sie `kg build`. Die Datenbank sagt (auf Englisch): {short}",
            ),
        )

    @classmethod
    def lacks(cls, part: str) -> StoreError:
        """A folder or file that belongs to the installation is not there."""
        said = Text(
            fr=f"Il manque {part} dans l'installation de kg.",
            en=f"The installation of kg lacks {part}.",
            de=f"In der Installation von kg fehlt {part}.",
        )
        return cls(said, Text(fr="Réinstallez kg.", en="Install kg again.", de="Installieren Sie kg neu."))


def _unwritten(file: Path) -> Text:
    return Text(
        fr=f"{file} ne peut pas être écrit.",
        en=f"{file} cannot be written.",
        de=f"{file} lässt sich nicht schreiben.",
    )


def did_you_mean(near: list[str]) -> Text:
    """The hint that offers what comes near."""
    names = ", ".join(near)
    return Text(fr=f"Vouliez-vous dire {names} ?", en=f"Did you mean {names}?", de=f"Meinten Sie {names}?")
