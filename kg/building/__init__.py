"""The steps of a build, each of what changed only: reading, uniting, naming, describing, checking, comparing."""
