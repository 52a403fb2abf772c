"""A graph that an engine of somebody else's holds: any that speaks SPARQL 1.1 (docs/decisions/0016-engines.md)."""
