"""Reading: files, folders and standard input become ``kg.model.Article`` records. See ``read``.

``kg.read.blocks`` says which parts of a text are story and which are boilerplate, ``kg.read.dateline`` finds its date.
"""

from kg.read.articles import MAX_BYTES, read

__all__ = ["MAX_BYTES", "read"]
