"""The command line, ``kg``: data to stdout, messages to stderr.

Exit status: 0 fine, 1 an error, 2 wrong usage, 3 the graph or the score is not good enough, 130 interrupted.
"""

from __future__ import annotations

import click

from kg import __version__
from kg.cli._group import LazyGroup, verbose_option

__all__ = ["main"]


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="kg")
def main() -> None:
    """Turn English news on politics and diplomacy into a knowledge graph with evidence for every fact.

    \b
    Example:
      kg build seeds -o exports
      kg query exports/graph.trig meetings

    Exit status: 0 fine, 1 an error, 2 wrong usage, 3 the graph or the score is not good enough.
    """


main.params.append(verbose_option())
