"""Reading in shards: a few articles at a time become a part file, by as many processes as there are, and a run that was killed goes on.

    articles -> Shard -> part file (facts of each article, or the problem that stopped it) -> what is decided across articles

``shard`` (articles into shards, and what their parts are called), ``part`` (one shard -> one part file: all that a process or a node of
a cluster has to do), ``pool`` (worker processes that may die), ``worker`` (what runs in them), ``reading`` (all of it in order).
"""
