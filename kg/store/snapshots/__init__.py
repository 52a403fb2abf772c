"""A published generation as one file, which another machine can serve."""
