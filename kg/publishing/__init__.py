"""`kg publish`: a generation is sent to an engine elsewhere, graph by graph, and only what changed."""
