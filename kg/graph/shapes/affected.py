"""What a change can affect: which nodes must be judged again, by which shapes.

Of a shape, the nodes from which it looks at a changed statement: each statement it looks at lies at the end of a path
from the focus node, and the way back is walked on the store as it is after the change. Where that way itself was
changed, its first changed statement leads back by itself, so that nothing is missed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from kg.graph.results import Result
from kg.graph.shapes.data import Data, Term
from kg.graph.shapes.load import Shapes
from kg.graph.shapes.paths import HERE, Path, reverse, values
from kg.graph.shapes.rule_changes import affected_by_rule
from kg.graph.vocabulary import Statement
from kg.model.record import single


@single
class Affected:
    """Nodes, by the shape (its node) or the rule (the IRI of its shape) that must judge them again.

    Shapes in `whole` and rules in `whole_rules` must judge everything again, and so must all shapes where `everything` is set.
    """

    core: Mapping[Term, frozenset[Term]]
    rules: Mapping[str, frozenset[Term]]
    whole: frozenset[Term]
    whole_rules: frozenset[str]
    everything: bool
    covered: frozenset[tuple[str, str, bool]]  # shape, focus node ("" for any), whether by a rule: as results name them

    @property
    def nodes(self) -> frozenset[str]:
        """The focus nodes, as results name them."""
        return frozenset(focus for _, focus, _ in self.covered if focus)

    @property
    def throughout(self) -> frozenset[str]:
        """The shapes that must judge everything again, as results name them."""
        return frozenset(shape for shape, focus, _ in self.covered if not focus)

    def covers(self, result: Result) -> bool:
        """Whether an earlier result is among what is judged again."""
        is_rule = not result.component
        if self.everything and not is_rule:
            return True
        return any((result.shape, focus, is_rule) in self.covered for focus in (result.focus, ""))

    def meets(self, other: Affected) -> bool:
        """Whether some shape may have to judge some node again for this and for the other."""
        if self.everything or other.everything or not self.covered.isdisjoint(other.covered):
            return True
        shapes = {(s, r) for s, _, r in self.covered} & {(s, r) for s, _, r in other.covered}
        return any(not focus and (shape, rule) in shapes for shape, focus, rule in (*self.covered, *other.covered))


def affected(changed: Iterable[Statement], data: ox.Store, shapes: Shapes) -> Affected:
    """What statements that were added or removed can affect, given the store after the change."""
    statements = list(dict.fromkeys(changed))
    rules: dict[str, set[Term]] = defaultdict(set)
    whole_rules: set[str] = set()
    for rule in shapes.rules:
        found = affected_by_rule(rule, statements, data)
        if found is None or any(isinstance(n, ox.BlankNode) for n in found):  # no query can name a nameless node
            whole_rules.add(rule.shape)
        else:
            rules[rule.shape] |= found
    core = {} if shapes.unclear else _core(statements, Data(data), shapes)
    # Results name literals by their text: of two with one text it is not known which was meant.
    whole = {unit for unit, nodes in core.items() if any(isinstance(n, ox.Literal) for n in nodes)}
    covered = {(unit.value, n.value, False) for unit, nodes in core.items() for n in nodes}
    covered |= {(shape, n.value, True) for shape, nodes in rules.items() for n in nodes}
    covered |= {(unit.value, "", False) for unit in whole} | {(shape, "", True) for shape in whole_rules}
    return Affected(
        core=core,
        rules={shape: frozenset(nodes) for shape, nodes in rules.items()},
        whole=frozenset(whole),
        whole_rules=frozenset(whole_rules),
        everything=bool(shapes.unclear),
        covered=frozenset(covered),
    )


def _core(statements: Iterable[Statement], data: Data, shapes: Shapes) -> dict[Term, frozenset[Term]]:
    found: dict[Term, set[Term]] = defaultdict(set)
    walked: dict[tuple[Path, Term], frozenset[Term]] = {}
    for subject, predicate, value in statements:
        ends = {False: ox.NamedNode(subject), True: value}
        for way, inverse, units in (*shapes.reading.get(predicate, ()), *shapes.reading.get(None, ())):
            start = ends[inverse]
            if (way, start) not in walked:
                walked[way, start] = frozenset({start} if way == HERE else values(reverse(way), start, data))
            for unit in units:
                found[unit] |= walked[way, start]
    return {unit: frozenset(nodes) for unit, nodes in found.items()}
