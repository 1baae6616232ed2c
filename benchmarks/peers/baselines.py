"""What is compared: each function takes an annotated story and gives the character spans of the contents that it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from spacy.tokens import Doc, Token

from kg.extract.said import cues
from kg.model import Span, Story, Tokens
from kg.pipeline import facts_of

SAYING = {"say", "tell", "warn", "write"}
Contents = list[list[Span]]


def kg_statements(story: Story) -> Contents:
    """The statements of the graph: those whose speaker is known."""
    return [list(s.content) for s in facts_of(story).statements]


def verb_and_clause(story: Story) -> Contents:
    """A verb of saying with a subject and a clausal complement: the complement is the content."""
    verbs = {e.lemma for e in cues.entries() if e.sort in SAYING}
    found = []
    for token in story.doc:
        if token.lemma_.lower() in verbs and any(c.dep_.startswith("nsubj") for c in token.children):
            found += [[story.span(_subtree(c))] for c in token.children if c.dep_ == "ccomp"]
    return found


def _subtree(token: Token) -> Tokens:
    inside = [t.i for t in token.subtree]
    return Tokens(min(inside), max(inside) + 1)


def textacy_quotations(story: Story) -> Contents:
    """textacy's ``direct_quotations``, paragraph by paragraph, since it refuses a text with an odd number of quotation marks."""
    from textacy.extract import direct_quotations

    found = []
    for start, paragraph in _paragraphs(story.doc):
        try:
            quotations = list(direct_quotations(paragraph))
        except ValueError:  # an odd number of marks
            continue
        found += [[story.span(Tokens(start + q.content.start, start + q.content.end))] for q in quotations]
    return found


def _paragraphs(doc: Doc) -> Iterator[tuple[int, Doc]]:
    for span in doc.spans["blocks"]:
        yield span.start, span.as_doc()


PEERS: dict[str, Callable[[Story], Contents]] = {
    "kg": kg_statements,
    "verb of saying + ccomp": verb_and_clause,
    "textacy direct_quotations": textacy_quotations,
}
