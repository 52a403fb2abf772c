"""The benchmarks: each is a function of one signature, in a visible tuple."""

from __future__ import annotations

from benchmarks.bench import Benchmark
from benchmarks.sections.export import export
from benchmarks.sections.growth import growth
from benchmarks.sections.incremental import incremental
from benchmarks.sections.load import load
from benchmarks.sections.notes_to_graph import notes_to_graph
from benchmarks.sections.quality import long_notes, recognition
from benchmarks.sections.serving import serving
from benchmarks.sections.start_up import start_up
from benchmarks.sections.validation import validation

BENCHMARKS: tuple[tuple[str, Benchmark], ...] = (
    ("notes", notes_to_graph),
    ("growth", growth),
    ("incremental", incremental),
    ("validation", validation),
    ("load", load),
    ("export", export),
    ("serving", serving),
    ("start-up", start_up),
    ("long-notes", long_notes),
    ("recognition", recognition),
)
