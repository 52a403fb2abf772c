"""What users read of `kg snapshot`, and of what keeps a snapshot from being served."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from kg.errors import KgError
from kg.model.system import system_says
from kg.model.text import Text

HELP = Text(
    fr="""Écrit le graphe publié dans un seul fichier, que `kg serve --snapshot` sert sur d'autres machines.

    Le même graphe donne les mêmes octets ; leur empreinte va à la sortie standard.

    \b
    Exemples :
      kg snapshot -o graphe.tar.zst
      kg serve --snapshot graphe.tar.zst
    """,
    en="""Write the published graph as one file, which `kg serve --snapshot` serves on other machines.

    The same graph gives the same bytes; its hash goes to standard output.

    \b
    Examples:
      kg snapshot -o graph.tar.zst
      kg serve --snapshot graph.tar.zst
    """,
    de="""Schreibt den veröffentlichten Graphen in eine einzige Datei, die `kg serve --snapshot` auf anderen Maschinen bereitstellt.

    Derselbe Graph gibt dieselben Bytes; ihr Hash geht auf die Standardausgabe.

    \b
    Beispiele:
      kg snapshot -o graph.tar.zst
      kg serve --snapshot graph.tar.zst
    """,
)
PARAMETERS = {
    "snapshot.output": Text(
        fr="Fichier à écrire : .tar.zst, .tar.gz ou .tar.",
        en="File to write: .tar.zst, .tar.gz or .tar.",
        de="Zu schreibende Datei: .tar.zst, .tar.gz oder .tar.",
    ),
    "serve.snapshot": Text(
        fr="Servir un fichier de `kg snapshot`, sans notes : un chemin ou une adresse http(s).",
        en="Serve a file of `kg snapshot`, without notes: a path or an http(s) address.",
        de="Eine Datei von `kg snapshot` bereitstellen, ohne Notizen: ein Pfad oder eine http(s)-Adresse.",
    ),
    "serve.snapshot-every": Text(
        fr="Secondes entre deux regards sur le fichier ; 0 : un seul.",
        en="Seconds between two looks at the file; 0: only one.",
        de="Sekunden zwischen zwei Blicken auf die Datei; 0: nur einer.",
    ),
}
METAVARS = {"FILE|URL": Text(fr="FICHIER|URL", en="FILE|URL", de="DATEI|URL")}
LEFT_OUT = Text(
    fr="Modifié depuis `kg build` : {notes}, dont les lignes ne sont pas dans le fichier.",
    en="Edited since `kg build`: {notes}, whose lines are not in the file.",
    de="Seit `kg build` bearbeitet: {notes}; die Zeilen davon sind nicht in der Datei.",
)
ALONE = Text(
    fr="--snapshot sert un fichier, pas un dossier de notes : sans --vault ni --watch.",
    en="--snapshot serves a file and no folder of notes: leave out --vault and --watch.",
    de="--snapshot stellt eine Datei bereit und keinen Ordner mit Notizen: ohne --vault und --watch.",
)
SERVED_ON = Text(
    fr="{said} {name} reste servi.", en="{said} {name} is served on.", de="{said} {name} wird weiter bereitgestellt."
)

# -- what is wrong with a snapshot ----------------------------------------------------------------------
NO_MANIFEST = Text(
    fr="son premier fichier n'est pas un manifest.json valable",
    en="its first file is no valid manifest.json",
    de="seine erste Datei ist kein gültiges manifest.json",
)
OTHER_HASH = Text(
    fr="l'empreinte de {name} n'est pas la bonne",
    en="the hash of {name} is not the right one",
    de="der Hash von {name} stimmt nicht",
)
CUT = Text(fr="il est coupé ou abîmé", en="it is cut off or damaged", de="sie ist abgeschnitten oder beschädigt")
STRANGE = Text(
    fr="il contient {name}, qui n'y a pas sa place",
    en="it holds {name}, which has no place there",
    de="sie enthält {name}, was dort nichts zu suchen hat",
)
UNREADABLE = Text(fr="{name} ne se lit pas", en="{name} cannot be read", de="{name} lässt sich nicht lesen")
LACKS = Text(fr="il y manque {name}", en="it lacks {name}", de="darin fehlt {name}")
_AGAIN = Text(
    fr="Refaites-le : `kg snapshot -o FICHIER.tar.zst`.",
    en="Make it again: `kg snapshot -o FILE.tar.zst`.",
    de="Erstellen Sie sie neu: `kg snapshot -o DATEI.tar.zst`.",
)
STATUS = Text(
    fr="le serveur a répondu {status}", en="the server answered {status}", de="der Server antwortete mit {status}"
)
LATE = Text(fr="le serveur met trop de temps", en="the server takes too long", de="der Server braucht zu lange")
UNREACHED = Text(
    fr="le serveur ne peut pas être atteint ({why})",
    en="the server cannot be reached ({why})",
    de="der Server ist nicht erreichbar ({why})",
)
NO_ADDRESS = Text(
    fr="ce n'est pas une adresse http(s)", en="this is no http(s) address", de="das ist keine http(s)-Adresse"
)


class SnapshotError(KgError):
    """A snapshot cannot be had, is not whole, or does not fit."""

    @classmethod
    def damaged(cls, source: str, why: Text) -> SnapshotError:
        """It is not what was written."""
        said = Text(
            fr="{source} n'est pas un fichier entier de `kg snapshot` : {why}.",
            en="{source} is no whole file of `kg snapshot`: {why}.",
            de="{source} ist keine ganze Datei von `kg snapshot`: {why}.",
        )
        return cls(said.filled(source=source, why=why), _AGAIN)

    @classmethod
    def other(cls, source: str, version: str) -> SnapshotError:
        """Another version of kg wrote it."""
        said = Text(
            fr="{source} a été écrit par kg {version}, que ce kg ne sait pas lire.",
            en="{source} was written by kg {version}, which this kg cannot read.",
            de="{source} wurde von kg {version} geschrieben; dieses kg kann das nicht lesen.",
        )
        return cls(said.filled(source=source, version=version), _AGAIN)

    @classmethod
    def closed(cls, source: str, engine: str) -> SnapshotError:
        """Its store cannot be opened."""
        said = Text(
            fr="Le graphe de {source}, écrit par {engine}, ne s'ouvre pas ici.",
            en="The graph of {source}, written by {engine}, cannot be opened here.",
            de="Der Graph von {source}, geschrieben von {engine}, lässt sich hier nicht öffnen.",
        )
        return cls(said.filled(source=source, engine=engine), _AGAIN)

    @classmethod
    def unread(cls, source: str, error: OSError) -> SnapshotError:
        """The system refuses to read it."""
        return cls._not_had(source, system_says(error))

    @classmethod
    def unfetched(cls, source: str, why: Text) -> SnapshotError:
        """Its server does not give it."""
        return cls._not_had(source, why)

    @classmethod
    def _not_had(cls, source: str, why: Text) -> SnapshotError:
        said = Text(
            fr="{source} ne peut pas être lu : {why}.",
            en="{source} cannot be read: {why}.",
            de="{source} lässt sich nicht lesen: {why}.",
        )
        return cls(said.filled(source=source, why=why))

    @classmethod
    def too_large(cls, source: str, size: int, folder: Path) -> SnapshotError:
        """There is no room for what it holds."""
        said = Text(
            fr="{source} demande {size} Mo, plus que la place libre dans {folder}.",
            en="{source} needs {size} MB, more than is free in {folder}.",
            de="{source} braucht {size} MB, mehr als in {folder} frei ist.",
        )
        hint = Text(
            fr="TMPDIR nomme un autre dossier.",
            en="TMPDIR names another folder.",
            de="TMPDIR nennt einen anderen Ordner.",
        )
        return cls(said.filled(source=source, size=(size >> 20) + 1, folder=str(folder)), hint)

    @classmethod
    def unwritten(cls, source: str, folder: Path, error: OSError) -> SnapshotError:
        """What it holds cannot be written."""
        said = Text(
            fr="{source} ne peut pas être déballé dans {folder} : {why}.",
            en="{source} cannot be unpacked in {folder}: {why}.",
            de="{source} lässt sich nicht in {folder} auspacken: {why}.",
        )
        return cls(said.filled(source=source, folder=str(folder), why=system_says(error)))

    @classmethod
    def no_ending(cls, file: Path, endings: Iterable[str]) -> SnapshotError:
        """The name does not say how the file is packed."""
        said = Text(
            fr="Le nom de {file} ne dit pas comment l'emballer.",
            en="The name of {file} does not say how to pack it.",
            de="Der Name von {file} sagt nicht, wie zu packen ist.",
        )
        hint = Text(fr="Il doit finir par {endings}.", en="Let it end in {endings}.", de="Er muss auf {endings} enden.")
        return cls(said.filled(file=str(file)), hint.filled(endings=", ".join(endings)))
