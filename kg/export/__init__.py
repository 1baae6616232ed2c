"""Writing graphs: every format from the same source, streamed graph by graph, equal facts giving equal bytes.

``write`` puts an export into files that take their places together (``files.replacing``), ``save`` writes one path, ``to_stream`` a
stream. docs/formats.md describes the formats. Formats without named graphs hold the union of the graphs.
"""

from kg.export.files import replacing, write_files
from kg.export.formats import FORMATS, STREAMED, format_of, save, serialized, to_stream, write
from kg.export.source import InMemory, InStore, Source, ordered

__all__ = [
    "FORMATS",
    "STREAMED",
    "InMemory",
    "InStore",
    "Source",
    "format_of",
    "ordered",
    "replacing",
    "save",
    "serialized",
    "to_stream",
    "write",
    "write_files",
]
