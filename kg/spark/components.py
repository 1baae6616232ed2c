"""Connected components as joins: alternating large and small stars.

Source: Kiveris, Lattanzi, Mirrokni, Rastogi, Vassilvitskii 2014, Connected Components in MapReduce and Beyond. Each round connects every
node with the least one that it sees; a few rounds do, however long the chains are, and no node holds a component in its memory but
the one that it is about.
"""

from __future__ import annotations

from pyspark.sql import DataFrame, Window
from pyspark.sql import functions as F

from kg.spark.work import Work


def connected(work: Work, name: str, blocks: DataFrame) -> DataFrame:
    """(node, root) of each node that shares a block with a lower one, from (node, block); equal roots are one component.

    Nodes are numbers; the root is the least of its component. Nodes that stand in no row are roots of themselves.
    """
    least = F.min("node").over(Window.partitionBy("block"))
    edges = work.kept(f"{name}-0", _edges(blocks.select("node", least.alias("root"))))
    turn = 0
    while not _are_stars(edges):
        turn += 1
        edges = work.kept(f"{name}-{turn}", _small_star(_large_star(edges)))
        work.drop(f"{name}-{turn - 1}")
    return edges


def _edges(pairs: DataFrame) -> DataFrame:
    """Each edge once, from the higher node to the lower."""
    return pairs.where("node != root").select(F.greatest("node", "root").alias("node"), F.least("node", "root").alias("root")).distinct()


def _large_star(edges: DataFrame) -> DataFrame:
    """Connect the higher neighbours of each node with the least of its neighbours and itself."""
    both = edges.select("node", F.col("root").alias("other")).union(edges.select(F.col("root").alias("node"), F.col("node").alias("other")))
    least = F.least("node", F.min("other").over(Window.partitionBy("node")))
    return _edges(both.withColumn("root", least).where("other > node").select(F.col("other").alias("node"), "root"))


def _small_star(edges: DataFrame) -> DataFrame:
    """Connect the lower neighbours of each node, and itself, with the least of them."""
    seen = edges.withColumn("least", F.min("root").over(Window.partitionBy("node")))
    return _edges(
        seen.select(F.col("root").alias("node"), F.col("least").alias("root")).union(seen.select("node", F.col("least").alias("root")))
    )


def _are_stars(edges: DataFrame) -> bool:
    """True if every node has one edge, and the other end of it none."""
    several = edges.groupBy("node").count().where("count > 1").select("node")
    above = edges.select(F.col("root").alias("node")).intersect(edges.select("node"))
    return bool(several.unionAll(above).isEmpty())
