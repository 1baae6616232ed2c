"""kg from Python: an archive with methods for what the command line does, and answers as tables."""

from kg.api.archive import Archive
from kg.api.table import Table

__all__ = ["Archive", "Table"]
