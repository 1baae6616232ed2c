"""Templates: HTML with every value escaped."""

from __future__ import annotations

from functools import lru_cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from kg.explore.assets import TEMPLATES
from kg.explore.lists import KINDS, SINGULAR
from kg.explore.prose import MONTHS, brief, counted, day, label, shortened


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The templates, all compiled; autoescaping is on for each."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"brief": brief, "day": day, "label": label, "shortened": shortened}
    made.globals |= {"counted": counted, "KINDS": KINDS, "SINGULAR": SINGULAR, "MONTHS": MONTHS}
    for name in made.list_templates(extensions=["html"]):
        made.get_template(name)
    return made
