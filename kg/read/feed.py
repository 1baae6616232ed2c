"""RSS (0.9 to 2.0) and Atom files: one article an entry, as far as the feed has the text and not only a pointer to it.

RSS: https://www.rssboard.org/rss-specification, Atom: RFC 4287. The parser expands no entities, reads no DTD, and fetches nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from itertools import chain
from typing import Any

from lxml import etree

from kg.model import Problem
from kg.read import page
from kg.read.metadata import has_surrogates
from kg.read.unpack import MAX_FAULTS, Refused

FEED = re.compile(rb"<\s*(?:rss|feed|[\w-]{1,20}:RDF|[\w-]{1,20}:feed)\b")
MARKUP = re.compile(r"<\s*/?[a-zA-Z][^<>]*>|&(?:#\d+|#x[0-9a-fA-F]+|\w+);")
ENTRIES = ("item", "entry")
TEXTS = ("encoded", "content", "description", "summary")
HEAD = 4096


def is_feed(head: bytes) -> bool:
    """Whether a file that begins with ``head`` looks like a feed."""
    return FEED.search(head.replace(b"\0", b"")[:HEAD]) is not None


def records(data: bytes, name: str, problems: list[Problem]) -> Iterator[tuple[str, dict[str, Any]]]:
    """(place, record) of each entry with a text; ``place`` is "file:line". Raises Refused when too many entries have none."""
    root = _root(data, name, problems)
    if root is None:
        return
    entries = (e for e in root.iter("{*}*") if _name(e) in ENTRIES and _name(e.getparent()) not in ENTRIES)
    first = next(entries, None)
    if first is None:
        problems.append(Problem(name, "no entries in this feed, or no feed at all; give RSS or Atom, or save pages as .html"))
    channel = next((e for e in root.iter("{*}*") if _name(e) == "channel"), root)
    shared = {"publisher": _line(channel, "title"), "language": _language(root, channel)}
    faults = 0
    for entry in chain([first] if first is not None else [], entries):
        if faults > MAX_FAULTS:
            raise Refused(f"{MAX_FAULTS:,} entries without text, so the rest is not read; mend the file")
        place = f"{name}:{entry.sourceline}"
        record = _record(entry) | {k: v for k, v in shared.items() if v}
        if not record.get("text") or has_surrogates(record["text"]):
            faults += 1
            problems.append(Problem(place, "this entry has no text, only a pointer to it, and nothing is fetched; save the page itself"))
        else:
            yield place, record


def _root(data: bytes, name: str, problems: list[Problem]) -> etree._Element | None:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as exc:
        problems.append(Problem(name, f"no XML ({exc}); mend it or save the articles as text"))
        return None
    if root is None:
        problems.append(Problem(name, "no XML; mend it or save the articles as text"))
        return None
    definitions = root.getroottree().docinfo.internalDTD
    if definitions is not None and next(iter(definitions.iterentities()), None) is not None:
        problems.append(Problem(name, "defines XML entities of its own, which are not expanded; remove them"))
        return None
    fatal = next((e for e in parser.error_log if e.level_name == "FATAL"), None)
    if fatal is not None:
        problems.append(Problem(f"{name}:{fatal.line}", f"faulty XML ({fatal.message.strip()}); what could be read is used", fatal=False))
    return root


def _name(element: etree._Element | None) -> str:
    return "" if element is None or not isinstance(element.tag, str) else element.tag.rpartition("}")[2]


def _record(entry: etree._Element) -> dict[str, Any]:
    link = _link(entry)
    record = {
        "id": _line(entry, "guid") or _line(entry, "id") or link,
        "title": page.plain(_line(entry, "title")),
        "published": _date(next((v for n in ("pubDate", "published", "date", "issued", "updated") if (v := _line(entry, n))), "")),
        "url": link,
        "text": max((_text(e) for name in TEXTS for e in entry.iterchildren(f"{{*}}{name}")), key=len, default=""),
    }
    return {name: value for name, value in record.items() if value}


def _line(element: etree._Element, name: str) -> str:
    """The text of the first child of that name, in one line."""
    child = next(element.iterchildren(f"{{*}}{name}"), None)
    return " ".join("".join(child.itertext()).split()) if child is not None else ""


def _link(entry: etree._Element) -> str:
    links = list(entry.iterchildren("{*}link"))
    alternate = next((e for e in links if e.get("href") and e.get("rel", "alternate") == "alternate"), None)
    return (alternate.get("href", "").strip() if alternate is not None else "") or _line(entry, "link")


def _language(root: etree._Element, channel: etree._Element) -> str:
    return (_line(channel, "language") or root.get("{http://www.w3.org/XML/1998/namespace}lang", "")).lower()


def _date(value: str) -> str:
    """The day of an RFC 822 date; other forms stay for the general reader of dates."""
    try:
        return parsedate_to_datetime(value).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        pass
    try:
        return datetime.fromisoformat(value.replace("Z", "+00:00")).date().isoformat()
    except ValueError:
        return value


def _text(element: etree._Element) -> str:
    """The text of a content element: markup inside it or escaped in it becomes paragraphs, plain text stays."""
    if len(element):
        inner = etree.tostring(element, encoding="unicode", method="xml", with_tail=False)
        return page.paragraphs(inner)
    text = element.text or ""
    plain = element.get("type") == "text" or not MARKUP.search(text)
    return text.strip() if plain else page.paragraphs(text)
