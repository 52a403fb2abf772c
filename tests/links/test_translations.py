"""Names in other languages: what is the same thing's name, and what only looks like it."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.links import concepts, names
from kg.links.records import Candidate, Label, Subject
from kg.links.score import FAIR, SAME, matches
from kg.model.record import replace

_TRANSLATIONS = [
    ("Musée d'histoire naturelle de Rivaz", "Naturhistorisches Museum Rivaz", "Natural History Museum Rivaz", "Natuurhistorisch Museum Rivaz",
     "Museo de Historia Natural de Rivaz", "Museo di storia naturale di Rivaz"),
    ("Musée national du jouet de Rivaz", "National Toy Museum Rivaz", "Nationales Spielzeugmuseum Rivaz", "Nationaal Speelgoedmuseum Rivaz",
     "Museo Nacional del Juguete de Rivaz", "Museo nazionale del giocattolo di Rivaz"),
    ("Archives de la ville de Rivaz", "Stadtarchiv Rivaz", "Rivaz City Archives", "Stadsarchief Rivaz", "Archivo de la Ciudad de Rivaz", "Archivio della città di Rivaz"),
    ("Fondation suisse pour la protection du patrimoine", "Swiss Foundation for Heritage Protection", "Fundación Suiza para la Protección del Patrimonio",
     "Fondazione svizzera per la protezione del patrimonio"),
    ("Bibliothèque universitaire de Genève", "Universitätsbibliothek Genf", "Geneva University Library", "Biblioteca universitaria di Ginevra"),
    ("Rivaz kommune", "Rivaz kommun", "Gemeinde Rivaz", "Rivaz Municipality", "Commune de Rivaz"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other"),
    [pair for several in _TRANSLATIONS for pair in itertools.combinations(several, 2)],
)
def test_a_translated_name_is_fair_and_never_the_same(one: str, other: str) -> None:
    assert FAIR <= names.alike(one, other) < SAME


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Musée d'art de Rivaz", "Museum of History Rivaz"),
        ("Rivaz kommune", "Rivaz museum"),
        ("Stadtarchiv Rivaz", "City Library of Rivaz"),
        ("Musée national suisse", "National Museum of Austria"),
        ("Musée de la Rive", "Museum of the Quai"),
        ("Kunstmuseum Rivaz 2", "Rivaz Museum of Art 3"),
        ("Universität Genf", "Technical University of Geneva"),
        ("City of Rivaz", "Rivaz City Council"),
        ("Freunde des Museums Rivaz", "Rivaz Museum"),
        ("Institut royal d'histoire", "Royal Museum of History"),
    ],
)
def test_two_things_that_differ_by_what_they_are_stay_far(one: str, other: str) -> None:
    assert names.alike(one, other) < FAIR
    assert names.alike(other, one) < FAIR


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ministère de l'Éducation", "Ministry of Education of France"),
        ("Gemeinde Rivaz", "Rivaz"),
        ("Lina-Morel-Universität Rivaz", "University of Rivaz"),
        ("Università degli studi di Rivaz", "University of Rivaz"),
    ],
)
def test_a_country_a_sort_of_place_and_an_honour_may_be_left_out(one: str, other: str) -> None:
    assert FAIR <= names.alike(one, other) < SAME


def test_every_form_of_the_table_is_a_word_of_a_known_language() -> None:
    rows = concepts._rows()
    assert {language for _, language, _ in rows} == set("fr en de nl es it pt ca da sv no fi pl cs".split())
    assert not [form for _, _, form in rows if not form or (" " in form and len(form.split()) > 3)]


_PARTS = st.sampled_from("Musée Museum museo Kunst art histoire Geschichte Rivaz Rivazs Genf Genève 2 3 de of national Stadt city commune Stadtmuseum Suisse Swiss royal".split())  # fmt: skip
_NAMES = st.lists(_PARTS, max_size=5).map(" ".join)


@given(_NAMES, _NAMES)
def test_a_translation_is_one_both_ways_and_in_its_range(one: str, other: str) -> None:
    words, others = tuple(one.casefold().split()), tuple(other.casefold().split())
    assert names.translated(words, others) == names.translated(others, words)
    assert 0 <= names.alike(one, other) <= 1


RIVE = Subject(iri="urn:x", kind="organisation", labels=(Label(text="Rive", language="fr"),), pages=("https://rive.example/",), countries=("CH",))  # fmt: skip


def item(name: str = "Rive Schweiz", **said: tuple[str, ...]) -> Candidate:
    """An item of Wikidata with the page of Rive."""
    found = Candidate(iri="http://www.wikidata.org/entity/Q1", source="wikidata", labels=(Label(text=name, language="de"),),
                      websites=("https://www.rive.example/",), countries=("CH",), classes=("Q163740",))  # fmt: skip
    return replace(found, **said)


def verdict(subject: Subject, *candidates: Candidate) -> str:
    """What the rule says of the first candidate."""
    return next(m.verdict for m in matches(subject, candidates) if m.candidate is candidates[0])


def test_a_translated_name_is_accepted_with_the_page_and_never_without() -> None:
    subject = replace(RIVE, labels=(Label(text="Musée de Rivaz", language="fr"),))
    assert verdict(subject, item("Rivaz Museum")) == "accept"
    assert verdict(replace(subject, pages=()), item("Rivaz Museum", websites=())) == "suggest"


def test_the_one_organisation_of_a_home_page_may_be_called_shortly() -> None:
    assert verdict(RIVE, item()) == "accept"
    assert verdict(RIVE, item("Fondation Rive")) == "accept"
    assert verdict(RIVE, item("Rive Quai")) == "suggest"
    assert verdict(replace(RIVE, labels=(Label(text="FNR"),)), item("Fondation nationale de la Rive")) == "accept"


@pytest.mark.parametrize(
    "said", [{"kind": "initiative"}, {"countries": ()}, {"pages": ("https://rive.example/a",)}], ids=str
)
def test_what_is_called_shortly_is_a_suggestion_where_less_speaks_for_it(
    said: dict[str, tuple[str, ...] | str],
) -> None:
    assert verdict(replace(RIVE, **said), item()) == "suggest"  # type: ignore[arg-type]
    assert verdict(RIVE, item(), replace(item("Quai"), iri="http://www.wikidata.org/entity/Q2")) == "suggest"


def test_a_municipality_is_the_organisation_that_has_its_home_page_and_name_and_no_other() -> None:
    subject = replace(RIVE, labels=(Label(text="Commune de Rivaz", language="fr"),))
    town = item("Rivaz", classes=("Q70208",))
    assert verdict(subject, town) == "accept"
    assert verdict(replace(subject, pages=()), town) == "suggest"
    assert verdict(replace(subject, kind="initiative"), town) == "suggest"
