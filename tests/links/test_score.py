"""What speaks for a candidate, and what may be accepted unseen."""

from __future__ import annotations

import cProfile

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg.links import names, websites
from kg.links.records import Candidate, Label, Match, Subject
from kg.links.score import match, matches
from kg.links.weights import BIAS, WEIGHTS, Weight
from kg.links.wikidata import forms
from kg.model.record import replace

RIVE = Subject(
    iri="https://museumxtd.ch/kg/id/rive", kind="organisation", labels=(Label(text="Musée de la Rive", language="fr"),),
    pages=("https://www.rive.example/",), countries=("CH",), start="1998",
)  # fmt: skip


def item(number: int, *names_: str, **said: object) -> Candidate:
    """An item of Wikidata."""
    labels = tuple(Label(text=n, language="fr", main=i == 0) for i, n in enumerate(names_))
    return Candidate(iri=f"http://www.wikidata.org/entity/Q{number}", source="wikidata", labels=labels, **said)  # type: ignore[arg-type]


def value(found: Match, name: str) -> float | None:
    """What one feature says."""
    return next(f.value for f in found.features if f.name == name)


def accepted(subject: Subject, *candidates: Candidate) -> list[str]:
    """The items that the rule accepts."""
    return [m.candidate.iri.rsplit("/", 1)[1] for m in matches(subject, candidates) if m.verdict == "accept"]


@pytest.mark.parametrize(
    ("ours", "theirs", "least", "most"),
    [
        ("Musée de la Rive", "musee de la rive", 1.0, 1.0),
        ("Le Musée de la Rive", "Musée de la Rive", 1.0, 1.0),
        ("Rive & Quai", "Rive and Quai", 1.0, 1.0),
        ("Stiftung Rive gGmbH", "Stiftung Rive", 1.0, 1.0),
        ("Rive Museum", "Museum Rive", 0.97, 0.97),
        ("Culture 24", "Culture 25", 0.0, 0.7),
        ("Musée de la Rive, atelier", "Musée de la Rive", 0.0, 0.75),
        ("Musée Rive", "Musée Rive Genève", 0.85, 0.9),
        ("Musée de la Rive", "Musée de la Rivé", 1.0, 1.0),
        ("Musée de la Rive", "Musée de la Riva", 0.85, 0.95),
        ("Musée de la Rive", "Archives cantonales", 0.0, 0.6),
        ("", "Rive", 0.0, 0.0),
    ],
)
def test_names_are_as_alike_as_a_reader_finds_them(ours: str, theirs: str, least: float, most: float) -> None:
    assert least <= names.alike(ours, theirs) <= most


@given(st.text(max_size=30), st.text(max_size=30))
def test_likeness_is_between_0_and_1_and_whole_for_the_same_name(ours: str, theirs: str) -> None:
    assert 0 <= names.alike(ours, theirs) <= 1
    assert names.alike(ours, ours) in (0.0, 1.0)


def test_an_alias_and_another_language_say_a_little_less() -> None:
    ours = (Label(text="Rive", language="fr"),)
    assert names.nearest(ours, (Label(text="Rive", language="fr"),)).value == 1
    assert names.nearest(ours, (Label(text="Rive", language="mul"),)).value == 1
    alias = names.nearest(ours, (Label(text="Rive", language="fr", main=False),)).value
    foreign = names.nearest(ours, (Label(text="Rive", language="pl"),)).value
    assert alias < foreign < 1


def test_initials_are_compared_both_ways_with_and_without_small_words() -> None:
    long, short = (Label(text="Deutsche Digitale Bibliothek"),), (Label(text="DDB"),)
    for ours, theirs in ((long, short), (short, long)):
        found = names.acronym_of(ours, theirs)
        assert found is not None and found.value == 1
    with_small = names.acronym_of((Label(text="OFC"),), (Label(text="Office fédéral de la culture"),))
    assert with_small is not None and with_small.value == 1
    assert names.acronym_of(long, long) is None
    wrong = names.acronym_of(short, (Label(text="Archives de la Rive"),))
    assert wrong is not None and wrong.value == 0


@pytest.mark.parametrize(
    ("ours", "theirs", "level"),
    [
        ("http://rive.example", "https://www.rive.example/", websites.SAME_PAGE),
        ("https://rive.example/fr/accueil", "https://rive.example/", websites.SAME_PAGE),
        ("https://rive.example/index.html", "https://rive.example/", websites.SAME_PAGE),
        ("https://musée.example/", "http://xn--muse-dpa.example", websites.SAME_PAGE),
        ("https://rive.example/x", "https://rive.example/x?utm_source=letter", websites.SAME_PAGE),
        ("https://rive.example/projet", "https://rive.example/", websites.SAME_SITE),
        ("https://rive.example/projet", "https://rive.example/autre", websites.SAME_HOST),
        ("https://data.rive.example.org/", "https://www.example.org/", websites.SAME_DOMAIN),
        ("https://a.co.uk/", "https://b.co.uk/", websites.OTHER),
        ("https://a.github.io/", "https://b.github.io/", websites.OTHER),
        ("https://rive.example/?id=1", "https://rive.example/", websites.SAME_SITE),
        ("http://[::1", "https://rive.example/", websites.OTHER),
        ("http://127.0.0.1/a", "http://127.0.0.2/a", websites.OTHER),
    ],
)
def test_pages_are_the_same_on_one_host_in_one_domain_or_not(ours: str, theirs: str, level: float) -> None:
    assert websites.nearness(ours, theirs) == level


@pytest.mark.parametrize("page", ["https://www.youtube.com/@rive", "https://github.com/rive", "https://fr.wikipedia.org/wiki/Rive",
                                  "https://docs.google.com/document/d/1", "https://rive.wordpress.com/", "https://www.linkedin.com/company/rive"])  # fmt: skip
def test_a_host_that_anybody_may_write_to_proves_nothing(page: str) -> None:
    found = match(replace(RIVE, pages=(page,)), item(1, "Quai", websites=("https://quai.example/",)))
    assert value(found, "website") is None
    assert accepted(replace(RIVE, pages=(page,)), item(1, "Un quai", websites=(page.rsplit("/", 1)[0],))) == []


@given(st.lists(st.sampled_from(["http", "https"]), min_size=1, max_size=1), st.from_regex(r"(www\.)?[a-z]{1,8}\.example(/[a-z]{1,5}){0,2}/?", fullmatch=True))  # fmt: skip
@example(["http"], "www.example/")
@example(["http"], "www.www.example")
def test_every_form_of_a_page_is_the_same_page(scheme: list[str], rest: str) -> None:
    address = f"{scheme[0]}://{rest}"
    found = forms(address)
    assert address in found and len(set(found)) == len(found) <= 8
    assert all(websites.nearness(address, form) == websites.SAME_PAGE for form in found)


def test_the_same_page_and_a_fair_name_are_accepted() -> None:
    assert accepted(RIVE, item(1, "Musée de la Riva", websites=("http://rive.example",))) == ["Q1"]


def test_the_same_name_country_and_class_are_accepted_without_a_page_unless_another_name_is_near() -> None:
    bare = replace(RIVE, pages=())
    right = item(1, "Musée de la Rive", countries=("CH",), classes=("Q33506",))
    assert accepted(bare, right) == ["Q1"]
    assert accepted(bare, right, item(2, "Musée de la Riva", countries=("CH",))) == []
    assert accepted(bare, right, item(2, "Archives", countries=("CH",))) == ["Q1"]
    assert accepted(bare, right, item(2, "Musée de la Rive", countries=("FR",))) == []


@pytest.mark.parametrize(
    "against",
    [
        {"countries": ("FR",)},
        {"classes": ("Q5",)},
        {"classes": ("Q4167410",)},
        {"end": "1950"},
        {"websites": ("https://quai.example/",)},
    ],
    ids=["another country", "a person", "a disambiguation page", "it ended before", "another website"],
)
def test_what_speaks_against_a_candidate_keeps_it_a_suggestion(against: dict[str, tuple[str, ...] | str]) -> None:
    said = {"countries": ("CH",), "classes": ("Q33506",), **against}
    assert accepted(RIVE, item(1, "Musée de la Rive", **said)) == []


def test_the_host_alone_is_never_accepted_and_proposes_the_owner() -> None:
    project = replace(RIVE, kind="initiative", labels=(Label(text="Ateliers numériques"),), pages=("https://rive.example/ateliers",))  # fmt: skip
    (found,) = matches(project, [item(1, "Musée de la Rive", websites=("https://rive.example/",), classes=("Q33506",))])
    assert (found.role, found.verdict) == ("owner", "suggest")
    assert found.score > 0.5


def test_an_entry_that_bears_the_name_of_its_site_is_the_site_itself() -> None:
    deep = replace(RIVE, pages=("https://rive.example/a-propos/nous",))
    (found,) = matches(deep, [item(1, "Musée de la Rive", websites=("https://rive.example/",), countries=("CH",))])
    assert found.role == "itself"


def test_a_site_that_many_share_says_less() -> None:
    project = replace(RIVE, labels=(Label(text="Ateliers"),), pages=("https://ville.example/ateliers",))
    one = item(1, "Ville", websites=("https://ville.example/",))
    others = [item(n, f"Service {n}", websites=("https://ville.example/",)) for n in range(2, 6)]
    alone = matches(project, [one])[0].score
    assert max(m.score for m in matches(project, [one, *others])) < alone


def test_of_two_that_could_be_accepted_none_is() -> None:
    page = ("https://rive.example/",)
    assert accepted(RIVE, item(1, "Musée de la Rive", websites=page), item(2, "Musée de la Rive", websites=page)) == []


def test_every_feature_is_in_the_match_with_what_was_compared() -> None:
    found = match(RIVE, item(1, "Musée de la Rive", websites=("https://rive.example/",), countries=("CH",), classes=("Q33506",), start="1999"))  # fmt: skip
    assert [f.name for f in found.features] == ["name", "website", "country", "class", "year", "acronym", "same_as"]
    said = {f.name: (f.ours, f.theirs) for f in found.features}
    assert said["website"] == ("https://www.rive.example/", "https://rive.example/")
    assert said["year"] == ("1998/", "1999/")


def test_the_score_grows_with_each_thing_that_speaks_for_a_candidate() -> None:
    steps = [
        item(1, "Musée de la Rive"),
        item(1, "Musée de la Rive", countries=("CH",)),
        item(1, "Musée de la Rive", countries=("CH",), websites=("https://rive.example/",)),
        item(1, "Musée de la Rive", countries=("CH",), websites=("https://rive.example/",), start="1998"),
    ]
    scores = [match(RIVE, step).score for step in steps]
    assert scores == sorted(scores) and scores[0] < scores[-1]


def test_weights_never_fall_where_more_speaks_for_a_candidate() -> None:
    for weight in WEIGHTS.values():
        heights = [height for _, height in weight.knots]
        assert heights == sorted(heights)
    assert BIAS < 0
    line = Weight(knots=((0.0, 0.0), (1.0, 2.0)), unknown=0.5)
    assert [line.of(v) for v in (None, -1, 0.25, 2)] == [0.5, 0.0, 0.5, 2.0]


@given(st.permutations(range(5)))
def test_the_order_in_which_candidates_come_changes_nothing(order: list[int]) -> None:
    several = [item(n, f"Musée de la Rive {'I' * n}".strip(), countries=("CH",)) for n in range(5)]
    assert matches(RIVE, [several[n] for n in order]) == matches(RIVE, several)


def test_an_entity_of_europeana_that_is_the_item_which_was_accepted_is_accepted_and_one_of_another_item_never() -> None:
    linked = replace(RIVE, linked=("http://www.wikidata.org/entity/Q42",))
    entity = Candidate(iri="http://data.europeana.eu/organization/1", source="europeana", labels=(Label(text="Museum am Ufer", language="de"),),
                       same_as=("http://www.wikidata.org/entity/Q42",))  # fmt: skip
    (found,) = matches(linked, [entity])
    assert found.verdict == "accept" and value(found, "same_as") == 1
    other = replace(entity, labels=RIVE.labels, websites=RIVE.pages, same_as=("http://www.wikidata.org/entity/Q7",))
    (found,) = matches(linked, [other])
    assert found.verdict == "suggest" and found.score < 0.5
    assert value(matches(RIVE, [entity])[0], "same_as") is None


@pytest.mark.parametrize("broken", ["http://[x", "https://rive.example:port/", "rive", "//", ""])
def test_a_broken_address_is_no_page(broken: str) -> None:
    for ours, theirs in (
        ((broken,), ("https://rive.example/",)),
        (("https://rive.example/",), (broken,)),
        ((broken,), (broken,)),
    ):
        (found,) = matches(replace(RIVE, labels=(Label(text="Quai"),), pages=ours), [item(1, "Rive", websites=theirs)])
        assert found.verdict == "suggest" and found.role == "itself"


def test_where_owners_are_not_asked_for_the_page_never_makes_a_candidate_another_thing() -> None:
    project = replace(RIVE, kind="initiative", labels=(Label(text="DOORS"),), pages=("https://doors.example/",))
    long = item(1, "DOORS – Digital Incubator for Museums", websites=project.pages, classes=("Q170584",))
    (proposed,) = matches(project, [long])
    assert proposed.role == "owner"
    (found,) = matches(project, [long], owners=False)
    (without,) = matches(replace(project, pages=()), [long], owners=False)
    assert (found.role, found.verdict) == ("itself", "suggest")
    assert found.score > without.score


def test_of_equal_scores_the_nearer_name_is_first() -> None:
    far, near = item(1, "Musea Aan Zet"), item(2, "Musée 3.0")
    found = matches(replace(RIVE, labels=(Label(text="Musée 3"),), pages=()), [far, near])
    assert found[0].score == found[1].score
    assert [m.candidate for m in found] == [near, far]


def test_weighing_grows_with_the_candidates_and_not_with_their_square() -> None:
    def calls(count: int) -> int:
        several = [item(n, f"Musée {count} {n}", websites=(f"https://rive.example/{count}/{n}",)) for n in range(count)]
        profile = cProfile.Profile()
        profile.enable()
        matches(RIVE, several)
        profile.disable()
        return sum(entry.callcount for entry in profile.getstats())

    calls(10)  # loads what is loaded once
    assert calls(400) < 2.6 * calls(200)


_WORDS = st.sampled_from(
    [
        "Musée",
        "de la Rive",
        "DDB",
        "Rivé",
        "2",
        "3",
        "Stiftung",
        "GmbH",
        "",
        "???",
        "مُتحف",
        "🎨",
        "the",
        "of",
        "x" * 500,
    ]
)
_NAMES = st.lists(_WORDS, max_size=4).map(" ".join)
_PAGES = st.lists(st.sampled_from(["https://rive.example/", "http://www.rive.example", "https://rive.example/a", "https://b.rive.example/", "https://quai.example/",
                                   "https://github.com/rive", "rive", "http://[x"]), max_size=2).map(tuple)  # fmt: skip
_CODES = st.lists(st.sampled_from(["CH", "FR", "DE"]), max_size=2, unique=True).map(tuple)
_YEARS = st.sampled_from(["", "1950", "1998", "1999", "2024"])
_KINDS = st.sampled_from(["initiative", "resource", "organisation"])
_ITEMS = st.builds(item, st.just(7), _NAMES, _NAMES, websites=_PAGES, countries=_CODES, start=_YEARS, end=_YEARS,
                   classes=st.lists(st.sampled_from(["Q33506", "Q5", "Q170584", "Q515", "Q0"]), max_size=2).map(tuple))  # fmt: skip
_SUBJECTS = st.builds(Subject, iri=st.just("urn:x"), kind=_KINDS, labels=st.lists(st.builds(Label, text=_NAMES), max_size=2).map(tuple),
                      pages=_PAGES, countries=_CODES, start=_YEARS, end=_YEARS)  # fmt: skip


@given(_SUBJECTS, _ITEMS)
def test_features_and_score_stay_in_their_range_and_are_the_same_each_time(
    subject: Subject, candidate: Candidate
) -> None:
    found = match(subject, candidate)
    assert 0 <= found.score <= 1
    assert all(f.value is None or 0 <= f.value <= 1 for f in found.features)
    assert match(subject, candidate) == found


@given(_SUBJECTS, _ITEMS)
def test_more_that_speaks_for_it_never_lowers_and_more_against_it_never_raises(
    subject: Subject, candidate: Candidate
) -> None:
    def score(subject: Subject, candidate: Candidate) -> float:
        return matches(subject, [candidate], owners=False)[0].score

    page = ("https://sien.example/",)
    shared = score(
        replace(subject, pages=(*subject.pages, *page)), replace(candidate, websites=(*candidate.websites, *page))
    )
    assert shared >= score(subject, candidate)
    bare = replace(candidate, countries=())
    assert score(subject, replace(candidate, countries=("JP",))) <= score(subject, bare)
    assert score(replace(subject, countries=("CH",)), replace(bare, countries=("CH",))) >= score(
        replace(subject, countries=("CH",)), bare
    )


@given(_NAMES, _NAMES)
def test_initials_are_the_same_from_either_side(one: str, other: str) -> None:
    here, there = (
        names.acronym_of((Label(text=one),), (Label(text=other),)),
        names.acronym_of((Label(text=other),), (Label(text=one),)),
    )
    assert (here is not None and here.value == 1) == (there is not None and there.value == 1)
