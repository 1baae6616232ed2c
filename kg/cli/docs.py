"""The command line's reference, ``docs/cli.md``, made from ``--help``: ``python -m kg.cli.docs > docs/cli.md``."""

from __future__ import annotations

from collections.abc import Iterator

import click

from kg.cli import main
from kg.query.named import catalogue

WIDTH = 100


def reference() -> str:
    """The whole page as Markdown: the group, every command, every named query."""
    return "\n".join([*_commands(), *_queries()])


def _commands() -> Iterator[str]:
    with _context(main, "kg", None) as root:
        yield from ("# The command line", "", "<!-- Made by python -m kg.cli.docs from --help: change the help, not this page. -->", "")
        yield from ("## kg", "", *_block(root))
        for name in main.list_commands(root):
            command = main.get_command(root, name)
            assert command is not None
            with _context(command, name, root) as context:
                yield from (f"## kg {name}", "", *_block(context))


def _context(command: click.Command, name: str, parent: click.Context | None) -> click.Context:
    settings = {**command.context_settings, "terminal_width": WIDTH, "max_content_width": WIDTH, "color": False}
    return click.Context(command, info_name=name, parent=parent, **settings)


def _block(context: click.Context) -> list[str]:
    return ["```text", context.get_help().rstrip(), "```", ""]


def _queries() -> Iterator[str]:
    yield from ("## Named queries", "", "For `kg query GRAPH NAME`; the files are in `kg/queries/` and run in any SPARQL 1.1 store.", "")
    yield from ("| name | question | parameters |", "| --- | --- | --- |")
    for query in catalogue():
        params = "; ".join(f"`{p.name}`{' (needed)' if p.required else ''}: {p.help}" for p in query.params)
        yield f"| `{query.name}` | {query.question} | {params} |"
    yield ""


if __name__ == "__main__":
    click.echo(reference(), nl=False)
