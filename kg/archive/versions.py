"""Which versions an archive's articles are read with now, told without loading a model where that can be."""

from __future__ import annotations

import json
import os

from kg import resources
from kg.graph.imports import Versions, current


def versions(model: str = "") -> Versions:
    """The versions for a model by name, as ``kg import --model`` takes it; "" is the shipped reader."""
    if model or os.environ.get("KG_MODEL"):
        from kg.annotate import load, model_name

        return current(model_name(load(model)))
    meta = json.loads((resources.reader() / "meta.json").read_text(encoding="utf-8"))
    return current(f"{meta['lang']}_{meta['name']}-{meta['version']}")
