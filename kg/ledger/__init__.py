"""The ledger: what the last build read and decided, on disk, so that the next one asks only what changed."""
