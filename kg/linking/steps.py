"""What the commands of `kg link` share: whom they ask about, what is decided and what waits, and how decisions are written."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from kg.console import Voice
from kg.errors import LinkError
from kg.model.addresses import ending
from kg.steps import open_published
from kg.texts import linking as said

if TYPE_CHECKING:
    from kg.links.records import Decision, Subject
    from kg.links.refresh import Change
    from kg.links.saving import Saved
    from kg.links.waiting import Waiting
    from kg.settings import Settings


def today() -> str:
    """The day of a decision."""
    return datetime.now(UTC).date().isoformat()


def asked_about(settings: Settings, voice: Voice, only: str = "") -> tuple[Subject, ...]:
    """The entities of the graph, or the one that is named. Raises StoreError, EngineError, EntityError."""
    from kg.linking.subjects import subjects
    from kg.store.export import find_entity

    store = open_published(settings, voice).store
    found = subjects(store)
    if not only:
        return found
    wanted = find_entity(store, only).value
    return tuple(s for s in found if s.iri == wanted)


def decided_in(settings: Settings, voice: Voice) -> tuple[Decision, ...]:
    """The decisions that stand. That others do not is said: what they decided is asked, proposed or left out again."""
    from kg.links.decisions import read_decisions

    found, problems = read_decisions(settings.vault, settings.base)
    if wrong := sum(p.stops for p in problems):
        voice.say(said.UNREAD.filled(count=wrong))
    return found


def readable(settings: Settings, left: list[Waiting], voice: Voice) -> list[Waiting]:
    """What waits, but for what is about an entity of which a row decides that cannot be read."""
    from kg.links.decisions import unread

    unknown = unread(settings.vault, settings.base)
    for iri, name in {w.subject.iri: w.subject.name for w in left if w.subject.iri in unknown}.items():
        voice.say(said.LEFT_OUT.filled(label=name or ending(iri)))
    return [w for w in left if w.subject.iri not in unknown]


def names_in(target: str) -> list[str]:
    """The sources that `--target` names."""
    return [name for name in map(str.strip, target.split(",")) if name]


def waiting_for(
    settings: Settings, subjects: Iterable[Subject], decided: Iterable[Decision], names: Container[str]
) -> list[Waiting]:
    """What waits for a decision, in the sources named or in all."""
    from kg.linking import sources
    from kg.links import suggestions
    from kg.links.waiting import waiting

    known = suggestions.load(sources.folder(settings, make=False))
    return [w for w in waiting(known, {s.iri: s for s in subjects}, decided) if not names or w.source in names]


def amended(settings: Settings, changes: Iterable[Change]) -> tuple[Decision, ...]:
    """Write what changed elsewhere into the rows; gives the decisions that stay as they are."""
    from kg.links.saving import amend

    with _alone(settings):
        return amend(settings.vault, [(c.old, c.new) for c in changes if c.new is not None], settings.base).kept


def save(settings: Settings, made: Iterable[Decision], forget: Iterable[Decision] = ()) -> Saved:
    """Write decisions, and take others back. Raises LinkError."""
    from kg.links import saving

    with _alone(settings):
        return saving.save(settings.vault, made, settings.base, settings.licence, forget)


@contextmanager
def _alone(settings: Settings) -> Iterator[None]:
    """Nobody else writes decisions: two people, or two terminals, at the same moment. Raises LinkError."""
    from filelock import FileLock

    from kg.linking.sources import folder

    lock = folder(settings) / "decisions.lock"
    try:
        with FileLock(lock):
            yield
    except OSError as error:
        raise LinkError.refused(lock, error) from error


def say_saved(saved: Saved, voice: Voice) -> None:
    """Say what was written, and where."""
    files = ", ".join(f"links/{f.name}" for f in saved.files)
    if saved.files:
        voice.say(said.ACCEPTED.filled(count=saved.written, files=files))
    if saved.kept:
        voice.say(said.KEPT_BACK.filled(count=len(saved.kept)))
