"""Queries of strangers, each in a process that may die of it.

pyoxigraph has no time-out, a query may take all memory, and one that is nested deep enough ends the process that parses
it. So the server never parses or runs a query of a stranger: a small process, the zygote, holds the graph and forks
workers; the pool lends them out, and a worker that takes too long, too much memory or dies has failed its one query.

    pool.py     lends workers to questions, in the server's process
    line.py     the server's end of a worker's pipe
    forks.py    workers that a zygote forks
    zygote.py   holds the graph, forks workers and ends them
    spawns.py   workers that are started one by one, where the system cannot fork
    worker.py   answers one question after another
    alone.py    a worker in a process of its own
    frames.py   what goes through the pipe
"""
