"""`kg publish`."""

from __future__ import annotations

import click

from kg.console import Progress, Voice
from kg.publishing.local import local
from kg.publishing.plan import Plan
from kg.publishing.publish import Published, planned, publish
from kg.settings import Settings
from kg.store.generations import Generation
from kg.store.remote.engine import Engine
from kg.texts import publishing as said


def run(
    generation: Generation, settings: Settings, to: Engine, voice: Voice, *, everything: bool, dry_run: bool
) -> None:
    """Send a generation, and say what was done. Raises EngineError, StoreError."""
    here = local(generation, settings.base)
    if dry_run:
        _say_plan(planned(to, here, everything=everything), len(here.digests), to, voice)
        return
    with Progress(voice) as progress:
        done = publish(to, here, everything=everything, tell=lambda done, total: progress("send", done, total))
    _say_done(done, to, voice)


def _say_plan(plan: Plan, graphs: int, to: Engine, voice: Voice) -> None:
    text = said.WOULD.filled(address=to.shown, sent=len(plan.send), removed=len(plan.remove), graphs=graphs)
    click.echo(voice(said.UP_TO_DATE.filled(address=to.shown) if plan.is_empty else text))


def _say_done(done: Published, to: Engine, voice: Voice) -> None:
    if voice.quiet:
        return
    if not done.sent and not done.removed:
        click.echo(voice(said.UP_TO_DATE.filled(address=to.shown)))
        return
    click.echo(voice(said.PUBLISHED.filled(address=to.shown, sent=done.sent, removed=done.removed, graphs=done.graphs)))
    if not done.at_once:
        voice.say(said.STEPWISE)
