"""The same line on Apache Spark: articles are read, decided across and written by executors; the driver only plans.

    lines -> articles -> shards -> part files           kg.shards.part, once for each shard whoever fails
          -> profiles -> components -> decisions        persons, meetings, utterances; joins over blocks (kg.resolve.components)
          -> quads of articles and shared nodes, facts  sorted N-Quads in parts, Parquet

The quads are those of ``kg build``, byte for byte: the parts one after the other are its ``graph.nq``. Needs pyspark
(``pip install 'kg-news[spark]'``) and Java 17; docs/spark.md says how to run it on a cluster. ``session.session`` gives the session and
``build.build`` is the whole of it.
"""
