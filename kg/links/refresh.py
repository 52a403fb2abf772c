"""What has become of accepted links: items that redirect, are gone, or are called otherwise now."""

from __future__ import annotations

from collections.abc import Sequence

from kg.links.records import Candidate, Decision
from kg.links.wikidata import Items, Wikidata
from kg.model.addresses import WIKIDATA, ending
from kg.model.record import record, replace


@record
class Change:
    """A decision and what takes its place: an item that moved, or that has another name. None where the item is gone.

    What was rejected is followed too: else the item that it became would be proposed again.
    """

    old: Decision
    new: Decision | None


@record
class Refreshed:
    """What is new of the items of decisions, and how many items were asked for."""

    changes: tuple[Change, ...]
    asked: int


def refresh(decisions: Sequence[Decision], source: Wikidata, language: str = "") -> Refreshed:
    """Look at every item that was linked or rejected. Raises LinkError."""
    links = [d for d in decisions if d.said != "nothing" and d.object.startswith(WIKIDATA)]
    items = source.items(d.object for d in links)
    found = [_change(d, items, language) for d in links]
    changes = tuple(change for change in found if change is not None)
    return Refreshed(changes=changes, asked=len({d.object for d in links}))


def _change(d: Decision, items: Items, language: str) -> Change | None:
    accepted = d.said == "accepted"
    if d.object in items.missing:
        return Change(old=d, new=None) if accepted else None
    now = items.found.get(d.object)
    if now is None:
        return None
    label = _label(now, d.object_label, language)
    if now.iri != d.object:
        remark = f"{ending(d.object)} → {ending(now.iri)}"
        comment = f"{d.comment}; {remark}" if d.comment else remark
        return Change(old=d, new=replace(d, object=now.iri, object_label=label, comment=comment))
    if accepted and label != d.object_label:
        return Change(old=d, new=replace(d, object_label=label))
    return None


def _label(now: Candidate, before: str, language: str) -> str:
    """The name of an item: the one that stands there while it still has it, else the one in a language, else any."""
    if not now.labels or any(label.text == before for label in now.labels):
        return before
    main = [label for label in now.labels if label.main] or list(now.labels)
    for wanted in (language, "fr", "en", "mul"):
        found = next((label.text for label in main if label.language == wanted), "")
        if found:
            return found
    return main[0].text
