"""`kg link` from the first search to the line in the note, against services on this machine."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from pytest_httpserver import HTTPServer

from kg.cli import main
from kg.errors import LinkError
from kg.linking.suggest import suggest
from kg.links import suggestions
from kg.links.decisions import read_decisions
from kg.links.records import Candidate, Label, Subject, Told
from kg.model.text import same
from kg.settings import BASE
from tests.links.wikidata_here import WikidataHere, item
from tests.terminal import in_a_terminal

NOTES = {
    "liste.md": "# Projets\n\n- [Rive en ligne](https://rive.example/) (Suisse, 2019)\n- [Quai numérique](https://quai.example/) (Suisse)\n"
                "- [Balise](https://musee.example/balise) (Suisse)\n- [Sentier](https://sentier.example/) (France)\n",
    "Sentinelle.md": "---\ntype: projet\npays: Suisse\nurl: https://sentinelle.example/\n---\n# Sentinelle\n\nUne plateforme.\n",
}  # fmt: skip
WIKIDATA = "http://www.wikidata.org/entity/"
Run = Callable[..., Result]


def claims(**said: str) -> dict[str, Any]:
    """Claims of an item: P31=Q170584, P17=Q39, P856=address."""
    made: dict[str, Any] = {}
    for prop, value in said.items():
        kind = "wikibase-item" if value.startswith("Q") else "url"
        data = (
            {"value": {"id": value}, "type": "wikibase-entityid"}
            if kind != "url"
            else {"value": value, "type": "string"}
        )
        snak = {"snaktype": "value", "property": prop, "datatype": kind, "datavalue": data}
        made[prop] = [{"mainsnak": snak, "type": "statement", "rank": "normal", "id": f"x${prop}"}]
    return made


@pytest.fixture
def wikidata(httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch) -> WikidataHere:
    """A Wikidata that knows some of what the notes list."""
    here = WikidataHere(
        httpserver,
        {
            "Q1": {**item("Q1", "Rive en ligne", "fr"), "claims": claims(P31="Q170584", P17="Q39", P856="https://www.rive.example")},
            "Q2": {**item("Q2", "Quai numérique", "fr"), "claims": claims(P31="Q170584", P17="Q39")},
            "Q3": {**item("Q3", "Quai numérique", "fr"), "claims": claims(P31="Q5")},
            "Q6": {**item("Q6", "Quai numérique de Zurich", "fr"), "claims": claims(P31="Q170584", P17="Q39")},
            "Q4": {**item("Q4", "Musée de la Balise", "fr"), "claims": claims(P31="Q33506", P17="Q39", P856="https://musee.example/")},
            "Q5": {**item("Q5", "Sentinelle", "fr"), "claims": claims(P31="Q170584", P17="Q39", P856="https://sentinelle.example/")},
        },
    )  # fmt: skip
    here.websites = {
        "https://www.rive.example": "Q1",
        "https://musee.example/": "Q4",
        "https://sentinelle.example/": "Q5",
    }
    monkeypatch.setenv("KG_WIKIDATA_API", here.api)
    monkeypatch.setenv("KG_WIKIDATA_QUERY", here.query_service)
    monkeypatch.delenv("KG_CONTACT", raising=False)
    monkeypatch.delenv("KG_REVIEWER", raising=False)
    return here


@pytest.fixture
def notes(vault: Callable[[dict[str, str]], Path]) -> Path:
    folder = vault(NOTES)
    (folder / "kg.toml").write_text('contact = "moi@musee.example"\nlicence = "CC0-1.0"\n', encoding="utf-8")
    return folder


@pytest.fixture
def run(notes: Path) -> Run:
    def with_words(*words: str, **environment: str) -> Result:
        rate = ("--rate", "6000") if words[0] in ("suggest", "refresh") else ()
        wanted = ["link", *words, *rate, "--vault", str(notes), "--lang", "en"]
        result = CliRunner().invoke(main, wanted, env=environment, catch_exceptions=False)
        assert "Traceback" not in result.output
        return result

    return with_words


def decided(notes: Path) -> dict[tuple[str, str], str]:
    """What the files of decisions say, by the ends of subject and object."""
    found, problems = read_decisions(notes, BASE)
    assert problems == ()
    return {(d.subject.rsplit("/", 1)[-1], d.object.rsplit("/", 1)[-1]): d.said for d in found}


def test_from_a_search_to_the_graph_and_the_note(wikidata: WikidataHere, run: Run, notes: Path) -> None:
    said = run("suggest")
    assert "Looked for 5: 3 sure" in said.stderr
    assert "Rive en ligne → Q1 Rive en ligne  sure" in said.stdout
    assert "Balise → Q4 Musée de la Balise  runs it?" in said.stdout

    shown = run("accept", "--dry-run")
    assert "3 links would be accepted" in shown.stderr and not (notes / "links").exists()
    assert "links/wikidata.sssom.tsv" in run("accept").stderr
    assert decided(notes) == {
        ("rive-en-ligne", "Q1"): "accepted",
        ("quai-numerique", "Q2"): "accepted",
        ("sentinelle", "Q5"): "accepted",
    }
    text = (notes / "links" / "wikidata.sssom.tsv").read_text(encoding="utf-8")
    assert "semapv:CompositeMatching" in text and "1 https://rive.example/ ↔ https://www.rive.example" in text

    before = (notes / "Sentinelle.md").read_bytes()
    dry = run("apply", "--write-notes", "--dry-run")
    assert (
        "Sentinelle.md: one line added, 5: wikidata: Q5" in dry.stdout
        and (notes / "Sentinelle.md").read_bytes() == before
    )
    assert "Rive en ligne: has no note of its own" in run("apply", "--write-notes").stderr
    assert (notes / "Sentinelle.md").read_bytes() == before.replace(b"---\n# S", b"wikidata: Q5\n---\n# S")
    why = CliRunner().invoke(main, ["why", "Rive en ligne", "skos:exactMatch", "--vault", str(notes), "--lang", "en"])
    assert "links/wikidata.sssom.tsv:" in why.stdout and "Q1" in why.stdout
    assert run("check").exit_code == 0


def test_what_was_decided_is_not_looked_for_again_and_nothing_is_asked_twice(wikidata: WikidataHere, run: Run) -> None:
    run("suggest")
    first = sum(wikidata.requests.values())
    run("suggest")
    assert sum(wikidata.requests.values()) == first
    run("accept")
    assert "Looked for 2:" in run("suggest").stderr
    assert max(wikidata.requests.values()) == 1


def test_offline_says_the_same_and_from_when(wikidata: WikidataHere, run: Run) -> None:
    online = run("suggest")
    asked = sum(wikidata.requests.values())
    offline = run("suggest", "--offline")
    assert offline.stdout == online.stdout
    assert "the oldest is of 20" in offline.stderr
    assert sum(wikidata.requests.values()) == asked


def test_offline_without_answers_says_what_was_never_asked(run: Run, wikidata: WikidataHere) -> None:
    said = run("suggest", "--offline")
    assert said.exit_code == 0 and "were never asked" in said.stderr
    assert not wikidata.requests


def test_without_a_contact_nobody_is_asked(run: Run, notes: Path, wikidata: WikidataHere) -> None:
    (notes / "kg.toml").unlink()
    said = run("suggest")
    assert said.exit_code == 2
    assert "--contact" in said.stderr and "KG_CONTACT" in said.stderr
    assert not wikidata.requests
    assert run("suggest", KG_CONTACT="moi@musee.example").exit_code == 0


def test_one_entity_shows_all_its_candidates(run: Run, wikidata: WikidataHere) -> None:
    said = run("suggest", "--only", "quai-numerique")
    assert [line.split("→")[1].split()[0] for line in said.stdout.splitlines()] == ["Q2", "Q6"]  # no person: Q3 is none
    assert run("suggest", "--only", "nobody").exit_code == 2


@pytest.mark.parametrize("target", ["wikidate", "wikidata,other"])
def test_a_target_that_is_none_is_said(run: Run, wikidata: WikidataHere, target: str) -> None:
    said = run("suggest", "--target", target)
    assert said.exit_code == 2 and "is no target" in said.stderr and "europeana" in said.stderr


def test_europeana_without_a_key_says_where_one_is_had(
    run: Run, wikidata: WikidataHere, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("EUROPEANA_API_KEY", raising=False)
    said = run("suggest", "--target", "europeana")
    assert said.exit_code == 2 and "EUROPEANA_API_KEY" in said.stderr


def test_europeana_follows_from_the_item_that_was_accepted(
    run: Run, wikidata: WikidataHere, httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch, notes: Path
) -> None:
    run("suggest")
    run("accept")
    monkeypatch.setenv("EUROPEANA_API_KEY", "secret-key")
    monkeypatch.setenv("KG_EUROPEANA_API", httpserver.url_for("/entity"))
    httpserver.expect_request("/entity/resolve", query_string={"uri": f"{WIKIDATA}Q5"}).respond_with_data(
        "", 301, {"Location": "http://data.europeana.eu/organization/base/77"}
    )
    httpserver.expect_request("/entity/resolve").respond_with_data("", 404)
    httpserver.expect_request("/entity/suggest").respond_with_json({"type": "ResultPage", "total": 0})
    entity = {"id": "http://data.europeana.eu/organization/77", "type": "Organization", "prefLabel": {"en": "Sentinel"}}
    httpserver.expect_request("/entity/organization/77").respond_with_json(entity)
    assert "sentinelle" not in run("suggest", "--target", "europeana", "--only", "sentinelle").stderr
    run("accept", "--target", "europeana")
    assert decided(notes)["sentinelle", "77"] == "accepted"
    assert b"secret-key" not in b"".join(f.read_bytes() for f in notes.rglob("*") if f.is_file())


def test_a_service_that_fails_is_said_and_what_was_found_before_stays(
    run: Run, httpserver: HTTPServer, wikidata: WikidataHere, notes: Path
) -> None:
    run("suggest")
    before = suggestions.load(notes / ".kg" / "links")
    httpserver.expect_request("/bad").respond_with_data("<html>", content_type="text/html")
    said = run("suggest", "--service", httpserver.url_for("/bad"))
    assert said.exit_code == 2 and "127.0.0.1" in said.stderr
    assert suggestions.load(notes / ".kg" / "links") == before


def test_damaged_suggestions_are_made_anew(run: Run, wikidata: WikidataHere, notes: Path) -> None:
    run("suggest")
    file = notes / ".kg" / "links" / "suggestions.json"
    whole = file.read_bytes()
    for damage in (
        b"{",
        b"[]",
        b'{"version": 1}',
        whole[:-100],
        b'{"version": 1, "matches": {"x": {"y": [1]}}, "asked": {}}',
    ):
        file.write_bytes(damage)
        assert "Nothing waits" in run("accept").stderr
    run("suggest")
    assert json.loads(file.read_bytes()) == json.loads(whole)


def test_a_person_decides_with_one_key_each(run: Run, wikidata: WikidataHere, notes: Path) -> None:
    run("suggest")
    shown = in_a_terminal(
        "link",
        "review",
        "--vault",
        str(notes),
        "--lang",
        "en",
        "--reviewer",
        "0000-0002-1825-0097",
        typed="yunyns0q",
        after="[q]uit",
    )
    assert "Rive en ligne" in shown and "https://rive.example/ ↔ https://www.rive.example" in shown
    found = decided(notes)
    assert set(found.values()) <= {"accepted", "rejected", "nothing"} and len(found) >= 3
    assert "orcid:0000-0002-1825-0097" in (notes / "links" / "wikidata.sssom.tsv").read_text(encoding="utf-8")


def test_the_last_decision_can_be_taken_back_too(run: Run, wikidata: WikidataHere, notes: Path) -> None:
    run("suggest")
    shown = in_a_terminal(
        "link", "review", "--vault", str(notes), "--only", "rive-en-ligne", "--lang", "en", typed="nuyq", after="[q]uit"
    )
    assert "That was the last" in shown
    assert decided(notes)["rive-en-ligne", "Q1"] == "accepted"


def test_who_decides_has_to_be_known(run: Run, notes: Path) -> None:
    (notes / "kg.toml").unlink()
    said = run("review")
    assert said.exit_code == 2 and "--reviewer" in said.stderr


def test_what_was_rejected_is_not_proposed_again_and_the_rule_overwrites_nobody(
    run: Run, wikidata: WikidataHere, notes: Path
) -> None:
    run("suggest")
    in_a_terminal(
        "link", "review", "--vault", str(notes), "--only", "rive-en-ligne", "--lang", "en", typed="nq", after="[q]uit"
    )
    assert decided(notes)["rive-en-ligne", "Q1"] == "rejected"
    run("accept")
    assert decided(notes)["rive-en-ligne", "Q1"] == "rejected"
    assert "Q1" not in run("suggest", "-v").stdout


def test_refresh_follows_redirects_and_names_and_says_what_is_gone(
    run: Run, wikidata: WikidataHere, notes: Path
) -> None:
    run("suggest")
    run("accept")
    wikidata.items["Q10"] = {**wikidata.items["Q1"], "id": "Q10"}
    wikidata.items.pop("Q1")
    wikidata.redirects["Q1"] = "Q10"
    wikidata.items.pop("Q2")
    wikidata.items["Q5"]["labels"] = {"fr": {"language": "fr", "value": "La Sentinelle"}}
    dry = run("refresh", "--dry-run")
    assert "Q1 Rive en ligne → Q10 Rive en ligne" in dry.stdout and ("rive-en-ligne", "Q1") in decided(notes)
    said = run("refresh")
    assert said.exit_code == 1 and "3 items looked at: 1 redirected, 1 renamed, 1 deleted" in said.stderr
    assert ("rive-en-ligne", "Q10") in decided(notes) and ("rive-en-ligne", "Q1") not in decided(notes)
    text = (notes / "links" / "wikidata.sssom.tsv").read_text(encoding="utf-8")
    assert "La Sentinelle" in text and "Q1 → Q10" in text
    checked = run("check")
    assert "KG610" in checked.stdout and "Q2" in checked.stdout


def test_check_names_what_is_wrong_with_its_line(run: Run, wikidata: WikidataHere, notes: Path) -> None:
    run("suggest")
    run("accept")
    file = notes / "links" / "wikidata.sssom.tsv"
    file.write_text(file.read_text(encoding="utf-8").replace("wikidata:Q2\t", "wikidata:Q1\t"), encoding="utf-8")
    said = run("check")
    assert "KG607" in said.stdout and "links/wikidata.sssom.tsv:" in said.stdout
    assert "KG607" in CliRunner().invoke(main, ["check", "--vault", str(notes), "--lang", "en"]).stdout


def test_export_writes_what_others_take(run: Run, wikidata: WikidataHere, tmp_path: Path) -> None:
    run("suggest")
    run("accept")
    assert "skos:exactMatch wikidata:Q1" in run("export", "-f", "turtle").stdout
    assert run("export").stdout.startswith("#curie_map:")
    assert run("export", "-f", "quickstatements").stdout == ""  # the rule decided, no person
    run("export", "-f", "turtle", "-o", str(tmp_path / "links.ttl"))
    assert "wikidata:Q1" in (tmp_path / "links.ttl").read_text(encoding="utf-8")
    assert run("export", "-f", "csv").exit_code == 2


def test_check_knows_a_disambiguation_page_from_what_was_answered_before(
    run: Run, wikidata: WikidataHere, notes: Path
) -> None:
    run("suggest")
    run("accept")
    wikidata.items["Q2"]["claims"] = claims(P31="Q4167410")
    assert run("check").exit_code == 0  # nobody was asked
    run("refresh")
    said = run("check")
    assert said.exit_code == 1 and "KG608" in said.stdout and "Q2 is a disambiguation page" in said.stdout


def test_two_who_decide_at_the_same_moment_lose_nothing(notes: Path) -> None:
    script = (
        "import sys\nfrom pathlib import Path\nfrom kg.linking.steps import save\nfrom kg.links.records import Decision\n"
        "from kg.settings import BASE, Settings\nsettings = Settings(vault=Path(sys.argv[1]))\n"
        "for i in range(25):\n    save(settings, [Decision(subject=f'{BASE}id/{sys.argv[2]}{i}', object='http://www.wikidata.org/entity/Q1', said='rejected', reviewer='A')])\n"
    )
    running = [subprocess.Popen([sys.executable, "-c", script, str(notes), who]) for who in ("a", "b")]
    assert [p.wait(60) for p in running] == [0, 0]
    assert len(decided(notes)) == 50


def test_who_runs_an_entry_by_its_note_is_not_proposed_as_who_may_run_it(
    wikidata: WikidataHere, run: Run, notes: Path
) -> None:
    file = notes / "liste.md"
    file.write_text(
        file.read_text(encoding="utf-8").replace(
            "balise) (Suisse)", "balise) (Suisse)\n  Porté par le Musée de la Balise."
        ),
        encoding="utf-8",
    )
    assert "runs it?" not in run("suggest").stdout


def test_offline_without_kept_answers_loses_no_suggestion(wikidata: WikidataHere, run: Run, notes: Path) -> None:
    before = run("suggest").stdout
    (notes / ".kg" / "links" / "answers.sqlite").write_bytes(b"garbage")
    said = run("suggest", "--offline")
    assert "is set aside as answers.sqlite.damaged" in said.stderr
    assert "were never asked" in said.stderr
    assert said.stdout == before


def test_where_nobody_answers_it_is_said_soon(
    run: Run, wikidata: WikidataHere, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}"
        for name in ("KG_WIKIDATA_API", "KG_WIKIDATA_QUERY"):
            monkeypatch.setenv(name, address)
        said = run("suggest")
    assert said.exit_code == 2 and "cannot be reached" in said.stderr and "next try" not in said.stderr


def test_the_rule_gives_an_item_to_nobody_else(wikidata: WikidataHere, run: Run, notes: Path) -> None:
    (notes / "Autre.md").write_text(
        "---\ntype: projet\npays: Suisse\nwikidata: Q1\n---\n# Une autre rive\n", encoding="utf-8"
    )
    run("suggest")
    run("accept")
    assert ("rive-en-ligne", "Q1") not in decided(notes) and ("sentinelle", "Q5") in decided(notes)


# -- what stands in a file of decisions stays -----------------------------------------------------------
def by_hand(notes: Path, *changes: tuple[str, str]) -> Path:
    """The file of decisions after somebody has edited it."""
    file = notes / "links" / "wikidata.sssom.tsv"
    text = file.read_text(encoding="utf-8")
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    file.write_text(text, encoding="utf-8")
    return file


def moved(wikidata: WikidataHere, old: str, new: str) -> None:
    wikidata.items[new] = {**wikidata.items.pop(old), "id": new}
    wikidata.redirects[old] = new


def test_a_redirect_changes_the_item_of_a_row_and_nothing_else(wikidata: WikidataHere, run: Run, notes: Path) -> None:
    run("suggest")
    run("accept")
    rule = "semapv:CompositeMatching\t\t\t"
    file = by_hand(notes, ("_same_as\nkg:", "_same_as\tmine\nkg:"), (rule, "semapv:ManualMappingCuration\t\t\t"))
    lines = file.read_text(encoding="utf-8").splitlines()
    at = next(i for i, line in enumerate(lines) if line.startswith("kg:rive"))
    two = "orcid:0000-0002-1825-0097|orcid:0000-0001-5109-3700"
    lines[at] = lines[at].replace("Curation\t\t", f"Curation\t{two}\t") + "\tmy cell"
    file.write_text("\n".join([*lines[:at], "# seen by both", *lines[at:]]) + "\n", encoding="utf-8")
    moved(wikidata, "Q1", "Q10")
    moved(wikidata, "Q2", "Q12")
    assert "2 redirected" in run("refresh").stderr
    after = file.read_text(encoding="utf-8").splitlines()
    assert {("rive-en-ligne", "Q10"), ("quai-numerique", "Q12")} <= decided(notes).keys()
    row = next(i for i, line in enumerate(after) if line.startswith("kg:rive"))
    assert after[row - 1] == "# seen by both" and two in after[row] and after[row].endswith("\tmy cell")
    columns = next(line for line in after if line.startswith("subject_id")).split("\t")
    wanted = lines[at].replace("wikidata:Q1\t", "wikidata:Q10\t").split("\t")
    wanted[columns.index("comment")] = "Q1 → Q10"
    assert after[row].split("\t") == wanted


def test_a_redirect_overwrites_no_decision_about_where_it_leads(wikidata: WikidataHere, run: Run, notes: Path) -> None:
    run("suggest")
    run("accept")
    file = by_hand(notes, ("CompositeMatching\t\t", "ManualMappingCuration\torcid:0000-0002-1825-0097\t"))
    row = next(x for x in file.read_text(encoding="utf-8").splitlines() if x.startswith("kg:rive"))
    file.write_text(file.read_text(encoding="utf-8") + row.replace("\t\twikidata:Q1\t", "\tNot\twikidata:Q10\t") + "\n", encoding="utf-8")  # fmt: skip
    before = file.read_bytes()
    moved(wikidata, "Q1", "Q10")
    said = run("refresh")
    assert "0 redirected" in said.stderr and "something was decided of the entry and Q10 already" in said.stderr
    assert file.read_bytes() == before


def test_what_was_rejected_is_not_proposed_again_under_another_number(
    wikidata: WikidataHere, run: Run, notes: Path
) -> None:
    run("suggest")
    run("accept")
    by_hand(notes, ("skos:exactMatch\t\twikidata:Q1\t", "skos:exactMatch\tNot\twikidata:Q1\t"))
    moved(wikidata, "Q1", "Q10")
    wikidata.websites["https://www.rive.example"] = "Q10"
    run("refresh")
    assert decided(notes)["rive-en-ligne", "Q10"] == "rejected"
    assert "Q10" not in run("suggest").stdout


def test_the_rule_decides_nothing_beside_a_row_that_cannot_be_read(
    wikidata: WikidataHere, run: Run, notes: Path
) -> None:
    run("suggest")
    run("accept")
    file = by_hand(notes, ("skos:exactMatch\t\twikidata:Q2", "skos:exactMatch\tno\twikidata:Q2"))
    before = file.read_bytes()
    assert "1 rows of decisions do not count: kg link check" in run("suggest").stderr
    said = run("accept")
    assert "Quai numérique: nothing is accepted" in said.stderr and file.read_bytes() == before


def test_no_decision_is_written_where_none_is_read(
    wikidata: WikidataHere, run: Run, notes: Path, tmp_path: Path
) -> None:
    run("suggest")
    (notes / "links").mkdir()
    (notes / "links" / "wikidata.sssom.tsv").symlink_to(tmp_path / "elsewhere.tsv")
    said = run("accept")
    assert said.exit_code == 2 and "leads out of the folder of notes" in said.stderr
    assert not (tmp_path / "elsewhere.tsv").exists()


# -- a link rests on what the notes say now -------------------------------------------------------------
def test_the_rule_accepts_nothing_that_the_notes_no_longer_say(wikidata: WikidataHere, run: Run, notes: Path) -> None:
    run("suggest")
    file = notes / "liste.md"
    text = file.read_text(encoding="utf-8")
    file.write_text(
        text.replace("(https://quai.example/) (Suisse)", "(https://quai.example/) (France)"), encoding="utf-8"
    )
    CliRunner().invoke(main, ["build", "--vault", str(notes)])
    said = run("accept")
    assert "Q2" not in said.stdout and "Q1" in said.stdout


def test_what_is_only_related_to_an_item_is_not_what_europeana_says_of_it(
    wikidata: WikidataHere, run: Run, httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch, notes: Path
) -> None:
    run("suggest")
    run("accept")
    by_hand(notes, ("skos:exactMatch\t\twikidata:Q5", "skos:relatedMatch\t\twikidata:Q5"))
    CliRunner().invoke(main, ["build", "--vault", str(notes)])
    monkeypatch.setenv("EUROPEANA_API_KEY", "key")
    monkeypatch.setenv("KG_EUROPEANA_API", httpserver.url_for("/entity"))
    entity = {"id": "http://data.europeana.eu/organization/77", "type": "Organization", "prefLabel": {"en": "Sentinel"}}
    httpserver.expect_request("/entity/resolve").respond_with_json(entity)
    httpserver.expect_request("/entity/suggest").respond_with_json({"type": "ResultPage", "total": 0})
    run("suggest", "--target", "europeana", "--only", "sentinelle")
    assert "Sentinelle" not in run("accept", "--target", "europeana").stdout


def test_a_link_is_written_into_no_note_that_is_about_something_else_by_now(
    wikidata: WikidataHere, run: Run, notes: Path
) -> None:
    run("suggest")
    run("accept")
    other = "---\ntype: projet\npays: France\n---\n# Autre chose\n\nUne plateforme.\n"
    (notes / "Sentinelle.md").write_text(other, encoding="utf-8")
    run("apply", "--write-notes")
    assert (notes / "Sentinelle.md").read_text(encoding="utf-8") == other


def test_a_note_that_was_moved_gets_its_line_and_holds_nothing_up(
    wikidata: WikidataHere, run: Run, notes: Path
) -> None:
    run("suggest")
    run("accept")
    (notes / "Sentinelle.md").rename(notes / "Sentinelles.md")
    assert "Sentinelle.md: it is there no more" in run("apply", "--write-notes", "--dry-run").stderr
    assert "Sentinelles.md: one line added" in run("apply", "--write-notes").stdout
    assert b"wikidata: Q5" in (notes / "Sentinelles.md").read_bytes()


def test_a_note_that_is_read_only_stays_as_it_is(wikidata: WikidataHere, run: Run, notes: Path) -> None:
    run("suggest")
    run("accept")
    (notes / "Sentinelle.md").chmod(0o444)
    before = (notes / "Sentinelle.md").read_bytes()
    assert "Sentinelle.md: it is read-only" in run("apply", "--write-notes").stderr
    assert (notes / "Sentinelle.md").read_bytes() == before


@pytest.mark.parametrize("variable", [("ALL_PROXY", "ftp://127.0.0.1"), ("SSL_CERT_FILE", "/nowhere/certificates.pem")])
def test_a_network_that_the_system_describes_wrongly_is_said(
    run: Run, wikidata: WikidataHere, variable: tuple[str, str]
) -> None:
    said = run("suggest", **dict([variable]))
    assert said.exit_code == 2 and variable[0] in said.stderr


def test_two_who_look_at_the_same_moment_lose_nothing(notes: Path) -> None:
    script = (
        "import sys\nfrom pathlib import Path\nfrom kg.linking.suggest import suggest\nfrom kg.links.records import Candidate, Label, Subject\n"
        "class Here:\n    name = sys.argv[2]\n"
        "    def candidates(self, some, tell):\n        return {s.iri: (Candidate(iri='http://x.example/1', source=self.name, labels=s.labels),) for s in some}\n"
        "some = [Subject(iri=f'urn:{i}', kind='initiative', labels=(Label(text=f'Rive {i}'),)) for i in range(400)]\n"
        "for again in range(5):\n    suggest(Path(sys.argv[1]), some, [Here()], (), '2026-01-01')\n"
    )
    running = [subprocess.Popen([sys.executable, "-c", script, str(notes), who]) for who in ("one", "two")]
    assert [p.wait(60) for p in running] == [0, 0]
    assert {who for by in suggestions.load(notes).asked.values() for who in by} == {"one", "two"}
    assert all(len(by) == 2 for by in suggestions.load(notes).asked.values())


def test_what_was_found_before_a_service_fails_is_kept(notes: Path) -> None:
    class Breaking:
        name = "breaking"

        def candidates(self, some: Sequence[Subject], tell: Told) -> dict[str, tuple[Candidate, ...]]:
            if some[0].iri == "urn:300":
                raise LinkError(same("gone"))
            return {s.iri: () for s in some}

    subjects = [Subject(iri=f"urn:{i}", kind="initiative", labels=(Label(text="Rive"),)) for i in range(400)]
    with pytest.raises(LinkError, match="gone"):
        suggest(notes, subjects, [Breaking()], (), "2026-01-01")
    assert len(suggestions.load(notes).asked) == 300
