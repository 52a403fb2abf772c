"""What cannot be done is one clear message, in the language of who asks, and never a traceback."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import main
from kg.model.system import system_says
from tests.terminal import in_a_terminal

Vault = Callable[[dict[str, str]], Path]
NOTE = "# Projets\n\n- [Sentier](https://sentier.example/) (Suisse)\n"
SHACL = "@prefix sh: <http://www.w3.org/ns/shacl#> .\n@prefix mxtd: <https://museumxtd.ch/kg/ontology#> .\n"


def run(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


@pytest.fixture
def folder(vault: Vault) -> Path:
    made = vault({"n.md": NOTE})
    assert run("build", str(made)).exit_code == 0
    return made


def assert_refused(done: Result, *said: str) -> None:
    assert done.exit_code == 2, done.output
    assert not isinstance(done.exception, Exception) or isinstance(done.exception, SystemExit)
    for words in said:
        assert words in done.stderr


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "interroger un autre serveur"),
        ("SELECT * { service silent ?x { ?s ?p ?o } }", "interroger un autre serveur"),
        ("INSERT DATA { <urn:a> <urn:b> <urn:c> }", "INSERT change des données"),
        ("PREFIX e: <urn:e> DELETE WHERE { ?s ?p ?o }", "DELETE change des données"),
        ("SELECT * { ?s musee:nom ?o }", "Le préfixe musee: à la ligne 1, colonne 15 n'est pas déclaré"),
        ("SELECT * {\n ?s ?p }", "n'est pas lisible à la ligne 2, colonne"),
        ("demandes.rq", "Le fichier demandes.rq n'existe pas"),
    ],
)
def test_a_query_that_cannot_be_run_says_why(folder: Path, query: str, said: str) -> None:
    assert_refused(run("query", "--vault", str(folder), "--lang", "fr", query), said)


@pytest.mark.parametrize(
    "query",
    [
        'SELECT ?s { ?s rdfs:label "SERVICE <http://x/>" } # SERVICE',
        "PREFIX e: <urn:service/> SELECT ?service { ?service e:SERVICE ?o }",
    ],
)
def test_the_word_alone_asks_no_server(folder: Path, query: str) -> None:
    assert run("query", "--vault", str(folder), query).exit_code == 0


def test_a_query_file_that_is_not_utf_8_is_said(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "q.rq").write_bytes(b'SELECT * { ?s ?p "mus\xe9e" }')
    assert_refused(run("query", "--vault", str(folder), str(tmp_path / "q.rq"), "--lang", "fr"), "n'est pas en UTF-8")


def test_a_dump_into_a_folder_that_is_not_there_is_said(folder: Path, tmp_path: Path) -> None:
    assert_refused(
        run("export", "--vault", str(folder), "-o", str(tmp_path / "loin" / "g.ttl"), "--lang", "fr"),
        "ne peut pas être écrit",
        "créez-le d'abord",
    )


def test_a_starter_vault_below_a_file_is_said(folder: Path) -> None:
    assert_refused(run("init", str(folder / "n.md" / "x"), "-y", "--lang", "fr"), "ne peut pas être écrit")


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ('base = "http://a b/"', "`base` doit être une adresse"),
        ('base = "kg/"', "`base` doit être une adresse"),
        ("title = 3", "`title` doit être un texte entre guillemets"),
        ('titre = "x"', "`titre` n'est pas un réglage"),
        ("title = x", "n'est pas lisible, ligne 1, colonne 9"),
        ("ignore = [1]", "`ignore` doit être une liste"),
        ('shapes = "formes"', "le dossier"),
        ('queries = "requetes"', "le dossier"),
    ],
)
def test_a_setting_that_cannot_be_is_said(folder: Path, toml: str, said: str) -> None:
    (folder / "kg.toml").write_text(toml, encoding="utf-8")
    assert_refused(run("build", str(folder), "--lang", "fr"), "kg.toml", said)


@pytest.mark.parametrize(
    "shapes",
    [
        "x y",
        SHACL + "<urn:s> a sh:NodeShape ; sh:targetClass mxtd:Initiative ; sh:property <urn:p> .\n"
        '<urn:p> sh:path <urn:q> ; sh:minCount "x" .',
        SHACL + "<urn:s> a sh:NodeShape ; sh:targetClass mxtd:Initiative ; sh:property <urn:p> .\n"
        '<urn:p> sh:path <http://www.w3.org/2000/01/rdf-schema#label> ; sh:pattern "(" .',
        SHACL + '<urn:s> a sh:NodeShape ; sh:targetClass mxtd:Initiative ; sh:sparql [ sh:select "SELECT x" ] .',
        SHACL
        + "<urn:s> a sh:NodeShape ; sh:targetClass mxtd:Initiative ; sh:property <<( <urn:a> <urn:b> <urn:c> )>> .",
    ],
    ids=["no turtle", "a count that is none", "a broken pattern", "a broken select", "a statement for a shape"],
)
def test_shapes_that_no_validator_can_use_are_said(folder: Path, shapes: str) -> None:
    (folder / "kg.toml").write_text('shapes = "formes"\n', encoding="utf-8")
    (folder / "formes").mkdir()
    (folder / "formes" / "a.ttl").write_text(shapes, encoding="utf-8")
    assert_refused(run("build", str(folder), "--lang", "fr"), "Les formes SHACL de", "formes")


@pytest.mark.parametrize("words", [["explain", "KG201"], ["explain"], ["check", "--only", "KG201"]], ids=" ".join)
def test_shapes_that_cannot_be_read_are_said_where_their_codes_are_asked_for(folder: Path, words: list[str]) -> None:
    (folder / "kg.toml").write_text('shapes = "formes"\n', encoding="utf-8")
    (folder / "formes").mkdir()
    (folder / "formes" / "a.ttl").write_text("x y", encoding="utf-8")
    assert_refused(
        run(*words, "--vault", str(folder), "--lang", "fr"), "Les formes SHACL de", str(Path("formes", "a.ttl"))
    )


def test_remarks_about_statements_of_shapes_stop_nothing(folder: Path) -> None:
    (folder / "kg.toml").write_text('shapes = "formes"\n', encoding="utf-8")
    (folder / "formes").mkdir()
    remarked = (
        SHACL + "<urn:s> a sh:NodeShape ; sh:targetClass mxtd:Note ; sh:property <urn:p> {| <urn:since> 2024 |} .\n"
    )
    odd = "<urn:p> sh:path <urn:q> ; sh:minCount 1 ; sh:or ( <urn:s> ) ."  # holds itself: the validator judges it whole
    (folder / "formes" / "a.ttl").write_text(remarked + odd, encoding="utf-8")
    done = run("check", str(folder))
    assert done.exit_code == 1 and "KG300" in done.stdout, done.output


def test_an_unknown_licence_is_a_warning_and_a_short_name_is_an_address(folder: Path) -> None:
    (folder / "kg.toml").write_text('licence = "ma licence"\n', encoding="utf-8")
    assert "kg.toml:1:11: KG502" in run("check", str(folder)).stdout
    (folder / "kg.toml").write_text('title = "Musées"\n\nlicence = "ma licence"\n', encoding="utf-8")
    assert "kg.toml:3:11: KG502" in run("check", str(folder)).stdout
    (folder / "kg.toml").write_text('licence = "CC BY 4.0"\n', encoding="utf-8")
    assert "KG502" not in run("check", str(folder)).stdout


@pytest.mark.parametrize(
    ("notes", "said"),
    [
        ({}, "Aucune note ici"),
        ({"Brouillons/a.md": NOTE, "Templates/b.md": NOTE}, "2 fichiers ou dossiers sont ignorés"),
        ({"Brouillons/a.md": NOTE}, "1 fichier ou dossier est ignoré"),
    ],
)
def test_a_folder_without_notes_says_what_was_looked_for(vault: Vault, notes: dict[str, str], said: str) -> None:
    made = vault(notes)
    assert said in run("build", str(made), "--lang", "fr").output
    assert said in run("check", str(made), "--lang", "fr").output


def test_a_value_that_breaks_a_shape_is_quoted(vault: Vault) -> None:
    made = vault({"n.md": NOTE + "\n```turtle\nkg:sentier mxtd:country kg:nulle-part .\n```\n"})
    assert "(« https://museumxtd.ch/kg/id/nulle-part »)" in run("check", str(made), "--lang", "fr").stdout


def test_shapes_that_cannot_be_used_name_their_file(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (folder / "kg.toml").write_text('shapes = "formes"\n', encoding="utf-8")
    (folder / "formes").mkdir()
    label = "<http://www.w3.org/2000/01/rdf-schema#label>"
    aims = SHACL + "<urn:{0}> a sh:NodeShape ; sh:targetClass mxtd:Initiative ; sh:property <urn:p{0}> .\n"
    good, bad = (f"<urn:p{{0}}> sh:path {label} ; sh:minCount {n} ." for n in ("1", '"un"'))
    (folder / "formes" / "a.ttl").write_text((aims + good).format("a"), encoding="utf-8")
    (folder / "formes" / "b.ttl").write_text((aims + bad).format("b"), encoding="utf-8")
    assert_refused(run("build", str(folder), "--lang", "fr"), str(Path("formes", "b.ttl")))
    assert capfd.readouterr().err == ""  # the validator does not speak for itself


def test_a_folder_among_the_shapes_is_said(folder: Path) -> None:
    (folder / "kg.toml").write_text('shapes = "formes"\n', encoding="utf-8")
    (folder / "formes" / "a.ttl").mkdir(parents=True)
    done = run("build", str(folder), "--lang", "fr")
    assert_refused(done, str(Path("formes", "a.ttl")), "ne peuvent pas être lues", "c'est un dossier")


def test_a_query_may_be_longer_than_a_name_of_a_file(folder: Path) -> None:
    long = 'SELECT ?s { ?s rdfs:label ?l FILTER(?l != "' + "x" * 5000 + '") }'
    assert run("query", "--vault", str(folder), long).exit_code == 0


@pytest.mark.parametrize(
    "words", [["query"], ["build"], ["check"], ["init", "-y"], ["why"], ["export", "-o"]], ids=" ".join
)
def test_a_name_longer_than_the_system_allows_is_said(folder: Path, words: list[str]) -> None:
    where = [] if words[0] in ("build", "check", "init") else ["--vault", str(folder)]
    assert_refused(run(words[0], *where, *words[1:], "x" * 5000, "--lang", "fr"), "x" * 5000)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may look everywhere")
@pytest.mark.parametrize("words", [["build"], ["init", "-y"], ["query", "countries", "--vault"]], ids=" ".join)
def test_a_vault_without_the_right_to_look_is_said(folder: Path, words: list[str]) -> None:
    folder.chmod(0)
    try:
        assert_refused(run(*words, str(folder), "--lang", "fr"), "l'accès est refusé")
    finally:
        folder.chmod(0o755)


@pytest.mark.parametrize(
    "words", [("serve", "--port", "abc"), ("serve", "--port", "99999"), ("publish", "--timeout", "x")]
)
def test_a_number_that_is_none_or_out_of_bounds_is_told_its_bounds(words: tuple[str, ...]) -> None:
    least, most = (0, 65535) if "--port" in words else (1, 3600)
    assert_refused(run(*words, "--lang", "fr"), f"{words[1]} : il faut un nombre de {least} à {most}.")
    assert_refused(run(*words, "--lang", "de"), f"{words[1]} muss eine Zahl von {least} bis {most} sein.")


def test_a_query_that_is_a_folder_is_said(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "q.rq").mkdir()
    assert_refused(run("query", "--vault", str(folder), str(tmp_path / "q.rq"), "--lang", "fr"), "c'est un dossier")


def test_a_file_in_the_place_of_the_graph_is_said(vault: Vault) -> None:
    made = vault({"n.md": NOTE, ".kg": "un fichier"})
    done = run("build", str(made), "--lang", "fr")
    assert_refused(done, "ne peut pas être écrit", "un fichier se trouve là où il faut un dossier")
    assert "Errno" not in done.stderr


@pytest.mark.parametrize(
    "number", [errno.EACCES, errno.EROFS, errno.ENOSPC, errno.EISDIR, errno.ENOTDIR, errno.ECONNREFUSED]
)
def test_the_usual_reasons_of_the_system_come_in_all_languages(number: int) -> None:
    said = system_says(OSError(number, os.strerror(number)))
    assert len({said.fr, said.en, said.de}) == 3


def test_an_unusual_reason_keeps_the_words_of_the_system() -> None:
    assert str(system_says(OSError(errno.EIO, "Input/output error"))) == "Input/output error"


def test_what_is_asked_cannot_steer_the_terminal(folder: Path) -> None:
    shown = in_a_terminal("why", "--vault", str(folder), "nul\x1b[2J\x9bpart\u202e", "--lang", "fr")
    assert "nul\ufffd[2J\ufffdpart\ufffd" in shown
    (folder / "kg.toml").write_text('queries = "q"\n', encoding="utf-8")
    (folder / "q").mkdir()
    (folder / "q" / "own.rq").write_text("# title@en: a\x1b[2Jb\nASK {}", encoding="utf-8")
    assert "a\ufffd[2Jb" in in_a_terminal("query", "--vault", str(folder), "--list")
