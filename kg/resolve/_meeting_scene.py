"""Where the reporter is, by dateline, byline and the beginning of the story, and whether that is where the news is."""

from __future__ import annotations

import re

from kg.model import Article
from kg.resolve.gazetteer import gazetteer

PARTS = ",(-–—"
LEAD = 2  # paragraphs that tell the news
BEGINNING = 4  # blocks of an article among which its byline stands
# "Lima: The president met", "Lima, Peru — The president met": a dateline in small letters.
PLAIN = re.compile(r"((?:[A-Z][\w'’.]+ ?){1,3})(?:, [A-Z]\w+)?(?::| [-–—]{1,2}) (?=[\"“]?[A-Z])")
BYLINE = re.compile(r"By\s[^.;:!?]{3,70}?\bin ((?:[A-Z][\w'’-]+ ?){1,3})$")


def dateline(article: Article) -> tuple[str, int]:
    """The town of the story's dateline ("CAIRO (Wire) - ") and where the paragraph that it opens ends; ("", 0) without one town."""
    towns, end = _opening(article)
    return (towns[0], end) if len(towns) == 1 else ("", 0)


def scene(article: Article) -> str:
    """The town where the reporter is, by the dateline ("CAIRO/OSLO (Wire) - ") or byline, if that is where the news is; else ""."""
    return next((town for town in (*_opening(article)[0], byline(article)) if town and is_scene(article, town)), "")


def _opening(article: Article) -> tuple[list[str], int]:
    """The towns of the story's dateline, and where the paragraph that it opens ends."""
    first = next((b for b in article.blocks if b.kind == "paragraph"), None)
    plain = PLAIN.match(article.text[first.start : first.end]) if first is not None else None
    if first is not None and plain and gazetteer().city(plain[1]):
        return _cities(plain[1]), first.end
    for before, after in zip(article.blocks, article.blocks[1:], strict=False):
        prefix = article.text[before.start : before.end]
        if before.kind == "boilerplate" and after.kind == "paragraph" and not article.text[before.end : after.start].strip(" "):
            end = min((i for i, c in enumerate(prefix) if c in PARTS), default=len(prefix))
            return _cities(prefix[:end]), after.end
    return [], 0


def _cities(names: str) -> list[str]:
    found = [gazetteer().city(name.strip().title()) for name in names.split("/")]
    return [city.name for city in found if city is not None] if all(found) else []


def byline(article: Article) -> str:
    """The town that the story's byline tells ("By our reporter Ada Ruiz in Lima"), or ""."""
    for block in article.blocks[:BEGINNING]:
        told = BYLINE.match(article.text[block.start : block.end].strip())
        city = gazetteer().city(told[1]) if told else None
        if city is not None:
            return city.name
    return ""


def is_scene(article: Article, town: str) -> bool:
    """True if the beginning of the story itself names the town as the place of what it tells ("in Lima", "left Lima", "Lima talks")."""
    told = [b for b in article.blocks if b.kind == "headline"] + [b for b in article.blocks if b.kind == "paragraph"][:LEAD]
    texts = [article.title, *(article.text[b.start : b.end] for b in told)]
    name = re.escape(town)
    sited = re.compile(rf"\b(?:in|near|outside|left|leaves|leaving) {name}\b|\b{name} (?:talks|summit|meeting|conference|negotiations)\b")
    return any(sited.search(t) for t in texts if not BYLINE.match(t.strip()))


def lead_end(article: Article) -> int:
    """Where the paragraphs end that tell the news."""
    return max((b.end for b in [b for b in article.blocks if b.kind == "paragraph"][:LEAD]), default=0)
