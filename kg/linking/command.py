"""The commands of `kg link`: one small function each."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg import completion
from kg.command_line import Group, Spoken, options
from kg.console import Progress, Voice, style
from kg.errors import FormatError, LinkError
from kg.linking import steps
from kg.model.addresses import ending
from kg.model.characters import visible
from kg.model.text import LANGUAGES
from kg.steps import build_with_progress, published, say_summary, settings_of, write_whole
from kg.texts import linking as said

if TYPE_CHECKING:
    from kg.linking.deciding import Answer, Review
    from kg.links.records import Decision
    from kg.links.waiting import Waiting
    from kg.settings import Settings

_SHOWN = 20  # candidates that `suggest` shows


class _LinkCommand(Spoken):
    above = "link"


@click.group(name="link", cls=Group)
@click.option("--lang", type=click.Choice(LANGUAGES), expose_value=False)
def link() -> None:
    """Link entries to other data sets."""


link.command_class = _LinkCommand
_only = click.option("--only", default="", metavar="ENTITY", shell_complete=completion.entities)
_contact = click.option("--contact", default="", metavar="ADDRESS")
_rate = click.option("--rate", type=click.FloatRange(0.1, 6000), default=60, metavar="NUMBER", show_default=True)
_dry_run = click.option("--dry-run", is_flag=True)


@link.command()
@click.option("--target", default="", metavar="TARGET", shell_complete=completion.targets)
@click.option("--service", "services", multiple=True, metavar="URL")
@_only
@_contact
@_rate
@click.option("--offline", is_flag=True)
@options
def suggest(
    target: str, services: tuple[str, ...], only: str, contact: str, rate: float, offline: bool, vault: Path | None, voice: Voice
) -> None:  # fmt: skip
    """Look for candidates."""
    from kg.linking import sources
    from kg.linking.suggest import suggest as run

    settings, voice = settings_of(vault, voice)
    wanted, decided = steps.asked_about(settings, voice, only), steps.decided_in(settings, voice)
    names = steps.names_in(target) or ([] if services else ["wikidata"])
    with (
        sources.asker(settings, contact=contact, offline=offline, rate=rate, say=voice.say) as asking,
        Progress(voice) as progress,
    ):
        asked = sources.sources(names, services, asking, settings.language)
        found = run(
            sources.folder(settings), wanted, asked, decided, steps.today(), lambda done, total: progress("ask", done, total),
            asks=not offline,
        )  # fmt: skip
    if offline and asking.oldest is not None:
        voice.say(said.FROM_WHEN.filled(day=asking.oldest.date().isoformat()))
    if offline and asking.unanswered:
        voice.say(said.UNANSWERED.filled(count=asking.unanswered))
    if not found.looked:
        voice.say(said.NONE_OPEN)
        return
    _show(
        steps.waiting_for(settings, wanted, decided, [a.name for a in asked]), voice, whole=voice.verbose or bool(only)
    )
    voice.say(said.FOUND.filled(looked=found.looked, sure=found.sure, unsure=found.unsure, none=found.none))
    voice.say(said.THEN)


def _show(left: list[Waiting], voice: Voice, *, whole: bool) -> None:
    """The best candidate of each entity, the first of many; `whole`: all candidates of all."""
    from kg.linking import look

    for waiting in left if whole else left[:_SHOWN]:
        for match in waiting.matches if whole else waiting.matches[:1]:
            click.echo(look.line(waiting, match, voice.language, style))
    if len(left) > _SHOWN and not whole:
        click.echo("…")


@link.command()
@click.option("--min", "least", type=click.FloatRange(0, 1), default=0.5, metavar="SCORE", show_default=True)
@click.option("--target", default="", metavar="TARGET", shell_complete=completion.targets)
@_dry_run
@options
def accept(least: float, target: str, dry_run: bool, vault: Path | None, voice: Voice) -> None:
    """Accept what the strict rule speaks for."""
    from kg.linking.deciding import by_rule
    from kg.links.waiting import Decided

    settings, voice = settings_of(vault, voice)
    subjects, decided = steps.asked_about(settings, voice), steps.decided_in(settings, voice)
    left = steps.readable(settings, steps.waiting_for(settings, subjects, decided, steps.names_in(target)), voice)
    given = Decided(decided).given.union(*(s.linked for s in subjects))
    made = list(by_rule(left, least, steps.today(), given))
    for d in made:
        label = visible(f"{d.subject_label} → {ending(d.object)} {d.object_label}")
        click.echo(f"{d.confidence or 0:.2f}  {label}")
    if not made:
        voice.say(said.NOTHING_SURE if left else said.NOTHING_WAITS)
        return
    if dry_run:
        voice.say(said.WOULD_ACCEPT.filled(count=len(made)))
        return
    steps.say_saved(steps.save(settings, made), voice)
    voice.say(said.BUILD_NEXT)


@link.command()
@click.option("--target", default="", metavar="TARGET", shell_complete=completion.targets)
@_only
@click.option("--reviewer", default="", metavar="WHO")
@options
def review(target: str, only: str, reviewer: str, vault: Path | None, voice: Voice) -> None:
    """Decide, one key a decision."""
    from kg.linking.deciding import Review

    settings, voice = settings_of(vault, voice)
    who = reviewer or os.environ.get("KG_REVIEWER", "") or settings.contact
    if not who:
        raise LinkError(said.NO_REVIEWER, said.SAY_REVIEWER)
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise LinkError(said.NO_TERMINAL)
    left = steps.waiting_for(
        settings, steps.asked_about(settings, voice, only), steps.decided_in(settings, voice), steps.names_in(target)
    )
    if not left:
        voice.say(said.NOTHING_WAITS)
        return
    going = Review(left, day=steps.today(), reviewer=who)
    while (answer := _asked(going, voice)) != "quit":
        made = going.answer(answer)
        if made is not None:
            steps.save(settings, () if answer == "undo" else (made,), forget=(made,) if answer == "undo" else ())
    counts = {kind: sum(d.said == kind for d in going.decisions) for kind in ("accepted", "rejected", "nothing")}
    voice.say(said.REVIEWED.filled(yes=counts["accepted"], no=counts["rejected"], none=counts["nothing"]))
    voice.say(said.BUILD_NEXT)


def _asked(going: Review, voice: Voice) -> Answer:
    """Show what is to be decided, and wait for a key that answers; behind the last there is still what can be taken back."""
    from kg.linking import look
    from kg.linking.deciding import KEYS

    if going.now is None:
        if not going.may_undo:
            return "quit"
        click.echo(voice(said.LAST_KEYS) + " ", nl=False)
        answer = KEYS.get(click.getchar().lower())
        click.echo()
        return "undo" if answer == "undo" else "quit"
    waiting, match = going.now
    while True:
        click.echo(look.whole(waiting, match, going.place, voice.language, style))
        click.echo(voice(said.OWNER_KEYS if match.role == "owner" else said.KEYS) + " ", nl=False)
        answer = KEYS.get(click.getchar().lower())
        click.echo()
        if answer == "open":
            click.launch(match.candidate.iri)
        elif answer is not None and (answer, match.role) != ("yes", "owner"):
            return answer


@link.command()
@click.option("--write-notes", is_flag=True)
@_dry_run
@options
def apply(write_notes: bool, dry_run: bool, vault: Path | None, voice: Voice) -> None:
    """Read the decisions into the graph, and into the notes where that is asked."""
    settings, voice = settings_of(vault, voice)
    report = None
    if write_notes and not dry_run:  # which note is an entry's own is asked of the notes as they are now
        report = build_with_progress(settings, voice)
    if write_notes and _write_notes(settings, voice, dry_run):
        report = None
    if dry_run:
        return
    report = report or build_with_progress(settings, voice)
    say_summary(report, settings, voice)
    sys.exit(1 if report.stops else 0)


def _write_notes(settings: Settings, voice: Voice, dry_run: bool) -> bool:
    """Whether a note was changed."""
    from kg.linking.apply import apply as run
    from kg.links.write_back import Held, Spliced, field_of
    from kg.store import generations

    generation = published(settings, voice)
    store = generations.open_store(generation)
    changed = False
    for one in run(settings.vault, store, generation.paths, steps.decided_in(settings, voice), dry_run=dry_run):
        if isinstance(one.outcome, Held):
            voice.say(said.HELD.filled(path=one.path, why=one.outcome.why))
        elif isinstance(one.outcome, Spliced):
            field = field_of(one.decision.object)
            changed = changed or bool(one.outcome.line)
            text = f"{one.outcome.line}: {field[0]}: {field[1]}" if field and one.outcome.line else ""
            click.echo(visible(voice((said.WROTE_LINE if text else said.HAS_LINE).filled(path=one.path, line=text))))
        else:
            voice.say(said.IN_LIST.filled(label=one.decision.subject_label or one.decision.subject))
    return changed and not dry_run


@link.command()
@_contact
@_rate
@_dry_run
@options
def refresh(contact: str, rate: float, dry_run: bool, vault: Path | None, voice: Voice) -> None:
    """See what has become of linked items."""
    from kg.linking import sources
    from kg.links.refresh import refresh as run

    settings, voice = settings_of(vault, voice)
    decided = steps.decided_in(settings, voice)
    if not decided:
        voice.say(said.NO_DECISIONS)
        return
    with sources.asker(settings, contact=contact, rate=rate, fresh=True, say=voice.say) as asking:
        found = run(decided, sources.items(asking, settings.language), settings.language)
    moved = [c for c in found.changes if c.new is not None and c.new.object != c.old.object]
    gone = [c for c in found.changes if c.new is None]
    for change in found.changes:
        new = f"{ending(change.new.object)} {change.new.object_label}" if change.new is not None else "✗"
        before = f"{change.old.path}:{change.old.line}: {ending(change.old.object)} {change.old.object_label}"
        click.echo(visible(f"{before} → {new}"))
    renamed = len(found.changes) - len(moved) - len(gone)
    kept = () if dry_run else steps.amended(settings, found.changes)
    voice.say(said.REFRESHED.filled(asked=found.asked, moved=len(moved) - len(kept), renamed=renamed, gone=len(gone)))
    for d in kept:
        voice.say(said.NOT_FOLLOWED.filled(path=d.path, line=d.line, item=ending(d.object)))
    sys.exit(1 if gone else 0)


@link.command()
@options
def check(vault: Path | None, voice: Voice) -> None:
    """Say what is wrong with the decisions."""
    from kg import report as look
    from kg.linking import sources
    from kg.links.check import check as run
    from kg.links.decisions import read_decisions
    from kg.model.addresses import WIKIDATA

    settings, voice = settings_of(vault, voice)
    decided, problems = read_decisions(settings.vault, settings.base)
    linked = [d.object for d in decided if d.said == "accepted" and d.object.startswith(WIKIDATA)]
    with sources.asker(settings, offline=True, say=voice.say) as asking:
        items = sources.items(asking, settings.language).items(linked)
    found = sorted({*problems, *run(decided, items.found, items.missing)}, key=lambda p: p.order)
    click.echo(look.text(found, settings.vault, voice.language, style), nl=False)
    if not found:
        voice.say(said.ALL_RIGHT.filled(count=len(decided)) if decided else said.NO_DECISIONS)
    sys.exit(1 if any(p.stops for p in found) else 0)


@link.command()
@click.option("-f", "--format", "form", default="sssom", metavar="FORMAT", shell_complete=completion.link_formats)
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE")
@options
def export(form: str, output: Path | None, vault: Path | None, voice: Voice) -> None:
    """Write the decisions for others."""
    from kg.errors import did_you_mean
    from kg.links import export as forms

    settings, voice = settings_of(vault, voice)
    decided = steps.decided_in(settings, voice)
    if form == "sssom":
        text = forms.sssom(decided, settings.base, settings.licence)
    elif form == "turtle":
        text = forms.turtle(decided, settings.base)
    elif form == "quickstatements":
        text = _quickstatements(settings, voice, decided)
    else:
        raise FormatError(said.NO_EXPORT.filled(name=form), did_you_mean(["sssom", "quickstatements", "turtle"]))
    write_whole(output, lambda out: out.write(text.encode("utf-8")))


def _quickstatements(settings: Settings, voice: Voice, decided: tuple[Decision, ...]) -> str:
    """Websites that items lack, by what Wikidata answered before."""
    from kg.linking import sources
    from kg.links.export import quickstatements
    from kg.links.websites import is_anybodys
    from kg.model.addresses import WIKIDATA

    pages = {s.iri: s.pages for s in steps.asked_about(settings, voice)}
    linked = [d.object for d in decided if d.said == "accepted" and d.object.startswith(WIKIDATA)]
    with sources.asker(settings, offline=True, say=voice.say) as asking:
        items = sources.items(asking, settings.language).items(linked).found
    websites = {iri: item.websites for iri, item in items.items()}
    return quickstatements(decided, pages, websites, lambda page: not is_anybodys(page))
