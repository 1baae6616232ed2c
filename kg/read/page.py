"""HTML pages: the article's text and metadata as trafilatura finds them, offline.

Source: Barbaresi 2021, Trafilatura (https://trafilatura.readthedocs.io). The extracted text is the article's text: offsets
count in it, not in the page.
"""

from __future__ import annotations

import re
from typing import Any

from trafilatura import bare_extraction
from trafilatura.settings import Document

TAG = re.compile(r"<\s*(?:!doctype|html|head|body|div|p|article|section|h[1-6]|meta|title|span|table|br)\b", re.IGNORECASE)
CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{2,30})", re.IGNORECASE)
HEAD = 4096
# A fixed upper limit: the library's own is the day on which it runs, and output must not depend on the clock.
DATES = {"original_date": True, "extensive_search": False, "max_date": "2100-12-31"}


def is_html(text: str) -> bool:
    """Whether ``text`` holds markup near its beginning."""
    return TAG.search(text[:HEAD]) is not None


def declared(data: bytes) -> str:
    """The encoding that a page declares for itself, "" if none."""
    match = CHARSET.search(data[:HEAD])
    return match[1].decode("ascii") if match else ""


def extract(html: str) -> dict[str, Any] | None:
    """A record (text, title, published, publisher, url, language) from a page; None when no article is found in it."""
    try:
        found = bare_extraction(
            html, with_metadata=True, include_comments=False, include_tables=True, date_extraction_params=dict(DATES)
        )
    except Exception:  # a hostile page breaks the parsers below in many ways; the caller reports that nothing was found
        return None
    if not isinstance(found, Document) or not (found.text or "").strip():
        return None
    record = {
        "text": found.text,
        "title": found.title,
        "published": found.date,
        "publisher": found.sitename,
        "url": found.url,
        "language": found.language,
    }
    return {name: value for name, value in record.items() if value}
