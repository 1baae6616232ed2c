"""The command group: commands are imported when they run, faults become one line on stderr and an exit status."""

from __future__ import annotations

import logging
import os
import sys
from importlib import import_module
from keyword import iskeyword
from typing import Any

import click

from kg.errors import KgError

COMMANDS = {
    "build": "Turn articles into a validated knowledge graph.",
    "import": "Let articles join an archive, or replace their earlier versions.",
    "retract": "Withdraw articles from an archive.",
    "status": "Show what an archive holds.",
    "export": "Write the graph of an archive to a file.",
    "push": "Send a graph to a triple store.",
    "upgrade": "Read anew what older versions have read into an archive.",
    "annotate": "Show what the reader sees: sentences, tags, trees, names.",
    "validate": "Check a graph against the shapes of the model.",
    "query": "Ask a graph a named question or your own SPARQL query.",
    "explain": "Show what a node says and the sentences behind it.",
    "readouts": "Show what each side reported of a meeting.",
    "judge": "Decide that two names are the same person or different ones.",
    "serve": "Serve a graph: pages to read, a query editor, SPARQL.",
    "site": "Write the same pages as files that open from disk.",
    "score": "Compare a graph with gold annotations.",
}


class LazyGroup(click.Group):
    """A group whose commands live in ``kg.cli.<name>`` as ``command`` (``import`` in ``import_``) and are imported only when one is used.

    ``kg --help`` thus stays fast: no pipeline, no SHACL engine is loaded for it.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order of the work, not of the alphabet."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return a command, with ``-v`` added, or None when there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        module = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name
        command: click.Command = import_module(f"kg.cli.{module}").command
        if not any(p.name == "verbose" for p in command.params):
            command.params.append(verbose_option())
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands from the table above instead of importing them all."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; exit 1 with one message on a fault the user can mend, 130 when interrupted."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            _let_go_of_stdout()
            ctx.exit(0)
        except (KgError, OSError) as exc:
            click.echo(f"kg: error: {_message(exc)}", err=True)
            ctx.exit(1)
        except KeyboardInterrupt:
            click.echo("kg: interrupted", err=True)
            ctx.exit(130)
        return result


def verbose_option() -> click.Option:
    """The ``-v`` option, for the group and for each command, so that it may stand on either side."""
    return click.Option(
        ["-v", "--verbose"], count=True, expose_value=False, callback=_set_level, help="Say more on stderr; twice for debugging."
    )


def _set_level(ctx: click.Context, param: click.Parameter, value: int) -> None:
    levels: dict[str, int] = ctx.find_root().meta
    count = levels["kg.verbose"] = levels.get("kg.verbose", 0) + value
    logger = logging.getLogger("kg")
    logger.setLevel((logging.WARNING, logging.INFO, logging.DEBUG)[min(count, 2)])
    logger.handlers = [_Echo()]
    logger.propagate = True


class _Echo(logging.Handler):
    """Log records to whatever stderr is now, in the form of the other messages."""

    def emit(self, record: logging.LogRecord) -> None:
        click.echo(f"kg: {record.levelname.lower()}: {record.getMessage()}", err=True)


def _message(exc: KgError | OSError) -> str:
    if isinstance(exc, OSError) and exc.strerror:
        return f"{exc.filename}: {exc.strerror}" if exc.filename else exc.strerror
    return str(exc)


def _let_go_of_stdout() -> None:
    """The reader has gone ("| head"): keep the interpreter from complaining when it flushes at exit."""
    try:
        with open(os.devnull, "wb") as nowhere:
            os.dup2(nowhere.fileno(), sys.stdout.fileno())
    except (OSError, ValueError):
        return
