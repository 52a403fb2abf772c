"""What is wrong with a query, in the words of who asks it: the parser's own are about its grammar."""

from __future__ import annotations

import re

from kg.errors import QueryError
from kg.model.text import Text
from kg.store.prefixes import PREFIXES
from kg.store.services import services

_AT = Text(
    fr=" à la ligne {line}, colonne {column}",
    en=" at line {line}, column {column}",
    de=" in Zeile {line}, Spalte {column}",
)
_BEFORE = Text(fr=", à « {word} »", en=", at “{word}”", de=", bei „{word}“")
_END = Text(fr=", à la fin", en=", at the end", de=", am Ende")
_NO_SPARQL = Text(
    fr="La requête n'est pas lisible{at}{before}.",
    en="The query cannot be read{at}{before}.",
    de="Die Abfrage ist nicht lesbar{at}{before}.",
)
_NO_PREFIX = Text(
    fr="Le préfixe {prefix}{at} n'est pas déclaré.",
    en="The prefix {prefix}{at} is not declared.",
    de="Der Präfix {prefix}{at} ist nicht deklariert.",
)
_PREFIXES = ", ".join(f"{p}:" for p in PREFIXES)
_KNOWN = Text(
    fr=f"Sans déclaration sont connus : {_PREFIXES}.",
    en=f"Known without declaration are: {_PREFIXES}.",
    de=f"Ohne Deklaration bekannt sind: {_PREFIXES}.",
)
_NO_CHANGE = Text(
    fr="{word} change des données ; ici, on ne fait que lire.",
    en="{word} changes data; here one only reads.",
    de="{word} ändert Daten; hier wird nur gelesen.",
)
_ONLY_ASKS = Text(
    fr="Posez un SELECT, ASK, CONSTRUCT ou DESCRIBE ; changez les notes et relancez `kg build`.",
    en="Ask a SELECT, ASK, CONSTRUCT or DESCRIBE; change the notes and run `kg build` again.",
    de="Stellen Sie SELECT, ASK, CONSTRUCT oder DESCRIBE; ändern Sie die Notizen und starten Sie `kg build` neu.",
)
_CHANGES = re.compile(
    r"\s*(?:(?:PREFIX\s+[\w.-]*:|BASE)\s+)*(INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|ADD|MOVE|COPY|WITH)\b", re.IGNORECASE
)
_PREFIXED = re.compile(r"(?<![\w?$:@.-])([A-Za-z][\w.-]*):(?=[\w%\\])")
_WORD = re.compile(r"\s*([\w:.?$-]+|\S)")
_SHORT = 300  # characters of an engine's message
# What only looks like SPARQL: IRIs, texts, comments (SPARQL 1.1, section 19.8).
QUOTED = re.compile(
    r'<[^<>"{}|^`\\\s]*>|"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*\'\'\'|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|#[^\n]*',
    re.DOTALL,
)
_NO_SERVICE = Text(
    fr="Une requête ne peut pas interroger un autre serveur (SERVICE).",
    en="A query cannot ask another server (SERVICE).",
    de="Eine Abfrage kann keinen anderen Server befragen (SERVICE).",
)
_ONLY_HERE = Text(
    fr="Posez-la à ce serveur, ou exportez le graphe.",
    en="Ask that server itself, or export the graph.",
    de="Befragen Sie jenen Server selbst, oder exportieren Sie den Graphen.",
)


def refuse_service(text: str) -> None:
    """Raises QueryError for a query that would ask another server: what is asked here stays here."""
    if services(text):
        raise QueryError(_NO_SERVICE, _ONLY_HERE)


def failed(error: Exception) -> QueryError:
    """The failure of a query that was read and cannot be run, or breaks off."""
    said = Text(fr="La requête échoue.", en="The query cannot be run.", de="Die Abfrage scheitert.")
    detail = " ".join(str(error).split())[:_SHORT]
    return QueryError(
        said,
        Text(
            fr=f"Le moteur dit (en anglais) : {detail}",
            en=f"The engine says: {detail}",
            de=f"Die Datenbank sagt (auf Englisch): {detail}",
        ),
    )


def unreadable(error: SyntaxError, text: str) -> QueryError:
    """A query that is no SPARQL: where, and before which word; or that it changes data, or has a prefix nobody declared."""
    plain = QUOTED.sub(lambda m: " " * len(m.group()), text)
    if (change := _CHANGES.match(plain)) is not None:
        return QueryError(_NO_CHANGE.filled(word=change[1].upper()), _ONLY_ASKS)
    if (name := _undeclared(plain)) is not None:
        return QueryError(_NO_PREFIX.filled(prefix=f"{name[1]}:", at=_at(text, name.start())), _KNOWN)
    where = re.search(r"at (\d+):(\d+)", str(error))
    if where is None:
        return QueryError(_NO_SPARQL.filled(at="", before=""))
    line, column = int(where[1]), int(where[2])
    word = _WORD.match("".join(text.split("\n")[line - 1 : line]), column - 1)
    before = _BEFORE.filled(word=word[1]) if word is not None else _END
    return QueryError(_NO_SPARQL.filled(at=_AT.filled(line=line, column=column), before=before))


def _undeclared(plain: str) -> re.Match[str] | None:
    """The first name of a query with a prefix that is neither declared nor known; `plain` is without IRIs and texts."""
    declared = {*PREFIXES, *re.findall(r"\bPREFIX\s+([\w.-]*):", plain, re.IGNORECASE), "_"}
    return next((m for m in _PREFIXED.finditer(plain) if m[1] not in declared), None)


def _at(text: str, offset: int) -> Text:
    line, column = text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
    return _AT.filled(line=line, column=column)
