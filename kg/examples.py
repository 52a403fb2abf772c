"""For each code an example that an author could write: the note that breaks it, and the note mended.

`kg explain` shows them, and a test builds both.
"""

from __future__ import annotations

from kg.model.record import record

_SENTIER = "[Sentier](https://sentier.example/)"


@record
class Example:
    """A note that has a problem, and the same note without; `suffix` is that of its file.

    What ends in `.sssom.tsv` is a file of decisions, beside a note that lists Sentier and Balise.
    """

    broken: str
    mended: str
    suffix: str = "md"


def _list(broken: str, mended: str) -> Example:
    return Example(broken=f"# Projets\n\n{broken}\n", mended=f"# Projets\n\n{mended}\n")


def _front(broken: str, mended: str) -> Example:
    ends = "---\n# Balise\n\nUne plateforme.\n"
    return Example(broken=f"---\ntype: projet\n{broken}\n{ends}", mended=f"---\ntype: projet\n{mended}\n{ends}")


def _turtle(broken: str, mended: str) -> Example:
    around = f"# Projets\n\n- {_SENTIER} (Suisse)\n\n```turtle\n%s\n```\n"
    return Example(broken=around % broken, mended=around % mended)


def _field(name: str, broken: str, mended: str) -> Example:
    """A statement of a Turtle block about the entry of a list."""
    return _turtle(f"kg:sentier {name} {broken} .", f"kg:sentier {name} {mended} .")


def _csv(broken: str, mended: str) -> Example:
    return Example(broken=f"nom;pays;site\n{broken}\n", mended=f"nom;pays;site\n{mended}\n", suffix="csv")


DECIDED = f"# Projets\n\n- {_SENTIER} (Suisse)\n- [Balise](https://balise.example/) (France)\n"


def _decisions(
    broken: str,
    mended: str,
    head: str = "#curie_map:\n#  kg: https://museumxtd.ch/kg/id/\n#  wikidata: http://www.wikidata.org/entity/",
) -> Example:
    columns = "subject_id\tpredicate_id\tpredicate_modifier\tobject_id\tmapping_justification"
    rows = [f"{head}\n{columns}\n{x.replace(' ', chr(9))}\n" for x in (broken, mended)]
    return Example(broken=rows[0], mended=rows[1], suffix="sssom.tsv")


_SAME = "kg:sentier skos:exactMatch  wikidata:Q42 semapv:ManualMappingCuration"
_NOT = "kg:sentier skos:exactMatch Not wikidata:Q42 semapv:ManualMappingCuration"

_ON_A_HOST = (
    "#curie_map:\n#  kg: https://museumxtd.ch/kg/id/\n#  wikidata: http://www.wikidata.org/entity/\n"
    "subject_id\tpredicate_id\tpredicate_modifier\tobject_id\tobject_label\tmapping_justification\tfeature_name\tfeature_website\n"
    "kg:sentier\tskos:exactMatch\t%s\twikidata:Q42\tMusée du Sentier\tsemapv:ManualMappingCuration\t0.75\t0.6\n"
)

EXAMPLES: dict[str, Example] = {
    "KG101": _front("alias: [Bouée", "alias: [Bouée]"),
    "KG102": Example(broken="---\nun projet suisse\n---\n# Balise\n", mended="---\ntype: projet\n---\n# Balise\n"),
    "KG103": _csv('"Balise;Suisse;https://balise.example/', '"Balise";Suisse;https://balise.example/'),
    "KG104": _csv("Balise;Suisse;https://balise.example/;oui", "Balise;Suisse;https://balise.example/"),
    "KG107": _turtle("kg:balise a mxtd:Initiative rdfs:label 'Balise' .", "kg:balise a mxtd:Initiative ; rdfs:label 'Balise' ."),
    "KG108": _turtle("[] a mxtd:Initiative ; rdfs:label 'Balise' .", "kg:balise a mxtd:Initiative ; rdfs:label 'Balise' ."),
    "KG109": _turtle("kg:sentier schema:startDate '2019-02-31'^^xsd:date .", "kg:sentier schema:startDate '2019-02-28'^^xsd:date ."),
    "KG110": _list(f"- {_SENTIER} (Suisse)\x07", f"- {_SENTIER} (Suisse)"),
    "KG114": _csv("Balise;Suisse", "Balise;Suisse;"),
    "KG115": _front("pays: Suisse\npays: France", "pays: [Suisse, France]"),
    "KG116": _list(
        "<<<<<<< HEAD\n- [Balise](https://balise.example/) (Suisse)\n=======\n- [Balise](https://balise.example/) (Belgique)\n>>>>>>> main",
        "- [Balise](https://balise.example/) (Belgique)",
    ),
    "KG117": Example(broken="---\ntype: projet\npays: Suisse\n# Balise\n", mended="---\ntype: projet\npays: Suisse\n---\n# Balise\n"),
    "KG118": Example(broken='+++\ncountry = "Suisse"\n+++\n# Balise\n', mended="---\ncountry: Suisse\n---\n# Balise\n"),
    "KG124": _list("- [Sentier](file:///C:/sentier.html) (Suisse)", f"- {_SENTIER} (Suisse)"),
    "KG125": _list("- [Sentier](https://sentier.example/le site) (Suisse)", "- [Sentier](https://sentier.example/le%20site) (Suisse)"),
    "KG126": _csv('=HYPERLINK("https://balise.example/");Suisse;', "Balise;Suisse;https://balise.example/"),
    "KG127": _front("pays: !lieu Suisse", "pays: Suisse"),
    "KG130": Example(
        broken="# Projets\n\n| Nom | Pays |\n|---|---|\n| [[Balise|La Balise]] | Suisse |\n",
        mended="# Projets\n\n| Nom | Pays |\n|---|---|\n| [[Balise\\|La Balise]] | Suisse |\n",
    ),
    "KG131": _list(
        f"- [Un sentier numérique à travers toutes les collections des petits musées de la vallée et de leurs voisins d'en face]({_SENTIER[10:-1]}) (Suisse)",
        f"- {_SENTIER} (Suisse) : un sentier numérique à travers toutes les collections des petits musées de la vallée et de leurs voisins d'en face",
    ),
    "KG132": Example(
        broken="# Projets\n\n```\nà revoir\n\n- [Sentier](https://sentier.example/) (Suisse)\n",
        mended="# Projets\n\n```\nà revoir\n```\n\n- [Sentier](https://sentier.example/) (Suisse)\n",
    ),
    "KG133": Example(
        broken="# Projets\n\n<!-- à revoir\n\n- [Sentier](https://sentier.example/) (Suisse)\n",
        mended="# Projets\n\n<!-- à revoir -->\n\n- [Sentier](https://sentier.example/) (Suisse)\n",
    ),
    "KG134": Example(
        broken='# Projets\n\n<ul>\n<li><a href="https://sentier.example/">Sentier</a> (Suisse)</li>\n</ul>\n',
        mended="# Projets\n\n- [Sentier](https://sentier.example/) (Suisse)\n",
    ),
    "KG135": Example(
        broken="# Projets\n\n| nom | pays |\n| [Sentier](https://sentier.example/) | Suisse |\n",
        mended="# Projets\n\n| nom | pays |\n|---|---|\n| [Sentier](https://sentier.example/) | Suisse |\n",
    ),
    "KG201": _list(f"- {_SENTIER} (Suise, 2019)", f"- {_SENTIER} (Suisse, 2019)"),
    "KG203": _list(f"- {_SENTIER} (Suisse, 2022-2019)", f"- {_SENTIER} (Suisse, 2019-2022)"),
    "KG204": _front("target_size: énormes", "target_size: petits et moyens"),
    "KG205": _front("part_of: Lanterne", "part_of: ''"),
    "KG401": _list(f"- {_SENTIER}\n- [Sentyer](https://sentyer.example/)", f"- {_SENTIER}\n- [Vitrine](https://vitrine.example/)"),
    "KG301": _turtle("kg:balise a mxtd:Initiative .", "kg:balise a mxtd:Initiative ; rdfs:label 'Balise' ."),
    "KG307": _field("schema:url", "<ftp://sentier.example/>", "<https://sentier.example/>"),
    "KG308": _field("mxtd:country", "<https://land.example/ch>", "place:CH"),
    "KG309": _field("mxtd:region", "place:CH", "place:CH-VD"),
    "KG310": _field("mxtd:area", "place:CH", "place:150"),
    "KG313": _field("mxtd:targetSize", "mxtd:status-active", "mxtd:size-small"),
    "KG314": _field("mxtd:status", "mxtd:size-small", "mxtd:status-active"),
    "KG316": _turtle("kg:sentier schema:startDate '2019'^^xsd:gYear , '2020'^^xsd:gYear .", "kg:sentier schema:startDate '2019'^^xsd:gYear ."),
    "KG391": Example(
        broken="# Projets\n\n## Sentier\nPays: Suisse\nDébut: 2022\nFin: 2019\n",
        mended="# Projets\n\n## Sentier\nPays: Suisse\nDébut: 2019\nFin: 2022\n",
    ),
    "KG392": _turtle("kg:sentier mxtd:region place:BE-VLG .", "kg:sentier mxtd:region place:CH-VD ."),
    "KG393": _turtle("kg:sentier dcterms:isPartOf kg:sentier .", "kg:balise a mxtd:Initiative ; rdfs:label 'Balise' .\nkg:sentier dcterms:isPartOf kg:balise ."),
    "KG394": _turtle(
        "kg:balise a mxtd:Initiative ; rdfs:label 'Balise' ; schema:url <https://sentier.example/> .",
        "kg:balise a mxtd:Initiative ; rdfs:label 'Balise' ; schema:url <https://balise.example/> .",
    ),
    "KG395": _front("target_size: petits", "target_size: petits\npays: Suisse"),
    "KG398": _front("wikidata: Q42\nsame_as: http://www.wikidata.org/entity/Q7", "wikidata: Q42"),
    "KG601": Example(
        broken="kg:sentier\tskos:exactMatch\twikidata:Q42\n",
        mended="subject_id\tpredicate_id\tobject_id\tmapping_justification\nkg:sentier\tskos:exactMatch\twikidata:Q42\tsemapv:ManualMappingCuration\n",
        suffix="sssom.tsv",
    ),
    "KG602": _decisions(_SAME.replace("skos:", "skos."), _SAME),
    "KG603": _decisions(f"{_SAME}\n{_NOT}", _NOT),
    "KG604": _decisions(_SAME.replace("Q42", "42"), _SAME),
    "KG605": _decisions(_SAME.replace("sentier", "sentiers"), _SAME),
    "KG606": _decisions(f"{_NOT}\n{_SAME.replace('ManualMappingCuration', 'CompositeMatching')}", _NOT),
    "KG607": _decisions(f"{_SAME}\n{_SAME.replace('sentier', 'balise')}", f"{_SAME}\n{_SAME.replace('sentier', 'balise').replace('Q42', 'Q7')}"),
    "KG609": Example(
        broken=_ON_A_HOST % "",
        mended=_ON_A_HOST % "Not",
        suffix="sssom.tsv",
    ),
}  # fmt: skip
