"""Annotating: the only module that loads a model.

``Annotator`` runs a spaCy pipeline with Universal Dependencies over the story blocks of an article and joins the results into
one ``Doc``, so that no sentence crosses a block. Label schemes of other pipelines are mapped to ours in ``kg.scheme``.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from kg import resources
from kg.errors import KgError
from kg.model import Article, Block, Story
from kg.scheme import is_clearnlp, universal

# A wrapped paragraph is one stretch of prose to the reader; one character for one keeps every offset.
ONE_LINE = dict.fromkeys(map(ord, "\r\n\t\v\f\x1c\x1d\x1e\x85\u2028\u2029"), " ") | dict.fromkeys(range(0xD800, 0xE000), "\ufffd")


@lru_cache(maxsize=4)
def load(model: str = "") -> Language:
    """The pipeline called ``model`` (an installed package or a folder), or the shipped reader when it is empty.

    Raises KgError when it cannot be found or lacks a parser or an entity recogniser.
    """
    import kg.neural.component  # noqa: F401  # registers the shipped reader's component with spaCy

    source = model or os.environ.get("KG_MODEL") or str(resources.reader())
    try:
        nlp = spacy.load(source)
    except (OSError, ValueError, ImportError) as exc:
        raise KgError(f"model {source!r} cannot be loaded ({exc}); install it or leave out --model") from exc
    assigned = {a for name in nlp.pipe_names for a in nlp.get_pipe_meta(name).assigns}
    for needed, attribute in (("parser", "token.dep"), ("ner", "doc.ents")):
        if attribute not in assigned:
            raise KgError(f"model {source!r} has no {needed!r} component; choose a pipeline with trees and entities")
    return nlp


def story_blocks(article: Article) -> list[Block]:
    """The blocks that are annotated: all but boilerplate and empty ones."""
    blocks = article.blocks or (Block(0, len(article.text), "paragraph"),)
    return [b for b in blocks if b.kind != "boilerplate" and article.text[b.start : b.end].strip()]


def annotate(articles: Iterable[Article], nlp: Language) -> Iterator[Story]:
    """Yield one Story per article, in order."""
    for article in articles:
        blocks = story_blocks(article)
        docs = list(nlp.pipe(article.text[b.start : b.end].translate(ONE_LINE) for b in blocks))
        if is_clearnlp(nlp):
            docs = [universal(doc) for doc in docs]
        yield join(article, blocks, docs)


def join(article: Article, blocks: list[Block], docs: list[Doc]) -> Story:
    """Join the annotated blocks of an article into one Story; each block keeps its sentences and its place in the text."""
    if not docs:
        return Story(article, Doc(spacy.blank("en").vocab), (), (), ())
    doc = Doc.from_docs(docs, ensure_whitespace=False)
    assert doc is not None
    starts, spans, at, token = [], [], 0, 0
    for part in docs:
        starts.append(at)
        spans.append(Span(doc, token, token + len(part)))
        at += len(part.text)
        token += len(part)
    doc.spans["blocks"] = spans
    return Story(article, doc, tuple(starts), tuple(b.start for b in blocks), tuple(b.kind for b in blocks))


def model_name(nlp: Language) -> str:
    """Name and version for the import record."""
    return f"{nlp.meta.get('lang', 'en')}_{nlp.meta.get('name', Path(str(nlp.path or 'reader')).name)}-{nlp.meta.get('version', '0')}"
