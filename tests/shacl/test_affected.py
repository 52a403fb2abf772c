"""After an edit, judging what it can affect gives what judging everything gives."""

from __future__ import annotations

from collections import Counter
from random import Random

import pyoxigraph as ox
import pytest

from kg.graph.results import Result
from kg.graph.shapes import Shapes, affected, judge, judge_affected, load
from kg.graph.shapes.data import Data
from kg.graph.shapes.judging import judge_core
from kg.graph.shapes.load import compiled
from kg.graph.shapes.rule_changes import chains
from kg.graph.shapes.rules import broken_rows, rows_of, wanted
from kg.graph.shapes.words import Unusable
from kg.graph.vocabulary import Statement
from tests.shacl.hostile import draw_data, draw_shapes, parsed
from tests.shacl.test_components import COMPONENTS

ENTRIES = [f"<https://v.example/id/{c}>" for c in "abcdef"]
NOTES = [f"<https://v.example/note/{c}>" for c in "ab"]
LINKS = "country region area funder ledBy targetSize status kind".split()


def draw_vault(random: Random, size: int = 60) -> str:
    """Entries that name one another, as notes could say them, sound or not."""
    things = [*ENTRIES, *NOTES, ":ch", ":vd", ":eu"]
    classes = "Initiative Resource Organisation Funder Country Region Area Note".split()
    lines = [":ch a mxtd:Country .", ":vd a mxtd:Region ; dcterms:isPartOf :ch ."]
    for _ in range(random.randrange(5, size)):
        node, other = random.choice(things), random.choice(things)
        lines.append(
            random.choice([
                f"{node} a mxtd:{random.choice(classes)} .",
                f"{node} a mxtd:{random.choice(classes)} .",
                f"{node} mxtd:{random.choice(LINKS)} {random.choice([other, 'mxtd:size-small', 'mxtd:status-closed', 'mxtd:kind-project'])} .",
                f"{node} dcterms:{random.choice(['isPartOf', 'isPartOf', 'relation', 'references', 'subject'])} {other} .",
                f"{node} schema:url {random.choice(['<https://a.example/>', '<https://b.example/>', '<ftp://c.example/>'])} .",
                f"""{node} rdfs:label "{random.choice('ab ')}"{random.choice(['', '@fr', '@en'])} .""",
                f'{node} schema:{random.choice(["startDate", "endDate"])} "{random.choice(["2019", "2020", "abc"])}"^^xsd:gYear .',
            ])
        )  # fmt: skip
    if random.random() < 0.2:
        lines.append("mxtd:Resource rdfs:subClassOf mxtd:Initiative .")
    return "\n".join(lines)


def statements(store: ox.Store) -> list[Statement]:
    """Those that a vault could say: about things with a name."""
    return sorted(
        (
            (q.subject.value, q.predicate.value, q.object)
            for q in store
            if isinstance(q.subject, ox.NamedNode) and isinstance(q.object, ox.NamedNode | ox.Literal)
        ),
        key=str,
    )


def quad(statement: Statement) -> ox.Quad:
    return ox.Quad(ox.NamedNode(statement[0]), ox.NamedNode(statement[1]), statement[2])


def counted(results: list[Result]) -> Counter[Result]:
    return Counter(results)


def assert_edits_judged_as_all(shapes: Shapes, data: ox.Store, other: ox.Store, random: Random) -> int:
    """Edit `data` a few times with what `other` says; how many results were there."""
    seen = 0
    before = judge(data, shapes)
    for _ in range(4):
        removed = random.sample(here := statements(data), min(random.randrange(4), len(here)))
        added = random.sample(there := statements(other), min(random.randrange(4), len(there)))
        if random.random() < 0.2:  # all that is said of one node
            one = random.choice(here)[0] if here else ""
            removed += [s for s in here if s[0] == one]
        for s in removed:
            data.remove(quad(s))
        for s in added:
            data.add(quad(s))
        found = affected([*removed, *added], data, shapes)
        after = judge(data, shapes)
        again = judge_affected(data, shapes, found)
        assert counted([r for r in before if not found.covers(r)]) + counted(again) == counted(after)
        assert all(found.covers(r) for r in again)
        before = after
        seen += len(after)
    return seen


@pytest.mark.parametrize("begin", range(0, 60, 20))
def test_edits_of_a_vault_judged_again_by_our_shapes(begin: int) -> None:
    shapes = load()
    for seed in range(begin, begin + 20):
        random = Random(seed)
        assert assert_edits_judged_as_all(shapes, parsed(draw_vault(random)), parsed(draw_vault(random)), random) > 0, (
            seed
        )


@pytest.mark.parametrize("begin", range(0, 60, 20))
def test_edits_judged_again_by_shapes_drawn_at_random(begin: int) -> None:
    seen = 0
    for seed in range(begin, begin + 20):
        random = Random(seed)
        shapes = compiled(parsed(draw_shapes(random)))
        try:
            seen += assert_edits_judged_as_all(shapes, parsed(draw_data(random)), parsed(draw_data(random)), random)
        except (TypeError, Unusable):
            continue  # pySHACL refuses
    assert seen > 100


def test_each_of_our_rules_is_understood() -> None:
    rules = load().rules
    assert len(rules) == 8
    assert all(rule.loops or chains(rule.select) for rule in rules)


@pytest.mark.parametrize("name", sorted(COMPONENTS))
def test_an_edit_of_a_value_is_felt_by_who_has_it(name: str) -> None:
    constraint, sound, broken = COMPONENTS[name]
    shapes = compiled(parsed(f":S sh:targetClass :C ; sh:property [ sh:path :p ; {constraint} ] ."))
    before, after = parsed(":a a :C . " + sound), parsed(":a a :C . " + broken)
    for one, other in ((before, after), (after, before)):
        edits = set(statements(one)) ^ set(statements(other))
        if any(isinstance(q.object, ox.BlankNode) for q in (*one, *other)):
            continue  # no note says such a thing
        found = affected(edits, other, shapes)
        assert [r for r in judge(one, shapes) if not found.covers(r)] == []
        assert judge_affected(other, shapes, found) == judge(other, shapes)


@pytest.mark.parametrize("begin", range(0, 200, 50))
def test_what_stands_in_for_a_rule_over_a_whole_graph_finds_what_the_rule_finds(begin: int) -> None:
    found: Counter[str] = Counter()
    rules = [rule for rule in load().rules if rule.whole != rule.select]
    for seed in range(begin, begin + 50):
        store = parsed(draw_vault(Random(seed)))
        for rule in rules:
            rows = broken_rows(rule, Data(store))
            assert sorted(rows, key=str) == sorted(rows_of(rule.select, store), key=str)
            found[rule.shape] += len(rows)
    assert len(found) == 5 and all(found.values())


def test_a_rule_over_all_properties_finds_the_same_after_the_screen_has_seen_values() -> None:
    (rule,) = (rule for rule in load().rules if "$links" in rule.whole)
    shapes = load()
    found = 0
    for seed in range(60):
        store = parsed(draw_vault(Random(seed)) + _LOOSE)
        known = Data(store, shapes.wanted)
        judge_core(known, shapes)
        rows = broken_rows(rule, known)
        assert sorted(rows, key=str) == sorted(rows_of(rule.select, store), key=str)
        found += len(rows)
    assert found > 60


# References to nothing, by properties of which the screen looks at each value, at some, and at none.
_LOOSE = """
<https://v.example/id/a> a mxtd:Initiative ; rdfs:label <https://v.example/id/gone> ; schema:url <https://v.example/note/gone> ;
    dcterms:references <https://v.example/note/none> ; :own <https://v.example/id/none> ; skos:altLabel "https://v.example/id/text" .
"""


def test_what_rules_ask_for_is_anything_where_one_of_them_does_not_say_or_says_no_pattern() -> None:
    query = ':S sh:sparql [ mxsh:selectAll "SELECT ?this { VALUES ?p { $links } ?this ?p ?o }" %s ] .'
    assert wanted(parsed(_MXSH + query % '; mxsh:valuesLike "/a/"')) == "/a/"
    assert wanted(parsed(_MXSH + query % '; mxsh:valuesLike "/a/"' + query.replace(":S", ":T") % "")) == "|/a/"
    assert wanted(parsed(_MXSH + query % '; mxsh:valuesLike "("')) == ""


_MXSH = "@prefix mxsh: <https://museumxtd.ch/kg/shapes#> .\n"
