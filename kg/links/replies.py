"""What a service sent, and what it means: an answer, a place elsewhere, or trouble that may pass or not."""

from __future__ import annotations

import email.utils
import json
import re
import time
from datetime import UTC
from typing import Any

import httpx

from kg.errors import LinkError
from kg.links import refusals
from kg.links.questions import Question
from kg.model.record import record, replace

MOVED = (301, 302, 303, 307, 308)
_BUSY = (408, 425, 429, 500, 502, 503, 504)
_LATER = frozenset({"maxlag", "ratelimited", "readonly"})  # of MediaWiki, with HTTP 200


@record
class Reply:
    """What came over the wire, and the headers that matter; `kind` is the content type without its parameters."""

    status: int
    body: bytes
    kind: str
    etag: str
    location: str
    retry_after: str


@record
class Trouble:
    """What went wrong: whether another try may help, after how many seconds the service would like it, and how many tries are
    enough."""

    error: LinkError
    again: bool = True
    tries: int = 100
    after: float | None = None


def read(reply: httpx.Response, most: int, longest: float) -> Reply:
    """What came, of at most `most` bytes and within `longest` seconds. Raises LinkError, and the errors of httpx where it breaks
    off."""
    body = bytearray()
    headers, end = reply.headers, time.monotonic() + longest
    if "," in headers.get("Content-Encoding", ""):  # packed twice, some bytes are a disk full of them
        raise refusals.too_long(reply.url.host, most)
    for part in reply.iter_bytes():
        body += part
        if len(body) > most:
            raise refusals.too_long(reply.url.host, most)
        if time.monotonic() > end:  # it drips
            raise refusals.too_slow(reply.url.host, longest)
    return Reply(
        status=reply.status_code,
        body=bytes(body),
        kind=headers.get("Content-Type", "").partition(";")[0].strip().casefold(),
        etag=headers.get("ETag", ""),
        location=headers.get("Location", ""),
        retry_after=headers.get("Retry-After", ""),
    )


def data_of(reply: Reply, question: Question, host: str, now: float) -> Any | Trouble:
    """The JSON of an answer, None where its code is all that it says; Trouble where it is none."""
    if reply.status not in question.answers:
        return _refusal(question, host, reply, now)
    if reply.status != 200:
        return None
    try:
        data = json.loads(reply.body)
    except (ValueError, RecursionError):
        cut = "json" in reply.kind or not reply.body
        return Trouble(error=refusals.broken_off(host) if cut else refusals.not_json(host, reply.kind), again=cut)
    if (said := _error_in(data)) is None:
        return data
    again = said[0] in _LATER or said[0].startswith("internal_api_error")
    return Trouble(error=refusals.says_no(host, *said), again=again, after=_retry_after(reply, now))


def _refusal(question: Question, host: str, reply: Reply, now: float) -> Trouble:
    if reply.status in _BUSY:
        return Trouble(error=refusals.overrun(host, reply.status), after=_retry_after(reply, now))
    if reply.status in (401, 403) and question.key is not None:
        return Trouble(error=refusals.key_refused(host, question.key.name), again=False)
    return Trouble(error=refusals.refused(host, reply.status), again=False)


def followed(question: Question, host: str, reply: Reply) -> Question:
    """The question at the place that it moved to: no key goes to another host, and what is posted is posted again only
    where the service says so (RFC 9110, sections 15.4.8 and 15.4.9)."""
    here = httpx.URL(question.address).copy_merge_params(list(question.params))
    try:
        there = here.join(reply.location)
    except (httpx.InvalidURL, UnicodeError):  # a host that is no name
        raise refusals.moved(host, reply.location) from None
    posted = bool(question.form or question.content)
    downgraded = here.scheme == "https" and there.scheme != "https"
    stays = there.host == here.host and not downgraded
    if not reply.location or (question.key is not None and not stays) or (posted and reply.status not in (307, 308)):
        raise refusals.moved(host, str(there))
    return replace(question, address=str(there), params=())


def _retry_after(reply: Reply, now: float) -> float | None:
    """The seconds that `Retry-After` names, as a number or as a date (RFC 9110, section 10.2.3); None where it does not."""
    said = reply.retry_after.strip()
    if re.fullmatch(r"[0-9]{1,20}", said):
        return float(said)
    try:
        then = email.utils.parsedate_to_datetime(said)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return max(0.0, (then if then.tzinfo is not None else then.replace(tzinfo=UTC)).timestamp() - now)


def _error_in(data: Any) -> tuple[str, str] | None:
    """Code and text of an error that came with HTTP 200: MediaWiki's in both its forms, and what others say."""
    if not isinstance(data, dict):
        return None
    several = data.get("errors")
    error = several[0] if isinstance(several, list) and several else data.get("error")
    if isinstance(error, dict):
        info = error.get("info") or error.get("text") or error.get("message") or ""
        return str(error.get("code", "")), str(info)
    if isinstance(error, str) and error:
        return "", error
    if data.get("success") is False or data.get("status") == "error":
        return "", str(data.get("message") or data.get("details") or "")
    return None
