"""Links into front matter: one line of bytes more, and not a byte otherwise."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.build import build
from kg.errors import LinkError
from kg.linking.apply import Applied, apply, own_notes, reader
from kg.links.records import Decision
from kg.links.write_back import Held, Spliced, field_of, spliced, write_back
from kg.settings import BASE, Settings
from kg.store import generations

Vault = Callable[[dict[str, str]], Path]
Q42, ORG = "http://www.wikidata.org/entity/Q42", "http://data.europeana.eu/organization/1482250000002112001"
READ = reader("balise.md")

# Front matter as people and their tools write it; each note is about Balise.
NOTES: dict[str, bytes] = {
    "plain": b"---\ntitle: Balise\ntype: projet\n---\n# Balise\n\nUne plateforme.\n",
    "windows": b"---\r\ntitle: Balise\r\ntype: projet\r\n---\r\n# Balise\r\n\r\nUne plateforme.\r\n",
    "old mac": b"---\rtitle: Balise\rtype: projet\r---\r# Balise\r\rUne plateforme.\r",
    "mixed line ends": b"---\r\ntitle: Balise\ntype: projet\n---\r\n# Balise\r\n",
    "byte order mark": codecs.BOM_UTF8 + "---\ntitle: Balise\npays: Genève\n---\n# Bouée\n".encode(),
    "no final newline": b"---\ntitle: Balise\n---\n# Balise",
    "nothing behind it": b"---\ntitle: Balise\n---",
    "comments": b"---\n# who: Ana\ntitle: Balise # the name\ntype: projet\n# wikidata: Q1 ?\n---\n# Balise\n",
    "blank lines": b"---\n\ntitle: Balise\n\n\ntype: projet\n\n---\n\n\n# Balise\n",
    "quotes": b"---\ntitle: \"Balise: \\\"la\\\" plateforme\"\nalias: 'L''autre'\n---\n# Balise\n",
    "marks with trailing blanks": b"---  \ntitle: Balise   \ntype: projet\t\n--- \t\n# Balise  \n",
    "empty": b"---\n---\n# Balise\n",
    "only a comment": b"---\n# nothing yet\n---\n# Balise\n",
    "dots for the end": b"---\ntitle: Balise\n...\n# Balise\n",
    "a list at the end": b"---\ntitle: Balise\ntags:\n  - projet\n  - ressource\n---\n# Balise\n",
    "a list without indent at the end": b"---\ntitle: Balise\ntags:\n- projet\n- ressource\n---\n# Balise\n",
    "a folded text at the end": b"---\ntitle: Balise\ndescription: >\n  Une plateforme\n  pour tous.\n---\n# Balise\n",
    "a kept text at the end": b"---\ntitle: Balise\ndescription: |+\n  Une plateforme\n\n---\n# Balise\n",
    "a text over two lines": b"---\ntitle: Balise\ndescription: Une plateforme\n  pour tous\n---\n# Balise\n",
    "a list in brackets": b"---\ntitle: Balise\ntags: [projet,\n  ressource]\n---\n# Balise\n",
    "indented keys": b"---\n  title: Balise\n  type: projet\n---\n# Balise\n",
    "broken YAML": b"---\ntitle: Balise\nalias: [Bou\xc3\xa9e ?\n---\n# Balise\n",
    "a key twice": b"---\ntitle: Balise\npays: Suisse\npays: France\n---\n# Balise\n",
    "a key with a blank": b"---\ntitle : Balise\nalias:\n---\n# Balise\n",
    "a rule further down": b"---\ntitle: Balise\n---\n# Balise\n\n---\n\nwikidata: Q9\n\n---\n",
    "windows-1252": "---\ntitle: Balise\npays: Genève\n---\n# Bouée\n".encode("cp1252"),
    "utf-16": codecs.BOM_UTF16_LE + "---\r\ntitle: Balise\r\npays: Genève\r\n---\r\n# Bouée 🛟\r\n".encode("utf-16-le"),
    "utf-16 the other way": codecs.BOM_UTF16_BE + "---\ntitle: Balise\n---\n# Bouée\n".encode("utf-16-be"),
    "decomposed letters": "---\ntitle: Boue\u0301e\n---\n# Boue\u0301e\n".encode(),
    "wide blanks": "---\ntitle: Balise\u00a0!\n---\n# Balise\u2028suite\x0c\n".encode(),
    "emoji": "---\ntitle: 🛟 Balise\n---\n# 🛟\n".encode(),
    "another link": b"---\ntitle: Balise\ngeonames: 2661604\nsame_as: https://d-nb.info/gnd/4\n---\n# Balise\n",
}


def lines(raw: bytes) -> list[str]:
    """The lines of a note as an editor shows them."""
    wide = raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    text = raw.decode("utf-16" if wide else "utf-8-sig", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def without_a_stretch(after: bytes, before: bytes) -> bool:
    """Whether `after` is `before` with some bytes put in at one place."""
    added = len(after) - len(before)
    return any(after[:i] + after[i + added :] == before for i in range(len(before) + 1))


@pytest.mark.parametrize("iri", [Q42, ORG], ids=["wikidata", "europeana"])
@pytest.mark.parametrize("name", sorted(NOTES))
def test_exactly_one_line_is_added_and_the_rest_is_the_same_bytes(tmp_path: Path, name: str, iri: str) -> None:
    file, before = tmp_path / "balise.md", NOTES[name]
    file.write_bytes(before)
    file.chmod(0o640)
    done = write_back(file, iri, READ)
    assert isinstance(done, Spliced) and done.line > 1
    after, field = file.read_bytes(), field_of(iri)
    assert field is not None and lines(after)[done.line - 1].strip() == "{}: {}".format(*field)
    assert lines(after)[: done.line - 1] + lines(after)[done.line :] == lines(before)
    assert without_a_stretch(after, before)
    assert file.stat().st_mode & 0o777 == 0o640 and list(tmp_path.iterdir()) == [file]
    assert write_back(file, iri, READ) == Spliced(raw=after, line=0)
    assert file.read_bytes() == after


@pytest.mark.parametrize("name", sorted(NOTES))
def test_both_fields_stand_under_one_another(name: str) -> None:
    one = spliced(NOTES[name], Q42, READ)
    assert isinstance(one, Spliced)
    two = spliced(one.raw, ORG, READ)
    assert isinstance(two, Spliced) and two.line == one.line + 1
    front = READ(two.raw)
    assert front is not None
    assert front.fields[-2:] == (("wikidata", ("Q42",)), ("europeana", ("organization/1482250000002112001",)))


HELD = {
    "another item": (b"---\ntitle: Balise\nwikidata: Q1\n---\n", "it says `wikidata: Q1` already"),
    "another item under another key": (b"---\nWikidata ID: Q1\n---\n", "it says `wikidata: Q1` already"),
    "another item as an address": (
        b"---\nsame_as: https://www.wikidata.org/wiki/Q1\n---\n",
        "it says `same_as: https://www.wikidata.org/wiki/Q1` already",
    ),
    "what is no item": (b"---\nwikidata: to do\n---\n", "it says `wikidata: to do` already"),
    "the key without a value": (b"---\nwikidata:\ntitle: Balise\n---\n", "`wikidata:` stands there already"),
    "TOML": (b"+++\ntitle = 'Balise'\n+++\n# Balise\n", "in TOML"),
    "no front matter": (b"# Balise\n", "no front matter"),
    "an empty file": (b"", "no front matter"),
    "front matter that is not closed": (b"---\ntitle: Balise\n\n# Balise\n", "not closed"),
    "front matter in braces": (b"---\n{title: Balise, type: projet}\n---\n# Balise\n", "would change what is read"),
    "a text in quotes that is not closed": (b'---\ntitle: Balise\nalias: "Bou\n---\n"\n', ""),
    "no text at all": (b"\x00\x01\x02\x03" * 200, "encoding"),
    "half of UTF-16": (codecs.BOM_UTF16_LE + b"-\x00-\x00-", "encoding"),
}


@pytest.mark.parametrize("name", sorted(HELD))
def test_what_cannot_be_added_is_said_and_nothing_is_written(tmp_path: Path, name: str) -> None:
    raw, why = HELD[name]
    file = tmp_path / "balise.md"
    file.write_bytes(raw)
    done = write_back(file, Q42, READ)
    if isinstance(done, Spliced):  # read line by line, and so it was added
        assert why == "" and file.read_bytes().count(b"wikidata: Q42") == 1
        return
    assert why in done.why.en and file.read_bytes() == raw
    assert done.why.fr and done.why.de and done.why.fr != done.why.en


@pytest.mark.parametrize("said", ["wikidata: Q42", "same_as: https://www.wikidata.org/wiki/Q42", "qid: [Q1, Q42]"])
def test_what_is_said_already_is_not_said_again(said: str) -> None:
    raw = f"---\n{said}\n---\n".encode()
    assert spliced(raw, Q42, READ) == Spliced(raw=raw, line=0)


@pytest.mark.parametrize("raw", [b"# Balise\r\n\r\nTexte.\r\n", codecs.BOM_UTF8 + b"# Balise\n", b"# Balise", b""])
def test_a_note_without_front_matter_gets_three_lines_where_that_is_asked_for(raw: bytes) -> None:
    assert isinstance(spliced(raw, Q42, READ), Held)
    done = spliced(raw, Q42, READ, begin=True)
    assert isinstance(done, Spliced) and done.line == 2
    mark = codecs.BOM_UTF8 if raw.startswith(codecs.BOM_UTF8) else b""
    end = b"\r\n" if b"\r\n" in raw else b"\n"
    assert done.raw == mark + end.join([b"---", b"wikidata: Q42", b"---", b""]) + raw.removeprefix(mark)
    assert spliced(done.raw, Q42, READ, begin=True) == Spliced(raw=done.raw, line=0)


def test_a_note_that_begins_with_a_rule_or_toml_gets_none_even_so() -> None:
    assert isinstance(spliced(b"---\n\nTexte.\n", Q42, READ, begin=True), Held)
    assert isinstance(spliced(b"+++\nt = 1\n+++\n", Q42, READ, begin=True), Held)


def test_only_wikidata_and_europeana_have_a_field() -> None:
    assert field_of(Q42) == ("wikidata", "Q42")
    assert field_of("http://data.europeana.eu/item/9200/abc_1") == ("europeana", "item/9200/abc_1")
    assert field_of("http://www.wikidata.org/entity/P31") is None and field_of("https://d-nb.info/gnd/4") is None
    assert isinstance(spliced(NOTES["plain"], "https://d-nb.info/gnd/4", READ), Held)


def test_trying_out_writes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "balise.md"
    file.write_bytes(NOTES["plain"])
    assert isinstance(write_back(file, Q42, READ, dry_run=True), Spliced)
    assert file.read_bytes() == NOTES["plain"]


def test_a_link_to_a_note_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.md").write_bytes(NOTES["plain"])
    (tmp_path / "balise.md").symlink_to("real.md")
    write_back(tmp_path / "balise.md", Q42, READ)
    assert (tmp_path / "balise.md").is_symlink() and b"Q42" in (tmp_path / "real.md").read_bytes()


def test_a_disk_that_is_full_leaves_the_note_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    file = tmp_path / "balise.md"
    file.write_bytes(NOTES["plain"])
    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(LinkError, match="cannot be written"):
        write_back(file, Q42, READ)
    assert file.read_bytes() == NOTES["plain"] and list(tmp_path.iterdir()) == [file]


def test_a_note_that_is_gone_is_said(tmp_path: Path) -> None:
    with pytest.raises(LinkError):
        write_back(tmp_path / "gone.md", Q42, READ)


_KEY = st.sampled_from(["title", "type", "tags", "alias", "url", "# ", "  sub", "- x", "wikidata", "Genève"])
_VALUE = st.sampled_from(
    ["Balise", '"a', "[a, b]", "|", ">-", "{a: b}", "'x'", "a: b", "&a x", "*a", "é", "", "Q1", "Q42"]
)
_END = st.sampled_from(["\n", "\r\n", "\r"])
_LINE = st.builds(lambda k, s, v: f"{k}{s}{v}", _KEY, st.sampled_from([": ", ":", " : ", " "]), _VALUE)
_NOTE = st.builds(
    lambda mark, head, close, body, ends: (
        mark + "".join(x + e for x, e in zip(["---", *head, close, body], ends, strict=False))
    ),
    st.sampled_from(["", "\ufeff"]),
    st.lists(_LINE, max_size=5),
    st.sampled_from(["---", "--- ", "...", "--", "----"]),
    st.text(max_size=20),
    st.lists(_END, min_size=9, max_size=9),
)


@given(_NOTE)
@settings(max_examples=400, deadline=None)
def test_whatever_the_front_matter_one_line_is_added_or_nothing(note: str) -> None:
    raw = note.encode("utf-8", "surrogatepass")
    done = spliced(raw, Q42, READ)
    if isinstance(done, Held):
        return
    if done.line == 0:
        assert done.raw == raw
        return
    assert done.raw.count(b"wikidata: Q42") == raw.count(b"wikidata: Q42") + 1
    assert without_a_stretch(done.raw, raw)
    before, after = READ(raw), READ(done.raw)
    assert before is not None and after is not None
    assert after.fields == (*before.fields, ("wikidata", ("Q42",))) and after.body == before.body
    assert spliced(done.raw, Q42, READ) == Spliced(raw=done.raw, line=0)


# -- over a vault ---------------------------------------------------------------------------------------
def applied(folder: Path, decisions: list[Decision], **options: bool) -> list[Applied]:
    build(Settings(vault=folder))
    generation = generations.current(folder)
    assert generation is not None
    paths = generation.paths
    return list(apply(folder, generations.open_store(generation), paths, decisions, **options))


def accepted(slug: str, item: str = Q42) -> Decision:
    return Decision(subject=f"{BASE}id/{slug}", object=item, said="accepted")


def test_an_entry_with_a_note_of_its_own_gets_the_line_and_a_list_item_does_not(vault: Vault) -> None:
    folder = vault(
        {
            "balise.md": "---\ntype: projet\nurl: https://balise.example/\n---\n# Balise\n\nUne plateforme.\n",
            "liste.md": "---\ntags: projet\n---\n# Projets\n\n- [Sentier](https://sentier.example/) (Suisse)\n",
        }
    )
    decisions = [
        accepted("balise"),
        accepted("sentier", f"{Q42}1"),
        Decision(subject=f"{BASE}id/balise", object=f"{Q42}2", said="rejected"),
    ]
    before = (folder / "liste.md").read_bytes()
    one, two = applied(folder, decisions)
    assert (one.path, two.path, two.outcome) == ("balise.md", "", None)
    assert isinstance(one.outcome, Spliced) and one.outcome.line == 4
    assert (folder / "liste.md").read_bytes() == before
    assert "\nwikidata: Q42\n---\n" in (folder / "balise.md").read_text(encoding="utf-8")
    (again, _) = applied(folder, decisions)
    assert isinstance(again.outcome, Spliced) and again.outcome.line == 0


def test_what_was_written_is_read_by_the_next_build_from_its_line(vault: Vault) -> None:
    folder = vault({"balise.md": "---\ntype: projet\nurl: https://balise.example/\n---\n# Balise\n\nUne plateforme.\n"})
    applied(folder, [accepted("balise")])
    build(Settings(vault=folder))
    generation = generations.current(folder)
    assert generation is not None
    store = generations.open_store(generation)
    answer = store.query(
        "PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> PREFIX mxtd: <https://museumxtd.ch/kg/ontology#> "
        "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
        f"SELECT ?l {{ GRAPH ?g {{ ?r rdf:reifies <<( <{BASE}id/balise> skos:exactMatch <{Q42}> )>> ; mxtd:line ?l }} }}"
    )
    assert [row["l"].value for row in answer] == ["4"]  # type: ignore[union-attr]
    assert own_notes(store, {f"{BASE}note/balise": "balise.md"}) == {f"{BASE}id/balise": "balise.md"}


def named(raw: bytes, name: str) -> bytes:
    """A note about something of its own, which its front matter says to be a project."""
    encoding = (
        "utf-16-le"
        if raw.startswith(codecs.BOM_UTF16_LE)
        else "utf-16-be"
        if raw.startswith(codecs.BOM_UTF16_BE)
        else "latin-1"
    )
    text = raw.decode(encoding).replace("Balise", name)
    end = next(e for e in ("\r\n", "\n", "\r") if e in text)
    return text.replace("title", f"type: projet{end}{'  ' if '  title' in text else ''}title", 1).encode(encoding)


def test_over_a_vault_of_varied_notes_each_gets_one_line_and_no_other_byte(vault: Vault) -> None:
    folder = vault({})
    notes = {f"{name.replace(' ', '-')}.md": named(raw, f"Balise{i}x") for i, (name, raw) in enumerate(NOTES.items())}
    for path, raw in notes.items():
        (folder / path).write_bytes(raw)
    build(Settings(vault=folder))
    generation = generations.current(folder)
    assert generation is not None
    store, paths = generations.open_store(generation), generation.paths
    own = own_notes(store, paths)
    by_path = {path: iri for iri, path in own.items()}
    assert len(by_path) > 20
    decisions = [Decision(subject=iri, object=Q42, said="accepted") for iri in by_path.values()]
    done = {a.path: a.outcome for a in apply(folder, store, paths, decisions)}
    for path, raw in notes.items():
        after = (folder / path).read_bytes()
        if path not in done:
            assert after == raw
            continue
        assert isinstance(done[path], Spliced), path
        assert len(lines(after)) == len(lines(raw)) + 1 and without_a_stretch(after, raw)
    assert all(isinstance(a.outcome, Spliced) and not a.outcome.line for a in apply(folder, store, paths, decisions))
