"""What is published to an engine is read back the same, whatever happens on the way."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import Any

import pyoxigraph as ox
import pytest

from kg.build import build
from kg.errors import EngineError, KgError, StoreError
from kg.publishing import by_update, digests
from kg.publishing.digests import digest
from kg.publishing.local import Local, local
from kg.publishing.publish import planned, publish
from kg.settings import Settings
from kg.store import generations, queries
from kg.store.export import export
from kg.store.remote.answers import rows_of
from kg.store.remote.asking import ask
from kg.store.remote.engine import Engine, engine
from kg.store.remote.fetching import embedded
from kg.store.remote.sending import Sender
from kg.store.remote.store import RemoteStore
from kg.store.why import why
from tests.engines.running import Running

BASE = "https://museumxtd.ch/kg/"
TOP = Path(__file__).resolve().parent.parent.parent
NOTES = {
    "ponts.md": "# Programmes en cours\n\n- [Ponts numériques](https://ponts.example/) (Suisse, 2017-2022)\n- [Rives](https://rives.example/) (Belgique)\n",
    "ponts-2.md": "# Programmes en cours\n\n- [Ponts numériques](https://ponts.example/) (Suisse)\n",
}
MANY = NOTES | {f"autre-{n}.md": f"# Programmes\n\n- [Autre {n}](https://a{n}.example/) (France)\n" for n in range(8)}
Vault = Callable[[dict[str, str]], Path]


def built(vault: Path, base: str = BASE) -> Local:
    build(Settings(vault=vault, base=base))
    generation = generations.current(vault)
    assert generation is not None
    return local(generation, base)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Local:
    folder = tmp_path_factory.mktemp("demo") / "notes"
    shutil.copytree(TOP / "notes", folder, ignore=shutil.ignore_patterns(".kg"))
    return built(folder)


def quads(store: ox.Store | RemoteStore) -> set[str]:
    return {str(q) for q in store.quads_for_pattern(None, None, None, None)}


def test_an_engine_holds_all_that_was_published_and_nothing_else(there: Engine, demo: Local) -> None:
    done = publish(there, demo)
    assert done.sent == done.graphs == len(demo.digests)
    assert quads(RemoteStore(there, BASE)) == quads(demo.store)


def test_published_again_nothing_is_sent(there: Engine, demo: Local) -> None:
    publish(there, demo)
    again = publish(there, demo)
    assert (again.sent, again.removed) == (0, 0)
    assert planned(there, demo).is_empty


@pytest.mark.parametrize("form", ["turtle", "nquads", "jsonld", "rdfxml"])
def test_a_dump_of_what_an_engine_holds_is_byte_for_byte_that_of_the_embedded_store(
    there: Engine, demo: Local, form: str
) -> None:
    publish(there, demo)
    assert export(RemoteStore(there, BASE), form) == export(demo.store, form)


def test_a_dump_of_one_entity_and_the_lines_behind_it_are_the_same(there: Engine, demo: Local) -> None:
    publish(there, demo)
    store = RemoteStore(there, BASE)
    assert export(store, "turtle", entity="Culture24") == export(demo.store, "turtle", entity="Culture24")
    vault = Path("elsewhere")
    said = list(why(store, "Culture24", "", vault, store.catalogue.paths))
    assert said == list(why(demo.store, "Culture24", "", vault, demo.paths)) and len(said) > 4


def test_every_named_query_has_the_same_answer(there: Engine, demo: Local) -> None:
    publish(there, demo)
    store = RemoteStore(there, BASE)
    for name, query in queries.named().items():
        here = [tuple(map(str, row)) for row in queries.run(demo.store, query, {}, "fr")]
        assert [tuple(map(str, row)) for row in queries.run(store, query, {}, "fr")] == here, name


def test_questions_of_yes_or_no_and_of_graphs_have_the_same_answer(there: Engine, demo: Local) -> None:
    publish(there, demo)
    store = RemoteStore(there, BASE)
    for text in ("ASK { ?e a mxtd:Funder }", "ASK { ?e a mxtd:Nothing }"):
        query = queries.NamedQuery(name="", text=text)
        assert bool(queries.run(store, query, {})) == bool(queries.run(demo.store, query, {})), text
    text = "CONSTRUCT { ?e rdfs:label ?l ; schema:startDate ?d } WHERE { ?e rdfs:label ?l OPTIONAL { ?e schema:startDate ?d } }"
    query = queries.NamedQuery(name="", text=text)
    assert set(map(str, queries.run(store, query, {}))) == set(map(str, queries.run(demo.store, query, {})))


def test_a_broken_query_is_told_in_the_same_words(there: Engine, demo: Local) -> None:
    publish(there, demo)
    query = queries.NamedQuery(name="", text="SELECT ?x\nWHER { ?x ?y ?z }")
    said = []
    for store in (demo.store, RemoteStore(there, BASE)):
        with pytest.raises(KgError) as caught:
            queries.run(store, query, {})
        said.append(caught.value.message)
    assert said[0] == said[1]


def test_of_an_edited_note_only_its_graphs_are_sent(there: Engine, base: str, vault: Vault) -> None:
    folder = vault(MANY)
    publish(there, built(folder, base))
    (folder / "ponts.md").write_text(NOTES["ponts.md"].replace("2017-2022", "2018-2023"), encoding="utf-8")
    after = built(folder, base)
    done = publish(there, after)
    assert done.sent <= 2  # what it says, and where
    assert quads(RemoteStore(there, base)) == quads(after.store)


def test_what_another_note_still_says_stays_when_a_note_goes(there: Engine, base: str, vault: Vault) -> None:
    folder = vault(NOTES)
    publish(there, built(folder, base))
    (folder / "ponts.md").unlink()
    after = built(folder, base)
    assert publish(there, after).removed == 2
    store = RemoteStore(there, base)
    assert quads(store) == quads(after.store)
    ask = queries.NamedQuery(name="", text="SELECT ?l { ?e schema:url ?u ; rdfs:label ?l } ORDER BY ?l")
    assert [str(row["l"].value) for row in queries.run(store, ask, {})] == ["Ponts numériques"]


def test_texts_of_all_kinds_come_back_as_they_went(there: Engine, base: str, vault: Vault) -> None:
    long = "Une très longue description 😀. " * 60
    block = (
        f"```turtle\n@prefix e: <{base}id/> .\n@prefix schema: <https://schema.org/> .\n"
        'e:ponts-numeriques schema:award "vrai \\"ou\\" faux\\n\\tet \\\\ plus"@fr-CH , "x"@zh-Hant , 7 , 1.5 , true , "2017-05"^^<http://www.w3.org/2001/XMLSchema#gYearMonth> ,\n'
        f'  "{"é" * 70_000}" , <https://ponts.example/é?x=1&y=%C3%A9#f> .\n```\n'
    )
    here = built(vault({"ponts.md": NOTES["ponts.md"] + f"\n  {long}\n\n{block}"}), base)
    assert "zh-hant" in "".join(quads(here.store))
    publish(there, here)
    assert quads(RemoteStore(there, base)) == quads(here.store)


def only(allowed: int, sent: Callable[..., Any]) -> Callable[..., Any]:
    """So many requests, and then the line is cut."""
    left = [allowed]

    def send(*args: Any, **named: Any) -> Any:
        left[0] -= 1
        if left[0] < 0:
            raise ConnectionAbortedError
        return sent(*args, **named)

    return send


def test_whoever_is_stopped_between_two_requests_ends_with_just_the_right_graphs(
    there: Engine, base: str, vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    few, many = built(vault(NOTES), base), built(vault(MANY), base)
    sent = Sender._send
    for allowed in (2, 5):
        publish(there, few)
        monkeypatch.setattr(Sender, "_send", only(allowed, sent))
        with pytest.raises(ConnectionAbortedError):
            publish(there, many, largest=2000)
        monkeypatch.setattr(Sender, "_send", sent)
        publish(there, many)
        assert quads(RemoteStore(there, base)) == quads(many.store), allowed


@pytest.mark.parametrize("allowed", [2, 4, 12])
def test_whoever_is_stopped_at_the_first_publication_leaves_nothing_behind_that_stays(
    there: Engine, base: str, vault: Vault, monkeypatch: pytest.MonkeyPatch, allowed: int
) -> None:
    folder = vault(MANY)
    many = built(folder, base)
    sent = Sender._send
    with monkeypatch.context() as patched:
        patched.setattr(Sender, "_send", only(allowed, sent))
        with pytest.raises(ConnectionAbortedError):
            publish(there, many, largest=2000)
    for name in MANY.keys() - NOTES.keys():
        (folder / name).unlink()
    few = built(folder, base)
    publish(there, few)
    store = RemoteStore(there, base)
    assert quads(store) == quads(few.store)
    held = {name for name in many.digests if holds(there, name)}
    assert held == set(few.digests)


def holds(there: Engine, name: str) -> bool:
    return bool(list(rows_of(there, ask(there, f"SELECT * {{ GRAPH <{name}> {{ ?s ?p ?o }} }} LIMIT 1"))))


def test_where_the_default_graph_is_all_graphs_the_plain_statements_have_one_of_their_own(
    running: Running, there: Engine, base: str, vault: Vault
) -> None:
    publish(there, built(vault(NOTES), base))
    assert (RemoteStore(there, base).catalogue.plain != "") == running.unites


def test_an_engine_that_is_killed_while_it_is_published_to_ends_with_just_the_right_graphs(
    running: Running, there: Engine, base: str, vault: Vault
) -> None:
    publish(there, built(vault(NOTES), base))
    many = built(vault(MANY), base)
    told = [0]

    def kill(_done: int, _all: int) -> None:
        told[0] += 1
        if told[0] == 3:
            running.kill()

    with pytest.raises(EngineError):
        publish(there, many, tell=kill, largest=3000)
    assert told[0] >= 3
    running.start()
    publish(there, many, largest=by_update.LARGEST)
    assert quads(RemoteStore(there, base)) == quads(many.store)


def test_an_engine_without_our_graph_says_so(there: Engine, base: str) -> None:
    with pytest.raises(StoreError, match="holds no graph"):
        RemoteStore(there, base)


def test_a_wrong_password_is_one_clear_message_and_changes_nothing(
    running: Running, there: Engine, base: str, vault: Vault
) -> None:
    if not running.environ:
        pytest.skip("Oxigraph's server asks nobody who he is")
    here = built(vault(NOTES), base)
    publish(there, here)
    wrong = engine(running.address, environ={**running.environ, "KG_STORE_PASSWORD": "wrong"})
    with pytest.raises(EngineError) as caught:
        publish(wrong, here, everything=True)
    assert "does not accept this name and password" in caught.value.message and "KG_STORE_PASSWORD" in caught.value.hint
    assert quads(RemoteStore(there, base)) == quads(here.store)
    with pytest.raises(EngineError, match="asks who you are"):
        publish(engine(running.address, environ={}), here, everything=True)


def test_digests_that_are_kept_are_those_of_the_graphs_as_they_are(vault: Vault) -> None:
    folder = vault(MANY)
    before = built(folder)
    for name, text in [
        ("ponts.md", NOTES["ponts.md"].replace("Suisse", "France")),
        ("autre-3.md", ""),
        ("neu.md", "# Projets\n\n- [Neu](https://neu.example/) (Deutschland)\n"),
    ]:
        (folder / name).write_text(text, encoding="utf-8")
        after = built(folder)
        assert after.digests == {name: digest(after.store, name) for name in after.digests}
    assert before.digests != after.digests


def test_digests_of_other_graphs_are_not_made_again(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = vault(MANY)
    built(folder)
    (folder / "ponts.md").write_text(NOTES["ponts.md"].replace("2017", "2016"), encoding="utf-8")
    made: list[str] = []
    monkeypatch.setattr(digests, "digest", lambda store, name: made.append(name) or digest(store, name))
    built(folder)
    assert sorted(name.rsplit("/", 1)[-1] for name in made) == ["ponts", "ponts"]


def test_damaged_digests_are_made_again(vault: Vault) -> None:
    folder = vault(NOTES)
    before = built(folder)
    for text in ("", "{", "[]", '{"a": 1}'):
        (folder / ".kg" / "digests.json").write_text(text, encoding="utf-8")
        assert built(folder).digests == before.digests


def texts(mark: str, numbers: range) -> dict[str, str]:
    return {
        f"autre-{n}.md": f"# Programmes\n\n- [{mark} {n}](https://{mark.lower()}{n}.example/) (France)\n"
        for n in numbers
    }


def test_of_two_who_publish_at_once_one_gives_way(there: Engine, base: str, tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("a", "b")]
    for folder, other in zip(folders, (texts("Rives", range(8)), texts("Ponts", range(4, 12))), strict=True):
        folder.mkdir()
        for name, text in {**texts("Autre", range(12)), **other}.items():
            (folder / name).write_text(text, encoding="utf-8")
    one, two = (built(folder, base) for folder in folders)
    refused: list[str] = []

    def meanwhile(_done: int, _all: int) -> None:
        with pytest.raises(EngineError) as caught:
            publish(there, two)
        refused.append(caught.value.message)

    publish(there, one, tell=meanwhile, largest=5000)
    assert refused and all("Somebody else is publishing" in message for message in refused)
    assert quads(RemoteStore(there, base)) == quads(one.store)
    publish(there, two)
    assert quads(RemoteStore(there, base)) == quads(two.store)


def test_many_who_begin_at_the_same_moment_leave_what_one_of_them_has(there: Engine, base: str, tmp_path: Path) -> None:
    given = []
    for mark in ("Rives", "Ponts", "Quais"):
        folder = tmp_path / mark
        folder.mkdir()
        for name, text in texts(mark, range(6)).items():
            (folder / name).write_text(text, encoding="utf-8")
        given.append(built(folder, base))
    done: list[str] = []

    def send(here: Local) -> None:
        with suppress(EngineError):
            publish(there, here, largest=5000)
            done.append(here.build)

    threads = [Thread(target=send, args=(here,)) for here in given]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if not done:  # all gave way
        publish(there, given[0])
    store = RemoteStore(there, base)
    last = next(here for here in given if here.build == store.catalogue.build)
    assert quads(store) == quads(last.store)


def test_what_a_killed_publisher_left_is_passed_over_by_its_own_vault_at_once_and_by_others_in_time(
    there: Engine, base: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders = [tmp_path / name for name in ("a", "b")]
    shutil.copytree(TOP / "notes", folders[0], ignore=shutil.ignore_patterns(".kg"))
    publish(there, built(folders[0], base))
    shutil.copytree(*folders)  # with its .kg: what was copied is another vault
    one, two = (built(folder, base) for folder in folders)
    with monkeypatch.context() as patched:
        patched.setattr("kg.publishing.claims._Held.leave", lambda _: None)
        publish(there, one, everything=True)
    with pytest.raises(EngineError, match="Somebody else"):
        publish(there, two, everything=True)
    publish(there, one, everything=True)
    with monkeypatch.context() as patched:
        patched.setattr("kg.publishing.claims._Held.leave", lambda _: None)
        publish(there, one, everything=True)
        patched.setattr("kg.publishing.claims._lease", lambda _: 0)
        publish(there, two, everything=True)
    assert quads(RemoteStore(there, base)) == quads(two.store)


def test_what_others_have_in_the_default_graph_is_not_shown_and_stays(
    running: Running, there: Engine, base: str, vault: Vault
) -> None:
    if running.unites:
        pytest.skip("no default graph of its own")
    foreign = '<urn:x:a> a <https://museumxtd.ch/kg/ontology#Initiative> ; <http://www.w3.org/2000/01/rdf-schema#label> "Fremd" .'
    here = built(vault(NOTES), base)
    with Sender(there) as sender:
        sender.update(f"INSERT DATA {{ {foreign} }}")
    publish(there, here)
    assert quads(RemoteStore(there, base)) == quads(here.store)
    publish(there, built(vault(MANY), base))
    assert len(list(rows_of(there, ask(there, "SELECT * { <urn:x:a> ?p ?o }")))) == 2


def test_two_vaults_in_one_engine_take_nothing_from_each_other(there: Engine, base: str, tmp_path: Path) -> None:
    stores = []
    for name, its in (("a", base), ("b", f"{base}graph/")):  # the one begins as the other
        folder = tmp_path / name
        folder.mkdir()
        for note in sorted((TOP / "notes").glob("*.md"))[:8]:
            shutil.copy(note, folder)
        here = built(folder, its)
        publish(there, here)
        stores.append((folder, its, here))
    folder, its, _ = stores[1]
    for note in sorted(folder.rglob("*.md"))[:4]:
        note.unlink()
    less = built(folder, its)
    publish(there, less)
    assert quads(RemoteStore(there, base)) == quads(stores[0][2].store)
    assert quads(RemoteStore(there, its)) == quads(less.store)


def test_a_dump_while_somebody_publishes_is_no_mixture(
    there: Engine, base: str, vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = vault(NOTES)
    publish(there, built(folder, base))
    store = RemoteStore(there, base)
    read = store.all_quads
    vault(MANY)
    many = built(folder, base)
    monkeypatch.setattr(RemoteStore, "all_quads", lambda _: (publish(there, many), read())[1])
    with pytest.raises(EngineError, match="is publishing to"), embedded(store):
        pass
    monkeypatch.undo()
    with embedded(RemoteStore(there, base)) as copy:
        assert named(copy) == named(many.store)


def named(store: ox.Store) -> set[str]:
    return {str(q) for name in store.named_graphs() for q in store.quads_for_pattern(None, None, None, name)}


def test_a_dump_of_what_a_killed_publisher_left_is_refused(
    there: Engine, base: str, vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = vault(NOTES)
    publish(there, built(folder, base))
    vault(MANY)

    def killed(*_: object) -> None:
        raise ConnectionAbortedError

    with pytest.raises(ConnectionAbortedError):
        publish(there, built(folder, base), tell=lambda done, _: killed() if done else None, largest=3000)
    with pytest.raises(EngineError, match="is publishing to") as caught, embedded(RemoteStore(there, base)):
        pass
    assert "kg publish" in caught.value.hint


def test_what_an_engine_cannot_keep_is_told_with_the_note_that_says_it(
    running: Running, there: Engine, base: str, vault: Vault
) -> None:
    """Virtuoso 7 knows no integer of more than 19 digits."""
    block = f"```turtle\n<{base}id/rives> <https://schema.org/award> 12345678901234567890 .\n```\n"
    here = built(vault({**NOTES, "long-number.md": NOTES["ponts.md"] + "\n" + block}), base)
    if not running.environ:
        assert publish(there, here).sent
        return
    with pytest.raises(EngineError, match=r"long-number\.md"):
        publish(there, here)
