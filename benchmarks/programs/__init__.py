"""Small programs that are measured from outside, each in a process of its own; those of peers run in their environment."""
