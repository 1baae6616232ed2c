"""Fixtures that several test files share: the shipped reader, and the folder of articles and annotations beside a checkout."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from spacy.language import Language

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "KG_THREADS"):
    os.environ.setdefault(variable, "1")  # before numpy is loaded: small documents gain nothing from more threads

# The same examples in every run; HYPOTHESIS_PROFILE=explore looks for new ones.
settings.register_profile("repeat", derandomize=True)
settings.register_profile("explore", derandomize=False)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeat"))


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The shipped reader."""
    from kg.annotate import load

    return load()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with real articles and their annotations; tests that need it are skipped where it is absent."""
    folder = Path(__file__).resolve().parents[2] / "shared"
    if not folder.is_dir():
        pytest.skip(f"no folder {folder.name!r} beside the checkout")
    return folder
