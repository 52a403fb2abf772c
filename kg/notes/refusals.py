"""What YAML says against a line, in the author's words: its own are about tokens and indicators."""

from __future__ import annotations

import yaml

from kg.model.codes import CODES
from kg.model.problem import Problem
from kg.model.span import Span
from kg.model.text import Text

_COLON = Text(
    fr="un « : » de trop ; une valeur qui en contient va entre guillemets",
    en="one `:` too many; a value that holds one needs quotes",
    de="ein `:` zu viel; ein Wert mit einem braucht Anführungszeichen",
)
_KEY = Text(
    fr="il manque « : » après la clé",
    en="there is no `:` behind the key",
    de="hinter dem Schlüssel fehlt `:`",
)
_INDENT = Text(
    fr="il y a du texte derrière une valeur fermée, ou le retrait ne va pas",
    en="text stands behind a closed value, or the indentation is off",
    de="Text steht hinter einem geschlossenen Wert, oder die Einrückung passt nicht",
)
_OPEN = Text(
    fr="ce qui est ouvert par « [ » ou « { » n'est pas fermé",
    en="what `[` or `{` opens is not closed",
    de="was `[` oder `{` öffnet, ist nicht geschlossen",
)
_QUOTE = Text(
    fr="un guillemet ouvert n'est pas fermé",
    en="a quote is not closed",
    de="ein Anführungszeichen ist nicht geschlossen",
)
_SIGN = Text(
    fr="une valeur ne peut pas commencer par ce signe, ni une ligne par une tabulation",
    en="a value cannot begin with this sign, nor a line with a tab",
    de="ein Wert kann nicht mit diesem Zeichen beginnen, und keine Zeile mit einem Tabulator",
)
_ESCAPE = Text(
    fr="« \\ » entre guillemets doubles veut dire autre chose",
    en="`\\` between double quotes means something else",
    de="`\\` zwischen doppelten Anführungszeichen bedeutet etwas anderes",
)
_ALIAS = Text(
    fr="« * » et « & » renvoient à une autre valeur, qui manque ou se contient elle-même",
    en="`*` and `&` refer to another value, which is missing or holds itself",
    de="`*` und `&` verweisen auf einen anderen Wert, der fehlt oder sich selbst enthält",
)
_DEEP = Text(
    fr="des valeurs trop imbriquées ; écrivez-les en une seule liste",
    en="values nested too deep; write them as one list",
    de="zu tief verschachtelte Werte; schreiben Sie sie als eine Liste",
)
_TAB = Text(
    fr="une tabulation ; le retrait se fait avec des espaces",
    en="a tab; blanks indent here",
    de="ein Tabulator; eingerückt wird mit Leerzeichen",
)
_QUOTABLE = (_COLON, _QUOTE, _OPEN, _SIGN, _ESCAPE, _ALIAS)  # what quotes may mend
_OTHER = Text(
    fr="elle ne suit pas sa grammaire", en="it does not follow its grammar", de="sie folgt nicht seiner Grammatik"
)
# By what YAML's own words hold (libyaml 0.2 and PyYAML 6), the first that fits.
_SAID: tuple[tuple[str, Text], ...] = (
    ("tab character", _TAB),
    ("mapping values are not allowed", _COLON),
    ("quoted scalar", _QUOTE),
    ("escape character", _ESCAPE),
    ("hexdecimal", _ESCAPE),
    ("could not find expected ':'", _KEY),
    ("flow sequence", _OPEN),
    ("flow mapping", _OPEN),
    ("cannot start any token", _SIGN),
    ("expected node content", _SIGN),
    ("mapping keys are not allowed", _SIGN),
    ("alias", _ALIAS),
    ("anchor", _ALIAS),
    ("nesting", _DEEP),
    ("recursion", _DEEP),
    ("did not find expected key", _INDENT),
    ("block collection", _INDENT),
)
_AT_OPENING = (
    "simple key",
    "quoted scalar",
    "flow sequence",
    "flow mapping",
)  # where the fault began, not where it shows


def refused(error: Exception, path: str, shift: int) -> Problem:
    """What YAML refuses, as KG101 at its line; `shift` is the number of the line that YAML calls 0."""
    context = str(getattr(error, "context", None) or "")
    mark = getattr(error, "problem_mark", None)
    if any(what in context for what in _AT_OPENING):
        mark = getattr(error, "context_mark", None) or mark
    line = (mark.line if mark else 0) + shift
    column = (mark.column if mark else 0) + 1
    what = _what(error, context)
    return CODES["KG101"].at(
        Span(path=path, line=line, column=column, end=column + 1), what=what, hint=what in (*_QUOTABLE, _OTHER)
    )


def _what(error: Exception, context: str) -> Text:
    own = str(error.problem or "") if isinstance(error, yaml.MarkedYAMLError) else str(error)
    said = f"{own} {context}".casefold()
    return next((text for words, text in _SAID if words in said), _OTHER)
