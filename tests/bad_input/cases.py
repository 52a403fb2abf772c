"""What a museum's laptop makes, and what an attacker would: a file or a few, and what is said of them."""

from __future__ import annotations

from dataclasses import dataclass

Said = tuple[str, str, int]  # code, file, line
LIST = "# Projets\n\n- [Balise](https://balise.example/) (Suisse)\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Files by name, the problems that are said, and the entries that are read all the same."""

    files: dict[str, bytes]
    said: tuple[Said, ...] = ()
    reads: tuple[str, ...] = ()
    not_read: tuple[str, ...] = ()


def one(text: str | bytes, *said: tuple[str, int], reads: str = "", not_read: str = "", name: str = "x.md") -> Case:
    """A case of one file."""
    raw = text.encode() if isinstance(text, str) else text
    return Case(
        files={name: raw}, said=tuple((code, name, line) for code, line in said),
        reads=tuple(reads.split(" | ")) if reads else (), not_read=tuple(not_read.split(" | ")) if not_read else (),
    )  # fmt: skip


def matter(front: str, *said: tuple[str, int], reads: str = "Balise", not_read: str = "") -> Case:
    """A note whose front matter is odd; its list is read all the same."""
    return one(f"---\n{front}\n---\n{LIST}", *said, reads=reads, not_read=not_read)


def listed(item: str, *said: tuple[str, int], reads: str = "", not_read: str = "") -> Case:
    """A list of one odd item, on line 3, and one good one."""
    return one(f"# Projets\n\n{item}\n- [Balise](https://balise.example/) (Suisse)\n", *said,
               reads=f"Balise | {reads}" if reads else "Balise", not_read=not_read)  # fmt: skip


def turtle(text: str, *said: tuple[str, int], reads: str = "Balise", not_read: str = "") -> Case:
    """A block of Turtle, from line 6 on, in a note with a list."""
    return one(f"{LIST}\n```turtle\n{text}\n```\n", *said, reads=reads, not_read=not_read)


ENCODINGS = {
    "Windows-1252": one("# Projets\n\n- [Écluse](https://ecluse.example/) (Suisse)\n".encode("cp1252"), ("KG106", 3), reads="Écluse"),
    "invalid UTF-8 in one place": one(b"# Projets\n\n- [Balise](https://balise.example/) (Suisse) \xff\xfe\xfa\n", ("KG106", 3), reads="Balise"),
    "a damaged letter among others in UTF-8": one("# Projets d'été\n\n- [Écluse](https://ecluse.example/) (Suisse), créée à Bâle\n- [Balise](https://balise.example/) \n\nFin".encode() + b"\xc3", ("KG123", 6), reads="Écluse | Balise"),
    "UTF-16 with a mark": one(LIST.encode("utf-16"), reads="Balise"),
    "UTF-16 without a mark": one(LIST.encode("utf-16-le"), reads="Balise"),
    "UTF-32": one(LIST.encode("utf-32"), reads="Balise"),
    "a byte order mark": one(b"\xef\xbb\xbf---\ntitle: x\n---\n" + LIST.encode(), reads="Balise"),
    "CRLF": one(LIST.replace("\n", "\r\n"), reads="Balise"),
    "a lone CR": one(LIST.replace("\n", "\r"), reads="Balise"),
    "line ends of three kinds": one("---\r\ntitle: x\n---\r# Projets\r\n\n- [Balise](https://balise.example/) (Suisse)\r", reads="Balise"),
    "NUL": listed("- [Rive\x00](https://rive.example/) (Suisse)", ("KG110", 3), reads="Rive"),
    "control characters": listed("- [Rive](https://rive.example/) (Suisse)\x07\x1b[31m\x08", ("KG110", 3), reads="Rive"),
    "a line separator (U+2028)": listed("- [Rive](https://rive.example/)\u2028(Suisse)", ("KG110", 3), reads="Rive"),
    "no-break blanks": listed("- [Rive](https://rive.example/)\u00a0(Suisse,\u202f2019)", reads="Rive"),
    "a picture called .md": one(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00" + bytes(range(256)) * 8, ("KG105", 1)),
    "a word processor's file called .md": one(b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00" + bytes(range(256)) * 8, ("KG105", 1)),
    "an empty file": one(b"", ("KG122", 1)),
    "UTF-16 cut within a letter": one(LIST.encode("utf-16")[:-1], reads="Balise"),
    "only blanks": one(" \n\t\n\u00a0\n"),
    "a file that a cloud service has not fetched": one(b"\x00" * 4096, ("KG105", 1)),
}  # fmt: skip
FRONT_MATTER = {
    "not closed": one("---\ntype: projet\n# Balise\n\nUne plateforme suisse.\n", ("KG117", 1)),
    "closed with dots": one("---\ntype: projet\nurl: https://balise.example/\n...\n# Balise\n", reads="Balise"),
    "broken": matter("type: [projet", ("KG101", 2)),
    "a list": matter("- projet\n- suisse", ("KG102", 2)),
    "a text": matter("un projet suisse", ("KG102", 2)),
    "empty": matter(""),
    "a colon in a title": matter("title: Musée : le projet", ("KG101", 2)),
    "a key that comes twice": matter("type: projet\npays: Suisse\npays: France", ("KG115", 4)),
    "an anchor": matter("a: &x [Suisse]\npays: *x"),
    "anchors that explode": matter("a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(f"{k}: &{k} [{','.join([f'*{p}'] * 9)}]\n" for p, k in zip("abcdefgh", "bcdefghi", strict=True)), ("KG101", 2)),
    "an anchor within itself": matter("a: &a [*a]", ("KG101", 2)),
    "an alias of nothing": matter("pays: *rien", ("KG101", 2)),
    "nested 5,000 deep": matter("a: " + "[" * 5000 + "]" * 5000, ("KG101", 2), ("KG113", 2)),
    "a Python tag": matter("a: !!python/object/apply:os.system ['true']", ("KG127", 2)),
    "an unknown tag": matter("pays: !lieu Suisse", ("KG127", 2)),
    "a tag of YAML": matter("a: !!str Suisse"),
    "a script in a title": one("---\ntitle: <script>alert</script> Rive\ntype: projet\nurl: https://rive.example/\n---\n", reads="alert Rive"),
    "a script for a page": matter("type: projet\nurl: javascript:alert(1)", ("KG204", 3)),
    "a file for a page": matter("type: projet\nurl: file:///C:/musee.pdf", ("KG204", 3)),
    "a period that is reversed": matter("type: projet\nstart: 2022\nend: 2019", ("KG391", 4)),
    "the year 0": matter("type: projet\nstart: 0000", ("KG203", 3)),
    "the year 99999": matter("type: projet\nstart: 99999", ("KG203", 3)),
    "not closed before a rule": one(f"---\ntype: liste\n\n{LIST}\n---\n\n- [Rive](https://rive.example/) (Suisse)\n", ("KG117", 1), reads="Balise | Rive"),
    "cut in the middle": one("---\ntype: projet\nurl: https://balise.exam", ("KG117", 1)),
    "country: NO": one("---\ntype: projet\ncountry: NO\nurl: https://fjord.example/\n---\n# Fjord\n", reads="Fjord"),
    "a date that is none": matter("type: projet\nstart: 2019-02-31", ("KG203", 3)),
    "an octal number": one("---\ntype: projet\nstart: 02019\nurl: https://rive.example/\n---\n# Rive\n", ("KG203", 3), reads="Rive"),
    "a number of 5,000 digits": matter(f"type: projet\nstart: {'9' * 5000}", ("KG203", 3)),
    "TOML": one('+++\ntitle = "Balise"\n+++\n' + LIST, ("KG118", 1), reads="Balise"),
    "TOML that is not closed": one('+++\ntitle = "Balise"\n\n' + LIST, ("KG117", 1), ("KG118", 1), reads="Balise"),
    "TOML that is not closed, a table first": one('+++\n# du site\n[params]\n  pays = "Suisse"\n\n' + LIST, ("KG117", 1), ("KG118", 1), reads="Balise"),
    "plus signs above a text": one("+++\nUn texte où a = b.\n\n" + LIST, reads="Balise"),
    "JSON": one('{\n"title": "Balise"\n}\n\n' + LIST, ("KG118", 1), reads="Balise"),
    "a tab": matter("type:\tprojet"),
    "a tab before a key": matter("type: projet\n\tpays: Suisse", ("KG101", 3)),
    "a key that is no text": matter("1: 2\n[a, b]: c\n? {x: y}\n: z"),
    "a value of three levels": matter("pays:\n  a:\n    b: Suisse"),
    "git's marks of a conflict": matter("<<<<<<< HEAD\npays: Suisse\n=======\npays: France\n>>>>>>> main", ("KG116", 2), ("KG101", 3)),
    "a language that is none": matter("lang: klingon", ("KG204", 2)),
    "a status that is none": matter("type: projet\nstatus: bientôt peut-être", ("KG204", 3)),
}  # fmt: skip
TEXTS = {
    "git's marks of a conflict": one(f"# Projets\n\n<<<<<<< HEAD\n- [Rive](https://rive.example/) (Suisse)\n=======\n- [Rives](https://rive.example/) (France)\n>>>>>>> main\n\n{LIST}", ("KG116", 3), reads="Balise"),
    "a heading level of 50": one("#" * 50 + f" Projets\n\n{LIST}", reads="Balise"),
    "a title in HTML": listed("- [<b>Rive</b> <script>alert(1)</script>](https://rive.example/) (Suisse)", reads="Rive alert(1)"),
    "a picture in SVG": listed("- [Rive](https://rive.example/) <svg onload=alert(1)></svg> (Suisse)", reads="Rive"),
    "a reversed period": listed("- [Rive](https://rive.example/) (Suisse, 2022-2019)", ("KG203", 3), reads="Rive"),
    "the year 0": listed("- [Rive](https://rive.example/) (Suisse, 0000)", ("KG203", 3), reads="Rive"),
    "the year 99999": listed("- [Rive](https://rive.example/) (Suisse, 99999)", ("KG203", 3), reads="Rive"),
    "quotes and backslashes": listed('- [Le "quai" \\\\ \'nord\'](https://quai.example/) (Suisse)', reads="Le \"quai\" \\ 'nord'"),
    "what literals of Turtle end with": listed('- [Rive """@fr](https://rive.example/) (Suisse)', reads='Rive """@fr'),
    "marks of another direction": listed("- [\u202eeviR\u202c](https://rive.example/) (Suisse)", reads="\u202eeviR\u202c"),
    "a name of 250 characters": one(f"---\ntype: projet\nurl: https://rive.example/\n---\n# {'Rives ' * 41}\n", reads=("Rives " * 41).strip()),
    "a link with a text of 250 characters": listed(f"- [{'Rives ' * 41}](https://rive.example/) (Suisse)", ("KG131", 3)),
    "a name of 20 words among entries": one(f"# En vrac\n\n- [Quai](https://quai.example/) (Suisse)\n- [{'Rive ' * 20}](https://rive.example/)\n- [Balise](https://balise.example/) (France)\n", ("KG131", 4), reads="Quai | Balise"),
    "a name of 20 words in a table": one(f"# En vrac\n\n| Nom | Pays |\n|---|---|\n| [{'Rive ' * 20}](https://rive.example/) | Suisse |\n| Balise | Suisse |\n", ("KG131", 5), reads="Balise"),
    "long names of what is no entry": one(f"# Lectures\n\n- [{'Rives ' * 41}](https://rive.example/) (Suisse)\n- {'Rives ' * 41}\n\n{LIST}- [{'Quais ' * 41}](https://quai.example/) <!-- kg: no -->\n- [{'Quais ' * 41}?](https://quai.example/)\n", reads="Balise"),
    "marks without end over a letter": listed(f"- [Rive{chr(0x301) + chr(0x323)}](https://rive.example/) (e{(chr(0x301) + chr(0x323)) * 20_000})", ("KG113", 3)),
    "a line of 200,000 characters": listed("- Rive " + "mot " * 50_000, ("KG113", 3), not_read="Rive"),
    "more than anyone writes into one note": one(LIST + "\n" * 500_000, ("KG128", 500_001 - len(LIST) + LIST.count("\n")), reads="Balise"),
    "a leading dash": listed("- - [Rive](https://rive.example/) (Suisse)", reads="Rive"),
    "a name of blanks": listed("- [ ](https://rive.example/) (Suisse)"),
    "a name of marks": listed("- [***](https://rive.example/) (Suisse)"),
    "marks that mean something elsewhere": listed("- [Rive | # % ? < > \\` \"x\"](https://rive.example/) (Suisse)"),
    "pictures": listed("- [🖼️ Rive 🎨](https://rive.example/) (🇨🇭)", reads="Rive"),
    "a fence that is not closed": one(f"{LIST}\n```\nun reste\n", ("KG132", 5), reads="Balise"),
    "a comment that is not closed": one(f"{LIST}\n<!-- un reste\n", ("KG133", 5), reads="Balise"),
    "a table with ragged rows": one("# Projets\n\n| nom | pays |\n|---|---|\n| [Rive](https://rive.example/) |\n| [Balise](https://balise.example/) | Suisse | oui | non |\n", ("KG130", 6), reads="Rive | Balise"),
    "a wikilink that cuts a row of a table": one("# Projets\n\nnom | pays\n---|---\n[Balise](https://balise.example/) | Suisse | |\n[[Rive|La Rive]] | Suisse\n", ("KG130", 6), ("KG201", 6), reads="Rive | Balise", not_read="[[Rive"),
    "a block of code that is never closed": one("# Projets\n\n- [Rive](https://rive.example/) (Suisse)\n\n```yaml\nnom: Balise\n\n- [Quai](https://quai.example/) (Suisse)\n", ("KG132", 5), reads="Rive", not_read="Quai"),
    "a block of code that is never closed in an item": one("# Projets\n\n- [Rive](https://rive.example/) (Suisse)\n  ~~~\n  x\n- [Quai](https://quai.example/) (Suisse)\n", ("KG132", 4), reads="Rive | Quai"),
    "a block of code that is closed by too few marks": one("# Projets\n\n- [Rive](https://rive.example/) (Suisse)\n\n````\n```\n", ("KG132", 5), reads="Rive"),
    "blocks of code that are closed": one("# Projets\n\n- [Rive](https://rive.example/) (Suisse)\n\n```\nx\n```\n\n> ~~~\n> y\n> ~~~~\n\n    - [Quai](https://quai.example/)\n", reads="Rive"),
    "a comment that is never closed": one("# Projets\n\n- [Rive](https://rive.example/) (Suisse)\n\n<!-- à revoir\n\n- [Quai](https://quai.example/) (Suisse)\n", ("KG133", 5), reads="Rive", not_read="Quai"),
    "a list in HTML": one('# Projets\n\n- [Rive](https://rive.example/) (Suisse)\n\n<ul>\n<li><a href="https://quai.example/">Quai</a></li>\n</ul>\n', ("KG134", 5), reads="Rive"),
    "a table without its line of dashes": one("# Projets\n\n- [Rive](https://rive.example/) (Suisse)\n\n| nom | pays |\n| [Quai](https://quai.example/) | Suisse |\n", ("KG135", 5), reads="Rive"),
    "a table in a quotation": one("# Projets\n\n> [!note]\n> | nom | pays |\n> |---|---|\n> | Écluse | Suisse | oui\n", ("KG130", 6), reads="Écluse"),
    "marks in the cells of a table": one("# Projets\n\n| nom | pays |\n|---|---|\n| [[Rive\\|La Rive]] | Suisse |\n| [A \\| B](https://rive.example/) | Suisse |   |\n", reads="La Rive"),
}  # fmt: skip
LINKS = {
    "javascript:": listed("- [Rive](javascript:alert(1)) (Suisse)", ("KG124", 3), reads="Rive"),
    "data:": listed("- [Rive](data:text/html;base64,PHNjcmlwdD4=) (Suisse)", ("KG124", 3), reads="Rive"),
    "file:": listed("- [Rive](file:///etc/passwd) (Suisse)", ("KG124", 3), reads="Rive"),
    "blanks": listed("- [Rive](<https://rive.example/a b>) (Suisse)", reads="Rive"),
    "quotes and brackets": listed("- [Rive](<https://rive.example/\"'<b>>) (Suisse)", ("KG125", 3), reads="Rive"),
    "a blank": listed("- [Rive](https://rive.example/a b) (Suisse)", ("KG125", 3), reads="Rive", not_read="[Rive]"),
    "broken percent codes": listed("- [Rive](https://rive.example/%zz%2) (Suisse)", reads="Rive"),
    "a name of another script": listed("- [Rive](https://musée.example/été) (Suisse)", reads="Rive"),
    "10,000 characters": listed(f"- [Rive](https://rive.example/{'a' * 10_000}) (Suisse)", reads="Rive"),
    "not closed": listed("- [Rive](https://rive.example/ (Suisse)", ("KG125", 3), reads="Rive", not_read="[Rive]"),
    "not closed, in bold": listed("- **[Rive](https://rive.example/** (Suisse)", ("KG125", 3), reads="Rive", not_read="[Rive]"),
    "a name that is not closed": listed("- [Rive (https://rive.example/) (Suisse)", ("KG125", 3), reads="Rive", not_read="[Rive"),
    "an address that is nowhere": listed("- [Rive][1] (Suisse)", ("KG125", 3), reads="Rive", not_read="[Rive]"),
    "a blank behind the name": listed("- [Rive] (https://rive.example/) (Suisse)", ("KG125", 3), reads="Rive", not_read="[Rive]"),
    "brackets that are no link": listed("- Rive [voir https://rive.example/] (Suisse)", reads="Rive"),
    "to itself": one("# Rive\n\nRive est une plateforme suisse, voir [[Rive]].\n", name="Rive.md"),
    "in a circle": Case(files={"A.md": b"---\ntype: projet\npart_of: '[[B]]'\n---\n# A\n", "B.md": b"---\ntype: projet\npart_of: '[[A]]'\n---\n# B\n"}, said=(("KG393", "A.md", 3), ("KG393", "B.md", 3)), reads=("A", "B")),
    "to nothing": one("# Projets\n\n- [[Rien du tout]] (Suisse)\n", reads="Rien du tout"),
    "to two notes of one name": Case(files={"a/Rive.md": b"# Rive\n\nRive est une plateforme suisse.\n", "b/Rive.md": b"# Rive\n\nRive est une plateforme belge.\n", "n.md": b"# Projets\n\n- [[Rive]]\n"}, said=(("KG206", "n.md", 3),), reads=("Rive",)),
    "to one of two notes of one name": Case(files={"a/Rive.md": b"# Rive\n\nRive est une plateforme suisse.\n", "b/Rive.md": b"# Rive\n\nRive est une plateforme belge.\n", "n.md": b"# Projets\n\n- [[b/Rive]]\n"}, reads=("Rive",)),
}  # fmt: skip
TURTLE = {
    "broken": turtle("kg:rive a mxtd:Initiative ;; rdfs:label Rive .\nkg:quai a mxtd:Initiative ; rdfs:label 'Quai' .", ("KG107", 6), reads="Balise | Quai"),
    "not closed": one(f"{LIST}\n```turtle\nkg:rive a mxtd:Initiative ; rdfs:label 'Rive' .\n", reads="Balise | Rive"),
    "writes into another graph": turtle("GRAPH <https://museumxtd.ch/kg/graph/places> { kg:rive a mxtd:Initiative . }", ("KG107", 6)),
    "says something of the ontology": turtle("mxtd:Initiative rdfs:label 'autre'@fr .", ("KG109", 6)),
    "says something of a place": turtle("place:CH rdfs:label 'autre'@fr .", ("KG109", 6)),
    "a blank node": turtle("[] a mxtd:Initiative ; rdfs:label 'Rive' .", ("KG108", 6), not_read="Rive"),
    "a prefix that is none": turtle("zzz:rive a mxtd:Initiative .", ("KG107", 6)),
    "a language tag that is none": turtle("kg:rive a mxtd:Initiative ; rdfs:label 'Rive'@-- .", ("KG107", 6)),
    "a value that is none of its type": turtle("kg:rive a mxtd:Initiative ; rdfs:label 'Rive' ; schema:startDate '2019-02-31'^^xsd:date .", ("KG109", 6)),
    "an address with a script": turtle("kg:rive a mxtd:Initiative ; rdfs:label 'Rive' ; schema:url <javascript:alert(1)> .", ("KG109", 6)),
    "a base of its own": turtle("@base <https://autre.example/> .\n<rive> a mxtd:Initiative ; rdfs:label 'Rive' ; schema:url <https://rive.example/> .", reads="Balise | Rive"),
}  # fmt: skip
CSV = {
    "a quote open": one('nom;pays\n"Rive;Suisse\nBalise;Suisse\n', ("KG103", 2), reads="Balise", name="t.csv"),
    "ragged rows": one("nom;pays\nRive\nQuai;Suisse;x;y\nBalise;Suisse\n", ("KG114", 2), ("KG104", 3), reads="Rive | Balise", not_read="Quai", name="t.csv"),
    "a formula": one("nom;pays\n=HYPERLINK(\"x\");Suisse\nBalise;Suisse\n", ("KG126", 2), reads="Balise", not_read="=HYPERLINK", name="t.csv"),
    "what begins like a formula": one("nom;pays\n+Balise;Suisse\n", reads="+Balise", name="t.csv"),
    "a script": one("nom;pays\n<script>alert</script> Balise;Suisse\n", reads="alert Balise", name="t.csv"),
    "another encoding": one("nom;pays\nÉcluse;Suisse\n".encode("cp1252"), ("KG106", 2), reads="Écluse", name="t.csv"),
    "UTF-16, as a spreadsheet saves it": one("nom\tpays\r\nBalise\tSuisse\r\n".encode("utf-16"), reads="Balise", name="t.csv"),
    "NUL": one("nom;pays\nBa\x00lise;Suisse\n", ("KG110", 2), name="t.csv"),
    "a thousand bad rows and more": Case(
        files={"t.csv": ("nom;pays\nBalise;Suisse\n" + "a;b;c\n" * 1200).encode()},
        said=(*(("KG104", "t.csv", line) for line in range(3, 1003)), ("KG129", "t.csv", 1003)), reads=("Balise",),
    ),
    "only a header": one("nom;pays\n", name="t.csv"),
    "no header that is known": one("1;2;3\n4;5;6\n", name="t.csv"),
    "empty": one(b"", ("KG122", 1), name="t.csv"),
}  # fmt: skip
FILES = {
    "names that differ in case only": Case(files={"Rive.md": b"# Rive\n\nRive est une plateforme suisse.\n", "rive.md": b"# Rive\n\nRive est une plateforme suisse.\n"}, reads=("Rive",)),
    "names that differ in their decomposition only": Case(files={"\u00c9cluse.md": LIST.encode(), "E\u0301cluse.md": LIST.encode()}, said=(("KG112", "\u00c9cluse.md", 1),), reads=("Balise",)),
    "a name in decomposed letters": one(LIST, name="E\u0301cluse.md", reads="Balise"),
    "a name with marks": one(LIST, name="a|b#c%d?e<f>g\"h\\i`j.md", reads="Balise"),
    "a name with a line end": one(LIST, name="a\nb.md", reads="Balise"),
    "a name with a picture": one(LIST, name="🖼️.md", reads="Balise"),
    "a name with marks of another direction": one(LIST, name="\u202ea\u202c.md", reads="Balise"),
    "a name of 250 bytes": one(LIST, name="a" * 247 + ".md", reads="Balise"),
    "a name with a leading dash": one(LIST, name="-rf.md", reads="Balise"),
    "a name of blanks": one(LIST, name="  .md", reads="Balise"),
    "a name of dots": one(LIST, name="...md", reads=""),
    "a copy of a cloud service": Case(files={"a.md": LIST.encode(), "a (conflicted copy 2024-05-01).md": LIST.encode()}, said=(("KG119", "a (conflicted copy 2024-05-01).md", 1),), reads=("Balise",)),
    "a copy of another cloud service": Case(files={"a.md": LIST.encode(), "a.sync-conflict-20240501-101500-ABCDEFG.md": LIST.encode()}, said=(("KG119", "a.sync-conflict-20240501-101500-ABCDEFG.md", 1),), reads=("Balise",)),
    "a copy in French": Case(files={"a.md": LIST.encode(), "a (Copie en conflit de Léa 2024-05-01).md": LIST.encode()}, said=(("KG119", "a (Copie en conflit de Léa 2024-05-01).md", 1),), reads=("Balise",)),
    "a copy of a download": Case(files={"a.md": LIST.encode(), "a (1).md": LIST.encode()}, said=(("KG119", "a (1).md", 1),), reads=("Balise",)),
    "a copy of a computer": Case(files={"a.md": LIST.encode(), "a-DESKTOP-ABC1234.md": LIST.encode()}, said=(("KG119", "a-DESKTOP-ABC1234.md", 1),), reads=("Balise",)),
    "a second copy of a computer": Case(files={"a.md": LIST.encode(), "a-LAPTOP-4F5G6H7J-2.md": LIST.encode()}, said=(("KG119", "a-LAPTOP-4F5G6H7J-2.md", 1),), reads=("Balise",)),
    "a copy of somebody's": Case(files={"a.md": LIST.encode(), "a (Léa's conflicted copy 2024-01-02).md": LIST.encode()}, said=(("KG119", "a (Léa's conflicted copy 2024-01-02).md", 1),), reads=("Balise",)),
    "a copy in English": Case(files={"a.md": LIST.encode(), "a - Copy.md": LIST.encode()}, said=(("KG119", "a - Copy.md", 1),), reads=("Balise",)),
    "a copy of a Mac": Case(files={"a.md": LIST.encode(), "a copie 2.md": LIST.encode()}, said=(("KG119", "a copie 2.md", 1),), reads=("Balise",)),
    "a copy named first": Case(files={"a.md": LIST.encode(), "Copie de a.md": LIST.encode()}, said=(("KG119", "Copie de a.md", 1),), reads=("Balise",)),
    "a copy named first, in a folder": Case(files={"b/a.md": LIST.encode(), "b/Copy of a (2).md": LIST.encode()}, said=(("KG119", "b/Copy of a (2).md", 1),), reads=("Balise",)),
    "a copy by hand": Case(files={"a.md": LIST.encode(), "a - Copie.md": LIST.encode()}, said=(("KG119", "a - Copie.md", 1),), reads=("Balise",)),
    "a copy of nothing": one(LIST, name="Droit de copie.md", reads="Balise"),
    "what is no copy": Case(files={n: LIST.encode() for n in ("a.md", "a (2019).md", "a 2.md", "a-b.md", "a (suite).md", "b (1).md", "Copie de b.md", "Un copie de a.md", "Un a.md")}, reads=("Balise",)),
    "a note that iCloud has not brought": Case(files={".loin.md.icloud": b"bplist00", "a.md": LIST.encode()}, said=(("KG121", ".loin.md.icloud", 1),), reads=("Balise",)),
    "what an office leaves behind": Case(files={"~$a.md": b"\x00\x01", ".a.md.swp": b"\x00\x01", ".DS_Store": b"\x00\x01", "a.md.icloud": b"bplist00", "a.md": LIST.encode()}, reads=("Balise",)),
}  # fmt: skip
CASES = {
    f"{topic}: {name}": case
    for topic, cases in {
        "encoding": ENCODINGS, "front matter": FRONT_MATTER, "text": TEXTS, "link": LINKS, "turtle": TURTLE, "csv": CSV, "file": FILES,
    }.items()
    for name, case in cases.items()
}  # fmt: skip
