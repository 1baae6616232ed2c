"""The command line's frame: what it imports, how it fails, what it documents."""

from __future__ import annotations

import logging
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from kg import __version__
from kg.cli import _group, docs, main
from kg.errors import KgError

HERE = Path(__file__).parent
SMALL = HERE / "data" / "small.trig"
COMMANDS = list(_group.COMMANDS)


def command(name: str) -> click.Command:
    found = main.get_command(click.Context(main), name)
    assert found is not None
    return found


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch):
    """Make ``kg query`` raise what the test wants."""

    def make(error: BaseException) -> None:
        def raising() -> None:
            raise error

        monkeypatch.setattr("kg.cli.query.command", click.Command("query", callback=raising))

    return make


def test_help_lists_every_command_without_importing_the_line():
    heavy = ("spacy", "pyshacl", "rdflib", "trafilatura", "pyoxigraph", "rich")
    code = f"import sys; from kg.cli import main; main(['--help'], standalone_mode=False); print([m for m in {heavy} if m in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=HERE.parent)
    assert ran.stdout.splitlines()[-1] == "[]"
    assert all(f"  {name} " in ran.stdout for name in COMMANDS)


def test_version():
    assert CliRunner().invoke(main, ["--version"]).stdout == f"kg, version {__version__}\n"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(name: str):
    text = command(name).help or ""
    assert "Example" in text
    assert f"kg {name} " in text.partition("Example")[2]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_explained(name: str):
    options = [p for p in command(name).params if isinstance(p, click.Option)]
    assert options
    assert [p.name for p in options if not p.help] == []


def test_the_reference_page_is_current():
    page = (HERE.parent / "docs" / "cli.md").read_text("utf-8")
    assert page == docs.reference(), "run: python -m kg.cli.docs > docs/cli.md"


def test_the_reference_page_has_every_command_and_query():
    page = docs.reference()
    assert [n for n in COMMANDS if f"\n## kg {n}\n" not in page] == []
    names = [p.stem for p in (HERE.parent / "kg" / "queries").glob("*.rq")]
    assert names
    assert [n for n in names if f"| `{n}` |" not in page] == []


def test_a_fault_of_the_user_is_one_line_and_status_1(failing):
    failing(KgError("no such thing; try another"))
    result = CliRunner().invoke(main, ["query"])
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", "kg: error: no such thing; try another\n")


def test_a_fault_of_the_system_names_the_file(failing):
    failing(PermissionError(13, "Permission denied", "graph.trig"))
    result = CliRunner().invoke(main, ["query"])
    assert (result.exit_code, result.stderr) == (1, "kg: error: graph.trig: Permission denied\n")


def test_an_interrupt_gives_130(failing):
    failing(KeyboardInterrupt())
    result = CliRunner().invoke(main, ["query"])
    assert (result.exit_code, result.stderr) == (130, "kg: interrupted\n")


def test_other_errors_are_not_hidden(failing):
    failing(ZeroDivisionError())
    assert isinstance(CliRunner().invoke(main, ["query"]).exception, ZeroDivisionError)


def test_unknown_commands_are_wrong_usage():
    result = CliRunner().invoke(main, ["quary"])
    assert result.exit_code == 2
    assert "quary" in result.stderr


@pytest.mark.parametrize(
    ("args", "level"),
    [([], logging.WARNING), (["-v"], logging.INFO), (["-vv"], logging.DEBUG)],
)
@pytest.mark.parametrize("side", ["before", "after"])
def test_verbosity_may_stand_on_either_side(args: list[str], level: int, side: str):
    ask = ["query", *(args if side == "after" else []), str(SMALL), "articles"]
    result = CliRunner().invoke(main, [*(args if side == "before" else []), *ask])
    assert result.exit_code == 0, result.stderr
    assert logging.getLogger("kg").level == level


def test_log_messages_go_to_stderr(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("kg.cli.query.command", click.Command("query", callback=lambda: logging.getLogger("kg.x").info("read %d", 3)))
    result = CliRunner().invoke(main, ["-v", "query"])
    assert (result.stdout, result.stderr) == ("", "kg: info: read 3\n")


def test_a_reader_that_leaves_is_no_error():
    """As in ``kg query ... | head -1``: the pipe is closed before anything is written."""
    ask = [sys.executable, "-m", "kg", "query", str(SMALL), "timeline"]
    with subprocess.Popen(ask, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=HERE.parent) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        messages = process.stderr.read()
        assert process.wait(timeout=60) == 0
    assert b"Error" not in messages
    assert b"error" not in messages
