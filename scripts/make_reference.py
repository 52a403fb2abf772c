"""Write docs/reference/ from the code: commands, named queries, problems, ontology, Python.

python scripts/make_reference.py           write the pages
python scripts/make_reference.py --check   write nothing, fail if a page would change
"""

from __future__ import annotations

import argparse
import inspect
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import click
import pyoxigraph as ox

TOP = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(TOP))

import kg  # noqa: E402
from kg import command_line, console, errors, texts  # noqa: E402
from kg.cli import main as program  # noqa: E402
from kg.explain import explained  # noqa: E402
from kg.graph.codes import codes as shape_codes  # noqa: E402
from kg.graph.codes import known as known_codes  # noqa: E402
from kg.model.codes import CODES, Code  # noqa: E402
from kg.store.prefixes import PREFIXES  # noqa: E402
from kg.store.queries import NamedQuery, named  # noqa: E402

HEAD = "<!-- Written by scripts/make_reference.py: change the code, then run it. -->\n\n"


# -- commands -------------------------------------------------------------------------------------------
def commands() -> str:
    """Every command with its options, in English and French."""
    said = [
        "# Commands\n",
        "Results go to stdout, messages to stderr. Exit 0: done, at most warnings and remarks; 1: done, and the notes "
        "hold at least one error or violation; 2: nothing could be done. `--lang` says the language of messages and "
        "help, else the environment (`LC_ALL`, `LC_MESSAGES`, `LANG`), else `language` in kg.toml; `NO_COLOR` is "
        "heeded. `--lang`, `--vault`, `-q` and `-v` stand behind the name of the command.\n",
    ]
    for command in (program, *_commands(program)):
        said.extend(_command(command))
    return "\n".join(said)


def _commands(group: click.Group) -> Iterator[click.Command]:
    for command in group.commands.values():
        yield command
        if isinstance(command, click.Group):
            yield from command.commands.values()


def _command(command: click.Command) -> Iterator[str]:
    name = command.key if isinstance(command, command_line.Spoken) else command.name or ""
    ctx = click.Context(command, info_name="kg" if name == "kg" else f"kg {name}", help_option_names=["-h", "--help"])
    ctx.meta[console.LANGUAGE] = "en"
    text = texts.COMMANDS[name]
    first, examples = _parts(text.en)
    yield f"## `{ctx.info_name}`\n"
    yield f"{first}\n\n*{_parts(text.fr)[0]}*\n"
    yield f"```\n{ctx.info_name} {' '.join(command.collect_usage_pieces(ctx))}\n{examples}```\n"
    rows = []
    for parameter in command.get_params(ctx):
        help_ = command_line.help_of(name, parameter)
        record = parameter.get_help_record(ctx)
        option = record[0] if record is not None and isinstance(parameter, click.Option) else ""
        rows.append((f"`{option or parameter.human_readable_name}`", help_.en, help_.fr))
    yield _table(("", "English", "français"), rows)


def _parts(text: str) -> tuple[str, str]:
    """A command's help as its paragraphs and its lines of examples."""
    said: list[str] = []
    examples: list[str] = []
    for part in inspect.cleandoc(text).split("\n\n"):
        if part.startswith("\b\n"):
            examples += inspect.cleandoc("\n".join(x for x in part.split("\n")[1:] if not x.endswith(":"))).split("\n")
        elif part.startswith(("Example: ", "Exemple : ")):
            examples.append(part.split(": ", 1)[1])
        else:
            said.append(part.replace("\n", " "))
    return " ".join(said), "".join(f"\n{x}" for x in examples) + ("\n" if examples else "")


# -- named queries --------------------------------------------------------------------------------------
def queries() -> str:
    """Every named query with its parameters."""
    said = [
        "# Named queries\n",
        "`kg query NAME -p PARAMETER=VALUE`; in Python `graph.query(NAME, PARAMETER=VALUE)`. `kg query --list` shows them, "
        "with those of the folder that `queries` in kg.toml names.\n",
    ]
    for name, query in named().items():
        said.extend(_query(name, query))
    return "\n".join(said)


def _query(name: str, query: NamedQuery) -> Iterator[str]:
    given = "".join(f" -p {p.name}={p.default}" for p in query.parameters)
    yield f"## `{name}`\n"
    title, description = query.title, query.description
    yield f"**{title.en}.** {description.en}\n\n*{title.fr}. {description.fr}*\n"
    yield f"```sh\nkg query {name}{given}\n```\n"
    if query.parameters:
        rows = [(f"`{p.name}`", p.type, f"`{p.default}`", p.said.en, p.said.fr) for p in query.parameters]
        yield _table(("parameter", "type", "default", "English", "français"), rows)


# -- problems -------------------------------------------------------------------------------------------
_GROUPS = {
    "KG1": "Reading the notes",
    "KG2": "Recognising",
    "KG3": "Shapes: what is published conforms to them",
    "KG4": "Identity and addresses",
    "KG5": "The data set",
    "KG6": "Links",
}


def problems() -> str:
    """Every code of a problem, with message and hint."""
    known = {c.code: c for c in (*CODES.values(), *shape_codes())}
    said = [
        "# Problems\n",
        "What an author can mend, as `kg check` says it: `note.md:line:column: CODE severity message`. Errors and "
        "violations make `kg` exit 1, and `--strict` publish nothing. What breaks a shape is left out, the rest is "
        "published. `{…}` stands for what the note says.\n",
    ]
    for start, title in _GROUPS.items():
        said.append(f"## {title}\n")
        said.extend(_code(known[code]) for code in sorted(known) if code.startswith(start))
    return "\n".join(said)


def _code(code: Code) -> str:
    hint = code.hint
    said = [
        f"### [{code.code}](problems/{code.code}.md)\n",
        f"{texts.NOUNS[code.severity][0].en} · *{texts.NOUNS[code.severity][0].fr}*\n",
    ]
    said.append(f"- {_one(code.message.en)}{f' → {_one(hint.en)}' if hint else ''}")
    said.append(f"- *{_one(code.message.fr)}{f' → {_one(hint.fr)}' if hint else ''}*\n")
    return "\n".join(said)


def code_page(code: Code) -> str:
    """What one code means, in English, French and German, as `kg explain` says it."""
    said = [f"# {code.code}\n"]
    for language, title in (("en", "English"), ("fr", "Français"), ("de", "Deutsch")):
        said.append(f"## {title}\n\n```text\n{explained(code, language)}```\n")
    return "\n".join(said)


def _one(text: str) -> str:
    return " ".join(text.split()).replace("<", "&lt;")


# -- ontology -------------------------------------------------------------------------------------------
_KINDS = (
    ("Classes", "owl:Class"),
    ("Properties between things", "owl:ObjectProperty"),
    ("Properties with a value", "owl:DatatypeProperty"),
    ("Other properties", "owl:AnnotationProperty"),
    ("Lists", "skos:ConceptScheme"),
    ("Concepts", "skos:Concept"),
    ("Collections", "skos:Collection"),
)
_MAPS = {
    "rdfs:subClassOf": "is a", "rdfs:subPropertyOf": "is a", "owl:equivalentClass": "same as", "owl:equivalentProperty": "same as",
    "schema:domainIncludes": "of", "rdfs:domain": "of", "rdfs:range": "to", "schema:rangeIncludes": "to", "rdfs:seeAlso": "see",
    "skos:inScheme": "in", "skos:notation": "code",
}  # fmt: skip
_PREFIXES = {**PREFIXES, "edm": "http://www.europeana.eu/schemas/edm/", "foaf": "http://xmlns.com/foaf/0.1/", "adms": "http://www.w3.org/ns/adms#"}  # fmt: skip


def ontology() -> str:
    """Every term of the ontology and of its lists, with labels, definitions and mappings."""
    about = _statements(("mxtd.ttl", "concepts.ttl"))
    said = [
        "# Ontology\n",
        f"`mxtd:` is `{PREFIXES['mxtd']}`. The files are [mxtd.ttl](../../ontology/mxtd.ttl) and "
        "[concepts.ttl](../../ontology/concepts.ttl); places are in [places.ttl](../../ontology/places.ttl).\n",
    ]
    for title, kind in _KINDS:
        terms = sorted(t for t, s in about.items() if t.startswith(PREFIXES["mxtd"]) and kind in _short(s["rdf:type"]))
        if terms:
            said.append(f"## {title}\n")
            said.append(_table(("term", "English", "français", "relates to"), [_term(t, about[t]) for t in terms]))
    return "\n".join(said)


def _statements(files: Iterable[str]) -> dict[str, dict[str, list[ox.NamedNode | ox.Literal]]]:
    about: dict[str, dict[str, list[ox.NamedNode | ox.Literal]]] = defaultdict(lambda: defaultdict(list))
    for name in files:
        for quad in ox.parse(path=str(TOP / "ontology" / name), format=ox.RdfFormat.TURTLE):
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal):
                about[quad.subject.value][_prefixed(quad.predicate.value)].append(quad.object)
    return about


def _term(iri: str, said: dict[str, list[ox.NamedNode | ox.Literal]]) -> tuple[str, str, str, str]:
    def in_language(language: str) -> str:
        label, definition = (_in(said[p], language) for p in ("rdfs:label", "skos:definition"))
        return f"**{label}.** {definition} *{_in(said['skos:example'], language)}*".strip()

    relations = [f"{word} {', '.join(_short(said[p]))}" for p, word in _MAPS.items() if said.get(p)]
    relations += [_in(said["skos:editorialNote"], "en")] if said.get("skos:editorialNote") else []
    return f"`{_prefixed(iri)}`", in_language("en"), in_language("fr"), "; ".join(relations)


def _in(values: Iterable[ox.NamedNode | ox.Literal], language: str) -> str:
    return next((v.value for v in values if isinstance(v, ox.Literal) and v.language == language), "")


def _short(values: Iterable[ox.NamedNode | ox.Literal]) -> list[str]:
    return sorted(_prefixed(v.value) if isinstance(v, ox.NamedNode) else v.value for v in values)


def _prefixed(iri: str) -> str:
    for prefix, base in _PREFIXES.items():
        if iri.startswith(base) and len(iri) > len(base):
            return f"{prefix}:{iri[len(base) :]}"
    return f"<{iri}>"


# -- Python ---------------------------------------------------------------------------------------------
def python() -> str:
    """The public face, from its docstrings."""
    said = ["# Python\n", f"{inspect.cleandoc(kg.__doc__ or '')}\n".replace(":func:", "").replace(":class:", "")]
    said.extend(_function("kg.open", kg.open))
    for name in ("VaultGraph", "Rows"):
        said.extend(_class(name, getattr(kg, name)))
    said.append("## Failures\n")
    said.append(f"```\n{inspect.cleandoc(errors.__doc__ or '')}\n```\n")
    said.extend(_class("KgError", errors.KgError, "###"))
    return "\n".join(said)


def _class(name: str, class_: Any, level: str = "##") -> Iterator[str]:
    yield f"{level} `kg.{name}`\n"
    yield f"{inspect.cleandoc(class_.__doc__ or '')}\n"
    for member, value in vars(class_).items():
        if member.startswith("_") or not (inspect.isfunction(value) or isinstance(value, property)):
            continue
        if isinstance(value, property):
            yield f"{level}# `.{member}`\n\n{inspect.cleandoc(value.__doc__ or '')}\n"
        else:
            yield from _function(f".{member}", value, f"{level}#")


def _function(name: str, function: Callable[..., Any], level: str = "##") -> Iterator[str]:
    signature = inspect.signature(function)
    shown = [p for p in signature.parameters.values() if p.name != "self"]
    plain = re.sub(r"(: |-> )'([^']*)'", r"\1\2", str(signature.replace(parameters=shown)))
    yield f"{level} `{name}{plain}`\n\n{inspect.cleandoc(function.__doc__ or '')}\n"


# -- pages ----------------------------------------------------------------------------------------------
def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [heads, ("---",) * len(heads), *(tuple(_cell(c) for c in row) for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


PAGES = {"commands": commands, "queries": queries, "problems": problems, "ontology": ontology, "python": python}


def main() -> int:
    """Write or check the pages."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0] if __doc__ else "")
    parser.add_argument("--check", action="store_true", help="write nothing, fail if a page would change")
    check = parser.parse_args().check
    stale = []
    pages: dict[str, Callable[[], str]] = {
        **PAGES,
        **{f"problems/{c.code}": partial(code_page, c) for c in known_codes().values()},
    }
    for name, page in pages.items():
        file = TOP / "docs" / "reference" / f"{name}.md"
        text = HEAD + page().rstrip() + "\n"
        if file.is_file() and file.read_text(encoding="utf-8") == text:
            continue
        stale.append(str(file.relative_to(TOP)))
        if not check:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")
    for path in stale:
        print(f"{'out of date' if check else 'written'}: {path}")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
