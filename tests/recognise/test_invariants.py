"""What holds of every note, whatever stands in it."""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import example, given, settings
from hypothesis import strategies as st

from kg import place_names
from kg.model.fact import Reading, When
from kg.model.folding import fold
from kg.model.span import Span
from kg.notes.vault import read_sheet
from kg.recognise.reading import read_note
from tests.saying import said

PLACES = place_names.places()
HEADINGS = [
    "Projets",
    "Initiatives pour les petits musées",
    "Schweiz",
    "Lectures",
    "Stiftung Weitblick",
    "Grants",
    "Carnet",
    "🇮🇪 Ireland",
]
NAMES = ["Sentier", "[Sentier](https://sentier.example/)", "**Lichtspur**", "[[Le chemin|Rivage]]", "Programme « Premiers pas »",
         "Fondation Aube", "Les [Getijden](<https://g.example/a b>)", "📍 Faro", "L'été *vif*", "Tern Foundation: Open Awards"]  # fmt: skip
TAILS = ["", " (Suisse, 2017-2022)", " (Royaume-Uni x Europeana)", " 2020", " – eine Plattform für Museen", " (fermé depuis 2020)",
         ", Ireland", " [site](https://s.example/)", " (Portland, OR)", " `code` & x", "  ^bloc", " (A/CH)", " #UK #outil"]  # fmt: skip
LINES = ["porté par la Fondation Aube et financé par le Fonds Horizon.", "Pays : Suisse", "start:: 2019", "est une plateforme suisse pour les petits musées,",
         "lancée en 2018 par l'[Atelier Ouvert](https://atelier.example/).", "📅 2019-2022 · 👤 Mille Mains", "Partners: BE, NL", "Rien à dire.",
         "with the support of the Arts and Humanities Council since 2016.", "va de pair avec le [Rivage](https://r.example/) (Belgique)", "> [!note] [Pathways](https://p.example/) (Ireland)"]  # fmt: skip

names = st.builds(str.__add__, st.sampled_from(NAMES), st.sampled_from(TAILS))
items = st.builds(
    lambda indent, mark, name, lines: "".join(
        f"{indent}{x}\n" for x in (mark + name, *(f"  {line}" for line in lines))
    ),
    st.sampled_from(["", "\t", "    "]),
    st.sampled_from(["- ", "1. ", "* ", "- [ ] "]),
    names,
    st.lists(st.sampled_from(LINES), max_size=2),
)
rows = st.builds(
    lambda a, b: f"| Nom | Pays | Durée |\n|---|---|---|\n| {a} | {b} | 2017-2019 |\n\n",
    st.sampled_from(NAMES[:2]),
    st.sampled_from(["Suisse", "NL, BE", "–"]),
)
blocks = st.one_of(
    st.builds(lambda level, text: f"\n{'#' * level} {text}\n\n", st.integers(1, 4), st.one_of(st.sampled_from(HEADINGS), names)),
    items, items, rows,
    st.builds(lambda x: f"\n{x}\n\n", st.sampled_from(LINES)),
    st.builds(lambda name, x: f"\n{name} {x}\n\n", names, st.sampled_from(LINES)),
)  # fmt: skip
matters = st.sampled_from(
    ["", "---\ntitle: Musées\ntags: projet\n---\n", "---\ntype: projet\npays: Suisse\nstart: 2019\n---\n"]
)
texts = st.lists(blocks, max_size=8).map("".join)
notes = st.builds(str.__add__, matters, texts)
MARKS = ["- ", "# ", "| ", "|", "\n", "\n\n", "\t", "**", "*", "[", "](", ")", "[[", "]]", "(", "::", ": ", "> [!note]", "---\n", "```", "```turtle\n",
         "<!-- kg: no -->", "2019", "31.02.2020", "1985-", "Suisse", "CH", "🇨🇭", "📍", "par ", "by ", "https://x.example/", "\u00a0", "é", "\u0301", "\x00", "\r", "ß", "–", "«", "»", "x"]  # fmt: skip


def read(text: str, path: str = "n.md") -> Reading:
    """What one note says."""
    sheet, _ = read_sheet(text.encode("utf-8", "surrogatepass"), path)
    assert sheet is not None
    return read_note(sheet.note(), PLACES)[0]


def slice_of(text: str, span: Span) -> str:
    """What stands at a span, to the end of the line where it begins; it must begin in the text."""
    lines = text.split("\n")
    assert span.path == "n.md" and 1 <= span.line <= len(lines)
    here = lines[span.line - 1]
    assert 1 <= span.column <= max(len(here), 1) and span.column < span.end, (span, here)
    return here[span.column - 1 : span.end - 1]


@settings(max_examples=100, deadline=None)
@given(texts)
def test_what_is_said_stands_where_it_says(text: str) -> None:
    reading = read(text)
    for fact in reading.facts:
        there = slice_of(text, fact.span)
        if isinstance(fact.value, When):
            assert fact.value.edtf[2:4] in there
    for name in chain.from_iterable(m.names for m in reading.mentions):
        if name.text == "n":
            continue  # the file's name, which stands in no line
        there = fold(slice_of(text, name.span))
        assert there and (fold(name.text) in there or there in fold(name.text))


@settings(max_examples=100, deadline=None)
@example("---\ntype: projet\npays: Suisse\nstart: 2019\n---\n\n# Carnet\n\n", "Les publics changent.")
@given(
    notes,
    st.sampled_from(
        ["Les publics changent.", "Nothing else was said.", "Es war ein langer Tag.", "Het regende.", "No hay más."]
    ),
)
def test_a_paragraph_in_a_note_without_entries_changes_nothing_elsewhere(text: str, more: str) -> None:
    def elsewhere(end: str) -> set[str]:
        carnet = f"# Carnet\n\nNous avons parlé.\n{end}"
        assert not any(m.entry for m in read(carnet, "a.md").mentions)
        with TemporaryDirectory() as folder:
            for path, said_there in (("a.md", carnet), ("n.md", text)):
                Path(folder, path).write_text(said_there, encoding="utf-8", newline="")
            notes_, _ = said(Path(folder))
        return {f"{s} {x}" for note in notes_[1:] for s, sources in note.described.statements.items() for x in sources}

    assert elsewhere("") == elsewhere(f"\n{more}\n")


@settings(max_examples=100, deadline=None)
@given(notes)
def test_reading_twice_gives_the_same(text: str) -> None:
    assert read(text) == read(text)


@settings(max_examples=100, deadline=None)
@given(
    st.one_of(
        st.text(max_size=200),
        st.lists(st.sampled_from(MARKS), max_size=40).map("".join),
        notes,
    ),
    st.sampled_from(["n.md", "Projets/n.md", "n.csv"]),
)
def test_whatever_a_text_holds_its_mentions_are_named_and_its_facts_are_about_them(text: str, path: str) -> None:
    reading = read(text, path)
    keys = {m.key for m in reading.mentions}
    assert all(n.text.strip() for m in reading.mentions for n in m.names)
    assert all(f.subject in keys and f.span.line >= 1 and f.span.column < f.span.end for f in reading.facts)
