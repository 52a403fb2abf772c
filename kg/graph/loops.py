"""Statements that lead back to where they begin: what is part of itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kg.graph.vocabulary import Statement


def on_a_loop(statements: Iterable[Statement]) -> list[Statement]:
    """Of statements of one property, those that lie on a loop, in their order.

    A statement does when its two ends lie in one strongly connected component; the components come from one walk in
    depth (R. Tarjan, Depth-first search and linear graph algorithms, SIAM Journal on Computing 1, 1972), so that it
    takes no longer than there are statements.
    """
    found = list(statements)
    below: dict[str, list[str]] = {}
    for subject, _, value in found:
        below.setdefault(subject, []).append(value.value)
    component = _components(below)
    return [
        s for s in found if s[0] == s[2].value or (s[2].value in below and component[s[0]] == component[s[2].value])
    ]


def _components(below: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """The number of the strongly connected component of each node that has something below it."""
    order: dict[str, int] = {}  # when a node was come to
    lowest: dict[str, int] = {}  # the first node that can be gone back to
    component: dict[str, int] = {}
    waiting: list[str] = []
    place: dict[str, int] = {}  # of a node among those that wait
    for root in below:
        path = [] if root in order else [(root, iter(below[root]))]
        while path:
            node, others = path[-1]
            if node not in order:
                order[node] = lowest[node] = len(order)
                place[node] = len(waiting)
                waiting.append(node)
            for other in others:
                if other in below and other not in order:
                    path.append((other, iter(below[other])))
                    break
                if other in below and other not in component:
                    lowest[node] = min(lowest[node], lowest[other])
            else:
                path.pop()
                if path:
                    above = path[-1][0]
                    lowest[above] = min(lowest[above], lowest[node])
                if lowest[node] == order[node]:
                    component.update(dict.fromkeys(waiting[place[node] :], order[node]))
                    del waiting[place[node] :]
    return component
