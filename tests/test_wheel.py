"""What a user installs: the wheel is whole, and works in a folder where there is no clone."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import kg
from tests.builds import ROOT

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(importlib.util.find_spec("pip") is None, reason="no pip in this environment"),
]
TEXT = """Envoys meet in Oslo

OSLO, June 18, 2023 (Wire) - Foreign Minister Ana Ruiz met President Joao Beck in Oslo on Sunday to discuss trade, officials said.

"We will lift the sanctions on steel," Ruiz told reporters.
"""


def pip(*args: str | Path) -> None:
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", *map(str, args)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    if "hatchling" in ran.stderr and "No matching distribution" in ran.stderr:
        pytest.skip("pip cannot fetch the build backend here")
    assert ran.returncode == 0, ran.stderr


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, made from a copy of the sources, so that the clone stays as it is."""
    copy, out = tmp_path_factory.mktemp("sources"), tmp_path_factory.mktemp("wheel")
    for name in ("kg", "shapes"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, copy)
    pip("wheel", copy, "--no-deps", "-w", out)
    (made,) = out.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with nothing but the wheel's files."""
    target = tmp_path_factory.mktemp("installed")
    pip("install", "--no-deps", "--target", target, wheel)
    return target


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A working folder with one article."""
    folder = tmp_path_factory.mktemp("elsewhere")
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def ran(installed: Path, elsewhere: Path):
    """Runs the installed package's Python in the working folder."""

    def run(*args: str) -> subprocess.CompletedProcess[str]:
        env = {**os.environ, "PYTHONPATH": str(installed)}
        return subprocess.run([sys.executable, *args], cwd=elsewhere, env=env, capture_output=True, text=True, check=False, timeout=120)

    return run


@pytest.fixture(scope="module")
def built(ran) -> subprocess.CompletedProcess[str]:
    """The first build that a newcomer makes."""
    return ran("-m", "kg", "build", "a.txt", "-o", "out")


def test_the_wheel_holds_all_that_the_package_reads(wheel: Path):
    with zipfile.ZipFile(wheel) as archive:
        held = set(archive.namelist())
    folders = {"kg/shapes": ROOT / "shapes"} | {f"kg/{n}": ROOT / "kg" / n for n in ("data", "queries", "reader", "cli", "extract")}
    for prefix, folder in folders.items():
        wanted = {f"{prefix}/{p.relative_to(folder).as_posix()}" for p in folder.rglob("*") if p.is_file() and "__pycache__" not in p.parts}
        assert wanted
        assert wanted - held == set()
    assert [n for n in held if n.startswith(("tests", "seeds", "training", "exports"))] == []


def test_it_is_the_installed_package_that_runs(ran, installed: Path):
    assert Path(ran("-c", "import kg; print(kg.__file__)").stdout.strip()).parent == installed / "kg"
    assert ran("-m", "kg", "--version").stdout == f"kg, version {kg.__version__}\n"


def test_build(built: subprocess.CompletedProcess[str], elsewhere: Path):
    assert (built.returncode, built.stdout) == (0, "")
    assert built.stderr.startswith("kg: 1 article, ")
    assert "0 violations" in built.stderr
    assert sorted(p.name for p in (elsewhere / "out").iterdir()) == ["graph.nq", "graph.trig", "graph.ttl", "report.txt"]


@pytest.mark.usefixtures("built")
def test_query(ran):
    answer = ran("-m", "kg", "query", "out/graph.trig", "meetings", "--format", "csv")
    assert (answer.returncode, answer.stderr) == (0, "")
    assert "Ruiz" in answer.stdout
    assert "2023-06-18" in answer.stdout


@pytest.mark.usefixtures("built")
def test_validate(ran):
    checked = ran("-m", "kg", "validate", "out/graph.trig", "--texts", "a.txt")
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "conforms" in checked.stdout


@pytest.mark.usefixtures("built")
def test_explain(ran):
    explained = ran("-m", "kg", "explain", "out/graph.trig", "Ana Ruiz", "--texts", ".")
    assert explained.returncode == 0, explained.stderr
    assert "met President Joao Beck in Oslo on Sunday" in explained.stdout
