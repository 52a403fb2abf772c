"""How a service is asked: one after the other, with a contact, no faster than it likes, and never twice.

Every request of linking goes through an `Asker`. What it asks ends in what was heard or in a LinkError that says what to do:
nothing in between, whatever the service sends.
"""

from __future__ import annotations

import json
import random
import re
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import httpx

from kg.links import refusals
from kg.links.kept import Answer, KeptAnswers, Say
from kg.links.questions import Heard, Question, name_of
from kg.links.replies import MOVED, Reply, Trouble, data_of, followed, read
from kg.model.record import record, replace
from kg.model.text import Text

_CONTACT = re.compile(r"[^\s@()<>]+@[^\s@()<>]+\.[^\s@()<>]+|https?://[^\s/()<>]+\.[^\s()<>]+")
_HOPS = 5  # redirects that are followed
_STEP, _LONGEST = 2.0, 60.0  # seconds: the first wait of a backoff, and its bound
_SAID = 5.0  # seconds of waiting that somebody is told of
_WAITS = Text(
    fr="{host} : nouvel essai dans {seconds} s.",
    en="{host}: next try in {seconds} s.",
    de="{host}: nächster Versuch in {seconds} s.",
)


@record
class Manners:
    """How patient we are: requests a minute and at once, how often one is tried, seconds that nothing may come, that an answer may
    last, that a service may let us wait, and that an answer is good for, and bytes of an answer."""

    a_minute: float = 60.0
    at_once: float = 5.0
    tries: int = 6
    time_out: float = 30.0
    longest: float = 180.0
    patience: float = 300.0
    good_for: float = 30 * 86400.0
    most: int = 64_000_000


class Asker:
    """Asks services. Answers are kept in `file` (in memory without one); `offline` asks nobody and knows only those.

    `clock` gives seconds since 1970, `sleep` waits, `jitter` gives a number from 0 to 1; `say` is told what a person should
    know: a damaged file, a long wait. Raises LinkError where `contact` is no contact, or the file cannot be used.
    """

    def __init__(
        self,
        *,
        contact: str,
        file: Path | None = None,
        offline: bool = False,
        manners: Manners | None = None,
        say: Say = lambda text: None,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self.offline = offline
        self.unanswered = 0  # questions that --offline has no answer to
        self.agent = "" if offline else _agent(contact)
        self._manners = manners or Manners()
        self._say, self._clock, self._sleep, self._jitter = say, clock, sleep, jitter
        self._bucket = Bucket(self._manners.a_minute, self._manners.at_once, clock())
        self._oldest: float | None = None
        self._client: httpx.Client | None = None
        self._kept = KeptAnswers(file, say, offline=offline)

    def __enter__(self) -> Asker:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of connections and file."""
        self._kept.close()
        if self._client is not None:
            self._client.close()

    @property
    def oldest(self) -> datetime | None:
        """From when the oldest kept answer is that was used; None where none was."""
        return datetime.fromtimestamp(self._oldest, UTC) if self._oldest is not None else None

    def ask(self, question: Question) -> Heard | None:
        """What the service says, now or before; None only offline, where it was never asked. Raises LinkError."""
        name = name_of(question)
        before = self._kept.get(name) if question.kept else None
        if before is not None and self._is_good(before) and (heard := self._from(before, question)) is not None:
            return heard
        if self.offline:
            self.unanswered += 1
            return None
        return self._asked(question, name, before)

    def each(
        self, space: str, wanted: Iterable[str], size: int, fetch: Callable[[Sequence[str]], Mapping[str, Any] | None]
    ) -> dict[str, Any]:
        """What is known of many things, asked in batches of `size`, each kept by itself: other batches ask for none twice.

        `fetch` asks for the things of one batch; what it leaves out is kept as None: asked, and nothing there.
        `space` tells apart things of one name. Offline, what was never asked for is left out. Raises LinkError.
        """
        known: dict[str, Any] = {}
        unknown: list[str] = []
        for thing in dict.fromkeys(wanted):
            before = self._kept.get(f"{space}\n{thing}")
            if before is not None and self._is_good(before):
                self._used(before)
                known[thing] = json.loads(before.body)
            else:
                unknown.append(thing)
        if self.offline:
            self.unanswered += len(unknown)
            return known
        for start in range(0, len(unknown), size):
            batch = unknown[start : start + size]
            found = fetch(batch)
            if found is not None:
                known |= self._keep_each(space, {thing: found.get(thing) for thing in batch})
        return known

    def _keep_each(self, space: str, found: dict[str, Any]) -> dict[str, Any]:
        now = self._clock()
        self._kept.put(
            (f"{space}\n{thing}", Answer(asked=now, body=json.dumps(said).encode())) for thing, said in found.items()
        )
        return found

    def _is_good(self, before: Answer) -> bool:
        return self.offline or self._clock() - before.asked < self._manners.good_for

    def _from(self, before: Answer, question: Question) -> Heard | None:
        """What was heard before; None where it cannot be read any more."""
        try:
            data = json.loads(before.body) if before.body else None
        except (ValueError, RecursionError):
            return None
        self._used(before)
        if before.status == 200:  # its location is where it was heard, behind all redirects
            return Heard(data=data, address=before.location)
        return Heard(data=data, address=question.address, status=before.status, location=before.location)

    def _used(self, before: Answer) -> None:
        self._oldest = before.asked if self._oldest is None else min(self._oldest, before.asked)

    def _asked(self, question: Question, name: str, before: Answer | None) -> Heard:
        for attempt in range(self._manners.tries):
            got = self._try(question, name, before, _HOPS)
            if isinstance(got, Heard):
                return got
            if not got.again or attempt + 1 >= min(got.tries, self._manners.tries):
                raise got.error
            self._wait(httpx.URL(question.address).host, got, attempt)
        raise AssertionError("a request is tried at least once")

    def _wait(self, host: str, trouble: Trouble, attempt: int) -> None:
        if trouble.after is None:
            seconds = min(_LONGEST, _STEP * 2**attempt) * (0.5 + self._jitter() / 2)
        elif trouble.after > self._manners.patience:
            raise refusals.asks_to_wait(host, trouble.after)
        else:
            seconds = max(trouble.after, 1.0) + self._jitter()  # not all at the same second
        if seconds >= _SAID:
            self._say(_WAITS.filled(host=host, seconds=round(seconds)))
        self._sleep(seconds)

    def _try(self, question: Question, name: str, before: Answer | None, hops: int) -> Heard | Trouble:
        host = question.address
        if (wait := self._bucket.wait(self._clock())) > 0:
            self._sleep(wait)
        try:
            host = httpx.URL(question.address).host
            reply = self._sent(question, before)
        except httpx.TimeoutException:
            return Trouble(error=refusals.too_slow(host, self._manners.time_out))
        except (httpx.InvalidURL, httpx.UnsupportedProtocol, httpx.LocalProtocolError, UnicodeError):
            raise refusals.no_address(question.address) from None
        except (httpx.RemoteProtocolError, httpx.DecodingError, httpx.ReadError):
            return Trouble(error=refusals.broken_off(host))
        except httpx.ConnectError as error:  # nobody is there, or the name is wrong: that rarely changes
            return Trouble(error=refusals.unreachable(host, str(error)), tries=2)
        except httpx.HTTPError as error:
            return Trouble(error=refusals.unreachable(host, str(error)))
        if reply.status == 304 and before is not None and (heard := self._from(before, question)) is not None:
            self._kept.put([(name, replace(before, asked=self._clock()))])
            return heard
        if reply.status in MOVED and reply.status not in question.answers:
            return self._try(followed(question, host, reply), name, None, _left(hops, host, reply))
        return self._judged(question, name, host, reply)

    def _judged(self, question: Question, name: str, host: str, reply: Reply) -> Heard | Trouble:
        data = data_of(reply, question, host, self._clock())
        if isinstance(data, Trouble):
            return data
        if question.kept:
            self._kept.put([(name, _answer(reply, question, self._clock()))])
        return Heard(data=data, address=question.address, status=reply.status, location=reply.location)

    def _sent(self, question: Question, before: Answer | None) -> Reply:
        if self._client is None:
            self._client = _client(self.agent, self._manners.time_out)
        headers = {"Accept": question.accept, **(question.key.headers() if question.key is not None else {})}
        if before is not None and before.etag:
            headers["If-None-Match"] = before.etag
        content = question.content.encode() if question.content else None
        if content is not None:
            headers["Content-Type"] = "application/json"
        request = self._client.build_request(
            "POST" if question.form or content is not None else "GET",
            httpx.URL(question.address).copy_merge_params(list(question.params)),
            headers=headers,
            data=dict(question.form) or None,
            content=content,
        )
        reply = self._client.send(request, stream=True)
        try:
            return read(reply, self._manners.most, self._manners.longest)
        finally:
            reply.close()


class Bucket:
    """Tokens that drip in, `a_minute`; `at_once` of them fit in."""

    def __init__(self, a_minute: float, at_once: float, now: float) -> None:
        self._a_second = a_minute / 60
        self._most = at_once
        self._tokens = at_once
        self._then = now

    def wait(self, now: float) -> float:
        """Take a token: how many seconds it is until it has dripped in."""
        self._tokens = min(self._most, self._tokens + max(0.0, now - self._then) * self._a_second) - 1
        self._then = now
        return max(0.0, -self._tokens / self._a_second)


def _client(agent: str, time_out: float) -> httpx.Client:
    """A client with proxies and certificates as the system has them. Raises LinkError where these are of no use."""
    try:
        return httpx.Client(headers={"User-Agent": agent}, timeout=time_out)
    except (ValueError, ImportError, OSError, httpx.InvalidURL) as error:
        raise refusals.no_way_out(error) from error


def _answer(reply: Reply, question: Question, now: float) -> Answer:
    if reply.status == 200:
        return Answer(asked=now, body=reply.body, etag=reply.etag, location=question.address)
    return Answer(asked=now, status=reply.status, location=reply.location)


def _left(hops: int, host: str, reply: Reply) -> int:
    if hops == 0:
        raise refusals.moved(host, reply.location)
    return hops - 1


def _agent(contact: str) -> str:
    contact = contact.strip()
    if not (contact.isascii() and contact.isprintable() and _CONTACT.search(contact)):
        raise refusals.no_contact(contact)
    return f"kg/{version('kg')} ({contact})"
