"""What the server counts, for Prometheus."""

from __future__ import annotations

from collections.abc import Iterator

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from kg.serve.endpoint import Endpoint
from kg.serve.publication import Publication

MEDIA = "text/plain; version=0.0.4; charset=utf-8"


class _Counts(Collector):
    def __init__(self, publication: Publication, endpoint: Endpoint) -> None:
        self.publication, self.endpoint = publication, endpoint

    def collect(self) -> Iterator[Metric]:
        """The metrics as they are now."""
        pool, cache = self.publication.pool, self.endpoint.cache
        responses = CounterMetricFamily("kg_sparql_responses", "Responses of the SPARQL endpoint.", labels=["status"])
        counted: dict[str, int] = {}
        for (_, code), number in self.endpoint.counted.items():
            counted[str(code)] = counted.get(str(code), 0) + number
        for status, number in sorted(counted.items()):
            responses.add_metric([status], number)
        yield responses
        yield CounterMetricFamily("kg_sparql_seconds", "Seconds that workers ran queries.", value=self.endpoint.seconds)
        yield CounterMetricFamily("kg_workers_replaced", "Workers that were replaced.", value=pool.replaced)
        yield GaugeMetricFamily("kg_workers", "Workers.", value=pool.limits.workers)
        yield GaugeMetricFamily("kg_workers_busy", "Workers that answer a query.", value=pool.busy)
        yield GaugeMetricFamily("kg_queries_waiting", "Queries that wait for a worker.", value=pool.waiting)
        yield CounterMetricFamily("kg_cache_hits", "Answers from the cache.", value=cache.hits + self.endpoint.raw.hits)
        yield CounterMetricFamily("kg_cache_misses", "Answers that were not in the cache.", value=cache.misses)
        yield GaugeMetricFamily("kg_cache_bytes", "Bytes in the cache.", value=cache.size + self.endpoint.raw.size)
        yield CounterMetricFamily("kg_generations", "Generations that were taken up.", value=self.publication.taken_up)


def exposition(publication: Publication, endpoint: Endpoint) -> tuple[bytes, str]:
    """All metrics in the text format of Prometheus, and its media type."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Counts(publication, endpoint))
    return generate_latest(registry), MEDIA
