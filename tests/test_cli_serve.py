"""``kg serve`` and ``kg site`` as commands: wrong calls end at once and say why."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import main
from tests.builds import kg
from tests.served import SMALL


@pytest.mark.parametrize(
    ("args", "status", "said"),
    [
        (["serve"], 2, "GRAPH or --store"),
        (["serve", SMALL, "--store", "."], 2, "GRAPH or --store"),
        (["serve", SMALL, "--host", "0.0.0.0"], 2, "--name"),
        (["serve", SMALL, "--port", "70000"], 2, "--port"),
        (["serve", "nowhere.trig"], 1, "nowhere.trig: no such file"),
        (["serve", "--store", "tests"], 1, "no archive"),
        (["serve", SMALL, "--texts", "nowhere"], 1, "nowhere: no such file or folder of article texts"),
        (["site", SMALL], 2, "--out"),
        (["site", "nowhere.trig", "-o", "out"], 1, "nowhere.trig: no such file"),
    ],
)
def test_wrong_calls(args: list[str | Path], status: int, said: str) -> None:
    result = CliRunner().invoke(main, [str(a) for a in args])
    assert (result.exit_code, said in result.output) == (status, True), result.output


def test_a_port_that_is_taken_is_told_before_the_graph_is_opened() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = CliRunner().invoke(main, ["serve", str(SMALL), "--port", str(port)])
    assert result.exit_code == 1
    assert f"127.0.0.1, port {port}: " in result.output
    assert "opening" not in result.output


def test_a_graph_that_cannot_be_read_is_told_without_a_traceback(tmp_path: Path) -> None:
    broken = tmp_path / "broken.trig"
    broken.write_text("<a> <b")
    done = kg("serve", broken, "--port", "0")
    assert done.returncode == 1
    assert "broken.trig:1: not valid TriG" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_site_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    result = CliRunner().invoke(main, ["site", str(SMALL), "-o", str(blocked / "site")])
    assert result.exit_code == 1
    assert [p.name for p in tmp_path.iterdir()] == ["file"]
