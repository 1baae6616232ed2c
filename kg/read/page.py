"""HTML pages: the article's text and metadata as trafilatura finds them, offline.

Source: Barbaresi 2021, Trafilatura (https://trafilatura.readthedocs.io). The extracted text is the article's text: offsets
count in it, not in the page.
"""

from __future__ import annotations

import re
from typing import Any

TAG = re.compile(r"<\s*(?:!doctype|html|head|body|div|p|article|section|h[1-6]|meta|title|span|table|br)\b", re.IGNORECASE)
ROOT = re.compile(r"<\s*html\b", re.IGNORECASE)
CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{2,30})", re.IGNORECASE)
LANG = re.compile(r"<html\b[^>]{0,300}\blang\s*=\s*[\"']?([A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,3})\b", re.IGNORECASE)
LIST = re.compile(r"<\s*(?:ul|ol|dl)\b", re.IGNORECASE)
MAX_TAGS = 100_000
MAX_LISTS = 3_000
HEAD = 4096
NUL = re.compile("[\0\ufffe\uffff]")
SPACE = re.compile(r"[ \t\r\n\f]+")
LINE_SPACE = re.compile(r" *\n *")
GAPS = re.compile(r"\n{3,}")
BREAKS = ("br", "li", "tr")
BLOCKS = (
    *("address", "article", "aside", "blockquote", "div", "dl", "dt", "dd", "figure", "figcaption", "footer", "header", "hr", "main"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "nav", "ol", "p", "pre", "section", "table", "ul"),
)
UNSEEN = frozenset(("script", "style", "head", "template", "noscript", "iframe", "svg"))
# A fixed upper limit: the library's own is the day on which it runs, and output must not depend on the clock.
DATES = {"original_date": True, "extensive_search": False, "max_date": "2100-12-31"}


def is_html(text: str) -> bool:
    """Whether ``text`` holds markup near its beginning."""
    return TAG.search(text[:HEAD]) is not None


def declared(data: bytes) -> str:
    """The encoding that a page declares for itself, "" if none."""
    match = CHARSET.search(data[:HEAD])
    return match[1].decode("ascii") if match else ""


def crowded(html: str) -> str:
    """What a page has too much of to be read in seconds, "" if nothing: extraction compares the items of lists with each other."""
    if html.count("<") > MAX_TAGS:
        return f"a page of more than {MAX_TAGS:,} tags"
    return f"a page of more than {MAX_LISTS:,} lists" if sum(1 for _ in LIST.finditer(html)) > MAX_LISTS else ""


def extract(html: str) -> dict[str, Any] | None:
    """A record (text, title, published, publisher, url, language) from a page; None when it holds no text at all.

    "whole" is in the record when no article was recognised and the text of the whole page is given instead.
    """
    from trafilatura import bare_extraction, html2txt  # here, since it costs a tenth of a second that plain text need not pay
    from trafilatura.settings import Document

    if not ROOT.search(html):
        html = f"<html><body>{html}</body></html>"  # the library refuses a fragment
    try:
        # without tables, since the library runs the paragraphs of a page laid out in tables into one row
        found = bare_extraction(html, with_metadata=True, include_comments=False, include_tables=False, date_extraction_params=dict(DATES))
        if isinstance(found, Document) and (found.text or "").strip():
            return _record(found, html)
        whole = html2txt(html)
    except Exception:  # a hostile page breaks the parsers below in many ways; the caller says that nothing was found
        return None
    return {"text": whole, "whole": True} if whole.strip() else None


def paragraphs(html: str) -> str:
    """The whole text of a piece of markup, blocks parted by empty lines, scripts and styles left out; "" when there is none.

    For content that is an article already, such as the entry of a feed: nothing is judged to be boilerplate.
    """
    from lxml import etree

    parser = etree.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        root = etree.fromstring(f"<div>{NUL.sub('', html)}</div>".encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return ""
    parts: list[str] = []
    unseen = 0
    for event, element in etree.iterwalk(root, events=("start", "end")) if root is not None else ():
        starts = event == "start"
        name = element.tag if isinstance(element.tag, str) else ""
        unseen += (1 if starts else -1) * (name in UNSEEN)
        parts.append("\n\n" if name in BLOCKS else "\n" if name in BREAKS and starts else "")
        parts.append("" if unseen else SPACE.sub(" ", (element.text if starts else element.tail) or ""))
    return GAPS.sub("\n\n", LINE_SPACE.sub("\n", "".join(parts))).strip()


def plain(text: str) -> str:
    """A title without the markup that feeds put in."""
    return " ".join(paragraphs(text).split()) if "<" in text or "&" in text else text


def _record(found: Any, html: str) -> dict[str, Any]:
    lang = LANG.search(html[:HEAD])
    record = {
        "text": found.text,
        "title": found.title,
        "published": found.date,
        "publisher": found.sitename,
        "url": found.url,
        "language": found.language or (lang[1] if lang else ""),
    }
    return {name: value for name, value in record.items() if value}
