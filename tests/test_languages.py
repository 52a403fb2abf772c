"""Everything that a user reads is there in French and English, and in German."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from kg import texts
from kg.cli import main
from kg.command_line import name_of
from kg.errors import KgError, QueryError
from kg.linking.command import link
from kg.model.text import LANGUAGES, Text
from kg.store.queries import find

TOP = Path(__file__).resolve().parent.parent
Vault = Callable[[dict[str, str]], Path]
SILENT = {"LANG": None, "LC_ALL": None, "LC_MESSAGES": None, "LANGUAGE": None}


def run(*words: str, **environment: str) -> Result:
    return CliRunner().invoke(main, list(words), env={**SILENT, **environment}, prog_name="kg")


def all_commands() -> dict[str, click.Command]:
    return {"kg": main, **main.commands, **{f"link {name}": command for name, command in link.commands.items()}}


def parameters() -> list[tuple[str, click.Parameter]]:
    commands = all_commands()
    return [
        (name, p)
        for name, c in commands.items()
        for p in c.get_params(click.Context(c, help_option_names=["-h", "--help"]))
    ]


def test_every_command_has_its_text_in_the_table() -> None:
    assert all_commands().keys() == texts.COMMANDS.keys()


@pytest.mark.parametrize("command,parameter", parameters(), ids=lambda x: x if isinstance(x, str) else name_of(x))
def test_every_option_and_argument_has_its_text_in_the_table(command: str, parameter: click.Parameter) -> None:
    name = name_of(parameter)
    assert f"{command}.{name}" in texts.PARAMETERS or name in texts.PARAMETERS


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_line_of_a_command_in_a_list_is_a_whole_sentence(language: str) -> None:
    lines = [text.in_language(language).partition("\n")[0] for text in texts.COMMANDS.values()]
    assert [line for line in lines if not line.endswith((".", "…"))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_examples_fit_into_a_terminal(language: str) -> None:
    parts = [part for t in texts.COMMANDS.values() for part in inspect.cleandoc(t.in_language(language)).split("\n\n")]
    lines = [line for part in parts if part.startswith("\b\n") for line in part.splitlines()[1:]]
    assert lines and [line for line in lines if len(line) > 78] == []  # of 80, with two blanks before them


def test_no_text_of_the_table_is_for_something_that_is_gone() -> None:
    known = {n for command, p in parameters() for n in (name_of(p), f"{command}.{name_of(p)}")}
    assert texts.PARAMETERS.keys() <= known


def test_every_message_in_the_code_is_there_in_all_languages() -> None:
    lacking = []
    for file in (TOP / "kg").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Text":
                said = {k.arg for k in node.keywords}
                if None not in said and not said >= set(LANGUAGES):
                    lacking.append(f"{file.relative_to(TOP)}:{node.lineno}")
    assert lacking == []


FRENCH = ["Usage : kg", "Options :", "Langue des messages.", "Montrer cette aide."]


@pytest.mark.parametrize("command", ["", *main.commands])
@pytest.mark.parametrize(
    "words,environment",
    [
        (["--lang", "fr", "{}", "--help"], {}),
        (["{}", "--help", "--lang", "fr"], {}),
        (["{}", "--lang=fr", "-h"], {"LANG": "en_GB.UTF-8"}),
        (["{}", "--help"], {"LANG": "fr_CH.UTF-8"}),
        (["{}", "--help"], {"LANG": "de_CH.UTF-8", "LC_ALL": "fr_FR@euro"}),
    ],
    ids=["option before", "option behind", "option with =", "LANG", "LC_ALL"],
)
def test_help_is_french_when_french_is_asked_for(command: str, words: list[str], environment: dict[str, str]) -> None:
    done = run(*[w.format(command) for w in words if w != "{}" or command], **environment)
    assert done.exit_code == 0
    assert all(line in done.stdout for line in FRENCH) and "Show this" not in done.stdout


def test_help_names_every_command_in_order() -> None:
    lines = run("--help", "--lang", "fr").stdout.split("Commandes :\n")[1].splitlines()
    assert [line.split()[0] for line in lines if line[2:3].strip()] == list(main.commands)


@pytest.mark.parametrize("said", ["", "C", "POSIX", "it_IT.UTF-8"])
def test_without_a_language_of_ours_help_is_english(said: str) -> None:
    assert "Show this help." in run("--help", LANG=said).stdout


NOTE = {"n.md": "# Projets\n\n- [Sentier](https://sentier.example/) (Suisse, 2020)\n", "kg.toml": 'language = "fr"\n'}


@pytest.mark.parametrize(
    "words,environment,read",
    [
        ([], {}, "note lue"),
        ([], {"LANG": "C.UTF-8"}, "note lue"),
        ([], {"LANG": "en_GB.UTF-8"}, "note read"),
        (["--lang", "de"], {"LANG": "en_GB.UTF-8"}, "Notiz gelesen"),
    ],
    ids=["kg.toml alone", "an environment without language", "the environment first", "the option first of all"],
)
def test_the_language_of_kg_toml_counts_last(
    vault: Vault, words: list[str], environment: dict[str, str], read: str
) -> None:
    done = run("build", str(vault(NOTE)), *words, **environment)
    assert done.exit_code == 0 and read in done.output


def test_a_language_that_kg_does_not_speak_is_no_setting(vault: Vault) -> None:
    done = run("build", str(vault({**NOTE, "kg.toml": 'language = "klingon"\n'})))
    assert done.exit_code == 2 and "fr, en, de" in done.output


@pytest.mark.parametrize(
    "words,french",
    [
        (["build", "nulle-part"], "n'existe pas"),
        (["buidl"], "Vouliez-vous dire build ?"),
        (["build", "--strikt"], "Vouliez-vous dire --strict, --severity ?"),
        (["why"], "Il manque ENTITÉ."),
        (["why", "a", "b", "c"], "En trop : c."),
        (["check", "--format", "pdf"], "il faut l'un de text"),
        (["check", "--vault"], "demande une valeur"),
        (["build", "--strict=1"], "ne prend pas de valeur"),
        (["export", "-o", "."], "où l'on peut écrire"),
        ([], ""),
    ],
    ids=lambda x: " ".join(x) if isinstance(x, list) else "",
)
def test_what_cannot_be_done_is_said_in_french(words: list[str], french: str) -> None:
    done = run(*words, LANG="fr_CH.UTF-8")
    assert done.exit_code == 2 and french in done.output and "Traceback" not in done.output


@pytest.mark.parametrize(
    "words,french,german",
    [
        (["query", "by-contry"], "Aucune requête ne s'appelle", "Keine Abfrage heisst"),
        (["query", "SELECT ?x WHER {}"], "n'est pas lisible à la ligne 1", "nicht lesbar in Zeile 1"),
        (["query", "countries", "-p", "x=1"], "n'a pas de paramètre", "keinen Parameter"),
        (["query", "active-in", "-p", "year=x"], "pas une année", "kein Jahr"),
        (["query", "countries", "-f", "pdf"], "n'existe pas", "gibt es nicht"),
        (["query", "countries", "-f", "turtle"], "pour les graphes", "für Graphen"),
        (["query", "countries", "-p", "x"], "pas un paramètre", "kein Parameter"),
        (["export", "-f", "jsonld", "--provenance"], "provenance", "Herkunft"),
        (["export", "--entity", "Personne"], "Rien ne s'appelle", "Nichts heisst"),
        (["why", "Sentier", "prix"], "n'a pas de « prix »", "hat kein „prix“"),
    ],
    ids=lambda x: " ".join(x) if isinstance(x, list) else "",
)
def test_a_failure_speaks_the_language_of_the_user(vault: Vault, words: list[str], french: str, german: str) -> None:
    folder = str(vault(NOTE))
    assert french in run(*words, "--vault", folder).stderr  # that of kg.toml
    assert german in run(*words, "--vault", folder, "--lang", "de").stderr


def test_for_python_a_failure_is_an_english_sentence() -> None:
    with pytest.raises(QueryError, match=r"There is no query named 'by-contry'\.") as caught:
        find("by-contry")
    assert caught.value.hint.startswith("Did you mean by-country")
    assert caught.value.message == str(caught.value)


def test_a_failure_survives_the_way_between_processes() -> None:
    import pickle

    error = KgError(Text(fr="non", en="no", de="nein"), Text(fr="si", en="yes", de="doch"))
    again = pickle.loads(pickle.dumps(error))
    assert (again.said, again.advice, str(again)) == (error.said, error.advice, "no")


def test_numbers_go_with_their_noun() -> None:
    assert [texts.counted(n, "Initiative").fr for n in (0, 1, 2)] == ["0 initiative", "1 initiative", "2 initiatives"]
    assert [texts.counted(n, "Initiative").en for n in (0, 1, 2)] == ["0 initiatives", "1 initiative", "2 initiatives"]


def test_a_filled_text_takes_each_language_s_own_words() -> None:
    text = Text(fr="deux {what}", en="two {what}", de="zwei {what}").filled(
        what=Text(fr="notes", en="notes", de="Notizen")
    )
    assert text.in_language("de") == "zwei Notizen" and str(text) == "two notes"
