"""Reading: files, folders and standard input become ``kg.model.Article`` records.

* ``.txt``: the text is the file, decoded, otherwise untouched: line ends and control characters stay, a byte order mark goes.
* ``.html``, ``.htm``, ``.xhtml``: the text is what is extracted from the page, so offsets count in that, not in the page.
* ``.jsonl``, ``.ndjson``: one record {"id", "text", "title", "published", "publisher", "url", "language", "fetched"} a line;
  only "text" is required and stays as it is.
* ``.rss``, ``.atom``, ``.xml``: one article an entry; ``.warc``: one an HTML response.
* all of these with ``.gz`` or ``.zst`` behind; a folder: all of these in it, record files first; ``-``: standard input, any of these by
  its looks. docs/formats.md says what of each becomes the text and the fields, and has the limits.

Beside ``a.txt`` or ``a.html`` a sidecar ``a.json`` may hold the same fields without the text. The id is the record's or sidecar's,
else the file's name without ending, else a digest of the text. A missing date or title is looked for in the text itself.
``blocks`` says which parts of a text are story and which are boilerplate, ``dateline`` finds a text's date.
"""

from kg.read.articles import MAX_BYTES, once, read, read_line, read_records

__all__ = ["MAX_BYTES", "once", "read", "read_line", "read_records"]
