"""What an engine refuses or fails at, in the words of who asked."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urljoin

from kg.errors import EngineError
from kg.model.addresses import without_secrets
from kg.model.system import system_says
from kg.model.text import Text, Value, same
from kg.texts import engines as texts

_SHORT = 300  # characters of an engine's message
# Why nobody answers, by what Python's libraries say of it (in English).
_REASONS: tuple[tuple[re.Pattern[str], Text], ...] = (
    (re.compile(r"connection refused|actively refused", re.IGNORECASE), texts.NOBODY_LISTENS),
    (re.compile(r"name or service|nodename|name resolution|getaddrinfo|no address associated", re.IGNORECASE), texts.NO_SUCH_HOST),
    (re.compile(r"certificate.verify.failed", re.IGNORECASE), texts.UNTRUSTED),
    (re.compile(r"incompleteread|broke off|closed connection|disconnected|connection reset|peer closed", re.IGNORECASE), texts.BROKE_OFF),
)  # fmt: skip
_ROOM = re.compile(
    r"no space left|disk full|out of disk|no more space|insufficient storage|file size limit", re.IGNORECASE
)
BUSY = (429, 502, 503, 504)  # what may be over in a moment
ELSEWHERE = (301, 302, 303, 307, 308)  # RFC 9110, section 15.4


class Stalled(EngineError):
    """It lets us wait too long."""


class TooLarge(EngineError):
    """It sends more than is taken."""


class Fails(EngineError):
    """It can do nothing with what was sent, or has an error of its own."""


class TooMuch(EngineError):
    """It is sent more than it takes."""


class CutOff(EngineError):
    """It sends less than was asked for."""


def unheard(address: str, why: object) -> EngineError:
    """Nobody answers there."""
    text = short(why)
    known = next((said for pattern, said in _REASONS if pattern.search(text)), None)
    advice = texts.OWN_AUTHORITY if known is texts.UNTRUSTED else texts.IS_IT_THERE
    return EngineError(_about(address, texts.UNHEARD, why=known or _reason(why)), advice)


def _reason(why: object) -> Text:
    """What the system says, where that is at the root of it; else the words of whoever asked."""
    at: object = why
    while isinstance(at, BaseException):
        if isinstance(at, ConnectionError):
            return system_says(at)
        if isinstance(at, OSError) and at.strerror:  # a name or a certificate: its number is none of the system's
            return same(short(at.strerror))
        at = at.__cause__ or at.__context__
    return same(short(why) or "–")


def _about(address: str, said: Text, **values: Value) -> Text:
    """What is said of an address, which may hold the key of who asks."""
    return said.filled(address=without_secrets(address), **values)


def stalled(address: str, seconds: float) -> Stalled:
    """It let us wait too long."""
    return Stalled(_about(address, texts.STALLED, seconds=f"{seconds:g}"), texts.LATER)


def refused(address: str, status: int, body: str, *, writing: bool, named: bool) -> EngineError:
    """It answered with an error. `writing`: it was asked to change something; `named`: we said who we are."""
    detail = texts.SAYS.filled(why=short(body)) if short(body) else None
    if status == 507 or _ROOM.search(body):
        return EngineError(_about(address, texts.FULL), detail)
    if status == 401:
        return EngineError(_about(address, texts.STRANGER if named else texts.NOBODY), texts.GIVE_NAMES)
    if writing and status in (400, 403, 404, 405, 415, 501):
        advice = texts.GIVE_NAMES if status == 403 and not named else texts.OTHER_ADDRESS
        return EngineError(_about(address, texts.READ_ONLY), advice if status != 400 or detail is None else detail)
    if status == 413:
        return TooMuch(_about(address, texts.TOO_MUCH), texts.MORE_ROOM)
    if status in _WORDS:
        said, advice = _WORDS[status]
        hint = advice if status in _NOT_THERE else detail or advice
        return EngineError(_about(address, said, status=status), hint)
    return Fails(_about(address, texts.FAILS, status=status), detail)


_NOT_THERE = (404, 405, 406)
_WORDS: dict[int, tuple[Text, Text]] = {
    **dict.fromkeys(_NOT_THERE, (texts.NO_SERVICE, texts.IS_IT_THERE)),
    **dict.fromkeys(BUSY, (texts.TIRED, texts.LATER)),
    403: (texts.FORBIDS, texts.GIVE_NAMES),
}


def leads_on(address: str, other: str) -> EngineError:
    """It says that what was asked for is at another address."""
    there = without_secrets(urljoin(address, other))
    return EngineError(_about(address, texts.LEADS_ON, other=short(there)), texts.GIVE_THAT)


def at(error: EngineError, graph: str) -> EngineError:
    """The same, with the note or the graph that was sent when it happened."""
    return type(error)(texts.AT.filled(said=error.said, graph=graph), error.advice)


def busy(address: str, seconds: float) -> EngineError:
    """Somebody else publishes there."""
    return EngineError(_about(address, texts.BUSY), texts.WAIT.filled(seconds=f"{seconds:g}"))


def changing(address: str) -> EngineError:
    """What it holds is another than a moment ago, or will be."""
    return EngineError(_about(address, texts.CHANGING), texts.WHEN_ENDED)


def garbage(address: str) -> EngineError:
    """What it sends cannot be read."""
    return EngineError(_about(address, texts.GARBAGE), texts.IS_IT_THERE)


def too_large(address: str, most: int) -> TooLarge:
    """It sends more than is taken."""
    return TooLarge(_about(address, texts.TOO_LARGE, most=most >> 20))


def cut_off(address: str, rows: int) -> CutOff:
    """It sent less than was asked for, because it never sends more."""
    return CutOff(_about(address, texts.CUT_OFF, rows=rows), texts.MORE_ROWS)


def no_writes(address: str) -> EngineError:
    """Nobody said where it takes writes."""
    return EngineError(_about(address, texts.READ_ONLY), texts.OTHER_ADDRESS)


def short(said: object) -> str:
    """What an engine says, on one line and without HTML."""
    text = unescape(re.sub(r"<[^<>]{1,200}>", " ", str(said))) if "<html" in str(said)[:500].lower() else str(said)
    return " ".join(text.split())[:_SHORT]
