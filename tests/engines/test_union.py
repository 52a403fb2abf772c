"""An engine whose default graph is all graphs at once, and which is no Virtuoso: what differs there is held to the same tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.engines.running import Running, oxigraph
from tests.engines.test_publishing import (  # noqa: F401
    demo,
    test_an_engine_holds_all_that_was_published_and_nothing_else,
    test_every_named_query_has_the_same_answer,
    test_what_another_note_still_says_stays_when_a_note_goes,
    test_where_the_default_graph_is_all_graphs_the_plain_statements_have_one_of_their_own,
    test_whoever_is_stopped_at_the_first_publication_leaves_nothing_behind_that_stays,
)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with oxigraph(tmp_path_factory.mktemp("union"), union=True) as found:
        yield found
