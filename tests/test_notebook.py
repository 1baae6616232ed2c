"""The example notebook does what it says, and is kept with its answers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOK = ROOT / "docs" / "notebook.ipynb"


def test_the_notebook_was_executed_from_top_to_bottom():
    cells = [c for c in json.loads(NOTEBOOK.read_text("utf-8"))["cells"] if c["cell_type"] == "code"]
    assert [c["execution_count"] for c in cells] == list(range(1, len(cells) + 1))
    assert sum(bool(c["outputs"]) for c in cells) == len(cells) - 1  # the first only opens the archive


@pytest.mark.filterwarnings("default")  # those of Jupyter's own parts
def test_the_notebook_runs(monkeypatch, tmp_path):
    nbformat = pytest.importorskip("nbformat", reason="nbformat is not installed (the extra docs)")
    nbclient = pytest.importorskip("nbclient", reason="nbclient is not installed (the extra docs)")
    pytest.importorskip("ipykernel", reason="ipykernel is not installed (the extra docs)")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    # raises CellExecutionError for a cell that fails
    done = nbclient.NotebookClient(notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(ROOT)}}).execute()
    outputs = [o.get("output_type") for c in done.cells if c.cell_type == "code" for o in c.outputs]
    assert "error" not in outputs
    last = done.cells[-1].outputs[0]["data"]["text/plain"]
    assert last == "0"  # nothing is left of an article that was withdrawn
