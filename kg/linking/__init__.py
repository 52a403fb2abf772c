"""The story of linking, from the published graph to decisions: subjects, suggestions, review, and the commands of `kg link`."""
