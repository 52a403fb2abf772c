"""Small vaults whose notes hang together in every way that notes do, and edits of them, by chance."""

from __future__ import annotations

from pathlib import Path
from random import Random

NAMES = [
    "Rivage",
    "Sentier",
    "Phare Nord",
    "Phare Sud",
    "Lanterne",
    "Lanternes",
    "Fonds",
    "Programme Aube",
    "Atelier Ouvert",
    "Rive",
]
FUNDERS = [
    "la Fondation Aube",
    "le Fonds Horizon",
    "l'Office de la culture",
    "[Mille Mains](https://mains.example/)",
    "[[Fondation Aube]]",
]
PLACES = [
    "Suisse",
    "Belgique - Flandres",
    "Royaume-Uni, 2017-2022",
    "Canada, depuis 2020",
    "CH",
    "2022-2019",
    "Autriche & Belgique",
]
HEADS = [
    "# Projets",
    "# Initiatives pour les petits musées",
    "## Suisse",
    "# Carnet",
    "## Fondation Aube",
    "# Grants",
    "# Lectures",
]
PATHS = [
    "a.md",
    "b.md",
    "Été.md",
    "ete.md",
    "Projets/c.md",
    "Projets/d.md",
    "Rivage.md",
    "Fondation Aube.md",
    "Notes/Rivage.md",
    "x.csv",
    "Phare.md",
]
TITLES = ["", "", "Le site", "Le site", "Rivage", "Carnet", "Phare Nord"]
URLS = [
    "https://rivage.example/",
    "https://rivage.example/projet",
    "http://www.rivage.example",
    "https://phare.example/",
    "https://aube.example/x",
]
FIELDS = [
    "alias: [Rivage, Le Phare]", "alias: Le chemin", "same_as: Rivage", "same_as: Nulle part", "part_of: Programme Aube",
    "type: projet", "type: organisation", "wikidata: Q42", "pays: Suisse", "start: 2019", "end: 2012", "tags: [outil, musée]", "draft: true",
    "financé par: Fonds Horizon", "url: https://rivage.example/", "iri: https://museumxtd.ch/kg/id/fixe", "entries: none", "lang: de",
]  # fmt: skip
TURTLE = [
    "kg:rivage mxtd:country place:FR .", "kg:rivage a mxtd:Organisation .", "kg:nouveau a mxtd:Initiative ; rdfs:label 'Nouveau'@fr .",
    "kg:sentier schema:startDate 'abc' .", "kg:rivage dcterms:isPartOf kg:nulle-part .", "kg:phare-nord rdfs:label 'Phare Nord'@en .",
    "kg:sentier dcterms:isPartOf kg:rivage . kg:rivage dcterms:isPartOf kg:sentier .", "broken",
]  # fmt: skip

LINKS = (
    "#curie_map:\n#  kg: https://museumxtd.ch/kg/id/\n#  wikidata: http://www.wikidata.org/entity/\n"
    "subject_id\tsubject_label\tpredicate_id\tobject_id\tobject_label\tmapping_justification\n"
)


def item(chance: Random) -> str:
    """One item of a list, with what may stand in it and below it."""
    name = chance.choice(NAMES)
    head = chance.choice([name, f"[{name}]({chance.choice(URLS)})", f"[{name}](https://{name.lower().replace(' ', '')}.example/)",
                          f"[[{name}]]", f"[[{chance.choice(NAMES)}|{name}]]", f"**{name}**"])  # fmt: skip
    tail = chance.choice(
        ["", f" ({chance.choice(PLACES)})", f" ({chance.choice(PLACES)})", " – une plateforme pour les musées", " 2020"]
    )
    lines = [f"- {head}{tail}"]
    if chance.random() < 0.4:
        lines.append(
            f"  {chance.choice(['porté par', 'financé par', 'fait partie de', 'va de pair avec'])} {chance.choice([*FUNDERS, *NAMES])}."
        )
    if chance.random() < 0.2:
        lines.append(f"  - [{chance.choice(NAMES)}](https://part{chance.randrange(4)}.example/) (Suisse)")
    if chance.random() < 0.1:
        lines[0] += " <!-- kg: ignore -->"
    return "\n".join(lines)


def note(chance: Random) -> str:
    """The text of a note."""
    matter = ""
    if chance.random() < 0.6:
        title = chance.choice(TITLES)
        fields = [f"title: {title}"] if title else []
        fields += chance.sample(FIELDS, chance.randrange(3))
        matter = "---\n" + "".join(f"{f}\n" for f in fields) + "---\n"
    parts = [matter + chance.choice(HEADS)]
    for _ in range(chance.randrange(3)):
        parts.append("\n".join(item(chance) for _ in range(chance.randrange(1, 4))))
        if chance.random() < 0.5:
            parts.append(chance.choice([*HEADS, "Nous avons parlé.", f"Voir [[{chance.choice(NAMES)}]]."]))
    if chance.random() < 0.15:
        parts.append("```turtle\n" + "\n".join(chance.sample(TURTLE, chance.randrange(1, 3))) + "\n```")
    return "\n\n".join(parts) + "\n"


def table(chance: Random) -> str:
    """A table of entries."""
    rows = [
        f"{chance.choice(NAMES)};{chance.choice(['Suisse', 'Belgique', ''])};{chance.choice(URLS)}"
        for _ in range(chance.randrange(4))
    ]
    return "nom;pays;site\n" + "".join(f"{r}\n" for r in rows)


def text_for(path: str, chance: Random) -> str:
    """The text of a file."""
    return table(chance) if path.endswith(".csv") else note(chance)


def write(folder: Path, path: str, text: str) -> None:
    """Write a file, and its folder."""
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def make(folder: Path, chance: Random) -> None:
    """A vault of some of the paths."""
    for path in chance.sample(PATHS, chance.randrange(1, 8)):
        write(folder, path, text_for(path, chance))


def files(folder: Path) -> list[Path]:
    """Its notes and tables. What a build that runs does in `.kg` is not looked at."""
    found = [folder, *(p for p in folder.iterdir() if p.is_dir() and p.name != ".kg")]
    return sorted(p for f in found for p in f.iterdir() if p.suffix in (".md", ".csv"))


DEEDS = ["add", "change", "change", "line", "rename", "delete", "swap", "touch", "unreadable", "links"]


def edit(folder: Path, chance: Random) -> str:
    """Change one thing or two; what was done. What cannot be done here changes a text instead."""
    here = files(folder)
    free = [p for p in PATHS if not (folder / p).exists()]
    deed = chance.choice(DEEDS)
    if deed == "links":
        return _decide_a_link(folder, chance)
    if (deed == "add" and free) or not here:
        path = chance.choice(free)
        write(folder, path, text_for(path, chance))
        return f"add {path}"
    file = chance.choice(here)
    name = file.relative_to(folder).as_posix()
    if deed == "rename" and free:
        return f"rename {name} {_rename(file, folder / chance.choice(free))}"
    if deed == "swap" and len(here) > 1:
        return f"swap {name} {_swap(file, chance.choice(here))}"
    _change(file, name, deed, chance)
    return f"{deed} {name}"


def _decide_a_link(folder: Path, chance: Random) -> str:
    subject, item_ = chance.choice(["rivage", "sentier", "nulle"]), chance.randrange(1, 9)
    row = f"kg:{subject}\tx\tskos:exactMatch\twikidata:Q{item_}\tx\tsemapv:ManualMappingCuration"
    write(folder, "links/wikidata.sssom.tsv", f"{LINKS}{row}\n")
    return f"links: {row}"


def _rename(file: Path, target: Path) -> str:
    target.parent.mkdir(parents=True, exist_ok=True)
    file.rename(target)
    return target.name


def _swap(file: Path, other: Path) -> str:
    one, two = file.read_bytes(), other.read_bytes()
    file.write_bytes(two)
    other.write_bytes(one)
    return other.name


def _change(file: Path, name: str, deed: str, chance: Random) -> None:
    if deed == "line":
        lines = file.read_text(encoding="utf-8", errors="replace").split("\n")
        lines.insert(chance.randrange(len(lines) + 1), chance.choice(["", item(chance), "Un mot."]))
        file.write_text("\n".join(lines), encoding="utf-8")
    elif deed == "delete":
        file.unlink()
    elif deed == "touch":
        file.touch()
    elif deed == "unreadable":
        file.write_bytes(b"\x00" * 600)
    else:
        file.write_text(text_for(name, chance), encoding="utf-8")
